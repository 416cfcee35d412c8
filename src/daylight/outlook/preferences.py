"""From preferences as written to payoffs: statements by importance, weights, rankings with ties, or numbers.

Option prioritising (Fang, Hipel, Kilgour & Peng 2003): the most important statement that tells two states apart decides
between them, so that K statements are one number of K binary digits, the first statement the highest.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from daylight.errors import ModelFileError
from daylight.outlook.expressions import Truth, parse
from daylight.outlook.model import Conflict, Preferences
from daylight.outlook.states import Game, Space, ranks, space_of

DIGITS = 30
"""Binary digits taken at once; longer lists of statements are ranked in steps."""


def game_of(conflict: Conflict) -> Game:
    """The conflict as arrays: its states and everyone's payoffs.

    Raises
    ------
    TooLargeError, ModelFileError
        As `space_of`; also where preferences do not fit the states.
    """
    space = space_of(conflict)
    return with_preferences(space, conflict, dict(conflict.decision_makers))


def with_preferences(space: Space, conflict: Conflict, wanted: dict[str, Preferences]) -> Game:
    """The states with the given preferences, one entry for each decision maker."""
    rows = []
    for name in space.names:
        try:
            rows.append(payoffs(wanted[name], space, conflict.feasible))
        except ModelFileError as error:
            raise ModelFileError(f"{name}: {error}") from error
    game = Game(
        space.names, space.options, space.owner, space.feasible, space.stays_taken, space.stays_dropped, space.shared
    )
    kind = np.result_type(*rows)
    return game_with(game, np.stack([row.astype(kind) for row in rows]))


def game_with(game: Game, rows: NDArray[Any]) -> Game:
    """The game with the given payoffs."""
    return game.with_payoffs(rows)


def payoffs(wanted: Preferences, space: Space, feasible_order: tuple[str, ...] = ()) -> NDArray[Any]:
    """One number for each state, higher is better; -1 where infeasible. Nothing wanted: all states are equally good."""
    if wanted.ranking:
        return _from_ranking(wanted, space)
    if wanted.payoffs:
        return _from_numbers(wanted, space, feasible_order)
    if wanted.preferences:
        return from_statements(wanted, space)
    return ranks(np.zeros(space.size, dtype=np.int16), space.feasible)


def held(wanted: Preferences, space: Space) -> NDArray[np.bool_]:
    """Which statement holds in which state, shape (statements, states)."""
    columns = space.columns()
    return np.array([parse(statement.want, space.options).holds(columns) for statement in wanted.preferences])


def from_statements(wanted: Preferences, space: Space, kept: tuple[bool, ...] | None = None) -> NDArray[Any]:
    """Payoffs of a list of statements, of which only the `kept` ones count."""
    columns = space.columns()
    statements = [s for k, s in enumerate(wanted.preferences) if kept is None or kept[k]]
    truths = [parse(statement.want, space.options).holds(columns) for statement in statements]
    weighed = [statement.weight for statement in wanted.preferences if statement.weight is not None]
    if weighed and len(weighed) < len(wanted.preferences):
        raise ModelFileError("some preferences have a weight and some have none; give all of them one or none")
    if weighed:
        total = np.zeros(space.size)
        for statement, truth in zip(statements, truths, strict=True):
            total += truth * float(statement.weight or 0)
        return ranks(np.round(total, 9), space.feasible)
    return by_importance(truths, space)


def by_importance(truths: list[Truth], space: Space) -> NDArray[Any]:
    """Payoffs from the truth of statements, most important first."""
    score = np.zeros(space.size, dtype=np.int64)
    for count, truth in enumerate(truths, start=1):
        score = score * 2 + truth
        if count % DIGITS == 0:
            score = np.unique(score, return_inverse=True)[1].astype(np.int64)
    return ranks(score, space.feasible)


def _from_ranking(wanted: Preferences, space: Space) -> NDArray[Any]:
    values = np.full(space.size, -1, dtype=np.int32)
    for place, group in enumerate(wanted.ranking):
        for string in group:
            code = space.code(string)
            if values[code] >= 0:
                raise ModelFileError(f"the ranking names {string} twice")
            values[code] = len(wanted.ranking) - 1 - place
    missing = space.feasible & (values < 0)
    if missing.any():
        raise ModelFileError(
            f"the ranking leaves out {int(missing.sum())} feasible states, the first is {space.strings(missing)[0]}"
        )
    return ranks(np.maximum(values, 0), space.feasible)


def _from_numbers(wanted: Preferences, space: Space, feasible_order: tuple[str, ...]) -> NDArray[Any]:
    codes = [space.code(string) for string in feasible_order] if feasible_order else space.reading_order.tolist()
    if len(codes) != len(wanted.payoffs):
        raise ModelFileError(f"{len(wanted.payoffs)} payoffs for {len(codes)} feasible states")
    values = np.full(space.size, min(wanted.payoffs))
    values[codes] = wanted.payoffs
    return ranks(values, space.feasible)
