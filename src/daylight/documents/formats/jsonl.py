"""JSON Lines: one text a line, as ``{"doc": name, "text": …, "published": ISO date, …}``."""

from __future__ import annotations

import json
from collections.abc import Iterator

from daylight.documents.formats.raw import RawText, stated_date
from daylight.errors import InputError
from daylight.records import Value


def read_jsonl(data: bytes, name: str) -> Iterator[RawText]:
    """The texts of a JSONL file, in order; further plain fields become attributes.

    Raises
    ------
    InputError
        At the first line that is no JSON object with a "text"; texts before it stand.
    """
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    number = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        line, start, number = data[start:end].strip(), end + 1, number + 1
        if line:
            yield _text(line, f"{name}: line {number}", number)


def _text(line: bytes, where: str, number: int) -> RawText:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f'{where} is no JSON; write one object a line, as {{"doc": …, "text": …}}') from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise InputError(f'{where} has no "text"; write one object a line, as {{"doc": …, "text": …}}')
    known = {"doc", "text", "published", "title", "publisher", "url"}
    attributes: dict[str, Value] = {
        str(key): value
        for key, value in record.items()
        if key not in known and isinstance(value, str | int | float | bool)
    }
    published = record.get("published")
    if published is not None and stated_date(published, "") is None:
        raise InputError(f'{where}: "published" is {published!r}, not a date; write it as YYYY-MM-DD')
    return RawText(
        text=record["text"],
        format="jsonl",
        name=str(record.get("doc") or f"text {number}"),
        title=_string(record, "title"),
        published=stated_date(published, "JSONL record"),
        publisher=_string(record, "publisher"),
        url=_string(record, "url"),
        attributes=attributes,
    )


def _string(record: dict[str, object], key: str) -> str | None:
    value = record.get(key)
    return value if isinstance(value, str) and value.strip() else None
