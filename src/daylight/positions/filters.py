"""Variables by the names that users give them, and claims that pass filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars

from daylight.errors import InputError


def choose(
    frame: polars.DataFrame,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> polars.DataFrame:
    """Claims that pass filters.

    Parameters
    ----------
    frame : polars.DataFrame
        As from `daylight.positions.variables.variable_table`.
    include, exclude : sequence of str
        ``VARIABLE=VALUE``. Of included values of one variable, one must hold; of excluded ones, none.
    since, until : str, optional
        ISO dates; both count.

    Raises
    ------
    InputError
        When a filter is not of that form or names no variable.
    """
    for given, inverse in ((include, False), (exclude, True)):
        wanted: dict[str, list[str]] = {}
        for text in given:
            name, value = _parted(text)
            wanted.setdefault(variable(frame.columns, name), []).append(value)
        for name, values in wanted.items():
            kind = frame.schema[name]
            column = polars.col(name)
            if kind == polars.Boolean:
                values = ["1" if v.casefold() in ("1", "true", "yes") else "0" for v in values]
                column = column.cast(polars.Int8)
            hit = column.cast(polars.String).is_in(values).fill_null(False)
            frame = frame.filter(~hit if inverse else hit)
    try:
        if since:
            frame = frame.filter(polars.col("date") >= polars.lit(since).str.to_date())
        if until:
            frame = frame.filter(polars.col("date") <= polars.lit(until).str.to_date())
    except polars.exceptions.PolarsError as error:
        raise InputError(f"{since or ''}/{until or ''}: a date is not of the form 2026-03-31") from error
    return frame


def filtered_by(filters: Iterable[str]) -> list[str]:
    """Names of the variables that filters are about."""
    return [_parted(text)[0] for text in filters]


def variable(columns: Sequence[str], name: str) -> str:
    """Column that a user's name for a variable means, whatever the case.

    Raises
    ------
    InputError
        When there is none; the message lists what there is.
    """
    if name in columns:
        return name
    alike = [column for column in columns if column.casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    raise InputError(f"no variable is called {name!r}; there are: {', '.join(sorted(columns))}")


def one_type(frame: polars.DataFrame, rows: str, columns: str, wanted: str | None = None) -> polars.DataFrame:
    """Claims of one statement type: the one named, else the one with the most claims on both variables."""
    types = frame["statement type"].drop_nulls().unique().sort().to_list()
    if wanted is not None:
        if wanted not in types:
            raise InputError(f"no statement type is called {wanted!r}; there are: {', '.join(types) or 'none'}")
        return frame.filter(polars.col("statement type") == wanted)
    if len(types) < 2:
        return frame
    coded = frame.filter(polars.col(rows).is_not_null() & polars.col(columns).is_not_null())
    most = coded.group_by("statement type").len().sort("len", "statement type", descending=[True, False])
    best = most["statement type"][0] if len(most) else None
    return frame.filter(polars.col("statement type").eq_missing(polars.lit(best)))


def _parted(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise InputError(f"{text!r} is no filter; write VARIABLE=VALUE")
    return name, value
