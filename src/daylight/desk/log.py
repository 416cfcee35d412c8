"""The log of review decisions: written to, taken back from, never erased."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Engine, insert, update

from daylight.desk import schema
from daylight.desk.layers import decisions, layer_of
from daylight.desk.review import Decision
from daylight.errors import DeskError, InputError
from daylight.records import Record


def write_decision(engine: Engine, action: str, record: Record, changes: dict[str, Any], coder: str) -> None:
    """Add a decision to the log, with a snapshot of the record that it is about."""
    row = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "coder": coder,
        "action": action,
        "layer": layer_of(record),
        "record": record.id,
        "doc": record.doc,
        "changes": changes,
        "snapshot": record.model_dump(mode="json"),
        "undone": False,
    }
    with engine.begin() as connection:
        connection.execute(insert(schema.decisions), [row])


def take_back(engine: Engine, place: str) -> Decision:
    """Mark the last decision that stands as undone.

    Raises
    ------
    DeskError
        When no decision is left to take back.
    """
    standing = [decision for decision in decisions(engine) if not decision.undone]
    if not standing:
        raise DeskError(f"{place}: there is no review decision to undo")
    last = standing[-1]
    with engine.begin() as connection:
        connection.execute(update(schema.decisions).where(schema.decisions.c.number == last.number).values(undone=True))
    return last._replace(undone=True)


def changed(record: Record, changes: dict[str, Any]) -> Record:
    """The record with changes.

    Raises
    ------
    InputError
        One clear line about the change that does not fit.
    """
    unknown = [name for name in changes if name not in type(record).model_fields or name in ("id", "doc", "step")]
    if unknown:
        known = ", ".join(n for n in type(record).model_fields if n not in ("id", "doc", "step", "evidence"))
        raise InputError(f"{unknown[0]!r} cannot be edited; fields are: {known}")
    try:
        return type(record).model_validate({**record.model_dump(mode="json"), **changes})
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
