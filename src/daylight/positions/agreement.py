"""Agreement between coders: Krippendorff's alpha, Cohen's kappa, unitizing alpha, and the disagreements to resolve.

Krippendorff, "Content Analysis" (4th ed., 2019): alpha = 1 - observed / expected disagreement, with nominal or
interval differences; for spans, the unitizing coefficient of a nominal value over the characters of a text (uAlpha,
ch. 12), computed by units of one character.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from daylight.records import Document, Span, Statement

OVERLAP = 0.5
"""Least share of the shorter of two spans that they must have in common to be codings of one unit."""


class Disagreement(NamedTuple):
    """Two coders who coded one passage differently, or one who did not code it."""

    document: str
    variable: str
    span: Span
    coder_a: str
    value_a: Any
    coder_b: str
    value_b: Any
    """None where the coder did not code the passage."""
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """How far coders agree."""

    coders: list[str]
    units: int
    """Passages that at least two coders coded."""
    alpha: dict[str, float]
    """By variable; nan where no variation is."""
    kappa: dict[str, dict[tuple[str, str], float]]
    """By variable and pair of coders."""
    unitizing: float
    """Whether coders mark the same passages as statements."""
    disagreements: list[Disagreement]


def agreement(
    statements: Iterable[Statement],
    documents: Iterable[Document],
    coders: Sequence[str] | None = None,
    variables: Sequence[str] = ("holder", "issue", "stance", "act"),
) -> Agreement:
    """Agreement of coders on the documents that at least two of them coded.

    Parameters
    ----------
    statements, documents : iterable
        Of all coders.
    coders : sequence of str, optional
        Only these; "machine" is the machine.
    variables : sequence of str
        Fields of statements, or names of coded variables.

    Notes
    -----
    Statements of different coders are codings of one unit when their spans share at least half of the shorter one; of
    several candidates the one with the largest overlap, each statement used once.
    """
    by_document: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in sorted(statements, key=lambda s: (s.content, s.id)):
        if coders is None or statement.coder in coders:
            by_document[statement.doc][statement.coder].append(statement)
    shared = {doc: dict(found) for doc, found in sorted(by_document.items()) if len(found) > 1}
    names = sorted({coder for found in shared.values() for coder in found})
    units = [unit for found in shared.values() for unit in _units(found)]
    table = {v: [{c: _value(s, v) for c, s in unit.items()} for unit in units if len(unit) > 1] for v in variables}
    lengths = {document.id: len(document.text) for document in documents}
    return Agreement(
        names,
        sum(len(unit) > 1 for unit in units),
        {v: krippendorff_alpha([list(unit.values()) for unit in rows]) for v, rows in table.items()},
        {v: {pair: _pair_kappa(rows, pair) for pair in combinations(names, 2)} for v, rows in table.items()},
        unitizing_alpha(
            [
                ({coder: [s.content for s in own] for coder, own in found.items()}, lengths.get(doc, 0))
                for doc, found in shared.items()
            ]
        ),
        [
            d
            for doc, found in shared.items()
            for unit in _units(found)
            for d in _differences(doc, unit, found, variables)
        ],
    )


def krippendorff_alpha(units: Iterable[Sequence[Hashable]], interval: bool = False) -> float:
    """Krippendorff's alpha of units, each the values that coders gave it.

    Parameters
    ----------
    units : iterable of sequences
        Values; units with fewer than two are passed over.
    interval : bool
        Whether differences are squared distances of numbers; else values are alike or not.

    Returns
    -------
    float
        At most 1; nan when there is no unit, or no variation.
    """
    coincidences: dict[tuple[Any, Any], float] = defaultdict(float)
    for unit in units:
        for x in range(len(unit)):
            for y in range(len(unit)):
                if x != y:
                    coincidences[unit[x], unit[y]] += 1 / (len(unit) - 1)
    totals: dict[Any, float] = defaultdict(float)
    for (a, _), count in coincidences.items():
        totals[a] += count
    n = sum(totals.values())

    def apart(a: Any, b: Any) -> float:
        return float((a - b) ** 2) if interval else float(a != b)

    observed = sum(count * apart(a, b) for (a, b), count in coincidences.items())
    expected = sum(totals[a] * totals[b] * apart(a, b) for a in totals for b in totals) / (n - 1) if n > 1 else 0.0
    return 1 - observed / expected if expected > 0 else float("nan")


def cohen_kappa(a: Sequence[Hashable], b: Sequence[Hashable]) -> float:
    """Cohen's kappa of two coders' values of the same units; nan when chance agreement is full or there is no unit."""
    if not a:
        return float("nan")
    n = len(a)
    observed = sum(x == y for x, y in zip(a, b, strict=True)) / n
    of_a, of_b = Counter(a), Counter(b)
    expected = sum(of_a[value] * of_b[value] for value in of_a) / n**2
    return (observed - expected) / (1 - expected) if expected < 1 else float("nan")


def unitizing_alpha(documents: Iterable[tuple[Mapping[str, Sequence[Span]], int]]) -> float:
    """Alpha of whether characters lie in a marked span, over texts.

    Parameters
    ----------
    documents : iterable of (spans by coder, length of the text)
        Spans in characters.
    """
    inside: Counter[tuple[int, int]] = Counter()
    for spans, length in documents:
        marks = np.zeros(length, dtype=np.int64)
        for own in spans.values():
            mark = np.zeros(length, dtype=bool)
            for start, end in own:
                mark[start:end] = True
            marks += mark
        for marked, count in enumerate(np.bincount(marks, minlength=len(spans) + 1).tolist()):
            inside[marked, len(spans)] += count
    observed = ones = total = 0.0
    for (marked, coders), count in inside.items():
        if coders > 1:
            observed += count * 2 * marked * (coders - marked) / (coders - 1)
            ones += count * marked
            total += count * coders
    expected = 2 * ones * (total - ones) / (total - 1) if total > 1 else 0.0
    return 1 - observed / expected if expected > 0 else float("nan")


def _units(found: Mapping[str, list[Statement]]) -> list[dict[str, Statement]]:
    """Statements of different coders on the same passage, joined greedily by overlap."""
    pairs = []
    for (_, one), (_, other) in combinations(sorted(found.items()), 2):
        for a in one:
            for b in other:
                common = min(a.content[1], b.content[1]) - max(a.content[0], b.content[0])
                shorter = min(a.content[1] - a.content[0], b.content[1] - b.content[0])
                if common > 0 and common >= OVERLAP * shorter:
                    pairs.append((-common, -(a.holder == b.holder) - (a.issue == b.issue), a.id, b.id))
    by_id = {s.id: s for own in found.values() for s in own}
    unit_of: dict[str, dict[str, Statement]] = {}
    for _, _, a_id, b_id in sorted(pairs):
        a, b = by_id[a_id], by_id[b_id]
        left, right = unit_of.get(a_id, {a.coder: a}), unit_of.get(b_id, {b.coder: b})
        if left is right or left.keys() & right.keys():
            continue
        joined = {**left, **right}
        for s in joined.values():
            unit_of[s.id] = joined
    units = {id(unit): unit for unit in unit_of.values()}
    alone = [{s.coder: s} for s in by_id.values() if s.id not in unit_of]
    return sorted([*units.values(), *alone], key=lambda unit: min((s.content, s.id) for s in unit.values()))


def _value(statement: Statement, variable: str) -> Any:
    if variable in statement.variables:
        return statement.variables[variable]
    return getattr(statement, variable, None)


def _pair_kappa(rows: list[dict[str, Any]], pair: tuple[str, str]) -> float:
    both = [(row[pair[0]], row[pair[1]]) for row in rows if pair[0] in row and pair[1] in row]
    return cohen_kappa([a for a, _ in both], [b for _, b in both])


def _differences(
    doc: str, unit: dict[str, Statement], found: Mapping[str, list[Statement]], variables: Sequence[str]
) -> list[Disagreement]:
    coders = sorted(unit)
    missing = sorted(set(found) - set(unit))
    first = unit[coders[0]]
    listed = [
        Disagreement(doc, "passage", first.content, coders[0], "coded", coder, None, (first.id,)) for coder in missing
    ]
    for a, b in combinations(coders, 2):
        for variable in variables:
            x, y = _value(unit[a], variable), _value(unit[b], variable)
            if x != y:
                listed.append(Disagreement(doc, variable, unit[a].content, a, x, b, y, (unit[a].id, unit[b].id)))
    return listed
