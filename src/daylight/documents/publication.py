"""When a text was published: as given, as its metadata or dateline say, or as its own words bound it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from daylight.documents.citations import address_date
from daylight.documents.date_grammar import WEEKDAYS, bounds
from daylight.documents.dates import SENTENCE_END, find_dates
from daylight.documents.segments import READABLE
from daylight.records import Citation, Segment, Span

WINDOW_DAYS = 7
"""A text is taken to appear within this many days after the latest dated thing that it cites."""

_EARLIEST = date(1900, 1, 1)
_YESTERDAY = re.compile(r"\byesterday\b", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
_THIS_WEEK = re.compile(r"\bthis week\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:yesterday|today|tonight|this (?:week|month|morning)|(?:last|next) (?:week|month|night)"
    r"|\w+ (?:days|weeks) ago|(?:on |late |early |last |next )(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_WEEKDAY = re.compile(r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b")


class Publication(NamedTuple):
    """A publication date, the interval it lies in, and why."""

    day: date | None
    interval: tuple[date, date] | None
    reason: str


def publication(
    text: str,
    segments: Sequence[Segment],
    citations: Sequence[Citation],
    given: date | None = None,
    metadata: tuple[date, str] | None = None,
    created: tuple[date, str] | None = None,
    name: str = "",
) -> Publication:
    """Publication date of a text.

    Parameters
    ----------
    text, segments, citations
        The text and what lies over it.
    given : date, optional
        What the user says; it wins.
    metadata : tuple of date and str, optional
        What the file says outside of its text, and where ("e-mail header").
    created : tuple of date and str, optional
        When the file was made, as it says.
    name : str
        Name of the file, which may carry a full date.

    Returns
    -------
    Publication
        In this order: given, metadata, dateline, the file's making, its name, inferred; no date where there is no
        evidence.

    Notes
    -----
    Inference: a text appears after the latest dated link or full date in it, within a week. The days of that week
    that contradict its relative expressions are left out: where it names a weekday and also says "yesterday" or
    "today", these are different days; a weekday of "this week" that is still to come is not past. The first unbroken
    run of days that are left is the interval, its end the single best date.
    """
    if given:
        return _certain(given, "given by the user")
    if metadata:
        return _certain(metadata[0], f"stated in the {metadata[1]}")
    if stated := _dateline(text, segments):
        return _certain(*stated)
    if created:
        return _certain(created[0], f"stated in the {created[1]}")
    named = address_date(name)
    if named and len(named) == 10:
        return _certain(date.fromisoformat(named), "stated in the file's name")
    return _inferred(text, segments, citations)


def _certain(day: date, reason: str) -> Publication:
    return Publication(day, (day, day), reason)


def _dateline(text: str, segments: Sequence[Segment]) -> tuple[date, str] | None:
    """The first dated line of its own, or the date in front of the first paragraph."""
    datelines = [segment for segment in segments if segment.kind == "dateline"]
    updates = [segment for segment in datelines if "updated" in text[segment.start : segment.end].lower()]
    for segment in [*(s for s in datelines if s not in updates), *updates]:
        line = text[segment.start : segment.end]
        if day := _day_in(line):
            return day, f"stated in the dateline “{line.strip()}”"
    first = next((segment for segment in segments if segment.kind == "paragraph"), None)
    if first and first.cuts and first.cuts[0][0] == first.start:
        line = text[first.start : first.cuts[0][1]].strip(" —–-")
        if day := _day_in(line):
            return day, f"stated in the dateline “{line}”"
    return None


def _day_in(line: str) -> date | None:
    for expression in find_dates(line):
        if expression.precision == "day" and "/" not in expression.iso:
            return date.fromisoformat(expression.iso)
    numeric = re.search(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b", line)
    if numeric:
        first, second, year = map(int, numeric.groups())
        # Only where day and month cannot be mistaken for each other, or are the same.
        if first > 12 >= second:
            return _valid(year, second, first)
        if second > 12 >= first or first == second:
            return _valid(year, first, second)
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _inferred(text: str, segments: Sequence[Segment], citations: Sequence[Citation]) -> Publication:
    """From the latest dated evidence of the text and the relative expressions that bound it."""
    prose = [(s.start, s.end) for s in segments if s.kind in READABLE]
    read = " ".join(text[start:end] for start, end in prose)
    read = re.sub(r"\(https?://[^\s)]*\)", " ", read)
    latest = _latest_evidence(text, prose, read, citations)
    if latest is None:
        return Publication(None, None, "no dated link, dateline or full date bounds it")
    day, what = latest
    candidates = [day + timedelta(n) for n in range(1, WINDOW_DAYS + 1)]
    left = [candidate for candidate in candidates if not _contradictions(read, candidate)]
    reasons = sorted({reason for candidate in candidates for reason in _contradictions(read, candidate)})
    run = _first_run(left or candidates)
    reason = f"inferred: after the latest {what} of {day}, within a week of it"
    if left and reasons:
        reason += "; " + "; ".join(reasons)
    return Publication(run[-1], (run[0], run[-1]), reason)


def _latest_evidence(
    text: str, prose: Sequence[Span], read: str, citations: Sequence[Citation]
) -> tuple[date, str] | None:
    """The latest dated link in the prose, or the latest full date where the text also speaks of its present."""
    evidence: list[tuple[date, str]] = []
    for citation in citations:
        inside = any(start <= citation.span[0] < end for start, end in prose)
        if inside and citation.date and len(citation.date) == 10:
            evidence.append((date.fromisoformat(citation.date), "dated link"))
    stated = [expression for expression in find_dates(read) if expression.absolute]
    now = bool(_RELATIVE.search(read))
    years = [int(match) for match in re.findall(r"\bin ((?:19|20)\d\d)\b", read)]
    for expression in stated if now else ():
        if expression.precision == "day" and not _is_future(read, expression.span[0]):
            last = bounds(expression.iso)[1]
            if last and last.year >= max(years, default=0):
                evidence.append((last, "full date"))
    return max(evidence, default=None)


def _is_future(read: str, start: int) -> bool:
    before = SENTENCE_END.split(read[max(0, start - 100) : start])[-1]
    return bool(re.search(r"\b(?:will|would|until|by|due|expires?|scheduled|deadline|planned)\b", before))


def _contradictions(read: str, day: date) -> list[str]:
    """What the text says that could not be said on a day."""
    found = []
    weekdays = {WEEKDAYS[name.lower()] for name in _WEEKDAY.findall(read)}
    for pattern, word, shift in ((_YESTERDAY, "yesterday", 1), (_TODAY, "today", 0)):
        if pattern.search(read) and (day - timedelta(shift)).weekday() in weekdays:
            name = f"{day - timedelta(shift):%A}"
            found.append(f"it says both “{word}” and “{name}”, so they are different days")
    found.extend(
        f"{name} of “this week” is still to come"
        for name in _coming_this_week(read)
        if day.weekday() > WEEKDAYS[name.lower()]
    )
    return found


def _coming_this_week(read: str) -> Iterable[str]:
    """Weekdays that a sentence places in "this week" and ahead of it."""
    for match in _THIS_WEEK.finditer(read):
        rest = SENTENCE_END.split(read[match.end() : match.end() + 120])[0]
        before = SENTENCE_END.split(read[max(0, match.start() - 120) : match.start()])[-1]
        if re.search(
            r"\b(?:will|is to|are to|not \w+ing|is \w+ing|are \w+ing|due|scheduled|set to|plans? to)\b", before
        ):
            yield from _WEEKDAY.findall(rest)


def _first_run(days: Sequence[date]) -> list[date]:
    run = [days[0]]
    for day in days[1:]:
        if day - run[-1] != timedelta(1):
            break
        run.append(day)
    return run
