"""Polarisation of a debate, as a whole, in windows or at smoothed moments, with the spread of bootstrap draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import polars
from numpy.typing import NDArray

from daylight.positions.bootstrap import bootstrap, pairs_alike
from daylight.positions.counts import retained
from daylight.positions.networks import Network, network
from daylight.positions.polarisation import Polarisation, polarisation
from daylight.positions.windows import Window, kernel_networks

STEPS = 1500
"""Of the annealing, in each window and draw."""


@dataclass(frozen=True)
class PolarisedDebate:
    """Polarisation of a whole debate, and how it varies in bootstrap draws."""

    actors: list[str]
    camps: NDArray[np.int64]
    distance: float
    """As for `daylight.positions.polarisation.Polarisation`."""
    low: float
    """The middle 90 % of bootstrap draws, moved so that their median is the distance: draws repeat claims, a bias."""
    high: float
    stability: NDArray[np.float64]
    """Of each actor's camp: see `daylight.positions.bootstrap.pairs_alike`."""
    method: str


class Polarised(NamedTuple):
    """Polarisation of the claims of one window."""

    first: date
    last: date
    claims: int
    actors: int
    level: float
    """1 less the normalised distance from full polarisation: 1, camps agree on all within and nothing between."""
    low: float
    """As for `PolarisedDebate`."""
    high: float


class PolarisedAt(NamedTuple):
    """Polarisation at one moment, claims weighed by their distance from it."""

    at: date
    actors: list[str]
    camps: list[int]
    """Camp of each actor; empty where there are too few actors."""
    raw: float
    """Distance of the division, not normalised; 0 where there are too few actors."""
    level: float
    """As for `Polarised`."""
    low: float
    high: float


def polarisation_of(
    frame: polars.DataFrame,
    rows: str,
    columns: str,
    qualifier: str,
    camps: int = 2,
    variant: str = "standard",
    draws: int = 20,
    seed: int = 0,
    jobs: int = 1,
) -> PolarisedDebate:
    """Polarisation of a debate; parameters as for `polarisation_over_time`, the variant as for `polarisation`."""

    def measured(part: polars.DataFrame) -> tuple[list[str], Polarisation]:
        agree, differ = _ties(part, rows, columns, qualifier, variant)
        return agree.rows, polarisation(agree.matrix, differ.matrix, camps, variant, seed=seed)

    actors, whole = measured(frame)
    drawn = bootstrap(frame, measured, draws, seed, jobs)
    distances = np.array([made.distance for _, made in drawn]).reshape(draws, 1)
    (low,), (high,) = _spread(np.array([whole.distance]), distances)
    stability = pairs_alike(actors, whole.camps, [(names, made.camps) for names, made in drawn])
    return PolarisedDebate(actors, whole.camps, whole.distance, float(low), float(high), stability, whole.method)


def polarisation_over_time(
    frame: polars.DataFrame,
    windows: Iterable[Window],
    rows: str,
    columns: str,
    qualifier: str,
    camps: int = 2,
    draws: int = 20,
    seed: int = 0,
    jobs: int = 1,
) -> list[Polarised]:
    """Polarisation in windows of time; windows with too few actors or without any tie are left out.

    Parameters
    ----------
    windows : iterable of pairs of dates
        Both days counted.
    camps : int
        How many, of free size.
    draws, seed, jobs
        Of the bootstrap over the claims of each window.
    frame, rows, columns, qualifier
        As for `daylight.positions.networks.network`; congruence and conflict are average-normalised.
    """

    def measured(part: polars.DataFrame) -> float:
        agree, differ = _ties(part, rows, columns, qualifier, "standard")
        made = _divided(agree.matrix, differ.matrix, camps, "standard", seed)
        return 1 - made.distance if made else np.nan

    found = []
    for first, last in windows:
        part = frame.filter(polars.col("date").is_between(first, last))
        level = measured(part)
        if np.isnan(level):
            continue
        drawn = np.array(bootstrap(part, measured, draws, seed, jobs)).reshape(draws, 1)
        (low,), (high,) = _spread(np.array([level]), drawn)
        found.append(Polarised(first, last, len(part), part[rows].n_unique(), level, float(low), float(high)))
    return found


