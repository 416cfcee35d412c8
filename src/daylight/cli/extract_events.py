"""`daylight extract events`: the events of each text of a JSONL file."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import typer

from daylight.cli.extract import extract, read_objects


@extract.command()
def events(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help='JSONL with {"id", "text", "published"} lines; - for standard input.')
    ],
    threshold: Annotated[
        float, typer.Option(help="Confidence under which no event is coded; default: that of reading.", min=0, max=1)
    ] = 0.4,
) -> None:
    """Print the events of each text in PLOVER types, the best first; lines that cannot be read are told."""
    from daylight.reading.event_extract import extract_events

    bad: list[str] = []
    rows, texts = [], []
    for number, row in read_objects(file, bad):
        try:
            texts.append((row["text"], _day(row.get("published"))))
            rows.append((number, row))
        except ValueError:
            wrong = f'"published" is {row["published"]!r}; write it as YYYY-MM-DD'
            bad.append(f"{'standard input' if file == '-' else file}, line {number}: {wrong}")
    for (number, row), found in zip(rows, extract_events(texts, threshold), strict=True):
        print(json.dumps({"id": row.get("id", number), "events": found}, ensure_ascii=False))
    for wrong in bad:
        typer.echo(f"daylight: {wrong}", err=True)
    if bad:
        raise typer.Exit(2)


def _day(published: object) -> date | None:
    return date.fromisoformat(str(published)[:10]) if published not in (None, "") else None
