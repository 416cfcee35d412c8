"""Side by side: models under one concept, or one model under all senses of stability."""

from __future__ import annotations

from typing import Any

import numpy as np

from daylight.outlook.attitudes import relational_stability
from daylight.outlook.coalitions import broken_by
from daylight.outlook.expressions import Truth
from daylight.outlook.graph import Graph, graph_of
from daylight.outlook.hypergame import solve_hypergame
from daylight.outlook.limited_move import limited_move
from daylight.outlook.model import Conflict
from daylight.outlook.non_myopic import non_myopic
from daylight.outlook.preferences import game_of
from daylight.outlook.solution import CONCEPTS, solve, solve_conflict
from daylight.outlook.stackelberg import stackelberg
from daylight.outlook.states import Game
from daylight.outlook.strength import greatly_better, strong_stability
from daylight.outlook.uncertain import uncertain_pairs, uncertain_stability

SHOWN = 200


def compare_models(conflicts: dict[str, Conflict], concept: str = "seq") -> dict[str, Any]:
    """Which equilibria, named by the options taken, which of the models have."""
    holds: dict[str, set[str]] = {}
    for name, conflict in conflicts.items():
        solution = solve_conflict(conflict, [concept])
        codes = np.flatnonzero(solution.equilibria(concept))
        holds[name] = {", ".join(solution.game.taken(int(code))) or "no option taken" for code in codes}
    states = sorted(set().union(*holds.values()))[:SHOWN]
    return {
        "title": f"Equilibria ({concept}) by model",
        "by": "model",
        "columns": list(conflicts),
        "rows": {state: [state in holds[name] for name in conflicts] for state in states},
    }


def compare_concepts(conflict: Conflict, horizon: int = 3) -> dict[str, Any]:
    """For each state that holds in some sense, in which: textbook concepts, looking ahead, leaders, and more.

    Coalitions, uncertain and strong preferences, attitudes and views of others are reckoned where the model has them.
    """
    game = game_of(conflict)
    if conflict.indistinguishable or game.shared:
        solution = solve_conflict(conflict)
        graph = graph_of(game, [rule.rule for rule in conflict.indistinguishable])
    else:
        solution = solve(game)
        graph = graph_of(game)
    columns = {concept: solution.equilibria(concept)[graph.codes] for concept in solution.stable}
    if "sim" in columns:
        columns["sim_all"] = solve(game, ["sim_all"]).equilibria("sim_all")[graph.codes]
    columns[f"L{horizon}"] = np.asarray(limited_move(graph, horizon).all(axis=0))
    columns["non-myopic"] = np.asarray(non_myopic(graph).all(axis=0))
    for leader, name in enumerate(game.names):
        columns[f"Stackelberg, {name} leads"] = stackelberg(graph, leader)
    columns.update(_added(conflict, game, graph))
    anywhere = np.flatnonzero(np.any(list(columns.values()), axis=0))[:SHOWN]
    return {
        "title": conflict.title,
        "by": "concept",
        "columns": list(columns),
        "rows": {
            game.string(int(graph.codes[k])): [bool(holds[k]) for holds in columns.values()] for k in anywhere.tolist()
        },
    }


def _added(conflict: Conflict, game: Game, graph: Graph) -> dict[str, Truth]:
    """Columns for what this model says beyond options and preferences."""
    makers = conflict.decision_makers
    columns: dict[str, Truth] = {}
    players = range(len(game.names))
    if conflict.coalitions:
        coalitions = [[game.names.index(name) for name in members] for members in conflict.coalitions]
        holds = solve(game, ["seq"]).equilibria("seq")[graph.codes]
        columns["seq, against coalitions"] = np.array(
            [bool(holds[k]) and not broken_by(graph, k, coalitions) for k in range(graph.codes.size)]
        )
    if any(maker.uncertain for maker in makers.values()):
        unknown = np.array([uncertain_pairs(makers[name], game, graph) for name in game.names])
        by_player = [uncertain_stability(graph, unknown, player) for player in players]
        for extension in by_player[0]:
            columns[f"seq, uncertain {extension}"] = np.all([found[extension]["seq"] for found in by_player], axis=0)
    if any(maker.strong_gap is not None or any(p.strong for p in maker.preferences) for maker in makers.values()):
        strong = [
            strong_stability(graph, greatly_better(makers[name], game, graph, player), player)["seq"]
            for player, name in enumerate(game.names)
        ]
        columns["seq, strong"] = np.all(strong, axis=0)
    if any(maker.attitudes for maker in makers.values()):
        attitudes = {name: maker.attitudes for name, maker in makers.items()}
        found = [relational_stability(graph, attitudes, player)["seq"] for player in players]
        columns["seq, by attitudes"] = np.all(found, axis=0)
    if any(maker.sees for maker in makers.values()):
        columns["seq, as each sees it"] = solve_hypergame(conflict, CONCEPTS[3:4]).equilibria("seq")[graph.codes]
    return columns
