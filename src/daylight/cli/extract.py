"""`daylight extract`: one step of the reading alone, from JSONL to JSONL."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from daylight.errors import InputError

if TYPE_CHECKING:
    from daylight.reading.extract import Extracted

extract = typer.Typer(help="One step of the reading alone, from JSONL to JSONL.", no_args_is_help=True)


class Reader(StrEnum):
    """Implementations of the attribution step."""

    learned = "learned"
    rules = "rules"


def register(app: typer.Typer) -> None:
    """Mount the group."""
    app.add_typer(extract, name="extract")


@extract.command()
def attributions(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help='JSONL with {"doc", "text"} lines; - for standard input.')
    ],
    jobs: Annotated[int, typer.Option(help="Processes that read side by side.", min=1, max=64)] = 1,
    reader: Annotated[Reader, typer.Option(help="How attributions are found.")] = Reader.learned,
    nested: Annotated[bool, typer.Option("--nested", help="Inner layers too, one line item for each cue.")] = False,
) -> None:
    """Print the attributions of each text as source, cue and content spans."""
    from daylight.reading.extract import extract_many

    rows = list(read_rows(file))
    texts = [text for _, text in rows]
    for (doc, _), found in zip(rows, extract_many(texts, reader.value, nested, jobs), strict=True):
        print(json.dumps({"doc": doc, "attributions": [_as_json(item, nested) for item in found]}))


def read_rows(file: str) -> Iterator[tuple[str, str]]:
    """Name and text of each line of a JSONL file."""
    for number, row in read_objects(file):
        yield str(row.get("doc", number)), row["text"]


def read_objects(file: str, bad: list[str] | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and object of each line of a JSONL file, each with a string under "text".

    Lines that cannot be read are told in `bad` and passed over where it is given.

    Raises
    ------
    InputError
        When the file cannot be read, or a line is no object with a string under "text" and `bad` is not given.
    """
    shown = "standard input" if file == "-" else file
    try:
        if file == "-":
            lines = sys.stdin.read().splitlines()
        else:
            with open(file, encoding="utf-8") as stream:
                lines = stream.read().split("\n")
    except OSError as error:
        raise InputError(f"{shown}: cannot be read ({error.strerror}); give a JSONL file") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{shown}: is not UTF-8 text; give a JSONL file") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            wrong = f"{shown}, line {number}: is not JSON ({error}); one object a line is expected"
        else:
            if isinstance(row, dict) and isinstance(row.get("text"), str):
                yield number, row
                continue
            wrong = f'{shown}, line {number}: has no "text"; expected {{"doc": …, "text": …}}'
        if bad is None:
            raise InputError(wrong)
        bad.append(wrong)


def _as_json(item: Extracted, nested: bool) -> dict[str, object]:
    out: dict[str, object] = {
        "source": item.source, "cue": item.cue, "content": item.content, "confidence": round(item.confidence, 4),
    }  # fmt: skip
    return out | {"parent": item.parent} if nested else out
