"""Polarisation over time: its distance in windows, with the spread of bootstrap draws."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import numpy as np
import polars

from daylight.positions.bootstrap import bootstrap
from daylight.positions.networks import network
from daylight.positions.polarisation import polarisation
from daylight.positions.windows import Window


class Polarised(NamedTuple):
    """Polarisation of the claims of one window."""

    first: date
    last: date
    claims: int
    actors: int
    level: float
    """1 less the normalised distance from full polarisation: 1, camps agree on all within and nothing between."""
    low: float
    """The middle 90 % of bootstrap draws, moved so that their median is the level: draws repeat claims, a bias."""
    high: float


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
    found = []
    for first, last in windows:
        part = frame.filter(polars.col("date").is_between(first, last))
        whole = _distance(part, rows, columns, qualifier, camps, seed)
        if whole is None:
            continue

        def drawn(sample: polars.DataFrame) -> float | None:
            return _distance(sample, rows, columns, qualifier, camps, seed)

        values = [v for v in bootstrap(part, drawn, draws, seed, jobs) if v is not None]
        low, middle, high = np.quantile(values, [0.05, 0.5, 0.95]) if values else (whole, whole, whole)
        ends = (1 - whole + middle - high, 1 - whole + middle - low)
        actors = part[rows].n_unique()
        found.append(Polarised(first, last, len(part), actors, 1 - whole, *(float(np.clip(e, 0, 1)) for e in ends)))
    return found


def _distance(part: polars.DataFrame, rows: str, columns: str, qualifier: str, camps: int, seed: int) -> float | None:
    ties = [
        network(part, rows, columns, qualifier, "one", aggregation, "average", "document").matrix
        for aggregation in ("congruence", "conflict")
    ]
    if len(ties[0]) < camps or not (ties[0].any() or ties[1].any()):
        return None
    return polarisation(ties[0], ties[1], camps, seed=seed, steps=1500).distance
