"""Exports of a desk: record lines, CSV, Parquet, brat stand-off and .dna."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from daylight.errors import InputError
from daylight.records import DocumentRecord

if TYPE_CHECKING:
    from daylight.desk.store import Desk

LAYERS = ("documents", "actors", "issues", "attributions", "statements", "conditions", "events", "relations")


def export_desk(desk: Desk, format: str, output: Path) -> list[str]:
    """Write a desk in one of `EXPORTS`.

    Parameters
    ----------
    desk : Desk
        What to write, review decisions applied.
    format : str
        "record" and "dna" make one file; "csv", "parquet" and "brat" fill a folder, made where it is missing.
    output : Path
        File or folder.

    Returns
    -------
    list of str
        What the format could not carry, one line each.
    """
    if format not in EXPORTS:
        raise InputError(f"no export format is called {format!r}; use one of {', '.join(EXPORTS)}")
    try:
        return EXPORTS[format](desk, output)
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror})") from error


def _records(desk: Desk) -> list[DocumentRecord]:
    return [desk.record(document.id) for document in desk.documents()]


def _record(desk: Desk, output: Path) -> list[str]:
    from daylight.desk.record_file import write_record_lines

    output.write_text(write_record_lines(_records(desk)) + "\n", encoding="utf-8")
    return ["not carried: the log of review decisions (they are applied)"] if desk.log() else []


def _csv(desk: Desk, output: Path) -> list[str]:
    from daylight.desk.tables import guard_cells

    output.mkdir(parents=True, exist_ok=True)
    for layer in LAYERS:
        guard_cells(desk.frame(layer)).write_csv(output / f"{layer}.csv")
    return ["not carried: texts of documents, mentions, all spans of a record but its first, the log of decisions"]


def _parquet(desk: Desk, output: Path) -> list[str]:
    import polars

    output.mkdir(parents=True, exist_ok=True)
    for layer in LAYERS:
        frame = desk.frame(layer)
        if frame.width:
            frame.with_columns(polars.col(polars.Null).cast(polars.String)).write_parquet(output / f"{layer}.parquet")
    return ["not carried: texts of documents, mentions, all spans of a record but its first, the log of decisions"]


def _dna(desk: Desk, output: Path) -> list[str]:
    from daylight.desk.dna_write import write_dna

    return write_dna(output, _records(desk), desk.actors(), desk.issues())


def _brat(desk: Desk, output: Path) -> list[str]:
    """Text and stand-off annotations: statements and conditions as spans with notes, events with their actors."""
    output.mkdir(parents=True, exist_ok=True)
    for number, record in enumerate(_records(desk), start=1):
        stem = re.sub(r"[^\w.-]+", "_", record.document.name).strip("._")[:80] or "document"
        name = output / f"{number:04d}-{stem}"
        text = record.document.text
        # brat reads the file's line ends as they stand, so that offsets fit.
        name.with_name(name.name + ".txt").write_bytes(text.encode("utf-8", "surrogatepass"))
        lines: list[str] = []

        def span(kind: str, start: int, end: int, note: str, lines: list[str] = lines, text: str = text) -> None:
            if start >= end:
                return
            at = sum(line.startswith("T") for line in lines) + 1
            pieces, place = [], start
            for piece in text[start:end].split("\n"):
                if piece.strip():
                    pieces.append((place, place + len(piece)))
                place += len(piece) + 1
            if not pieces:
                return
            ranges = ";".join(f"{a} {b}" for a, b in pieces)
            lines.append(f"T{at}\t{kind} {ranges}\t{' '.join(text[a:b] for a, b in pieces)}")
            if note:
                lines.append(f"#{at}\tAnnotatorNotes T{at}\t{' '.join(note.split())}")

        for mention in record.mentions:
            span("Actor", *mention.span, mention.actor)
        for s in record.statements:
            via = f" via {' > '.join(s.reported_by)}" if s.reported_by else ""
            span("Statement", *s.content, f"{s.holder}: {s.act}, {s.stance} {s.issue}{via} ({s.id})")
        for c in record.conditions:
            span("Condition", *c.if_, f"{c.actor or 'unnamed'}: {c.kind} ({c.id})")
        for e in record.events:
            who = f"{', '.join(e.actors) or '?'} > {', '.join(e.recipients) or '?'}"
            span("Event", *e.evidence[0], f"{e.type} {who} {e.date or ''} {e.status} ({e.id})")
        name.with_name(name.name + ".ann").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    kinds = "Actor\nStatement\nCondition\nEvent\n"
    (output / "annotation.conf").write_text(f"[entities]\n{kinds}\n[relations]\n[events]\n[attributes]\n", "utf-8")
    return ["not carried: attributions, relations and the reporting chain other than in notes"]


def _events(desk: Desk, output: Path, format: str) -> list[str]:
    """The events of a desk in a format of event data, one row for each real event."""
    from daylight.desk import event_formats
    from daylight.reading.event_join import join_events, sides

    actors = desk.actors()
    write = {
        "plover": event_formats.write_plover,
        "polecat": event_formats.write_polecat,
        "gdelt": event_formats.write_gdelt,
        "acled": event_formats.write_acled,
    }[format]
    told = join_events(desk.events(), sides(actors))
    number = write(output, told, actors, {d.id: d for d in desk.documents()})
    return [f"{number} of {len(told)} events; not carried: statements, conditions, relations"]


EXPORTS: dict[str, Callable[[Desk, Path], list[str]]] = {
    "record": _record, "csv": _csv, "parquet": _parquet, "dna": _dna, "brat": _brat,
    **{format: partial(_events, format=format) for format in ("plover", "polecat", "gdelt", "acled")},
}  # fmt: skip
