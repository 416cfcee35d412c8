"""Layers of a desk as flat tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars

from daylight.errors import InputError
from daylight.records import Record

if TYPE_CHECKING:
    from daylight.desk.store import Desk

LAYERS = ("documents", "actors", "issues", "attributions", "statements", "conditions", "events", "relations")


def table(desk: Desk, layer: str, **filters: Any) -> polars.DataFrame:
    """One layer as a table, one row a record, with the text of its evidence.

    Parameters
    ----------
    desk : Desk
        The store.
    layer : str
        One of `LAYERS`.
    **filters
        As for the desk's method of that name.
    """
    if layer not in LAYERS:
        raise InputError(f"no layer is called {layer!r}; there are: {', '.join(LAYERS)}")
    documents = {document.id: document for document in desk.documents()}
    if layer == "documents":
        notes = desk.notes()
        rows = [
            {
                "id": d.id,
                "name": d.name,
                "title": d.title,
                "published": d.published and d.published.isoformat(),
                "published_interval": d.published_interval and "/".join(x.isoformat() for x in d.published_interval),
                "published_reason": d.published_reason,
                "publisher": d.publisher,
                "language": d.language,
                "format": d.format,
                "characters": len(d.text),
                "notes": "; ".join(notes.get(d.id, ())),
            }
            for d in documents.values()
        ]
    elif layer in ("actors", "issues"):
        rows = [_flat(item.model_dump(mode="json")) for item in getattr(desk, layer)().values()]
    else:
        records: list[Record] = getattr(desk, layer)(**filters)
        rows = []
        for record in records:
            document = documents[record.doc]
            row = _flat(record.model_dump(mode="json"))
            row["document"] = document.name
            row["published"] = document.published and document.published.isoformat()
            row["text"] = " ".join(document.text[slice(*record.evidence[0])].split()) if record.evidence else ""
            rows.append(row)
    return polars.DataFrame(rows, infer_schema_length=None)


def _flat(body: dict[str, Any]) -> dict[str, Any]:
    """Nested values made into columns: a span into start and end, lists joined, mappings spread."""
    row: dict[str, Any] = {}
    for key, value in body.items():
        if key in ("evidence", "mentions"):
            row[key] = len(value)
        elif isinstance(value, dict):
            row[key] = "; ".join(f"{k}={v}" for k, v in value.items() if v not in (None, "")) or None
        elif isinstance(value, list) and len(value) == 2 and all(isinstance(n, int) for n in value):
            row[f"{key}_start"], row[f"{key}_end"] = value
        elif isinstance(value, list):
            row[key] = "; ".join(_word(item) for item in value)
        else:
            row[key] = value
    return row


def _word(item: Any) -> str:
    if isinstance(item, dict):
        return str(item.get("actor") or item.get("name") or item)
    return "-".join(map(str, item)) if isinstance(item, list) else str(item)
