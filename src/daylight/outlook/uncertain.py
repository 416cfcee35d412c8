"""Uncertain preferences: of some pairs of states nobody knows which is preferred.

Li, Hipel, Kilgour & Fang (2004), four extensions of each concept. Where the focal decision maker

a. leaves for what is better or uncertain, and only what is surely no better deters it;
b. leaves for what is better, and only what is surely no better deters it;
c. leaves for what is better or uncertain, and what is no better or uncertain deters it;
d. leaves for what is better, and what is no better or uncertain deters it.

Opponents' credible moves are to what is better or uncertain for them, in all four.
"""

from __future__ import annotations

import numpy as np

from daylight.outlook.expressions import Truth
from daylight.outlook.graph import Graph, sequences, stability, table_of
from daylight.outlook.model import Preferences
from daylight.outlook.states import Space

EXTENSIONS = ("a", "b", "c", "d")


def uncertain_pairs(wanted: Preferences, space: Space, graph: Graph) -> Truth:
    """Where the preference between the states of row and column is uncertain; shape (n, n)."""
    unknown = np.zeros((graph.codes.size, graph.codes.size), dtype=bool)
    for one, other in wanted.uncertain:
        first, second = table_of(space, graph, one), table_of(space, graph, other)
        unknown |= first[:, None] & second[None, :] | second[:, None] & first[None, :]
    np.fill_diagonal(unknown, False)
    return unknown


def uncertain_stability(graph: Graph, unknown: Truth, player: int) -> dict[str, dict[str, Truth]]:
    """For each extension the five concepts.

    Parameters
    ----------
    unknown : array of bool, shape (decision makers, n, n)
        Each one's uncertain pairs.
    """
    others = graph.opponents([player])
    surely = graph.better(player) & ~unknown[player]
    worse = ~graph.better(player) & ~unknown[player]
    maybe = unknown[player]
    wanted = [graph.moves[other] & (graph.better(other) | unknown[other]) for other in others]
    anyhow = sequences(graph.moves[others])
    credibly = sequences(np.array(wanted).reshape(len(others), *surely.shape))
    return {
        "a": stability(graph.moves[player], surely | maybe, worse, anyhow, credibly),
        "b": stability(graph.moves[player], surely, worse, anyhow, credibly),
        "c": stability(graph.moves[player], surely | maybe, worse | maybe, anyhow, credibly),
        "d": stability(graph.moves[player], surely, worse | maybe, anyhow, credibly),
    }
