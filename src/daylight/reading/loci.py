"""Loci: whose or where a theme is, from the actors and places around the words that name it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from daylight.knowledge.themes import LocusRole
from daylight.reading.claims import Claim
from daylight.reading.parties import Parties
from daylight.reading.predicates import subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# How much an actor's place in the sentence speaks for it as locus, by the role that the theme gives its locus.
_ROLES: tuple[LocusRole, ...] = ("owner", "speaker", "object", "partner", "place", "doer")
_TABLE = {
    "modifier": (3.0, 3.0, 1.6, 2.5, 2.0, 0.4),
    "possessor": (3.0, 3.0, 0.6, 2.5, 2.0, 1.5),
    "of": (2.5, 2.0, 2.2, 2.0, 2.5, 0.4),
    "with": (1.0, 0.5, 3.0, 3.0, 2.0, 2.0),
    "towards": (0.6, 0.6, 3.0, 0.3, 3.0, 0.6),
    "where": (1.8, 0.3, 0.7, 0.2, 3.0, 1.8),
    "subject": (1.8, 1.8, 0.5, 1.5, 0.4, 2.5),
    "agent": (1.8, 1.8, 0.2, 0.2, 0.4, 2.5),
    "patient": (1.5, 0.8, 2.0, 1.5, 1.2, 0.6),
    "aside": (0.5, 0.4, 0.6, 0.4, 0.7, 0.6),
    "outside": (0.25, 0.3, 0.3, 0.4, 0.35, 0.3),
}
_WEIGHT = {place: dict(zip(_ROLES, weights, strict=True)) for place, weights in _TABLE.items()}
_HOLDER: dict[LocusRole, float] = {
    "owner": 0.8,
    "speaker": 1.0,
    "object": 0.3,
    "partner": 0.3,
    "place": 0.9,
    "doer": 0.6,
}
"""Factor for an actor on the holder's own side."""
_OF_OTHERS = frozenset({"threaten", "demand", "request", "criticise", "warn", "doubt"})
_OTHERS = 0.2
"""The same where the holder threatens, demands or blames: what he speaks of is rarely his own."""
_UNSAID = 0.5
"""What speaks for the holder as owner where the content names none."""
_DEEDS = frozenset({"mediation", "arbitration", "intervention"})
"""Nouns whose "of" names who does it and not with or to whom."""
_CLEAR = 1.8
"""What must speak for an actor in the content for it to be the locus of a theme that is mostly another's."""
LEAST = 0.3
"""What must speak for an actor at all; one that only stands somewhere in the sentence is no locus."""
_DOCUMENT = 2.4
"""What the locus that a theme mostly has in the document adds."""


def locus_evidence(
    claim: Claim, named: Token, role: LocusRole, parties: Parties, words: tuple[Token, ...] = (), said: bool = False
) -> dict[str, float]:
    """How much each actor in the claim's sentence speaks for being the locus of the theme named at a token.

    An actor that stands among the `words` of a pattern with "without" ("without U.S. approval") is not whose it is.

    With `said`, only actors that the content itself names count.

    Returns
    -------
    dict
        Actor id (a state, group or organisation) to weight.
    """
    sentence = claim.tokens.doc[claim.tokens[0].sent.start : claim.tokens[-1].sent.end]
    own = {locus for holder in claim.attribution.holders
           if (locus := parties.locus(holder))}  # fmt: skip
    found: dict[str, float] = {}
    of_others = (
        role in ("owner", "speaker") and claim.act in _OF_OTHERS and not (role == "speaker" and claim.act == "threaten")
    )
    factor = _OTHERS if of_others else _HOLDER[role]
    speaker = claim.attribution.holders[0]
    standing = [(claim.tokens.doc[first:end].root, actor) for first, end, actor in parties.inside(sentence)]
    standing += [(t, actor) for t in claim.tokens if t.pos_ in ("PRON", "NOUN") and (actor := parties.at(t, speaker))]
    for head, actor in standing:
        locus = parties.locus(actor)
        if locus is None or (role == "partner" and locus in own):
            continue
        inside = claim.tokens.start <= head.i < claim.tokens.end
        among = bool(words) and words[0].lower_ == "without" and words[0].i < head.i < words[-1].i
        if said and not inside:
            continue
        place = "outside" if not inside else "aside" if among else _place(head, named)
        if place == "patient" and len(words) > 1:
            place = next((p for w in words if (p := _place(head, w)) in ("possessor", "modifier")), place)
        weight = _WEIGHT[place][role]
        found[locus] = max(found.get(locus, 0.0), weight * (factor if locus in own else 1.0))
    if role in ("owner", "speaker", "doer") and not of_others and not said:
        subject = subject_of(claim.core) if claim.core.pos_ in ("VERB", "AUX") else None
        spoken = subject is not None and subject.pos_ == "PRON" and parties.at(subject) is None
        for locus in own:
            unsaid = 0.0 if role == "doer" else _UNSAID
            found[locus] = max(found.get(locus, 0.0), _WEIGHT["subject"][role] if spoken else unsaid)
    return found


def choose(evidence: dict[str, float], document: dict[str, float]) -> str | None:
    """The locus for which most speaks here, with what the document says elsewhere of the same theme."""
    most = max(document.values(), default=0.0) or 1.0
    settled = {locus for locus, weight in document.items() if weight == most}
    total = {
        locus: evidence.get(locus, 0.0) + _DOCUMENT * document.get(locus, 0.0) / most
        for locus in {*evidence, *document}
        if not settled or locus in settled or evidence.get(locus, 0.0) >= _CLEAR
    }
    likely = [locus for locus, weight in total.items() if weight >= LEAST]
    return max(likely, key=lambda locus: (total[locus], locus), default=None)


def _place(actor: Token, named: Token) -> str:
    """How the actor stands to the word that names the theme."""
    path = list(_path(actor, named))
    if path:
        if all(token.dep_ in ("poss", "compound", "amod", "nmod", "appos", "conj", "nummod") for token in path):
            return "possessor" if path[-1].dep_ == "poss" else "modifier"
        if any(token.dep_ in ("advcl", "relcl", "parataxis") for token in path):
            return "aside"
        prepositions = [token.lemma_.lower() for token in path if token.dep_ in ("prep", "agent", "dative")]
        if prepositions:
            if prepositions[-1] in ("in", "at", "inside", "near"):
                return "where"
            if prepositions[-1] in ("with", "between", "from", "among"):
                return "with"
            mediating = prepositions[-1] == "of" and named.lemma_.lower() in _DEEDS
            if prepositions[-1] == "by" or mediating:
                return "agent"
            return "of" if prepositions[-1] == "of" else "towards"
        if path[-1].dep_ in ("nsubj", "csubj"):
            return "subject"
        return "patient"
    verb = next((t for t in named.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is not None:
        path = list(_path(actor, verb))
        if path and path[-1].dep_ in ("nsubj", "csubj"):
            return "subject"
        if path and len(path) <= 3:
            return "patient"
    return "aside"


def _path(start: Token, goal: Token) -> Iterator[Token]:
    """The tokens from `start` up to below `goal`; none where `goal` is not above `start`."""
    if goal.i != start.i and not goal.is_ancestor(start):
        return
    token = start
    while token.i != goal.i:
        yield token
        token = token.head
