"""Institutions and unnamed groups become actors where the text lets them speak or act, or says whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from daylight.knowledge.groups import institution_heads
from daylight.knowledge.nominals import kinds_of
from daylight.knowledge.organisations import organisations
from daylight.reading.gazetteer import slug
from daylight.reading.groups import GroupPhrase, group_at

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.reading.cast import Cast, Member

_ALWAYS = frozenset({
    *("officials", "leaders", "diplomats", "advisers", "lawmakers", "ministers", "cabinet", "ministry", "parliament"),
    *("court", "military", "intelligence", "police", "fighters", "opposition", "public", "experts", "junta"),
})  # fmt: skip
"""Classes that are actors wherever their owner is named; others must speak, want or act."""


def join_groups(cast: Cast) -> None:
    """Add institutions and groups to the cast."""
    for token in cast.annotated.syntax.doc:
        if token.i in cast.at or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            continue
        phrase = group_at(cast, token)
        if phrase is None:
            continue
        if phrase.owner is None and phrase.pronoun_owner is None and _of_government(phrase):
            phrase = replace(phrase, owner=_state_before(cast, phrase))
        if phrase.owner and phrase.group.union == "state":
            _state(cast, phrase)
        elif phrase.owner and phrase.group.name in ("military", "police") and _armed(cast, phrase.owner):
            cast.mention(phrase.first, phrase.last, phrase.owner, "nominal")
        elif other := _second_owner(cast, phrase):
            if token.dep_ in ("nsubj", "nsubjpass", "conj") or acts(token):
                _both(cast, phrase, other)
        elif (phrase.owner and (phrase.group.name in _ALWAYS or acts(token))) or (
            not phrase.owner and not phrase.institution and phrase.pronoun_owner is None and _fresh(phrase, token)
        ):
            _own(cast, phrase)


def _of_government(phrase: GroupPhrase) -> bool:
    """Whether a group is the government's, whose state goes without saying: "government forces", "state media"."""
    first = [*phrase.limits, *phrase.noun.split()][0]
    return (first in _GOVERNMENT and phrase.noun not in _GOVERNMENT) or phrase.group.name == "junta"


_GOVERNMENT = {"government", "state", "federal"}


def _state_before(cast: Cast, phrase: GroupPhrase) -> str | None:
    """The state named last before "government forces", "state media"."""
    near = [cast.at[i] for i in range(phrase.first - 1, max(-1, phrase.first - _NEAR), -1) if i in cast.at]
    states = [state for own in near if (state := cast.state_of(own))]
    met = [state for state in states if slug(f"{state} {phrase.noun}") in cast.members]
    return next(iter(met or states), None)


_NEAR = 60


def _armed(cast: Cast, owner: str) -> bool:
    """Whether an owner is itself an armed force, so that its commanders and troops are no other actor."""
    member = cast.members[owner]
    return member.kind == "organisation" and member.sectors[:1] == ("MIL",)


def _second_owner(cast: Cast, phrase: GroupPhrase) -> str | None:
    """The other owner in "Thai and Cambodian officials"."""
    doc = cast.annotated.syntax.doc
    place = phrase.first - 1
    if (
        phrase.owner
        and place > 0
        and doc[place].lower_ in ("and", "&")
        and place - 1 in cast.at
        and place + 1 in cast.at
    ):
        other = cast.at[place - 1]
        return other if other != phrase.owner and doc[place - 1].dep_ in ("amod", "compound", "nmod") else None
    return None


def _both(cast: Cast, phrase: GroupPhrase, other: str) -> None:
    """Two groups under one noun; the first is mentioned by its modifier alone."""
    _own(cast, phrase)
    place = phrase.first - 2
    second = group_member(cast, replace(phrase, owner=other))
    second.name = f"{cast.annotated.syntax.doc[place].text} {phrase.noun}"
    cast.namings = [naming for naming in cast.namings if naming.first != place]
    cast.mention(place, place + 1, second.id, "nominal")
    cast.joint[phrase.head] = (second.id, cast.at[phrase.head])


def _fresh(phrase: GroupPhrase, token: Token) -> bool:
    """Whether an ownerless group enters here, speaking or acting: "Experts said", not "the team", "both leaders"."""
    definite = any(child.lower_ in ("the", "these", "those", "both") for child in token.children)
    if definite and token.tag_ == "NN" and token.lower_ in kinds_of("singular"):
        return False
    return (
        acts(token)
        and len(phrase.limits) <= _LIMITS
        and (not definite or bool(set(phrase.limits) - {"two", "three", "four"}))
    )


_LIMITS = 9


