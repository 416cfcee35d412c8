"""Events out of a desk in the formats of event data: PLOVER JSONL, POLECAT, and tables like GDELT's and ACLED's."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from daylight.documents.dates import bounds
from daylight.knowledge.cameo import cameo_code
from daylight.knowledge.plover import NOT_COUNTED, event_types, intensity, quad_name
from daylight.records import Actor, Document, Event

POLECAT_COLUMNS = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
GDELT_COLUMNS = (
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1Type1Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2Type1Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
)
ACLED_COLUMNS = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "actor2",
    "assoc_actor_2",
    "country",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "notes",
)
_NONE = "None"
_PLANNED = {
    **dict.fromkeys(("CONSULT", "SUPPORT", "COOPERATE", "AID"), "AGREE"),
    "RETREAT": "CONCEDE",
    **dict.fromkeys(("SANCTION", "COERCE", "ASSAULT"), "THREATEN"),
}
"""The ontology's single type of what is planned."""
_ACLED = {
    "aerial": ("Political violence", "Explosions/Remote violence", "Air/drone strike"),
    "drone": ("Political violence", "Explosions/Remote violence", "Air/drone strike"),
    "heavy-weapons": ("Political violence", "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    "explosives": ("Political violence", "Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "suicide-attack": ("Political violence", "Explosions/Remote violence", "Suicide bomb"),
    "unconventional": ("Political violence", "Explosions/Remote violence", "Chemical weapon"),
    "abduct": ("Political violence", "Violence against civilians", "Abduction/forced disappearance"),
    "sexual": ("Political violence", "Violence against civilians", "Sexual violence"),
    "riot": ("Political violence", "Riots", "Mob violence"),
    "vandalize": ("Political violence", "Riots", "Violent demonstration"),
    "ceasefire": ("Strategic developments", "Strategic developments", "Agreement"),
    "arrest": ("Strategic developments", "Strategic developments", "Arrests"),
}
_ACLED_TYPES = {
    "ASSAULT": ("Political violence", "Battles", "Armed clash"),
    "PROTEST": ("Demonstrations", "Protests", "Peaceful protest"),
    "AGREE": ("Strategic developments", "Strategic developments", "Agreement"),
    "MOBILIZE": ("Strategic developments", "Strategic developments", "Other"),
    "RETREAT": ("Strategic developments", "Strategic developments", "Non-violent transfer of territory"),
}
_PRECISION = {"day": "1", "week": "2", "month": "3"}


def write_plover(
    path: Path, events: Iterable[Event], actors: Mapping[str, Actor], documents: Mapping[str, Document]
) -> int:
    """Write events as PLOVER JSON records, one a line; returns how many. Reciprocal events list everyone as actor."""
    lines = [json.dumps(_plover(as_ontology(e), actors, documents), ensure_ascii=False) for e in events]
    Path(path).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


def write_polecat(
    path: Path, events: Iterable[Event], actors: Mapping[str, Actor], documents: Mapping[str, Document]
) -> int:
    """Write events as a POLECAT table (40 columns, tab-separated, "None" for what is missing); returns how many."""
    rows = [_polecat(event, actors, documents) for event in _done(events)]
    return _table(path, POLECAT_COLUMNS, rows, "\t")


def write_gdelt(
    path: Path, events: Iterable[Event], actors: Mapping[str, Actor], documents: Mapping[str, Document]
) -> int:
    """Write events as CSV with the columns of GDELT 2.0 that Daylight can fill, under GDELT's names; returns how many.

    The codes of events are CAMEO's by the published root-level table, countries are ISO alpha-3, and the scale is
    PLOVER's.
    """
    return _table(path, GDELT_COLUMNS, [_gdelt(event, actors, documents) for event in _done(events)], ",")


def write_acled(
    path: Path, events: Iterable[Event], actors: Mapping[str, Actor], documents: Mapping[str, Document]
) -> int:
    """Write violence, protest and strategic developments as CSV under ACLED's names; returns how many.

    Other events are no part of ACLED and are left out.
    """
    return _table(
        path, ACLED_COLUMNS, [row for event in _done(events) if (row := _acled(event, actors, documents))], ","
    )


def as_ontology(event: Event) -> Event:
    """An event in the ontology's single type: a planned meeting is AGREE, a planned withdrawal CONCEDE, and a planned
    hostile act THREATEN."""
    if event.status != "planned":
        return event
    single = _PLANNED.get(event.type)
    if single is None:
        return event
    update = {"type": single, "mode": None, "intensity": intensity(single, None), "quad": event_types()[single].quad}
    return event.model_copy(update=update)


def _done(events: Iterable[Event]) -> list[Event]:
    """The events that formats without a status can hold: not what is hypothetical, negated or denied."""
    return [as_ontology(event) for event in events if event.status not in NOT_COUNTED]


def _table(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]], separator: str) -> int:
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=separator, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _plain(value) for name, value in row.items()} for row in rows)
    return len(rows)


