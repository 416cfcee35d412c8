"""Discourse networks: two-mode, one-mode and event lists over any two variables of a table of claims.

Follows Leifeld, "Discourse network analysis: policy debates as dynamic networks" (2017), and the definitions of
Discourse Network Analyzer (DNA) 3. Where DNA 3.1.2 names one thing and computes another, ``variant="standard"`` is
the thing named and ``variant="dna"`` what DNA computes; docs/networks.md lists the differences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars
from numpy.typing import NDArray

from daylight.errors import InputError, TooLargeError
from daylight.positions.counts import Counts, Matrix, count, encode

AGGREGATIONS = ("ignore", "congruence", "conflict", "subtract", "combine")
NORMALIZATIONS = ("none", "average", "jaccard", "cosine", "activity", "prominence")
LARGEST = 200_000_000
"""Cells of the largest matrix that is computed."""


@dataclass(frozen=True)
class Network:
    """A network as a matrix with labels."""

    rows: list[str]
    columns: list[str]
    matrix: NDArray[np.float64]
    """Of shape (rows, columns)."""
    claims: float
    """Claims it rests on, duplicates removed."""
    mode: str = "one"


def network(
    frame: polars.DataFrame,
    rows: str,
    columns: str,
    qualifier: str | None = None,
    mode: str = "one",
    aggregation: str = "ignore",
    normalization: str = "none",
    duplicates: str = "none",
    variant: str = "standard",
    labels: tuple[list[str], list[str]] | None = None,
) -> Network:
    """A one-mode (row × row, by common columns) or two-mode (row × column) network of claims.

    Parameters
    ----------
    frame : polars.DataFrame
        Claims, one row each.
    rows, columns, qualifier : str
        Column names; the qualifier is boolean or a number and may be left out for "ignore".
    mode : str
        "one" or "two".
    aggregation : str
        One of `AGGREGATIONS`. One-mode: ties by common columns, whatever the qualifier (ignore), with like
        (congruence) or unlike (conflict) values, or the former less the latter (subtract). Two-mode: claims (ignore),
        claims weighed by value, false as -1 (subtract), or a bit code of the values that occur, the highest value the
        lowest bit (combine).
    normalization : str
        One-mode: none, average, jaccard, cosine. Two-mode: none, activity, prominence.
    duplicates, variant, labels
        As for `daylight.positions.counts.encode`.

    Returns
    -------
    Network
        Its diagonal is 0 in one-mode.

    Raises
    ------
    InputError
        When options are unknown or do not go together.
    TooLargeError
        When the matrix would not fit.

    Notes
    -----
    For a number qualifier, two claims with values p and q are congruent to the degree 1 - |p - q| / range and
    conflict to the degree |p - q| / range, where the range is that of the values that occur.
    """
    check_options(mode, aggregation, normalization, qualifier)
    coded, _ = encode(
        frame, rows, columns, qualifier, duplicates, variant, separate=aggregation != "ignore", labels=labels
    )
    return made_of(count(coded), mode, aggregation, normalization, variant)


def made_of(counted: Counts, mode: str, aggregation: str, normalization: str, variant: str = "standard") -> Network:
    """The network that counts make; see `network`."""
    width = len(counted.columns) if mode == "two" else len(counted.rows)
    if len(counted.rows) * width > LARGEST:
        need = len(counted.rows) * width * 8 / 2**30
        raise TooLargeError(
            f"a network of {len(counted.rows)} × {width} would need {need:.0f} GiB; filter the claims first"
        )
    if mode == "two":
        matrix = two_mode(counted, aggregation, normalization)
        return Network(counted.rows, counted.columns, matrix, counted.claims, mode)
    matrix = one_mode(counted, aggregation, normalization, variant)
    return Network(counted.rows, counted.rows, matrix, counted.claims, mode)


def two_mode(counted: Counts, aggregation: str, normalization: str = "none") -> NDArray[np.float64]:
    """Matrix of rows × columns from counts; see `network`."""
    by_value: list[NDArray[np.float64]] = [_dense(x) for x in counted.by_value]
    shape = (len(counted.rows), len(counted.columns))
    if aggregation == "subtract":
        signed = [1 if v == 1 else -1 for v in counted.values] if counted.values == [0, 1] else counted.values
        matrix = sum((float(v) * x for v, x in zip(signed, by_value, strict=True)), start=np.zeros(shape))
    elif aggregation == "combine":
        matrix = np.zeros(shape)
        for x in by_value:
            matrix = 2 * matrix + (x > 0)
    else:
        matrix = sum(by_value, start=np.zeros(shape))
    if normalization == "none":
        return np.asarray(matrix)
    total = (matrix > 0).astype(np.float64) if aggregation == "combine" else sum(by_value, start=np.zeros(shape))
    axis = 1 if normalization == "activity" else 0
    return _divide(np.asarray(matrix), np.asarray(total).sum(axis=axis, keepdims=True))


def one_mode(
    counted: Counts, aggregation: str, normalization: str = "none", variant: str = "standard", diagonal: bool = False
) -> NDArray[np.float64]:
    """Matrix of rows × rows from counts; see `network`. With `diagonal`, ties of a row with itself stay."""
    matrix = _ties(counted, aggregation)
    if normalization == "average":
        activity = _activity(counted)
        _scale(matrix, lambda part: (activity[part, None] + activity[None, :]) / 2)
    elif normalization == "jaccard":
        union = _union(counted)
        _scale(matrix, lambda part: union[part])
    elif normalization == "cosine":
        length = _activity(counted) if variant == "dna" else np.sqrt(_own_ties(counted, aggregation))
        _scale(matrix, lambda part: length[part, None] * length[None, :])
    if not diagonal:
        np.fill_diagonal(matrix, 0.0)
    return matrix


def _ties(counted: Counts, aggregation: str) -> NDArray[np.float64]:
    if aggregation == "ignore":
        total = _total(counted)
        return _dense(total @ total.T)
    if aggregation == "subtract" and len(counted.by_value) == 2:
        net = counted.by_value[1] - counted.by_value[0]
        return _dense(net @ net.T)
    if aggregation == "congruence" and len(counted.by_value) <= 2:
        both = _beside(counted.by_value)
        return _dense(both @ both.T)
    conflict = _conflict(counted)
    if aggregation == "conflict":
        return conflict
    total = _total(counted)
    return _dense(total @ total.T) - (2 if aggregation == "subtract" else 1) * conflict


def _conflict(counted: Counts) -> NDArray[np.float64]:
    """Sum over columns and pairs of values of counts times |p - q| / range.

    |p - q| is the sum of the steps between neighbouring values that lie between p and q, so that one product of the
    counts above and below each step gives all pairs.
    """
    above, below = [], []
    at = counted.distances
    for k in range(1, len(at)):
        step = np.sqrt(at[k] - at[k - 1])
        above.append(step * sum(counted.by_value[k + 1 :], start=counted.by_value[k]))
        below.append(step * sum(counted.by_value[1:k], start=counted.by_value[0]))
    if not above:
        return np.zeros((len(counted.rows), len(counted.rows)))
    half = _dense(_beside(above) @ _beside(below).T)
    return half + half.T


def _own_ties(counted: Counts, aggregation: str) -> NDArray[np.float64]:
    """Squared length of each row: its tie with itself, regardless of the qualifier for "ignore", else by congruence."""
    total = _total(counted)
    own = _row_sums(_times(total, total))
    if aggregation == "ignore" or len(counted.by_value) < 2:
        return own
    at = counted.distances
    for k in range(1, len(at)):
        above = sum(counted.by_value[k + 1 :], start=counted.by_value[k])
        below = sum(counted.by_value[1:k], start=counted.by_value[0])
        own = own - 2 * (at[k] - at[k - 1]) * _row_sums(_times(above, below))
    return own


def _union(counted: Counts) -> NDArray[np.float64]:
    """Jaccard's denominator: claims of one row where the other has none, both ways, and products where both have."""
    beside = _beside(counted.by_value)
    some = (beside > 0).astype(np.float64)
    lone = _activity(counted)[:, None] - _dense(beside @ some.T)
    together = _dense(beside @ beside.T)
    together += lone
    together += lone.T
    return together


