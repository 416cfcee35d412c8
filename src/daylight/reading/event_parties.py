"""The parties of an event by name: which actors a phrase stands for, their country, sectors and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from daylight.knowledge.countries import countries
from daylight.knowledge.groups import group_nouns, institution_heads
from daylight.knowledge.organisations import organisations
from daylight.reading.coreference import actor_of_source, resolve
from daylight.reading.event_phrases import phrase
from daylight.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.reading.annotated import Annotated


@dataclass(frozen=True)
class Party:
    """A party as a phrase of the text names it.

    Attributes
    ----------
    span : tuple of int
        Source characters of the phrase, without its article.
    text : str
        What reading sees of it.
    actors : tuple of str
        Ids of the actors that it stands for; empty: nobody known.
    country : str or None
        Alpha-3 code or international code, of the actor, of a name in the phrase, or of the context.
    country_from : str
        "actor", "phrase", "context" or "".
    named : bool
        Whether the phrase is, or has in it, a proper name.
    sectors : tuple of str
        PLOVER sectors, the primary one first.
    """

    span: Span
    text: str
    actors: tuple[str, ...]
    country: str | None = None
    country_from: str = ""
    named: bool = False
    """Whether the phrase is, or has in it, a proper name."""
    sectors: tuple[str, ...] = ()


_BYSTANDERS = frozenset({"states", "journalists", "civilians", "members", "public", "advisers"})
"""Groups that take part in events without being actors of the record: "about 80 people", "other countries"."""


def party_of(annotated: Annotated, head: Token, make: bool = True) -> Party:
    """The party that a phrase names by its head; an unnamed group that is no actor yet becomes one if `make`."""
    first, last = phrase(head)
    span = annotated.syntax.span(range(first, last))
    actors = _in_order(annotated, head, (*_coordinated(annotated, head), *resolve(annotated, head)))
    noun = head.lemma_.lower()
    known = group_nouns().get(head.lower_) or group_nouns().get(noun)
    is_group = noun in institution_heads() if known is None else known.name not in _BYSTANDERS
    if not actors and make and is_group:
        actors = tuple(actor_of_source(annotated, annotated.syntax.doc[first:last]))
    aside = {
        annotated.cast.at[t.i]
        for t in head.doc[first:last]
        if annotated.cast and t.i in annotated.cast.at and _aside(t)
    }
    actors = tuple(actor for actor in actors if actor not in aside)
    if not actors and not aside:
        actors = _inside(annotated, head, first, last)
    country, source = _country(annotated, head, actors, first, last)
    names = ("PERSON", "ORG", "GPE", "NORP")
    named = head.pos_ == "PROPN" or any(t.ent_type_ in names for t in annotated.syntax.doc[first:last])
    return Party(
        span, annotated.syntax.doc[first:last].text, actors, country, source, named, _sectors(annotated, head, actors)
    )


def ids(parties: Iterable[Party]) -> tuple[str, ...]:
    """The actors of parties, each once, in order."""
    return tuple(dict.fromkeys(actor for party in parties for actor in party.actors))


def _coordinated(annotated: Annotated, head: Token) -> list[str]:
    """Actors named right before the head's own name and joined to it by "and" or a comma, as in "North and South
    Korea"."""
    assert annotated.cast is not None
    at = annotated.cast.at
    if head.i not in at:
        return []
    found: list[str] = []
    place = head.i
    joined = False
    while place > head.left_edge.i:
        place -= 1
        token = head.doc[place]
        if token.i in at:
            if joined and at[token.i] != at[head.i]:
                found.append(at[token.i])
        elif token.lower_ in ("and", ",", "&"):
            joined = joined or token.lower_ in ("and", "&")
        elif token.lower_ not in ("both", "the", "-"):
            break
    return found if joined else []


def _in_order(annotated: Annotated, head: Token, actors: Sequence[str]) -> tuple[str, ...]:
    """Actors in the order in which their sentence names them: "North and South Korea" have the North first."""
    assert annotated.cast is not None
    first: dict[str, int] = {}
    for token in head.sent:
        if token.i in annotated.cast.at:
            first.setdefault(annotated.cast.at[token.i], token.i)
    return tuple(sorted(dict.fromkeys(actors), key=lambda actor: first.get(actor, head.i)))


def _inside(annotated: Annotated, head: Token, first: int, last: int) -> tuple[str, ...]:
    """The actor named inside a phrase that is none itself: Israel in "Israeli army bulldozers", the town's state
    not."""
    assert annotated.cast is not None
    for token in head.doc[first:last]:
        if token.i in annotated.cast.at and token.i <= head.i and token.dep_ in ("amod", "compound", "poss", "nmod"):
            return (annotated.cast.at[token.i],)
    return ()


