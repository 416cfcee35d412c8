"""Train the attribution model.

usage: python training/attribution.py --train TRAIN.jsonl --dev DEV.jsonl --seed 1 --out FOLDER

Writes `FOLDER/epoch-N/` after every epoch: `checkpoint.pt`, from the last of which training goes on when started
again, and `model.pt`, the moving average of the weights, for `release.py`. The same seed, number of threads and version
of PyTorch give the same weights.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from corpus import Batch, Labelled, PairTable, epoch, read
from daylight.language.spelling import Spelling
from model import LINK, AttributionModel, Scorer, pretrained
from released import believed, restored

LINKER_WEIGHT = 0.3
MASK = 103
WARM_UP = 0.06


def losses(model: AttributionModel, batch: Batch, trust: float = 0.0, bfloat16: bool = True) -> tuple[Tensor, Tensor]:
    """Mean negative log likelihood of a paragraph's labels, and mean cross entropy of a link.

    `trust` is the share of the first that goes to what a teacher believes the labels to be in place of the annotators'.
    """
    with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
        emissions, projections = model(batch.ids, batch.features, batch.mask)
    emissions = emissions.flatten(0, 1)[batch.word].float()
    projections = projections.flatten(0, 1)[batch.word].float()
    sequences = emissions[batch.sequence]
    labelling = model.crf.loss(sequences, batch.sequence_mask, batch.labels).mean()
    if trust:
        taught = model.crf.loss_to_belief(sequences, batch.sequence_mask, batch.belief).mean()
        labelling = (1 - trust) * labelling + trust * taught
    total = torch.cat([torch.zeros(1, 4 * LINK), projections.cumsum(0)])
    content, cue, cue2, source = total.split(LINK, 1)
    linking = _link_loss(model.content_cue, content, cue, batch.content_cue, none=False) + _link_loss(
        model.cue_source, cue2, source, batch.cue_source, none=True
    )
    return labelling, linking


def _link_loss(scorer: Scorer, anchor_sum: Tensor, target_sum: Tensor, table: PairTable, none: bool) -> Tensor:
    learned = table.right >= 0
    if not learned.any():
        return torch.zeros(())
    anchors, targets = _means(anchor_sum, table.anchors), _means(target_sum, table.targets)
    width = 1 + (int(table.slot.max()) if len(table.slot) else 0)
    scores = torch.full((len(anchors), width), -1e4)
    if len(table.row):
        pair = scorer(anchors[table.row], targets[table.target], *table.known)
        scores = scores.index_put((table.row, table.slot), pair)
    if none:
        scores = torch.cat([scorer.nothing(anchors)[:, None], scores[:, 1:]], 1)
    return F.cross_entropy(scores[learned], table.right[learned])


def _means(total: Tensor, spans: Tensor) -> Tensor:
    return (total[spans[:, 1]] - total[spans[:, 0]]) / (spans[:, 1] - spans[:, 0])[:, None]


def _masked(batch: Batch, rate: float) -> Batch:
    """The batch with some of its word pieces hidden behind [MASK], so that names alone do not decide."""
    if not rate:
        return batch
    hidden = (torch.rand(batch.ids.shape) < rate) & (batch.features[:, :, 0] > 0)
    return batch._replace(ids=batch.ids.masked_fill(hidden, MASK))


def optimiser_of(
    model: AttributionModel, encoder: float, heads: float, crf: float, decay: float
) -> torch.optim.Optimizer:
    groups: dict[tuple[float, float], list] = {}
    for name, weight in model.named_parameters():
        if not weight.requires_grad:
            continue
        rate = encoder if name.startswith("encoder.") else crf if name.startswith("crf.") else heads
        if name.startswith("encoder.features."):
            rate = heads
        groups.setdefault((rate, decay if weight.ndim > 1 and not name.startswith("crf.") else 0.0), []).append(weight)
    return torch.optim.AdamW([{"params": g, "lr": r, "weight_decay": d} for (r, d), g in groups.items()], fused=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--window", type=int, default=320, help="word pieces a window")
    parser.add_argument("--batch", type=int, default=2560, help="word pieces a batch")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="learning rate of the encoder")
    parser.add_argument("--average", type=float, default=0.995, help="decay of the moving average of the weights")
    parser.add_argument("--mask", type=float, default=0.0, help="share of word pieces hidden in training")
    parser.add_argument("--begin", type=Path, help="go on from another run's checkpoint, or from a released folder")
    parser.add_argument("--teacher", type=Path, help="released folder of the model to learn from beside the labels")
    parser.add_argument("--trust", type=float, default=0.5, help="weight of the teacher against the labels")
    parser.add_argument("--frozen", type=int, default=0, help="lowest layers that stay as they are, pieces with them")
    parser.add_argument("--bfloat16", action="store_true", help="quicker on processors that multiply in it fast")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--documents", type=int, help="train on the first N documents alone (a trial)")
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    spelling = Spelling(pretrained() / "tokenizer.json")
    train = read(args.train, spelling)[: args.documents]
    dev = read(args.dev, spelling)
    if args.teacher is not None:
        print(f"asking the teacher about {len(train)} documents", flush=True)
        train = believed(train, args.teacher, args.threads)
    model = AttributionModel()
    model.encoder.load_bert(pretrained() / "model.safetensors")
    if args.begin is not None and args.begin.is_dir():
        model = restored(args.begin)
    if args.frozen:
        for part in (model.encoder.pieces, *model.encoder.layers[: args.frozen]):
            part.requires_grad_(False)
    optimiser = optimiser_of(model, args.rate, args.rate / 0.15, args.rate / 0.03, 0.01)
    peaks = [group["lr"] for group in optimiser.param_groups]
    steps_an_epoch = sum(1 for _ in epoch(train, np.random.default_rng(0), args.window, args.batch))
    steps = steps_an_epoch * args.epochs
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    average = [weight.detach().clone() for weight in weights]
    step, done, spent = 0, 0, 0.0
    earlier = sorted(args.out.glob("epoch-*/checkpoint.pt"), key=lambda path: int(path.parent.name[6:]))
    begin = earlier[-1] if earlier else args.begin
    if begin is not None and begin.is_file():
        saved = torch.load(begin)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        average, step, done, spent = saved["average"], saved["step"], saved["epochs"], saved["seconds"]
        if earlier:
            torch.set_rng_state(saved["random"])

    started = time.time() - spent
    for number in range(done, args.epochs):
        model.train()
        seen = np.zeros(3)
        for batch in epoch(train, np.random.default_rng([args.seed, number]), args.window, args.batch):
            ramp = min((step + 1) / (WARM_UP * steps), max(0.0, (steps - step) / (steps * (1 - WARM_UP))))
            for group, peak in zip(optimiser.param_groups, peaks, strict=True):
                group["lr"] = peak * ramp
            trust = args.trust if args.teacher is not None else 0.0
            labelling, linking = losses(model, _masked(batch, args.mask), trust, args.bfloat16)
            optimiser.zero_grad()
            (labelling + LINKER_WEIGHT * linking).backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            step += 1
            with torch.no_grad():
                torch._foreach_lerp_(average, weights, 1 - min(args.average, step / (step + 10)))
            seen += (labelling.item(), linking.item(), 1)
            if step % 20 == 0:
                left = (time.time() - started) / step * (steps - step)
                print(
                    f"epoch {number + 1} step {step}/{steps} "
                    f"labels {seen[0] / seen[2]:.3f} links {seen[1] / seen[2]:.3f} "
                    f"{time.time() - started:.0f} s, about {left:.0f} s left",
                    flush=True,
                )
                seen[:] = 0
        spent = time.time() - started
        folder = args.out / f"epoch-{number + 1}"
        folder.mkdir(exist_ok=True)
        state = {
            "model": model.state_dict(),
            "optimiser": optimiser.state_dict(),
            "average": average,
            "step": step,
            "epochs": number + 1,
            "seconds": spent,
            "random": torch.get_rng_state(),
        }
        torch.save(state, folder / "checkpoint.pt")
        _swap(weights, average)
        torch.save(model.state_dict(), folder / "model.pt")
        labels, links = _dev_losses(model, dev, args)
        _swap(weights, average)
        settings = {**vars(args), "taken_after_epoch": number + 1, "seconds": round(spent)}
        (folder / "run.json").write_text(json.dumps(settings, default=str, indent=1))
        print(f"epoch {number + 1} done: dev labels {labels:.3f} links {links:.3f}", flush=True)


def _swap(weights: list[Tensor], average: list[Tensor]) -> None:
    with torch.no_grad():
        for weight, mean in zip(weights, average, strict=True):
            kept = weight.clone()
            weight.copy_(mean)
            mean.copy_(kept)


def _dev_losses(model: AttributionModel, dev: list[Labelled], args: argparse.Namespace) -> list[float]:
    model.eval()
    batches = epoch(dev, np.random.default_rng(0), args.window, args.batch)
    with torch.no_grad():
        return np.mean(
            [[x.item() for x in losses(model, batch, bfloat16=args.bfloat16)] for batch in batches], 0
        ).tolist()


if __name__ == "__main__":
    main()
