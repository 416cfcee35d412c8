"""How records are put into words: excerpts of the text, stances, dates. Nothing is said that the span does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.documents.segments import reading_text
from daylight.records import Document, Segment, Span, Statement
from daylight.settings import ReportSettings

if TYPE_CHECKING:
    from daylight.brief.view import View

CLEAR = 0.2
"""A mean position beyond this, either way, is called support or opposition; between, undecided."""


def excerpt(document: Document, span: Span, longest: int = 140) -> str:
    """The words of a span with links and line breaks read through, cut at a word where it is long."""
    words = clean(document, span)
    if len(words) <= longest:
        return words
    return words[:longest].rsplit(" ", 1)[0].rstrip(" ,;:—-") + " …"


def clean(document: Document, span: Span) -> str:
    """The words of a span as reading sees them: without links and markup, white space made single."""
    cuts = sorted(
        (max(start, span[0]), min(end, span[1]))
        for segment in document.segments
        if segment.start < span[1] and segment.end > span[0]
        for start, end in segment.cuts
        if start < span[1] and end > span[0]
    )
    part = Segment(kind="paragraph", start=span[0], end=span[1], cuts=tuple(cuts))
    return reading_text(document.text, part)[0].strip().strip('“”"')


def quoted(view: View, statement: Statement) -> str:
    """The content of a statement in quotation marks, with who relays it."""
    document = view.by_id[statement.doc]
    via = ", ".join(view.actor(relay) for relay in statement.reported_by)
    holder = view.actor(statement.holder)
    return f"“{excerpt(document, statement.content)}”, {holder}" + (f" via {via}" if via else "")


def stance_words(mean: float) -> str:
    """A mean position in [-1, 1] as a verb."""
    if mean > CLEAR:
        return "supports it"
    return "opposes it" if mean < -CLEAR else "is undecided on it"


def stance_mark(mean: float) -> str:
    """A sign for a mean position that does not rest on colour."""
    return "▲" if mean > CLEAR else "▼" if mean < -CLEAR else "◆"


def sureness(confidence: float, settings: ReportSettings) -> str:
    """A confidence in [0, 1] as one of three marks: sure, likely or doubtful."""
    if confidence >= settings.sure:
        return "sure"
    return "likely" if confidence >= settings.likely else "doubtful"
