"""`daylight report`: the report page of a desk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from daylight.cli.options import DEFAULT_DESK, DeskOption, SettingsOption


def register(app: typer.Typer) -> None:
    """Mount the command."""
    app.command()(report)


def report(
    desk: DeskOption = DEFAULT_DESK,
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file.", metavar="FILE")] = Path(
        "report.html"
    ),
    document: Annotated[str | None, typer.Option(help="Report on this document alone: id or name.")] = None,
    title: Annotated[str | None, typer.Option(help="Heading of the page.")] = None,
    handling: Annotated[str | None, typer.Option(help="TLP mark, as TLP:GREEN, in header and footer.")] = None,
    settings: SettingsOption = None,
) -> None:
    """Write one self-contained HTML page from the desk."""
    from daylight.brief.page import write_report
    from daylight.desk.store import Desk
    from daylight.settings import load_settings

    with Desk.open(desk, create=False) as store:
        write_report(store, output, load_settings(settings), document, title, handling)
    typer.echo(f"Report: {output}")
