"""From the encoder's output to attributions: labels by CRF, spans, links, and what each attribution's confidence
rests on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from daylight.language.crf import Crf, Lattice, decode
from daylight.language.linker import REACH, Ints, Scorer, candidate_pairs, link

Floats = NDArray[np.floating]
Span = tuple[int, int]

SOURCE, CUE, CONTENT = 1, 3, 5  # the B labels; label + 1 is the I

PORTION = 6000
"""Words of a long text that are linked at a time (whole paragraphs): pairs grow with the square of the length."""


class Heads(NamedTuple):
    """The numbers of everything that stands above the encoder.

    `shift` is added to the emissions of each label, and `no_source` to the score of a cue's having no source; both
    are set on development texts.
    """

    crf: Crf
    content_cue: Scorer
    cue_source: Scorer
    shift: Floats
    no_source: float


class Found(NamedTuple):
    """An attribution as word ranges, and the numbers its confidence is reckoned from."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    evidence: Floats


class Calibration(NamedTuple):
    """A logistic model of an attribution's being right, over its evidence; fitted on development texts.

    Attributions whose probability is under `floor` are not worth reporting.
    """

    weights: Floats
    bias: float
    floor: float = 0.0

    def probability(self, evidence: Floats) -> float:
        return float(1 / (1 + np.exp(-(evidence @ self.weights + self.bias))))


def attributions(heads: Heads, bounds: Ints, emissions: Floats, projections: Floats) -> list[Found]:
    """Attributions of one text, in the order of their cues.

    Parameters
    ----------
    bounds
        Words at which paragraphs begin, and the number of words at the end.
    emissions
        Shape (words, 7).
    projections
        Shape (words, 4 d): of contents and cues, to be compared with each other, and of cues and sources.
    """
    found: list[Found] = []
    first = 0
    while first < len(bounds) - 1:
        last = max(first + 1, int(np.searchsorted(bounds, bounds[first] + PORTION, side="right")) - 1)
        start, end = int(bounds[first]), int(bounds[last])
        portion = _portion(heads, bounds[first : last + 1] - start, emissions[start:end], projections[start:end])
        found.extend(_moved(one, start) for one in portion)
        first = last
    return found


def _moved(found: Found, words: int) -> Found:
    """An attribution of a portion, in words of the whole text."""
    source, cue, content = (tuple((a + words, b + words) for a, b in part) for part in found[:3])
    return Found(source, cue, content, found.evidence)


def _portion(heads: Heads, bounds: Ints, emissions: Floats, projections: Floats) -> list[Found]:
    """Attributions of some paragraphs."""
    if not len(emissions):
        return []
    lattices = decode(heads.crf, np.split(emissions + heads.shift, bounds[1:-1]))
    spans = {role: _spans(lattices, bounds, role) for role in (SOURCE, CUE, CONTENT)}
    cues, contents, sources = spans[CUE], spans[CONTENT], spans[SOURCE]
    if not len(cues) or not len(contents):
        return []
    chance = {
        role: [_probability(lattices, bounds, first, last, role) for first, last in spans[role].tolist()]
        for role in spans
    }
    width = projections.shape[1] // 4
    part = [projections[:, i * width : (i + 1) * width] for i in range(4)]
    paragraph = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    to_cue = link(
        heads.content_cue,
        _means(part[0], contents),
        _means(part[1], cues),
        candidate_pairs(contents, cues, paragraph, REACH),
        None,
    )
    to_source = link(
        heads.cue_source,
        _means(part[2], cues),
        _means(part[3], sources),
        candidate_pairs(cues, sources, paragraph, 0),
        heads.no_source,
    )
    found = []
    for c, cue in enumerate(cues.tolist()):
        mine = np.flatnonzero(to_cue.target == c).tolist()
        if not mine:
            continue
        s = int(to_source.target[c])
        evidence = _evidence(
            cue=chance[CUE][c],
            content=[chance[CONTENT][i] for i in mine],
            source=chance[SOURCE][s] if s >= 0 else None,
            links=[float(to_cue.probability[i]) for i in mine],
            source_link=float(to_source.probability[c]),
        )
        found.append(
            Found(
                source=(tuple(sources[s].tolist()),) if s >= 0 else (),
                cue=(tuple(cue),),
                content=tuple(tuple(contents[i].tolist()) for i in mine),
                evidence=evidence,
            )
        )
    return found


def _evidence(cue: float, content: list[float], source: float | None, links: list[float], source_link: float) -> Floats:
    """What an attribution's confidence rests on: log odds of its parts' probabilities, and whether parts are
    missing or many.
    """
    sure = np.clip(
        [cue, max(content), min(content), min(links), source_link, 0.5 if source is None else source], 1e-3, 1 - 1e-3
    )
    return np.append(np.log(sure / (1 - sure)), [float(source is None), float(len(content) > 1)])


def _spans(lattices: Sequence[Lattice], bounds: Ints, role: int) -> Ints:
    """All spans of a role on the best paths, as word ranges (n, 2)."""
    spans = []
    for lattice, offset in zip(lattices, bounds.tolist(), strict=False):
        for first in np.flatnonzero(lattice.best == role).tolist():
            last = first + 1
            while last < len(lattice.best) and lattice.best[last] == role + 1:
                last += 1
            spans.append((first + offset, last + offset))
    return np.array(spans, np.int64).reshape(-1, 2)


def _probability(lattices: Sequence[Lattice], bounds: Ints, first: int, last: int, role: int) -> float:
    p = int(np.searchsorted(bounds, first, side="right")) - 1
    return lattices[p].span_probability(first - int(bounds[p]), last - int(bounds[p]), role)


def _means(vectors: Floats, spans: Ints) -> Floats:
    """Mean vector of the words of each span."""
    means = [vectors[first:last].mean(0) for first, last in spans.tolist()]
    return np.array(means, np.float32).reshape(-1, vectors.shape[1])
