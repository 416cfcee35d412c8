"""Finding actors and issues by what people call them, and joining what several documents tell of one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, TypeVar

from daylight.errors import NotFoundError
from daylight.records import Actor, Issue

NamedT = TypeVar("NamedT", Actor, Issue)


def named(known: dict[str, NamedT], name: str, what: str, place: str) -> NamedT:
    """An actor or issue by id, name, alias or an unambiguous part of one, whatever the case.

    Raises
    ------
    NotFoundError
        When there is none; the message offers close names.
    """
    if name in known:
        return known[name]
    wanted = name.casefold()
    by_name: dict[str, str] = {}
    for key in known:
        entry: Actor | Issue = known[key]
        for label in (entry.name, *entry.aliases):
            by_name.setdefault(label.casefold(), key)
        by_name.setdefault(key, key)
    if wanted in by_name:
        return known[by_name[wanted]]
    partly = {key for label, key in by_name.items() if wanted in label}
    if len(partly) == 1:
        return known[partly.pop()]
    close = sorted(partly) or [by_name[label] for label in get_close_matches(wanted, by_name, 5, 0.6)]
    hint = f"; did you mean {', '.join(dict.fromkeys(close))}?" if close else f"; see: daylight show {what}s"
    raise NotFoundError(f"{place}: no {what} is called {name!r}{hint}")


def join_actors(first: Actor, second: Actor) -> Actor:
    """One actor from what two documents tell of it; the first names it."""

    def union(a: Iterable[Any], b: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(dict.fromkeys([*a, *b]))

    memberships = {membership.model_dump_json(): membership for membership in (*first.memberships, *second.memberships)}
    return first.model_copy(
        update={
            "aliases": union(first.aliases, [*second.aliases, *([second.name] if second.name != first.name else [])]),
            "memberships": tuple(memberships.values()),
            "role": first.role or second.role,
            "country": first.country or second.country,
            "sectors": union(first.sectors, second.sectors),
            "wikidata": first.wikidata or second.wikidata,
            "confidence": max(first.confidence, second.confidence),
            "attributes": {**second.attributes, **first.attributes},
        }
    )
