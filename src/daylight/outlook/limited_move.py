"""Limited-move stability (L_h): everyone looks h moves ahead and reckons backwards.

Kilgour (1985), Zagare (1984); Fang, Hipel & Kilgour (1993), ch. 3.3 for two decision makers: a decision maker moves
only where the state that the ensuing moves end in is better for it than staying. With more than two, anyone but the
last mover may answer; one reckons with the answer that is worst for oneself among those that others would really
make. Equally good moves: the first in reading order.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from daylight.errors import ModelFileError
from daylight.outlook.expressions import Truth
from daylight.outlook.graph import Graph

Ends = NDArray[np.intp]


def limited_move(graph: Graph, horizon: int) -> Truth:
    """Where each decision maker stays when it looks `horizon` moves ahead; shape (decision makers, n).

    Raises
    ------
    ModelFileError
        Where the horizon is below 1.
    """
    if horizon < 1:
        raise ModelFileError(f"a horizon of {horizon} moves; at least 1 is needed")
    ends = first_look(graph)
    for _ in range(horizon):
        ends = look_further(graph, ends)
    return np.asarray(ends == np.arange(graph.codes.size))


def first_look(graph: Graph) -> Ends:
    """Nobody moves any more: each state ends in itself; shape (decision makers, n)."""
    return np.tile(np.arange(graph.codes.size), (len(graph.names), 1))


def look_further(graph: Graph, ends: Ends) -> Ends:
    """Where the conflict ends if a decision maker is to move, one move further ahead than `ends` looks.

    Parameters
    ----------
    ends : array of int, shape (decision makers, n)
        Where it ends if that one is to move in that state, looking one move less far.
    """
    n = graph.codes.size
    further = np.empty_like(ends)
    for player in range(len(graph.names)):
        mine = graph.payoffs[player]
        after = _after(graph, ends, player)
        gains = np.where(graph.moves[player], mine[after][None, :], -1)
        best = gains.argmax(axis=1) if n else np.empty(0, dtype=np.intp)
        worth = gains[np.arange(n), best]
        further[player] = np.where(worth > mine, after[best], np.arange(n))
    return further


def _after(graph: Graph, ends: Ends, mover: int) -> Ends:
    """Where each state ends once `mover` has moved there: the answer worst for it, or the state itself."""
    mine = graph.payoffs[mover]
    stay = np.arange(graph.codes.size)
    after = stay.copy()
    answered = np.zeros(stay.size, dtype=bool)
    for other in graph.opponents([mover]):
        end = ends[other]
        moves = end != stay
        worse = moves & (~answered | (mine[end] < mine[after]))
        after = np.where(worse, end, after)
        answered |= moves
    return after
