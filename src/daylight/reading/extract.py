"""Attributions alone: from plain texts, without actors, issues or statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal, NamedTuple

from daylight.records import Span

Reader = Literal["learned", "rules"]


class Extracted(NamedTuple):
    """An attribution as character spans of its text. `source` and `cue` may be empty.

    `parent` is the place, in the same list, of the attribution whose content holds this one, or None.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    parent: int | None = None


def extract_attributions(text: str, reader: Reader = "learned", nested: bool = False) -> list[Extracted]:
    """Who is said to say, think, want or intend what in a text.

    Parameters
    ----------
    text : str
        Any text; all of it is read, headlines too.
    reader : {"learned", "rules"}
        Which reader finds them. Outermost layers by "learned" are the tagger's own.
    nested : bool
        Also inner layers, nouns, decisions and intentions, one attribution for each cue and for each further sentence
        of a quotation. Otherwise the outermost layers alone, as PolNeAR annotates them.
    """
    if reader == "learned" and not nested:
        from daylight.language.tagger import AttributionTagger

        return [Extracted(*item) for item in AttributionTagger.load().tag(text)]
    return _by_syntax(text, reader, nested)


def extract_many(
    texts: Iterable[str], reader: Reader = "learned", nested: bool = False, jobs: int = 1
) -> Iterator[list[Extracted]]:
    """The same for many texts, in their order, by several processes side by side where `jobs` is more than one."""
    if jobs == 1:
        for text in texts:
            yield extract_attributions(text, reader, nested)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    waiting = iter(texts)
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        while batch := list(islice(waiting, 16 * jobs)):
            yield from pool.map(_one, [(text, reader, nested) for text in batch], chunksize=4)


def _one(job: tuple[str, Reader, bool]) -> list[Extracted]:
    return extract_attributions(*job)


def _by_syntax(text: str, reader: Reader, nested: bool) -> list[Extracted]:
    from daylight.language.syntax import parse
    from daylight.reading.annotated import Annotated
    from daylight.reading.attributions import outermost, to_records
    from daylight.reading.attributions_rules import STEP, find
    from daylight.records import Document, Segment, document_id

    segments = tuple(Segment(kind="paragraph", start=start, end=end) for start, end in paragraphs_of(text))
    document = Document(id=document_id(text), name="", text=text, segments=segments)
    annotated = Annotated(document, parse(document))
    found = find(annotated.syntax)
    if reader == "learned":
        from daylight.language.tagger import AttributionTagger
        from daylight.reading.attributions_learned import combined

        found = combined(annotated.syntax, AttributionTagger.load().tag(annotated.syntax.doc.text), found)
    annotated.attributions.extend(to_records(annotated, found, STEP, holders=False))
    kept = annotated.attributions if nested else outermost(annotated)
    places = {record.id: place for place, record in enumerate(kept)}
    return [
        Extracted(item.source, item.cue, item.content, item.confidence, places.get(item.parent or "")) for item in kept
    ]


def paragraphs_of(text: str) -> Iterator[Span]:
    """Lines that are not blank, as spans."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield start, start + len(line.rstrip())
        start += len(line)
