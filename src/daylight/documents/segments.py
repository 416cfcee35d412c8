"""Cleaning by looking: segments laid over an unaltered text, and the text that reading sees of a segment.

A text is never changed. Its lines are grouped into segments, and ranges that reading passes over (links, marks,
line breaks inside words) are kept as cuts of their segment, so that every span fits the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from daylight.documents.cuts import Words, cuts_of
from daylight.documents.lines import (
    Line,
    continues,
    is_short,
    looks_like_heading,
    looks_like_title,
    split_lines,
    wrap_width,
)
from daylight.knowledge.boilerplate import matches
from daylight.records import Segment, SegmentKind, Span

READABLE = frozenset({"bullet", "paragraph", "quote"})
"""Kinds of segments that are read for records."""

_CONTINUED = {"paragraph", "bullet"}
_SINGLE: dict[str, SegmentKind] = {
    "rule": "rule",
    "hash": "heading",
    "link": "link",
    "dateline": "dateline",
    "caption": "caption",
    "boilerplate": "boilerplate",
}
LONGEST_SEGMENT = 10_000
"""A longer one is divided after a sentence, so that no parser meets a line of a million characters."""
_TAIL_FROM = 0.5
"""A comment form or a list of further reading ends a text only after this part of it."""
_CREDITS_FROM = 1 / 3
"""Credits are looked for after this part of a text."""


@dataclass
class _Block:
    """Lines that make one segment, before it is final."""

    kind: SegmentKind
    lines: list[Line] = field(default_factory=list)
    alone: bool = True
    """Whether no other line of text touches it: blank lines, rules or edges stand around it."""

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end

    @property
    def body(self) -> str:
        return " ".join(line.body for line in self.lines)


def segment_text(text: str) -> tuple[Segment, ...]:
    """Segments of a plain text or Markdown, in order, not overlapping.

    Parameters
    ----------
    text : str
        Any text; it is only looked at.

    Returns
    -------
    tuple of Segment
        Titles, headings (also those underlined by a rule line), datelines, bullets (one each), paragraphs (with
        hard-wrapped lines joined), quotes, captions and credits, boilerplate, link lines and rules. White space
        between segments belongs to none.

    Notes
    -----
    Form alone decides: marks at the start of lines, blank and rule lines, width, capitals, punctuation, and the
    wordings in ``knowledge/boilerplate.yaml``. A text that leaves no blank lines and breaks no sentence is read as
    one paragraph a line.
    """
    blocks = _blocks(split_lines(text))
    _name_front_matter(blocks)
    _name_headings(blocks)
    _name_title(blocks)
    _name_surroundings(blocks, len(text))
    words = Words(text)
    segments = []
    for block in blocks:
        marks = _marks(block)
        for start, end in _parts(text, block.start, block.end):
            inside = [mark for mark in marks if start <= mark[0] and mark[1] <= end]
            cuts = cuts_of(text, start, end, inside, words, block.kind)
            segments.append(Segment(kind=block.kind, start=start, end=end, cuts=cuts))
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
                if not characters or characters[-1] == " ":
                    continue
                character = " "
            characters.append(character)
            offsets.append(offset)
    return "".join(characters), offsets


def readable_text(text: str, segments: tuple[Segment, ...]) -> str:
    """The clean text of all readable segments, one a line: empty where there is only boilerplate and headings."""
    parts = (reading_text(text, segment)[0].strip() for segment in segments if segment.kind in READABLE)
    return "\n".join(part for part in parts if part)


def overlaps(a: Span, b: Span) -> bool:
    """Whether two half-open spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def _blocks(lines: list[Line]) -> list[_Block]:
    """Lines grouped: each block becomes one segment."""
    width = wrap_width(lines)
    blocks: list[_Block] = []
    open_block: _Block | None = None
    touching = False  # whether the previous line was text, so that the next block does not stand alone
    for line in lines:
        if line.kind == "blank":
            open_block, touching = None, False
            continue
        goes_on = open_block is not None and _goes_on(open_block, line, width)
        if open_block is not None and goes_on:
            open_block.lines.append(line)
            continue
        if touching and blocks and line.kind not in ("rule", "bullet"):
            blocks[-1].alone = False
        if line.kind in _SINGLE:
            if line.kind == "rule" and touching and _is_underlined(blocks[-1]):
                blocks[-1].kind = "heading"
            blocks.append(_Block(_SINGLE[line.kind], [line]))
            open_block, touching = None, False
            continue
        kind: SegmentKind = "paragraph" if line.kind == "text" else "bullet" if line.kind == "bullet" else "quote"
        open_block = _Block(kind, [line], alone=not touching)
        blocks.append(open_block)
        touching = True
    return blocks


