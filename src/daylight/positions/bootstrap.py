"""Bootstrap over statements: how a result would vary had other statements of the same debate been collected."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import polars

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
