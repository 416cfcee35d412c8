"""Polarisation: how nearly a debate falls into camps that agree within and disagree between.

The distance Q of a division into camps from a perfectly polarised debate, after Leifeld and co-authors as computed by
DNA 3.1.2: with congruence C and conflict X (average-normalised), Q sums |C - e| + |X| over pairs within a camp and
|C| + |X - f| over pairs between camps, where e and f spread all congruence over the pairs within and all conflict
over the pairs between. 0 is full polarisation. The division sought is the one of least Q; DNA 3.1.2 maximises Q
instead (`variant="dna"`), over camps of equal size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb, factorial

import numpy as np
from numpy.typing import NDArray

from daylight.errors import InputError

EXACT = 20_000
"""Divisions up to which all are tried."""


@dataclass(frozen=True)
class Polarisation:
    """The best division found."""

    camps: NDArray[np.int64]
    """Camp of each row, the first row's 0."""
    distance: float
    """Normalised Q in [0, 1] or a little above; 0: perfectly polarised."""
    raw: float
    method: str
    """"exact" (all divisions tried) or "annealed"."""


def polarisation(
    congruence: NDArray[np.float64],
    conflict: NDArray[np.float64],
    camps: int = 2,
    variant: str = "standard",
    balanced: bool = False,
    seed: int = 0,
    steps: int = 6000,
) -> Polarisation:
    """The division into camps that comes nearest to full polarisation.

    Parameters
    ----------
    congruence, conflict : array of shape (n, n)
        Symmetric networks of the same actors, diagonal 0, none negative.
    camps : int
        How many, at least 2 and at most n; none is empty.
    variant : str
        "dna" seeks the largest Q among balanced divisions, as DNA 3.1.2 does.
    balanced : bool
        Only camps whose sizes differ by at most one.
    seed, steps : int
        Of the annealing, used where there are more than `EXACT` divisions.

    Raises
    ------
    InputError
        When there are fewer actors than camps.
    """
    n = len(congruence)
    if not 2 <= camps <= n:
        raise InputError(f"{n} actors cannot be divided into {camps} camps; ask for 2 to {n}")
    sign = -1.0 if variant == "dna" else 1.0
    balanced = balanced or variant == "dna"
    if _divisions(n, camps) <= EXACT:
        found = [
            (sign * distance(congruence, conflict, division), division)
            for division in _all_divisions(n, camps)
            if not balanced or _even(division)
        ]
        best = min(found, key=lambda item: round(item[0], 12))
        return _result(congruence, conflict, best[1], "exact")
    best_division = _annealed(congruence, conflict, camps, sign, balanced, np.random.default_rng(seed), steps)
    return _result(congruence, conflict, best_division, "annealed")


def distance(congruence: NDArray[np.float64], conflict: NDArray[np.float64], camps: NDArray[np.int64]) -> float:
    """Q of a division, not normalised."""
    same = camps[:, None] == camps[None, :]
    sizes = np.bincount(camps).astype(np.float64)
    own = sizes[camps]
    within = float((sizes * (sizes - 1)).sum())
    between = float(len(camps) ** 2 - (sizes**2).sum())
    all_congruence, all_conflict = np.abs(congruence).sum(), np.abs(conflict).sum()
    share_in = own * (own - 1) / within * all_congruence / within if within else np.zeros(len(camps))
    share_out = np.outer(own, own) * all_conflict / between**2 if between else np.zeros_like(conflict)
    inside = np.abs(congruence - share_in[:, None]) + np.abs(conflict)
    outside = np.abs(congruence) + np.abs(conflict - share_out)
    terms = np.where(same, inside, outside)
    np.fill_diagonal(terms, 0.0)
    return float(terms.sum() / 2)


def normalised(raw: float, congruence: NDArray[np.float64], conflict: NDArray[np.float64]) -> float:
    """Q as a share of twice all ties."""
    total = np.abs(congruence).sum() + np.abs(conflict).sum()
    return float(raw / total) if total else 0.0


