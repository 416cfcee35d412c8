"""Composition: whether a content speaks for or against what a word in it names.

Every turning verb or noun above the word, every negation on the way, every preposition that sets its object aside and
every evaluation that calls it bad turns the sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.acts import acts
from daylight.knowledge.operators import operators
from daylight.reading.predicates import negated, opens_condition

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

_OBJECT = frozenset(
    {
        "dobj",
        "obj",
        "nsubjpass",
        "xcomp",
        "ccomp",
        "pcomp",
        "acl",
        "prep",
        "pobj",
        "attr",
        "oprd",
        "dative",
        "relcl",
        "conj",
    }
)
_LEAVING = frozenset({"leave", "depart"})
_WAYS = frozenset({"way", "option", "path", "chance", "hope", "choice", "route"})
_SUBJECT = frozenset({"nsubj", "csubj"})


def content_sign(named: Token, tokens: TokenSpan, judged: bool = True) -> int:
    """Whether a content speaks for (1) or against (-1) what a word in it names.

    Every turning verb or noun above the word, every negation on the way and every preposition that sets its object
    aside turns the sign; so does an evaluation that calls it bad. "Not to ease demands for a deal" turns twice.

    Parameters
    ----------
    named : Token
        The word that names the issue.
    tokens : TokenSpan
        The content.
    judged : bool
        Whether evaluations count; they do not for a theme that is itself an accusation.
    """
    sign = -1 if _denied(named) else 1
    below, token = named, named
    while True:
        if token is not named and _turns(token, below, tokens.start if tokens[0].head.i < tokens.start else -1):
            sign = -sign
        if token is not named and (_denied(token) or _done_by_none(token, below)):
            sign = -sign
        if judged and (token.pos_ in ("AUX", "VERB") or token.i == tokens.root.i):
            sign *= _evaluation(token, below, tokens)
        if token.head.i == token.i or not tokens.start <= token.head.i < tokens.end:
            return sign
        if token.dep_ in ("advcl", "parataxis") or opens_condition(token):
            return sign
        below, token = token, token.head


def evaluation(token: Token, tokens: TokenSpan) -> int:
    """What a copular predicate says of its subject: 1 good, -1 bad, 0 neither; denial turns it."""
    words = [
        w
        for child in token.children
        if child.dep_ in ("attr", "acomp", "oprd") or (child.dep_ == "dobj" and token.lemma_.lower() in acts().bearing)
        for w in (child, *_describing(child))
    ]
    if token.pos_ in ("ADJ", "NOUN", "VERB"):
        words += [token, *_describing(token)]
    table = operators()
    if any(w.lemma_.lower() in _WAYS and any(c.lower_ == "only" for c in w.children) for w in words):
        return -1 if negated(token) else 1
    signs = [1 if w.lemma_.lower() in table.good else -1 for w in words
             if w.lemma_.lower() in table.good or w.lemma_.lower() in table.bad]  # fmt: skip
    if not signs:
        return 0
    sign = -1 if -1 in signs else 1
    return -sign if negated(token) else sign


def _describing(token: Token) -> list[Token]:
    return [child for child in token.children if child.dep_ in ("amod", "compound", "advmod", "acomp")]


def _denied(token: Token) -> bool:
    """Whether the word's own phrase denies it: "no sanctions", "never"."""
    return negated(token) or any(
        child.dep_ == "det" and child.lower_ in operators().adverbs for child in token.children
    )


def _done_by_none(verb: Token, below: Token) -> bool:
    """Whether the subject denies the predicate: "no capital should let the deal fail"."""
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i != below.i]
    return any(t.lower_ in ("no", "nobody", "none", "neither", "nothing") for s in subjects for t in (s, *s.lefts))


def _turns(governor: Token, below: Token, outer: int = -1) -> bool:
    table = operators()
    word = governor.lemma_.lower()
    if governor.dep_ in ("prep", "mark", "cc") or governor.pos_ in ("ADP", "SCONJ"):
        if governor.i == outer:
            return False
        before = governor.nbor(-1).lower_ if governor.i else ""
        return governor.lower_ in table.prepositions or f"{before} {governor.lower_}" in table.prepositions
    if governor.pos_ in ("VERB", "AUX"):
        wanted = governor.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in governor.children)
        if below.dep_ == "nsubj" and wanted and below.i < governor.i:
            return word in table.turning  # "wants them lifted"
        if below.dep_ in _SUBJECT:
            followed = {c.lower_ for c in governor.children if c.dep_ == "prep"}
            return (
                word in table.intransitive
                and not followed & {"with", "in"}
                and (word in _LEAVING or not any(c.dep_ in ("dobj", "ccomp") for c in governor.children))
            )
        if below.dep_ not in _OBJECT:
            return False
        if below.dep_ == "prep" and below.lower_ not in ("from", "on", "of", "to"):
            return False
        particle = [c.lower_ for c in governor.children if c.dep_ in ("prt", "prep", "advmod")]
        nouns = [c.lemma_.lower() for c in governor.children if c.dep_ == "dobj" and c.i != below.i]
        if word == "put" and "end" in nouns:
            return True
        if "away" in particle or any(f"{word} {p}" in table.phrases for p in particle):
            return True
        if word == "withdraw" and below.dep_ == "prep" and below.lower_ == "from":
            return True
        return word in table.turning
    if governor.pos_ in ("NOUN", "PROPN"):
        return word in table.nouns and below.dep_ in ("prep", "pobj", "acl", "compound", "amod", "nmod", "poss")
    return False


def _evaluation(token: Token, below: Token, tokens: TokenSpan) -> int:
    """-1 where the clause calls its subject, which holds the word, bad; its denial is already counted."""
    if token.pos_ == "NOUN" and token.lemma_.lower() in operators().nouns:
        return 1  # what has failed is turned already
    if below.dep_ not in ("nsubj", "csubj", "nsubjpass", "ccomp", "xcomp", "prep") or below.i == token.i:
        return 1
    found = evaluation(token, tokens)
    if found == 0:
        return 1
    return -1 if (found < 0) != negated(token) else 1
