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


def counts(
    frame: polars.DataFrame,
    rows: str,
    columns: str,
    qualifier: str | None = None,
    duplicates: str = "none",
    variant: str = "standard",
    separate: bool = True,
    labels: tuple[list[str], list[str]] | None = None,
    weight: str | None = None,
) -> Counts:
    """Count claims by the values of two or three of their columns.

    Parameters
    ----------
    frame : polars.DataFrame
        Claims, one row each, with a ``date`` and a ``document`` column where `duplicates` needs them.
    rows, columns, qualifier : str
        Column names. Claims without a row or column label, or with an empty one, do not count. A boolean qualifier
        has the values 0 and 1, also where only one of them occurs.
    duplicates : str
        One of `DUPLICATES`: of claims alike in row, column and qualifier value, one is kept per that unit.
    variant : str
        "standard", or "dna": weeks and months of different years are one unit, as in Discourse Network Analyzer 3.1.2.
    separate : bool
        Whether the qualifier value keeps claims from being duplicates of each other.
    labels : pair of lists of str, optional
        Sorted row and column labels to use (isolates among them) instead of those that occur.
    weight : str, optional
        Column of weights to sum instead of counting.

    Raises
    ------
    InputError
        When an option is unknown or a column is missing.
    TooLargeError
        When rows × columns × values exceed what 64-bit keys can number.
    """
    _check(frame, rows, columns, qualifier, duplicates, variant)
    kept = frame.filter(_named(rows) & _named(columns))
    row_labels, column_labels = labels or (_labels(kept[rows]), _labels(kept[columns]))
    row, column = _codes(kept[rows], row_labels), _codes(kept[columns], column_labels)
    values, value = _values(kept[qualifier]) if qualifier else ([1], np.zeros(len(kept), dtype=np.int64))
    shape = (len(row_labels), len(column_labels), max(len(values), 1))
    if float(shape[0]) * shape[1] * shape[2] >= 2**53:
        raise TooLargeError(f"{shape[0]} rows times {shape[1]} columns are too many to count; filter the claims first")
    known = (row >= 0) & (column >= 0) & (value >= 0)
    keys = (row * shape[1] + column) * shape[2] + value
    if duplicates == "none":
        chosen = keys if known.all() else keys[known]
        weights = kept[weight].to_numpy()[known] if weight else None
    else:
        units = _units(kept, duplicates, variant)
        chosen, first = _first_of_each(keys, keys if separate else keys // shape[2], units, known, need=weight)
        weights = kept[weight].to_numpy()[first] if weight and first is not None else None
    by_value = _fill(chosen, weights, shape)
    total = float(len(chosen)) if weights is None else float(weights.sum())
    return Counts(row_labels, column_labels, values, by_value, total)


def retained(
    frame: polars.DataFrame,
    rows: str,
    columns: str,
    qualifier: str | None,
    duplicates: str,
    variant: str = "standard",
    separate: bool = True,
) -> polars.DataFrame:
    """The claims that count: named in row and column, the earliest of duplicates; parameters as for `counts`."""
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
    return [str(label) for label in series.unique().sort().to_list()]


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
        return frame["document"].rank("dense").fill_null(0).cast(polars.Int64).to_numpy()
    date = frame["date"].dt
    if duplicates == "year":
        unit = date.year()
    elif duplicates == "month":
        unit = date.month() if variant == "dna" else date.year() * 12 + date.month()
    else:
        unit = date.week() if variant == "dna" else date.iso_year() * 54 + date.week()
    return unit.cast(polars.Int64).fill_null(0).to_numpy()


def _first_of_each(
    keys: NDArray[np.int64],
    alike: NDArray[np.int64],
    units: NDArray[np.int64],
    known: NDArray[np.bool_],
    need: str | None,
) -> tuple[NDArray[np.int64], NDArray[np.int64] | None]:
    """Keys of the claims that are the first of their kind in their unit; and their places, where they are needed."""
    low = int(units.min()) if len(units) else 0
    span = int(units.max()) - low + 1 if len(units) else 1
    marked = alike * span + (units - low)
    if need is None and alike is keys:
        distinct = polars.Series("key", marked if known.all() else marked[known]).unique()
        return distinct.to_numpy() // span, None
    table = polars.DataFrame({"mark": marked, "at": np.arange(len(marked))}).filter(polars.Series(known))
    first = table.unique("mark", keep="first", maintain_order=True)["at"].to_numpy()
    return keys[first], first


def _fill(keys: NDArray[np.int64], weights: NDArray[np.float64] | None, shape: tuple[int, int, int]) -> list[Matrix]:
    rows, columns, values = shape
    cells = rows * columns * values
    if cells <= DENSE_CELLS and (cells < 10_000 or len(keys) > DENSE_SHARE * cells):
        full = np.bincount(keys, weights, minlength=cells).astype(np.float64, copy=False).reshape(shape)
        return [np.ascontiguousarray(full[:, :, k]) for k in range(values)]
    from scipy.sparse import coo_matrix

    data = np.ones(len(keys)) if weights is None else weights
    cell, value = keys // values, keys % values
    matrices = []
    for k in range(values):
        own = value == k if values > 1 else slice(None)
        at = cell[own]
        matrices.append(coo_matrix((data[own], (at // columns, at % columns)), shape=(rows, columns)).tocsr())
    return matrices
