"""The lines of a text: where they lie, what their form says they are, and whether two belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from daylight.knowledge.boilerplate import LONGEST, matches

LineKind = Literal["blank", "rule", "hash", "bullet", "quote", "link", "dateline", "caption", "boilerplate", "text"]

_LINE = re.compile(r"[^\n\r\u2028\u2029\f]*(?:\r\n|[\n\r\u2028\u2029\f]|\Z)")
_RULE = re.compile(r"(?:([—–\-=_*~#•·―─━═.])\s?)\1*(?:\s?\1){2,}")
_HASH = re.compile(r"#{1,6}[^\S\n]+(?=\S)")
_BULLET = re.compile(r"(?:[*•‣▪■●◦○➤►→·–—+-]|\d{1,2}[.)]|\(?[a-z]\)|\([ivx]{1,4}\))[^\S\n]+(?=\S)")
_QUOTE = re.compile(r"(?:>[^\S\n]?)+")
_LINK = re.compile(r"(?:[\w ]{1,20}:\s*)?(?:[<(\[]?(?:https?://|www\.)[^\s<>]+[>)\]]?[\s,;|]*)+|\[[^\]\n]+\]:\s*\S+.*")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_TABLE = re.compile(r"\|.*\|.*\|?")

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?|\d{1,2}[./]\d{1,2}[./]\d{4})"
)
_DATELINE = re.compile(
    r"(?:[A-Z][\w.’' -]{0,40}[,:|—–-]\s*)?"  # a label ("Published:") or a place
    r"(?:[A-Z][\w.’' ]{0,30},\s*)?"  # a weekday or a second place
    rf"{_DAY}"
    r"(?:[\s,|•·–—-]*(?:at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,4}\)?)?)?"
    r"(?:[\s|•·–—-]+.{0,30})?",
    re.IGNORECASE,
)
_TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]*_]*$|[.!?…]”?\s*\(https?://\S+\)$")

LONG_LINE = 400
"""A longer line is text whatever it looks like; only its bullet mark is looked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the white space around it: ``text[start:end]``."""

    start: int
    end: int
    indent: int
    body: str
    kind: LineKind
    mark: int = 0
    """Length of the bullet, heading or quote mark it starts with."""

    @property
    def terminal(self) -> bool:
        """Whether a sentence can end where the line ends."""
        return bool(_TERMINAL.search(self.body[-120:]))

    @property
    def starts_low(self) -> bool:
        return self.body[:1].islower()


def split_lines(text: str) -> list[Line]:
    """All lines of a text, in order."""
    lines = []
    for match in _LINE.finditer(text):
        raw = match.group()
        body = raw.strip()
        start = match.start() + len(raw) - len(raw.lstrip())
        indent = start - match.start() if body else 0
        kind, mark = _kind(body)
        lines.append(Line(start, start + len(body), indent, body, kind, mark))
    return lines


def _kind(body: str) -> tuple[LineKind, int]:
    if not body:
        return "blank", 0
    if len(body) <= LONG_LINE:
        if _RULE.fullmatch(body):
            return "rule", 0
        if found := _HASH.match(body):
            return "hash", found.end()
        if _LINK.fullmatch(body):
            return "link", 0
        if _IMAGE.fullmatch(body) or _TABLE.fullmatch(body):
            return "caption", 0
        if len(body) <= 100 and _DATELINE.fullmatch(body.strip("*_ ")):
            return "dateline", 0
        if matches("captions", body):
            return "caption", 0
        if matches("anywhere", body):
            return "boilerplate", 0
    if found := _QUOTE.match(body):
        return "quote", found.end()
    if found := _BULLET.match(body):
        return "bullet", found.end()
    return "text", 0


def wrap_width(lines: Sequence[Line]) -> int:
    """The width at which a text is hard-wrapped, or 0 where its lines are its paragraphs.

    A text is taken as wrapped when at least two of its lines break in mid-sentence; the width is that of the longest
    such line.
    """
    broken = [
        len(line.body) + line.indent
        for line, following in pairwise(lines)
        if following.kind == "text" and following.starts_low and not line.terminal and len(line.body) >= 40
    ]
    return max(broken) if len(broken) >= 2 else 0


def continues(line: Line, following: Line, width: int) -> bool:
    """Whether a line of text goes on in the following one, with no blank line between."""
    if following.starts_low:
        return True
    first_word = len(following.body.split(None, 1)[0])
    fills = bool(width) and line.indent + len(line.body) + 1 + first_word > 0.9 * width
    if not line.terminal:
        return fills or not looks_like_heading(line.body)
    return fills and following.indent <= line.indent + 1


def looks_like_heading(body: str) -> bool:
    """Whether a line standing alone has the form of a heading: short, no end of sentence, capitals or few words."""
    if not body or len(body) > 110:
        return False
    words = body.split()
    if len(words) > 14 or body[0].islower() or body[0] in "\"'“‘([":
        return False
    if body.endswith(":"):  # "Key Points:", but not "The minister said:"
        return len(words) <= 5 and words[-1][0].isupper()
    if body.endswith("?"):
        return capitalised(words)
    return not _TERMINAL.search(body) and (len(words) <= 6 or capitalised(words))


def looks_like_title(body: str) -> bool:
    """Whether the first line of a text has the form of a headline."""
    words = body[:251].split()
    if len(body) > 250 or len(words) > 30:
        return False
    if not _TERMINAL.search(body):
        return True
    return len(words) <= 22 and (body.endswith(("?", "!")) or capitalised(words))


def capitalised(words: Sequence[str]) -> bool:
    """Whether most of the longer words have a capital, as in headlines."""
    long = [word.lstrip("\"'“‘([*_") for word in words if len(word) > 3]
    return bool(long) and sum(not word[:1].islower() for word in long) >= 0.75 * len(long)


def is_short(lines: Sequence[Line]) -> bool:
    """Whether the lines together are short enough to be looked up among what surrounds articles."""
    return sum(len(line.body) + 1 for line in lines) <= LONGEST
