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
        told: dict[int | None, list[_Told]] = defaultdict(list)
        for statement in group:
            document = documents.get(statement.doc)
            said = said_on(statement, document)
            day = said.toordinal() if said else None
            words = _words(document.text[slice(*statement.content)]) if document and len(group) > 1 else frozenset()
            near = [day] if day is None else [day + n for n in range(-NEWS_DAYS, NEWS_DAYS + 1)]
            same = (t.number for d in near for t in told.get(d, ()) if _one(statement, words, t, apart=d != day))
            number = min(same, default=len(numbers))
            numbers[statement.id] = number
            told[day].append(_Told(number, statement, words))
    return numbers


class _Told(NamedTuple):
    number: int
    statement: Statement
    words: frozenset[str]


def _one(statement: Statement, words: frozenset[str], other: _Told, apart: bool) -> bool:
    """Whether two statements report one utterance; `apart`: they were said on different days."""
    if statement.doc == other.statement.doc and (apart or statement.content == other.statement.content):
        return not apart
    shorter = min(len(words), len(other.words))
    return shorter > 0 and len(words & other.words) >= OVERLAP * shorter


def _words(text: str) -> frozenset[str]:
    """Words of three and more letters, lower-cased and cut to six letters, which joins most inflections."""
    return frozenset(word.casefold()[:6] for word in _WORD.findall(text))
