"""Networks over time: windows of calendar units, of fixed length, or of a number of claims; and kernel smoothing.

Windows are pairs of days, both counted. A kernel weighs each claim by its distance in time from a moment (Leifeld,
"Theoretical paradigms and the measurement of discourse networks over time"; DNA 3.1.2 does likewise): two claims tie
their actors by the square root of the product of their weights.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import numpy as np
import polars
from numpy.typing import NDArray

from daylight.errors import InputError
from daylight.positions.counts import count, encode
from daylight.positions.networks import Network, check_options, made_of, one_mode, reciprocal_averages

Window = tuple[date, date]
KERNELS = ("uniform", "triangular", "epanechnikov", "gaussian")
UNITS = ("day", "week", "month", "quarter", "year")


def calendar_windows(dates: polars.Series, unit: str = "month") -> list[Window]:
    """Windows of whole calendar units from the first to the last of the dates, empty ones among them."""
    if unit not in UNITS:
        raise InputError(f"no calendar unit is called {unit!r}; use one of {', '.join(UNITS)}")
    first, last = _ends(dates)
    windows: list[Window] = []
    start = _floor(first, unit)
    while start <= last:
        following = _next(start, unit)
        windows.append((start, following - timedelta(days=1)))
        start = following
    return windows


def fixed_windows(dates: polars.Series, days: int, step: int | None = None) -> list[Window]:
    """Windows of a fixed number of days, each starting `step` days (default: its length) after the one before."""
    if days < 1 or (step is not None and step < 1):
        raise InputError("a window has at least one day, and moves by at least one")
    first, last = _ends(dates)
    starts = range(0, (last - first).days + 1, step or days)
    return [(first + timedelta(days=n), first + timedelta(days=n + days - 1)) for n in starts]


def event_windows(dates: polars.Series, claims: int, step: int | None = None) -> list[Window]:
    """Windows of whole days that hold at least so many claims.

    Parameters
    ----------
    dates : polars.Series
        Of the claims.
    claims : int
        Least number in a window.
    step : int, optional
        Claims after which the next window starts; windows then overlap. Without it they follow one another, and the
        last takes in a rest of less than half that number.
    """
    if claims < 1 or (step is not None and step < 1):
        raise InputError("a window has at least one claim, and moves by at least one")
    known = dates.drop_nulls().sort().to_list()
    if step is not None:
        starts = range(0, max(len(known) - claims, 0) + 1, step) if known else ()
        return list(dict.fromkeys((known[at], known[min(at + claims, len(known)) - 1]) for at in starts))
    windows: list[Window] = []
    at = 0
    while at < len(known):
        end = known[min(at + claims, len(known)) - 1]
        if windows and len(known) - at < claims / 2:
            windows[-1] = (windows[-1][0], end)
            break
        windows.append((known[at], end))
        at = bisect_right(known, end)
    return windows


def window_networks(
    frame: polars.DataFrame,
    windows: Iterable[Window],
    rows: str,
    columns: str,
    qualifier: str | None = None,
    mode: str = "one",
    aggregation: str = "ignore",
    normalization: str = "none",
    duplicates: str = "none",
    variant: str = "standard",
    isolates: bool = False,
) -> list[Network]:
    """A network of the claims of each window; undated claims are in none.

    Parameters
    ----------
    frame : polars.DataFrame
        Claims with a ``date``.
    windows : iterable of pairs of dates
        Both days counted; windows may overlap.
    isolates : bool
        Whether labels without a claim in a window keep their row.
    rows, columns, qualifier, mode, aggregation, normalization, duplicates, variant
        As for `daylight.positions.networks.network`. Duplicates are removed within each window.
    """
    check_options(mode, aggregation, normalization, qualifier)
    dated = frame.filter(polars.col("date").is_not_null())
    if not dated["date"].is_sorted():
        dated = dated.sort("date", maintain_order=True)
    coded, kept = encode(dated, rows, columns, qualifier, duplicates, variant, aggregation != "ignore")
    days = kept["date"].to_physical().to_numpy()
    found = []
    for first, last in windows:
        part = slice(int(np.searchsorted(days, _day(first))), int(np.searchsorted(days, _day(last), side="right")))
        found.append(made_of(count(coded, part, isolates=isolates), mode, aggregation, normalization, variant))
    return found


def kernel_networks(
    frame: polars.DataFrame,
    moments: Sequence[date],
    width: int,
    kernel: str,
    rows: str,
    columns: str,
    qualifier: str | None = None,
    aggregation: str = "ignore",
    normalization: str = "none",
    duplicates: str = "none",
    variant: str = "standard",
) -> list[Network]:
    """One-mode networks at moments, claims weighed by a kernel of their distance in days; all rows stay.

    Parameters
    ----------
    moments : sequence of date
        Where the kernel is centred.
    width : int
        Days that the kernel spans; a Gaussian has half of it as standard deviation and is not cut off.
    kernel : str
        One of `KERNELS`.
    variant : str
        "dna" takes |1 - d| for the triangular kernel, which weighs claims after the moment most, keeps the
        diagonal, and for "average" multiplies ties by `daylight.positions.networks.reciprocal_averages` of all claims.
    frame, rows, columns, qualifier, aggregation, normalization, duplicates
        As for `daylight.positions.networks.network`.
    """
    check_options("one", aggregation, normalization, qualifier)
    if width < 1:
        raise InputError("a kernel spans at least one day")
    dated = frame.filter(polars.col("date").is_not_null())
    coded, kept = encode(dated, rows, columns, qualifier, duplicates, variant, aggregation != "ignore")
    days = kept["date"].to_physical().to_numpy().astype(np.float64)
    scale = reciprocal_averages(count(coded)) if (variant, normalization) == ("dna", "average") else None
    normalization = "none" if scale is not None else normalization
    found = []
    for moment in moments:
        zeta = kernel_weights(2 * (_day(moment) - days) / width, kernel, variant)
        inside = zeta > 0
        counted = count(coded, inside, np.sqrt(zeta[inside]))
        matrix = one_mode(counted, aggregation, normalization, variant, diagonal=variant == "dna")
        matrix = matrix if scale is None else matrix * scale
        found.append(Network(counted.rows, counted.rows, matrix, counted.claims))
    return found


def indented_days(dates: polars.Series, width: int) -> list[date]:
    """Every day on which a kernel of that width lies within the dates, as Discourse Network Analyzer places them."""
    first, last = _ends(dates)
    return [first + timedelta(days=n) for n in range(width // 2, (last - first).days - width // 2 + 1)]


def kernel_weights(distance: NDArray[np.float64], kernel: str, variant: str = "standard") -> NDArray[np.float64]:
    """Weights of claims at distances (moment less day, in half widths of the kernel)."""
    if kernel not in KERNELS:
        raise InputError(f"no kernel is called {kernel!r}; use one of {', '.join(KERNELS)}")
    if kernel == "gaussian":
        return np.asarray(np.exp(-(distance**2) / 2) / np.sqrt(2 * np.pi))
    shapes: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
        "uniform": lambda d: np.full_like(d, 0.5),
        "triangular": lambda d: np.abs(1 - d) if variant == "dna" else 1 - np.abs(d),
        "epanechnikov": lambda d: 0.75 * (1 - d**2),
    }
    return np.where(np.abs(distance) <= 1, shapes[kernel](distance), 0.0)


def _ends(dates: polars.Series) -> Window:
    first, last = dates.min(), dates.max()
    if not isinstance(first, date) or not isinstance(last, date):
        raise InputError("no claim has a date; windows need dates")
    return first, last


def _floor(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return date(day.year, 1, 1) if unit == "year" else day


def _next(start: date, unit: str) -> date:
    if unit in ("day", "week"):
        return start + timedelta(days=1 if unit == "day" else 7)
    months = start.month - 1 + {"month": 1, "quarter": 3, "year": 12}[unit]
    return date(start.year + months // 12, months % 12 + 1, 1)


def _day(day: date) -> int:
    """Days since 1970, as the table's own dates."""
    return day.toordinal() - date(1970, 1, 1).toordinal()
