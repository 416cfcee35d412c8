"""Targets: who is asked, threatened, blamed, praised or agreed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.reading.claims import Claim
from daylight.reading.parties import Parties
from daylight.reading.predicates import subject_of
from daylight.records import Act

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEONTIC = frozenset({"demand", "request", "propose"})
_AGAINST = frozenset({"threaten", "criticise", "warn"})


def target_of(claim: Claim, holder: str, act: Act, parties: Parties, locus: str | None = None) -> str | None:
    """The actor that a statement is directed at, or None.

    Demands have their addressee: the object of the cue, or who is to act in the content. Threats, warnings and blame
    have whom they are against; consent and agreement have whom they are with; doubts have whose ability is doubted.
    """
    where = locus if locus and locus in parties.actors and not parties.is_side(locus, holder) else None
    others = [
        (first, end, actor) for first, end, actor in parties.inside(claim.tokens) if not parties.is_side(actor, holder)
    ]
    if act in _DEONTIC:
        return _addressee(claim, holder, parties) or _subject(claim, holder, parties) or _first(others) or where
    if act in _AGAINST:
        return _subject(claim, holder, parties) or _first(others) or where
    if act in ("accept", "agree") and claim.core.pos_ not in ("VERB", "AUX"):
        return _first(others)
    if act == "doubt":
        return _subject(claim, holder, parties) or (
            _first(others) if claim.core.pos_ not in ("VERB", "AUX", "ADP") else None
        )
    if act == "reject":
        return _first(others) or where
    if act == "promise":
        return _first([o for o in others if parties.kind(o[2]) in ("state", "armed_group", "igo", "coalition")])
    if act == "praise" and claim.cue is not None and claim.core.pos_ in ("PROPN", "NOUN"):
        return _first(others)
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


def _subject(claim: Claim, holder: str, parties: Parties) -> str | None:
    """Who is to act, or acts, in the content, where it is not the holder."""
    subject: Token | None = subject_of(claim.core) if claim.core.pos_ in ("VERB", "AUX") else None
    if subject is None:
        return None
    actor = parties.at(subject, holder)
    return actor if actor and not parties.is_side(actor, holder) and parties.kind(actor) != "media" else None


def _first(others: list[tuple[int, int, str]]) -> str | None:
    return others[0][2] if others else None
