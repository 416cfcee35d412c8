"""Coder and coded variables of statements in columns of their own, beside the body."""

from __future__ import annotations

import json

from alembic import op
from sqlalchemy import Column, String, Text, cast, inspect, select, update

from daylight.desk.schema import statements

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns, unless the first migration made them, and fill them from the bodies."""
    connection = op.get_bind()
    if "variables" in {column["name"] for column in inspect(connection).get_columns("statements")}:
        return
    op.add_column("statements", Column("coder", String, nullable=False, server_default="machine"))
    op.add_column("statements", Column("variables", Text, nullable=False, server_default="{}"))
    for identity, text in connection.execute(select(statements.c.id, cast(statements.c.body, Text))).all():
        body = json.loads(text)
        more = {"coder": body.get("coder", "machine"), "variables": json.dumps(body.get("variables") or {})}
        connection.execute(update(statements).where(statements.c.id == identity).values(**more))
