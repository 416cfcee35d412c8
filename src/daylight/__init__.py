"""Daylight reads diplomatic and security briefs and keeps a sourced record of who wants what on which issue.

>>> import daylight
>>> desk = daylight.open("x.daylight")  # doctest: +SKIP
>>> desk.read("brief.txt")  # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from daylight.errors import DaylightError
from daylight.records import (
    Actor,
    Attribution,
    Condition,
    Document,
    DocumentRecord,
    Event,
    Issue,
    Mention,
    Relation,
    Statement,
)
from daylight.settings import Settings, load_settings

if TYPE_CHECKING:
    from daylight.desk.store import Desk

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Attribution",
    "Condition",
    "DaylightError",
    "Document",
    "DocumentRecord",
    "Event",
    "Issue",
    "Mention",
    "Relation",
    "Settings",
    "Statement",
    "load_settings",
    "open",
]


def open(place: str | Path, create: bool = True) -> Desk:
    """Open a desk: a file, made where there is none, or a database URL.

    Parameters
    ----------
    place : str or Path
        The desk's file, or a SQLAlchemy URL.
    create : bool
        Whether a desk that is not there is made.

    Returns
    -------
    Desk
        The store of documents, records and decisions.

    Raises
    ------
    daylight.errors.DeskError
        When the file is not a desk, is from a newer version, or is absent and `create` is false.
    """
    from daylight.desk.store import Desk

    return Desk.open(place, create)
