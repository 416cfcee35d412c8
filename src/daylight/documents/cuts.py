"""What reading passes over inside a segment: links, marks of bullets and markup, notes, broken words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from daylight.records import Span

_ADDRESS = r"(?:https?://|www\.)[^\s()<>\[\]]*(?:\([^\s()<>]*\)[^\s()<>\[\]]*)*"
_PATTERNS = (
    # an inline link in brackets, or bare, with the white space before it
    re.compile(rf"(?<![^\S\n])[^\S\n]*[(\[<]\s?{_ADDRESS}\s?[)\]>]|(?<![^\S\n])[^\S\n]+{_ADDRESS}(?<![.,;:!?])"),
    # [text](target "title"): the brackets and the target
    re.compile(r"!?\[(?=[^\]\[\n]{1,300}\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]{0,200}\")?\))"),
    re.compile(
        r"(?<=[^\s\[])\]\((?:https?:|mailto:|/|#|\.)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]{0,200}\")?\)"
    ),
    # note marks: [1], [2, 3], [a], [citation needed], superscript numbers
    re.compile(
        r"(?<![^\S\n])[^\S\n]*\[(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,5}|[a-z]|citation needed|update \d+)\](?![\w(])"
        r"|[¹²³⁰⁴-⁹]+"
    ),
    # marks of emphasis and code around words
    re.compile(
        r"(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])|(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_])|`+"
    ),
    # what is not seen: controls, soft hyphens, marks of direction, zero-width characters
    re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc]+"),
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-‐][^\S\n]*\n\s*(?=[a-z])")
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.’'/-]+(?:[ ,][ ]?[A-Z][\w.’'-]*){0,5}"  # HEMPSTEAD, N.Y. / UNITED NATIONS
    r"(?:,? (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?)?"
    r"(?: ?\((?:[A-Z\d][\w. /-]{1,20})\))?|\((?:Reuters|AP|AFP|UPI|dpa|Xinhua|TASS)\))"
    r"\s+[—–-]{1,2}\s+(?=[\"“‘'A-Z])"
)
_COMPOUND_STARTS = {
    "long", "short", "well", "self", "all", "non", "anti", "pro", "post", "pre", "ex", "half", "high", "low",
    "hard", "soft", "mid", "cease", "so", "two", "three", "four", "five", "six", "multi", "inter", "co",
    "counter", "cross", "far", "vice", "air", "sea", "land", "north", "south", "east", "west", "first",
    "second", "third", "decision", "policy", "law", "peace", "war", "arms", "oil", "gas", "state", "then",
    "one", "of", "on", "in", "to", "by",
}  # fmt: skip
"""First parts that mostly keep their hyphen."""


class Words:
    """The words of a text, counted when first asked for; hyphenated words whole."""

    def __init__(self, text: str):
        self._text = text

    @cached_property
    def count(self) -> Counter[str]:
        return Counter(_WORD.findall(self._text))


def cuts_of(text: str, start: int, end: int, marks: Iterable[Span], words: Words, kind: str) -> tuple[Span, ...]:
    """Ranges inside ``text[start:end]`` that reading passes over, in order and not overlapping.

    Parts are cut so that what remains reads clean: the white space before a link goes with it, and the white space
    after it too where punctuation follows.
    """
    piece = text[start:end]
    found = [(mark[0] - start, mark[1] - start) for mark in marks]
    for pattern in _PATTERNS:
        found.extend(match.span() for match in pattern.finditer(piece))
    found.extend(_broken_words(piece, words))
    if kind == "paragraph" and (dateline := _DATELINE.match(piece)):
        found.append(dateline.span())
    cuts = [(first + start, last + start) for first, last in _merged(found)]
    return tuple(_up_to_punctuation(text, cut, end) for cut in cuts)


def _broken_words(piece: str, words: Words) -> list[Span]:
    """A word broken at the end of a line: the hyphen and the break, or the break alone where the hyphen is its own.

    The text itself decides, where it has the word elsewhere; else the first part does.
    """
    found = []
    for match in _BROKEN_WORD.finditer(piece):
        before = re.search(r"[^\W\d_]+$", piece[max(0, match.start() - 40) : match.start()])
        after = re.match(r"[^\W\d_]+", piece[match.end() : match.end() + 40])
        if not before or not after:
            continue
        first, second = before.group(), after.group()
        hyphenated = words.count[f"{first}-{second}"]
        joined = words.count[first + second]
        own = hyphenated > joined or (not joined and first.lower() in _COMPOUND_STARTS)
        found.append((match.start() + own, match.end()))
    return found


def _merged(found: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for first, last in sorted(span for span in found if span[0] < span[1]):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _up_to_punctuation(text: str, cut: Span, end: int) -> Span:
    """The cut, longer by the white space that follows it where that stands before punctuation or the end."""
    after = cut[1]
    while after < end and text[after] in " \t\u00a0":
        after += 1
    if after > cut[1] and (after == end or text[after] in ".,;:!?)”’"):
        return cut[0], after
    return cut
