"""POLECAT and PLOVER files into records: a tolerant loader of event data coded elsewhere."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

from daylight.desk.coded import slugs
from daylight.errors import InputError
from daylight.knowledge.plover import current_name, event_types, intensity
from daylight.records import (
    Actor,
    DatePrecision,
    Document,
    DocumentRecord,
    Event,
    EventMention,
    EventStatus,
    Place,
    Segment,
    Span,
    document_id,
    record_id,
)

STEP = "import.polecat/1"
_OTHER_NAMES = {"Event Intensity": "Intensity"}


def read_polecat(path: Path) -> Iterator[DocumentRecord]:
    """Events of a POLECAT table as one record, whose text is the file and whose evidence are the rows.

    Takes 40 to 44 columns in any order, "Event Intensity" for "Intensity", UTF-8 or latin-1, "None" and empty cells,
    and
    stray tabs at the end of rows or as empty cells. Rows whose type or date cannot be read are left out and counted in
    the notes.

    Raises
    ------
    InputError
        When the file cannot be read or has no "Event Type" column.
    """
    text = _decoded(path)
    lines = text.splitlines(keepends=True)
    names = [_OTHER_NAMES.get(n.strip(), n.strip()) for n in lines[0].rstrip("\r\n").split("\t")] if lines else []
    if "Event Type" not in names or "Event Date" not in names:
        raise InputError(
            f"{path}: is no POLECAT table (no 'Event Type' and 'Event Date' columns); expected tab-separated text"
        )
    rows, skipped, place = [], 0, len(lines[0])
    for line in lines[1:]:
        cells = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE), [])
        span = (place, place + len(line.rstrip("\r\n")))
        place += len(line)
        if not any(cells):
            continue
        row = {
            name: "" if cell.strip() in ("None", "nan", "NA") else cell.strip()
            for name, cell in zip(names, _fitted(cells, len(names)), strict=False)
        }
        if current_name(row["Event Type"]) in event_types() and (_date(row["Event Date"]) or not row["Event Date"]):
            rows.append((row, span))
        else:
            skipped += 1
    yield _record(path, text, [_from_polecat(row) | {"span": span} for row, span in rows], skipped)


def read_plover(path: Path) -> Iterator[DocumentRecord]:
    """Events of a PLOVER JSONL file as one record, whose text is the file and whose evidence are the lines.

    Raises
    ------
    InputError
        When the file cannot be read or a line is no JSON object.
    """
    text = _decoded(path)
    rows: list[dict[str, Any]] = []
    skipped, place = 0, 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        span = (place, place + len(line.rstrip("\r\n")))
        place += len(line)
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"{path}, line {number}: is not JSON ({error})") from error
        if not isinstance(row, dict):
            raise InputError(f"{path}, line {number}: is no object; expected a PLOVER record")
        types = row.get("event") or []
        mode = next(iter(row.get("mode") or []), None)
        types = [types] if isinstance(types, str) else types
        if not types or current_name(str(types[0]), mode) not in event_types():
            skipped += 1
            continue
        rows.append(_from_plover(row, str(types[0]), mode) | {"span": span})
    yield _record(path, text, rows, skipped)


def _decoded(path: Path) -> str:
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _fitted(cells: list[str], width: int) -> list[str]:
    """As many cells as columns: stray tabs make empty cells, which are taken out from the left until the rest fits."""
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    while len(cells) > width and any(not c.strip() for c in cells):
        gap = next(i for i, c in enumerate(cells) if not c.strip())
        cells = cells[:gap] + cells[gap + 1 :]
    return [*cells, *[""] * (width - len(cells))][:width]


def _from_polecat(row: dict[str, str]) -> dict[str, Any]:
    def parties(side: str) -> list[dict[str, Any]]:
        names = _items(row.get(f"{side} Name", "")) or _items(row.get(f"{side} Name Raw", ""))
        countries = _items(row.get(f"{side} Country", ""))
        sectors = _items(row.get(f"Primary {side} Sector", ""))
        return [
            {
                "name": name,
                "country": _at(countries, i),
                "sectors": tuple(s for s in [_at(sectors, i)] if s),
                "wikidata": None,
            }
            for i, name in enumerate(names or countries)
        ]

    located = row.get("Placename") or row.get("Raw Placename")
    return {
        "type": current_name(row["Event Type"], row.get("Event Mode") or None),
        "mode": row.get("Event Mode") or None,
        "date": _date(row["Event Date"]),
        "contexts": tuple(_items(row.get("Contexts", ""))),
        "actors": parties("Actor"),
        "recipients": parties("Recipient"),
        "place": Place(
            text=row.get("Raw Placename") or located,
            name=located,
            country=row.get("Country") or None,
            latitude=_float(row.get("Latitude", "")),
            longitude=_float(row.get("Longitude", "")),
            geonames=int(row["GeoNames ID"]) if row.get("GeoNames ID", "").isdigit() else None,
            reason="as coded in the file",
        )
        if located
        else None,
        "intensity": _float(row.get("Intensity", "")),
    }


def _from_plover(row: dict[str, Any], type_: str, mode: str | None) -> dict[str, Any]:
    def parties(side: str) -> list[dict[str, Any]]:
        found = row.get(side) or []
        return [
            {
                "name": str(p.get("entity_text") or p.get("code") or "unnamed"),
                "country": p.get("code"),
                "sectors": tuple(
                    p["sector"] if isinstance(p.get("sector"), list) else [p["sector"]] if p.get("sector") else []
                ),
                "wikidata": p.get("identifier_id"),
            }
            for p in (found if isinstance(found, list) else [found])
            if isinstance(p, dict)
        ]

    start, end = _date(str(row.get("date") or "")), _date(str(row.get("enddate") or ""))
    where = row.get("event_loc")
    place = None
    if isinstance(where, dict) and (where.get("extracted_place") or where.get("resolved_place")):
        place = Place(
            text=str(where.get("extracted_place") or where["resolved_place"]),
            name=where.get("resolved_place"),
            country=where.get("country_code"),
            latitude=where.get("lat"),
            longitude=where.get("lon"),
            geonames=where.get("geonameid"),
            reason="as coded in the file",
        )
    return {
        "type": current_name(type_, mode),
        "mode": mode,
        "date": f"{start}/{end}" if start and end and start != end else start,
        "contexts": tuple(row.get("context") or ()),
        "actors": parties("actor"),
        "recipients": parties("recipient"),
        "place": place,
        "intensity": row.get("event_scale"),
        "status": row["status"] if row.get("status") in get_args(EventStatus) else "happened",
        "date_precision": row.get("date_precision"),
        "confidence": row.get("confidence"),
    }


def _record(path: Path, text: str, rows: list[dict[str, Any]], skipped: int) -> DocumentRecord:
    doc = document_id(text)
    people = [p for row in rows for p in (*row["actors"], *row["recipients"])]
    ids = slugs(p["name"] for p in people)
    actors = {
        ids[p["name"]]: Actor(
            id=ids[p["name"]],
            name=p["name"],
            kind="group",
            country=p["country"],
            sectors=p["sectors"],
            wikidata=p["wikidata"],
        )
        for p in people
    }
    last = max((row["date"] for row in rows if row["date"]), default=None)
    document = Document(
        id=doc,
        name=Path(path).name,
        text=text,
        format="events",
        published=date.fromisoformat(last[-10:]) if last else None,
        published_reason="date of the last event in the file",
        segments=(Segment(kind="paragraph", start=0, end=len(text)),) if text else (),
    )
    notes = (f"{skipped} rows left out: their type or date cannot be read",) if skipped else ()
    return DocumentRecord(
        document=document,
        actors=tuple(actors.values()),
        events=tuple(_event(doc, row, ids) for row in rows),
        notes=notes,
    )


def _event(doc: str, row: dict[str, Any], ids: dict[str, str]) -> Event:
    span: Span = row["span"]
    type_ = row["type"]
    mode = row["mode"] if row["mode"] in event_types()[type_].modes else None
    score = row["intensity"]
    return Event(
        id=record_id("events", doc, STEP, span),
        doc=doc,
        evidence=(span,),
        step=STEP,
        type=type_,
        mode=mode,
        contexts=row["contexts"],
        actors=tuple(dict.fromkeys(ids[p["name"]] for p in row["actors"])),
        recipients=tuple(dict.fromkeys(ids[p["name"]] for p in row["recipients"])),
        place=row["place"],
        date=row["date"],
        date_precision=_precision(row),
        status=row.get("status", "happened"),
        confidence=sure if isinstance(sure := row.get("confidence"), float) and 0 <= sure <= 1 else 1.0,
        intensity=float(score) if isinstance(score, (int, float)) else intensity(type_, mode),
        quad=event_types()[type_].quad,
        mentions=(EventMention(doc=doc, trigger=span, sentence=span, status=row.get("status", "happened")),),
    )


def _precision(row: dict[str, Any]) -> DatePrecision:
    told: DatePrecision = row.get("date_precision") or "day"
    return told if row["date"] and told in get_args(DatePrecision) else "day" if row["date"] else "unknown"


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";") if item.strip() and item.strip() != "None"]


def _at(items: list[str], place: int) -> str | None:
    return items[place] if place < len(items) else None


def _date(text: str) -> str | None:
    try:
        return date.fromisoformat(text.strip()[:10]).isoformat()
    except ValueError:
        return None


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
