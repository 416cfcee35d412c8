"""Opening a desk: a SQLite file by default, any SQLAlchemy URL otherwise; foreign and newer files are refused."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from daylight.desk.schema import APPLICATION_ID, REVISION, metadata
from daylight.errors import DeskError


def connect(desk: str | Path, create: bool = True) -> Engine:
    """An engine on a desk at the newest revision.

    Parameters
    ----------
    desk : str or Path
        A file, or a database URL such as ``postgresql+psycopg://…``.
    create : bool
        Make the desk where there is none; otherwise its absence is an error.

    Raises
    ------
    DeskError
        When there is no desk, the file is something else, or it is from a newer version of Daylight.
    """
    place = str(desk)
    try:
        engine = create_engine(place, json_serializer=_written) if "://" in place else _sqlite(Path(place), create)
        _bring_to_revision(engine, place, create)
    except (SQLAlchemyError, sqlite3.Error, ImportError) as error:
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        raise DeskError(
            f"{place}: cannot be opened as a desk ({reason}); give another file name with --desk"
        ) from error
    return engine


def _sqlite(path: Path, create: bool) -> Engine:
    if path.is_dir():
        raise DeskError(f"{path}: is a folder; give the name of a desk file")
    if not path.exists():
        if not create:
            raise DeskError(f"{path}: no such desk; make one with: daylight read PATH --desk {path}")
        if not path.parent.is_dir():
            raise DeskError(f"{path}: its folder does not exist; make the folder first")
    elif path.stat().st_size:
        _refuse_foreign(path)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30}, json_serializer=_written)
    event.listen(engine, "connect", _prepare)
    return engine


def _refuse_foreign(path: Path) -> None:
    """A file that is not a desk is refused before anything opens it for writing."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise DeskError(f"{path}: cannot be read ({error.strerror})") from error
    if not head.startswith(b"SQLite format 3\x00"):
        raise DeskError(f"{path}: is not a desk; give another file name with --desk")
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if mark != APPLICATION_ID and tables:
        raise DeskError(f"{path}: is a SQLite file of another program; give another file name with --desk")


def _prepare(connection: Any, _record: object) -> None:
    """What SQLite needs on each connection: foreign keys, write-ahead logging, waiting instead of failing when busy."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _written(value: Any) -> str:
    """JSON as it is stored; a text is JSON already."""
    return value if isinstance(value, str) else json.dumps(value)


def _bring_to_revision(engine: Engine, place: str, create: bool) -> None:
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        revision = (
            connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            if "alembic_version" in tables
            else None
        )
    if revision == REVISION:
        return
    if revision is None:
        if tables and tables != {"alembic_version"}:
            raise DeskError(f"{place}: holds tables of another program; give another desk")
        if not create:
            raise DeskError(f"{place}: is empty; read documents into it first: daylight read PATH --desk {place}")
        _make(engine)
        return
    from daylight.desk.migrations import upgrade

    upgrade(engine, place, revision)


def _make(engine: Engine) -> None:
    """A new desk, whole or not at all."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
        metadata.create_all(connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": REVISION})
