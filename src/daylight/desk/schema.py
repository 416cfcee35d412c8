"""The tables of a desk.

Columns that questions are asked of stand beside `body`, the record as JSON. Records of one document belong to it and go
when it is read again; decisions of reviewers belong to nobody and are never removed.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

REVISION = "0002"
"""The newest migration; a desk of a revision unknown to this program is refused."""

APPLICATION_ID = 0x4461796C
"""SQLite application id ("Dayl") that marks a file as a desk."""

metadata = MetaData()


def _document_column() -> Column[str]:
    return Column("doc", String, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True)


documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("published", String),
    Column("read_at", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("body", JSON, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    Column("doc", String, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("body", JSON, nullable=False),
)

issues = Table(
    "issues",
    metadata,
    Column("doc", String, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("body", JSON, nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    _document_column(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("actor", String, nullable=False, index=True),
    Column("form", String, nullable=False),
    Column("confidence", Float, nullable=False),
)


def _records(name: str, *columns: Column[object]) -> Table:
    return Table(
        name,
        metadata,
        Column("id", String, primary_key=True),
        _document_column(),
        Column("start", Integer, nullable=False),
        Column("confidence", Float, nullable=False),
        *columns,
        Column("body", JSON, nullable=False),
    )


attributions = _records("attributions")
statements = _records(
    "statements",
    Column("holder", String, nullable=False, index=True),
    Column("issue", String, nullable=False, index=True),
    Column("act", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("target", String),
    Column("date", String),
    Column("coder", String, nullable=False, server_default="machine"),
    Column("variables", Text, nullable=False, server_default="{}"),
)
conditions = _records(
    "conditions", Column("actor", String, index=True), Column("issue", String), Column("kind", String)
)
events = _records("events", Column("type", String, nullable=False), Column("date", String), Column("status", String))
relations = _records(
    "relations", Column("a", String, nullable=False), Column("b", String, nullable=False), Column("issue", String)
)

RECORDS = {table.name: table for table in (attributions, statements, conditions, events, relations)}

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("coder", String, nullable=False),
    Column("action", String, nullable=False),
    Column("layer", String, nullable=False),
    Column("record", String, nullable=False),
    Column("doc", String, nullable=False),
    Column("changes", JSON, nullable=False),
    Column("snapshot", JSON, nullable=False),
    Column("undone", Boolean, nullable=False, default=False),
    Index("decisions_of_record", "layer", "record"),
    sqlite_autoincrement=True,
)
