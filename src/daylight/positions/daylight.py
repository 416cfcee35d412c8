"""Daylight: how far apart two actors stand on an issue, and overall, with how sure that is.

Daylight on an issue is |A - B| for the two positions as independent distributions on [-1, 1]: 0, they stand together;
2, they stand at the two poles. Two actors of whom little is known are some way apart in expectation; the interval
says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from daylight.positions.posterior import Position

POINTS = 256
"""Equally likely points by which a distribution is represented; errors in the results stay under 0.001."""

INTERVAL = 0.90


class Daylight(NamedTuple):
    """Distance between two actors, in [0, 2]."""

    actor_a: str
    actor_b: str
    issue: str | None
    """None: over all issues on which both spoke, weighted by joint salience."""
    expected: float
    low: float
    high: float
    probability_opposite: float
    """Chance that the two are on opposite sides of the issue's middle; overall, its weighted mean over issues."""
    weight: float = 1.0
    """Joint salience of the issue to the two, as a share of all issues on which both spoke."""


def daylight(a: Position, b: Position, interval: float = INTERVAL) -> Daylight:
    """Daylight between two positions on the same issue (or one actor's positions at two moments).

    Parameters
    ----------
    a, b : Position
        On one issue.
    interval : float
        Probability that [low, high] holds.

    Raises
    ------
    ValueError
        When the issues differ.
    """
    if a.issue != b.issue:
        raise ValueError(f"positions on different issues have no daylight: {a.issue!r} and {b.issue!r}")
    apart = np.abs(_points(a)[:, None] - _points(b)[None, :]).ravel()
    low, high = np.quantile(apart, [(1 - interval) / 2, (1 + interval) / 2])
    expected = float(apart.mean())
    return Daylight(a.actor, b.actor, a.issue, expected, float(low), float(high), _opposite(a, b))


def ranking(positions: Iterable[Position], actor_a: str, actor_b: str, interval: float = INTERVAL) -> list[Daylight]:
    """Daylight between two actors on each issue on which both spoke, widest first."""
    shared = _shared(positions, actor_a, actor_b)
    salience = _salience(shared)
    found = [
        daylight(a, b, interval)._replace(weight=float(weight)) for (a, b), weight in zip(shared, salience, strict=True)
    ]
    return sorted(found, key=lambda d: (-d.expected, -d.probability_opposite, d.issue or ""))


def overall(
    positions: Iterable[Position], actor_a: str, actor_b: str, interval: float = INTERVAL, draws: int = 2000
) -> Daylight | None:
    """Daylight between two actors over all issues on which both spoke, weighted by joint salience.

    Joint salience of an issue is the geometric mean of the shares of their evidence that the two give it. The
    interval is that of the weighted mean over independent issues, from `draws` draws with a fixed seed.

    Returns
    -------
    Daylight or None
        None when the two spoke on no common issue.
    """
    shared = _shared(positions, actor_a, actor_b)
    if not shared:
        return None
    weights = _salience(shared)
    generator = np.random.default_rng(0)
    a = generator.beta([a.alpha for a, _ in shared], [a.beta for a, _ in shared], (draws, len(shared)))
    b = generator.beta([b.alpha for _, b in shared], [b.beta for _, b in shared], (draws, len(shared)))
    low, high = np.quantile(2 * np.abs(a - b) @ weights, [(1 - interval) / 2, (1 + interval) / 2])
    single = [daylight(x, y) for x, y in shared]
    expected = float(weights @ [d.expected for d in single])
    opposite = float(weights @ [d.probability_opposite for d in single])
    return Daylight(actor_a, actor_b, None, expected, float(low), float(high), opposite)


def pairs(positions: Iterable[Position], interval: float = INTERVAL) -> list[Daylight]:
    """Overall daylight of all pairs of actors with a common issue, widest first."""
    known = list(positions)
    by_actor: dict[str, set[str]] = {}
    for position in known:
        by_actor.setdefault(position.actor, set()).add(position.issue)
    found = [
        between
        for a, b in combinations(sorted(by_actor), 2)
        if by_actor[a] & by_actor[b] and (between := overall(known, a, b, interval))
    ]
    return sorted(found, key=lambda d: (-d.expected, d.actor_a, d.actor_b))


def _points(position: Position) -> NDArray[np.float64]:
    from scipy.special import betaincinv

    at = (np.arange(POINTS) + 0.5) / POINTS
    return np.asarray(2 * betaincinv(position.alpha, position.beta, at) - 1)


def _opposite(a: Position, b: Position) -> float:
    from scipy.special import betainc

    a_against, b_against = (float(betainc(p.alpha, p.beta, 0.5)) for p in (a, b))
    return a_against * (1 - b_against) + b_against * (1 - a_against)


def _shared(positions: Iterable[Position], actor_a: str, actor_b: str) -> list[tuple[Position, Position]]:
    of_a, of_b = {}, {}
    for position in positions:
        if position.actor == actor_a:
            of_a[position.issue] = position
        elif position.actor == actor_b:
            of_b[position.issue] = position
    return [(of_a[issue], of_b[issue]) for issue in sorted(of_a.keys() & of_b.keys())]


def _salience(shared: list[tuple[Position, Position]]) -> NDArray[np.float64]:
    """Weights of shared issues, of sum 1: geometric means of the shares of evidence."""
    evidence = np.array([[p.alpha + p.beta for p in pair] for pair in shared]).reshape(-1, 2)
    joint = np.sqrt((evidence / evidence.sum(axis=0)).prod(axis=1)) if len(evidence) else np.zeros(0)
    return np.asarray(joint / joint.sum()) if len(joint) else joint
