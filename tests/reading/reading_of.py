"""Reading own sentences in tests."""

from __future__ import annotations

from daylight.language.syntax import parse
from daylight.reading.annotated import Annotated
from daylight.records import Document, Segment, Span, document_id


def annotated_of(text: str, publisher: str | None = None) -> Annotated:
    """A text with its syntax, each line a paragraph."""
    segments, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            segments.append(Segment(kind="paragraph", start=start, end=start + len(line.rstrip())))
        start += len(line)
    document = Document(id=document_id(text), name="own", text=text, segments=tuple(segments), publisher=publisher)
    return Annotated(document, parse(document))


def read_until(text: str, *steps: str, reader: str = "rules") -> Annotated:
    """A text read by the named steps, in their order."""
    import importlib

    from daylight.reading.annotated import implementation

    modules = {"attributions": f"attributions_{reader}"}
    annotated = annotated_of(text)
    for step in steps:
        importlib.import_module(f"daylight.reading.{modules.get(step, step)}")
        implementation(step, reader if step == "attributions" else "rules")(annotated)
    return annotated


def words(text: str, spans: tuple[Span, ...]) -> str:
    """What the spans say, " … " between two of them."""
    return " … ".join(text[start:end] for start, end in spans)
