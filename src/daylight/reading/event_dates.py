"""When an event was: the date expression that belongs to it, resolved against the publication date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from daylight.documents.dates import find_dates
from daylight.records import DatePrecision

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from daylight.reading.event_readings import EventReading

_COARSE = {"month": 0.3, "year": 1.2, "before": 0.5, "after": 0.5}
"""What a coarse date costs against a fine one in steps of the tree."""


@dataclass(frozen=True)
class When:
    """ISO day, month, year or interval, with its precision and the tokens that say it."""

    iso: str
    precision: DatePrecision
    tokens: tuple[int, int]


def dates_of(sentence: TokenSpan, published: date | None) -> list[When]:
    """The dates that a sentence names, in text order, with the tokens of each."""
    found = []
    for expression in find_dates(sentence.text, published):
        tokens = sentence.char_span(*expression.span, alignment_mode="expand")
        if tokens is not None and not _is_name(tokens, expression.precision):
            found.append(When(expression.iso, expression.precision, (tokens.start, tokens.end)))
    return found


def _is_name(tokens: TokenSpan, precision: str) -> bool:
    """Whether a year only names something: "the 2015 deal", "the 2023 Argyle declaration"."""
    root = tokens.root
    return precision == "year" and root.i < root.head.i and root.dep_ in ("nummod", "compound", "amod", "nmod")


def date_of(reading: EventReading, dates: Sequence[When], others: Sequence[EventReading]) -> When | None:
    """The date of an event among those of its sentence; None: the sentence does not say.

    A date belongs to the trigger that it stands nearest to in the tree. A date of the verb of saying holds for the
    event
    where the event is public only through it ("announced on Sunday that it had agreed").
    """
    heads = [r.trigger for r in others]
    best: tuple[float, When] | None = None
    for when in dates:
        mine = min(_distance(word, when) for word in (reading.trigger.words or (reading.trigger.head,)))
        rival = min(
            (min(_distance(word, when) for word in t.words) for t in heads if t != reading.trigger), default=99.0
        )
        if rival < mine and not _above(reading, when):
            continue
        if mine < 9 and (best is None or mine < best[0]):
            best = (mine, when)
    return best[1] if best else None


def _distance(word: Token, when: When) -> float:
    """Steps in the tree between a word and a date, upward steps costing more."""
    doc = word.doc
    root = doc[when.tokens[0] : when.tokens[1]].root
    up: dict[int, int] = {}
    token, steps = root, 0
    while True:
        up[token.i] = steps
        if token.head.i == token.i:
            break
        token, steps = token.head, steps + 1
    token, steps = word, 0
    while token.i not in up:
        if token.head.i == token.i:
            return 99.0
        token, steps = token.head, steps + 1
    return up[token.i] + 2.0 * steps + 0.05 * abs(word.i - root.i) + _COARSE.get(when.precision, 0.0)


def _above(reading: EventReading, when: When) -> bool:
    """Whether the date stands with a verb that governs the event (of saying or announcing)."""
    head = reading.trigger.verb if reading.trigger.verb is not None else reading.trigger.head
    doc = head.doc
    root = doc[when.tokens[0] : when.tokens[1]].root
    governor = root.head
    while governor.pos_ in ("ADP", "NOUN", "PROPN", "NUM", "ADV") and governor.head.i != governor.i:
        governor = governor.head
    return governor.is_ancestor(head)
