"""Who is meant by a cue: subjects through coordination, control and participles, possessors, agents."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from daylight.knowledge import cues
from daylight.knowledge.cues import lemma
from daylight.reading.attributions import NONE, Tokens

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVES = {"who", "which", "that", "whom"}
_MENTAL = frozenset(
    {"think", "want", "hope", "fear", "doubt", "like", "dislike", "intend", "expect", "regret", "learn"}
)
"""Kinds of cue that nothing without a mind can have; a document can have the others."""
_THINGS = frozenset(
    {"LAW", "EVENT", "WORK_OF_ART", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "PRODUCT", "CARDINAL"}
)
_PERSONS = ("ist", "man", "men", "woman", "women", "ian", "eer", "crat")
"""Endings of nouns for persons, where the tables do not know the noun."""


def source_of(verb: Token) -> Tokens:
    """The subject of a verb with what describes it; found through coordination, control and participles."""
    subject = subject_of(verb)
    return noun_phrase(subject) if subject is not None else NONE


def subject_of(verb: Token, steps: int = 6) -> Token | None:
    """The noun that is the verb's understood subject, or None."""
    if steps == 0:
        return None
    for c in verb.children:
        if c.dep_ in ("nsubj", "nsubjpass", "csubj"):
            if c.lower_ in _RELATIVES and verb.dep_ in ("relcl", "acl", "conj"):
                owner = verb if verb.dep_ != "conj" else verb.head
                return owner.head if owner.dep_ in ("relcl", "acl") else c
            return None if lemma(c) in ("there",) or c.dep_ == "csubj" else c
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return subject_of(head, steps - 1)
    if verb.dep_ == "xcomp":
        objects = [c for c in head.children if c.dep_ in ("dobj", "dative", "obj")]
        if objects and any("object-to" in cue.takes for cue in cues.senses(lemma(head), "verb")):
            return objects[0]
        return subject_of(head, steps - 1) if head.pos_ in ("VERB", "AUX") else None
    if verb.dep_ in ("advcl", "dep", "ccomp") and head.pos_ in ("VERB", "AUX") and (
        verb.tag_ in ("VBG", "VBN") or is_infinitive(verb)
    ):  # fmt: skip
        return subject_of(head, steps - 1)
    if verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        return subject_of(head.head, steps - 1)
    if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
        if is_infinitive(verb):
            return possessor(head)
        return head if verb.tag_ == "VBG" else None
    return None


def possessor(noun: Token) -> Token | None:
    """Whose it is: "Trump's decision", "Israeli concerns", "U.S. demands", a carrier verb's subject."""
    for c in noun.children:
        if c.dep_ == "poss":
            return c
    for c in noun.children:
        if c.dep_ in ("amod", "compound", "nmod") and c.i < noun.i and _is_name(c):
            return c
    if noun.dep_ in ("dobj", "obj") and lemma(noun.head) in cues.words("carriers", "verbs"):
        return subject_of(noun.head)
    return None


def can_hold(noun: Token, kind: str) -> bool:
    """Whether a noun can be the source of a cue of that kind: a name, a person, a body, or a document that reports."""
    if noun.pos_ == "PRON":
        return noun.lower_ not in ("this", "that", "these", "what", "nothing", "something", "everything", "there")
    word = lemma(noun)
    if kind not in _MENTAL and (word in cues.words("documents") or noun.ent_type_ in ("LAW", "WORK_OF_ART")):
        return True
    if noun.pos_ == "PROPN":
        return noun.ent_type_ not in _THINGS
    if noun.text in _states():
        return True
    return noun.lower_ in _persons() or word in _persons() or word.endswith(_PERSONS)


def _is_name(modifier: Token) -> bool:
    """Whether a modifier names a people, state, body or person; its capital says so but at a sentence's start."""
    if modifier.ent_type_ in ("NORP", "GPE", "ORG", "PERSON"):
        return True
    capital = modifier.text[:1].isupper() and not modifier.is_sent_start and modifier.ent_type_ not in _THINGS
    return capital or modifier.text in _demonyms()


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    from daylight.knowledge.countries import countries

    return frozenset(name for country in countries().values() for name in country.demonyms)


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    """Names and seats of states of one word, which the tagger may take for common nouns where they open a sentence."""
    from daylight.knowledge.countries import countries

    return frozenset(name for country in countries().values() for name in (country.name, *country.seats))


@lru_cache(maxsize=1)
def _persons() -> frozenset[str]:
    """Nouns for persons, groups and bodies; of titles of several words the last word."""
    from daylight.knowledge.groups import group_nouns, institution_heads
    from daylight.knowledge.offices import titles

    known = [*group_nouns(), *institution_heads(), *titles()]
    return frozenset(name.split()[-1] for name in known) | {
        "person",
        "one",
        "some",
        "many",
        "most",
        "other",
        "others",
        "few",
    }


def agent(verb: Token) -> Tokens:
    """The "by" phrase of a passive, without its "by"."""
    for c in verb.children:
        if c.dep_ in ("agent", "prep") and c.lower_ == "by":
            for noun in c.children:
                if noun.dep_ == "pobj":
                    return noun_phrase(noun)
    return NONE


def noun_phrase(noun: Token) -> Tokens:
    """A noun with its modifiers and appositions, without relative clauses and trailing asides.

    Coordinated nouns stay together: they share what is said of them.
    """
    out: set[int] = set()
    pending = [noun]
    while pending:
        token = pending.pop()
        out.add(token.i)
        for c in token.children:
            if c.dep_ in ("relcl", "advcl", "ccomp", "parataxis", "punct", "cc", "preconj"):
                if c.dep_ in ("punct", "cc", "preconj"):
                    out.update(t.i for t in c.subtree)
                continue
            if c.dep_ == "acl" and c.tag_ not in ("VBN", "VBG"):
                continue
            if c.dep_ in ("amod", "acl") and c.i > token.i + 1 and noun.doc[c.left_edge.i - 1].is_punct:
                continue
            if c.dep_ == "conj" and c.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
                continue
            pending.append(c)
    ordered = sorted(out)
    doc = noun.doc
    while ordered and ordered[-1] != noun.i and (doc[ordered[-1]].is_punct or doc[ordered[-1]].dep_ == "cc"):
        ordered.pop()
    return frozenset(ordered)


def subtree(token: Token) -> Tokens:
    """Indices of a token and all below it."""
    return frozenset(t.i for t in token.subtree)


def is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
