"""`daylight plot`: pictures of a desk."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from daylight.cli.options import DEFAULT_DESK, DeskOption, SettingsOption


class Picture(StrEnum):
    """What can be drawn."""

    heatmap = "heatmap"
    coefficients = "coefficients"
    over_time = "over-time"
    network = "network"
    alluvial = "alluvial"


def register(app: typer.Typer) -> None:
    """Mount the command."""
    app.command()(plot)


def plot(
    kind: Annotated[Picture, typer.Argument(help="What to draw.")],
    output: Annotated[Path, typer.Argument(help="File ending in .svg, .png, .html or .json.", metavar="OUTPUT")],
    desk: DeskOption = DEFAULT_DESK,
    actor: Annotated[list[str] | None, typer.Option(help="Only this actor; repeatable.")] = None,
    issue: Annotated[str | None, typer.Option(help="Only this issue.")] = None,
    rows: Annotated[str, typer.Option(help="Variable of network and alluvial.", metavar="VARIABLE")] = "actor",
    columns: Annotated[str, typer.Option(help="Variable that ties them.", metavar="VARIABLE")] = "issue",
    qualifier: Annotated[str, typer.Option(help="Boolean or number variable.", metavar="VARIABLE")] = "value",
    include: Annotated[list[str] | None, typer.Option(help="Filter; repeatable.", metavar="VARIABLE=VALUE")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Filter; repeatable.", metavar="VARIABLE=VALUE")] = None,
    settings: SettingsOption = None,
) -> None:
    """Draw a picture: heatmap, coefficients, daylight over time, network with camps, camps over time."""
    from daylight.brief.charts import write_chart
    from daylight.brief.pictures import Frame, picture
    from daylight.desk.store import Desk
    from daylight.settings import load_settings

    weights = load_settings(settings).positions
    frame = Frame(actor or [], issue, rows, columns, qualifier, include or [], exclude or [], weights)
    with Desk.open(desk, create=False) as store:
        write_chart(picture(store, kind.value, frame), output)
    typer.echo(f"wrote {output}", err=True)
