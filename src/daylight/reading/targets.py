"""Targets: who is asked, threatened, blamed, praised, answered or agreed with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from daylight.knowledge.acts import acts
from daylight.reading.claims import Claim
from daylight.reading.parties import Parties, Standing
from daylight.reading.predicates import subject_of
from daylight.records import Act, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEONTIC = frozenset({"demand", "request", "propose"})
_BESIDE = frozenset({"with", "without", "despite", "alongside", "like", "unlike", "between"})
"""Prepositions whose object is only a partner in the deed."""
_POWERS = frozenset({"state", "armed_group", "igo", "coalition"})
_CHARGES = frozenset({"criticise", "warn", "threaten", "assert"})
_OFFERS = frozenset({"propose", "promise", "demand", "request", "accept", "decide"})


def target_of(
    claim: Claim,
    holder: str,
    act: Act,
    parties: Parties,
    locus: str | None = None,
    earlier: Sequence[Statement] = (),
) -> str | None:
    """The actor that a statement is directed at, or None.

    Demands have their addressee: the object of the cue, or who is to act in the content. Threats and blame have whom
    they are against; praise, refusals and doubts have whose deed or offer they answer; agreement has whom it is with.

    Parameters
    ----------
    claim : Claim
    holder : str
        One of its holders.
    act : Act
    parties : Parties
        Of the same document.
    locus : str, optional
        Of its issue.
    earlier : sequence of Statement
        Those of the document so far, in text order: a refusal may answer one of them.
    """
    where = locus if locus and locus in parties.actors and not parties.is_side(locus, holder) else None
    said = [s for s in parties.inside(claim.tokens) if not parties.is_side(s[2], holder)]
    others = [s for s in said if not _beside(claim, s)]
    if act in _DEONTIC:
        asked = _addressee(claim, holder, parties) or _subject(claim, holder, parties)
        return asked or (None if act == "propose" else _first(others) or where)
    doer = _subject(claim, holder, parties) or _doer(claim, holder, parties)
    if act == "threaten":
        foreign = [s for s in others if parties.locus(s[2]) != parties.locus(holder)]
        return _addressee(claim, holder, parties) or (doer if foreign else None) or _first(foreign) or where
    if act == "criticise":
        named = _addressee(claim, holder, parties) or doer or _first(others) or where
        return named or _opponent(holder, parties, claim.tokens.start)
    if act == "warn":
        return _addressee(claim, holder, parties) or doer or _first(_acting(claim, others))
    if act == "praise":
        return _addressee(claim, holder, parties) or _doer(claim, holder, parties)
    if act == "agree" and claim.core.pos_ not in ("VERB", "AUX"):
        return _first(said)
    if act == "accept":
        return _owner(claim, holder, parties)
    if act == "reject":
        return doer or _object(claim, holder, parties) or _answered(claim, holder, parties, earlier)
    if act == "doubt":
        return doer or (_first(others) if claim.core.pos_ not in ("VERB", "AUX", "ADP") else None)
    return None


def _other(place: Token, holder: str, parties: Parties) -> str | None:
    """The actor at a token, if it is on another side than the holder and no news outlet."""
    actor = parties.at(place, holder)
    return actor if actor and not parties.is_side(actor, holder) and parties.kind(actor) != "media" else None


def _first_other(places: Iterable[Token], holder: str, parties: Parties) -> str | None:
    return next((actor for place in places if (actor := _other(place, holder, parties))), None)


def _beside(claim: Claim, standing: Standing) -> bool:
    """Whether an actor stands in the content only as a partner ("talks with", "without approval of")."""
    head = claim.tokens.doc[standing[0] : standing[1]].root
    above = [t for t in head.ancestors if claim.tokens.start <= t.i < claim.tokens.end]
    return any(t.dep_ == "prep" and t.lower_ in _BESIDE for t in above)


def _addressee(claim: Claim, holder: str, parties: Parties) -> str | None:
    """Whom the cue addresses: its object or its "to" phrase, not the press."""
    if claim.cue is None:
        return None
    for token in claim.cue:
        for child in token.children:
            places = [child] if child.dep_ in ("dobj", "dative", "iobj", "nsubj") and child.i > token.i else []
            if child.dep_ in ("prep", "dative") and child.lower_ in ("to", "on", "upon", "with"):
                places += [c for c in child.children if c.dep_ == "pobj"]
            actor = _first_other(places, holder, parties)
            if actor and actor not in claim.attribution.holders:
                return actor
    return None


def _acting(claim: Claim, others: list[Standing]) -> list[Standing]:
    """Those of the actors in the content that do something in it."""
    subjects = {t.i for t in claim.tokens if t.dep_ in ("nsubj", "nsubjpass")}
    return [o for o in others if any(place in subjects for place in range(o[0], o[1]))]


def _owner(claim: Claim, holder: str, parties: Parties) -> str | None:
    """Whose choice is accepted ("bowed to Oslo's terms")."""
    return _first_other((t for t in claim.tokens if t.dep_ == "poss"), holder, parties)


def _object(claim: Claim, holder: str, parties: Parties) -> str | None:
    """Whom the holder says that he does something to, or with whom he differs."""
    led = claim.tokens[0] if claim.tokens[0].lower_ == "with" else None
    wanted = "pobj" if led is not None else "dobj"
    return _first_other((c for c in (led or claim.core).children if c.dep_ == wanted), holder, parties)


def _doer(claim: Claim, holder: str, parties: Parties) -> str | None:
    """Whose thing or deed the content is: its head, its owner, or who it is of, by or from."""
    root = claim.root
    if root.pos_ == "ADP":
        root = next((c for c in root.children if c.dep_ == "pobj"), root)
    if root.pos_ not in ("NOUN", "PROPN", "PRON") or root.lower_ in ("it", "them", "they", "that", "this"):
        return None
    owners = [c for c in root.children if c.dep_ == "poss" or (c.dep_ in ("amod", "compound") and parties.at(c))]
    bearers = [root, *(c for c in root.children if c.dep_ == "acl")]
    led = [c for b in bearers for c in b.children if c.dep_ in ("prep", "agent") and c.lower_ in ("of", "by", "from")]
    return _first_other((root, *owners, *(g for c in led for g in c.children if g.dep_ == "pobj")), holder, parties)


def _subject(claim: Claim, holder: str, parties: Parties) -> str | None:
    """Who is to act, or acts, in the content, where it is not the holder."""
    subject: Token | None = subject_of(claim.core) if claim.core.pos_ in ("VERB", "AUX") else None
    return _other(subject, holder, parties) if subject is not None else None


def _answered(claim: Claim, holder: str, parties: Parties, earlier: Sequence[Statement]) -> str | None:
    """Whose charge or offer is turned down, where the content only points back to it ("the charge", "it")."""
    word = claim.root.lemma_.lower()
    charge, offer = word in acts().charges, word in acts().stands
    if claim.root.pos_ not in ("NOUN", "PRON") or not (charge or offer or word in ("it", "they", "this", "that")):
        return None
    if any(c.dep_ in ("acl", "relcl") for c in claim.root.children):
        return None
    said = [
        s for s in reversed(earlier) if not parties.is_side(s.holder, holder) and parties.kind(s.holder) != "media"
    ][:6]
    fitting = [s for s in said if s.act in (_CHARGES if charge else _OFFERS)] if charge or offer else said[:1]
    return fitting[0].holder if fitting else None


def _opponent(holder: str, parties: Parties, place: int) -> str | None:
    """The power on another side that the document has named most so far."""
    named = Counter(actor for actor in parties.before(place) if parties.kind(actor) in _POWERS)
    others = [actor for actor in named if not parties.is_side(actor, holder)]
    return max(others, key=lambda actor: (named[actor], actor), default=None)


def _first(others: list[Standing]) -> str | None:
    return others[0][2] if others else None
