"""The statements of a desk as columns, without making a record of each: the way to networks of a million claims.

SQLite itself joins each column of a stretch of rows into one text, and polars takes it apart again, so that no cell
passes through Python; other databases hand over their rows. Statements that review decisions touch are read as
records, so that decisions hold here as everywhere.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import polars
from sqlalchemy import Engine, select, text

from daylight.desk import schema
from daylight.desk.layers import decisions, publication_days, standing, touched
from daylight.records import Statement

FIELDS = ("statement", "doc", "holder", "issue", "act", "stance", "target", "date", "coder")
"""Fields of statements that stand in columns; "statement" is the id."""

STRETCH = 200_000
"""Rows that SQLite joins into one text."""

_MARK = "\x1f"


@dataclass(frozen=True)
class StatementColumns:
    """Statements in columns, as many rows in both tables."""

    fields: polars.DataFrame
    """The columns of `FIELDS`, all texts."""
    coded: polars.DataFrame
    """Coded variables under their own names; of mixed kinds, numbers if all are, else texts."""


def columns_of(statements: Sequence[Statement]) -> StatementColumns:
    """Columns of records."""
    rows = [
        (s.id, s.doc, s.holder, s.issue, s.act, s.stance, s.target, s.date, s.coder, s.variables) for s in statements
    ]
    return _columns(rows)


def statement_columns(engine: Engine) -> StatementColumns:
    """All statements of a desk, review decisions applied, in no particular order."""
    found = _by_stretches(engine) if engine.dialect.name == "sqlite" else None
    found = found or _columns(_rows(engine))
    decided = [d for d in decisions(engine) if d.layer == "statements" and not d.undone]
    if not decided:
        return found
    published = publication_days(engine)
    left = [Statement.model_validate(b) for b in standing(engine, "statements", decided) if b["doc"] in published]
    gone = [json.loads(body)["id"] for body in touched(engine, schema.statements, decided)]
    keep = ~found.fields["statement"].is_in(gone)
    kept = StatementColumns(found.fields.filter(keep), found.coded.filter(keep) if found.coded.width else found.coded)
    return _joined([kept, columns_of(left)])


def _rows(engine: Engine) -> list[tuple[Any, ...]]:
    table = schema.statements
    names = [table.c.id if name == "statement" else table.c[name] for name in FIELDS]
    with engine.connect() as connection:
        found = connection.execute(select(*names, table.c.variables)).all()
    return [(*row[:-1], json.loads(row[-1])) for row in found]


def _columns(rows: Sequence[tuple[Any, ...]]) -> StatementColumns:
    across = list(zip(*rows, strict=True)) or [()] * (len(FIELDS) + 1)
    fields = polars.DataFrame([polars.Series(n, c, polars.String) for n, c in zip(FIELDS, across[:-1], strict=True)])
    names = dict.fromkeys(name for variables in across[-1] for name in variables)
    coded = [_column(name, [variables.get(name) for variables in across[-1]]) for name in names]
    return StatementColumns(fields, polars.DataFrame(coded))


def _column(name: str, values: Iterable[Any]) -> polars.Series:
    values = list(values)
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return polars.Series(name, values, polars.Boolean)
    if kinds <= {bool, int}:
        return polars.Series(name, [None if v is None else int(v) for v in values], polars.Int64)
    if kinds <= {bool, int, float}:
        return polars.Series(name, [None if v is None else float(v) for v in values], polars.Float64)
    return polars.Series(name, [v if v is None or isinstance(v, str) else json.dumps(v) for v in values], polars.String)


def _by_stretches(engine: Engine) -> StatementColumns | None:
    """Columns through SQLite's own joining; None where those would not be what records give: a field holds the mark
    between cells, JSON is not strict, a variable is text in one stretch and a number in another."""
    joined = ", ".join(
        f"group_concat(coalesce({'id' if name == 'statement' else name}, ''), char(31))" for name in FIELDS
    )
    query = text(
        f"SELECT count(*), {joined}, '[' || group_concat(variables) || ']' FROM statements "
        "WHERE rowid >= :first AND rowid < :last"
    )
    parts = []
    with engine.connect() as connection:
        first, last = connection.execute(text("SELECT min(rowid), max(rowid) FROM statements")).one()
        for start in range(first or 0, (last or -1) + 1, STRETCH):
            many, *cells, variables = connection.execute(query, {"first": start, "last": start + STRETCH}).one()
            if not many:
                continue
            series = [
                polars.Series([cell]).str.split(_MARK).explode().alias(n) for n, cell in zip(FIELDS, cells, strict=True)
            ]
            if any(len(column) != many for column in series):
                return None
            try:
                coded = polars.read_json(io.BytesIO(variables.encode("utf-8")), infer_schema_length=None)
            except (polars.exceptions.PolarsError, UnicodeEncodeError):
                return None
            none = polars.col("target", "date")
            fields = polars.DataFrame(series).with_columns(polars.when(none != "").then(none))
            parts.append(StatementColumns(fields, coded if coded.width else polars.DataFrame()))
    mixed = any(polars.String in kinds and len(kinds) > 1 for kinds in _kinds(parts).values())
    return None if mixed else _joined(parts) if parts else _columns([])


def _kinds(parts: Sequence[StatementColumns]) -> dict[str, set[Any]]:
    """Kinds of each variable in the parts that have a value of it."""
    kinds: dict[str, set[Any]] = {}
    for part in parts:
        for name, kind in part.coded.schema.items():
            if part.coded[name].null_count() < len(part.coded):
                kinds.setdefault(name, set()).add(kind)
    return kinds


def _joined(parts: Sequence[StatementColumns]) -> StatementColumns:
    """One table after the other; a variable whose kind differs between them is a number if all are, else a text."""
    if len(parts) == 1:
        return parts[0]
    common = {name: found.pop() if len(found) == 1 else _common(found) for name, found in _kinds(parts).items()}
    coded = [
        part.coded.select(
            (polars.col(name) if name in part.coded.columns else polars.lit(None)).cast(kind).alias(name)
            for name, kind in common.items()
        )
        if any(name in part.coded.columns for name in common)
        else polars.DataFrame(
            {name: polars.Series(name, [None] * len(part.fields), kind) for name, kind in common.items()}
        )
        for part in parts
    ]
    return StatementColumns(polars.concat([part.fields for part in parts]), polars.concat(coded))


def _common(kinds: set[Any]) -> Any:
    if kinds <= {polars.Boolean, polars.Int64}:
        return polars.Int64
    return polars.Float64 if kinds <= {polars.Boolean, polars.Int64, polars.Float64} else polars.String
