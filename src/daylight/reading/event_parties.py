"""The parties of an event by name: which actors a phrase stands for, their country, sectors and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from daylight.knowledge.groups import group_nouns, institution_heads
from daylight.reading.coreference import actor_of_source, resolve
from daylight.reading.event_roles import phrase
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
    sectors : tuple of str
        PLOVER sectors, the primary one first.
    """

    span: Span
    text: str
    actors: tuple[str, ...]
    country: str | None = None
    country_from: str = ""
    sectors: tuple[str, ...] = ()


def party_of(annotated: Annotated, head: Token, make: bool = True) -> Party:
    """The party that a phrase names by its head; an unnamed group that is no actor yet becomes one if `make`."""
    first, last = phrase(head)
    span = annotated.syntax.span(range(first, last))
    actors = tuple(resolve(annotated, head))
    noun = head.lemma_.lower()
    is_group = head.lower_ in group_nouns() or noun in group_nouns() or noun in institution_heads()
    if not actors and make and is_group:
        actors = tuple(actor_of_source(annotated, annotated.syntax.doc[first:last]))
    if not actors:
        actors = _inside(annotated, head, first, last)
    country, source = _country(annotated, head, actors, first, last)
    return Party(span, annotated.syntax.doc[first:last].text, actors, country, source, _sectors(annotated, head, actors))


def _inside(annotated: Annotated, head: Token, first: int, last: int) -> tuple[str, ...]:
    """The actor named inside a phrase that is none itself: Israel in "Israeli army bulldozers", the town's state not."""
    assert annotated.cast is not None
    for token in head.doc[first:last]:
        if token.i in annotated.cast.at and token.i <= head.i and token.dep_ in ("amod", "compound", "poss", "nmod"):
            return (annotated.cast.at[token.i],)
    return ()


def _country(annotated: Annotated, head: Token, actors: Sequence[str], first: int, last: int) -> tuple[str | None, str]:
    for actor in actors:
        if code := country_of(annotated, actor):
            return code, "actor"
    cast = annotated.cast
    assert cast is not None
    for token in head.doc[first:last]:
        if token.i in cast.at and (code := country_of(annotated, cast.at[token.i])):
            return code, "phrase"
    near = [cast.at[t.i] for t in head.sent if t.i in cast.at]
    states = Counter(code for actor in near if (code := country_of(annotated, actor)))
    placed = [
        code
        for t in head.sent
        if t.i in cast.at and t.dep_ == "pobj" and t.head.lower_ in ("in", "across", "throughout") and (code := country_of(annotated, cast.at[t.i]))
    ]
    if placed:
        return placed[0], "context"
    if len(states) == 1:
        return next(iter(states)), "context"
    before = [code for naming in cast.before(head.i)[-6:] if (code := country_of(annotated, naming.actor))]
    return (before[-1], "context") if before else (None, "")


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
