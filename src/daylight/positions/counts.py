"""Counts of claims by row, column and qualifier value: what every discourse network is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars
from numpy.typing import NDArray

from daylight.errors import InputError, TooLargeError

DUPLICATES = ("none", "document", "week", "month", "year", "range")
VARIANTS = ("standard", "dna")

DENSE_CELLS = 60_000_000
"""Counts of up to so many cells are kept as a full array, larger ones as a sparse matrix."""

DENSE_SHARE = 0.05
"""Counts filled less than this are multiplied as sparse matrices."""

Matrix = Any
"""A numpy array or scipy.sparse matrix of 64-bit floats."""


@dataclass(frozen=True)
class Counts:
    """Claims counted by row label, column label and qualifier value.

    `by_value[k][i, j]` counts the retained claims of row i on column j with the k-th qualifier value (weighted, if
    the claims were weighed). Labels and values ascend; labels by code point.
    """

    rows: list[str]
    columns: list[str]
    values: list[Any]
    by_value: list[Matrix]
    claims: float
    """Retained claims."""

    @property
    def distances(self) -> NDArray[np.float64]:
        """Qualifier values laid over [0, 1]; texts and a single value have none and stand at equal distance 1."""
        if self.values and isinstance(self.values[0], str):
            raise InputError("a text qualifier has no order; use a boolean or number qualifier")
        values = np.array([float(v) for v in self.values])
        span = values.max() - values.min() if len(values) > 1 else 0.0
        return np.asarray((values - values.min()) / (span or 1.0)) if len(values) else values


@dataclass(frozen=True)
class Coded:
    """Claims with their labels, qualifier values and units of duplicates as numbers, all arrays of one length."""

    rows: list[str]
    columns: list[str]
    values: list[Any]
    row: NDArray[np.int64]
    column: NDArray[np.int64]
    value: NDArray[np.int64]
    unit: NDArray[np.int64] | None
    separate: bool


def encode(
    frame: polars.DataFrame,
    rows: str,
    columns: str,
    qualifier: str | None = None,
    duplicates: str = "none",
    variant: str = "standard",
    separate: bool = True,
    labels: tuple[list[str], list[str]] | None = None,
) -> tuple[Coded, polars.DataFrame]:
    """Number the labels of claims, once for all networks made of them.

    Parameters
    ----------
    frame : polars.DataFrame
        Claims, one row each, with a ``date`` and a ``document`` column where `duplicates` needs them.
    rows, columns, qualifier : str
        Column names. Claims without a row or column label or qualifier value, or with an empty label, do not count. A
        boolean qualifier has the values 0 and 1, also where only one of them occurs.
    duplicates : str
        One of `DUPLICATES`: of claims alike in row, column and qualifier value, one is kept per that unit.
    variant : str
        "standard", or "dna": weeks and months of different years are one unit, as in Discourse Network Analyzer 3.1.2.
    separate : bool
        Whether the qualifier value keeps claims from being duplicates of each other.
    labels : pair of lists of str, optional
        Sorted row and column labels to use (isolates among them) instead of those that occur.

    Returns
    -------
    Coded, polars.DataFrame
        The numbers, and the claims that they number.

    Raises
    ------
    InputError
        When an option is unknown or a column is missing.
    TooLargeError
        When rows × columns × values exceed what keys can number.
    """
    _check(frame, rows, columns, qualifier, duplicates, variant)
    kept = frame.filter(_named(rows) & _named(columns))
    if qualifier:
        kept = kept.filter(polars.col(qualifier).is_not_null())
    if labels:
        kept = kept.filter(
            polars.col(rows).cast(polars.String).is_in(labels[0])
            & polars.col(columns).cast(polars.String).is_in(labels[1])
        )
    row_labels, column_labels = labels or (_labels(kept[rows]), _labels(kept[columns]))
    values, value = _values(kept[qualifier]) if qualifier else ([1], np.zeros(len(kept), dtype=np.int64))
    if float(len(row_labels)) * len(column_labels) * len(values) >= 2**53:
        raise TooLargeError(
            f"{len(row_labels)} rows times {len(column_labels)} columns are too many to count; filter the claims first"
        )
    unit = None if duplicates == "none" else _units(kept, duplicates, variant)
    row, column = _codes(kept[rows], row_labels), _codes(kept[columns], column_labels)
    return Coded(row_labels, column_labels, values, row, column, value, unit, separate), kept


def count(
    coded: Coded,
    part: slice | NDArray[np.bool_] | None = None,
    weight: NDArray[np.float64] | None = None,
    isolates: bool = True,
) -> Counts:
    """Count numbered claims, duplicates removed.

    Parameters
    ----------
    coded : Coded
        From `encode`.
    part : slice or boolean array, optional
        Which claims; without it, all.
    weight : array, optional
        Weights of those claims, summed instead of counting; of duplicates, the first one's counts.
    isolates : bool
        Whether labels without a claim in this part keep their row or column.
    """
    chosen = slice(None) if part is None else part
    row, column, value = coded.row[chosen], coded.column[chosen], coded.value[chosen]
    rows, columns = coded.rows, coded.columns
    if not isolates:
        row, rows = _compact(row, rows)
        column, columns = _compact(column, columns)
    shape = (len(rows), len(columns), max(len(coded.values), 1))
    keys = (row * shape[1] + column) * shape[2] + value
    if coded.unit is not None:
        alike = keys if coded.separate else keys // shape[2]
        keys, weight = _first_of_each(keys, alike, coded.unit[chosen], weight)
    total = float(len(keys)) if weight is None else float(weight.sum())
    return Counts(rows, columns, coded.values, _fill(keys, weight, shape), total)


def retained(
    frame: polars.DataFrame,
    rows: str,
    columns: str,
    qualifier: str | None,
    duplicates: str,
    variant: str = "standard",
    separate: bool = True,
) -> polars.DataFrame:
    """The claims that count: named in row and column, the earliest of duplicates; parameters as for `encode`."""
    _check(frame, rows, columns, qualifier, duplicates, variant)
    kept = frame.filter(_named(rows) & _named(columns))
    if duplicates == "none":
        return kept
    key = [rows, columns, *([qualifier] if qualifier and separate else [])]
    kept = kept.with_columns(polars.Series("unit", _units(kept, duplicates, variant)))
    return kept.unique([*dict.fromkeys(key), "unit"], keep="first", maintain_order=True).drop("unit")


def _check(
    frame: polars.DataFrame, rows: str, columns: str, qualifier: str | None, duplicates: str, variant: str
) -> None:
    for name in (rows, columns, qualifier):
        if name is not None and name not in frame.columns:
            raise InputError(f"no variable is called {name!r}; there are: {', '.join(frame.columns)}")
    if duplicates not in DUPLICATES:
        raise InputError(f"no duplicate rule is called {duplicates!r}; use one of {', '.join(DUPLICATES)}")
    if variant not in VARIANTS:
        raise InputError(f"no variant is called {variant!r}; use one of {', '.join(VARIANTS)}")


def _named(column: str) -> polars.Expr:
    return polars.col(column).is_not_null() & (polars.col(column).cast(polars.String) != "")


def labels_of(frame: polars.DataFrame, column: str) -> list[str]:
    """Labels of a column, empty ones left out, ascending by code point."""
    return _labels(frame.filter(_named(column))[column])


def _labels(series: polars.Series) -> list[str]:
    """Labels that occur, ascending by code point (the order of UTF-8 bytes); numbers by size."""
    return series.unique().sort().cast(polars.String).to_list()


def _codes(series: polars.Series, labels: list[str]) -> NDArray[np.int64]:
    """Place of each value among the labels, -1 where it is not among them."""
    if series.dtype != polars.String:
        series = series.cast(polars.String)
    if not labels:
        return np.full(len(series), -1, dtype=np.int64)
    physical = series.cast(polars.Enum(labels), strict=False).to_physical().cast(polars.Int64).fill_null(-1)
    return physical.to_numpy()


def _values(series: polars.Series) -> tuple[list[Any], NDArray[np.int64]]:
    """Qualifier values that occur, ascending, and the place of each; missing ones are -1."""
    if series.dtype == polars.Boolean:
        return [0, 1], series.cast(polars.Int64).fill_null(-1).to_numpy()
    values = series.drop_nulls().unique().sort()
    places = polars.DataFrame({"v": values, "place": np.arange(len(values))})
    at = polars.DataFrame({"v": series}).join(places, on="v", how="left", maintain_order="left")["place"]
    found = values.to_list()
    if found and not isinstance(found[0], str) and set(found) <= {0, 1}:
        return [0, 1], series.cast(polars.Int64).fill_null(-1).to_numpy()
    return found, at.fill_null(-1).to_numpy()


def _units(frame: polars.DataFrame, duplicates: str, variant: str) -> NDArray[np.int64]:
    """Number of the unit (document, week …) in which duplicates of each claim are sought; undated ones share one."""
    if duplicates == "range":
        return np.zeros(len(frame), dtype=np.int64)
    if duplicates == "document":
        named = frame["document"].cast(polars.String).cast(polars.Categorical).to_physical()
        return named.cast(polars.Int64).fill_null(-1).to_numpy()
    date = frame["date"].dt
    if duplicates == "year":
        unit = date.year()
    elif duplicates == "month":
        unit = date.month() if variant == "dna" else date.year() * 12 + date.month()
    else:
        unit = date.week() if variant == "dna" else date.iso_year() * 54 + date.week()
    return unit.cast(polars.Int64).fill_null(0).to_numpy()


def _compact(codes: NDArray[np.int64], labels: list[str]) -> tuple[NDArray[np.int64], list[str]]:
    """Codes and labels without those labels that do not occur."""
    there = np.zeros(len(labels), dtype=bool)
    there[codes] = True
    if there.all():
        return codes, labels
    return (np.cumsum(there) - 1)[codes], [labels[k] for k in np.flatnonzero(there)]


def _first_of_each(
    keys: NDArray[np.int64],
    alike: NDArray[np.int64],
    units: NDArray[np.int64],
    weight: NDArray[np.float64] | None,
) -> tuple[NDArray[np.int64], NDArray[np.float64] | None]:
    """Keys (and weights) of the claims that are the first of their kind in their unit."""
    if not len(keys):
        return keys, weight
    low = int(units.min())
    span = int(units.max()) - low + 1
    marked = alike * span + (units - low)
    if weight is None and alike is keys:
        return polars.Series(marked).unique().to_numpy() // span, None
    if weight is None:
        table = polars.DataFrame({"mark": marked, "key": keys}).unique("mark", keep="any")
        return table["key"].to_numpy(), None
    table = polars.DataFrame({"mark": marked, "key": keys, "weight": weight})
    table = table.unique("mark", keep="first", maintain_order=True)
    return table["key"].to_numpy(), table["weight"].to_numpy()


def _fill(keys: NDArray[np.int64], weights: NDArray[np.float64] | None, shape: tuple[int, int, int]) -> list[Matrix]:
    rows, columns, values = shape
    cells = rows * columns * values
    if cells <= DENSE_CELLS and (cells < 10_000 or len(keys) > DENSE_SHARE * cells):
        full = np.bincount(keys, weights, minlength=cells).astype(np.float64, copy=False).reshape(shape)
        return [np.ascontiguousarray(full[:, :, k]) for k in range(values)]
    from scipy.sparse import csr_matrix

    cell, value = keys // values, keys % values
    matrices = []
    for k in range(values):
        own = value == k if values > 1 else slice(None)
        filled, place = np.unique(cell[own], return_inverse=True)
        data = np.bincount(place, None if weights is None else weights[own], minlength=len(filled))
        starts = np.searchsorted(filled, np.arange(rows + 1) * columns)
        parts = (data.astype(np.float64, copy=False), filled % columns, starts)
        matrices.append(csr_matrix(parts, shape=(rows, columns)))
    return matrices
