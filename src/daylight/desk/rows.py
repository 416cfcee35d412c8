"""Records as rows of the desk's tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Any

from pydantic_core import PydanticSerializationError
from sqlalchemy import Connection, Table, insert

from daylight.records import Actor, DocumentRecord, Issue, Record, Statement

BATCH = 10_000
"""Rows that are made and sent at once."""


def insert_rows(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        connection.execute(insert(table), batch)


def document_row(record: DocumentRecord) -> dict[str, Any]:
    document = record.document
    return {
        "id": document.id,
        "name": document.name,
        "published": document.published and document.published.isoformat(),
        "read_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "text": document.text,
        "notes": list(record.notes),
        "body": document.model_dump(mode="json", exclude={"text"}),
    }


def named_row(doc: str, item: Actor | Issue, **columns: str) -> dict[str, Any]:
    return {"doc": doc, "id": item.id, "name": item.name, "body": item.model_dump(mode="json"), **columns}


def record_row(table: Table, record: Record) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(record, name) for name in _own_columns(table, type(record))}
    row |= {"start": record.evidence[0][0] if record.evidence else 0, "body": json_text(record)}
    if isinstance(record, Statement):
        row["variables"] = json.dumps(record.variables)
    return row


@cache
def _own_columns(table: Table, kind: type[Record]) -> tuple[str, ...]:
    """Columns that hold a field of the record as it is."""
    return tuple(column.name for column in table.columns if column.name in kind.model_fields)


def json_text(record: Record) -> str:
    """A record as JSON; halves of surrogate pairs, which strict JSON does not hold, are escaped."""
    try:
        return record.model_dump_json()
    except PydanticSerializationError:
        return json.dumps(record.model_dump(mode="json"))
