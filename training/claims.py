"""Train the reader of claims: `python training/claims.py [--seed 1] [--epochs 6] [--threads 2]`.

Reads the project's own labelled passages (training/data/claims/*.tsv) and annotated texts (benchmarks/data/transfer)
and writes src/daylight/language/models/claims. Each line of a passage file holds, between tabs: the passage with its
holder in {}, its cue in <> and its content in []; the act; the stance; 1 where it is hedged, which is not learned; the
proposition of its issue. The four briefs of ../shared only say how often each label is met; nothing is learned from
their sentences.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from daylight.documents.load import load
from daylight.language.claim_reader import CONTENT, CUE, Passage, lay_out
from daylight.language.encoder import MODELS, load_pieces
from daylight.language.syntax import Syntax, parse, parse_all
from daylight.records import Act, Document, Segment, Stance, document_id
from export import write_encoder
from model import Encoder, Shape, pretrained

ROOT = Path(__file__).resolve().parents[1]
PASSAGES = ROOT / "training" / "data" / "claims"
TEXTS = ROOT / "benchmarks" / "data" / "transfer"
BRIEFS = ROOT.parent / "shared" / "data" / "briefs"
OUT = MODELS / "claims"
LABELS = {"act": sorted(get_args(Act)), "stance": list(get_args(Stance))}
SMOOTHING = 0.1
LAYERS = 4
"""Layers of the encoder that are kept, the lowest: two thirds of the time."""
BATCH = 32
TEXTS_COUNT = 2
"""Times that the statements of the annotated texts are read in an epoch: they are fewer, and real in their shares."""
_MARK = re.compile(r"[{}<>\[\]]")
_OPENED_BY = {"}": "{", ">": "<", "]": "["}


class Example(NamedTuple):
    """A claim and the number of its label for each task."""

    passage: Passage
    labels: dict[str, int]


def examples_of_passages(folder: Path = PASSAGES) -> list[Example]:
    """The labelled passages of all files of a folder."""
    lines = [line for path in sorted(folder.glob("*.tsv")) for line in path.read_text(encoding="utf8").splitlines()]
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    unmarked = [_unmarked(row[0]) for row in rows]
    documents = [
        Document(
            id=document_id(text),
            name="passage",
            text=text,
            segments=(Segment(kind="paragraph", start=0, end=len(text)),),
        )
        for text, _ in unmarked
    ]
    found = []
    for row, (text, spans), syntax in zip(rows, unmarked, parse_all(documents), strict=True):
        author = "{" not in spans and "<" not in spans
        passage = _passage(text, syntax, spans["["], spans.get("<"), author)
        found.append(Example(passage, _labels(row[1], row[2])))
    return found


def examples_of_text(gold_path: Path) -> list[Example]:
    """The statements of an annotated text, those that are optional left out."""
    gold = json.loads(gold_path.read_text(encoding="utf8"))
    document = next(iter(load(gold_path.with_name(gold_path.name.replace(".gold.json", ".txt")))))
    syntax = parse(document)
    found = []
    for row in gold["statements"]:
        if row.get("optional") or not len(syntax.tokens(row["content"])):
            continue
        passage = _passage(document.text, syntax, row["content"], row.get("cue"), row.get("author_voice", False))
        found.append(Example(passage, _labels(row["act"], row["stance"])))
    return found


class ClaimModel(nn.Module):
    """An encoder whose pieces carry marks, and linear layers over the first piece, the content and the cue."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder(Shape(), dropout=0.1)
        self.encoder.load_bert(pretrained() / "model.safetensors")
        self.encoder.layers = self.encoder.layers[:LAYERS]
        stored = load_pieces(MODELS / "attribution")
        self.encoder.pieces.weight.data = torch.from_numpy(stored.vectors * stored.scale[:, None])
        self.encoder.pieces.weight.requires_grad = False
        hidden = Shape().hidden
        marks = nn.Embedding(4, hidden)
        nn.init.normal_(marks.weight, std=0.02)
        self.encoder.features = nn.ModuleList([marks])
        width = sum(map(len, LABELS.values()))
        self.whole = nn.Linear(hidden, width)
        self.content = nn.Linear(hidden, width, bias=False)
        self.cue = nn.Linear(hidden, width, bias=False)
        self.dropout = nn.Dropout(0.2)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        """Scores of shape (rows, labels of all tasks)."""
        hidden = self.encoder(ids, marks[:, :, None], mask).float()

        def mean(mark: int) -> Tensor:
            chosen = ((marks == mark) & mask).float()[:, :, None]
            return self.dropout((hidden * chosen).sum(1) / chosen.sum(1).clamp(min=1))

        return self.whole(self.dropout(hidden[:, 0])) + self.content(mean(CONTENT)) + self.cue(mean(CUE))


