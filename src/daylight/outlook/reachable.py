"""What can be reached, as a minimum (or maximum) of one number over the reachable states.

All stability concepts ask for the worst (or best) value that a chain of moves can bring about. For a single decision maker
that is a minimum along its own axis; for several opponents it is a fixed point: states are lowered to what their
neighbours reach until nothing falls any more. No table of pairs of states is ever made.

Legal sequences forbid a decision maker to move twice in a row. As any two moves (improvements) of one decision maker are
also one move (improvement), the states that legal sequences reach are, but for the start, those that any sequences reach.
Whether the start counts makes no difference to any concept here: nobody is deterred by the state it wants to move to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from daylight.errors import ModelFileError
from daylight.outlook.states import Codes, Game

Values = NDArray[Any]
"""Whole numbers over states, shape ([draws,] states)."""


def best_by_own_move(game: Game, player: int, values: Values) -> Values:
    """The highest value that a decision maker can reach in at most one own move; values below all where infeasible."""
    return _by_own_move(game, player, np.where(game.feasible, values, -1), np.maximum)


def worst_by_joint_moves(game: Game, players: Sequence[int], values: Values) -> Values:
    """The lowest value that legal sequences of moves of these decision makers reach, the start included.

    Parameters
    ----------
    values : array of int, shape ([draws,] states)

    Returns
    -------
    array of int
        Of the same shape; the highest number of its type where a state is infeasible.
    """
    top = np.iinfo(values.dtype).max
    lowest = np.where(game.feasible, values, top)
    while True:
        before = lowest
        for player in players:
            lowest = _by_own_move(game, player, lowest, np.minimum)
            if not game.all_feasible:
                lowest = np.where(game.feasible, lowest, top)
        if game.all_feasible or len(players) < 2 or np.array_equal(before, lowest):
            return lowest


def worst_by_joint_improvements(game: Game, ladders: Ladders, players: Sequence[int], values: Values) -> Values:
    """The lowest value that legal sequences of improvements reach, each move better for who makes it; start included."""
    lowest = np.where(game.feasible, values, -1).ravel()
    pending = {player: np.ones(ladders[player].lanes, dtype=bool) for player in players}
    while any(lanes.any() for lanes in pending.values()):
        for player in players:
            lanes = np.flatnonzero(pending[player])
            if not lanes.size:
                continue
            pending[player][:] = False
            fallen = ladders[player].climb(lowest, lanes, wanted=len(players) > 1)
            for other in players:
                if other != player and fallen.size:
                    pending[other][ladders[other].lane(fallen)] = True
    lowest = lowest.reshape(values.shape)
    return lowest if game.all_feasible else np.where(game.feasible, lowest, np.iinfo(values.dtype).max)


def _by_own_move(game: Game, player: int, values: Values, choose: np.ufunc) -> Values:
    """Minimum or maximum over own moves and staying; one own option after the other, irreversible ones one way."""
    low, width = game.lows[player], game.widths[player]
    own = ((1 << width) - 1) << low
    if not width:
        return values
    if not own & (game.stays_taken | game.stays_dropped):
        axes = values.reshape(-1, 1 << width, 1 << low)
        return np.broadcast_to(choose.reduce(axes, axis=1, keepdims=True), axes.shape).reshape(values.shape)
    result = values.copy()
    for bit in range(low, low + width):
        halves = result.reshape(-1, 2, 1 << bit)
        both = choose(halves[:, 0], halves[:, 1])
        if not game.stays_taken >> bit & 1:
            halves[:, 1] = both
        if not game.stays_dropped >> bit & 1:
            halves[:, 0] = both
    return result


@dataclass(frozen=True)
class Rung:
    """States of each lane from best to worst for one decision maker, as far as one kind of start can reach them.

    Attributes
    ----------
    order : array of int, shape (own states, lanes)
        Flat positions, best first.
    better : array of int or None
        For each of them the number of states strictly better; None where that is its place (no ties).
    starts : array of bool or None
        Which of them are starts; None: all.
    """

    order: Codes
    better: Codes | None
    starts: NDArray[np.bool_] | None


class Ladder:
    """The improvements of one decision maker. A lane holds the states that differ in its own options alone."""

    def __init__(self, game: Game, player: int) -> None:
        self.low, self.width = game.lows[player], game.widths[player]
        self.lanes = (game.draws << len(game.options)) >> self.width
        payoffs = game.payoffs[player].reshape(-1, 1 << self.width, 1 << self.low)
        own = ((1 << self.width) - 1) << self.low
        taken, dropped = (game.stays_taken & own) >> self.low, (game.stays_dropped & own) >> self.low
        self.rungs = [
            _rung(payoffs, self.low, positions, starts) for positions, starts in _pools(self.width, taken, dropped)
        ]

    def lane(self, positions: Codes) -> Codes:
        """The lanes of flat positions."""
        if not self.low:
            return positions >> self.width
        return (positions >> (self.low + self.width)) << self.low | positions & ((1 << self.low) - 1)

    def climb(self, lowest: Values, lanes: Codes, wanted: bool) -> Codes:
        """Lower each state of the lanes to the lowest value among its improvements, in place.

        Returns
        -------
        array of int
            Flat positions of the states that fell, where `wanted`.
        """
        fallen = []
        everywhere = lanes.size == self.lanes
        # All rungs read the values from before this climb: one move is made, not several.
        updates = []
        for rung in self.rungs:
            order = rung.order if everywhere else rung.order[:, lanes]
            values = lowest.take(order)
            above = np.empty_like(values)
            above[0] = np.iinfo(lowest.dtype).max
            np.minimum.accumulate(values[:-1], axis=0, out=above[1:])
            if rung.better is not None:
                better = rung.better if everywhere else rung.better[:, lanes]
                above = np.take_along_axis(above, better, axis=0)
            falls = above < values
            if rung.starts is not None:
                falls &= rung.starts if everywhere else rung.starts[:, lanes]
            updates.append((order[falls], above[falls]))
        for positions, values in updates:
            lowest[positions] = values
            if wanted:
                fallen.append(positions)
        return np.concatenate(fallen) if fallen else np.empty(0, dtype=np.intp)


Ladders = list[Ladder]


def ladders_of(game: Game) -> Ladders:
    """The improvements of each decision maker, sorted once for all concepts."""
    return [Ladder(game, player) for player in range(len(game.names))]


def _pools(width: int, taken: int, dropped: int) -> list[tuple[Codes, NDArray[np.bool_] | None]]:
    """Own states that the same irreversible options leave within reach, with the starts that they serve."""
    own = np.arange(1 << width)
    if not taken | dropped:
        return [(own, None)]
    if width > 14:
        raise ModelFileError(f"a decision maker with {width} options, some irreversible; at most 14 are reckoned with")
    pools = []
    for pattern in np.unique(own & (taken | dropped)):
        reach = own[((own & pattern & taken) == pattern & taken) & ((own & ~pattern & dropped) == 0)]
        pools.append((reach, (reach & (taken | dropped)) == pattern))
    return pools


def _rung(payoffs: Values, low: int, positions: Codes, starts: NDArray[np.bool_] | None) -> Rung:
    """Sort each lane by payoff, best first. Infeasible states (payoff -1) come last and reach nothing that counts."""
    count = positions.size
    bits = max(count - 1, 1).bit_length()
    lanes = np.ascontiguousarray(payoffs[:, positions].transpose(0, 2, 1)).reshape(-1, count)
    top = int(payoffs.max(initial=0))
    kind = np.int32 if (top + 2) << bits < 2**31 else np.int64
    keys = (top - lanes.astype(kind)) << bits | np.arange(count, dtype=kind)
    keys.sort(axis=1)
    keys = np.ascontiguousarray(keys.T)
    place = positions[keys & ((1 << bits) - 1)]
    lane = np.arange(lanes.shape[0])
    first = (lane >> low << low) * (payoffs.shape[1]) + (lane & ((1 << low) - 1))
    order = first + (place << low)
    worth = keys >> bits
    same = (worth[1:] == worth[:-1]) & (worth[1:] <= top)
    better: Codes | None = None
    if same.any():
        better = np.broadcast_to(np.arange(count)[:, None], order.shape).copy()
        better[1:][same] = 0
        np.maximum.accumulate(better, axis=0, out=better)
    sources = None if starts is None else starts[np.searchsorted(positions, place)]
    return Rung(order, better, sources)
