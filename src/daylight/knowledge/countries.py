"""States and partly recognised entities: codes, names, demonyms and the places that stand for their governments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from daylight.knowledge.tables import listed, rows


@dataclass(frozen=True)
class Country:
    """A state or partly recognised entity.

    Attributes
    ----------
    id : str
        Actor id: the alpha-3 code in lower case, or a slug where the entity has no code of its own.
    code : str
        ISO 3166-1 alpha-3 code (KOS for Kosovo); of the sovereign where recognition is partial.
    name : str
        Common short name.
    names, demonyms, seats : tuple of str
        Other names; adjectives and peoples; capital and other places that stand for the government.
    houses : tuple of str
        Seats that are no cities: palaces, streets and quarters, which stand for the government wherever named.
    partial : bool
        Not generally recognised as a state.
    """

    id: str
    code: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    seats: tuple[str, ...]
    houses: tuple[str, ...] = ()
    partial: bool = False


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """All countries by actor id."""
    table = {}
    for code, name, names, demonyms, cities, houses in rows("countries"):
        sovereign, _, entity = code.partition(":")
        own = entity or code.lower()
        seats = (*listed(cities), *listed(houses))
        table[own] = Country(
            own, sovereign, name, listed(names), listed(demonyms), seats, listed(houses), partial=bool(entity)
        )
    return table


def country(code: str) -> Country | None:
    """The country of an alpha-3 code or actor id, in any case; None: unknown."""
    return countries().get(code.lower())
