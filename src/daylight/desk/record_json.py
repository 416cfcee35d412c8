"""The record of one document as one JSON object, in the schema of hand-made gold records, with extra keys.

Offsets are half-open character ranges in the document's text; every span is given twice, as offsets and as text.
"""

from __future__ import annotations

from typing import Any

from daylight.records import SCHEMA_VERSION, DocumentRecord, Event, Span

_STATUS = {
    "happened": "actual",
    "ongoing": "actual",
    "denied": "negated",
    "hypothetical": "claimed",
    "threatened": "planned",
}


def to_json(record: DocumentRecord) -> dict[str, Any]:
    """The record as plain JSON types.

    Returns
    -------
    dict
        Keys ``doc, published, actors, issues, statements, conditions, events, relations, ignore_spans`` as in a gold
        record; each statement, condition, event and relation also carries ``evidence``, ``step`` and ``confidence``.
        An event's first actor and recipient (of a reciprocal event the first two parties) stand under ``actor`` and
        ``recipient``, all of them under ``actors`` and ``recipients``; the finer status stands under ``status_full``.
    """
    document = record.document
    text = document.text

    def quote(span: Span | None) -> str | None:
        return None if span is None else text[slice(*span)]

    mentions: dict[str, list[Span]] = {}
    for mention in record.mentions:
        if mention.form != "pronoun":
            mentions.setdefault(mention.actor, []).append(mention.span)
    return {
        "schema": SCHEMA_VERSION,
        "doc": document.name,
        "id": document.id,
        "title": document.title,
        "published": document.published and document.published.isoformat(),
        "published_interval": document.published_interval
        and "/".join(d.isoformat() for d in document.published_interval),
        "published_reason": document.published_reason,
        "publisher": document.publisher,
        "actors": [
            {
                "id": actor.id,
                "name": actor.name,
                "type": actor.kind,
                "member_of": [membership.actor for membership in actor.memberships],
                "role": actor.role,
                "country": actor.country,
                "sectors": list(actor.sectors),
                "aliases": list(actor.aliases),
                "mentions": [list(span) for span in mentions.get(actor.id, [])],
                "first_mention_text": quote(mentions[actor.id][0]) if actor.id in mentions else None,
                "confidence": actor.confidence,
            }
            for actor in record.actors
        ],
        "issues": [
            {
                "id": issue.id,
                "name": issue.name,
                "proposition": issue.proposition,
                "contrary": issue.contrary,
                "theme": issue.theme,
                "locus": issue.locus,
                "aliases": list(issue.aliases),
            }
            for issue in record.issues
        ],
        "statements": [
            {
                "id": statement.id,
                "holder": statement.holder,
                "reported_by": list(statement.reported_by),
                "cue": statement.cue and list(statement.cue),
                "content": list(statement.content),
                "sentence": list(statement.sentence),
                "act": statement.act,
                "issue": statement.issue,
                "also_issues": list(statement.also_issues),
                "stance": statement.stance,
                "target": statement.target,
                "hedged": statement.hedged,
                "certainty": statement.certainty,
                "quoted": statement.quoted,
                "author_voice": statement.author_voice,
                "date": statement.date,
                "coder": statement.coder,
                "variables": statement.variables,
                "cue_text": quote(statement.cue),
                "content_text": quote(statement.content),
                **_source(statement.evidence, statement.step, statement.confidence),
            }
            for statement in record.statements
        ],
        "conditions": [
            {
                "id": condition.id,
                "if": list(condition.if_),
                "then": condition.then and list(condition.then),
                "actor": condition.actor,
                "kind": condition.kind,
                "forecast": condition.forecast,
                "state": condition.state,
                "issue": condition.issue,
                "if_text": quote(condition.if_),
                "then_text": quote(condition.then),
                **_source(condition.evidence, condition.step, condition.confidence),
            }
            for condition in record.conditions
        ],
        "events": [
            {
                "id": event.id,
                "trigger": list(event.evidence[0]),
                "plover": event.type,
                "mode": event.mode,
                "contexts": list(event.contexts),
                "actor": event.actors[0] if event.actors else None,
                "actors": list(event.actors),
                "recipient": _recipient(event),
                "recipients": list(event.recipients),
                "location": event.place and (event.place.name or event.place.text),
                "place": event.place and event.place.model_dump(mode="json"),
                "date": event.date,
                "date_precision": event.date_precision,
                "status": _STATUS.get(event.status, event.status),
                "status_full": event.status,
                "intensity": event.intensity,
                "quad": event.quad,
                "coref_triggers": [
                    list(mention.trigger) for mention in event.mentions[1:] if mention.doc == document.id
                ],
                "reported_by": list(event.mentions[0].reported_by) if event.mentions else [],
                "trigger_text": quote(event.evidence[0]),
                **_source(event.evidence, event.step, event.confidence),
            }
            for event in record.events
        ],
        "relations": [
            {
                "id": relation.id,
                "issue": relation.issue,
                "a": relation.a,
                "b": relation.b,
                "kind": relation.kind,
                "evidence_text": quote(relation.evidence[0]),
                **_source(relation.evidence, relation.step, relation.confidence),
                "evidence": list(relation.evidence[0]),
            }
            for relation in record.relations
        ],
        "ignore_spans": [
            [segment.start, segment.end]
            for segment in document.segments
            if segment.kind in ("title", "heading", "dateline", "boilerplate", "caption", "link", "rule")
        ],
        "notes": list(record.notes),
    }


def _recipient(event: Event) -> str | None:
    """The first recipient; of a reciprocal event, where all are actors, the second party."""
    parties = event.recipients or event.actors[1:]
    return parties[0] if parties else None


def _source(evidence: tuple[Span, ...], step: str, confidence: float) -> dict[str, Any]:
    return {"evidence": [list(span) for span in evidence], "step": step, "confidence": round(confidence, 3)}
