"""Events of a text by themselves, without a desk: what `daylight extract events` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from daylight.documents.segments import READABLE, segment_text
from daylight.language.syntax import parse_all
from daylight.reading.annotated import Annotated
from daylight.reading.event_parties import Party
from daylight.reading.event_readings import prominence
from daylight.reading.event_story import Coded
from daylight.reading.events import code_events
from daylight.reading.mentions import read_mentions
from daylight.records import Document, Segment, document_id
from daylight.settings import ReadingSettings


def extract_events(
    texts: Iterable[tuple[str, date | None]], threshold: float | None = None, settings: ReadingSettings | None = None
) -> Iterator[list[dict[str, Any]]]:
    """The events of texts, the best first.

    Parameters
    ----------
    texts : iterable of (str, date or None)
        Text and publication date.
    threshold : float, optional
        Confidence under which no event is coded; `settings.event_threshold_in_sentences` where it is not given. It is
        lower than that of whole documents, in which a false event stands among true ones and does more harm.
    settings : ReadingSettings, optional
        Its language model and thresholds are used.

    Yields
    ------
    list of dict
        For each text: ``type, mode, actor, recipient`` (lists of ``text, country, country_from, sector, actors``),
        ``trigger``
        (start, end), ``trigger_text, date, date_precision, place, status, confidence``. "Best" is the event that the
        text is
        about: told as a fact, high in its sentence, with known parties; of several sentences the first is preferred.
    """
    settings = settings or ReadingSettings()
    threshold = settings.event_threshold_in_sentences if threshold is None else threshold
    documents = [_document(text, published) for text, published in texts]
    for document, syntax in zip(documents, parse_all(documents, settings.language_model), strict=True):
        annotated = Annotated(document, syntax, settings)
        if not len(syntax.doc):
            yield []
            continue
        read_mentions(annotated)
        coded = [one for one in code_events(annotated) if one.confidence >= threshold]
        coded.sort(key=lambda one: (-_rank(one), one.trigger))
        yield [_as_json(document, one) for one in coded]


def _document(text: str, published: date | None) -> Document:
    segments = segment_text(text)
    if not any(segment.kind in READABLE and segment.kind != "title" for segment in segments):
        segments = (Segment(kind="paragraph", start=0, end=len(text)),)
    return Document(id=document_id(text), name="text", text=text, published=published, segments=segments)


def _rank(one: Coded) -> float:
    return prominence(one.reading) + one.confidence - 0.0005 * one.trigger[0]


def _as_json(document: Document, one: Coded) -> dict[str, Any]:
    return {
        "type": one.reading.type,
        "mode": one.reading.mode,
        "actor": [_party(party) for party in one.actors],
        "recipient": [_party(party) for party in one.recipients],
        "trigger": list(one.trigger),
        "trigger_text": document.text[slice(*one.trigger)],
        "date": one.when.iso if one.when else None,
        "date_precision": one.when.precision if one.when else None,
        "place": one.place.model_dump(mode="json") if one.place else None,
        "status": one.status,
        "confidence": round(one.confidence, 3),
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "text": party.text,
        "country": party.country,
        "country_from": party.country_from,
        "sector": party.sectors[0] if party.sectors else None,
        "sectors": list(party.sectors),
        "actors": list(party.actors),
    }
