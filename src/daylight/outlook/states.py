"""Conflicts as arrays: every combination of options is one cell, with one axis for each decision maker.

A state is a code whose bit ``bits[k]`` says whether option ``k`` is taken. The options of one decision maker are
neighbouring bits, so that an array over all states has, for that decision maker, the shape (above, its own options,
below) and its moves run along the middle axis. A leading batch of preference draws is simply more bits on top.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from daylight.errors import ModelFileError, TooLargeError
from daylight.outlook.expressions import Truth, parse
from daylight.outlook.model import Conflict

Payoffs = NDArray[Any]
"""Whole numbers, higher is better; -1 where a state is infeasible. Shape (decision makers, [draws,] states)."""
Codes = NDArray[np.intp]

SPARE_MEMORY = 0.8
"""Share of the free memory that a computation may take."""


@dataclass(frozen=True)
class Space:
    """The states of a conflict, without anyone's preferences.

    Attributes
    ----------
    names : tuple of str
        Decision makers.
    options : tuple of str
        Options in the order of the strings that name states.
    owner : tuple of int
        For each option, the index of its decision maker.
    feasible : array of bool, shape (states,)
        Over all ``2 ** len(options)`` codes.
    stays_taken, stays_dropped : int
        Bits of options that cannot be dropped once taken, and cannot be taken once dropped.
    shared : dict of int to int
        For a decision maker, bits of others' options that it can change as well.
    """

    names: tuple[str, ...]
    options: tuple[str, ...]
    owner: tuple[int, ...]
    feasible: Truth
    stays_taken: int = 0
    stays_dropped: int = 0
    shared: tuple[tuple[int, int], ...] = ()

    @cached_property
    def bits(self) -> tuple[int, ...]:
        """The bit of each option: grouped by owner, otherwise in option order."""
        order = sorted(range(len(self.options)), key=lambda k: (self.owner[k], k))
        return tuple(order.index(k) for k in range(len(self.options)))

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """Number of own options of each decision maker."""
        return tuple(self.owner.count(i) for i in range(len(self.names)))

    @cached_property
    def lows(self) -> tuple[int, ...]:
        """Lowest own bit of each decision maker."""
        return tuple(sum(self.widths[:i]) for i in range(len(self.names)))

    @property
    def size(self) -> int:
        return int(self.feasible.size)

    @cached_property
    def all_feasible(self) -> bool:
        return bool(self.feasible.all())

    def own(self, player: int) -> int:
        """Bits that a decision maker can change, shared ones among them."""
        return ((1 << self.widths[player]) - 1) << self.lows[player] | dict(self.shared).get(player, 0)

    @cached_property
    def reading_order(self) -> Codes:
        """Feasible states in option order, the first option changing fastest."""
        codes = np.arange(self.size)
        keys = np.zeros(self.size, dtype=np.int64)
        for k, bit in enumerate(self.bits):
            keys |= ((codes >> bit) & 1) << k
        feasible = np.flatnonzero(self.feasible)
        return feasible[np.argsort(keys[feasible], kind="stable")]

    def string(self, code: int) -> str:
        """The string of Y and N, in option order, that names a state."""
        return "".join("Y" if code >> bit & 1 else "N" for bit in self.bits)

    def strings(self, chosen: Truth) -> list[str]:
        """Names of the feasible states where `chosen` is true, in reading order."""
        codes = self.reading_order[chosen[self.reading_order]]
        letters = np.empty((codes.size, len(self.options)), dtype="S1")
        for k, bit in enumerate(self.bits):
            letters[:, k] = np.where((codes >> bit) & 1, b"Y", b"N")
        if not len(self.options):
            return [""] * codes.size
        return [name.decode() for name in letters.view(f"S{len(self.options)}").ravel().tolist()]

    def code(self, string: str) -> int:
        """The state that a string of Y and N names.

        Raises
        ------
        ModelFileError
            Where the string does not fit the options.
        """
        if len(string) != len(self.options) or set(string.upper()) - {"Y", "N"}:
            wanted = f"{len(self.options)} letters Y or N, one for each of {', '.join(self.options)}"
            raise ModelFileError(f"{string!r} names no state; wanted are {wanted}")
        return sum(1 << bit for letter, bit in zip(string.upper(), self.bits, strict=True) if letter == "Y")

    def columns(self) -> dict[str, Truth]:
        """For each option, in which states it is taken."""
        codes = np.arange(self.size)
        return {name: (codes >> bit & 1).astype(bool) for name, bit in zip(self.options, self.bits, strict=True)}

    def where(self, expression: str) -> Truth:
        """In which states an expression holds."""
        return parse(expression, self.options).holds(self.columns())

    def taken(self, code: int) -> tuple[str, ...]:
        """Options taken in a state."""
        return tuple(name for name, bit in zip(self.options, self.bits, strict=True) if code >> bit & 1)

    def moves(self, player: int, code: int) -> list[int]:
        """States that a decision maker can reach from a state in one move of its own."""
        own = self.own(player)
        part, found = own, []
        while part:
            target = code ^ part
            dropped, taken = code & part, target & part
            if self.feasible[target] and not dropped & self.stays_taken and not taken & self.stays_dropped:
                found.append(target)
            part = (part - 1) & own
        return sorted(found)

    def all_moves(self, player: int) -> Iterable[tuple[Codes, Truth]]:
        """For each combination of own options to change: where it leads from each state, and whether it may be done."""
        codes = np.arange(self.size)
        own = self.own(player)
        part = own
        while part:
            targets = codes ^ part
            legal = self.feasible & self.feasible[targets]
            if part & self.stays_taken:
                legal &= (codes & part & self.stays_taken) == 0
            if part & self.stays_dropped:
                legal &= (targets & part & self.stays_dropped) == 0
            yield targets, legal
            part = (part - 1) & own


@dataclass(frozen=True)
class Game(Space):
    """A conflict with everyone's preferences, as arrays: what every stability concept works on."""

    payoffs: Payoffs = None  # type: ignore[assignment]

    @property
    def draws(self) -> int:
        """Number of preference draws in the batch; 1 where there is none."""
        return int(self.payoffs.shape[1]) if self.payoffs.ndim == 3 else 1

    def with_payoffs(self, payoffs: NDArray[Any]) -> Game:
        """The same states with other payoffs, over all codes; any numbers, higher is better."""
        return replace(self, payoffs=ranks(payoffs, self.feasible))