def _plain(value: str) -> str:
    """A cell that no spreadsheet takes for a formula, without tabs and line breaks."""
    text = " ".join(str(value).split())
    return f"'{text}" if text[:1] in ("=", "+", "@") else text


def _plover(event: Event, actors: Mapping[str, Actor], documents: Mapping[str, Document]) -> dict[str, object]:
    document = documents.get(event.doc)
    start, end = bounds(event.date) if event.date else (None, None)
    place = event.place
    return {
        "id": event.id,
        "date": start.isoformat() if start else None,
        "enddate": end.isoformat() if end and end != start else None,
        "actor": [_entity(a, actors) for a in event.actors],
        "recipient": [_entity(a, actors) for a in event.recipients],
        "event": [event.type],
        "mode": [event.mode] if event.mode else [],
        "context": list(event.contexts),
        "quad_code": event.quad,
        "event_scale": event.intensity,
        "event_text": [document.text[slice(*event.evidence[0])]] if document else [],
        "event_loc": None
        if place is None
        else {
            "extracted_place": place.text,
            "resolved_place": place.name,
            "country_code": place.country,
            "lat": place.latitude,
            "lon": place.longitude,
            "geonameid": place.geonames,
        },
        "status": event.status,
        "date_precision": event.date_precision,
        "confidence": event.confidence,
        "text": document.text[slice(*event.evidence[-1])] if document else None,
        "link": document.url if document else None,
        "coder": event.step,
    }


def _entity(own: str, actors: Mapping[str, Actor]) -> dict[str, object]:
    actor = actors.get(own)
    if actor is None:
        return {"code": None, "sector": [], "entity_text": own}
    return {
        "code": actor.country,
        "sector": list(actor.sectors),
        "entity_text": actor.name,
        "identifier_id": actor.wikidata,
    }


def _polecat(event: Event, actors: Mapping[str, Actor], documents: Mapping[str, Document]) -> dict[str, str]:
    document = documents.get(event.doc)
    place = event.place
    row = dict.fromkeys(POLECAT_COLUMNS, _NONE)
    row |= {
        "Event ID": f"{event.doc}_{event.type}_{event.id}",
        "Event Date": _day(event) or _NONE,
        "Event Type": event.type,
        "Event Mode": event.mode or _NONE,
        "Intensity": str(event.intensity if event.intensity is not None else intensity(event.type, event.mode)),
        "Quad Code": quad_name(event.quad) if event.quad else _NONE,
        "Contexts": "; ".join(event.contexts) or _NONE,
        "Language": document.language if document else _NONE,
        "Version": event.step,
        "Source": (document.publisher or document.name) if document else _NONE,
        "Publication Date": document.published.isoformat() if document and document.published else _NONE,
    }
    for side, ids in (("Actor", event.actors), ("Recipient", event.recipients)):
        known = [actors[a] for a in ids if a in actors]
        row[f"{side} Name"] = "; ".join(a.name for a in known) or _NONE
        row[f"{side} Name Raw"] = "; ".join(ids) or _NONE
        row[f"{side} Country"] = "; ".join(a.country or _NONE for a in known) or _NONE
        row[f"Primary {side} Sector"] = "; ".join(a.sectors[0] if a.sectors else _NONE for a in known) or _NONE
        row[f"{side} Sectors"] = "; ".join(s for a in known for s in a.sectors) or _NONE
        row[f"{side} Title"] = "; ".join(a.role for a in known if a.role) or _NONE
    if place is not None:
        row |= {
            "Placename": place.name or place.text,
            "Raw Placename": place.text,
            "Country": place.country or _NONE,
            "Latitude": _number(place.latitude),
            "Longitude": _number(place.longitude),
            "GeoNames ID": _NONE if place.geonames is None else str(place.geonames),
            "City": place.name if place.geonames is not None and place.name else _NONE,
        }
    return row


