"""Organisations known by name: IGOs, alliances, armed groups, parties, services, think tanks, and media outlets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from daylight.knowledge.tables import listed, rows
from daylight.records import ActorKind


@dataclass(frozen=True)
class Organisation:
    """An organisation by its name, other names, kind, country or PLOVER international code, and PLOVER sectors."""

    name: str
    names: tuple[str, ...]
    kind: ActorKind
    country: str | None
    sectors: tuple[str, ...]


@lru_cache(maxsize=1)
def organisations() -> tuple[Organisation, ...]:
    """All known organisations and media outlets."""
    found = []
    for name, names, kind, country, sectors in rows("organisations"):
        assert kind in get_args(ActorKind), f"organisations.tsv: {name}: unknown kind {kind!r}"
        found.append(Organisation(name, listed(names), kind, country or None, listed(sectors)))  # type: ignore[arg-type]
    for name, names, country in rows("media"):
        found.append(Organisation(name, listed(names), "media", country or None, ("JRN",)))
    return tuple(found)
