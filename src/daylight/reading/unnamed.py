"""Institutions and unnamed groups become actors, where the text lets them speak, want or act, or says whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from daylight.knowledge.groups import institution_heads
from daylight.reading.gazetteer import slug
from daylight.reading.groups import GroupPhrase, group_at

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.reading.cast import Cast, Member

_ALWAYS = frozenset({"officials", "leaders", "diplomats", "advisers", "lawmakers", "military", "intelligence", "fighters",
                     "police", "ministry", "parliament", "court", "cabinet", "public", "experts", "ministers", "opposition"})  # fmt: skip
"""Classes that are actors wherever their owner is named; others must speak, want or act."""


def join_groups(cast: Cast) -> None:
    """Add institutions and groups to the cast."""
    for token in cast.annotated.syntax.doc:
        if token.i in cast.at or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            continue
        phrase = group_at(cast, token)
        if phrase is None:
            continue
        if phrase.owner and phrase.group.union == "state":
            _state(cast, phrase)
        elif phrase.owner and (phrase.group.name in _ALWAYS or acts(token)):
            _own(cast, phrase)
        elif not phrase.owner and not phrase.institution and phrase.pronoun_owner is None and _fresh(phrase, token):
            _own(cast, phrase)


def _fresh(phrase: GroupPhrase, token: Token) -> bool:
    """Whether an ownerless group enters here, speaking or acting: "Experts said", not "the team", "both leaders"."""
    definite = any(child.lower_ in ("the", "these", "those", "both", "two") for child in token.children)
    return acts(token) and len(phrase.limits) <= _LIMITS and (not definite or bool(phrase.limits))


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
    limits = [word for word in phrase.limits if word.isalnum() or "-" in word]
    if phrase.institution or (phrase.noun in institution_heads() and phrase.owner):
        own = institution_id(cast, phrase.owner, [*limits, *phrase.noun.split()])
    else:
        noun = phrase.group.name if phrase.group.union == "one" and not _one(doc[phrase.head], phrase) else phrase.noun
        own = slug(" ".join([phrase.owner or "", *limits, noun]))
    kind = "organisation" if phrase.institution and phrase.group.kind == "group" else phrase.group.kind
    if phrase.group.union == "state":
        kind = "government"
    elif phrase.group.name in ("military", "police", "intelligence") and phrase.owner and not limits:
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
_ARMED = frozenset("army military forces troops soldiers".split())


def institution_id(cast: Cast, owner: str | None, words: Sequence[str]) -> str:
    """Id of an institution: its owner and its name in one order, so that variants agree."""
    parts = [_SAME.get(word, word) for word in words]
    if parts and parts[0] in ("ministry", "department"):
        parts = [*parts[1:], parts[0]]
    if parts and parts[-1] in _ARMED and set(parts[:-1]) <= {"armed", "government"}:
        parts = ["military"]
    return slug(" ".join([owner or "", *parts]))


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
