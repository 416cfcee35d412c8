"""Scale of discourse networks: time and memory beside a plain scipy.sparse formulation of the same thing, in one run.

    python benchmarks/networks.py [--statements 1000000] [--actors 2000] [--issues 500] [--repeat 3]

Both start from the same polars table of strings in memory. The plain formulation numbers the labels with the table's
own categories, removes duplicates with `numpy.unique`, counts with `scipy.sparse` and multiplies sparse matrices.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars
from scipy import sparse

from daylight.positions.networks import network
from daylight.positions.windows import calendar_windows, window_networks
from networks_from_desk import from_desk


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--statements", type=int, default=1_000_000)
    options.add_argument("--actors", type=int, default=2_000)
    options.add_argument("--issues", type=int, default=500)
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--desk", type=int, nargs="+", help="measure from desks of so many statements instead")
    given = options.parse_args()
    if given.desk:
        from_desk(given.desk, given.actors, given.issues, given.repeat)
        return
    frame = made_up(given.statements, given.actors, given.issues)
    print(f"{given.statements:,} statements, {given.actors:,} actors, {given.issues:,} issues, ten years\n")
    print(f"{'network':44} {'daylight s':>10} {'plain s':>10} {'ratio':>7}")
    cases = [("one", a, n, "none") for a in ("ignore", "congruence", "conflict", "subtract") for n in NORMALIZE]
    cases += [
        ("two", a, n, "none") for a in ("ignore", "subtract", "combine") for n in ("none", "activity", "prominence")
    ]
    cases += [("one", "congruence", "average", d) for d in ("document", "week", "month", "year", "range")]
    worst = 0.0
    for mode, aggregation, normalization, duplicates in cases:
        ours, made = fastest(
            lambda m=mode, a=aggregation, n=normalization, d=duplicates: (
                network(frame, "actor", "issue", "sign", m, a, n, d).matrix
            ),
            given.repeat,
        )
        theirs, wanted = fastest(
            lambda m=mode, a=aggregation, n=normalization, d=duplicates: plain(frame, m, a, n, d), given.repeat
        )
        np.testing.assert_allclose(made, wanted, atol=1e-9)
        worst = max(worst, ours / theirs)
        name = f"{mode} {aggregation} {normalization} {duplicates}"
        print(f"{name:44} {ours:10.3f} {theirs:10.3f} {ours / theirs:7.2f}")
    print(f"{'largest ratio':44} {'':10} {'':10} {worst:7.2f}\n")
    windows(frame.head(given.statements).sample(min(100_000, given.statements), seed=1).sort("date"), given.repeat)
    print("\ngrowth (one congruence average document)")
    for size in (given.statements // 4, given.statements // 2, given.statements):
        part = frame.sample(size, seed=2)
        seconds, _ = fastest(
            lambda p=part: network(p, "actor", "issue", "sign", "one", "congruence", "average", "document"), 2
        )
        print(f"  {size:>9,} statements {seconds:7.3f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"\npeak memory of this whole run, the plain formulation included: {peak:.2f} GiB")


def made_up(statements: int, actors: int, issues: int) -> polars.DataFrame:
    """Claims of a long-tailed debate: few actors and issues are in most of them."""
    generator = np.random.default_rng(0)

    def drawn(many: int, prefix: str) -> polars.Series:
        chance = 1 / np.arange(1, many + 1) ** 0.8
        numbers = generator.choice(many, statements, p=chance / chance.sum())
        return polars.Series([f"{prefix} {n:05d}" for n in range(many)]).gather(numbers)

    days = np.sort(generator.integers(0, 3652, statements))
    start = date(2015, 1, 1)
    return polars.DataFrame(
        {
            "actor": drawn(actors, "Actor"),
            "issue": drawn(issues, "Issue"),
            "sign": generator.random(statements) < 0.6,
            "date": polars.Series([start + timedelta(days=d) for d in range(3652)]).gather(days),
            "document": polars.Series("document", days * 20 + generator.integers(0, 20, statements)).cast(
                polars.String
            ),
        }
    )


NORMALIZE = ("none", "average", "jaccard", "cosine")


def plain(frame: polars.DataFrame, mode: str, aggregation: str, normalization: str, duplicates: str) -> Any:
    """The plain formulation."""
    rows, row = np.unique(frame["actor"].cast(polars.Categorical).to_physical().to_numpy(), return_inverse=True)
    columns, column = np.unique(frame["issue"].cast(polars.Categorical).to_physical().to_numpy(), return_inverse=True)
    order = (
        np.argsort(frame["actor"].unique(maintain_order=True).to_numpy()),
        np.argsort(frame["issue"].unique(maintain_order=True).to_numpy()),
    )
    places = [np.argsort(o) for o in order]
    row, column = places[0][row], places[1][column]
    value = frame["sign"].to_numpy().astype(np.int64)
    shape = len(rows), len(columns)
    if duplicates != "none":
        day = frame["date"].dt
        unit = (
            {
                "document": lambda: frame["document"].cast(polars.Categorical).to_physical(),
                "week": lambda: day.iso_year().cast(polars.Int64) * 54 + day.week().cast(polars.Int64),
                "month": lambda: day.year().cast(polars.Int64) * 12 + day.month().cast(polars.Int64),
                "year": lambda: day.year(),
                "range": lambda: polars.Series(np.zeros(len(frame), dtype=np.int64)),
            }[duplicates]()
            .to_numpy()
            .astype(np.int64)
        )
        key = ((unit * shape[0] + row) * shape[1] + column) * 2 + (value if aggregation != "ignore" else 0)
        first = np.unique(key, return_index=True)[1]
        row, column, value = row[first], column[first], value[first]
    x = [
        sparse.csr_matrix((np.ones((value == k).sum()), (row[value == k], column[value == k])), shape=shape)
        for k in (0, 1)
    ]
    total = x[0] + x[1]
    if mode == "two":
        if aggregation == "combine":
            matrix = 2.0 * (x[0] > 0) + 1.0 * (x[1] > 0)
            total = (matrix > 0).astype(float)
        else:
            matrix = total if aggregation == "ignore" else x[1] - x[0]
        matrix = matrix.toarray()
        if normalization == "activity":
            by = np.asarray(total.sum(axis=1))
        elif normalization == "prominence":
            by = np.asarray(total.sum(axis=0))
        else:
            return matrix
        return np.divide(matrix, by, out=np.zeros_like(matrix), where=by != 0)
    both = sparse.hstack(x, format="csr")
    if aggregation == "ignore":
        matrix = (total @ total.T).toarray()
    elif aggregation == "congruence":
        matrix = (both @ both.T).toarray()
    elif aggregation == "conflict":
        matrix = (sparse.hstack(x[::-1], format="csr") @ both.T).toarray()
    else:
        net = x[1] - x[0]
        matrix = (net @ net.T).toarray()
    activity = np.asarray(total.sum(axis=1)).ravel()
    if normalization == "average":
        by = (activity[:, None] + activity[None, :]) / 2
    elif normalization == "jaccard":
        lone = activity[:, None] - (both @ (both > 0).astype(float).T).toarray()
        by = lone + lone.T + (both @ both.T).toarray()
    elif normalization == "cosine":
        length = np.sqrt(np.asarray((total if aggregation == "ignore" else both).power(2).sum(axis=1)).ravel())
        by = np.outer(length, length)
    else:
        by = np.ones_like(matrix)
    matrix = np.divide(matrix, by, out=np.zeros_like(matrix), where=by != 0)
    np.fill_diagonal(matrix, 0)
    return matrix


def windows(frame: polars.DataFrame, repeat: int) -> None:
    """Time 120 monthly windows of 100,000 statements."""
    months = calendar_windows(frame["date"], "month")
    ours, made = fastest(
        lambda: [n.matrix.sum() for n in window_networks(frame, months, "actor", "issue", "sign", "one", "congruence")],
        repeat,
    )

    def sliced() -> list[float]:
        row = frame["actor"].cast(polars.Categorical).to_physical().to_numpy().astype(np.int64)
        column = frame["issue"].cast(polars.Categorical).to_physical().to_numpy().astype(np.int64)
        beside = column * 2 + frame["sign"].to_numpy()
        days = frame["date"].to_numpy()
        shape = int(row.max()) + 1, 2 * int(column.max()) + 2
        found = []
        for first, last in months:
            part = slice(*np.searchsorted(days, np.array([first, last + timedelta(days=1)], dtype="datetime64[D]")))
            x = sparse.csr_matrix((np.ones(part.stop - part.start), (row[part], beside[part])), shape=shape)
            ties = x @ x.T
            ties.setdiag(0)
            found.append(ties.sum())
        return found

    theirs, wanted = fastest(sliced, repeat)
    np.testing.assert_allclose(made, wanted)
    print(f"{f'{len(months)} monthly windows of {len(frame):,}':44} {ours:10.3f} {theirs:10.3f} {ours / theirs:7.2f}")


def fastest(work: Callable[[], Any], repeat: int) -> tuple[float, Any]:
    """Least wall-clock seconds of several runs, and the last result."""
    seconds, result = [], None
    for _ in range(repeat):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), result


if __name__ == "__main__":
    main()
