"""Symmetric sequential stability (SSEQ): credible sanctions that no counter-move undoes.

Rêgo & Vieira (2017). The sanction is a legal sequence of improvements; the counter-move is any one move of the
decision maker.
"""

from __future__ import annotations

from daylight.outlook.expressions import Truth
from daylight.outlook.metarational import deterred, opponents
from daylight.outlook.reachable import Ladders, ladders_of, worst_by_joint_improvements
from daylight.outlook.states import Game
from daylight.outlook.symmetric import way_out


def symmetric_sequential(game: Game, player: int, ladders: Ladders | None = None) -> Truth:
    """Where each improvement meets a credible sanction that lasts; shape ([draws,] states)."""
    ladders = ladders or ladders_of(game)
    worst = worst_by_joint_improvements(game, ladders, opponents(game, player), way_out(game, player))
    return deterred(game, player, worst)
