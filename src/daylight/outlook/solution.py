"""All stability concepts over all states: which states hold, for whom, and in what sense."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from daylight.errors import ModelFileError
from daylight.outlook.expressions import Truth
from daylight.outlook.graph import PAIR_CONCEPTS, graph_of, graph_stability
from daylight.outlook.metarational import metarational
from daylight.outlook.model import Conflict
from daylight.outlook.nash import nash
from daylight.outlook.preferences import game_of
from daylight.outlook.reachable import Ladders, ladders_of
from daylight.outlook.sequential import sequential
from daylight.outlook.simultaneous import simultaneous
from daylight.outlook.states import Game
from daylight.outlook.symmetric import symmetric
from daylight.outlook.symmetric_sequential import symmetric_sequential

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")
"""The concepts that `solve` reckons unless told otherwise, from the one that looks least ahead."""

SIM_UNASKED_UP_TO = 14
"""Options of models whose simultaneous stability is reckoned unasked; in larger ones it may take minutes."""

WORTH_THREADS = 1 << 18
"""States (times draws) from which on decision makers are reckoned side by side."""

Concept = Callable[[Game, int, Ladders | None], Truth]

_CONCEPTS: dict[str, Concept] = {
    "nash": lambda game, player, ladders: nash(game, player),
    "gmr": lambda game, player, ladders: metarational(game, player),
    "smr": lambda game, player, ladders: symmetric(game, player),
    "seq": sequential,
    "sseq": symmetric_sequential,
    "sim": lambda game, player, ladders: simultaneous(game, player),
    "sim_all": lambda game, player, ladders: simultaneous(game, player, everyone_moves=True),
}


@dataclass(frozen=True)
class Solution:
    """Who is content to stay where.

    Attributes
    ----------
    stable : dict of str to array of bool, shape (decision makers, [draws,] states)
        For each concept, whether a state is stable for a decision maker.
    left_out : tuple of str
        Concepts that a model of this size does without.
    """

    game: Game
    stable: dict[str, Truth]
    left_out: tuple[str, ...] = ()

    def equilibria(self, concept: str) -> Truth:
        """Where a state is stable for everyone."""
        return np.asarray(self.stable[concept].all(axis=0))

    def as_json(self) -> dict[str, object]:
        """States, equilibria and each decision maker's stable states, named by strings over the option order."""
        strings = self.game.strings
        return {
            "option_order": list(self.game.options),
            "states": strings(self.game.feasible),
            "equilibria": {concept: strings(self.equilibria(concept)) for concept in self.stable},
            "by_decision_maker": {
                name: {concept: strings(stable[i]) for concept, stable in self.stable.items()}
                for i, name in enumerate(self.game.names)
            },
            "left_out": list(self.left_out),
        }


def solve(game: Game, concepts: Sequence[str] | None = None) -> Solution:
    """Reckon stability of all states for all decision makers.

    Parameters
    ----------
    game : Game
        Its payoffs may hold a batch of draws; ``sim`` takes a single one.
    concepts : sequence of str, optional
        Some of ``nash gmr smr seq sseq sim sim_all``. By default the first six; ``sim`` is left out of models too large
        for it.

    Raises
    ------
    ModelFileError
        Where a concept is unknown.
    TooLargeError
        Where a concept asked for does not fit the size of the model.
    """
    left_out: tuple[str, ...] = ()
    if concepts is None:
        left_out = ("sim",) if len(game.options) > SIM_UNASKED_UP_TO else ()
        concepts = [concept for concept in CONCEPTS if concept not in left_out]
    unknown = [concept for concept in concepts if concept not in _CONCEPTS]
    if unknown:
        raise ModelFileError(f"no stability concept is called {unknown[0]!r}; there are {', '.join(_CONCEPTS)}")
    ladders = ladders_of(game) if {"seq", "sseq"} & set(concepts) else None
    stable = {concept: np.stack(_each(_CONCEPTS[concept], game, ladders)) for concept in concepts}
    return Solution(game, stable, left_out)


def solve_conflict(conflict: Conflict, concepts: Sequence[str] | None = None) -> Solution:
    """Reckon a conflict as written, common moves and indistinguishable states among it.

    Of indistinguishable states the first in reading order stands for all. Simultaneous stability is not defined for
    merged states and common moves, and is left out there.
    """
    game = game_of(conflict)
    if not conflict.indistinguishable and not game.shared:
        return solve(game, concepts)
    wanted = [concept for concept in concepts or CONCEPTS if concept in PAIR_CONCEPTS]
    left_out = tuple(concept for concept in concepts or CONCEPTS if concept not in wanted)
    graph = graph_of(game, [rule.rule for rule in conflict.indistinguishable])
    stable = {concept: np.zeros((len(game.names), game.size), dtype=bool) for concept in wanted}
    for player in range(len(game.names)):
        found = graph_stability(graph, player)
        for concept in wanted:
            stable[concept][player, graph.codes] = found[concept]
    kept = np.zeros(game.size, dtype=bool)
    kept[graph.codes] = True
    return Solution(replace(game, feasible=kept), stable, left_out)


def _each(concept: Concept, game: Game, ladders: Ladders | None) -> list[Truth]:
    """The concept for each decision maker, side by side where there is enough to do."""
    players = range(len(game.names))
    if game.size * game.draws < WORTH_THREADS:
        return [concept(game, player, ladders) for player in players]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return list(pool.map(lambda player: concept(game, player, ladders), players))
