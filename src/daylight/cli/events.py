"""`daylight events`: events joined over the documents of a desk, measures over them, and files of event data."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from daylight.cli.options import DEFAULT_DESK, DeskOption

if TYPE_CHECKING:
    from daylight.desk.store import Desk
    from daylight.records import Event

events = typer.Typer(
    help="Events over all documents of a desk: joined, measured, in and out of files.", no_args_is_help=True
)


class Output(StrEnum):
    """How tables are printed."""

    table = "table"
    csv = "csv"
    json = "json"


class FileFormat(StrEnum):
    """Formats of event files."""

    plover = "plover"
    polecat = "polecat"
    gdelt = "gdelt"
    acled = "acled"


OutputOption = Annotated[Output, typer.Option("--format", help="Table, CSV or JSON.")]


def register(app: typer.Typer) -> None:
    """Mount the group."""
    app.add_typer(events, name="events")


@events.command("list")
def list_(desk: DeskOption = DEFAULT_DESK, format: OutputOption = Output.table) -> None:
    """The events of all documents, told-twice ones joined, with how many documents tell each and their statuses."""
    from daylight.desk.store import Desk

    with Desk.open(desk, create=False) as store:
        found, _ = joined(store)
    rows = [
        (
            e.date or "",
            e.type,
            e.mode or "",
            ", ".join(e.actors),
            ", ".join(e.recipients),
            (e.place.name or e.place.text) if e.place else "",
            len({m.doc for m in e.mentions}),
            ", ".join(sorted({m.status for m in e.mentions})),
            e.id,
        )
        for e in found
    ]
    _print(("date", "type", "mode", "actors", "recipients", "place", "sources", "statuses", "id"), rows, format)


@events.command("pairs")
def pairs_(desk: DeskOption = DEFAULT_DESK, format: OutputOption = Output.table) -> None:
    """Monthly counts and mean intensity of events by directed pair of states and other actors."""
    from daylight.desk.store import Desk
    from daylight.positions.event_measures import by_pair_and_month

    with Desk.open(desk, create=False) as store:
        found, side = joined(store)
    rows = [
        (p.month, p.actor, p.recipient, p.events, p.cooperation, p.conflict, round(p.intensity, 2))
        for p in by_pair_and_month(found, side)
    ]
    _print(("month", "actor", "recipient", "events", "cooperation", "conflict", "intensity"), rows, format)


@events.command("balance")
def balance_(desk: DeskOption = DEFAULT_DESK, format: OutputOption = Output.table) -> None:
    """Cooperation and conflict balance of each pair, from -1 (conflict alone) to 1 (cooperation alone)."""
    from daylight.desk.store import Desk
    from daylight.positions.event_measures import balance

    with Desk.open(desk, create=False) as store:
        found, side = joined(store)
    _print(("one", "other", "balance"), [(a, b, round(v, 2)) for (a, b), v in balance(found, side).items()], format)


@events.command("around")
def around(
    day: Annotated[str, typer.Argument(help="The date that parts before and after, as 2026-02-18.", metavar="DATE")],
    desk: DeskOption = DEFAULT_DESK,
    format: OutputOption = Output.table,
) -> None:
    """Mean intensity of each pair before and after a date, with the difference and its 90 % interval."""
    from datetime import date

    from daylight.desk.store import Desk
    from daylight.errors import InputError
    from daylight.positions.event_measures import before_and_after

    try:
        parted = date.fromisoformat(day)
    except ValueError as error:
        raise InputError(f"{day!r} is no date; write it as YYYY-MM-DD") from error
    with Desk.open(desk, create=False) as store:
        found, side = joined(store)
    rows = [
        (
            c.actor,
            c.recipient,
            c.events_before,
            _short(c.before),
            c.events_after,
            _short(c.after),
            _short(c.difference),
            _short(c.low),
            _short(c.high),
        )
        for c in before_and_after(found, parted, side)
    ]
    _print(
        ("actor", "recipient", "events before", "before", "events after", "after", "difference", "low", "high"),
        rows,
        format,
    )


@events.command("write")
def write(
    output: Annotated[Path, typer.Argument(help="File to write.", metavar="FILE")],
    format: Annotated[FileFormat, typer.Option("--format", help="Format of the file.")] = FileFormat.plover,
    desk: DeskOption = DEFAULT_DESK,
) -> None:
    """Write the events of a desk as PLOVER JSONL, POLECAT, or a table like GDELT's or ACLED's."""
    from daylight.desk import event_formats
    from daylight.desk.store import Desk

    with Desk.open(desk, create=False) as store:
        found, _ = joined(store)
        actors, documents = store.actors(), {d.id: d for d in store.documents()}
    writers = {
        FileFormat.plover: event_formats.write_plover,
        FileFormat.polecat: event_formats.write_polecat,
        FileFormat.gdelt: event_formats.write_gdelt,
        FileFormat.acled: event_formats.write_acled,
    }
    number = writers[format](output, found, actors, documents)
    typer.echo(f"wrote {number} events to {output}", err=True)


@events.command("read")
def read(
    files: Annotated[list[Path], typer.Argument(help="POLECAT tables or PLOVER JSONL files.", metavar="FILE...")],
    desk: DeskOption = DEFAULT_DESK,
) -> None:
    """Put the events of POLECAT tables or PLOVER JSONL files into a desk."""
    from daylight.desk.polecat import read_plover, read_polecat
    from daylight.desk.store import Desk

    with Desk.open(desk) as store:
        for file in files:
            reader = read_plover if file.suffix.lower() in (".json", ".jsonl") else read_polecat
            for record in reader(file):
                new = store.add(record)
                notes = "; ".join(record.notes)
                typer.echo(
                    f"{file}: {len(record.events)} events{'' if new else ', known already'}{notes and '; ' + notes}",
                    err=True,
                )


def joined(store: Desk) -> tuple[list[Event], Callable[[str], str]]:
    """The events of a desk, one record per real event, and the map from actors to their states."""
    from daylight.reading.event_join import join_events, sides

    side = sides(store.actors())
    return join_events(store.events(), side), side


def _short(value: float | None) -> float | str:
    return "" if value is None else round(value, 2)


def _print(names: Sequence[str], rows: Sequence[Sequence[object]], format: Output) -> None:
    if format is Output.json:
        print(json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
    elif format is Output.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([names, *rows])
    else:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(*names)
        for row in rows:
            table.add_row(*(Text(str(cell)) for cell in row))
        Console().print(table)
