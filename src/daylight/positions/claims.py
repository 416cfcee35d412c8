"""Statements as a columnar table of claims, from which positions follow.

Columns: ``statement``, ``document``, ``date``, ``actor``, ``issue``, ``value`` in [-1, 1], ``weight`` in [0, 1],
``act``, ``coder`` and ``report``: statements with the same number report the same utterance.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars

from daylight.positions.double_reports import report_numbers
from daylight.records import Document, Statement
from daylight.settings import PositionSettings

STANCE_VALUES = {"support": 1.0, "conditional": 0.5, "mixed": 0.0, "neutral": 0.0, "oppose": -1.0}
"""Where a stance stands between the poles of its issue; a conditional yes is half a yes."""

SCHEMA = {
    "statement": polars.String,
    "document": polars.String,
    "date": polars.Date,
    "actor": polars.String,
    "issue": polars.String,
    "value": polars.Float64,
    "weight": polars.Float64,
    "act": polars.String,
    "coder": polars.String,
    "report": polars.Int64,
}


def claims(
    statements: Iterable[Statement],
    documents: Iterable[Document],
    settings: PositionSettings | None = None,
) -> polars.DataFrame:
    """Table of claims from statements.

    Parameters
    ----------
    statements : iterable of Statement
        In any order; the table is sorted by date, document and id, undated claims last.
    documents : iterable of Document
        Those of the statements; a statement without a date of its own has its document's.
    settings : PositionSettings, optional
        Weights of hedged and relayed statements.

    Returns
    -------
    polars.DataFrame
        One row a statement, with the columns this module names.
    """
    settings = settings or PositionSettings()
    texts = {document.id: document for document in documents}
    rows = list(statements)
    reports = report_numbers(rows, texts)
    columns: dict[str, list[object]] = {
        "statement": [s.id for s in rows],
        "document": [s.doc for s in rows],
        "date": [said_on(s, texts.get(s.doc)) for s in rows],
        "actor": [s.holder for s in rows],
        "issue": [s.issue for s in rows],
        "value": [STANCE_VALUES[s.stance] for s in rows],
        "weight": [weight(s, settings) for s in rows],
        "act": [s.act for s in rows],
        "coder": [s.coder for s in rows],
        "report": [reports[s.id] for s in rows],
    }
    frame = polars.DataFrame(columns, schema=SCHEMA)
    return frame.sort("date", "document", "statement", nulls_last=True)


def weight(statement: Statement, settings: PositionSettings) -> float:
    """How much one statement counts before recency: certainty times directness, in [0, 1].

    A hedged statement to which its reader gave no certainty of its own counts `weight_hedged`; each relay between the
    document and the holder multiplies by `weight_relayed`.
    """
    certainty = statement.certainty
    if statement.hedged and certainty == 1.0:
        certainty = settings.weight_hedged
    return certainty * settings.weight_direct * settings.weight_relayed ** len(statement.reported_by)


def said_on(statement: Statement, document: Document | None) -> date | None:
    """Day on which a statement was made: its own last possible day, else the publication of its document."""
    return (last_day(statement.date) if statement.date else None) or (document.published if document else None)


def last_day(text: str) -> date | None:
    """Last possible day of an ISO date or interval; None where it tells of none."""
    return next((day for day in map(_last_day, reversed(text.split("/"))) if day), None)


def _last_day(text: str) -> date | None:
    """Last day of an ISO day, month or year; None for an open end or anything else."""
    parts = text.strip()[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            return date(*numbers)
        year, month = numbers[0], numbers[1] if len(numbers) == 2 else 12
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    except ValueError:
        return None
