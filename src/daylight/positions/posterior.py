"""Positions: what an actor's statements on an issue add up to, as a Beta distribution over support.

Support is the chance that the actor sides with the issue's supporting pole. With prior Beta(a, b), a statement of
weight w and value v in [-1, 1] adds w (1 + v) / 2 to a and w (1 - v) / 2 to b. The position is this distribution laid
over [-1, 1].

Method: conjugate Beta-binomial updating with exponential forgetting (discounted evidence, as in Jøsang & Ismail, "The
beta reputation system", 2002).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta

import numpy as np
import polars

from daylight.positions.claims import claims
from daylight.records import Document, Statement
from daylight.settings import PositionSettings


@dataclass(frozen=True, slots=True)
class Position:
    """Where an actor stands on an issue; `mean`, `low` and `high` in [-1, 1], where 1 is the supporting pole."""

    actor: str
    issue: str
    mean: float
    low: float
    high: float
    alpha: float
    beta: float
    count: int
    """Utterances it rests on."""
    evidence: tuple[str, ...]
    """Ids of the statements."""


def positions(
    statements: Iterable[Statement],
    documents: Iterable[Document],
    settings: PositionSettings | None = None,
    at: date | None = None,
) -> list[Position]:
    """Positions of all actors on all issues they spoke about.

    Parameters
    ----------
    statements : iterable of Statement
        In any order.
    documents : iterable of Document
        Those of the statements.
    settings : PositionSettings, optional
        Prior, half-life, weights and the probability of the interval.
    at : date, optional
        The moment; what was said later does not count. Without it, the day of the last statement.

    Returns
    -------
    list of Position
        By actor, then issue.
    """
    settings = settings or PositionSettings()
    return to_positions(position_table(claims(statements, documents, settings), settings, at))


def to_positions(table: polars.DataFrame) -> list[Position]:
    """Rows of a table of positions as positions."""
    rows = table.select(field.name for field in fields(Position)).iter_rows(named=True)
    return [Position(**{**row, "evidence": tuple(row["evidence"])}) for row in rows]


def position_table(
    frame: polars.DataFrame, settings: PositionSettings | None = None, at: date | None = None
) -> polars.DataFrame:
    """Positions as a table, from a table of claims; the columns are the fields of `Position`.

    Parameters
    ----------
    frame : polars.DataFrame
        Claims, as `daylight.positions.claims.claims` yields them.
    settings, at
        As for `positions`.
    """
    from scipy.special import betaincinv

    settings = settings or PositionSettings()
    at = at or last_day(frame)
    weighed = weighed_claims(frame, settings, at)
    told = _until(frame, at).group_by("actor", "issue").agg(evidence=polars.col("statement").sort())
    prior_for, prior_against = settings.prior
    table = (
        weighed.group_by("actor", "issue")
        .agg(
            alpha=prior_for + (polars.col("weight") * (1 + polars.col("value")) / 2).sum(),
            beta=prior_against + (polars.col("weight") * (1 - polars.col("value")) / 2).sum(),
            count=polars.len().cast(polars.Int64),
        )
        .sort("actor", "issue")
        .join(told, on=["actor", "issue"], maintain_order="left")
    )
    alpha, beta = table["alpha"].to_numpy(), table["beta"].to_numpy()
    tail = (1 - settings.interval) / 2
    return table.with_columns(
        mean=polars.Series(2 * alpha / (alpha + beta) - 1, dtype=polars.Float64),
        low=polars.Series(np.asarray(2 * betaincinv(alpha, beta, tail) - 1), dtype=polars.Float64),
        high=polars.Series(np.asarray(2 * betaincinv(alpha, beta, 1 - tail) - 1), dtype=polars.Float64),
    )


def weighed_claims(frame: polars.DataFrame, settings: PositionSettings, at: date | None = None) -> polars.DataFrame:
    """One row an utterance made until `at`, its best report standing for all, with recency in the weight.

    Recency halves the weight with every `half_life_days`; an undated statement counts as made on the last day.
    """
    at = at or last_day(frame)
    if at is not None:
        age = (polars.lit(at) - polars.col("date")).dt.total_days().fill_null(0)
        frame = _until(frame, at).with_columns(weight=polars.col("weight") * 0.5 ** (age / settings.half_life_days))
    best_first = frame.sort("report", "weight", "statement", descending=[False, True, False])
    return best_first.unique("report", keep="first", maintain_order=True)


def _until(frame: polars.DataFrame, at: date | None) -> polars.DataFrame:
    return frame if at is None else frame.filter(polars.col("date").is_null() | (polars.col("date") <= at))


def last_day(frame: polars.DataFrame) -> date | None:
    """Day of the latest claim, None where none is dated."""
    day = frame["date"].max()
    return day if isinstance(day, date) else None


def over_time(
    frame: polars.DataFrame, moments: Iterable[date], settings: PositionSettings | None = None
) -> polars.DataFrame:
    """Positions at several moments, with the column ``at`` in front."""
    tables = [position_table(frame, settings, at).with_columns(at=polars.lit(at)) for at in moments]
    if not tables:
        tables = [position_table(frame.clear(), settings).with_columns(at=polars.lit(None, dtype=polars.Date))]
    return polars.concat(tables).select("at", polars.exclude("at"))


def regular_moments(first: date, last: date, count: int = 24) -> list[date]:
    """At most `count` moments evenly spread from first to last, both among them."""
    days = (last - first).days
    count = max(2, min(count, days + 1))
    return [first + timedelta(days=round(days * k / (count - 1))) for k in range(count)] if days else [last]