def _gdelt(event: Event, actors: Mapping[str, Actor], documents: Mapping[str, Document]) -> dict[str, str]:
    document = documents.get(event.doc)
    day = (_day(event) or "").replace("-", "")
    code = cameo_code(event.type, event.mode)
    row = dict.fromkeys(GDELT_COLUMNS, "")
    row |= {
        "GLOBALEVENTID": event.id,
        "SQLDATE": day,
        "MonthYear": day[:6],
        "Year": day[:4],
        "IsRootEvent": "1",
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": str(event.quad or ""),
        "GoldsteinScale": _number(event.intensity, ""),
        "NumMentions": str(len(event.mentions)),
        "NumSources": str(len({m.doc for m in event.mentions})),
        "NumArticles": str(len({m.doc for m in event.mentions})),
        "DATEADDED": document.published.strftime("%Y%m%d") if document and document.published else "",
        "SOURCEURL": (document.url or document.name) if document else "",
    }
    for number, ids in ((1, event.actors), (2, event.recipients)):
        first = actors.get(ids[0]) if ids else None
        if first is not None:
            row[f"Actor{number}Code"] = (first.country or "") + (first.sectors[0] if first.sectors else "")
            row[f"Actor{number}Name"] = first.name.upper()
            row[f"Actor{number}CountryCode"] = first.country or ""
            row[f"Actor{number}Type1Code"] = first.sectors[0] if first.sectors else ""
    if event.place is not None:
        row |= {
            "ActionGeo_FullName": event.place.name or event.place.text,
            "ActionGeo_CountryCode": event.place.country or "",
            "ActionGeo_Lat": _number(event.place.latitude, ""),
            "ActionGeo_Long": _number(event.place.longitude, ""),
            "ActionGeo_FeatureID": str(event.place.geonames or ""),
        }
    return row


def _acled(event: Event, actors: Mapping[str, Actor], documents: Mapping[str, Document]) -> dict[str, str] | None:
    kinds = _ACLED.get(event.mode or "") or _ACLED_TYPES.get(event.type)
    if kinds is None or event.type not in (*_ACLED_TYPES, "COERCE"):
        return None
    document = documents.get(event.doc)
    day = _day(event) or ""
    names = [[actors[a].name for a in ids if a in actors] for ids in (event.actors, event.recipients)]
    place = event.place
    return {
        "event_id_cnty": event.id,
        "event_date": day,
        "year": day[:4],
        "time_precision": _PRECISION.get(event.date_precision, "3") if day else "",
        "disorder_type": kinds[0],
        "event_type": kinds[1],
        "sub_event_type": kinds[2],
        "actor1": names[0][0] if names[0] else "",
        "assoc_actor_1": "; ".join(names[0][1:]),
        "actor2": names[1][0] if names[1] else "",
        "assoc_actor_2": "; ".join(names[1][1:]),
        "country": (place.country or "") if place else "",
        "location": (place.name or place.text) if place else "",
        "latitude": _number(place.latitude, "") if place else "",
        "longitude": _number(place.longitude, "") if place else "",
        "geo_precision": ("1" if place.latitude is not None else "3") if place else "",
        "source": (document.publisher or document.name) if document else "",
        "notes": document.text[slice(*event.evidence[-1])] if document else "",
    }


def _day(event: Event) -> str | None:
    """The first known day of an event, else its last."""
    start, end = bounds(event.date) if event.date else (None, None)
    day = start or end
    return day.isoformat() if day else None


def _number(value: float | None, missing: str = _NONE) -> str:
    return missing if value is None else f"{value:g}"
