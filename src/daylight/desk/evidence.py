"""The passage behind a record: the sentences that hold its spans."""

from __future__ import annotations

import re
from typing import NamedTuple

from daylight.records import Document, Record, Span

_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n\s*\n")


class Passage(NamedTuple):
    """A stretch of text with the spans of a record that lie in it."""

    context: Span
    spans: tuple[Span, ...]


def evidence_of(record: Record, document: Document) -> list[Passage]:
    """The passages that hold a record's evidence, widened to whole sentences, in text order.

    Parameters
    ----------
    record : Record
        Any record with spans.
    document : Document
        The document it was read from.
    """
    passages: list[Passage] = []
    for span in sorted(set(record.evidence)):
        context = _sentences(document, span)
        if passages and context[0] < passages[-1].context[1]:
            last = passages.pop()
            context = (last.context[0], max(last.context[1], context[1]))
            passages.append(Passage(context, (*last.spans, span)))
        else:
            passages.append(Passage(context, (span,)))
    return passages


def _sentences(document: Document, span: Span) -> Span:
    """The span widened to the sentences of its segment that it touches."""
    inside = [s for s in document.segments if s.start <= span[0] < s.end]
    start, end = (inside[0].start, inside[0].end) if inside else (0, len(document.text))
    breaks = [start, *(m.end() for m in _SENTENCE_END.finditer(document.text, start, end)), end]
    first = max((b for b in breaks if b <= span[0]), default=start)
    last = min((b for b in breaks if b >= span[1]), default=max(end, span[1]))
    return first, len(document.text[:last].rstrip()) if last > span[1] else last
