"""`daylight read`: files into the desk, then a summary and the report page."""

from __future__ import annotations

import json
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from daylight.cli.options import DEFAULT_DESK, DeskOption, SettingsOption
from daylight.errors import InputError

if TYPE_CHECKING:
    from daylight.desk.intake import Intake
    from daylight.desk.store import Desk
    from daylight.settings import ReadingSettings


class Output(StrEnum):
    """What `daylight read` prints."""

    summary = "summary"
    record = "record"
    jsonl = "jsonl"


class Reader(StrEnum):
    """Implementations of the attribution step."""

    learned = "learned"
    rules = "rules"


def register(app: typer.Typer) -> None:
    """Mount the command."""
    app.command()(read)


def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files or folders; - for standard input.")],
    desk: DeskOption = DEFAULT_DESK,
    published: Annotated[str | None, typer.Option(help="Publication date, YYYY-MM-DD.", metavar="DATE")] = None,
    report: Annotated[
        Path | None, typer.Option(help="Where the report page goes; default: report.html.", metavar="FILE")
    ] = None,
    format: Annotated[Output, typer.Option(help="What to print.")] = Output.summary,
    jobs: Annotated[int, typer.Option(help="Processes that read side by side.", min=1, max=64)] = 1,
    reader: Annotated[Reader | None, typer.Option(help="How attributions are found.")] = None,
    language_model: Annotated[str | None, typer.Option(help="An installed spaCy pipeline.", metavar="NAME")] = None,
    actors: Annotated[Path | None, typer.Option(help="YAML file of actors that you add.", metavar="FILE")] = None,
    issues: Annotated[Path | None, typer.Option(help="YAML file of issues that you define.", metavar="FILE")] = None,
    settings: SettingsOption = None,
) -> None:
    """Read documents into the desk; print a summary and write the report page."""
    from daylight.desk.record_json import to_json
    from daylight.desk.store import Desk
    from daylight.settings import ReadingSettings, load_settings

    chosen = load_settings(settings)
    given = {"reader": reader and reader.value, "language_model": language_model, "actors": actors, "issues": issues}
    reading = ReadingSettings.model_validate(
        {**chosen.reading.model_dump(), **{name: value for name, value in given.items() if value is not None}}
    )
    with Desk.open(desk) as store:
        intake = _with_progress(store, paths, reading, _day(published), jobs)
        for line in (*intake.notes, *intake.failures):
            typer.echo(f"daylight: {line}", err=True)
        if format is Output.summary and intake.documents:
            from daylight.brief.page import write_report
            from daylight.brief.summary import print_summary

            place = report or Path("report.html")
            write_report(store, place, chosen)
            print_summary(store, chosen)
            typer.echo(f"\nReport: {place}   Desk: {desk}   Sentence behind a record: daylight source ID --desk {desk}")
        else:
            if format is Output.record and len(intake.documents) > 1:
                raise InputError(f"--format record prints one document, {len(intake.documents)} were read; use jsonl")
            for document in intake.documents:
                record = to_json(store.record(document))
                indent = 1 if format is Output.record else None
                typer.echo(json.dumps(record, ensure_ascii=False, indent=indent))
            if report:
                from daylight.brief.page import write_report

                write_report(store, report, chosen)
    if intake.failures:
        raise typer.Exit(2)


def _day(published: str | None) -> date | None:
    if published is None:
        return None
    try:
        return date.fromisoformat(published)
    except ValueError as error:
        raise InputError(f"--published {published!r} is not a date; write it as YYYY-MM-DD") from error


def _with_progress(
    store: Desk, paths: list[str], reading: ReadingSettings, published: date | None, jobs: int
) -> Intake:
    """Read with a progress bar where a person is watching."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("", total=None)

        def step(done: int, total: int, name: str) -> None:
            progress.update(task, completed=done, total=total, description=Path(name).name)

        return store.read(*paths, settings=reading, published=published, jobs=jobs, progress=step)
