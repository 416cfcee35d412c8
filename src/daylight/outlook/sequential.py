"""Sequential stability (SEQ): every improvement is answered by moves that improve things for who makes them.

Fraser & Hipel (1979); for several opponents Fang, Hipel & Kilgour (1993), def. 4.10.
"""

from __future__ import annotations

from daylight.outlook.expressions import Truth
from daylight.outlook.metarational import deterred, opponents
from daylight.outlook.reachable import Ladders, ladders_of, worst_by_joint_improvements
from daylight.outlook.states import Game


def sequential(game: Game, player: int, ladders: Ladders | None = None) -> Truth:
    """Where each improvement meets a credible sanction; shape ([draws,] states).

    Parameters
    ----------
    ladders : list of Ladder, optional
        Everyone's improvements, where they are at hand already.
    """
    ladders = ladders or ladders_of(game)
    mine = game.payoffs[player]
    return deterred(game, player, worst_by_joint_improvements(game, ladders, opponents(game, player), mine))
