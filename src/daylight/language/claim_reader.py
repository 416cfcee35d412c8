"""The learned reader of claims: what a holder does by what is said, and where that stands.

A small transformer reads the sentence of a claim with its content and cue marked; three linear layers over the whole,
the content and the cue give the act and the stance. `docs/models/claims.md` says what it was trained on
and how well it does.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from daylight.language.encoder import CLS, MODELS, SEP, Encoder, Floats, Pieces, load_pieces
from daylight.language.spelling import Spelling
from daylight.language.words import WORD, Ints

Span = tuple[int, int]

LONGEST = 126
"""Word pieces of a passage that are read at most."""
_AROUND = 8
"""Word pieces that are read before and behind the content and cue."""
OTHER, CONTENT, CUE, AUTHOR = range(4)
"""Marks of word pieces; AUTHOR stands at the passage's start where the claim is the author's own."""


class Passage(NamedTuple):
    """A claim in its sentences: character ranges of content and cue in the text."""

    text: str
    content: Span
    cue: Span | None
    author: bool


class ClaimScores(NamedTuple):
    """Log-probability of each act and stance."""

    act: dict[str, float]
    stance: dict[str, float]


class ClaimReader:
    """Scores claims. Get one from `ClaimReader.load()`."""

    def __init__(self, encoder: Encoder, pieces: Pieces, labels: dict[str, list[str]], bias: Floats) -> None:
        self._encoder = encoder
        self._pieces = pieces
        self._labels = labels
        self._bias = bias

    @classmethod
    def load(cls, threads: int = 2) -> ClaimReader:
        """The reader that comes with the package; loaded once."""
        return _load(threads)

    def scores(self, passages: Sequence[Passage]) -> list[ClaimScores]:
        """Scores of claims, in their order; a claim's scores do not depend on the others."""
        rows = [lay_out(passage, self._pieces.spelling) for passage in passages]
        encoded = self._encoder([ids for ids, _ in rows], [marks[:, None] for _, marks in rows])
        return [self._scored(marks, *values) for (_, marks), values in zip(rows, encoded, strict=True)]

    def _scored(self, marks: Ints, whole: Floats, content: Floats, cue: Floats) -> ClaimScores:
        """Each part's projections, averaged over its pieces and added up, as log-probabilities."""
        total = self._bias + whole[0]
        for mark, values in ((CONTENT, content), (CUE, cue)):
            if (marks == mark).any():
                total = total + values[marks == mark].mean(0)
        acts, stances = self._labels["act"], self._labels["stance"]
        act, stance = (part - np.logaddexp.reduce(part) for part in np.split(total, [len(acts)]))
        return ClaimScores(dict(zip(acts, act.tolist(), strict=True)), dict(zip(stances, stance.tolist(), strict=True)))


def lay_out(passage: Passage, spelling: Spelling) -> tuple[Ints, Ints]:
    """A passage as ids of word pieces and their marks, shape (length,) each."""
    words = list(WORD.finditer(passage.text))
    ids: list[int] = []
    marks: list[int] = []
    for word, pieces in zip(words, spelling([w.group() for w in words]), strict=True):
        ids += pieces
        marks += [_mark(word.start(), passage)] * len(pieces)
    marked = [i for i, mark in enumerate(marks) if mark]
    if marked:
        first, last = max(marked[0] - _AROUND, 0), marked[-1] + 1 + _AROUND
        ids, marks = ids[first:last][:LONGEST], marks[first:last][:LONGEST]
    start = AUTHOR if passage.author else OTHER
    return np.array([CLS, *ids, SEP]), np.array([start, *marks, OTHER])


def _mark(start: int, passage: Passage) -> int:
    if passage.cue and passage.cue[0] <= start < passage.cue[1]:
        return CUE
    return CONTENT if passage.content[0] <= start < passage.content[1] else OTHER


@lru_cache(maxsize=1)
def _load(threads: int) -> ClaimReader:
    folder = MODELS / "claims"
    pieces = load_pieces(MODELS / "attribution")
    labels = json.loads((folder / "card.json").read_text(encoding="utf8"))["labels"]
    bias = np.load(folder / "bias.npy")
    return ClaimReader(Encoder(folder / "encoder.onnx", pieces, threads), pieces, labels, bias)
