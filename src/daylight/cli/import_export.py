"""`daylight import` and `daylight export`: desks from and to the formats of other tools."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from daylight.cli.options import DEFAULT_DESK, DeskOption


class ImportFormat(StrEnum):
    """What can be imported."""

    dna = "dna"
    csv = "csv"
    record = "record"
    polecat = "polecat"
    plover = "plover"


class ExportFormat(StrEnum):
    """What can be exported; networks have formats of their own, see `daylight network`."""

    record = "record"
    csv = "csv"
    parquet = "parquet"
    dna = "dna"
    brat = "brat"
    plover = "plover"
    polecat = "polecat"
    gdelt = "gdelt"
    acled = "acled"


def register(app: typer.Typer) -> None:
    """Mount the commands."""
    app.command("import")(import_)
    app.command()(export)


def import_(
    files: Annotated[list[Path], typer.Argument(help="Files to import.", metavar="FILE...")],
    desk: DeskOption = DEFAULT_DESK,
    format: Annotated[
        ImportFormat | None, typer.Option(help="Format; default: by the file's name and first bytes.")
    ] = None,
    actor: Annotated[str | None, typer.Option(help="Variable or column of the holder.", metavar="NAME")] = None,
    concept: Annotated[str | None, typer.Option(help="Variable or column of the issue.", metavar="NAME")] = None,
    sign: Annotated[str | None, typer.Option(help="Variable or column of the stance.", metavar="NAME")] = None,
    group: Annotated[
        str | None, typer.Option(help="Variable or column of what the actor belongs to.", metavar="NAME")
    ] = None,
    date: Annotated[str, typer.Option(help="Column of the date (CSV).", metavar="NAME")] = "date",
    text: Annotated[str, typer.Option(help="Column of the words said (CSV).", metavar="NAME")] = "text",
    document: Annotated[str, typer.Option(help="Column of the source document (CSV).", metavar="NAME")] = "document",
    coder: Annotated[str, typer.Option(help="Column of the coder (CSV).", metavar="NAME")] = "coder",
) -> None:
    """Import coded statements (.dna, CSV), events (POLECAT, PLOVER) and records (JSON) into a desk."""
    from daylight.desk.coded import Roles
    from daylight.desk.csv_claims import Columns
    from daylight.desk.imports import import_file
    from daylight.desk.store import Desk
    from daylight.errors import DaylightError

    roles = Roles(actor, concept, sign, group)
    columns = Columns(date, actor or "actor", group or "group", concept or "concept", sign or "sign", text)
    columns = Columns(**{**vars(columns), "document": document, "coder": coder})
    failed = 0
    with Desk.open(desk) as store:
        for file in files:
            try:
                records = import_file(file, format and format.value, roles, columns)
            except DaylightError as error:
                typer.echo(f"daylight: {error}", err=True)
                failed += 1
                continue
            new = sum(store.add(record) for record in records)
            statements, events = (sum(len(getattr(r, layer)) for r in records) for layer in ("statements", "events"))
            typer.echo(
                f"{file}: {len(records)} documents ({new} new), {statements} statements, {events} events", err=True
            )
    if failed:
        raise typer.Exit(2)


def export(
    output: Annotated[Path, typer.Argument(help="File (record, dna) or folder.", metavar="OUTPUT")],
    format: Annotated[
        ExportFormat | None, typer.Option(help="Format; without it, as the file's ending says, else the record.")
    ] = None,
    desk: DeskOption = DEFAULT_DESK,
) -> None:
    """Write a desk in another tool's format, and say what it could not carry."""
    from daylight.desk.exports import export_desk
    from daylight.desk.store import Desk

    chosen = format or _format_of(output)
    with Desk.open(desk, create=False) as store:
        losses = export_desk(store, chosen.value, output)
    for loss in losses:
        typer.echo(loss, err=True)
    typer.echo(f"wrote {output}", err=True)


def _format_of(output: Path) -> ExportFormat:
    """The format that the ending of a file asks for."""
    from daylight.errors import InputError

    ending = output.suffix.lower().removeprefix(".")
    if ending in ("graphml", "gexf", "dl"):
        raise InputError(f"{output}: networks are written by daylight network --format {ending} --output {output}")
    if ending in ("csv", "parquet"):
        raise InputError(f"{output}: a desk has several tables; write a folder of them with --format {ending}")
    return ExportFormat.dna if ending == "dna" else ExportFormat.record
