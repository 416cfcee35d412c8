"""What divides two camps: how far apart they stand on each issue, with intervals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars
from numpy.typing import NDArray

from daylight.positions.bootstrap import bootstrap


class Divide(NamedTuple):
    """Mean values of the claims of two camps on one issue, and their difference with 90 % of bootstrap draws."""

    issue: str
    mean_a: float
    claims_a: int
    mean_b: float
    claims_b: int
    difference: float
    """Of the first camp from the second, in [-2, 2]."""
    low: float
    high: float


def divides(
    frame: polars.DataFrame,
    rows: str,
    columns: str,
    qualifier: str,
    camp_of: dict[str, int],
    camps: tuple[int, int],
    least: int = 3,
    draws: int = 100,
    seed: int = 0,
    jobs: int = 1,
) -> list[Divide]:
    """Issues on which both camps made claims, those that divide them most first.

    Parameters
    ----------
    frame, rows, columns, qualifier
        As for `daylight.positions.networks.network`; a boolean qualifier counts as 1 and -1.
    camp_of : dict of str to int
        Camp of each actor; others are left out.
    camps : pair of int
        The two.
    least : int
        Claims of each camp on an issue below which it is left out.
    draws, seed, jobs
        Of the bootstrap over claims; draws that leave a camp without a claim on an issue say nothing of it.
    """
    value = polars.col(qualifier).cast(polars.Float64)
    value = value * 2 - 1 if frame.schema[qualifier] == polars.Boolean else value
    told = frame.select(
        camp=polars.col(rows).replace_strict(camp_of, default=None, return_dtype=polars.Int64),
        issue=polars.col(columns),
        value=value,
    ).drop_nulls()
    told = told.filter(polars.col("camp").is_in(camps))
    issues = told["issue"].unique().sort().to_list()

    def means(part: polars.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        at = np.zeros((2, len(issues)))
        many = np.zeros((2, len(issues)), dtype=np.int64)
        place = {issue: k for k, issue in enumerate(issues)}
        grouped = part.group_by("camp", "issue").agg(polars.col("value").mean(), polars.len())
        for camp, issue, mean, count in grouped.iter_rows():
            at[camps.index(camp), place[issue]], many[camps.index(camp), place[issue]] = mean, count
        return at, many

    mean, many = means(told)
    drawn = [np.where((m > 0).all(axis=0), a[0] - a[1], np.nan) for a, m in bootstrap(told, means, draws, seed, jobs)]
    found = []
    for k, issue in enumerate(issues):
        if many[:, k].min() >= least:
            gaps = np.array([d[k] for d in drawn if not np.isnan(d[k])] or [mean[0, k] - mean[1, k]])
            ends = np.quantile(gaps, [0.05, 0.95])
            sides = (float(mean[0, k]), int(many[0, k]), float(mean[1, k]), int(many[1, k]))
            found.append(Divide(issue, *sides, sides[0] - sides[2], float(ends[0]), float(ends[1])))
    return sorted(found, key=lambda d: (-abs(d.difference), d.issue))
