"""`daylight plot`: pictures of a desk."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from daylight.cli.options import (
    DEFAULT_DESK,
    ColumnsOption,
    DeskOption,
    ExcludeOption,
    IncludeOption,
    JobsOption,
    QualifierOption,
    RowsOption,
    SeedOption,
    SettingsOption,
)


class Picture(StrEnum):
    """What can be drawn."""

    heatmap = "heatmap"
    coefficients = "coefficients"
    over_time = "over-time"
    network = "network"
    alluvial = "alluvial"
    events = "events"
    balance = "balance"
    around = "around"
    words_and_deeds = "words-and-deeds"


def register(app: typer.Typer) -> None:
    """Mount the commands."""
    app.command()(plot)
    app.command()(debate)


def plot(
    kind: Annotated[Picture, typer.Argument(help="What to draw.")],
    output: Annotated[Path, typer.Argument(help="File ending in .svg, .png, .html or .json.", metavar="OUTPUT")],
    desk: DeskOption = DEFAULT_DESK,
    actor: Annotated[list[str] | None, typer.Option(help="Only this actor; repeatable.")] = None,
    issue: Annotated[str | None, typer.Option(help="Only this issue.")] = None,
    rows: RowsOption = "actor",
    columns: ColumnsOption = "issue",
    qualifier: QualifierOption = "value",
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    settings: SettingsOption = None,
    date: Annotated[str | None, typer.Option(help="Day that parts before and after.", metavar="DATE")] = None,
) -> None:
    """Draw a picture: heatmap, coefficients, daylight over time, network with camps, camps over time; of events: by
    month, their balance, before and after a date, words beside deeds."""
    from daylight.brief.charts import write_chart
    from daylight.brief.frame import Frame
    from daylight.brief.pictures import picture
    from daylight.desk.store import Desk
    from daylight.settings import load_settings

    weights = load_settings(settings).positions
    frame = Frame(actor or [], issue, rows, columns, qualifier, include or [], exclude or [], weights, date)
    with Desk.open(desk, create=False) as store:
        write_chart(picture(store, kind.value, frame), output)
    typer.echo(f"wrote {output}", err=True)


def debate(
    output: Annotated[Path, typer.Argument(help="HTML file to write.", metavar="OUTPUT")],
    desk: DeskOption = DEFAULT_DESK,
    title: Annotated[str, typer.Option(help="What the debate is called.")] = "A debate and its camps",
    rows: RowsOption = "actor",
    columns: ColumnsOption = "issue",
    qualifier: QualifierOption = "value",
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    draws: Annotated[int, typer.Option(help="Bootstrap draws.", min=10)] = 100,
    seed: SeedOption = 0,
    jobs: JobsOption = 1,
) -> None:
    """Write a page on a debate: positions, camps, polarisation over time, who turned, and how each was made."""
    from daylight.brief.debate import debate_page
    from daylight.brief.frame import Frame
    from daylight.desk.store import Desk
    from daylight.errors import InputError

    frame = Frame([], None, rows, columns, qualifier, include or [], exclude or [])
    with Desk.open(desk, create=False) as store:
        page = debate_page(store, frame, title, draws, seed, jobs)
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror})") from error
    typer.echo(f"wrote {output}", err=True)
