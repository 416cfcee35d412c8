"""Noun phrases and subjects: what can be a party to an event, whose subject a verb has, how far a phrase goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from daylight.knowledge.event_words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_NO_PARTY = words("no_party")
_PEOPLE = words("people")


def subjects(verb: Token, passive: bool = False) -> list[Token]:
    """The subject of a verb, its own or the one it shares with the verb above it."""
    seen = set()
    token = verb
    while token.i not in seen:
        seen.add(token.i)
        own = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "csubj") and c.pos_ not in ("VERB",)]
        if own:
            subject = own[0]
            if subject.lower_ in ("which", "who", "that") and token.dep_ == "relcl":
                return [token.head]
            return [subject] if subject.lower_ not in ("there", "it") or subject.pos_ == "PRON" else []
        above = token.head
        if token.dep_ == "conj" and _is_main(token):
            token = above.head
            continue
        if token.dep_ == "xcomp":
            objects = [c for c in above.children if c.dep_ in ("dobj", "nsubjpass") and c.i < token.i]
            if objects and above.lemma_ not in ("promise", "use"):
                return objects[:1]
            token = above
        elif token.dep_ in ("conj", "advcl", "ccomp", "pcomp", "prep", "acomp", "oprd", "dep") and above.i != token.i:
            if token.dep_ == "ccomp" and token.i > above.i and any(c.dep_ == "nsubj" for c in token.children):
                return []
            token = above
        elif token.dep_ in ("relcl", "acl"):
            return [above] if above.pos_ in ("NOUN", "PROPN", "PRON") else []
        elif token.dep_ in ("dobj", "pobj", "attr") and above.i != token.i:
            token = above
        else:
            return []
    return []


def _is_main(verb: Token) -> bool:
    """Whether a verb coordinated to one in a complement belongs to the main clause: "doubts that it will hold and has
    threatened …"; what may or will be and what has been do not stand side by side."""
    finite = {c.lower_ for c in verb.children if c.dep_ == "aux"} & {"has", "have", "had"}
    modal = {c.lower_ for c in verb.head.children if c.dep_ == "aux"} & {
        "will",
        "would",
        "may",
        "might",
        "could",
        "can",
    }
    return bool(finite and modal) and verb.head.dep_ == "ccomp"


def subject_before(verb: Token) -> bool:
    """Whether a verb has its subject in front of it."""
    return any(c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i for c in verb.children)


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive, also as a participle behind its noun ("shells fired by")."""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if (
        verb.dep_ == "conj"
        and verb.head.tag_ == "VBN"
        and not any(c.dep_ in ("nsubj", "aux", "dobj") for c in verb.children)
    ):
        return is_passive(verb.head)
    return (
        verb.dep_ in ("acl", "advcl", "relcl")
        and not any(c.dep_ in ("aux", "dobj") for c in verb.children)
        and (verb.dep_ == "acl" or any(c.dep_ == "agent" for c in verb.children))
    )


def expanded(tokens: Iterable[Token]) -> list[Token]:
    """Tokens with those coordinated with each, each once, in text order of each."""
    found: list[Token] = []
    for token in tokens:
        joined = [c for c in token.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON", "ADJ")]
        found += [token, *expanded(joined)]
    return list(dict.fromkeys(found))


def may_be_party(token: Token) -> bool:
    """Whether a noun can be a party at all: no date, number or pronoun of a clause."""
    return (
        token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM")
        and token.ent_type_ not in ("DATE", "TIME", "MONEY", "PERCENT", "ORDINAL")
        and token.lower_ not in _NO_PARTY
        and token.tag_ not in ("WP", "WDT", "EX")
    )


def looks_like_party(token: Token) -> bool:
    """Whether a noun looks like a state, organisation, person or group."""
    from daylight.knowledge.groups import group_nouns, institution_heads

    if not may_be_party(token):
        return False
    if token.ent_type_ in ("GPE", "ORG", "NORP", "PERSON", "LOC", "FAC") or token.pos_ == "PROPN":
        return True
    name = token.lemma_.lower()
    return (
        token.lower_ in group_nouns()
        or name in group_nouns()
        or name in institution_heads()
        or name in _PEOPLE
        or (token.pos_ == "PRON" and token.lower_ in ("him", "her", "them", "us", "he", "she", "they", "we"))
    )


def phrase(head: Token) -> tuple[int, int]:
    """Token range of the noun phrase of a head, without article, relative clause, apposition, and other coordinated
    ones."""
    first = last = head.i
    for child in head.children:
        if child.dep_ in ("compound", "amod", "poss", "nmod", "nummod", "quantmod", "advmod") and child.i < head.i:
            first = min(first, child.left_edge.i)
        elif (
            child.dep_ == "prep"
            and child.i > head.i
            and child.lower_ in ("of", "in", "from", "for")
            and head.pos_ != "PROPN"
        ) or (child.dep_ == "prep" and child.lower_ == "of" and child.i > head.i):
            objects = [o for o in child.children if o.dep_ == "pobj" and o.ent_type_ not in ("DATE", "TIME")]
            if objects and not any(t.dep_ in ("relcl", "acl") for t in child.subtree):
                last = max(last, *(t.i for t in child.subtree))
    doc = head.doc
    while first < head.i and (doc[first].dep_ in ("det", "predet") or doc[first].is_punct or doc[first].is_space):
        first += 1
    if any(t.i < head.i and t.dep_ == "appos" for t in head.children):
        return first, last + 1
    titled = next((c for c in head.children if c.dep_ == "appos" and c.i == last + 1 and c.ent_type_ == "PERSON"), None)
    if titled is not None:
        last = max(last, titled.right_edge.i if titled.right_edge.i - titled.i < 3 else titled.i)
    return first, last + 1