def _is_underlined(block: _Block) -> bool:
    return block.kind == "paragraph" and len(block.lines) == 1 and len(block.lines[0].body) <= 120


def _goes_on(block: _Block, line: Line, width: int) -> bool:
    """Whether a line belongs to the open block."""
    last = block.lines[-1]
    if block.kind == "quote":
        return line.kind == "quote" or (line.kind == "text" and not last.terminal)
    if block.kind not in _CONTINUED or line.kind in ("rule", "hash", "quote", "caption", "boilerplate"):
        return False
    if line.kind == "bullet":
        # A wrapped line may start with a dash; a list item follows an end of sentence or another item.
        dash = line.body[0] in "–—-"
        return dash and block.kind == "paragraph" and bool(width) and not last.terminal
    if line.kind in ("link", "dateline"):
        return not last.terminal and not looks_like_heading(last.body) and len(last.body) >= 40
    hanging = block.kind == "bullet" and line.indent >= block.lines[0].indent + 2
    return hanging or continues(last, line, width)


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """A block whole, or where it is too long divided after sentences, else between words, else anywhere."""
    while end - start > LONGEST_SEGMENT:
        limit = start + LONGEST_SEGMENT
        place = max(text.rfind(mark, start + LONGEST_SEGMENT // 2, limit) for mark in (". ", ".\n", "! ", "? ")) + 1
        if place <= 0:
            place = text.rfind(" ", start + 1, limit)
        if place <= start:
            place = limit
        yield start, place
        start = place
        while text[start].isspace():
            start += 1
    yield start, end


def _marks(block: _Block) -> list[Span]:
    """The bullet, heading and quote marks at the start of lines."""
    return [(line.start, line.start + line.mark) for line in block.lines if line.mark]


def _name_front_matter(blocks: list[_Block]) -> None:
    """Metadata between two rule lines at the very start (Markdown) is no text."""
    if not blocks or blocks[0].kind != "rule" or blocks[0].body != "---":
        return
    for index, block in enumerate(blocks[1:], 1):
        if block.kind == "rule" or (block.kind == "heading" and not block.alone):
            for inner in blocks[1:index]:
                inner.kind = "boilerplate"
            return
        if ":" not in block.body:
            return


def _name_headings(blocks: list[_Block]) -> None:
    """A line alone, short and without an end of sentence, over readable text."""
    for block, following in pairwise(blocks):
        if (
            block.kind == "paragraph"
            and len(block.lines) == 1
            and following.kind != "rule"
            and looks_like_heading(block.body)
        ):
            block.kind = "heading"


def _name_title(blocks: list[_Block]) -> None:
    """The first line of text, where it has the form of a headline and text follows."""
    for index, block in enumerate(blocks):
        if block.kind in ("paragraph", "heading"):
            rest = any(other.kind in READABLE for other in blocks[index + 1 :])
            if rest and len(block.lines) <= 3 and looks_like_title(_without_mark(block)):
                block.kind = "title"
            return
        if block.kind in READABLE:
            return


def _without_mark(block: _Block) -> str:
    return block.body[block.lines[0].mark :]


def _plain(block: _Block) -> str:
    """A short block without mark, emphasis and link targets."""
    body = re.sub(r"\]\([^()\s]*\)", "", _without_mark(block))
    return re.sub(r"[*_\[`]+", "", body).strip()


def _is_boilerplate(body: str) -> bool:
    """Whether a block, or each of the items that bars or dots part it into, is never part of an article."""
    items = [item.strip() for item in re.split(r"\s[|·•/]\s", body)]
    return all(matches("anywhere", item) for item in items if item) and any(items)


def _name_surroundings(blocks: list[_Block], length: int) -> None:
    """Boilerplate over several lines, credits at the end, and everything from a comment form on."""
    for index, block in enumerate(blocks):
        if block.kind not in ("paragraph", "heading", "bullet") or not is_short(block.lines):
            continue
        body = _plain(block)
        if _is_boilerplate(body):
            block.kind = "boilerplate"
        elif matches("captions", body):
            block.kind = "caption"
        elif block.start >= _CREDITS_FROM * length and matches("credits", body):
            block.kind = "boilerplate"
        elif block.start >= _TAIL_FROM * length and matches("tail", body):
            for rest in blocks[index:]:
                if rest.kind not in ("link", "rule", "caption"):
                    rest.kind = "boilerplate"
            return
