"""Layers of a desk as flat tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars

from daylight.errors import InputError
from daylight.records import Actor, Record

if TYPE_CHECKING:
    from daylight.desk.store import Desk

_COMMON = ("document", "minimum_confidence")
FILTERS: dict[str, tuple[str, ...]] = {
    "documents": (),
    "actors": (),
    "issues": (),
    "sources": ("document",),
    "attributions": _COMMON,
    "statements": ("actor", "issue", "stance", "act", "since", "until", *_COMMON),
    "conditions": ("actor", "issue", "since", "until", *_COMMON),
    "events": ("actor", "since", "until", *_COMMON),
    "relations": ("actor", *_COMMON),
}
"""Layers that can be had as tables, with the filters that apply to each."""


def table(desk: Desk, layer: str, **filters: Any) -> polars.DataFrame:
    """One layer as a table, one row a record, with the text of its evidence.

    Parameters
    ----------
    desk : Desk
        The store.
    layer : str
        One of `FILTERS`.
    **filters
        As for the desk's method of that name.
    """
    if layer not in FILTERS:
        raise InputError(f"no layer is called {layer!r}; there are: {', '.join(FILTERS)}")
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
    elif layer == "sources":
        rows = _sources(desk, **filters)
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


def guard_cells(frame: polars.DataFrame) -> polars.DataFrame:
    """The table with text cells that a spreadsheet would run as formulas made plain by a leading apostrophe."""
    text = [name for name, kind in frame.schema.items() if kind == polars.String]
    risky = polars.col(text).str.contains(r"^[=+\-@\t\r]")
    return frame.with_columns(polars.when(risky).then("'" + polars.col(text)).otherwise(polars.col(text)).name.keep())


def is_unnamed(actor: Actor) -> bool:
    """Whether an actor is heard without a name: "Polish officials", "a NATO diplomat"."""
    return actor.kind == "group" or (actor.kind == "person" and actor.name.split()[-1].islower())


def _sources(desk: Desk, **filters: Any) -> list[dict[str, Any]]:
    """Who is heard, how directly: named or unnamed, quoted or reported, in whose relay."""
    actors = desk.actors()
    rows: dict[str, dict[str, Any]] = {}
    for statement in desk.statements(**filters):
        for heard in dict.fromkeys([statement.holder, *statement.reported_by]):
            actor = actors.get(heard)
            row = rows.setdefault(
                heard,
                {
                    "source": actor.name if actor else heard,
                    "id": heard,
                    "kind": actor.kind if actor else None,
                    "voice": "unnamed" if actor and is_unnamed(actor) else "named",
                    "statements": 0,
                    "direct": 0,
                    "quoted": 0,
                    "relays": 0,
                    "relayed_by": set(),
                },
            )
            if heard == statement.holder:
                row["statements"] += 1
                row["direct"] += not statement.reported_by
                row["quoted"] += statement.quoted
                row["relayed_by"] |= {actors[r].name if r in actors else r for r in statement.reported_by}
            else:
                row["relays"] += 1
    ranked = sorted(rows.values(), key=lambda row: (-row["statements"] - row["relays"], row["id"]))
    return [{**row, "relayed_by": "; ".join(sorted(row["relayed_by"]))} for row in ranked]


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
