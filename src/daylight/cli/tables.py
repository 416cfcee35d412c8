"""Prints tables: for the eye, as CSV, or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from polars import DataFrame
    from rich.console import Console
    from rich.table import Table


class TableFormat(StrEnum):
    """How a table is printed."""

    table = "table"
    csv = "csv"
    json = "json"


FormatOption = Annotated[TableFormat, typer.Option("--format", help="How to print.")]


LONGEST = 240
WIDEST = 100_000
"""More columns than any table has: to measure what a table would take."""


def print_table(frame: DataFrame, format: TableFormat, nothing: str, columns: Sequence[str] | None = None) -> None:
    """Print a table, or the line that says that there is nothing.

    Parameters
    ----------
    frame : polars.DataFrame
    format : TableFormat
        CSV and JSON hold all columns.
    nothing : str
        Said in place of an empty table.
    columns : sequence of str, optional
        Those shown to the eye; those without any value are left out.
    """
    import polars

    if format is TableFormat.json:
        typer.echo(frame.write_json())
        return
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, polars.List)]
    flat = frame.with_columns(polars.col(name).list.join("; ") for name in lists)
    if format is TableFormat.csv:
        from daylight.desk.tables import guard_cells

        typer.echo(guard_cells(flat).write_csv(), nl=False)
        return
    from rich.console import Console

    console = Console(highlight=False)
    if flat.is_empty():
        console.print(nothing)
    elif columns is None:
        console.print(_grid(flat))
    else:
        shown = flat.select(c for c in columns if c in flat.columns and flat[c].cast(str).fill_null("").ne("").any())
        grid = _grid(shown)
        if grid.__rich_measure__(console, console.options.update(max_width=WIDEST)).maximum > console.width:
            _print_blocks(shown, console)
        else:
            console.print(grid)


def _grid(frame: DataFrame) -> Table:
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, header_style="bold", pad_edge=False)
    for name, kind in frame.schema.items():
        justify: Literal["right", "left"] = "right" if kind.is_numeric() else "left"
        grid.add_column(name.replace("_", " "), justify=justify, overflow="fold", no_wrap=name == "id")
    for row in frame.iter_rows():
        grid.add_row(*(Text(_cell(value)) for value in row))
    return grid


def _print_blocks(frame: DataFrame, console: Console) -> None:
    """One record after the other, its words below its other cells, where the whole is wider than the terminal."""
    from rich.padding import Padding
    from rich.text import Text

    for row in frame.iter_rows(named=True):
        words = _cell(row.pop("text", None))
        head = Text(overflow="fold")
        for name, value in row.items():
            if _cell(value):
                number = isinstance(value, int | float)
                label = f"{name.replace('_', ' ')} " if number or name in ("reported_by", "memberships") else ""
                head.append(f"{'  ' if head else ''}{label}{_cell(value)}", "bold" if name == "id" else "")
        console.print(head)
        if words:
            console.print(Padding(Text(words, "dim"), (0, 0, 0, 2), expand=False))


def _cell(value: object) -> str:
    words = "" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
