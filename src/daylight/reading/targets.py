"""Targets: who is asked, threatened, blamed, praised or agreed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.reading.claims import Claim
from daylight.reading.parties import Parties, Standing
from daylight.reading.predicates import subject_of
from daylight.records import Act

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEONTIC = frozenset({"demand", "request", "propose"})


def target_of(claim: Claim, holder: str, act: Act, parties: Parties, locus: str | None = None) -> str | None:
    """The actor that a statement is directed at, or None.

    Demands have their addressee: the object of the cue, or who is to act in the content. Threats and blame have whom
    they are against; praise, refusals and doubts have whose deed or offer they answer; agreement has whom it is with.
    """
    where = locus if locus and locus in parties.actors and not parties.is_side(locus, holder) else None
    others = [
        (first, end, actor) for first, end, actor in parties.inside(claim.tokens) if not parties.is_side(actor, holder)
    ]
    if act in _DEONTIC:
        asked = _addressee(claim, holder, parties) or _subject(claim, holder, parties)
        return asked or (None if act == "propose" else _first(others) or where)
    doer = _subject(claim, holder, parties) or _doer(claim, holder, parties)
    if act in ("threaten", "criticise"):
        return _addressee(claim, holder, parties) or doer or _first(others) or where
    if act == "warn":
        return _addressee(claim, holder, parties) or doer or _first(_acting(claim, others))
    if act == "praise":
        return _addressee(claim, holder, parties) or _doer(claim, holder, parties)
    if act == "agree" and claim.core.pos_ not in ("VERB", "AUX"):
        return _first(others)
    if act == "accept":
        return _owner(claim, holder, parties)
    if act == "reject":
        return doer or _object(claim, holder, parties)
    if act == "doubt":
        return doer or (_first(others) if claim.core.pos_ not in ("VERB", "AUX", "ADP") else None)
    return None


def _acting(claim: Claim, others: list[Standing]) -> list[Standing]:
    """Those of the actors in the content that do something in it."""
    subjects = {t.i for t in claim.tokens if t.dep_ in ("nsubj", "nsubjpass")}
    return [o for o in others if any(place in subjects for place in range(o[0], o[1]))]


def _owner(claim: Claim, holder: str, parties: Parties) -> str | None:
    """Whose choice is accepted ("bowed to Oslo's terms")."""
    for token in claim.tokens:
        if token.dep_ == "poss" and (actor := parties.at(token, holder)) and not parties.is_side(actor, holder):
            return actor
    return None


def _object(claim: Claim, holder: str, parties: Parties) -> str | None:
    """Whom the holder says that he does something to, or with whom he differs."""
    led = claim.tokens[0] if claim.tokens[0].lower_ == "with" else None
    places = [c for c in (led or claim.core).children if c.dep_ == ("pobj" if led is not None else "dobj")]
    for place in places:
        actor = parties.at(place, holder)
        if actor and not parties.is_side(actor, holder) and parties.kind(actor) != "media":
            return actor
    return None


def _addressee(claim: Claim, holder: str, parties: Parties) -> str | None:
    """Whom the cue addresses: its object or its "to" phrase, not the press."""
    if claim.cue is None:
        return None
    for token in claim.cue:
        for child in token.children:
            places = [child] if child.dep_ in ("dobj", "dative", "iobj", "nsubj") else []
            if child.dep_ in ("prep", "dative") and child.lower_ in ("to", "on", "upon", "with"):
                places += [c for c in child.children if c.dep_ == "pobj"]
            for place in places:
                actor = parties.at(place)
                if (
                    actor
                    and actor not in claim.attribution.holders
                    and not parties.is_side(actor, holder)
                    and parties.kind(actor) != "media"
                ):
                    return actor
    return None


def _doer(claim: Claim, holder: str, parties: Parties) -> str | None:
    """Whose thing or deed the content is: its head, its owner, or who it is of, by or from."""
    root = claim.root
    if root.pos_ == "ADP":
        root = next((c for c in root.children if c.dep_ == "pobj"), root)
    if root.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    owners = [c for c in root.children if c.dep_ == "poss" or (c.dep_ in ("amod", "compound") and parties.at(c))]
    bearers = [root, *(c for c in root.children if c.dep_ == "acl")]
    led = [c for b in bearers for c in b.children if c.dep_ in ("prep", "agent") and c.lower_ in ("of", "by", "from")]
    for place in (root, *owners, *(g for c in led for g in c.children if g.dep_ == "pobj")):
        actor = parties.at(place, holder)
        if actor and not parties.is_side(actor, holder) and parties.kind(actor) != "media":
            return actor
    return None


def _subject(claim: Claim, holder: str, parties: Parties) -> str | None:
    """Who is to act, or acts, in the content, where it is not the holder."""
    subject: Token | None = subject_of(claim.core) if claim.core.pos_ in ("VERB", "AUX") else None
    if subject is None:
        return None
    actor = parties.at(subject, holder)
    return actor if actor and not parties.is_side(actor, holder) and parties.kind(actor) != "media" else None


def _first(others: list[Standing]) -> str | None:
    return others[0][2] if others else None