def _state(cast: Cast, phrase: GroupPhrase) -> None:
    """ "The Syrian government" is the state; "the Biden administration" is a government of its own."""
    assert phrase.owner
    if cast.members[phrase.owner].kind == "person":
        _own(cast, phrase)
    else:
        cast.mention(phrase.first, phrase.last, phrase.owner, "nominal")


def _own(cast: Cast, phrase: GroupPhrase) -> None:
    member = group_member(cast, phrase)
    cast.mention(phrase.first, phrase.last, member.id, "nominal")


def group_member(cast: Cast, phrase: GroupPhrase) -> Member:
    """The actor of a group phrase, made where it is new."""
    doc = cast.annotated.syntax.doc
    text = doc[phrase.first : phrase.last].text
    if text.lower().startswith(("the ", "a ", "an ")):
        text = text.split(" ", 1)[1]
    text = text.rstrip(" ,’'")
    if (
        phrase.owner
        and phrase.pronoun_owner is not None
        and text.split(" ")[0].lower() in ("his", "her", "its", "their", "our", "my")
    ):
        text = f"{cast.members[phrase.owner].name}’s {text.split(' ', 1)[-1]}"
    limits = [word for word in phrase.limits if word.isalnum() or "-" in word]
    limited = bool(limits or phrase.clause)
    if phrase.institution or (phrase.noun in institution_heads() and phrase.owner):
        own = institution_id(cast, phrase.owner, [*limits, *phrase.noun.split()])
    elif phrase.owner in national_forces() and phrase.group.name == "military" and not limited:
        own = national_forces()[phrase.owner]
    else:
        noun = phrase.group.name if phrase.group.union == "one" and not _one(doc[phrase.head], phrase) else phrase.noun
        own = slug(" ".join([phrase.owner or "", *limits, noun, *phrase.clause]))
    kind = "organisation" if phrase.institution and phrase.group.kind == "group" else phrase.group.kind
    if kind == "group" and _one(doc[phrase.head], phrase):
        kind = "person"
    if phrase.group.union == "state" or phrase.group.name == "junta":
        kind = "government"
    elif phrase.group.name in ("military", "police", "intelligence") and phrase.owner and not limited:
        kind = "organisation"
    member = cast.add(text, kind, own)
    member.sectors = member.sectors or phrase.group.sectors
    if phrase.owner and member.given is None:
        member.memberships.setdefault(phrase.owner, None)
        if member.country is None and phrase.owner in cast.members:
            member.country = cast.members[phrase.owner].country
    return member


def _one(token: Token, phrase: GroupPhrase) -> bool:
    """Whether the noun stands for one unnamed person: "a U.S. official"."""
    return token.tag_ == "NN" and any(child.lower_ in ("a", "an", "one", "another") for child in token.children)


_SAME = {"defense": "defence", "affairs": "", "of": "", "the": "", "for": "", "and": "", "external": "foreign"}
_ARMED = frozenset(["army", "military", "forces", "troops", "soldiers"])


def institution_id(cast: Cast, owner: str | None, words: Sequence[str]) -> str:
    """Id of an institution: its owner and its name in one order, so that variants agree."""
    parts = [_SAME.get(word, word) for word in words]
    if parts and parts[0] in ("ministry", "department"):
        parts = [*parts[1:], parts[0]]
    if parts and parts[-1] in _ARMED and set(parts[:-1]) <= {"armed", "government"}:
        if owner in national_forces():
            return national_forces()[owner]
        parts = ["military"]
    return slug(" ".join([owner or "", *parts]))


@lru_cache(maxsize=1)
def national_forces() -> dict[str, str]:
    """The armed forces that have a name of their own, by state: "the Israeli army" is the Israel Defense Forces."""
    return {
        body.country.lower(): slug(body.name)
        for body in organisations()
        if body.country and body.kind == "organisation" and body.sectors == ("MIL",)
        and body.name.endswith((" Army", "Defense Forces", "Armed Forces"))
    }  # fmt: skip


def speaks(token: Token) -> bool:
    """Whether a noun is the subject of a verb of saying, thinking or wanting, its agent, or a source."""
    return acts(token) and token.head.lemma_ not in ("be", "remain", "have")


def acts(token: Token) -> bool:
    """Whether a noun is the subject of a verb of saying, thinking or wanting, its agent, or a source."""
    from daylight.knowledge.cues import senses

    while token.dep_ == "conj":
        token = token.head
    if token.dep_ == "nsubj":
        return bool(senses(token.head.lemma_.lower(), "verb")) or token.head.lemma_ in ("be", "remain", "have")
    if token.dep_ == "pobj":
        before = token.head
        return before.dep_ == "agent" or (before.lower_ == "to" and before.head.lower_ == "according")
    return False
