"""Deeds: whether what a clause says would be done is a harm or a favour to those whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge import triggers
from daylight.knowledge.cues import lemma
from daylight.reading.predicates import negated

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS = ("dobj", "obj", "nsubjpass", "attr", "oprd", "dative")
_LINKS = ("prep", "pobj", "agent", "compound", "amod", "conj", "acl", "pcomp", "advmod")
_INNER = ("xcomp", "ccomp", "pcomp", "acl", "prep", "acomp", "advcl", "prt")


def deed_sign(verb: Token) -> int:
    """1 where what a clause tells would do good, -1 where it would hurt, 0 where its words do not say.

    Parameters
    ----------
    verb : Token
        Main verb of the clause, whatever its voice; a denial turns the sign.

    Notes
    -----
    The sign is composed as in `daylight.reading.stance`: a verb that ends something turns the sign of its object ("halt
    the strikes"), one that starts or keeps something up takes it, a verb of harm or favour has its own.
    """
    sign = _sign(verb, 0)
    if any(t.lower_ in ("no", "nobody", "none", "neither", "nothing") for s in _parties(verb) for t in (s, *s.lefts)):
        sign = -sign
    return sign


def _sign(verb: Token, depth: int) -> int:
    found = _plain(verb, depth) if depth < 4 else 0
    return -found if negated(verb) else found


def _plain(verb: Token, depth: int) -> int:
    word = lemma(verb)
    object_sign = _object_sign(verb)
    inner = next((sign for deed in _inner(verb) if (sign := _sign(deed, depth + 1))), 0)
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
    if f"{word} {particle}" in triggers.words("outcomes"):
        return inner
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if word in triggers.words("suffered") and not passive and (object_sign < 0 or word != "pay"):
        return -1
    if word in triggers.words("ends"):
        if word in ("leave", "withdraw", "pull", "quit") and _leaves_land(verb):
            return 1
        return 1 if (inner or object_sign) < 0 else -1
    if word in triggers.words("reliefs"):
        return 1
    if word in triggers.words("starts") and (inner or object_sign):
        return inner or object_sign
    if word in triggers.words("favours"):
        return inner or (-1 if object_sign < 0 else 1)  # "back stripping", "agree to attack"
    if word in triggers.words("harms"):
        return -1
    return inner or object_sign


def _inner(verb: Token) -> list[Token]:
    """Verbs below a verb that carry on its deed: "is ready to recognise", "has no choice but to act"."""
    found, waiting = [], [c for c in verb.children if c.dep_ in (*_INNER, "dobj", "attr") and c.i > verb.i]
    while waiting:
        token = waiting.pop(0)
        if any(c.dep_ in ("mark", "advmod") and c.lower_ in triggers.words("opens") for c in token.children):
            continue
        if token.pos_ == "VERB":
            if token.dep_ != "advcl" or token.tag_ == "VB":
                found.append(token)
        elif token.pos_ != "AUX":
            waiting += [
                c for c in token.children if c.dep_ in ("xcomp", "acl", "pcomp", "prep", "ccomp") and c.i > token.i
            ]
    return found


def _parties(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")]


def _object_sign(verb: Token) -> int:
    """The side of the nouns that a verb acts on, the nearest first."""
    waiting = [c for c in verb.children if c.dep_ in _OBJECTS or (c.dep_ in ("prep", "agent") and c.i > verb.i)]
    while waiting:
        token = waiting.pop(0)
        word = lemma(token)
        if word in triggers.words("harmful") and token.pos_ != "PROPN":
            return -1
        if word in triggers.words("favourable") and token.pos_ != "PROPN":
            return 1
        waiting += [c for c in token.children if c.dep_ in _LINKS and c.pos_ in ("NOUN", "PROPN", "ADJ", "ADP")]
    return 0


def _leaves_land(verb: Token) -> bool:
    """Whether a withdrawal is from a place or by itself, not from talks or a treaty."""
    from_what = [c for p in verb.children if p.lower_ in ("from", "out") for c in (p, *p.subtree) if c.dep_ == "pobj"]
    what = [*from_what, *(c for c in verb.children if c.dep_ == "dobj")]
    if not what:
        return lemma(verb) in ("leave", "withdraw")
    land = (
        "territory",
        "area",
        "city",
        "region",
        "zone",
        "valley",
        "town",
        "village",
        "island",
        "soil",
        "capital",
        "half",
    )
    return any(t.ent_type_ in ("GPE", "LOC", "FAC") or lemma(t) in land for t in what if lemma(t) not in
               triggers.words("favourable"))  # fmt: skip
