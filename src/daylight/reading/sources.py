"""Actors for sources that nobody named: unnamed groups, office holders, texts and persons known only by description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.groups import group_nouns, institution_heads
from daylight.knowledge.nominals import kinds_of, nominal_words
from daylight.knowledge.offices import office_of
from daylight.reading.gazetteer import slug
from daylight.reading.groups import GroupPhrase, group_at
from daylight.reading.titles import title_of
from daylight.reading.unnamed import group_member

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from daylight.reading.antecedents import Antecedents
    from daylight.records import ActorKind

_PERSONAL = ("ers", "ors", "ists", "ians", "ants", "ees", "men", "women", "people")
"""Endings of plural nouns for persons."""
_WORDS = 6
"""Words that the description of an actor takes at most."""


def new_source(antecedents: Antecedents, token: Token, source: TokenSpan) -> str | None:
    """An actor for the unnamed source that a token heads; None where the phrase can be no actor.

    Parameters
    ----------
    antecedents : Antecedents
        Of the document.
    token : Token
        Head of the source.
    source : Span of tokens
        The whole source.
    """
    if phrase := group_at(antecedents.cast, token):
        vague = phrase.institution and phrase.owner is None and (phrase.limits or not _definite(token))
        return new_group(antecedents, phrase) if phrase.pronoun_owner is None and not vague else None
    if office_of(token.lower_):
        return new_office(antecedents, token)
    if token.tag_ == "NNS" and (office := office_of(token.lemma_.lower())):
        own = _described(antecedents, token, "group")
        antecedents.cast.members[own].sectors = office.sectors
        return own
    if token.lower_ in nominal_words("people") and (len(source) <= 2 or _somewhere(token, source)):
        return _described(antecedents, token, "group")
    if token.tag_ in ("NNS", "NN") and _person_noun(token):
        return _described(antecedents, token, "group" if token.tag_ == "NNS" else "person")
    if token.lemma_.lower() in nominal_words("sources"):
        return _described(antecedents, token, "media")
    if token.pos_ == "PROPN" and token.text[0].isupper() and token.ent_type_ in ("PERSON", "ORG", ""):
        body = token.ent_type_ == "ORG" or (token.text.isupper() and len(token.text) > 1)
        return _described(antecedents, token, "organisation" if body else "person")
    if token.pos_ == "ADJ" and len(source) <= _WORDS and all(t.pos_ in ("ADJ", "CCONJ") for t in source):
        return _described(antecedents, token, "group")
    return None


def _somewhere(token: Token, source: TokenSpan) -> bool:
    """Whether all that is said of unnamed people is where they are: "few in Brussels", "many in the opposition"."""
    place = next((c for c in token.rights if c.dep_ == "prep" and c.lower_ in ("in", "at", "within", "inside")), None)
    return place is not None and len(source) <= _WORDS and token.i == source.start


def _definite(token: Token) -> bool:
    return any(child.lower_ in ("the", "this", "that") for child in token.children)


def new_group(antecedents: Antecedents, phrase: GroupPhrase, known_only: bool = False) -> str | None:
    """The actor of a group phrase, made where it is new; with `known_only`, None where it would be new."""
    cast = antecedents.cast
    if phrase.owner and phrase.group.union == "state" and cast.members[phrase.owner].kind != "person":
        return phrase.owner
    known = set(cast.members)
    member = group_member(cast, phrase)
    if known_only and member.id not in known:
        del cast.members[member.id]
        return None
    cast.enter(member.id, phrase.first, phrase.last)
    return member.id


def new_office(antecedents: Antecedents, token: Token) -> str:
    """An unnamed bearer of an office: "a defence ministry spokesman"."""
    cast = antecedents.cast
    title, owner = title_of(antecedents, token)
    office = office_of(title)
    words = title.lower().replace("defense", "defence").split()
    body = next((own for own in cast.members if words[:-1] and own.endswith(slug(" ".join(words[:-1])))), None)
    within = any(word in institution_heads() for word in words[:-1])
    owner = owner or body
    kind: ActorKind = "person" if owner is None or within else "office"
    member = cast.add(title, kind, slug(f"{owner or ''} {title}"))
    member.role = member.role or title
    member.sectors = member.sectors or (office.sectors if office else ())
    if owner:
        member.memberships.setdefault(owner, title)
        member.country = member.country or cast.members[owner].country
    lefts = [c.left_edge.i for c in token.lefts if c.dep_ in ("det", "amod", "compound", "poss", "nmod")]
    cast.enter(member.id, min(lefts, default=token.i), token.i + 1)
    return member.id


def _described(antecedents: Antecedents, token: Token, kind: ActorKind) -> str:
    """An actor named by its own description: "villagers", "a wide range of reports"."""
    lefts = [c.left_edge.i for c in token.lefts if c.dep_ in ("amod", "compound", "nmod", "nummod", "conj", "cc")]
    first = min(lefts, default=token.i)
    if token.i - first > _WORDS:
        first = token.i
    last = max((c.i + 1 for c in token.rights if token.pos_ == "ADJ" and c.dep_ == "conj"), default=token.i + 1)
    member = antecedents.cast.add(antecedents.doc[first:last].text, kind)
    member.confidence = 0.6
    antecedents.cast.enter(member.id, first, last)
    return member.id


def _person_noun(token: Token) -> bool:
    """Whether a noun looks like one for persons: known as such, or by its ending."""
    lower, lemma = token.lower_, token.lemma_.lower()
    if lower in group_nouns() or lemma in group_nouns() or "person" in kinds_of("singular").get(lemma, ()):
        return True
    return token.tag_ == "NNS" and lower.endswith(_PERSONAL) and lemma not in nominal_words("impersonal")
