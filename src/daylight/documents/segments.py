"""Cleaning by looking: segments laid over an unaltered text, and the text that reading sees of a segment."""

from __future__ import annotations

import re
from itertools import pairwise

from daylight.records import Segment, Span

READABLE = frozenset({"bullet", "paragraph", "quote"})
"""Kinds of segments that are read for records."""


def segment_text(text: str) -> tuple[Segment, ...]:
    """Segments of a plain text, in order, not overlapping (first version: blank-line blocks)."""
    segments = []
    for match in re.finditer(r"\S(?:.*\S)?(?:\n[^\S\n]*\S.*)*", text):
        segments.append(Segment(kind="paragraph", start=match.start(), end=match.end()))
    return tuple(segments)


def reading_text(text: str, segment: Segment) -> tuple[str, list[int]]:
    """What reading sees of a segment: its text without the cuts, white space made single.

    Returns
    -------
    str
        The clean text.
    list of int
        For each of its characters, the offset in `text` that it stands for.
    """
    characters: list[str] = []
    offsets: list[int] = []
    edges = [segment.start, *(edge for cut in segment.cuts for edge in cut), segment.end]
    for start, end in list(pairwise(edges))[::2]:
        for offset in range(start, end):
            character = text[offset]
            if character.isspace():
                if characters and characters[-1] == " ":
                    continue
                character = " "
            characters.append(character)
            offsets.append(offset)
    return "".join(characters), offsets


def overlaps(a: Span, b: Span) -> bool:
    """Whether two half-open spans share a character."""
    return a[0] < b[1] and b[0] < a[1]
