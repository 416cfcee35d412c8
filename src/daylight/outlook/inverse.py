"""Inverse analysis: the smallest change of one ranking that makes a state an equilibrium, or breaks it.

After Kinsara, Kilgour & Hipel (2015), who ask which preferences make a given state an equilibrium. Here the
preferences at hand are changed as little as possible: the one state is moved up or down in one decision maker's
ranking, and the number of distinct ranks that it passes is the size of the change. That number is also the stability
margin of an equilibrium. All new places are tried at once, as a batch of draws, so that what the change does to
everyone's sanctions is reckoned with.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from daylight.outlook.solution import solve
from daylight.outlook.states import Game

CELLS_AT_ONCE = 1 << 21
FARTHEST = 512
"""Ranks that a state is moved at most, up or down; fewer in large models, so that no search takes minutes."""

MOST_CELLS = 1 << 24
"""States times places tried for one state and one ranking."""


@dataclass(frozen=True)
class Change:
    """Move a state by `ranks` places in someone's ranking (down: negative); then it is an equilibrium, or no more."""

    player: int
    state: int
    ranks: int
    makes: bool


def smallest_change(game: Game, state: int, player: int, concept: str = "seq") -> Change | None:
    """The smallest move of a state in one decision maker's ranking that turns the verdict on it.

    Parameters
    ----------
    game : Game
        With a single draw.
    state : int
    player : int
        Whose ranking is changed.

    Returns
    -------
    Change or None
        None where no place of the state within 512 ranks (in large models fewer, but four at least) turns the verdict.
    """
    verdict = bool(solve(game, [concept]).equilibria(concept)[state])
    levels = np.unique(game.payoffs[player][game.feasible])
    # Twice the rank leaves room between any two ranks: even places tie with a rank, odd places lie between.
    doubled = np.where(game.feasible, 2 * np.searchsorted(levels, game.payoffs[player]), -1).astype(np.int32)
    here = int(doubled[state])
    farthest = max(4, min(FARTHEST, MOST_CELLS // game.size // 4))
    places = [place for place in range(-1, 2 * len(levels)) if 0 < abs(place - here) <= 2 * farthest]
    places.sort(key=lambda place: (abs(place - here), place))
    at_once = max(1, CELLS_AT_ONCE // game.size)
    for first in range(0, len(places), at_once):
        chosen = places[first : first + at_once]
        payoffs = np.repeat(game.payoffs[:, None, :].astype(np.int32), len(chosen), axis=1)
        payoffs[player] = doubled + 1
        payoffs[player, :, state] = np.array(chosen) + 1
        turned = solve(game.with_payoffs(payoffs), [concept]).equilibria(concept)[:, state] != verdict
        if turned.any():
            place = chosen[int(turned.argmax())]
            # Level with a rank counts as having passed it; leaving a tie counts as one.
            passed = max(abs(place - here) // 2, 1)
            return Change(player, state, passed if place > here else -passed, not verdict)
    return None
