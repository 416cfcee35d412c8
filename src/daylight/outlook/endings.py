"""Where a conflict ends: from today, whoever has a reason to leave moves, until nobody has.

In each state every decision maker for whom it is unstable is equally likely to move next, and goes to the improvement
it likes best among those that nothing deters. States where nobody moves are endings. What keeps moving for ever has
no ending; that chance is told apart. The chances are reckoned exactly, not drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from daylight.outlook.metarational import opponents
from daylight.outlook.reachable import Ladders, Values, ladders_of, worst_by_joint_improvements, worst_by_joint_moves
from daylight.outlook.states import Game
from daylight.outlook.symmetric import way_out

MAX_STEPS = 400
NEGLIGIBLE = 1e-9

Endings = dict[int, float]


def endings(game: Game, start: int, concept: str = "seq") -> list[Endings]:
    """For each draw, the chance of ending in each state; what is missing to 1 finds no rest.

    Parameters
    ----------
    game : Game
        With one draw, or a batch.
    start : int
        Today's state.
    concept : str
        In which sense moves are deterred: ``nash`` (never), ``gmr``, ``smr``, ``seq`` or ``sseq``.
    """
    ladders = ladders_of(game) if concept in ("seq", "sseq") else []
    safe = [_safe(game, player, concept, ladders).reshape(game.draws, -1) for player in range(len(game.names))]
    mine = game.payoffs.reshape(len(game.names), game.draws, -1)
    moves: dict[tuple[int, int], list[int]] = {}
    found: dict[tuple[int, int], tuple[int, ...]] = {}

    def next_states(draw: int, state: int) -> tuple[int, ...]:
        key = (draw, state)
        if key not in found:
            targets = []
            for player in range(len(game.names)):
                reach = moves.setdefault((player, state), game.moves(player, state))
                now = mine[player, draw, state]
                wanted = [t for t in reach if safe[player][draw, t] > now]
                if wanted:
                    targets.append(max(wanted, key=lambda t: mine[player, draw, t]))
            found[key] = tuple(targets)
        return found[key]

    return [_walk(partial(next_states, draw), start) for draw in range(game.draws)]


def _safe(game: Game, player: int, concept: str, ladders: Ladders) -> Values:
    """What a decision maker is sure to keep of each state: it moves there only if that is better than now."""
    mine = game.payoffs[player]
    if concept == "nash":
        return np.asarray(mine)
    goal = way_out(game, player) if concept in ("smr", "sseq") else mine
    others = opponents(game, player)
    if concept in ("gmr", "smr"):
        worst = worst_by_joint_moves(game, others, goal)
    else:
        worst = worst_by_joint_improvements(game, ladders, others, goal)
    return np.asarray(np.minimum(mine, worst))


def _walk(next_states: Callable[[int], tuple[int, ...]], start: int) -> Endings:
    moving: Endings = {start: 1.0}
    ended: Endings = {}
    for _ in range(MAX_STEPS):
        following: Endings = {}
        for state, chance in moving.items():
            targets = next_states(state)
            if not targets:
                ended[state] = ended.get(state, 0.0) + chance
            for target in targets:
                following[target] = following.get(target, 0.0) + chance / len(targets)
        moving = {state: chance for state, chance in following.items() if chance > NEGLIGIBLE}
        if not moving:
            break
    return ended
