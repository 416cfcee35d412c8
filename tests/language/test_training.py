"""What is trained and what ships say the same. Skipped where the training extra is not installed."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is a training dependency")
pytest.importorskip("onnx", reason="onnx is a training dependency")
pytest.importorskip("safetensors", reason="safetensors is a training dependency")

sys.path.append(str(Path(__file__).resolve().parents[2] / "training"))

from daylight.language import crf as shipped  # noqa: E402
from daylight.language.encoder import Encoder as ShippedEncoder  # noqa: E402
from daylight.language.encoder import Pieces  # noqa: E402
from daylight.language.spelling import Spelling  # noqa: E402
from export import heads_of, write_encoder  # noqa: E402  (the path above comes first)
from model import AttributionModel, Crf, Encoder, Shape  # noqa: E402

SMALL = Shape(vocabulary=40, hidden=64, inner=128, layers=2, heads=4, positions=32)


def in_numpy(crf: Crf) -> shipped.Crf:
    return shipped.Crf(*(weight.detach().numpy().astype(float) for weight in crf.weights()))


@pytest.fixture
def chain() -> Crf:
    torch.manual_seed(5)
    crf = Crf()
    for weight in crf.parameters():
        torch.nn.init.normal_(weight)
    return crf


def test_the_gradient_of_the_partition_function_is_the_shipped_marginals(chain: Crf) -> None:
    emissions = torch.randn(3, 9, 7, requires_grad=True)
    lengths = [9, 4, 1]
    mask = torch.tensor([[t < n for t in range(9)] for n in lengths])
    chain.log_partition(emissions, mask).sum().backward()
    sequences = [emissions[i, :n].detach().numpy() for i, n in enumerate(lengths)]
    for i, lattice in enumerate(shipped.decode(in_numpy(chain), sequences)):
        np.testing.assert_allclose(emissions.grad[i, : lengths[i]].numpy(), lattice.marginal, atol=1e-5)


def test_no_path_is_likelier_in_training_than_the_one_that_is_read(chain: Crf) -> None:
    emissions = torch.randn(1, 6, 7)
    best = shipped.decode(in_numpy(chain), [emissions[0].numpy()])[0].best
    mask = torch.ones(1, 6, dtype=torch.bool)
    least = chain.loss(emissions, mask, torch.from_numpy(best)[None])
    for _ in range(200):
        assert chain.loss(emissions, mask, torch.randint(0, 7, (1, 6))) >= least - 1e-4


def test_a_teacher_who_is_sure_of_the_labels_teaches_the_labels(chain: Crf) -> None:
    emissions = torch.randn(2, 5, 7, requires_grad=True)
    mask = torch.ones(2, 5, dtype=torch.bool)
    labels = torch.tensor([[0, 1, 2, 0, 3], [5, 6, 6, 3, 4]])
    (by_labels,) = torch.autograd.grad(chain.loss(emissions, mask, labels).sum(), emissions)
    belief = torch.nn.functional.one_hot(labels, 7).float()
    (by_belief,) = torch.autograd.grad(chain.loss_to_belief(emissions, mask, belief).sum(), emissions)
    torch.testing.assert_close(by_belief, by_labels)


@pytest.mark.parametrize(("int8", "tolerance"), [(False, 1e-4), (True, 0.15)])
def test_the_shipped_graph_computes_what_the_trained_encoder_does(tmp_path: Path, int8: bool, tolerance: float) -> None:
    torch.manual_seed(7)
    encoder = Encoder(SMALL, dropout=0.0).eval()
    for table in encoder.features:
        torch.nn.init.normal_(table.weight)
    output = torch.nn.Linear(SMALL.hidden, 3)
    write_encoder(encoder, {"scores": output}, tmp_path / "encoder.onnx", int8=int8)
    ids, features = torch.randint(0, 40, (1, 20)), torch.randint(0, 4, (1, 20, 3))
    with torch.no_grad():
        expected = output(encoder(ids, features, torch.ones(1, 20, dtype=torch.bool)))[0].numpy()
    vectors = encoder.pieces.weight.detach().numpy()
    pieces = Pieces(Spelling.__new__(Spelling), vectors, np.ones(40, np.float32))
    ((found,),) = ShippedEncoder(tmp_path / "encoder.onnx", pieces, 1)([ids[0].numpy()], [features[0].numpy()])
    np.testing.assert_allclose(found, expected, atol=tolerance)


def test_the_linker_scores_pairs_alike_in_training_and_in_reading() -> None:
    from daylight.language.linker import candidate_pairs

    torch.manual_seed(3)
    model = AttributionModel(SMALL)
    heads = heads_of(model)
    spans = np.array([[0, 2], [5, 6]]), np.array([[3, 4], [8, 9]])
    pairs = candidate_pairs(*spans, np.zeros(9, np.int64), reach=0)
    a, b = torch.randn(2, 96), torch.randn(2, 96)
    known = [torch.from_numpy(x) for x in (pairs.distance, pairs.between, pairs.paragraph)]
    with torch.no_grad():
        expected = model.cue_source(a[pairs.anchor], b[pairs.target], *known).numpy()
        nothing = model.cue_source.nothing(a).numpy()
    np.testing.assert_allclose(heads.cue_source.pairs(a.numpy(), b.numpy(), pairs), expected, atol=1e-5)
    np.testing.assert_allclose(heads.cue_source.nothing(a.numpy()), nothing, atol=1e-5)
