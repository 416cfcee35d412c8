"""Coalitions: members move together when, and only when, each of them gains.

Kilgour, Hipel, Fang & Peng (2001); Inohara & Hipel (2008). A coalition's improvement is a state that a legal sequence
of members' moves reaches and that every member likes better. It is sanctioned by opponents' moves that leave some
member no better off than at the start: members keep their own incentives, they are not merged into one decision
maker.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from daylight.outlook.expressions import Truth
from daylight.outlook.graph import Graph, sequences, stability


def coalition_stability(graph: Graph, members: Sequence[int]) -> dict[str, Truth]:
    """The five concepts for a coalition; a single member gives the textbook concepts.

    Parameters
    ----------
    members : sequence of int

    Returns
    -------
    dict of str to array of bool, shape (n,)
    """
    others = graph.opponents(members)
    together = sequences(graph.moves[list(members)])
    np.fill_diagonal(together, False)
    better = np.all([graph.better(member) for member in members], axis=0)
    wanted = np.array([graph.moves[other] & graph.better(other) for other in others]).reshape(
        len(others), *better.shape
    )
    return stability(together, better, ~better, sequences(graph.moves[others]), sequences(wanted))


def broken_by(graph: Graph, equilibrium: int, coalitions: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Which coalitions would leave an equilibrium (by place in the graph), and where to, as pairs."""
    found = []
    for k, members in enumerate(coalitions):
        together = sequences(graph.moves[list(members)])[equilibrium]
        gains = np.all(graph.payoffs[list(members)] > graph.payoffs[list(members), equilibrium][:, None], axis=0)
        found += [(k, int(state)) for state in np.flatnonzero(together & gains)]
    return found
