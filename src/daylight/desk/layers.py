"""The record layers of a desk as they now stand: read from its tables, review decisions laid over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from sqlalchemy import Engine, Select, Table, Text, cast, func, or_, select, tuple_

from daylight.desk import schema
from daylight.desk.review import Decision, lay_over
from daylight.errors import NotFoundError
from daylight.records import Attribution, Condition, Event, Record, Relation, Statement, Value

RecordT = TypeVar("RecordT", bound=Record)
ModelT = TypeVar("ModelT", bound=BaseModel)

LAYER_TYPES: dict[str, type[Record]] = {
    "attributions": Attribution,
    "statements": Statement,
    "conditions": Condition,
    "events": Event,
    "relations": Relation,
}

_BATCH = 400
"""Ids in one query; SQLite allows about a thousand."""


def layer_of(record: Record) -> str:
    """Name of the layer that a record belongs to."""
    return next(layer for layer, kind in LAYER_TYPES.items() if isinstance(record, kind))


def validated(kind: type[ModelT], body: str) -> ModelT:
    """A record from its JSON text."""
    try:
        return kind.model_validate_json(body)
    except ValidationError:
        return kind.model_validate(json.loads(body))  # takes halves of surrogate pairs, which strict JSON does not


def bodies(engine: Engine, table: Table, document: str | None = None) -> list[str]:
    """JSON texts of a table, by document, place and id."""
    order = [column for column in (table.c.get("doc"), table.c.get("start"), table.c.get("id")) if column is not None]
    query = select(cast(table.c.body, Text)).order_by(*order)
    if document:
        query = query.where(table.c.doc == document)
    return _fetch(engine, query)


def known_bodies(engine: Engine, table: Table) -> list[str]:
    """JSON texts of actors or issues, each once, in the order of the documents that tell of them first."""
    body = cast(table.c.body, Text)
    return _fetch(engine, select(body).group_by(table.c.id, body).order_by(func.min(table.c.doc), table.c.id))


def decisions(engine: Engine) -> list[Decision]:
    """All review decisions in their order."""
    with engine.connect() as connection:
        rows = connection.execute(select(schema.decisions).order_by(schema.decisions.c.number)).all()
    return [Decision(**row._mapping) for row in rows]


def publication_days(engine: Engine) -> dict[str, str | None]:
    """ISO day of publication of each document, by id."""
    with engine.connect() as connection:
        rows = connection.execute(select(schema.documents.c.id, schema.documents.c.published)).all()
    return {row.id: row.published for row in rows}


class Outline(NamedTuple):
    """What a table of statements tells of their document."""

    name: str
    published: str | None
    title: str | None
    publisher: str | None
    attributes: dict[str, Value]


def outlines(engine: Engine) -> dict[str, Outline]:
    """All documents by id, without their texts and segments."""
    table = schema.documents
    named = [table.c.body[name].as_string() for name in ("title", "publisher")]
    query = select(table.c.id, table.c.name, table.c.published, *named, cast(table.c.body["attributes"], Text))
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return {row[0]: Outline(*row[1:5], json.loads(row[5]) if row[5] not in (None, "{}") else {}) for row in rows}


def read_layer(
    engine: Engine,
    kind: type[RecordT],
    document: str | None = None,
    since: str | None = None,
    until: str | None = None,
    confidence: float = 0.0,
) -> list[RecordT]:
    """Records of one layer, review decisions applied, by publication, document and place.

    Parameters
    ----------
    document : str, optional
        Id of the only document.
    since, until : str, optional
        ISO days; both count.
    confidence : float
        The least.
    """
    layer = next(name for name, known in LAYER_TYPES.items() if known is kind)
    decided = [d for d in decisions(engine) if d.layer == layer and (document is None or d.doc == document)]
    texts = bodies(engine, schema.RECORDS[layer], document)
    published = publication_days(engine)
    if decided:
        left = lay_over(map(json.loads, texts), decided)
        records = [kind.model_validate(body) for body in left if body["doc"] in published]
    else:
        records = [validated(kind, text) for text in texts]

    def day(record: RecordT) -> str:
        return (getattr(record, "date", None) or published.get(record.doc) or "").replace("..", "")

    kept = [
        record
        for record in records
        if record.confidence >= confidence
        and (since is None or _last_day(day(record)) >= since)
        and (until is None or ("" < _first_day(day(record)) <= until))
    ]
    return sorted(kept, key=lambda r: (published.get(r.doc) or "9999", r.doc, r.evidence, r.id))


def find_record(engine: Engine, place: str, identity: str) -> Record:
    """A record by id, or by the start of its id where that is enough.

    Raises
    ------
    NotFoundError
        When no record, or more than one, has that id.
    """
    found: dict[str, Record] = {}
    all_decided = decisions(engine)
    published = publication_days(engine)
    for layer, kind in LAYER_TYPES.items():
        decided = [d for d in all_decided if d.layer == layer]
        table = schema.RECORDS[layer]
        near = table.c.id.startswith(identity, autoescape=True) if len(identity) > 2 else table.c.id == identity
        texts = _fetch(engine, select(cast(table.c.body, Text)).where(near))
        about = {json.loads(text)["id"] for text in texts} | {
            d.record for d in decided if d.record.startswith(identity)
        }
        for body in standing(engine, layer, decided, texts):
            if body["id"] in about and body["id"].startswith(identity) and body["doc"] in published:
                found[body["id"]] = kind.model_validate(body)
    if identity in found:
        return found[identity]
    if len(found) == 1 and len(identity) > 2:
        return next(iter(found.values()))
    what = (
        f"{identity!r} is the start of several records: {', '.join(sorted(found)[:5])}"
        if found
        else f"no record has the id {identity!r}; list ids with: daylight show statements --desk {place}"
    )
    raise NotFoundError(f"{place}: {what}")


def standing(
    engine: Engine, layer: str, decided: Sequence[Decision], texts: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """What is left of given records, and of all that decisions touch, after the decisions.

    Parameters
    ----------
    decided : sequence of Decision
        Those of the layer.
    texts : iterable of str
        JSON texts of further records.
    """
    table = schema.RECORDS[layer]
    return lay_over([json.loads(text) for text in dict.fromkeys([*texts, *touched(engine, table, decided)])], decided)


def touched(engine: Engine, table: Table, decided: Sequence[Decision]) -> list[str]:
    """JSON texts of the records that decisions name, or that stand where the decided records stood."""
    found: list[str] = []
    for at in range(0, len(decided), _BATCH):
        part = [d for d in decided[at : at + _BATCH] if not d.undone]
        places = [(d.doc, d.snapshot["evidence"][0][0]) for d in part]
        here = or_(table.c.id.in_([d.record for d in part]), tuple_(table.c.doc, table.c.start).in_(places))
        found += _fetch(engine, select(cast(table.c.body, Text)).where(here)) if part else []
    return found


def _fetch(engine: Engine, query: Select[Any]) -> list[str]:
    """The one column of a query; all rows at once, which is quicker than one by one."""
    with engine.connect() as connection:
        return [row[0] for row in connection.execute(query).all()]


def _first_day(said: str) -> str:
    return said.split("/")[0] or said.split("/")[-1]


def _last_day(said: str) -> str:
    """The last day of an ISO date or interval, so that a month or year counts to its end."""
    end = said.split("/")[-1] or "9999"
    return {4: f"{end}-12-31", 7: f"{end}-31"}.get(len(end), end)
