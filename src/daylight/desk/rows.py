"""Records as rows of the desk's tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert

from daylight.records import Actor, DocumentRecord, Issue, Record


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), list(rows))


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
    body = record.model_dump(mode="json")
    row = {column.name: body.get(column.name) for column in table.columns}
    return row | {"start": record.evidence[0][0] if record.evidence else 0, "body": body}
