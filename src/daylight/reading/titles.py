"""Titles without a name: who bears "the Prime Minister", "Iran’s foreign minister", "the opposition leader"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.offices import office_of
from daylight.reading.antecedents import Antecedents, Wanted

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEFINITE = frozenset({"the", "this", "that"})
_INDEFINITE = frozenset({"a", "an", "another", "one"})
_LEADS = ("head of state", "head of government", "rebel leader", "party leader")
"""Offices whose bearer "the leader" can be."""
_LATER = 200
"""Tokens that a bearer named only later counts as further away."""
_EXACT = 50
"""Tokens that a bearer of exactly this title counts as nearer."""


def title_of(antecedents: Antecedents, token: Token) -> tuple[str, str | None]:
    """The title that a noun heads, with the actor whose office it is: ("foreign minister", "irn")."""
    cast, doc = antecedents.cast, antecedents.doc
    first = token.i
    owner: str | None = None
    for place in range(token.i - 1, max(token.sent.start, token.i - 6) - 1, -1):
        if place in cast.at:
            owner = cast.at[place]
            break
        if doc[place].dep_ not in ("compound", "amod", "nmod", "poss", "case", "punct", "det"):
            break
        if doc[place].dep_ in ("compound", "amod", "nmod"):
            first = place
    for child in token.children:
        if child.lower_ == "of" or (child.lower_ == "for" and "spokes" in token.lower_):
            owner = owner or next((cast.at[t.i] for t in child.children if t.i in cast.at), None)
    return doc[first : token.i + 1].text, owner


def bearer(antecedents: Antecedents, token: Token) -> tuple[str, ...]:
    """The person who bears the office that a noun names, nearest before it or else behind it; empty: nobody known."""
    cast = antecedents.cast
    title, owner = title_of(antecedents, token)
    office = office_of(title)
    children = {child.lower_ for child in token.children}
    definite = bool(children & _DEFINITE) or owner is not None or any(c.dep_ == "poss" for c in token.children)
    if office is None or not definite or children & _INDEFINITE:
        return ()
    ranks: list[tuple[int, str]] = []
    state = cast.state_of(owner) if owner else None
    for member in list(cast.members.values()):
        theirs = office_of(member.role) if member.role and member.kind in ("person", "office") else None
        if theirs is None or (theirs.name != office.name and not (title.lower() == "leader" and theirs.name in _LEADS)):
            continue
        if state and cast.state_of(member.id) not in (state, None):
            continue
        before, after = antecedents.nearest(member.id, token.i)
        exact = _EXACT if member.role and title.lower() in member.role.lower() else 0
        if before is not None:
            ranks.append((exact - (token.i - before), member.id))
        elif after is not None:
            ranks.append((exact - _LATER - (after - token.i), member.id))
    if ranks:
        return (max(ranks)[1],)
    return _without_office(antecedents, token) if owner is None and children & _DEFINITE else ()


def _without_office(antecedents: Antecedents, token: Token) -> tuple[str, ...]:
    """The person of whom no office was told yet and who spoke last: "the opposition leader" behind a bare name."""
    found = antecedents.best(token, Wanted({"person": 0.0}, False), reach=2)
    return found if len(found) == 1 and antecedents.cast.members[found[0]].role is None else ()
