"""Holders of high office whom texts name without introducing them, with their terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from daylight.knowledge.tables import listed, rows


@dataclass(frozen=True)
class Term:
    """An office held from and until ISO dates; an empty `until` means still held."""

    office: str
    since: str
    until: str


@dataclass(frozen=True)
class Person:
    """A person by name and other names, with gender, country or PLOVER code, and terms of office."""

    name: str
    names: tuple[str, ...]
    gender: str
    country: str
    terms: tuple[Term, ...]

    def office(self, day: date | None) -> str:
        """The office held on a day; the latest one where the day is unknown, "former …" where it was over by then."""
        ordered = sorted(self.terms, key=lambda term: term.since)
        if day is None:
            return ordered[-1].office
        held = [t for t in ordered if t.since <= day.isoformat() and (not t.until or day.isoformat() <= t.until)]
        past = [t for t in ordered if t.until and t.until < day.isoformat()]
        return held[-1].office if held else f"former {past[-1].office}" if past else ""


@lru_cache(maxsize=1)
def people() -> tuple[Person, ...]:
    """All known persons, one entry each."""
    found: dict[str, Person] = {}
    for name, names, gender, country, office, since, until in rows("people"):
        terms = (*(found[name].terms if name in found else ()), Term(office, since, until))
        found[name] = Person(name, listed(names), gender, country, terms)
    return tuple(found.values())
