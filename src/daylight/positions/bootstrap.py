"""Bootstrap over statements: how a result would vary had other statements of the same debate been collected."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import polars
from numpy.typing import NDArray

Result = TypeVar("Result")


def bootstrap(
    frame: polars.DataFrame, statistic: Callable[[polars.DataFrame], Result], draws: int, seed: int = 0, jobs: int = 1
) -> list[Result]:
    """A statistic of resampled claims.

    Parameters
    ----------
    frame : polars.DataFrame
        Claims; each draw takes as many rows, with replacement, in their order.
    statistic : callable
        From a table of claims to anything.
    draws : int
        How many.
    seed : int
        Each draw has a stream of its own made from it, so that results do not depend on `jobs`.
    jobs : int
        Threads.

    Returns
    -------
    list
        One result a draw.
    """
    streams = np.random.SeedSequence(seed).spawn(draws)

    def one(stream: np.random.SeedSequence) -> Result:
        at = np.sort(np.random.default_rng(stream).integers(0, len(frame), len(frame)))
        return statistic(frame[at])

    if jobs == 1:
        return [one(stream) for stream in streams]
    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(one, streams))


def pairs_alike(
    actors: list[str], division: NDArray[np.int64], drawn: list[tuple[list[str], NDArray[np.int64]]]
) -> NDArray[np.float64]:
    """Stability of each actor's place: share of its pairs with others that draws divide or join as the division does.

    Parameters
    ----------
    actors, division
        Names, and the camp of each.
    drawn : list of pairs
        Names and camps of each draw; actors that a draw misses have no pairs in it.

    Returns
    -------
    array of float
        nan where no draw holds the actor.
    """
    place = {actor: k for k, actor in enumerate(actors)}
    same = division[:, None] == division[None, :]
    alike, seen = np.zeros(len(actors)), np.zeros(len(actors))
    for names, camp in drawn:
        at = np.array([place[name] for name in names], dtype=np.int64)
        agree = (camp[:, None] == camp[None, :]) == same[np.ix_(at, at)]
        alike[at] += agree.sum(axis=1) - 1
        seen[at] += len(at) - 1
    return np.asarray(np.divide(alike, seen, out=np.full(len(actors), np.nan), where=seen > 0))
