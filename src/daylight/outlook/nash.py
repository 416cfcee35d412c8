"""Nash stability (R): nobody stays where an own move is better (Nash 1950; Fang, Hipel & Kilgour 1993, def. 3.1)."""

from __future__ import annotations

import numpy as np

from daylight.outlook.expressions import Truth
from daylight.outlook.reachable import best_by_own_move
from daylight.outlook.states import Game


def nash(game: Game, player: int) -> Truth:
    """Where a decision maker has no improvement.

    Parameters
    ----------
    game : Game
    player : int
        Index of the decision maker.

    Returns
    -------
    array of bool, shape ([draws,] states)
        False where infeasible.
    """
    mine = game.payoffs[player]
    return np.asarray((best_by_own_move(game, player, mine) <= mine) & game.feasible)
