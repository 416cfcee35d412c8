"""Prints tables: for the eye, as CSV, or as JSON."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from polars import DataFrame


class TableFormat(StrEnum):
    """How a table is printed."""

    table = "table"
    csv = "csv"
    json = "json"


def register(app: typer.Typer) -> None:
    """Mounts nothing: other commands print through this file."""


def print_table(frame: DataFrame, format: TableFormat, nothing: str) -> None:
    """Print a table, or the line that says that there is nothing."""
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
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if flat.is_empty():
        console.print(nothing)
        return
    grid = Table(box=None, header_style="bold", pad_edge=False)
    for name, kind in flat.schema.items():
        grid.add_column(name.replace("_", " "), justify="right" if kind.is_numeric() else "left", overflow="fold")
    for row in flat.iter_rows():
        grid.add_row(*(Text("" if c is None else f"{c:.2f}" if isinstance(c, float) else str(c)) for c in row))
    console.print(grid)
