"""Symmetric metarationality (SMR): every improvement is answered, and no counter-move undoes the answer.

Howard (1971); for several opponents Fang, Hipel & Kilgour (1993), def. 4.9.
"""

from __future__ import annotations

from daylight.outlook.expressions import Truth
from daylight.outlook.metarational import deterred, opponents
from daylight.outlook.reachable import Values, best_by_own_move, worst_by_joint_moves
from daylight.outlook.states import Game


def symmetric(game: Game, player: int) -> Truth:
    """Where each improvement is sanctioned for good by opponents' moves; shape ([draws,] states)."""
    return deterred(game, player, worst_by_joint_moves(game, opponents(game, player), way_out(game, player)))


def way_out(game: Game, player: int) -> Values:
    """The best that a decision maker can still make of each state by one move of its own, or by staying."""
    return best_by_own_move(game, player, game.payoffs[player])