def train(examples: Sequence[Example], seed: int, epochs: int, rate: float) -> ClaimModel:
    """A model trained on the examples, with its progress printed."""
    torch.manual_seed(seed)
    order = random.Random(seed)
    spelling = load_pieces(MODELS / "attribution").spelling
    rows = [(*lay_out(example.passage, spelling), example.labels) for example in examples]
    model = ClaimModel()
    encoder = [weight for weight in model.encoder.parameters() if weight.requires_grad]
    heads = [weight for part in (model.whole, model.content, model.cue) for weight in part.parameters()]
    optimiser = torch.optim.AdamW([{"params": encoder, "lr": rate}, {"params": heads, "lr": 1e-3}], weight_decay=0.01)
    steps = epochs * -(-len(rows) // BATCH)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    begun, step = time.monotonic(), 0
    for epoch in range(epochs):
        for batch in _batches(rows, order):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(*_padded(batch))
            loss = _loss(scores.float(), [labels for *_, labels in batch])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 20 == 0:
                spent = time.monotonic() - begun
                left = spent / step * max(steps - step, 0)
                print(f"epoch {epoch + 1} step {step} loss {loss.item():.3f} {spent:.0f} s, about {left:.0f} s left")
    return model.eval()


def write(model: ClaimModel, shift: np.ndarray, card: dict[str, Any]) -> None:
    """The model as a graph, its bias with the shift towards how often each label is met in real texts, and its card."""
    OUT.mkdir(parents=True, exist_ok=True)
    outputs: dict[str, nn.Linear] = {}
    for name in ("whole", "content", "cue"):
        layer = getattr(model, name)
        plain = nn.Linear(layer.in_features, layer.out_features)
        plain.weight.data, plain.bias.data = layer.weight.data, torch.zeros(layer.out_features)
        outputs[name] = plain
    with torch.no_grad():
        write_encoder(model.encoder, outputs, OUT / "encoder.onnx")
        np.save(OUT / "bias.npy", model.whole.bias.numpy() + shift.astype(np.float32))
    (OUT / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    passages = examples_of_passages()
    texts = _examples_of_texts(TEXTS)
    begun = time.monotonic()
    examples = passages + TEXTS_COUNT * texts
    print(f"{len(passages)} passages, {len(texts)} statements of annotated texts")
    met = texts + _examples_of_texts(BRIEFS)
    model = train(examples, args.seed, args.epochs, args.rate)
    card = {
        "model": "reader of claims: act and stance",
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0), fine-tuned, with the attribution tagger's table of word pieces",
        "data": f"{len(passages)} passages (training/data/claims), {len(texts)} statements (benchmarks/data)",
        "licence": "Apache-2.0",
        "seed": args.seed,
        "epochs": args.epochs,
        "rate": args.rate,
        "threads": args.threads,
        "seconds": round(time.monotonic() - begun),
        "labels": LABELS,
    }
    write(model, np.concatenate([_shift(task, examples, met) for task in LABELS]), card)
    print(f"written to {OUT.relative_to(ROOT)}")


def _examples_of_texts(folder: Path) -> list[Example]:
    return [example for path in sorted(folder.glob("*.gold.json")) for example in examples_of_text(path)]


def _shift(task: str, seen: Sequence[Example], met: Sequence[Example]) -> np.ndarray:
    """What turns a log-probability under the training examples' shares of labels into one under the texts'."""

    def shares(examples: Sequence[Example]) -> np.ndarray:
        counts = np.bincount([e.labels[task] for e in examples], minlength=len(LABELS[task])) + 1.0
        return counts / counts.sum()

    return np.log(shares(met) / shares(seen))


def _loss(scores: Tensor, labels: Sequence[dict[str, int]]) -> Tensor:
    total = torch.zeros(())
    for task, part in zip(LABELS, scores.split([len(names) for names in LABELS.values()], 1), strict=True):
        gold = torch.tensor([row[task] for row in labels])
        total = total + F.cross_entropy(part, gold, label_smoothing=SMOOTHING)
    return total


def _batches(rows: Sequence[Any], order: random.Random) -> Iterator[list[Any]]:
    """All rows once, those of like length together, in random order."""
    places = order.sample(range(len(rows)), len(rows))
    stretches = [places[i : i + 16 * BATCH] for i in range(0, len(places), 16 * BATCH)]
    pools = [sorted(stretch, key=lambda k: len(rows[k][0])) for stretch in stretches]
    batches = [pool[i : i + BATCH] for pool in pools for i in range(0, len(pool), BATCH)]
    order.shuffle(batches)
    for batch in batches:
        yield [rows[k] for k in batch]


def _padded(batch: Sequence[Any]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, marks and which pieces stand there, shape (rows, longest) each."""
    shape = len(batch), max(len(ids) for ids, *_ in batch)
    ids, marks = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    mask = torch.zeros(shape, dtype=torch.bool)
    for k, (row, row_marks, _) in enumerate(batch):
        ids[k, : len(row)], marks[k, : len(row)] = torch.from_numpy(row), torch.from_numpy(row_marks)
        mask[k, : len(row)] = True
    return ids, marks, mask


def _labels(act: str, stance: str) -> dict[str, int]:
    return {"act": LABELS["act"].index(act), "stance": LABELS["stance"].index(stance)}


def _unmarked(text: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """A passage without its marks, and the range that each kind of mark stands around."""
    plain, place = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    for mark in _MARK.finditer(text):
        plain += text[place : mark.start()]
        place = mark.end()
        if mark.group() in _OPENED_BY:
            kind = _OPENED_BY[mark.group()]
            spans[kind] = (opened.pop(kind), len(plain))
        else:
            opened[mark.group()] = len(plain)
    return plain + text[place:], spans


def _passage(text: str, syntax: Syntax, content: Sequence[int], cue: Sequence[int] | None, author: bool) -> Passage:
    """The sentences that hold content and cue."""
    tokens = [*syntax.tokens((content[0], content[1])), *(syntax.tokens((cue[0], cue[1])) if cue else ())]
    sentences = [token.sent for token in tokens]
    start, end = syntax.span(range(min(s.start for s in sentences), max(s.end for s in sentences)))
    inside = (content[0] - start, content[1] - start)
    return Passage(text[start:end], inside, (cue[0] - start, cue[1] - start) if cue else None, author)


if __name__ == "__main__":
    main()