def _country(annotated: Annotated, head: Token, actors: Sequence[str], first: int, last: int) -> tuple[str | None, str]:
    """Country of a party and where it is from: where people live ("the Albanians of Serbia") goes before what they are
    called."""
    tokens = head.doc[first:last]
    cast = annotated.cast
    assert cast is not None
    ethnic = any(t.lower_ == "ethnic" for t in tokens)
    home = next(
        (
            c
            for t in tokens
            if t.i > head.i and t.head.lower_ in ("of", "in", "from") and t.dep_ == "pobj" and (c := _of_place(t))
        ),
        None,
    )
    named = head.ent_type_ in ("PERSON", "ORG", "GPE") or head.pos_ == "PROPN"
    if home is not None and not named and not any(t.i in cast.at for t in tokens if t.i < head.i):
        return home, "phrase"
    for actor in () if ethnic else actors:
        if code := country_of(annotated, actor):
            return code, "actor"
    for token in tokens:
        if not ethnic and not _aside(token):
            code = country_of(annotated, cast.at[token.i]) if token.i in cast.at else _of_place(token)
            if code:
                return code, "phrase"
    if home is None and (code := _of_known_name(tokens.text)):
        return code, "phrase"
    if home is not None:
        return home, "phrase"
    return _from_context(annotated, head, first, last)


def _from_context(annotated: Annotated, head: Token, first: int, last: int) -> tuple[str | None, str]:
    """The country that the sentence is set in, else the only one that it names, else the last one named before."""
    cast = annotated.cast
    assert cast is not None
    outside = [t for t in head.sent if not first <= t.i < last]
    placed = [
        c
        for t in outside
        if t.dep_ == "pobj" and t.head.lower_ in ("in", "across", "throughout", "at") and (c := _of_place(t))
    ]
    if placed:
        return placed[0], "context"
    named = list(
        dict.fromkeys(
            c
            for t in outside
            if t.i in cast.at
            and (c := country_of(annotated, cast.at[t.i]))
            and len(c) == 3
            and c not in ("IGO", "UNO", "EUR")
        )
    )
    if len(named) == 1:
        return named[0], "context"
    before = [code for naming in cast.before(head.sent.start)[-6:] if (code := country_of(annotated, naming.actor))]
    return (before[-1], "context") if before else (None, "")


def _aside(token: Token) -> bool:
    """Whether a name says whom the party is for or against, not where it is from: "anti-Syria", "Iranian-backed"."""
    doc, i = token.doc, token.i
    if i > 1 and doc[i - 1].text in ("-", "–") and doc[i - 2].lower_ in ("anti", "pro"):
        return True
    return token.lower_.startswith(("anti-", "pro-")) or (
        i + 2 < len(doc) and doc[i + 1].text == "-" and doc[i + 2].lower_ == "backed"
    )


def _of_place(token: Token) -> str | None:
    """The country of a place name: of a state or its capital by the tables, of a larger city by the gazetteer."""
    if token.ent_type_ not in ("GPE", "LOC", "FAC") and token.text not in _seats():
        return None
    entity = next((e for e in token.sent.ents if e.start <= token.i < e.end), None)
    name = entity.text.removeprefix("the ") if entity is not None else token.text
    if code := _seats().get(name) or _seats().get(token.text):
        return code
    if token.ent_type_ != "GPE" or not token.text[:1].isupper():
        return None
    from daylight.reading.event_places import located

    return located(name).country


@lru_cache(maxsize=1)
def _seats() -> dict[str, str]:
    """Codes by the names of states and their capitals."""
    return {name: c.code for c in reversed(countries().values()) for name in (*c.seats, *c.names, c.name)}


def _of_known_name(text: str) -> str | None:
    """The code of an organisation or state that stands inside a longer name ("Arab League Secretary General …")."""
    padded, index = f" {text} ", _named_organisations()
    found = [
        (order, country)
        for word in text.split()
        for order, name, country in index.get(word, ())
        if f" {name} " in padded
    ]
    return min(found)[1] if found else None


@lru_cache(maxsize=1)
def _named_organisations() -> dict[str, list[tuple[int, str, str]]]:
    """Place in the table, name and country of organisations, by the first word of the name."""
    index: dict[str, list[tuple[int, str, str]]] = {}
    for order, entry in enumerate(organisations()):
        for name in (entry.name, *entry.names):
            if entry.country and len(name) > 3:
                index.setdefault(name.split()[0], []).append((order, name, entry.country))
    return index


def country_of(annotated: Annotated, actor: str) -> str | None:
    """The country code of an actor: its own, or that of the state it belongs to."""
    known = annotated.actors.get(actor)
    if known is not None and known.country:
        return known.country
    if annotated.cast is not None:
        member = annotated.cast.members.get(actor)
        if member is not None and member.country:
            return member.country
        state = annotated.cast.state_of(actor)
        if state is not None:
            given = annotated.cast.known(state).given
            return given.country if given is not None else None
    return None


def _sectors(annotated: Annotated, head: Token, actors: Sequence[str]) -> tuple[str, ...]:
    for actor in actors:
        known = annotated.actors.get(actor)
        if known is not None and known.sectors:
            return known.sectors
    group = group_nouns().get(head.lower_) or institution_heads().get(head.lemma_.lower())
    return group.sectors if group else ()
