"""Polarisation: how nearly a debate falls into camps that agree within and disagree between.

The distance Q of a division into camps from a perfectly polarised debate, after Leifeld and co-authors as in DNA
3.1.2: with congruence C and conflict X (average-normalised), Q sums |C - e| + |X| over pairs within a camp and |C| +
|X - f| over pairs between camps, where e and f are what each pair would have if all congruence lay within and all
conflict between. The division sought is the one of least Q. DNA 3.1.2 maximises Q, over camps of equal size
(`variant="dna"`); and its e and f grow with the share of a camp (`spread="size"`), so that its Q is not 0 for a
perfectly polarised debate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb, factorial
from typing import Any

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
    spread: str | None = None,
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
    spread : str, optional
        "even": e and f are the same for all pairs; "size": they grow with the camps' share of pairs. By default even,
        and size for the variant "dna".
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
    spread = spread or ("size" if variant == "dna" else "even")
    debate = _Debate.of(congruence, conflict, spread)

    def cost(division: NDArray[np.int64]) -> float:
        return sign * debate.distance(division)

    if _divisions(n, camps) <= EXACT:
        found = [(cost(division), division) for division in _all_divisions(n, camps) if not balanced or _even(division)]
        best = min(found, key=lambda item: round(item[0], 12))
        return _result(congruence, conflict, best[1], spread, "exact")
    start = _by_eigenvectors(congruence - conflict, camps)
    annealed = _annealed(start, cost, camps, balanced, np.random.default_rng(seed), steps)
    return _result(congruence, conflict, _descended(annealed, cost, camps, balanced), spread, "annealed")


def distance(
    congruence: NDArray[np.float64], conflict: NDArray[np.float64], camps: NDArray[np.int64], spread: str = "even"
) -> float:
    """Q of a division, not normalised; `spread` as for `polarisation`."""
    return _Debate.of(congruence, conflict, spread).distance(camps)


def normalised(raw: float, congruence: NDArray[np.float64], conflict: NDArray[np.float64]) -> float:
    """Q as a share of twice all ties."""
    total = np.abs(congruence).sum() + np.abs(conflict).sum()
    return float(raw / total) if total else 0.0


def _result(
    congruence: NDArray[np.float64],
    conflict: NDArray[np.float64],
    camps: NDArray[np.int64],
    spread: str,
    method: str,
) -> Polarisation:
    raw = distance(congruence, conflict, camps, spread)
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


@dataclass(frozen=True)
class _Debate:
    """Ties of all pairs of actors, each pair once, so that Q of many divisions is quick."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    congruence: NDArray[np.float64]
    conflict: NDArray[np.float64]
    abs_congruence: NDArray[np.float64]
    abs_conflict: NDArray[np.float64]
    all_congruence: float
    all_conflict: float
    by_size: bool

    @classmethod
    def of(cls, congruence: NDArray[np.float64], conflict: NDArray[np.float64], spread: str) -> _Debate:
        i, j = np.triu_indices(len(congruence), 1)
        agree, differ = congruence[i, j], conflict[i, j]
        totals = float(np.abs(congruence).sum()), float(np.abs(conflict).sum())
        return cls(i, j, agree, differ, np.abs(agree), np.abs(differ), *totals, spread == "size")

    def distance(self, camps: NDArray[np.int64]) -> float:
        sizes = np.bincount(camps).astype(np.float64)
        within = float((sizes * (sizes - 1)).sum())
        between = float(len(camps) ** 2 - (sizes**2).sum())
        one, other = camps[self.first], camps[self.second]
        in_one = one == other
        expected_in: Any = self.all_congruence / (within or 1)
        expected_out: Any = self.all_conflict / (between or 1)
        if self.by_size:
            own = sizes[one]
            expected_in = expected_in * (own * (own - 1) / (within or 1))
            expected_out = expected_out * (own * sizes[other] / (between or 1))
        agree, differ = self.congruence, self.conflict
        inside = np.abs(agree - expected_in) + self.abs_conflict
        outside = self.abs_congruence + np.abs(differ - expected_out)
        return float(np.where(in_one, inside, outside).sum())


def _by_eigenvectors(net: NDArray[np.float64], camps: int) -> NDArray[np.int64]:
    """Camps of like size along the leading eigenvector of the net ties."""
    leading = np.linalg.eigh(net)[1][:, -1]
    start = np.empty(len(net), dtype=np.int64)
    start[np.argsort(leading, kind="stable")] = np.arange(len(net)) * camps // len(net)
    return start


def _annealed(
    start: NDArray[np.int64],
    cost: Callable[[NDArray[np.int64]], float],
    camps: int,
    balanced: bool,
    generator: np.random.Generator,
    steps: int,
) -> NDArray[np.int64]:
    """Simulated annealing over moves and swaps (Kirkpatrick, Gelatt & Vecchi, 1983)."""
    n, now = len(start), start
    here = least = cost(now)
    best = now
    hot = 0.05 * max(abs(here), 1e-9)
    for step in range(steps):
        heat = hot * 0.001 ** (step / steps)
        i, j = (int(k) for k in generator.integers(n, size=2))
        if balanced or generator.random() < 0.3:
            trial = _swapped(now, i, j)
        else:
            trial = _moved(now, i, int((now[i] + 1 + generator.integers(camps - 1)) % camps))
        if np.bincount(trial, minlength=camps).min() == 0:
            continue
        change = cost(trial) - here
        if change <= 0 or generator.random() < np.exp(-change / heat):
            now, here = trial, here + change
            if here < least - 1e-12:
                best, least = now, here
    return best


def _descended(
    start: NDArray[np.int64], cost: Callable[[NDArray[np.int64]], float], camps: int, balanced: bool
) -> NDArray[np.int64]:
    """The division after single moves (swaps, where camps stay balanced) for the better, until none is left."""
    n, now = len(start), start
    here, improved = cost(start), True
    while improved:
        improved = False
        if balanced:
            trials = [_swapped(now, i, j) for i, j in combinations(range(n), 2) if now[i] != now[j]]
        else:
            trials = [_moved(now, i, camp) for i in range(n) for camp in range(camps) if camp != now[i]]
        for trial in trials:
            if np.bincount(trial, minlength=camps).min() > 0 and cost(trial) < here - 1e-12:
                now, here, improved = trial, cost(trial), True
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
