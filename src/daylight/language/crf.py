"""Decoding of a linear-chain CRF over BIO labels: best paths, label marginals and the probability of a span.

Lafferty, McCallum and Pereira (2001); the recursions are those of Rabiner (1989), scaled instead of logarithmic, over
many sequences at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_TINY = 1e-30


class Crf(NamedTuple):
    """Scores of label pairs `transition[before, after]`, of the first label and of the last."""

    transition: Floats
    begin: Floats
    end: Floats


class Lattice(NamedTuple):
    """What is known of one sequence after decoding.

    `best` (n,) is the most probable path, `marginal` (n, labels) the probability of each label at each place, and
    `onward` (n, labels) the probability that a span of that label, standing at this place, goes on to the next.
    """

    best: Ints
    marginal: Floats
    onward: Floats

    def span_probability(self, first: int, last: int, label: int) -> float:
        """Probability that words `first` to `last` (half open) are one whole span: `label` (B), `label + 1` (I) …,
        and no more of it.

        The chain is Markov given the emissions, so this is a product of one marginal and of the chances to go on.
        """
        if last == first + 1:
            return float(self.marginal[first, label] * (1 - self.onward[first, label]))
        inside = self.onward[first + 1 : last, label + 1]
        return float(self.marginal[first, label] * self.onward[first, label] * inside[:-1].prod() * (1 - inside[-1]))

    def spans(self, label: int, least: float) -> list[tuple[int, int, float]]:
        """All spans of `label` (B) whose probability is `least` or more, with it; also such as exclude one another."""
        spans = []
        for first in np.flatnonzero(self.marginal[:, label] >= least).tolist():
            reaching, onward = float(self.marginal[first, label]), float(self.onward[first, label])
            last = first + 1
            while reaching >= least:
                if reaching * (1 - onward) >= least:
                    spans.append((first, last, reaching * (1 - onward)))
                reaching *= onward
                if last == len(self.best):
                    break
                onward = float(self.onward[last, label + 1])
                last += 1
        return spans


def decode(crf: Crf, sequences: Sequence[NDArray[np.floating]]) -> list[Lattice]:
    """Best path and marginals of each sequence of emissions, shape (n, labels), n at least 1."""
    lattices: list[Lattice | None] = [None] * len(sequences)
    order = sorted(range(len(sequences)), key=lambda i: len(sequences[i]))
    for first in range(0, len(order), 64):
        group = order[first : first + 64]
        for i, lattice in zip(group, _decode_batch(crf, [sequences[i] for i in group]), strict=True):
            lattices[i] = lattice
    return [lattice for lattice in lattices if lattice is not None]


def _decode_batch(crf: Crf, sequences: list[NDArray[np.floating]]) -> list[Lattice]:
    lengths = np.array([len(s) for s in sequences])
    rows, longest, labels = len(sequences), int(lengths.max()), len(crf.begin)
    emissions = np.zeros((longest, rows, labels))
    for row, sequence in enumerate(sequences):
        emissions[: len(sequence), row] = sequence
    index = np.arange(rows)

    # Viterbi, with the score of the end added where a sequence ends.
    score = crf.begin + emissions[0]
    back = np.zeros((longest, rows, labels), np.int64)
    final = np.where((lengths == 1)[:, None], score + crf.end, -np.inf)
    for t in range(1, longest):
        joint = score[:, :, None] + crf.transition
        back[t] = joint.argmax(1)
        score = joint.max(1) + emissions[t]
        ending = lengths == t + 1
        final[ending] = score[ending] + crf.end
    path = np.zeros((longest, rows), np.int64)
    path[lengths - 1, index] = final.argmax(1)
    for t in range(longest - 2, -1, -1):
        running = lengths > t + 1
        path[t, running] = back[t + 1, index[running], path[t + 1, running]]

    # Forward and backward, each step scaled to sum one.
    potential = np.exp(emissions - emissions.max(2, keepdims=True))
    step, begin, end = np.exp(crf.transition), np.exp(crf.begin), np.exp(crf.end)
    before = np.empty((longest, rows, labels))
    after = np.empty((longest, rows, labels))
    before[0] = begin
    for t in range(1, longest):
        weight = (before[t - 1] * potential[t - 1]) @ step
        before[t] = weight / weight.sum(1, keepdims=True)
    after[longest - 1] = end
    for t in range(longest - 2, -1, -1):
        weight = (after[t + 1] * potential[t + 1]) @ step.T
        weight /= weight.sum(1, keepdims=True) + _TINY
        after[t] = np.where((lengths > t + 1)[:, None], weight, end)
    marginal = before * potential * after
    marginal /= marginal.sum(2, keepdims=True) + _TINY
    onward = np.zeros_like(marginal)
    follower = _inside(labels)
    weight = potential[1:] * after[1:]
    onward[:-1] = step[np.arange(labels), follower] * weight[:, :, follower] / (weight @ step.T + _TINY)
    onward[lengths - 1, index] = 0
    return [Lattice(path[:n, row], marginal[:n, row], onward[:n, row]) for row, n in enumerate(lengths.tolist())]


def _inside(labels: int) -> Ints:
    """The label with which a span goes on: labels are O, then B and I of each role."""
    return np.array([label + label % 2 for label in range(labels)])
