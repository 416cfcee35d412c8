"""Stackelberg equilibria: a leader who looks two moves ahead, followers who take their best move at once.

Kilgour, Hipel & Fang (1987): stable by L_2 for the leader and by Nash for all others.
"""

from __future__ import annotations

import numpy as np

from daylight.outlook.expressions import Truth
from daylight.outlook.graph import Graph
from daylight.outlook.limited_move import limited_move


def stackelberg(graph: Graph, leader: int) -> Truth:
    """States where the leader stays looking two moves ahead, and no follower has an improvement; shape (n,)."""
    steady = limited_move(graph, 2)[leader]
    for follower in graph.opponents([leader]):
        steady = steady & ~(graph.moves[follower] & graph.better(follower)).any(axis=1)
    return np.asarray(steady)
