"""Attitudes: who wishes whom well or ill, and acts on it.

Inohara, Hipel & Walker (2007). Towards each decision maker one is friendly (wants what it likes better), hostile
(wants what it likes less) or indifferent; a move is wanted where all attitudes agree. Friendly to oneself and
indifferent to all others is the textbook case. Gains are strict here, so that this holds with ties too (the paper
admits moves between equals).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from daylight.outlook.expressions import Truth
from daylight.outlook.graph import Graph, sequences, stability

Attitudes = Mapping[str, Mapping[str, str]]
"""By decision maker, its attitude towards others and itself; by default friendly to itself, else indifferent."""


def wanted_by(graph: Graph, attitudes: Attitudes, player: int) -> Truth:
    """Where a decision maker with these attitudes wants the column, not the row; without any feeling, nowhere."""
    mine = {graph.names[player]: "friendly", **attitudes.get(graph.names[player], {})}
    wanted = np.ones(graph.moves.shape[1:], dtype=bool)
    feeling = False
    for other, name in enumerate(graph.names):
        if mine.get(name, "indifferent") == "friendly":
            wanted &= graph.better(other)
            feeling = True
        elif mine.get(name) == "hostile":
            wanted &= graph.better(other).T
            feeling = True
    return wanted if feeling else np.zeros_like(wanted)


def relational_stability(graph: Graph, attitudes: Attitudes, player: int) -> dict[str, Truth]:
    """The five concepts for a decision maker, everyone acting on attitudes; each of shape (n,)."""
    others = graph.opponents([player])
    better = wanted_by(graph, attitudes, player)
    moves = [graph.moves[other] & wanted_by(graph, attitudes, other) for other in others]
    wanted = np.array(moves).reshape(len(others), *better.shape)
    return stability(graph.moves[player], better, ~better, sequences(graph.moves[others]), sequences(wanted))
