"""General metarationality (GMR): every improvement can be answered by opponents with something no better than now.

Howard (1971); for several opponents Fang, Hipel & Kilgour (1993), def. 4.8: opponents answer by any legal sequence of
moves, whatever these do to themselves.
"""

from __future__ import annotations

import numpy as np

from daylight.outlook.expressions import Truth
from daylight.outlook.reachable import Values, best_by_own_move, worst_by_joint_moves
from daylight.outlook.states import Game


def metarational(game: Game, player: int) -> Truth:
    """Where each improvement of a decision maker is sanctioned by its opponents' moves; shape ([draws,] states)."""
    mine = game.payoffs[player]
    return deterred(game, player, worst_by_joint_moves(game, opponents(game, player), mine))


def deterred(game: Game, player: int, prospects: Values) -> Truth:
    """Where no improvement keeps a prospect better than now.

    Parameters
    ----------
    prospects : array of int, shape ([draws,] states)
        What is left to the decision maker in the worst case once it has moved there.
    """
    mine = game.payoffs[player]
    safe = np.minimum(mine, prospects)
    return np.asarray((best_by_own_move(game, player, safe) <= mine) & game.feasible)


def opponents(game: Game, player: int) -> list[int]:
    """All decision makers but one."""
    return [other for other in range(len(game.names)) if other != player]
