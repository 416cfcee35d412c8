"""Which cue a content belongs to, and which source a cue: scores over pairs of spans.

A pair's score is a small network over the two spans' mean vectors (projected by the encoder's graph), how far apart
they stand, how many other candidates stand between them, and whether they share a paragraph.  A cue may have no
source; that choice has a score of its own.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_EDGES = np.array([1, 2, 3, 4, 6, 9, 13, 20, 30, 50])
DISTANCES = 2 * len(_EDGES) + 1
BETWEEN = 4
REACH = 2  # paragraphs between a content and its cue at most
PARAGRAPHS = 2 * REACH + 1
BLOCK = 50_000  # pairs that are scored at a time, which bounds memory


class Pairs(NamedTuple):
    """Candidate pairs of an anchor span (row) and a target span, with what is known about each pair.

    All arrays have one entry a pair; pairs of one anchor stand together, in the order of the targets.
    """

    anchor: Ints
    target: Ints
    distance: Ints
    between: Ints
    paragraph: Ints


def candidate_pairs(anchors: Ints, targets: Ints, paragraph: Ints, reach: int) -> Pairs:
    """Pair every anchor with every target at most `reach` paragraphs away.

    Parameters
    ----------
    anchors, targets
        Spans as word ranges, half open, shape (n, 2), sorted.
    paragraph
        The paragraph of each word of the text.
    reach
        Largest difference of paragraphs.
    """
    if not len(anchors) or not len(targets):
        none = np.zeros(0, np.int64)
        return Pairs(none, none, none, none, none)
    step = paragraph[targets[:, 0]][None, :] - paragraph[anchors[:, 0]][:, None]
    row, column = np.nonzero(np.abs(step) <= reach)
    gap_after = targets[column, 0] - anchors[row, 1] + 1
    gap_before = anchors[row, 0] - targets[column, 1] + 1
    after = gap_after >= gap_before
    gap = np.maximum(np.where(after, gap_after, gap_before), 0)
    bucket = np.searchsorted(_EDGES, gap, side="right")
    distance = len(_EDGES) + np.where(after, bucket, -bucket)
    # Targets wholly between anchor and target: ranks of both in the order of the targets' beginnings.
    rank = np.searchsorted(targets[:, 0], anchors[:, 0])[row]
    between = np.where(column >= rank, column - rank, rank - 1 - column)
    return Pairs(row, column, distance, np.clip(between, 0, BETWEEN - 1), step[row, column] + REACH)


class Scorer(NamedTuple):
    """Weights of the score of a pair; see `training/model.py`, whose numbers these are."""

    distance: Floats
    between: Floats
    paragraph: Floats
    out: Floats
    bias: Floats
    none: Floats

    def pairs(self, anchors: Floats, targets: Floats, pairs: Pairs) -> Floats:
        """Score of each pair, from the projected mean vectors of anchors and targets; some thousands at a time."""
        starts = range(0, len(pairs.anchor), BLOCK)
        blocks = [self._block(anchors, targets, Pairs(*(part[i : i + BLOCK] for part in pairs))) for i in starts]
        return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)

    def _block(self, anchors: Floats, targets: Floats, pairs: Pairs) -> Floats:
        a, b = anchors[pairs.anchor], targets[pairs.target]
        known = self.distance[pairs.distance] + self.between[pairs.between] + self.paragraph[pairs.paragraph]
        score = (
            np.maximum(a + b + known, 0) @ self.out + self.bias + np.einsum("ij,ij->i", a, b) / np.sqrt(len(self.out))
        )
        return np.asarray(score, np.float32)

    def nothing(self, anchors: Floats) -> Floats:
        """Score of each anchor's having no target."""
        return np.asarray(np.maximum(anchors + self.none, 0) @ self.out + self.bias, np.float32)


class Links(NamedTuple):
    """The target of each anchor (-1: none), and the probability of that choice."""

    target: Ints
    probability: Floats


def link(scorer: Scorer, anchors: Floats, targets: Floats, pairs: Pairs, none: float | None) -> Links:
    """The best target of each anchor.

    Parameters
    ----------
    none
        Added to the score of having no target; `None` where every anchor has one (if there is any candidate).
    """
    weight = link_chances(scorer, anchors, targets, pairs, none)
    best = weight.argmax(1)
    return Links(best - 1, weight[np.arange(len(anchors)), best].astype(np.float32))


def link_chances(
    scorer: Scorer, anchors: Floats, targets: Floats, pairs: Pairs, none: float | None
) -> NDArray[np.float64]:
    """Probability of each anchor's (row) having no target (first column) or each of the targets (the others)."""
    scores = np.full((len(anchors), len(targets) + 1), -np.inf)
    scores[:, 0] = -1e4 if none is None else scorer.nothing(anchors) + none
    scores[pairs.anchor, pairs.target + 1] = scorer.pairs(anchors, targets, pairs)
    weight = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(weight / weight.sum(1, keepdims=True), np.float64)
