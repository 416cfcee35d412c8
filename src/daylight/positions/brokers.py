"""Brokers: actors whose agreement reaches across camps.

An actor's brokerage is 1 less the sum of squared shares of its congruence that go to each camp (the participation
coefficient of Guimerà & Amaral, "Functional cartography of complex metabolic networks", 2005): 0, all agreement is
with one camp; near 1, it is spread evenly over many.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars

from daylight.positions.bootstrap import bootstrap
from daylight.positions.networks import network


class Broker(NamedTuple):
    """An actor's reach across camps; `low` and `high` hold 90 % of bootstrap draws."""

    actor: str
    camp: int
    brokerage: float
    low: float
    high: float
    strength: float
    """Sum of its congruence with others."""


def brokers(
    frame: polars.DataFrame,
    rows: str,
    columns: str,
    qualifier: str,
    camp_of: dict[str, int],
    duplicates: str = "document",
    draws: int = 100,
    seed: int = 0,
    jobs: int = 1,
) -> list[Broker]:
    """Actors by their reach across given camps, the widest first.

    Parameters
    ----------
    camp_of : dict of str to int
        Camp of each actor, as from `daylight.positions.communities.camps`; others are left out.
    draws, seed, jobs
        Of the bootstrap over claims.
    frame, rows, columns, qualifier, duplicates
        As for `daylight.positions.networks.network`; ties are congruence, average-normalised.
    """
    numbers = sorted(set(camp_of.values()))

    def reach(part: polars.DataFrame) -> dict[str, tuple[float, float]]:
        made = network(part, rows, columns, qualifier, "one", "congruence", "average", duplicates)
        member = np.array([[camp_of.get(actor) == number for number in numbers] for actor in made.rows], dtype=float)
        to_camps = made.matrix @ member.reshape(len(made.rows), len(numbers))
        total = to_camps.sum(axis=1)
        shares = np.divide(to_camps, total[:, None], out=np.zeros_like(to_camps), where=total[:, None] > 0)
        spread = np.where(total > 0, 1 - (shares**2).sum(axis=1), 0.0)
        return {actor: (float(spread[k]), float(total[k])) for k, actor in enumerate(made.rows) if actor in camp_of}

    whole = reach(frame)
    drawn = bootstrap(frame, reach, draws, seed, jobs)
    found = []
    for actor, (spread, strength) in whole.items():
        values = [d[actor][0] for d in drawn if actor in d] or [spread]
        low, high = np.quantile(values, [0.05, 0.95])
        found.append(Broker(actor, camp_of[actor], spread, float(low), float(high), strength))
    return sorted(found, key=lambda b: (-b.brokerage, -b.strength, b.actor))
