"""The whole way from a document to its record: the steps in their order, for one document or many."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator

from daylight.language.syntax import parse_all
from daylight.reading.annotated import NOT_READ, Annotated, Step, implementation
from daylight.records import Document, DocumentRecord
from daylight.settings import ReadingSettings

STEPS = ("mentions", "attributions", "issues", "statements", "conditions", "events", "relations")
"""The steps after syntax, in the order the data flows."""

_MODULES = (*STEPS[:1], "attributions_rules", "attributions_learned", *STEPS[2:])


def read(document: Document, settings: ReadingSettings | None = None) -> DocumentRecord:
    """Read one document into its record.

    Parameters
    ----------
    document : Document
        With its segments laid over the text.
    settings : ReadingSettings, optional
        Which reader and models to use.

    Returns
    -------
    DocumentRecord
        All records; `notes` says why a layer is empty where the text yielded nothing.
    """
    return next(read_all([document], settings))


def read_all(documents: Iterable[Document], settings: ReadingSettings | None = None) -> Iterator[DocumentRecord]:
    """Read many documents, in their order; the models are loaded once."""
    settings = settings or ReadingSettings()
    steps = steps_of(settings)
    from daylight.reading.attributions_learned import tag_ahead

    for document in documents:
        if document.language != "en":
            note = f"{NOT_READ}the text is in {document.language!r}, and only English is read"
            yield DocumentRecord(document=document, notes=(note,))
            continue
        tagged = tag_ahead(document) if settings.reader == "learned" else None
        syntax = next(parse_all([document], settings.language_model))
        annotated = Annotated(document, syntax, settings, tagged=tagged)
        if not len(annotated.syntax.doc):
            note = f"{NOT_READ}no readable text, only headings or boilerplate"
            yield DocumentRecord(document=document, notes=(note,))
            continue
        for step in steps:
            step(annotated)
        yield _record(annotated)


def steps_of(settings: ReadingSettings) -> list[Step]:
    """The implementations that settings choose, in the order of `STEPS`."""
    for name in _MODULES:
        importlib.import_module(f"daylight.reading.{name}")
    chosen = {"attributions": settings.reader, "issues": "themes"}
    return [implementation(step, chosen.get(step, "rules")) for step in STEPS]


def _record(annotated: Annotated) -> DocumentRecord:
    """The record with each layer in text order, keeping only actors and issues that something refers to."""
    notes = list(annotated.notes)
    if not annotated.statements:
        notes.append("no statement found: nobody is said to say, think, want or intend anything")
    return DocumentRecord(
        document=annotated.document,
        actors=tuple(sorted(annotated.actors.values(), key=lambda actor: actor.id)),
        mentions=tuple(sorted(annotated.mentions, key=lambda mention: mention.span)),
        attributions=tuple(sorted(annotated.attributions, key=lambda record: (record.evidence, record.id))),
        issues=tuple(sorted(annotated.issues.values(), key=lambda issue: issue.id)),
        statements=tuple(sorted(annotated.statements, key=lambda record: record.evidence)),  # holders in text order
        conditions=tuple(sorted(annotated.conditions, key=lambda record: (record.evidence, record.id))),
        events=tuple(sorted(annotated.events, key=lambda record: (record.evidence, record.id))),
        relations=tuple(sorted(annotated.relations, key=lambda record: (record.evidence, record.id))),
        notes=tuple(notes),
    )
