"""Strength of preference, three levels: greatly preferred, preferred, indifferent.

Hamouda, Kilgour & Hipel (2004, 2006). A stable state is *strongly* stable where each improvement meets a sanction
that leaves the decision maker greatly worse off than now; otherwise its stability is weak. (States without any
improvement are both.)
"""

from __future__ import annotations

import numpy as np

from daylight.outlook.expressions import Truth
from daylight.outlook.graph import Graph, sequences, stability, table_of
from daylight.outlook.model import Preferences
from daylight.outlook.states import Space


def greatly_better(wanted: Preferences, space: Space, graph: Graph, player: int) -> Truth:
    """Where the state of the column is greatly preferred to that of the row; shape (n, n).

    Of statements, where the most important one that tells the two apart is marked strong; of weights and payoffs,
    where they differ by at least `strong_gap`.
    """
    better = graph.better(player)
    n = graph.codes.size
    if wanted.strong_gap is not None:
        values = _values(wanted, space, graph)
        return better & (values[None, :] - values[:, None] >= wanted.strong_gap)
    great = np.zeros((n, n), dtype=bool)
    undecided = np.ones((n, n), dtype=bool)
    for statement in wanted.preferences:
        truth = table_of(space, graph, statement.want)
        differs = undecided & (truth[:, None] != truth[None, :])
        if statement.strong:
            great |= differs
        undecided &= ~differs
    return great & better


def strong_stability(graph: Graph, great: Truth, player: int) -> dict[str, Truth]:
    """Where a decision maker is strongly stable, by concept; subsets of the textbook concepts.

    Parameters
    ----------
    great : array of bool, shape (n, n)
        `greatly_better` of this decision maker.
    """
    others = graph.opponents([player])
    wanted = np.array([graph.moves[other] & graph.better(other) for other in others]).reshape(len(others), *great.shape)
    much_worse = great.T
    anyhow = sequences(graph.moves[others])
    return stability(graph.moves[player], graph.better(player), much_worse, anyhow, sequences(wanted))


def _values(wanted: Preferences, space: Space, graph: Graph) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    values = np.zeros(graph.codes.size)
    for statement in wanted.preferences:
        values += table_of(space, graph, statement.want) * float(statement.weight or 0)
    if wanted.payoffs:
        at = {int(code): k for k, code in enumerate(space.reading_order)}
        values = np.array([wanted.payoffs[at[int(code)]] for code in graph.codes])
    return values
