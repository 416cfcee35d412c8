"""`daylight extract events`: the events of each text of a JSONL file."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import typer

from daylight.cli.extract import extract, read_objects
from daylight.errors import InputError


@extract.command()
def events(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help='JSONL with {"id", "text", "published"} lines; - for standard input.')
    ],
    threshold: Annotated[
        float, typer.Option(help="Confidence under which no event is coded; default: that of reading.", min=0, max=1)
    ] = 0.4,
) -> None:
    """Print the events of each text in PLOVER types, the best first."""
    from daylight.reading.event_extract import extract_events

    rows = list(read_objects(file))
    texts = [(row["text"], _day(row.get("published"), file)) for _, row in rows]
    for (number, row), found in zip(rows, extract_events(texts, threshold), strict=True):
        print(json.dumps({"id": row.get("id", number), "events": found}, ensure_ascii=False))


def _day(published: object, file: str) -> date | None:
    if published in (None, ""):
        return None
    try:
        return date.fromisoformat(str(published)[:10])
    except ValueError as error:
        raise InputError(f'{file}: "published" is {published!r}; write it as YYYY-MM-DD') from error