def smoothed_polarisation(
    frame: polars.DataFrame,
    moments: Sequence[date],
    width: int,
    kernel: str,
    rows: str,
    columns: str,
    qualifier: str,
    camps: int = 2,
    duplicates: str = "document",
    variant: str = "standard",
    draws: int = 0,
    seed: int = 0,
    jobs: int = 1,
) -> list[PolarisedAt]:
    """Polarisation at moments, claims weighed by a kernel of their distance in days; only actors with a claim in it.

    Parameters
    ----------
    moments, width, kernel
        As for `daylight.positions.windows.kernel_networks`.
    variant : str
        "standard" divides the smoothed, average-normalised networks of congruence and conflict. "dna" does as
        Discourse Network Analyzer 3.1.2: the smoothed subtract network stands for congruence and for conflict; its
        average is `daylight.positions.networks.reciprocal_averages`; claims at either end of a window or of the whole
        time do not count, unless the kernel is Gaussian; and the balanced division of the largest distance is taken.
    draws, seed, jobs
        Of the bootstrap over claims.
    camps, frame, rows, columns, qualifier, duplicates
        As for `polarisation_over_time` and `daylight.positions.networks.network`.
    """
    by = (rows, columns, qualifier)

    def measured(told: polars.DataFrame) -> list[tuple[list[str], Polarisation | None]]:
        found: list[tuple[list[str], Polarisation | None]] = []
        ends = (told["date"].min(), told["date"].max())
        for moment in moments:
            part = told if kernel == "gaussian" else told.filter(_near(moment, width, ends, variant))
            found.append(_at(part, moment, width, kernel, by, camps, variant, seed))
        return found

    told = retained(frame.filter(polars.col("date").is_not_null()), *by, duplicates, variant)
    whole = measured(told)
    levels = np.array([_level(made) for _, made in whole])
    drawn = bootstrap(told, lambda sample: [_level(made) for _, made in measured(sample)], draws, seed, jobs)
    low, high = _spread(levels, np.array(drawn).reshape(draws, len(levels)))
    return [
        PolarisedAt(moment, actors, made.camps.tolist() if made else [], made.raw if made else 0.0, *map(float, ends))
        for moment, (actors, made), *ends in zip(moments, whole, levels, low, high, strict=True)
    ]


def _at(
    part: polars.DataFrame,
    moment: date,
    width: int,
    kernel: str,
    by: tuple[str, str, str],
    camps: int,
    variant: str,
    seed: int,
) -> tuple[list[str], Polarisation | None]:
    """The actors of a moment and their division."""
    aggregations = ("subtract",) if variant == "dna" else ("congruence", "conflict")
    ties = [
        kernel_networks(part, [moment], width, kernel, *by, aggregation, "average", "none", variant)[0]
        for aggregation in aggregations
    ]
    for made in ties:
        np.fill_diagonal(made.matrix, 0.0)
    return ties[0].rows, _divided(ties[0].matrix, ties[-1].matrix, camps, variant, seed)


def _ties(part: polars.DataFrame, rows: str, columns: str, qualifier: str, variant: str) -> tuple[Network, Network]:
    """Congruence and conflict, average-normalised."""
    agree, differ = (
        network(part, rows, columns, qualifier, "one", aggregation, "average", "document", variant)
        for aggregation in ("congruence", "conflict")
    )
    return agree, differ


def _near(moment: date, width: int, ends: tuple[object, object], variant: str) -> polars.Expr:
    """Claims that the kernel reaches."""
    half, day = timedelta(days=width // 2), polars.col("date")
    if variant == "standard":
        return day.is_between(moment - half, moment + half)
    inside = day.is_between(moment - half, moment + half, closed="none")
    return inside & (day > polars.lit(ends[0])) & (day < polars.lit(ends[1]))


def _divided(
    agree: NDArray[np.float64], differ: NDArray[np.float64], camps: int, variant: str, seed: int
) -> Polarisation | None:
    """The division sought; none where there are too few actors or no tie."""
    if len(agree) < camps or not (agree.any() or differ.any()):
        return None
    return polarisation(agree, differ, camps, variant, seed=seed, steps=STEPS)


def _level(made: Polarisation | None) -> float:
    return 1 - made.distance if made else np.nan


def _spread(levels: NDArray[np.float64], drawn: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The middle 90 % of draws at each moment, moved so that their median is the level; the level without draws."""
    low, high = levels.copy(), levels.copy()
    for k, column in enumerate(drawn.T):
        known = column[~np.isnan(column)]
        if len(known):
            ends = np.quantile(known, [0.05, 0.95]) - np.median(known) + levels[k]
            low[k], high[k] = np.clip(ends, 0, 1)
    return low, high
