"""Hypergames: each decision maker plays the game it sees, with what it believes the others want.

First-level hypergames (Bennett 1977; Wang, Hipel & Fraser 1989): a state holds where each decision maker, in its own
view, has no reason to leave.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from daylight.outlook.model import Conflict, Preferences
from daylight.outlook.preferences import game_of, with_preferences
from daylight.outlook.solution import CONCEPTS, Solution, solve
from daylight.outlook.states import Game


def views(conflict: Conflict) -> dict[str, Game]:
    """The game that each decision maker sees."""
    true = game_of(conflict)
    games = {}
    for name, maker in conflict.decision_makers.items():
        believed: dict[str, Preferences] = {**conflict.decision_makers, **maker.sees}
        games[name] = with_preferences(true, conflict, believed) if maker.sees else true
    return games


def solve_hypergame(conflict: Conflict, concepts: Sequence[str] = CONCEPTS) -> Solution:
    """Stability for each decision maker in the game it sees."""
    seen = views(conflict)
    alone = {name: solve(game, concepts) for name, game in seen.items()}
    stable = {
        concept: np.stack([alone[name].stable[concept][i] for i, name in enumerate(seen)]) for concept in concepts
    }
    return Solution(game_of(conflict), stable)