def ranks(payoffs: NDArray[Any], feasible: Truth) -> Payoffs:
    """Payoffs as small whole numbers in the same order: -1 where infeasible, otherwise from 0.

    Parameters
    ----------
    payoffs : array, shape (..., states)
        Any real numbers; only their order counts.
    feasible : array of bool, shape (states,)
    """
    payoffs = np.asarray(payoffs)
    if np.issubdtype(payoffs.dtype, np.integer):
        low, high = int(payoffs.min(initial=0)), int(payoffs.max(initial=0))
        if low >= 0 and high < min(2**30, 8 * payoffs.shape[-1] + 256):
            kind = np.int16 if high < 2**15 - 2 else np.int32
            return np.where(feasible, payoffs, -1).astype(kind)
    flat = payoffs.reshape(-1, payoffs.shape[-1])
    dense = np.stack([np.unique(row, return_inverse=True)[1] for row in flat]).reshape(payoffs.shape)
    return np.where(feasible, dense, -1).astype(np.int16 if payoffs.shape[-1] < 2**15 - 2 else np.int32)


def space_of(conflict: Conflict) -> Space:
    """The states of a conflict.

    Raises
    ------
    TooLargeError
        Where its states would not fit into memory; the message gives the estimated need.
    ModelFileError
        Where options or rules do not fit together, or no state is feasible.
    """
    owners = conflict.owners()
    names = tuple(conflict.decision_makers)
    options = tuple(owners)
    owner = tuple(names.index(dm) for dm in owners.values())
    refuse_if_too_large(len(options), len(names))
    bare = Space(names, options, owner, np.ones(1 << len(options), dtype=bool))
    bit = dict(zip(options, bare.bits, strict=True))
    parts = {name: conflict.option(name) for name in options}
    shared: dict[int, int] = {}
    for name, part in parts.items():
        for other in part.shared_with:
            shared[names.index(other)] = shared.get(names.index(other), 0) | 1 << bit[name]
    space = replace(
        bare,
        feasible=_feasible(conflict, bare),
        stays_taken=sum(1 << bit[name] for name, part in parts.items() if part.irreversible == "taken"),
        stays_dropped=sum(1 << bit[name] for name, part in parts.items() if part.irreversible == "dropped"),
        shared=tuple(sorted(shared.items())),
    )
    if not space.feasible.any():
        raise ModelFileError("no state is feasible: 'infeasible' and 'requires' leave nothing")
    return space


def refuse_if_too_large(options: int, players: int, draws: int = 1) -> None:
    """Raise TooLargeError where solving a model of this size would not fit into the free memory.

    For each state and decision maker a payoff, its place in the order of improvements, and working copies are held.
    """
    need = draws * (players * 24 + 48) << options
    what = f"a model of {options} options and {players} decision makers ({draws} draw{'s' * (draws > 1)})"
    refuse_if_more(need, what)


def refuse_if_more(need: int, what: str) -> None:
    """Raise TooLargeError where `what` needs more bytes than there is free memory to spare."""
    free = _free_memory()
    if need > SPARE_MEMORY * free:
        raise TooLargeError(
            f"{what} needs about {in_words(need)} of memory, {in_words(free)} are free; leave options out, or split it"
        )


def in_words(size: float) -> str:
    """A number of bytes for people."""
    units = ("bytes", "kB", "MB", "GB", "TB")
    power = next((k for k in range(len(units)) if size < 1000 ** (k + 1)), len(units) - 1)
    return f"{size / 1000**power:,.0f} {units[power]}"


def _free_memory() -> float:
    try:
        return float(os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    except (AttributeError, ValueError, OSError):
        return 2e9


def _feasible(conflict: Conflict, space: Space) -> Truth:
    if conflict.feasible:
        feasible = np.zeros(space.size, dtype=bool)
        feasible[[space.code(string) for string in conflict.feasible]] = True
    else:
        feasible = np.ones(space.size, dtype=bool)
    columns = space.columns() if conflict.infeasible or conflict.requires else {}
    for rule in conflict.infeasible:
        feasible &= ~parse(rule.rule, space.options).holds(columns)
    for rule in conflict.requires:
        feasible &= parse(rule.rule, space.options).holds(columns)
    return feasible