def reciprocal_averages(counted: Counts) -> NDArray[np.float64]:
    """Sum over columns and values of 2 / (claims of the one row + claims of the other), where there is one.

    What Discourse Network Analyzer 3.1.2 multiplies kernel networks with when "average" is asked for.
    """
    total = np.zeros((len(counted.rows), len(counted.rows)))
    for claims in _dense(_beside(counted.by_value)).T:
        both = claims[:, None] + claims[None, :]
        total += np.divide(2.0, both, out=np.zeros_like(both), where=both > 0)
    return total


def _activity(counted: Counts) -> NDArray[np.float64]:
    return _row_sums(_total(counted))


def _total(counted: Counts) -> Matrix:
    return sum(counted.by_value[1:], start=counted.by_value[0])


def _row_sums(matrix: Matrix) -> NDArray[np.float64]:
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def _times(a: Matrix, b: Matrix) -> Matrix:
    return a * b if isinstance(a, np.ndarray) else a.multiply(b)


def _beside(matrices: list[Matrix]) -> Matrix:
    if len(matrices) == 1:
        return matrices[0]
    if isinstance(matrices[0], np.ndarray):
        return np.hstack(matrices)
    from scipy.sparse import hstack

    return hstack(matrices, format="csr")


def _dense(matrix: Matrix) -> NDArray[np.float64]:
    return matrix if isinstance(matrix, np.ndarray) else np.asarray(matrix.toarray(), dtype=np.float64)


def _scale(matrix: NDArray[np.float64], denominators: Any) -> None:
    """Divide in place, in bands of rows that stay in the processor's cache; 0 where the denominator is 0."""
    for start in range(0, len(matrix), 128):
        part = slice(start, start + 128)
        matrix[part] = _divide(matrix[part], denominators(part))


def _divide(matrix: NDArray[np.float64], by: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(matrix, by, out=np.zeros_like(matrix), where=by != 0)


def check_options(mode: str, aggregation: str, normalization: str, qualifier: str | None) -> None:
    """Refuse options that are unknown or do not go together."""
    if mode not in ("one", "two"):
        raise InputError(f"no mode is called {mode!r}; use one or two")
    if aggregation not in AGGREGATIONS:
        raise InputError(f"no aggregation is called {aggregation!r}; use one of {', '.join(AGGREGATIONS)}")
    if normalization not in NORMALIZATIONS:
        raise InputError(f"no normalization is called {normalization!r}; use one of {', '.join(NORMALIZATIONS)}")
    if qualifier is None and aggregation != "ignore":
        raise InputError(f"aggregation {aggregation!r} needs a qualifier")
    fitting = ("none", "activity", "prominence") if mode == "two" else ("none", "average", "jaccard", "cosine")
    if normalization not in fitting:
        raise InputError(f"normalization {normalization!r} is not for {mode}-mode networks; use {', '.join(fitting)}")
    unfit = ("congruence", "conflict") if mode == "two" else ("combine",)
    if aggregation in unfit:
        raise InputError(f"aggregation {aggregation!r} is not for {mode}-mode networks")
