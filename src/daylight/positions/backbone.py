"""Backbone of a debate: the issues without which its structure of agreement would look different.

Every set of issues gives a one-mode network of its actors (subtract, average-normalised, negative ties clipped to 0);
the loss of the set is the distance between its spectrum and that of all issues. The standard spectrum is that of the
graph Laplacian, scaled to sum 1; DNA 3.1.2 discards the subtraction and so takes the sorted degrees
(`variant="dna"`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import polars
from numpy.typing import NDArray

from daylight.positions.bootstrap import bootstrap
from daylight.positions.counts import Counts, count, encode
from daylight.positions.networks import one_mode

EXACT = 12
"""Issues up to which all sets are tried."""


@dataclass(frozen=True)
class Step:
    """One issue taken away: the losses of what stays and of all taken so far, and the claims that stay."""

    issue: str
    backbone_loss: float
    redundant_loss: float
    claims: int


@dataclass(frozen=True)
class Backbone:
    """The issues that carry the structure, and the rest."""

    issues: list[str]
    redundant: list[str]
    loss: float
    redundant_loss: float
    method: str


def nested_backbone(
    frame: polars.DataFrame,
    rows: str,
    columns: str,
    qualifier: str,
    duplicates: str = "none",
    variant: str = "standard",
) -> list[Step]:
    """Take away one issue after the other, each time the one whose absence costs least.

    Parameters
    ----------
    frame, rows, columns, qualifier, duplicates, variant
        As for `daylight.positions.networks.network`.

    Returns
    -------
    list of Step
        In the order of taking; the last issues taken carry the structure.
    """
    counted = _counted(frame, rows, columns, qualifier, duplicates, variant)
    whole = spectrum(counted, None, variant)
    stay, taken, steps = list(range(len(counted.columns))), [], []
    while stay:
        losses = [_loss(whole, spectrum(counted, [c for c in stay if c != k], variant)) for k in stay]
        best = min(range(len(stay)), key=lambda at: round(losses[at], 12))
        taken.append(stay.pop(best))
        redundant = _loss(whole, spectrum(counted, taken, variant))
        claims = sum(x[:, stay].sum() for x in counted.by_value)
        steps.append(Step(counted.columns[taken[-1]], losses[best], redundant, int(claims)))
    return steps


def backbone(
    frame: polars.DataFrame,
    rows: str,
    columns: str,
    qualifier: str,
    duplicates: str = "none",
    variant: str = "standard",
    penalty: float = 5.0,
) -> Backbone:
    """The set of issues with the least penalised loss, loss × exp(-penalty × share of issues left out).

    All sets are tried for up to `EXACT` issues; beyond, the sets that `nested_backbone` passes through.

    Parameters
    ----------
    penalty : float
        The larger, the fewer issues stay.
    frame, rows, columns, qualifier, duplicates, variant
        As for `daylight.positions.networks.network`.
    """
    counted = _counted(frame, rows, columns, qualifier, duplicates, variant)
    names = counted.columns
    if len(names) <= EXACT:
        sets = [list(s) for size in range(1, len(names)) for s in combinations(range(len(names)), size)]
        method = "exact"
    else:
        order = [
            names.index(step.issue) for step in nested_backbone(frame, rows, columns, qualifier, duplicates, variant)
        ]
        sets = [sorted(order[k:]) for k in range(1, len(order))]
        method = "nested"
    whole = spectrum(counted, None, variant)

    def penalised(chosen: list[int]) -> float:
        loss = _loss(whole, spectrum(counted, chosen, variant))
        return float(loss * np.exp(-penalty * (len(names) - len(chosen)) / len(names)))

    best = min(sets, key=lambda s: round(penalised(s), 12)) if sets else list(range(len(names)))
    rest = [k for k in range(len(names)) if k not in best]
    losses = [_loss(whole, spectrum(counted, part, variant)) for part in (best, rest)]
    return Backbone([names[k] for k in best], [names[k] for k in rest], losses[0], losses[1], method)


def backbone_stability(
    frame: polars.DataFrame,
    rows: str,
    columns: str,
    qualifier: str,
    duplicates: str = "none",
    variant: str = "standard",
    penalty: float = 5.0,
    draws: int = 20,
    seed: int = 0,
    jobs: int = 1,
) -> tuple[Backbone, dict[str, float]]:
    """The backbone, and for each issue the share of bootstrap draws over claims in which it belongs to the backbone.

    Parameters
    ----------
    draws, seed, jobs
        As for `daylight.positions.bootstrap.bootstrap`; without draws the shares are empty.
    frame, rows, columns, qualifier, duplicates, variant, penalty
        As for `backbone`.
    """

    def found(part: polars.DataFrame) -> Backbone:
        return backbone(part, rows, columns, qualifier, duplicates, variant, penalty)

    whole = found(frame)
    drawn = bootstrap(frame, found, draws, seed, jobs)
    issues = (*whole.issues, *whole.redundant) if draws else ()
    return whole, {issue: sum(issue in b.issues for b in drawn) / draws for issue in issues}


def loss(
    frame: polars.DataFrame,
    rows: str,
    columns: str,
    qualifier: str,
    issues: list[str],
    duplicates: str = "none",
    variant: str = "standard",
) -> float:
    """Loss of one set of issues, as if the debate had no others."""
    counted = _counted(frame, rows, columns, qualifier, duplicates, variant)
    part = [counted.columns.index(issue) for issue in issues]
    return _loss(spectrum(counted, None, variant), spectrum(counted, part, variant))


def spectrum(counted: Counts, issues: list[int] | None, variant: str) -> NDArray[np.float64]:
    """Sorted spectrum, of sum 1 (or 0 without ties), of the network that some issues give."""
    by_value = counted.by_value if issues is None else [x[:, issues] for x in counted.by_value]
    part = Counts(counted.rows, counted.columns, counted.values, by_value, counted.claims)
    ties = np.clip(one_mode(part, "subtract", "average"), 0, None)
    degrees = ties.sum(axis=1)
    values = np.sort(degrees if variant == "dna" else np.linalg.eigvalsh(np.diag(degrees) - ties))
    total = values.sum()
    return np.asarray(values / total) if total > 1e-12 else np.zeros(len(values))


def _counted(frame: polars.DataFrame, rows: str, columns: str, qualifier: str, duplicates: str, variant: str) -> Counts:
    coded, _ = encode(frame, rows, columns, qualifier, duplicates, variant)
    counted = count(coded)
    dense = [x if isinstance(x, np.ndarray) else x.toarray() for x in counted.by_value]
    return Counts(counted.rows, counted.columns, counted.values, dense, counted.claims)


def _loss(whole: NDArray[np.float64], part: NDArray[np.float64]) -> float:
    return float(np.abs(whole - part).sum())
