"""Measures over events: counts and mean intensity by pair and month, cooperation and conflict, before and after a
date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import sqrt

from daylight.documents.dates import bounds
from daylight.knowledge.plover import NOT_COUNTED
from daylight.records import Event

Side = Callable[[str], str]


@dataclass(frozen=True)
class PairMonth:
    """Events of a directed pair in a month.

    Attributes
    ----------
    month : str
        "2026-02"; "" where the events are undated.
    actor, recipient : str
        Actor ids (of states where a side was given).
    events, cooperation, conflict : int
        Counts of all, of quads 1 and 2, and of quads 3 and 4.
    intensity : float
        Mean intensity, -10 to 10.
    low, high : float or None
        Its 90 % interval (Student); None where there is one event alone.
    """

    month: str
    actor: str
    recipient: str
    events: int
    cooperation: int
    conflict: int
    intensity: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Change:
    """Mean intensity of a pair before and after a date with the difference and its 90 % interval (Welch).

    `low` and `high` are None where a side has fewer than two events.
    """

    actor: str
    recipient: str
    before: float | None
    after: float | None
    events_before: int
    events_after: int
    difference: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Balance:
    """Cooperation and conflict of an undirected pair.

    `value` is (cooperative - conflictual) / all, in [-1, 1], with its 90 % interval: that of the share of cooperation
    under Jeffreys' prior, so that few events give a wide one.
    """

    one: str
    other: str
    events: int
    cooperation: int
    conflict: int
    value: float
    low: float
    high: float


def by_pair_and_month(events: Iterable[Event], side: Side = str) -> list[PairMonth]:
    """Monthly counts and mean intensity of each directed pair, by month, actor, recipient.

    Parameters
    ----------
    events : iterable of Event
        One record per real event; reciprocal ones (two actors, no recipient) count for both directions.
    side : callable
        Maps an actor id to that under which it is counted, such as its state.
    """
    groups: defaultdict[tuple[str, str, str], list[Event]] = defaultdict(list)
    for event in events:
        for actor, recipient in pairs(event, side):
            groups[month_of(event), actor, recipient].append(event)
    return [
        PairMonth(month, a, r, len(found), _count(found, (1, 2)), _count(found, (3, 4)), _mean(found), *_around(found))
        for (month, a, r), found in sorted(groups.items())
    ]


def balances(events: Iterable[Event], side: Side = str) -> list[Balance]:
    """Cooperation and conflict balance of each undirected pair with its interval, those with most events first."""
    from scipy.special import betaincinv

    counts: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for event in events:
        for pair in {tuple(sorted(p)) for p in pairs(event, side)}:
            counts[pair[0], pair[1]][(event.quad or 1) > 2] += 1
    found = []
    for (one, other), (good, bad) in counts.items():
        low, high = (2 * float(betaincinv(good + 0.5, bad + 0.5, q)) - 1 for q in (0.05, 0.95))
        value = (good - bad) / (good + bad)
        found.append(Balance(one, other, good + bad, good, bad, value, min(low, value), max(high, value)))
    return sorted(found, key=lambda b: (-b.events, b.one, b.other))


def balance(events: Iterable[Event], side: Side = str) -> dict[tuple[str, str], float]:
    """The values of `balances` by pair, in the order of the pairs."""
    return {(b.one, b.other): b.value for b in sorted(balances(events, side), key=lambda b: (b.one, b.other))}


def before_and_after(events: Iterable[Event], day: date, side: Side = str) -> list[Change]:
    """Mean intensity of each directed pair before a day and from it on; undated events and those across it are left
    out."""
    groups: defaultdict[tuple[str, str], tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for event in events:
        start, end = bounds(event.date) if event.date else (None, None)
        if end is not None and end < day:
            place = 0
        elif start is not None and start >= day:
            place = 1
        else:
            continue
        for pair in pairs(event, side):
            groups[pair][place].append(event.intensity or 0.0)
    return [_change(pair, *values) for pair, values in sorted(groups.items())]


def pairs(event: Event, side: Side = str) -> Iterator[tuple[str, str]]:
    """Directed pairs of an event that counts: each actor to each recipient, or both ways among actors alone."""
    if event.status in NOT_COUNTED:
        return
    actors = list(dict.fromkeys(side(a) for a in event.actors))
    recipients = list(dict.fromkeys(side(r) for r in event.recipients))
    found = {(a, r) for a in actors for r in (recipients or actors) if a != r}
    yield from sorted(found)


def month_of(event: Event) -> str:
    """The month in which an event lies or begins; "" where it is undated."""
    start, end = bounds(event.date) if event.date else (None, None)
    day = start or end
    return f"{day:%Y-%m}" if day else ""


def _change(pair: tuple[str, str], before: list[float], after: list[float]) -> Change:
    means = [sum(v) / len(v) if v else None for v in (before, after)]
    difference = means[1] - means[0] if means[0] is not None and means[1] is not None else None
    low = high = None
    if difference is not None and len(before) > 1 and len(after) > 1:
        from scipy.stats import t

        parts = [_variance(v) / len(v) for v in (before, after)]
        spread = sqrt(sum(parts))
        freedom = (
            sum(parts) ** 2 / sum(p**2 / (len(v) - 1) for p, v in zip(parts, (before, after), strict=True))
            if spread
            else 1.0
        )
        reach = float(t.ppf(0.95, freedom)) * spread
        low, high = difference - reach, difference + reach
    return Change(*pair, means[0], means[1], len(before), len(after), difference, low, high)


def _around(events: list[Event]) -> tuple[float | None, float | None]:
    """The 90 % interval of a mean intensity, within the scale."""
    values = [event.intensity or 0.0 for event in events]
    if len(values) < 2:
        return None, None
    from scipy.stats import t

    reach = float(t.ppf(0.95, len(values) - 1)) * sqrt(_variance(values) / len(values))
    return max(-10.0, _mean(events) - reach), min(10.0, _mean(events) + reach)


def _variance(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return sum((v - mean) ** 2 for v in values) / (len(values) - 1)


def _count(events: list[Event], quads: tuple[int, ...]) -> int:
    return sum(event.quad in quads for event in events)


def _mean(events: list[Event]) -> float:
    return sum(event.intensity or 0.0 for event in events) / len(events)
