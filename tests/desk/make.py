"""Small records for tests of the desk and what stands on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from daylight.records import (
    Actor,
    Condition,
    Document,
    DocumentRecord,
    Issue,
    Membership,
    Segment,
    Statement,
    document_id,
    record_id,
)

TEXT = "Norway insists on the pipeline. Finland rejects the pipeline unless it is paid for."


def document(text: str = TEXT, name: str = "brief.txt", published: date | None = date(2026, 3, 1)) -> Document:
    segments = (Segment(kind="paragraph", start=0, end=len(text)),)
    return Document(id=document_id(text), name=name, text=text, published=published, segments=segments)


def statement(doc: Document, words: str, holder: str, stance: str, **fields: Any) -> Statement:
    start = doc.text.index(words)
    span = (start, start + len(words))
    base: dict[str, Any] = {
        "id": record_id("statements", doc.id, span, holder),
        "doc": doc.id,
        "evidence": (span,),
        "step": "statements.rules/1",
        "confidence": 0.9,
        "holder": holder,
        "content": span,
        "sentence": span,
        "act": "demand",
        "issue": "pipeline",
        "stance": stance,
    }
    return Statement.model_validate({**base, **fields})


def record(doc: Document | None = None) -> DocumentRecord:
    doc = doc or document()
    start = doc.text.index("unless")
    span = (start, len(doc.text) - 1)
    condition = Condition(
        id=record_id("conditions", doc.id, span),
        doc=doc.id,
        evidence=(span,),
        step="conditions.rules/1",
        kind="precondition",
        if_=span,
        then=(doc.text.index("Finland"), start - 1),
        actor="fin",
    )
    return DocumentRecord(
        document=doc,
        actors=(
            Actor(id="nor", name="Norway", kind="state", aliases=("Oslo",)),
            Actor(id="fin", name="Finland", kind="state"),
            Actor(id="aino-laine", name="Aino Laine", kind="person", memberships=(Membership(actor="fin"),)),
        ),
        issues=(Issue(id="pipeline", name="The pipeline", proposition="Build the pipeline"),),
        statements=(
            statement(doc, "on the pipeline", "nor", "support"),
            statement(doc, "the pipeline unless", "fin", "oppose", act="reject"),
        ),
        conditions=(condition,),
    )
