"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from polars import DataFrame

DeskOption = Annotated[str, typer.Option("--desk", help="Desk file, or a database URL.", metavar="FILE")]
SettingsOption = Annotated[
    Path | None, typer.Option("--settings", help="YAML file of settings; see docs/settings.md.", metavar="FILE")
]
RowsOption = Annotated[str, typer.Option("--rows", help="Variable of the rows, the actors.", metavar="VARIABLE")]
ColumnsOption = Annotated[
    str, typer.Option("--columns", help="Variable of the columns, the issues.", metavar="VARIABLE")
]
QualifierOption = Annotated[
    str,
    typer.Option("--qualifier", help="Boolean or number variable; value: the stance in [-1, 1].", metavar="VARIABLE"),
]
IncludeOption = Annotated[
    list[str] | None,
    typer.Option("--include", help="Only claims with this value; repeatable.", metavar="VARIABLE=VALUE"),
]
ExcludeOption = Annotated[
    list[str] | None,
    typer.Option("--exclude", help="No claims with this value; repeatable.", metavar="VARIABLE=VALUE"),
]
DrawsOption = Annotated[int, typer.Option("--draws", help="Bootstrap draws.", min=0)]
SeedOption = Annotated[
    int, typer.Option("--seed", help="Of everything drawn at random; the same seed gives the same result.")
]
JobsOption = Annotated[int, typer.Option("--jobs", help="Threads; the result is the same for any number.", min=1)]
WindowOption = Annotated[
    str | None,
    typer.Option("--window", help="day, week, month, quarter or year; 30d (days) or 200c (claims).", metavar="WINDOW"),
]
WidthOption = Annotated[int, typer.Option("--width", help="Days that the kernel spans.", min=1)]
DEFAULT_DESK = "desk.daylight"


class Variant(StrEnum):
    """Definitions: the right ones, or those of Discourse Network Analyzer 3.1.2."""

    standard = "standard"
    dna = "dna"


class Duplicates(StrEnum):
    """Unit in which claims alike count once."""

    none = "none"
    document = "document"
    week = "week"
    month = "month"
    year = "year"
    range = "range"


class Kernel(StrEnum):
    """How claims are weighed by their distance in time."""

    uniform = "uniform"
    triangular = "triangular"
    epanechnikov = "epanechnikov"
    gaussian = "gaussian"


VariantOption = Annotated[Variant, typer.Option("--variant", help="Definitions; see docs/networks.md.")]
DuplicatesOption = Annotated[Duplicates, typer.Option("--duplicates", help="Unit in which claims alike count once.")]


@dataclass(frozen=True)
class Claims:
    """Claims that a command works on, and the variables meant."""

    frame: DataFrame
    rows: str
    columns: str
    qualifier: str
    least: int
    """Claims that each actor has at least."""

    @property
    def by(self) -> tuple[str, str, str]:
        """The three variables."""
        return self.rows, self.columns, self.qualifier

    @property
    def size(self) -> str:
        """How many there are, in words."""
        actors, issues = self.frame[self.rows].n_unique(), self.frame[self.columns].n_unique()
        return f"{len(self.frame):,} claims of {actors} {self.rows}s on {issues} {self.columns}s"


def of_claims(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose first parameter is `Claims`, made into one with the options that choose them."""
    chosen = list(signature(_chosen, eval_str=True).parameters.values())
    own = list(signature(command, eval_str=True).parameters.values())[1:]

    @wraps(command)
    def with_options(**given: Any) -> None:
        names = {parameter.name for parameter in chosen}
        claims = _chosen(**{name: value for name, value in given.items() if name in names})
        command(claims, **{name: value for name, value in given.items() if name not in names})

    parameters = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in (*chosen, *own)]
    with_options.__signature__ = signature(command).replace(parameters=parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {p.name: p.annotation for p in parameters}
    return with_options


def _chosen(
    desk: DeskOption = DEFAULT_DESK,
    rows: RowsOption = "actor",
    columns: ColumnsOption = "issue",
    qualifier: QualifierOption = "value",
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    least: Annotated[int, typer.Option("--least", help="Actors with fewer claims are left out.", min=1)] = 3,
) -> Claims:
    """Claims that pass the filters, of actors with enough of them."""
    import polars

    from daylight.desk.store import Desk
    from daylight.errors import InputError
    from daylight.positions.filters import choose, filtered_by, one_type, variable
    from daylight.positions.variables import desk_table

    with Desk.open(desk, create=False) as store:
        frame = desk_table(store, [rows, columns, qualifier, *filtered_by([*(include or ()), *(exclude or ())])])
    rows, columns, qualifier = (variable(frame.columns, name) for name in (rows, columns, qualifier))
    chosen = choose(one_type(frame, rows, columns), include or (), exclude or ())
    chosen = chosen.filter(polars.col(rows).is_not_null() & polars.col(columns).is_not_null())
    chosen = chosen.filter(polars.len().over(rows) >= least)
    if chosen[rows].n_unique() < 2:
        raise InputError(f"{desk}: fewer than two actors have {least} claims; lower --least or import more")
    return Claims(chosen, rows, columns, qualifier, least)


def moments_of(frame: DataFrame, window: str) -> list[Any]:
    """Windows that the words of `--window` mean.

    Raises
    ------
    InputError
        When no claim has a date, or the words mean no window.
    """
    import re

    from daylight.errors import InputError
    from daylight.positions.windows import calendar_windows, event_windows, fixed_windows

    days = frame["date"].drop_nulls().sort()
    if days.is_empty():
        raise InputError("no claim that passes has a date; networks over time need dates")
    length = re.fullmatch(r"([1-9]\d{0,8})([dc])", window)
    if length is None:
        return list(calendar_windows(days, window))
    return list((fixed_windows if length[2] == "d" else event_windows)(days, int(length[1])))
