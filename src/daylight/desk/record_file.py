"""Record files: whole desks as JSON lines without loss, and single documents in the schema that people code in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from daylight.errors import InputError
from daylight.records import (
    ACTS,
    LAYERS,
    SCHEMA_VERSION,
    Actor,
    Document,
    DocumentRecord,
    Mention,
    Segment,
    document_id,
    record_id,
)

STEP = "import.record/1"


def write_record_lines(records: Iterable[DocumentRecord]) -> str:
    """Records as JSON lines that `read_record_file` reads back without loss, each with its schema version."""
    return "\n".join(
        json.dumps({"schema": SCHEMA_VERSION, **record.model_dump(mode="json")}, ensure_ascii=False)
        for record in records
    )


def read_record_file(path: Path) -> list[DocumentRecord]:
    """Records of a file of JSON lines, or of one JSON object in the schema of `daylight read --format record`.

    An object without the document's text takes it from the file that its ``doc`` names, in the same folder.

    Raises
    ------
    InputError
        When the file is no JSON, is of a newer schema, or a record does not fit.
    """
    try:
        text = path.read_text(encoding="utf-8")
        try:
            objects = [json.loads(text)]
        except json.JSONDecodeError:
            objects = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{path}: is not a file of JSON records ({error})") from error
    return [_record(path, found) for found in objects]


def _record(path: Path, found: Any) -> DocumentRecord:
    if not isinstance(found, dict):
        raise InputError(f"{path}: holds no record; a record is a JSON object")
    if isinstance(found.get("schema"), int) and found["schema"] > SCHEMA_VERSION:
        raise InputError(f"{path}: is of schema {found['schema']}, newer than this program's {SCHEMA_VERSION}")
    try:
        if "document" in found:
            return DocumentRecord.model_validate({k: v for k, v in found.items() if k != "schema"})
        return _of_schema(path, found)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(f"{path}: {where or 'record'}: {first['msg']}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{path}: is not in the schema of records ({type(error).__name__}: {error})") from error


def _of_schema(path: Path, found: dict[str, Any]) -> DocumentRecord:
    text = found.get("text")
    if text is None:
        beside = path.parent / Path(str(found["doc"])).name
        try:
            text = beside.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: has no text, and {beside} cannot be read; put the document beside it") from error
    identity = document_id(text)
    interval = found.get("published_interval")
    document = Document(
        id=identity,
        name=str(found["doc"]),
        text=text,
        title=found.get("title"),
        published=found.get("published") and date.fromisoformat(found["published"]),
        published_interval=_interval(interval),
        published_reason=found.get("published_reason") or "",
        publisher=found.get("publisher"),
        segments=(Segment(kind="paragraph", start=0, end=len(text)),) if text else (),
    )
    kinds = {
        "statements": _statement,
        "conditions": _condition,
        "events": _event,
        "relations": _relation,
    }
    layers = {
        layer: [
            _sourced(layer, identity, number, item, kinds[layer](item, identity))
            for number, item in enumerate(found[layer])
        ]
        for layer in LAYERS
        if found.get(layer)
    }
    return DocumentRecord.model_validate(
        {
            "document": document,
            "actors": [_actor(item) for item in found.get("actors", [])],
            "mentions": [
                Mention(doc=identity, span=tuple(span), actor=item["id"], form="name")
                for item in found.get("actors", [])
                for span in item.get("mentions", [])
            ],
            "issues": [
                {k: v for k, v in item.items() if k in _ISSUE and v is not None} for item in found.get("issues", [])
            ],
            **layers,
        }
    )


_ISSUE = ("id", "name", "proposition", "contrary", "theme", "locus", "aliases")


def _interval(interval: Any) -> tuple[date, date] | None:
    if not interval:
        return None
    first, last = interval.split("/") if isinstance(interval, str) else interval
    return date.fromisoformat(first), date.fromisoformat(last)


def _actor(item: dict[str, Any]) -> Actor:
    homes = [{"actor": home, "role": item.get("role")} for home in item.get("member_of") or []]
    plain = {k: item[k] for k in ("id", "name", "role", "country") if item.get(k)}
    return Actor.model_validate(
        {**plain, "kind": item["type"], "memberships": homes}
        | {k: item[k] for k in ("sectors", "aliases", "confidence") if item.get(k)}
    )


def _sourced(layer: str, doc: str, number: int, item: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": record_id(layer, doc, STEP, item.get("id", number), number),
        "doc": doc,
        "step": item.get("step") or STEP,
        "confidence": item.get("confidence", 1.0),
        **fields,
    }


_STATEMENT = (
    "holder", "reported_by", "cue", "content", "sentence", "issue", "also_issues", "stance", "target", "hedged",
    "certainty", "quoted", "author_voice", "date", "coder", "variables",
)  # fmt: skip


def _statement(item: dict[str, Any], doc: str) -> dict[str, Any]:
    act = item["act"] if item["act"] in ACTS else "assert"
    return {"evidence": [item["content"]], "act": act} | {k: item[k] for k in _STATEMENT if item.get(k) is not None}


def _condition(item: dict[str, Any], doc: str) -> dict[str, Any]:
    kept = ("if", "then", "actor", "kind", "forecast", "state", "issue")
    return {"evidence": [item["if"]]} | {k: item[k] for k in kept if item.get(k) is not None}


def _event(item: dict[str, Any], doc: str) -> dict[str, Any]:
    status = item.get("status_full") or item.get("status") or "happened"
    status = {"actual": "happened"}.get(status, status)
    trigger = item["trigger"]
    place = item.get("place") or (item.get("location") and {"text": item["location"]})
    triggers = [trigger, *item.get("coref_triggers", [])]
    return {
        "evidence": [trigger],
        "type": item["plover"],
        "actors": item.get("actors") or [a for a in [item.get("actor")] if a],
        "recipients": item.get("recipients") or [r for r in [item.get("recipient")] if r],
        "place": place or None,
        "status": status,
        "mentions": [{"doc": doc, "trigger": t, "sentence": t, "status": status} for t in triggers],
    } | {k: item[k] for k in ("mode", "contexts", "date", "date_precision", "intensity", "quad") if item.get(k)}


def _relation(item: dict[str, Any], doc: str) -> dict[str, Any]:
    spans = item["evidence"]
    spans = [spans] if isinstance(spans[0], int) else spans
    return {"evidence": spans} | {k: item[k] for k in ("a", "b", "kind", "issue") if item.get(k) is not None}
