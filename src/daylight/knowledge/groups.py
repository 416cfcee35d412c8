"""Nouns for groups of people, and head words of institutions, with their PLOVER sectors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from daylight.knowledge.tables import listed, rows
from daylight.records import ActorKind


@dataclass(frozen=True)
class Group:
    """A class of group nouns ("officials") or institutions ("ministry") with its kind and sectors."""

    name: str
    kind: ActorKind
    sectors: tuple[str, ...]
    union: str = ""
    """ "one": all its nouns are one actor where one owner has them; "state": they are the state itself."""


@lru_cache(maxsize=1)
def group_nouns() -> dict[str, Group]:
    """Groups by noun, lower case; the first class that lists a noun has it."""
    table: dict[str, Group] = {}
    for name, union, sectors, nouns in rows("groups"):
        for noun in listed(nouns):
            table.setdefault(noun.lower(), Group(name, "group", listed(sectors), union))
    return table


@lru_cache(maxsize=1)
def institution_heads() -> dict[str, Group]:
    """Institutions by head word, lower case."""
    table: dict[str, Group] = {}
    for name, kind, sectors, heads in rows("institutions"):
        for head in listed(heads):
            table.setdefault(head.lower(), Group(name, kind, listed(sectors)))  # type: ignore[arg-type]
    return table
