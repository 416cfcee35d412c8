"""Migrations of the desk's tables, run by Alembic when a desk of an older revision is opened."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from daylight.errors import DeskError


def scripts() -> ScriptDirectory:
    """The migration scripts."""
    return ScriptDirectory.from_config(_config())


def upgrade(engine: Engine, place: str, revision: str) -> None:
    """Bring a desk from an older revision to the newest.

    Raises
    ------
    DeskError
        When the desk's revision is not one that this program knows: it is from a newer version.
    """
    if revision not in {script.revision for script in scripts().walk_revisions()}:
        raise DeskError(f"{place}: was made by a newer Daylight (revision {revision}); update Daylight to open it")
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config
