"""Simultaneous stability (SIM): an improvement is answered by opponents who improve at the same moment.

Two published readings are offered:

``sim``
    Fraser & Hipel (1984): all moves start from the state itself; each opponent makes one of its improvements or none.
    If any such combination is feasible and no better for the decision maker than now, the improvement is sanctioned.
``sim_all``
    The strict reading: every opponent that has an improvement makes one.

Moves from one state combine into states that depend on all of them at once, so that no minimum of one number serves
here; combinations are tried for the improvements that none has sanctioned yet, which are soon few.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from daylight.errors import TooLargeError
from daylight.outlook.expressions import Truth
from daylight.outlook.metarational import opponents
from daylight.outlook.states import Codes, Game

MAX_OPTIONS = 16


def simultaneous(game: Game, player: int, everyone_moves: bool = False) -> Truth:
    """Where each improvement is sanctioned by simultaneous improvements; shape (states,).

    Parameters
    ----------
    everyone_moves : bool
        The strict reading, ``sim_all``.

    Raises
    ------
    TooLargeError
        Where the model has more than 16 options: combinations grow with the square of the states.
    """
    if len(game.options) > MAX_OPTIONS:
        raise TooLargeError(
            f"simultaneous stability of {len(game.options)} options would try up to {4.0 ** len(game.options):.0e}"
            f" combinations of moves; at most {MAX_OPTIONS} options are reckoned with"
        )
    mine = game.payoffs[player]
    stable = game.feasible.copy()
    gains = [_improvements(game, other) for other in range(len(game.names))]
    for change, better in gains[player].items():
        starts = np.flatnonzero(better)
        for answer, movers in _answers(game, player, gains):
            if not starts.size:
                break
            possible = np.ones(starts.size, dtype=bool)
            for other, part in movers.items():
                possible &= gains[other][part][starts]
            if everyone_moves:
                for other in opponents(game, player):
                    if other not in movers:
                        possible &= ~_has_any(gains[other], starts)
            reached = starts ^ change ^ answer
            possible &= game.feasible[reached] & (mine[reached] <= mine[starts])
            starts = starts[~possible]
        stable[starts] = False
    return stable


def _improvements(game: Game, player: int) -> dict[int, Truth]:
    """For each change of own options, from which states it is an improvement."""
    mine = game.payoffs[player]
    found = {}
    for targets, legal in game.all_moves(player):
        better = legal & (mine[targets] > mine)
        if better.any():
            found[int(targets[0])] = better
    return found


def _answers(game: Game, player: int, gains: list[dict[int, Truth]]) -> Iterator[tuple[int, dict[int, int]]]:
    """Combinations of at most one change by each opponent, the empty one left out."""
    others = opponents(game, player)

    def extend(at: int, change: int, movers: dict[int, int]) -> Iterator[tuple[int, dict[int, int]]]:
        if at == len(others):
            if movers:
                yield change, movers
            return
        yield from extend(at + 1, change, movers)
        for part in gains[others[at]]:
            yield from extend(at + 1, change | part, {**movers, others[at]: part})

    yield from extend(0, 0, {})


def _has_any(gains: dict[int, Truth], starts: Codes) -> Truth:
    found = np.zeros(starts.size, dtype=bool)
    for better in gains.values():
        found |= better[starts]
    return found
