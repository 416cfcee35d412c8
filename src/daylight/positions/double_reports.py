"""Finds statements that report the same utterance, so that it counts once however often it is told.

Two statements are reports of one utterance when holder, issue and stance agree, they were said on the same day (or at
most two days apart in different documents, which is how long news repeats it), and their words overlap: at least 60 %
of the shorter one's word stems stand in the longer one. Machine and people who coded the same passage count once
likewise.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from daylight.records import Document, Statement

OVERLAP = 0.6
"""Least share of the shorter statement's words that the longer one must hold."""

NEWS_DAYS = 2
"""Days within which another document repeats an utterance."""

_WORD = re.compile(r"\w{3,}")


def report_numbers(statements: Sequence[Statement], documents: Mapping[str, Document]) -> dict[str, int]:
    """Number of the utterance that each statement reports, by statement id.

    Parameters
    ----------
    statements : sequence of Statement
        All statements.
    documents : mapping of str to Document
        Their documents by id; the words compared are those of the statements' content spans.

    Returns
    -------
    dict of str to int
        Equal numbers: the same utterance. Numbers do not depend on the order of the statements.
    """
    from daylight.positions.claims import said_on

    alike: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=lambda s: s.id):
        alike[statement.holder, statement.issue, statement.stance].append(statement)
    numbers: dict[str, int] = {}
    for group in alike.values():
        utterances: list[_Told] = []
        for statement in group:
            document = documents.get(statement.doc)
            day = said_on(statement, document)
            words = _words(document.text[slice(*statement.content)]) if document and len(group) > 1 else frozenset()
            same = (told.number for told in utterances if _one(statement, day, words, told))
            number = next(same, len(numbers))
            numbers[statement.id] = number
            utterances.append(_Told(number, statement, day, words))
    return numbers


class _Told(NamedTuple):
    number: int
    statement: Statement
    day: date | None
    words: frozenset[str]


def _one(statement: Statement, day: date | None, words: frozenset[str], other: _Told) -> bool:
    same_document = statement.doc == other.statement.doc
    if same_document and statement.content == other.statement.content:
        return True
    if (day is None) != (other.day is None):
        return False
    apart = abs((day - other.day).days) if day and other.day else 0
    if apart > (0 if same_document else NEWS_DAYS):
        return False
    shorter = min(len(words), len(other.words))
    return shorter > 0 and len(words & other.words) >= OVERLAP * shorter


def _words(text: str) -> frozenset[str]:
    """Words of three and more letters, lower-cased and cut to six letters, which joins most inflections."""
    return frozenset(word.casefold()[:6] for word in _WORD.findall(text))
