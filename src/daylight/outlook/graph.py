"""The conflict as a graph of feasible states, for concepts that compare pairs of states.

Matrix form of the graph model (Xu, Hipel, Kilgour & Fang 2018, ch. 3-7): who can move from where to where, who would
want to, and what would deter it are truth tables of states by states. Uncertain preferences, strength of preference,
attitudes and coalitions differ in these tables alone; the five stability concepts over them are the same. Common
moves and merged states, which the arrays of `states` cannot hold, live here too.

The tables grow with the square of the feasible states; a model too large for them is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from daylight.errors import ModelFileError
from daylight.outlook.expressions import Truth
from daylight.outlook.states import Codes, Game, Payoffs, Space, refuse_if_more

PAIR_CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


@dataclass(frozen=True)
class Graph:
    """Feasible states and everyone's moves between them.

    Attributes
    ----------
    codes : array of int, shape (n,)
        The states, in reading order; of states that are one and the same the first.
    moves : array of bool, shape (decision makers, n, n)
        Who can move from the state of the row to that of the column.
    payoffs : array of int, shape (decision makers, n)
    """

    names: tuple[str, ...]
    codes: Codes
    moves: Truth
    payoffs: Payoffs

    def opponents(self, members: Sequence[int]) -> list[int]:
        """Everyone else."""
        return [player for player in range(len(self.names)) if player not in members]

    def better(self, player: int) -> Truth:
        """Where the state of the column is better for a decision maker than that of the row."""
        mine = self.payoffs[player]
        return np.asarray(mine[None, :] > mine[:, None])


def graph_of(game: Game, same: Sequence[str] = ()) -> Graph:
    """The graph of a game.

    Parameters
    ----------
    same : sequence of str
        For each expression, all states that satisfy it are one and the same state.

    Raises
    ------
    TooLargeError
        Where the tables would not fit into memory.
    ModelFileError
        Where a decision maker ranks states differently that are said to be one and the same.
    """
    members = game.reading_order
    refuse_if_more(members.size**2 * (2 * len(game.names) + 40), f"a table of {members.size} by {members.size} states")
    place = np.arange(members.size)
    for expression in same:
        alike = np.flatnonzero(game.where(expression)[members])
        if alike.size:
            place[np.isin(place, place[alike])] = place[alike].min()
    kept, place = np.unique(place, return_inverse=True)
    for name, payoffs in zip(game.names, game.payoffs, strict=True):
        differs = np.flatnonzero(payoffs[members] != payoffs[members[kept]][place])
        if differs.size:
            one, other = game.string(members[kept[place[differs[0]]]]), game.string(members[differs[0]])
            raise ModelFileError(
                f"{name} ranks {one} and {other} differently, though they are said to be indistinguishable"
            )
    at = np.full(game.size, -1)
    at[members] = place
    moves = np.zeros((len(game.names), kept.size, kept.size), dtype=bool)
    for player in range(len(game.names)):
        for targets, legal in game.all_moves(player):
            starts = np.flatnonzero(legal)
            moves[player, at[starts], at[targets[starts]]] = True
        np.fill_diagonal(moves[player], False)
    return Graph(game.names, members[kept], moves, game.payoffs[:, members[kept]])


def sequences(arcs: Truth) -> Truth:
    """Where legal sequences of at least one move lead, nobody moving twice in a row.

    Parameters
    ----------
    arcs : array of bool, shape (movers, n, n)
    """
    if not len(arcs):
        return np.zeros(arcs.shape[1:], dtype=bool)
    ended = arcs.copy()
    while True:
        longer = ended.copy()
        for mover in range(len(arcs)):
            before = np.any(np.delete(ended, mover, axis=0), axis=0)
            longer[mover] |= joined(before, arcs[mover])
        if (longer == ended).all():
            return np.asarray(ended.any(axis=0))
        ended = longer


def joined(first: Truth, second: Truth) -> Truth:
    """For tables of states by states: whether some state in between links row and column."""
    return np.asarray(first.astype(np.float32) @ second.astype(np.float32) > 0)


def stability(moves: Truth, better: Truth, deters: Truth, anyhow: Truth, credibly: Truth) -> dict[str, Truth]:
    """The five concepts over tables of states by states; each result has shape (n,).

    Parameters
    ----------
    moves : array of bool
        Own moves from row to column.
    better : array of bool
        Whether one would leave the row for the column.
    deters : array of bool
        Whether the prospect of the column keeps one in the row.
    anyhow, credibly : array of bool
        Where opponents can lead from the row by any moves, and by moves that they want to make.
    """
    leaves = moves & better
    # An answer lasts if no own move leads from it to anything that would not deter as well.
    lasting = deters & ~joined(~deters, moves.T)
    return {
        "nash": np.asarray(~leaves.any(axis=1)),
        "gmr": np.asarray(~(leaves & ~joined(deters, anyhow.T)).any(axis=1)),
        "smr": np.asarray(~(leaves & ~joined(lasting, anyhow.T)).any(axis=1)),
        "seq": np.asarray(~(leaves & ~joined(deters, credibly.T)).any(axis=1)),
        "sseq": np.asarray(~(leaves & ~joined(lasting, credibly.T)).any(axis=1)),
    }


def graph_stability(graph: Graph, player: int) -> dict[str, Truth]:
    """The five textbook concepts for one decision maker."""
    others = graph.opponents([player])
    better = graph.better(player)
    wanted = np.array([graph.moves[other] & graph.better(other) for other in others]).reshape(
        len(others), *better.shape
    )
    return stability(graph.moves[player], better, ~better, sequences(graph.moves[others]), sequences(wanted))


def table_of(space: Space, graph: Graph, expression: str) -> Truth:
    """Where an expression holds, by state of the graph."""
    return space.where(expression)[graph.codes]
