"""What can be reached, as a minimum (or maximum) of one number over the reachable states.

All stability concepts ask for the worst (or best) value that a chain of moves can bring about. For a single decision
maker that is a minimum along its own axis; for several opponents it is a fixed point: states are lowered to what
their neighbours reach until nothing falls any more. No table of pairs of states is ever made.

Legal sequences forbid a decision maker to move twice in a row. As any two moves (improvements) of one decision maker
are also one move (improvement), the states that legal sequences reach are, but for the start, those that any
sequences reach. Whether the start counts makes no difference to any concept here: nobody is deterred by the state it
wants to move to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from daylight.outlook.states import Codes, Game, refuse_if_more

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


def worst_by_joint_improvements(game: Game, ladders: list[Ladder], players: Sequence[int], values: Values) -> Values:
    """The lowest value that legal sequences of improvements reach, each better for its mover; start included."""
    lowest = np.append(np.where(game.feasible, values, -1), values.dtype.type(-1))
    pending = {player: np.ones(ladders[player].lanes, dtype=bool) for player in players}
    while any(lanes.any() for lanes in pending.values()):
        for player in players:
            lanes = np.flatnonzero(pending[player])
            if not lanes.size:
                continue
            pending[player][:] = False
            fallen = ladders[player].climb(lowest, lanes)
            for other in players:
                if other == player or not fallen.size:
                    continue
                if 2 * fallen.size > lowest.size:
                    pending[other][:] = True
                else:
                    pending[other][ladders[other].lane(fallen)] = True
    found = lowest[:-1].reshape(values.shape)
    return found if game.all_feasible else np.where(game.feasible, found, np.iinfo(values.dtype).max)


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


class Ladder:
    """The improvements of one decision maker: its states sorted from best to worst, lane by lane.

    A lane holds the states that differ in its own options alone. Where some of these are irreversible, each lane is
    sorted once for each pattern of them, over what that pattern still reaches, and serves the states of that pattern.

    Attributes
    ----------
    order : array of int, shape (own states, patterns x lanes)
        Flat positions, best first; the last position of all is a blank that pads short columns.
    better : array of int or None
        For each of them the number of states strictly better; None where that is its row (no ties).
    starts : array of bool or None
        Which of them the column serves; None: all.
    """

    def __init__(self, game: Game, player: int) -> None:
        self.low, self.width = game.lows[player], game.widths[player]
        self.lanes = (game.draws << len(game.options)) >> self.width
        own = ((1 << self.width) - 1) << self.low
        taken, dropped = (game.stays_taken & own) >> self.low, (game.stays_dropped & own) >> self.low
        pools = _pools(self.width, taken, dropped)
        need = (len(pools) * 32 * game.draws) << len(game.options)
        if len(pools) > 1:
            refuse_if_more(need, f"{game.names[player]} has {len(pools)} patterns of irreversible options, which")
        payoffs = game.payoffs[player].reshape(-1, 1 << self.width, 1 << self.low)
        columns = [_sorted_lanes(payoffs, self.low, positions) for positions in pools]
        self.order: Codes = np.concatenate([order for order, _ in columns], axis=1)
        self.better: Codes | None = None
        if any(better is not None for _, better in columns):
            rows = np.arange(1 << self.width)[:, None]
            self.better = np.concatenate(
                [np.broadcast_to(rows, order.shape) if better is None else better for order, better in columns], axis=1
            )
        self.starts: NDArray[np.bool_] | None = None
        if len(pools) > 1:
            pattern = (self.order >> self.low) & (taken | dropped)
            patterns = np.unique(np.arange(1 << self.width) & (taken | dropped))
            self.starts = pattern == np.repeat(patterns, self.lanes)
            self.starts &= self.order < game.draws << len(game.options)

    def lane(self, positions: Codes) -> Codes:
        """The lanes of flat positions."""
        if not self.low:
            return positions >> self.width
        return (positions >> (self.low + self.width)) << self.low | positions & ((1 << self.low) - 1)

    def climb(self, lowest: Values, lanes: Codes) -> Codes:
        """Lower each state of the lanes to the lowest value among its improvements, in place.

        Parameters
        ----------
        lowest : array of int, shape (all positions + 1,)
            Values by flat position, with a blank at the end.

        Returns
        -------
        array of int
            Flat positions of the states that fell.
        """
        order, better, starts = self.order, self.better, self.starts
        if lanes.size < self.lanes:
            columns = (np.arange(order.shape[1] // self.lanes)[:, None] * self.lanes + lanes).ravel()
            order = order[:, columns]
            better = None if better is None else better[:, columns]
            starts = None if starts is None else starts[:, columns]
        values = lowest.take(order, mode="clip")
        above = np.empty_like(values)
        above[0] = np.iinfo(lowest.dtype).max
        np.minimum.accumulate(values[:-1], axis=0, out=above[1:])
        if better is not None:
            above = np.take_along_axis(above, better, axis=0)
        falls = above < values
        if starts is not None:
            falls &= starts
        fallen = order[falls]
        lowest[fallen] = above[falls]
        return fallen


Ladders = list[Ladder]


def ladders_of(game: Game) -> Ladders:
    """The improvements of each decision maker, sorted once for all concepts."""
    return [Ladder(game, player) for player in range(len(game.names))]


def _pools(width: int, taken: int, dropped: int) -> list[Codes]:
    """For each pattern of irreversible options, in ascending order, the own states that it still reaches."""
    own = np.arange(1 << width)
    pools = []
    for pattern in np.unique(own & (taken | dropped)):
        pools.append(own[((own & pattern & taken) == pattern & taken) & ((own & ~pattern & dropped) == 0)])
    return pools


def _sorted_lanes(payoffs: Values, low: int, positions: Codes) -> tuple[Codes, Codes | None]:
    """Order and ties of each lane, best first. Infeasible states (payoff -1) come last, and count for nothing."""
    count, own = positions.size, payoffs.shape[1]
    bits = max(count - 1, 1).bit_length()
    lanes = np.ascontiguousarray(payoffs[:, positions].transpose(0, 2, 1)).reshape(-1, count)
    top = int(payoffs.max(initial=0))
    kind = np.dtype(np.int32) if (top + 2) << bits < 2**31 else np.dtype(np.int64)
    keys: NDArray[Any] = np.left_shift(top - lanes.astype(kind), bits) | np.arange(count, dtype=kind)
    keys.sort(axis=1)
    keys = np.ascontiguousarray(keys.T)
    lane = np.arange(lanes.shape[0])
    first = (lane >> low << low) * own + (lane & ((1 << low) - 1))
    order = np.full((own, lanes.shape[0]), payoffs.size, dtype=np.intp)
    order[:count] = first + (positions[keys & ((1 << bits) - 1)] << low)
    worth = keys >> bits
    same = (worth[1:] == worth[:-1]) & (worth[1:] <= top)
    if not same.any():
        return order, None
    better = np.broadcast_to(np.arange(own)[:, None], order.shape).copy()
    better[1:count][same] = 0
    np.maximum.accumulate(better, axis=0, out=better)
    return order, better