def _result(
    congruence: NDArray[np.float64], conflict: NDArray[np.float64], camps: NDArray[np.int64], method: str
) -> Polarisation:
    raw = distance(congruence, conflict, camps)
    seen = {camp: number for number, camp in enumerate(dict.fromkeys(camps.tolist()))}
    ordered = np.array([seen[camp] for camp in camps.tolist()], dtype=np.int64)
    return Polarisation(ordered, normalised(raw, congruence, conflict), raw, method)


def _divisions(n: int, camps: int) -> int:
    """How many divisions of n into so many camps there are (Stirling number of the second kind)."""
    signed = sum((1 - 2 * (k % 2)) * comb(camps, k) * (camps - k) ** n for k in range(camps + 1))
    return int(signed // factorial(camps))


def _all_divisions(n: int, camps: int) -> Iterator[NDArray[np.int64]]:
    """All divisions, each once: a member opens at most the next new camp."""

    def extend(head: list[int], opened: int) -> Iterator[list[int]]:
        if len(head) == n:
            yield head
            return
        for camp in range(min(opened + 1, camps)):
            now = max(opened, camp + 1)
            if camps - now <= n - len(head) - 1:
                yield from extend([*head, camp], now)

    for division in extend([0], 1):
        yield np.array(division, dtype=np.int64)


def _even(camps: NDArray[np.int64]) -> bool:
    sizes = np.bincount(camps)
    return bool(sizes.max() - sizes.min() <= 1)


def _annealed(
    congruence: NDArray[np.float64],
    conflict: NDArray[np.float64],
    camps: int,
    sign: float,
    balanced: bool,
    generator: np.random.Generator,
    steps: int,
) -> NDArray[np.int64]:
    """Simulated annealing over moves and swaps, started from the leading eigenvectors; then descent to the end."""
    n = len(congruence)
    net = congruence - conflict
    leading = np.linalg.eigh(net)[1][:, ::-1][:, : max(1, camps - 1)]
    order = np.lexsort(leading.T[::-1])
    now = np.empty(n, dtype=np.int64)
    now[order] = np.arange(n) * camps // n
    cost = sign * distance(congruence, conflict, now)
    best, least = now.copy(), cost
    hot = 0.05 * max(abs(cost), 1e-9)
    for step in range(steps):
        heat = hot * 0.001 ** (step / steps)
        trial = now.copy()
        i = int(generator.integers(n))
        if balanced or generator.random() < 0.3:
            j = int(generator.integers(n))
            trial[i], trial[j] = now[j], now[i]
        else:
            trial[i] = (now[i] + 1 + generator.integers(camps - 1)) % camps
        if len(np.unique(trial)) < camps:
            continue
        change = sign * distance(congruence, conflict, trial) - cost
        if change <= 0 or generator.random() < np.exp(-change / heat):
            now, cost = trial, cost + change
            if cost < least - 1e-12:
                best, least = now.copy(), cost
    return _descended(congruence, conflict, best, camps, sign, balanced)


def _descended(
    congruence: NDArray[np.float64],
    conflict: NDArray[np.float64],
    start: NDArray[np.int64],
    camps: int,
    sign: float,
    balanced: bool,
) -> NDArray[np.int64]:
    """The division after the best single moves (swaps, where camps stay balanced), until none is better."""
    n, now = len(start), start
    cost = sign * distance(congruence, conflict, now)
    improved = True
    while improved:
        improved = False
        if balanced:
            trials = [_swapped(now, i, j) for i, j in combinations(range(n), 2) if now[i] != now[j]]
        else:
            trials = [_moved(now, i, camp) for i in range(n) for camp in range(camps) if camp != now[i]]
        for trial in trials:
            if len(np.unique(trial)) == camps:
                found = sign * distance(congruence, conflict, trial)
                if found < cost - 1e-12:
                    now, cost, improved = trial, found, True
                    break
    return now


def _moved(camps: NDArray[np.int64], i: int, camp: int) -> NDArray[np.int64]:
    trial = camps.copy()
    trial[i] = camp
    return trial


def _swapped(camps: NDArray[np.int64], i: int, j: int) -> NDArray[np.int64]:
    trial = camps.copy()
    trial[i], trial[j] = camps[j], camps[i]
    return trial
