"""The first tables of a desk."""

from __future__ import annotations

from alembic import op

from daylight.desk.schema import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    metadata.create_all(op.get_bind())
