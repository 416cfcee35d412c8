"""From the encoder's output to attributions: labels by CRF, spans, links, and what each attribution's confidence
rests on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from daylight.language.crf import Crf, Lattice, decode
from daylight.language.linker import REACH, Ints, Scorer, candidate_pairs, link, link_chances

Floats = NDArray[np.floating]
Span = tuple[int, int]

SOURCE, CUE, CONTENT = 1, 3, 5  # the B labels; label + 1 is the I

POSSIBLE = 0.03
"""Least probability of a content span that is considered beside those on the best path."""

ALIKE, LIKELIER = 0.75, 1.5
"""Other edges of a content are taken where they are likelier and share this much of its words, or where they are so
many times likelier."""

SURE_CUE, WORTH = 0.6, 0.01
"""A cue this probable that no content was linked to gets the likeliest of the contents left over, if the product of
that span's probability and the link's is worth it."""

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
    possible = _possible(lattices, bounds, CONTENT)
    spans[CONTENT] = _likeliest(spans, possible)
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
    parts: list[list[_Part]] = [[] for _ in cues]
    for i, c in enumerate(to_cue.target.tolist()):
        if c >= 0:
            parts[c].append(_Part(tuple(contents[i].tolist()), chance[CONTENT][i], float(to_cue.probability[i])))
    lonely = [c for c, p in enumerate(chance[CUE]) if not parts[c] and p >= SURE_CUE]
    if lonely and (spare := _spare(spans, possible)):
        extra, likely = np.array([span[:2] for span in spare], np.int64), np.array([span[2] for span in spare])
        pairs = candidate_pairs(extra, cues, paragraph, 0)
        chances = link_chances(heads.content_cue, _means(part[0], extra), _means(part[1], cues), pairs, None)[:, 1:]
        for c in lonely:
            i = int((likely * chances[:, c]).argmax())
            if likely[i] * chances[i, c] >= WORTH:
                parts[c].append(_Part(tuple(extra[i].tolist()), float(likely[i]), float(chances[i, c])))
    found = []
    for c, cue in enumerate(cues.tolist()):
        if not parts[c]:
            continue
        s = int(to_source.target[c])
        evidence = _evidence(
            cue=chance[CUE][c],
            content=[one.chance for one in parts[c]],
            source=chance[SOURCE][s] if s >= 0 else None,
            links=[one.link for one in parts[c]],
            source_link=float(to_source.probability[c]),
        )
        found.append(
            Found(
                source=(tuple(sources[s].tolist()),) if s >= 0 else (),
                cue=(tuple(cue),),
                content=tuple(one.span for one in parts[c]),
                evidence=evidence,
            )
        )
    return found


def _possible(lattices: Sequence[Lattice], bounds: Ints, role: int) -> list[tuple[int, int, float]]:
    """Spans of a role that are not out of the question, in words of the portion, with their probabilities."""
    return [
        (first + offset, last + offset, chance)
        for lattice, offset in zip(lattices, bounds.tolist(), strict=False)
        for first, last, chance in lattice.spans(role, POSSIBLE)
    ]


def _likeliest(spans: dict[int, Ints], possible: list[tuple[int, int, float]]) -> Ints:
    """Contents on the best path, each with the edges that all paths together make the likeliest.

    The best path is right as a whole more often than any other; a single edge of it need not be. Edges far off must be
    much the likelier: where an end is uncertain, some short span is often the likeliest single one, and the longer ones
    together still likelier.
    """
    contents = [(first, last) for first, last in spans[CONTENT].tolist()]
    known = {(first, last): chance for first, last, chance in possible}
    for i, (first, last) in enumerate(contents):
        others = [span for role in (SOURCE, CUE) for span in spans[role].tolist()] + contents[:i] + contents[i + 1 :]
        least = best = known.get((first, last), POSSIBLE)
        for start, end, chance in possible:
            shared = min(end, last) - max(start, first)
            near = shared >= ALIKE * (max(end, last) - min(start, first))
            likelier = chance > best and (near or chance >= LIKELIER * least)
            if shared > 0 and likelier and not _touches((start, end), others):
                best, contents[i] = chance, (start, end)
    return np.array(contents, np.int64).reshape(-1, 2)


def _spare(spans: dict[int, Ints], possible: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Possible contents that share no word with any span that was chosen."""
    chosen = [span for part in spans.values() for span in part.tolist()]
    return [span for span in possible if not _touches(span, chosen)]


def _touches(span: Sequence[float], others: Sequence[Sequence[int]]) -> bool:
    return any(span[0] < last and first < span[1] for first, last in others)


class _Part(NamedTuple):
    """A content of an attribution: its span, the span's probability and the link's."""

    span: Span
    chance: float
    link: float


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
