"""Words and deeds: how far apart two actors stand beside what they do to each other, and whether the two go together.

Words are the daylight between two actors over the issues on which both spoke; deeds are the balance of cooperation and
conflict in their events. Over pairs, Spearman's rank correlation tells whether those who stand further apart also do
each other more harm: it is then negative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from daylight.positions.daylight import Daylight, overall
from daylight.positions.event_measures import Balance, balances
from daylight.positions.posterior import Position
from daylight.records import Event

FEWEST = 5
"""Pairs under which no correlation is given."""


class WordsAndDeeds(NamedTuple):
    """A pair with its daylight and the balance of its events."""

    one: str
    other: str
    words: Daylight
    deeds: Balance


class Together(NamedTuple):
    """Rank correlation of daylight and balance over pairs, with its 90 % bootstrap interval."""

    pairs: int
    correlation: float
    low: float
    high: float


def words_and_deeds(
    positions: Iterable[Position], events: Iterable[Event], side: Callable[[str], str] = str
) -> list[WordsAndDeeds]:
    """The pairs of which the record holds both words and deeds, those with most events first.

    Parameters
    ----------
    positions : iterable of Position
        Of sides and actors.
    events : iterable of Event
        One record per real event.
    side : callable
        Maps an actor id to that under which its events are counted.
    """
    known = list(positions)
    found = []
    for deeds in balances(events, side):
        words = overall(known, deeds.one, deeds.other)
        if words is not None:
            found.append(WordsAndDeeds(deeds.one, deeds.other, words, deeds))
    return sorted(found, key=lambda pair: (-pair.deeds.events, pair.one, pair.other))


def together(pairs: Sequence[WordsAndDeeds], draws: int = 1000, seed: int = 0) -> Together | None:
    """Whether words and deeds go together over pairs; None where there are too few, or all are alike.

    The interval is that of `draws` bootstrap samples of the pairs.
    """
    values = np.array([(p.words.expected, p.deeds.value) for p in pairs])
    if len(values) < FEWEST:
        return None
    own = _spearman(values)
    if own is None:
        return None
    generator = np.random.default_rng(seed)
    drawn = (_spearman(values[generator.integers(0, len(values), len(values))]) for _ in range(draws))
    sampled = [value for value in drawn if value is not None]
    low, high = np.quantile(sampled, [0.05, 0.95]) if sampled else (-1.0, 1.0)
    return Together(len(values), own, float(low), float(high))


def _spearman(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float | None:
    from scipy.stats import rankdata

    ranks = np.array([rankdata(column) for column in values.T])
    if np.ptp(ranks, axis=1).min() == 0:
        return None
    return float(np.corrcoef(ranks)[0, 1])
