"""Quotations: which stretches of the readable text stand between quotation marks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from daylight.language.syntax import Syntax

_OPENING = {"“", "„", "«", "``"}
_CLOSING = {"”", "»"}
_STRAIGHT = {'"', "''", "＂"}


@dataclass(frozen=True)
class Quotation:
    """A stretch between quotation marks inside one segment, in token indices without the marks.

    Attributes
    ----------
    first, last : int
        Half-open range of its tokens; never empty.
    closed : bool
        False where the segment ends before a closing mark does, as when a quote runs over paragraphs.
    """

    first: int
    last: int
    closed: bool = True

    def __contains__(self, token: int) -> bool:
        return self.first <= token < self.last


@lru_cache(maxsize=4)
def quotations(syntax: Syntax) -> tuple[Quotation, ...]:
    """All quotations of a document, in text order, not overlapping (a quote inside a quote belongs to the outer one).

    A straight mark opens where white space stands before it and none after it, closes in the opposite case, and
    otherwise does what the state asks for. A mark that never closes ends with its segment.
    """
    found = []
    for _, tokens in syntax.segment_tokens():
        opened: int | None = None
        depth = 0
        for index in range(tokens.start, tokens.end):
            opens, closes = _mark(syntax.doc, index, tokens.start, opened is not None)
            if opens:
                depth += 1
                if opened is None:
                    opened, depth = index + 1, 1
            elif closes and opened is not None:
                depth -= 1
                if depth <= 0:
                    if index > opened:
                        found.append(Quotation(opened, index))
                    opened = None
        if opened is not None and opened < tokens.end:
            found.append(Quotation(opened, tokens.end, closed=False))
    return tuple(found)


def _mark(doc: Doc, index: int, first: int, inside: bool) -> tuple[bool, bool]:
    """Whether the token opens or closes a quotation."""
    text = doc[index].text
    if text in _OPENING:
        return True, False
    if text in _CLOSING:
        return False, True
    if text not in _STRAIGHT:
        return False, False
    space_before = index == first or bool(doc[index - 1].whitespace_) or doc[index - 1].text in "([—–-"
    space_after = bool(doc[index].whitespace_) or index + 1 == len(doc)
    if space_before and not space_after:
        return (not inside, inside and index == len(doc) - 1) if inside else (True, False)
    if space_after and not space_before:
        return False, True
    return (False, True) if inside else (True, False)
