"""Reasons for a state in words, and the ways there from today: what `daylight outlook explain` and the page show."""

from __future__ import annotations

from typing import Any

from daylight.outlook.model import Conflict
from daylight.outlook.preferences import game_of
from daylight.outlook.solution import solve
from daylight.outlook.states import Game
from daylight.outlook.status_quo import in_words, paths, today
from daylight.outlook.witness import explain

SHOWN_PATHS = 20


def reasons(conflict: Conflict, state: str | None = None, concept: str = "seq") -> dict[str, Any]:
    """Why a state holds or not for each decision maker, and paths from the status quo to equilibria.

    Parameters
    ----------
    state : str, optional
        As letters Y and N; by default the status quo.

    Raises
    ------
    ModelFileError
        Where the state is none or infeasible, or the model has no status quo and no state is given.
    """
    game = game_of(conflict)
    code = game.code(state) if state else today(conflict, game)
    return {
        "state": game.string(code),
        "described": described(game, code),
        "concept": concept,
        "reasons": {name: explain(game, i, code, concept).text() for i, name in enumerate(game.names)},
        "paths": ways(conflict, game, concept) if conflict.status_quo is not None else {},
    }


def ways(conflict: Conflict, game: Game, concept: str) -> dict[str, dict[str, Any]]:
    """Shortest paths from the status quo to equilibria: by improvements if possible, else by any moves."""
    start = today(conflict, game)
    holds = solve(game, [concept]).equilibria(concept)
    targets = [int(code) for code in game.reading_order if holds[code]][:SHOWN_PATHS]
    found = paths(game, start, targets)
    found.update(paths(game, start, [code for code in targets if code not in found], wanted=False))
    return {
        game.string(code): {
            "described": described(game, code),
            "words": in_words(game, found[code]),
            "moves": [{"by": game.names[s.player], "to": game.string(s.target), "gains": s.gains} for s in found[code]],
        }
        for code in targets
        if code in found
    }


def described(game: Game, code: int) -> str:
    """A state by the options taken in it."""
    return ", ".join(game.taken(code)) or "no option taken"
