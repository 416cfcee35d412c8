"""Dates in prose: where they stand, and which ISO day, month, year or interval they mean from the publication date.

The conventions are those of news and of the annotation of event data: a weekday is the last one (the next one where
the sentence looks ahead), "last week" is the previous Monday to Sunday, "in June" is the last June that is not after
publication, an open end is ``..``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from daylight.documents.date_grammar import GRAMMAR, Meaning, Precision, bounds
from daylight.records import Span

__all__ = ["DateExpression", "Meaning", "Precision", "bounds", "find_dates", "resolve"]


class DateExpression(NamedTuple):
    """A date as written, and what it means."""

    span: Span
    iso: str
    """ISO day, month or year, or an interval ``a/b`` with ``..`` for an open end."""
    precision: Precision
    absolute: bool = False
    """Whether the words name the year themselves, so that no publication date was needed."""


_AHEAD = re.compile(
    r"\b(?:will|shall|would|can(?!['’]t)|could|(?-i:may)|might|must|should|due|scheduled|slated|upcoming|forthcoming"
    r"|deadline|(?<!points )(?<!percent )ahead of|in advance of|unless|until"
    r"|going to|(?:is|are) (?:to|set|expected|planned)|expected|expects?|intends?|plans to|planned for|planning"
    r"|(?:agreed|decided|promised|pledged|vowed|invited|asked|ready|wants?|hopes?|set) to \w+"
    r"|(?:is|are) (?:not )?(?:returning|meeting|travell?ing|visiting|going|coming|hosting|arriving|leaving|holding"
    r"|attending|joining|convening)|meets|expires?|begins|starts|convenes|resumes?|opens)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:said|told|was|were|had|has|have|met|wrote|held|began|came|went|took|made|gave|sent|fell|rose|struck|broke)\b"
    r"|(?<!\bbe )(?<!\bis )(?<!\bare )\b(?!expected|planned|scheduled|slated|unexpected)\w{2,}ed\b",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"\b(?:by|until|till|no later than|for)\s+(?:on\s+)?(?:(?:the\s+)?(?:end|start|beginning|middle)\s+of\s+)?$",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?<=[a-z\d”\"’)])[.!?][”\"’)]?\s|\n\s*\n|;")


def find_dates(text: str, published: date | None = None) -> list[DateExpression]:
    """Date expressions of a text and what they mean.

    Parameters
    ----------
    text : str
        Any text.
    published : date, optional
        The day from which relative expressions are reckoned. Without it only dates that name their year are found.

    Returns
    -------
    list of DateExpression
        In text order, not overlapping; the longest reading of each place. Expressions that cannot be dated from the
        text ("on the eve of the talks", "in recent years") are left out.

    Notes
    -----
    A weekday, a day or a month without a year means the last one not after publication, unless the words before it
    in the sentence look ahead ("will meet on Friday"), and then the next. "since X" runs up to publication
    (precision "ongoing"), "until X" and "by X" are "before", "after X" is "after".
    """
    found: list[DateExpression] = []
    for pattern, resolver, absolute in GRAMMAR:
        if published is None and not absolute:
            continue
        for match in pattern.finditer(text):
            span = match.span("at") if "at" in pattern.groupindex else match.span()
            ahead = _looks_ahead(text, span[0])
            try:
                meaning = resolver(match, published or date.max, ahead)
            except (ValueError, OverflowError):
                continue  # 31 February, or a year beyond the calendar
            if meaning:
                found.append(DateExpression(span, *meaning, absolute))
    return list(_bounded(text, _longest(found), published))


def resolve(expression: str, published: date) -> Meaning | None:
    """What one date expression means, reckoned from the publication date; None where it cannot be dated.

    Examples
    --------
    >>> resolve("last week", date(2026, 2, 18))
    ('2026-02-09/2026-02-15', 'week')
    """
    found = find_dates(expression, published)
    return (found[0].iso, found[0].precision) if found else None


def _looks_ahead(text: str, start: int) -> bool:
    """Whether the words of the sentence before a place look ahead: the last word that tells the time decides."""
    before = text[max(0, start - 90) : start]
    if _DEADLINE.search(before):
        return True
    before = SENTENCE_END.split(before)[-1]
    ahead = max((match.start() for match in _AHEAD.finditer(before)), default=-1)
    back = max((match.start() for match in _BACK.finditer(before)), default=-1)
    return ahead >= 0 and ahead >= back


_BEFORE = re.compile(
    r"\b(?:(since)(?:\s+the)?|(until|till|by|before|after|from|between|no later than))(?:\s+(?:on|in))?\s+$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:to|and|until|through|till|–|—|-)\s*(?:the\s+)?", re.IGNORECASE)


def _longest(found: list[DateExpression]) -> list[DateExpression]:
    """The expressions in text order, without those that overlap an earlier or, at the same place, a longer one."""
    kept: list[DateExpression] = []
    for expression in sorted(found, key=lambda e: (e.span[0], -e.span[1])):
        if not kept or kept[-1].span[1] <= expression.span[0]:
            kept.append(expression)
    return kept


def _bounded(text: str, found: list[DateExpression], published: date | None) -> Iterator[DateExpression]:
    """Expressions with the word before them taken in: "since", "by", "after", "from … to"."""
    index = 0
    while index < len(found):
        expression = found[index]
        start, end = expression.span
        word = _BEFORE.search(text[max(0, start - 24) : start])
        index += 1
        if not word:
            yield expression
            continue
        opening = max(0, start - 24) + word.start()
        kind = (word[1] or word[2]).lower()
        if kind in ("from", "between") and index < len(found):
            following = found[index]
            if _BETWEEN.fullmatch(text, end, following.span[0]):
                index += 1
                first, last = expression.iso.partition("/")[0], following.iso.rpartition("/")[2]
                span = (opening, following.span[1])
                yield DateExpression(span, f"{first}/{last}", expression.precision, expression.absolute)
                continue
        span = (opening, end)
        first, last = expression.iso.partition("/")[0], expression.iso.rpartition("/")[2]
        if kind == "since":
            until = published.isoformat() if published else ".."
            yield expression._replace(span=span, iso=f"{first}/{until}", precision="ongoing")
        elif kind in ("until", "till", "by", "before", "no later than"):
            yield expression._replace(span=span, iso=f"../{last}", precision="before")
        elif kind == "after":
            yield expression._replace(span=span, iso=f"{first}/..", precision="after")
        else:
            yield expression
