"""Draws of preferences: confidences become chances.

A statement of confidence c counts in a draw with chance c. A ranking (or payoffs) of confidence c is shaken so that
of two neighbouring states the upper one stays above with chance c: normal noise with a standard deviation of 1 /
(sqrt(2) z(c)) ranks. Where statements alone are uncertain and few, all combinations are taken with their exact
chances, and nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from daylight.errors import TooLargeError
from daylight.outlook.model import Conflict
from daylight.outlook.preferences import by_importance, held, payoffs
from daylight.outlook.states import Game, Space, ranks

EXACT_UP_TO = 12
"""Uncertain statements of which all combinations are taken."""

CELLS_AT_ONCE = 1 << 21
"""States times draws in one batch."""

MOST_CELLS = 250_000_000
"""States times draws that are reckoned with: a few minutes' work."""

Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class Draws:
    """Which statements count in which draw, and how likely that draw is.

    Attributes
    ----------
    statements : tuple of (str, int)
        Decision maker and place of each uncertain statement.
    confidence : array of float, shape (statements,)
    counts : array of bool, shape (draws, statements)
    chance : array of float, shape (draws,)
        Adds up to 1.
    exact : bool
        Whether these are all combinations, not a sample.
    """

    statements: tuple[tuple[str, int], ...]
    confidence: NDArray[np.float64]
    counts: Truths
    chance: NDArray[np.float64]
    exact: bool


def drawn(conflict: Conflict, number: int, seed: int) -> Draws:
    """Draws of a conflict's preferences: all combinations where that is possible, otherwise `number` of them."""
    statements, confidence = _uncertain(conflict)
    shaken = any(
        (maker.ranking or maker.payoffs) and maker.confidence < 1 for maker in conflict.decision_makers.values()
    )
    k = len(statements)
    if k <= EXACT_UP_TO and not shaken:
        counts = (np.arange(1 << k)[:, None] >> np.arange(k) & 1).astype(bool)
        chance = np.where(counts, confidence, 1 - confidence).prod(axis=1)
        return Draws(statements, confidence, counts, chance, exact=True)
    counts = np.random.default_rng(seed).random((number, k)) < confidence
    chance = np.full(number, 1.0 / number)
    if not shaken:
        counts, repeated = np.unique(counts, axis=0, return_counts=True)
        chance = repeated / number
    return Draws(statements, confidence, counts, chance, exact=False)


def batches(conflict: Conflict, game: Game, draws: Draws, seed: int) -> Iterator[tuple[slice, Game]]:
    """The game under the draws, batch by batch, each small enough for the memory.

    Raises
    ------
    TooLargeError
        Where draws times states would take many minutes.
    """
    if game.size * len(draws.chance) > MOST_CELLS:
        raise TooLargeError(
            f"{len(draws.chance)} draws of {game.size} states would take many minutes;"
            f" take at most {max(1, MOST_CELLS // game.size)} draws, or leave options out"
        )
    at_once = max(1, CELLS_AT_ONCE // game.size)
    rng = np.random.default_rng([seed, 1])
    truths = {name: held(maker, game) for name, maker in conflict.decision_makers.items() if maker.preferences}
    for first in range(0, len(draws.chance), at_once):
        chosen = slice(first, min(first + at_once, len(draws.chance)))
        rows = [_row(conflict, game, name, truths.get(name), draws, chosen, rng) for name in game.names]
        yield chosen, game.with_payoffs(np.stack(rows))


def _uncertain(conflict: Conflict) -> tuple[tuple[tuple[str, int], ...], NDArray[np.float64]]:
    found = [
        ((name, k), statement.confidence)
        for name, maker in conflict.decision_makers.items()
        for k, statement in enumerate(maker.preferences)
        if statement.confidence < 1
    ]
    return tuple(key for key, _ in found), np.array([confidence for _, confidence in found], dtype=float)


def _row(
    conflict: Conflict,
    game: Space,
    name: str,
    truths: Truths | None,
    draws: Draws,
    chosen: slice,
    rng: np.random.Generator,
) -> NDArray[np.int32]:
    """Payoffs of one decision maker in each draw of the batch, shape (draws, states)."""
    maker = conflict.decision_makers[name]
    number = chosen.stop - chosen.start
    if truths is None:
        base = payoffs(maker, game, conflict.feasible)
        noise = _noise(maker.confidence) if maker.ranking or maker.payoffs else 0.0
        if not noise:
            return np.broadcast_to(base, (number, game.size)).astype(np.int32)
        level = ranks(np.unique(base, return_inverse=True)[1], game.feasible)
        return ranks(level + rng.normal(0, noise, (number, game.size)), game.feasible).astype(np.int32)
    counts = np.ones((number, len(truths)), dtype=bool)
    for column, (owner, k) in enumerate(draws.statements):
        if owner == name:
            counts[:, k] = draws.counts[chosen, column]
    patterns, which = np.unique(counts, axis=0, return_inverse=True)
    weights = [statement.weight for statement in maker.preferences]
    if weights[0] is not None:
        worth = patterns @ (truths * np.array(weights, dtype=float)[:, None])
        found = np.stack([ranks(np.round(row, 9), game.feasible) for row in worth])
    else:
        found = np.stack([by_importance(list(truths[pattern]), game) for pattern in patterns])
    return found[which.ravel()].astype(np.int32)


def _noise(confidence: float) -> float:
    """Standard deviation, in ranks, that leaves two neighbours in order with this chance."""
    if confidence >= 1:
        return 0.0
    return float(1 / (np.sqrt(2) * NormalDist().inv_cdf(min(max(confidence, 0.505), 0.9999))))
