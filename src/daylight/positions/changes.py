"""Position changes: when an actor's stance on an issue shifted, how much, and how sure that is.

For each actor and issue, statements in order of time are split where the means before and after differ most (CUSUM,
Page 1954). The p-value is the share of random orders of the same stances whose largest split is as large, so that the
rate of false alarms is what is asked for; with many pairs tested it is held for the whole list by the procedure of
Benjamini & Hochberg (1995).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars
from numpy.typing import NDArray

LEAST = 5
"""Fewest dated utterances of which a shift is sought: with fewer no order is unlikely enough."""


@dataclass(frozen=True)
class Change:
    """A shift of an actor's stance on an issue."""

    actor: str
    issue: str
    day: date
    """Day of the first statement of the new stance."""
    after: date
    """Day of the last statement of the old one."""
    before: float
    """Mean stance before, in [-1, 1]."""
    now: float
    p: float
    """Chance of a shift as large in statements whose order means nothing."""
    evidence: tuple[str, ...]
    """Ids of the statements: the last before and the first after."""

    @property
    def size(self) -> float:
        return self.now - self.before


def changes(frame: polars.DataFrame, false_alarms: float = 0.05, draws: int = 999, seed: int = 0) -> list[Change]:
    """Shifts of stance among all actors and issues.

    Parameters
    ----------
    frame : polars.DataFrame
        Claims, as from `daylight.positions.claims.claims`.
    false_alarms : float
        Expected share of false ones among the shifts given (false discovery rate).
    draws, seed : int
        Random orders for each pair, which has a stream of its own, so that results do not depend on what else is
        tested.

    Returns
    -------
    list of Change
        By p, then actor and issue.
    """
    tested = candidates(frame, draws, seed)
    ranked = sorted(tested, key=lambda c: (c.p, c.actor, c.issue))
    passed = [k for k, c in enumerate(ranked, start=1) if c.p <= false_alarms * k / len(ranked)]
    return ranked[: max(passed, default=0)]


def candidates(frame: polars.DataFrame, draws: int = 999, seed: int = 0, least: int = LEAST) -> list[Change]:
    """The largest shift of every actor and issue with at least `least` dated utterances and more than one stance.

    Its p-value alone holds the rate of false alarms for one pair looked at; `changes` holds it for the list.
    """
    dated = (
        frame.filter(polars.col("date").is_not_null())
        .sort("date", "statement")
        .unique("report", keep="first", maintain_order=True)
    )
    found = []
    for key, part in dated.group_by("actor", "issue", maintain_order=True):
        values = part["value"].to_numpy()
        if len(values) < least or len(np.unique(values)) < 2:
            continue
        days = part["date"].to_physical().to_numpy()
        split, p = largest_split(values, days, draws, _stream(str(key[0]), str(key[1]), seed))
        if not split:
            continue
        told = part["date"].to_list()
        found.append(
            Change(
                str(key[0]), str(key[1]), told[split], told[split - 1], float(values[:split].mean()),
                float(values[split:].mean()), p, (part["statement"][split - 1], part["statement"][split]),
            )
        )  # fmt: skip
    return found


def largest_split(
    values: NDArray[np.float64], days: NDArray[np.int64], draws: int, generator: np.random.Generator
) -> tuple[int, float]:
    """Place of the largest shift in a series, and its p-value.

    Parameters
    ----------
    values : array of shape (n,)
        Stances in order of time.
    days : array of shape (n,)
        Their days; a series is not split within a day.
    draws : int
        Random orders to compare with.

    Returns
    -------
    int
        The first index after the shift; 0 where all was said on one day.
    float
        In (0, 1].
    """
    places = np.flatnonzero(np.diff(days) > 0) + 1
    if not len(places):
        return 0, 1.0
    n = len(values)
    centred = values - values.mean()
    scale = 1 / np.sqrt(places * (n - places))

    def statistic(series: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.abs(np.cumsum(series, axis=-1)[..., places - 1]) * scale)

    observed = statistic(centred)
    orders = generator.permuted(np.tile(centred, (draws, 1)), axis=1)
    as_large = int((statistic(orders).max(axis=1) >= observed.max() - 1e-12).sum())
    return int(places[int(observed.argmax())]), (1 + as_large) / (1 + draws)


def _stream(actor: str, issue: str, seed: int) -> np.random.Generator:
    name = f"{actor}\x1f{issue}".encode("utf-8", "surrogatepass")
    return np.random.default_rng([seed, *name])
