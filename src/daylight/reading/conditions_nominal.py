"""Conditions without a conjunction: phrases of exchange, red lines, triggers, "any" requirements, indefinite events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from daylight.knowledge import cues, triggers
from daylight.knowledge.cues import lemma
from daylight.reading.attributions import NONE, Tokens
from daylight.reading.attributions_sources import subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.reading.annotated import Annotated

Found = tuple[Tokens, Tokens, str, float, int]
"""If-part, consequence, how they are joined, confidence, main verb of the consequence (or -1)."""


def nominal_parts(annotated: Annotated) -> Iterator[Found]:
    """If-parts and consequences that no conjunction joins."""
    for token in annotated.syntax.doc:
        yield from _in_return(token)
        yield from _depends(token)
        yield from _in_case(token)
        yield from _without(token)
        yield from _named(annotated, token)
        yield from _any(token)
        yield from _event(token)


def _phrase_at(token: Token, section: str) -> int:
    """Number of words of the section's phrase that starts at the token; 0 where none does."""
    if token.lower_ not in {phrase[0] for phrase in triggers.phrases(section)}:
        return 0
    for phrase in triggers.phrases(section):
        if tuple(t.lower_ for t in token.doc[token.i : token.i + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _in_return(token: Token) -> Iterator[Found]:
    """ "insists on X as a condition of Y": X is the if-part, Y what is withheld till then."""
    length = _phrase_at(token, "in_return")
    if not length:
        return
    last = token.doc[token.i + length - 1]
    then = frozenset().union(*(subtree(c) for c in last.children if c.i > last.i)) if list(last.children) else NONE
    host = token.head
    while (host.pos_ not in ("VERB", "AUX") or _is_pursuit(host)) and host.head != host:
        host = host.head
    demanded = [
        c
        for c in host.children
        if c.dep_ in ("dobj", "prep", "xcomp", "ccomp", "nsubjpass") and c.i != token.i and c.i < token.i
    ]
    giver = host.head if host.dep_ == "xcomp" else host
    exchange = token.doc[token.i + 1].lower_ in ("return", "exchange")
    wanted = any(cue.kind in ("demand", "ask", "call", "urge") for cue in cues.senses(lemma(giver), "verb"))
    if then and exchange and not wanted:
        own = giver == host and cues.senses(lemma(host), "verb")
        given = frozenset().union(*(subtree(c) for c in demanded)) if own else subtree(host)
        end = token.i - (token.nbor(-1).lower_ == "each")
        yield then, frozenset(i for i in given if i < end), "offer", 0.7, host.i
    elif then and demanded:
        first = demanded[-1]
        objects = [c for c in first.children if c.dep_ in ("pobj", "pcomp")] if first.dep_ == "prep" else [first]
        if objects:
            yield frozenset(i for i in subtree(objects[0]) if i < token.i), then, "in-return", 0.75, -1


def _is_pursuit(word: Token) -> bool:
    """Whether an "-ing" form only names what a noun is about: "the ban on fishing"."""
    return word.tag_ == "VBG" and word.dep_ in ("pcomp", "pobj") and not any(c.dep_ == "dobj" for c in word.children)


def _in_case(token: Token) -> Iterator[Found]:
    """ "would intervene in case of an attack"."""
    length = _phrase_at(token, "events")
    if not length:
        return
    last, host = token.doc[token.i + length - 1], token.head
    if_part = frozenset().union(*(subtree(c) for c in last.children)) if list(last.children) else NONE
    if if_part and host.pos_ in ("VERB", "AUX"):
        yield if_part, subtree(host) - subtree(token), "event", 0.65, host.i


def _without(token: Token) -> Iterator[Found]:
    """ "Without a ceasefire, no aid will be delivered": a denial that what is missing would lift."""
    host = token.head
    if token.lower_ != "without" or not token.is_sent_start or host.pos_ not in ("VERB", "AUX"):
        return
    modal = any(c.dep_ == "aux" and c.lower_ in ("will", "would", "can", "could") for c in host.children)
    denied = any(t.dep_ == "neg" or t.lower_ in ("no", "nothing", "neither") for t in host.subtree)
    if modal and denied:
        yield subtree(token) - {token.i}, subtree(host) - subtree(token), "without", 0.55, host.i


def _depends(token: Token) -> Iterator[Found]:
    """ "Withdrawal is subject to X", "lift sanctions only after X"."""
    length = _phrase_at(token, "depends")
    if not length:
        return
    last = token.doc[token.i + length - 1]
    below = [c for c in last.children if c.i > last.i]
    if_part = frozenset().union(*(subtree(c) for c in below)) if below else NONE
    if not below and last.dep_ == "mark" and last.head.i > last.i:
        if_part = frozenset(i for i in subtree(last.head) if i > last.i)
    host = token
    while host.pos_ not in ("VERB", "AUX") and host.head != host:
        host = host.head
    subjects = [c for c in host.children if c.dep_ in ("nsubj", "nsubjpass")]
    plain = lemma(host) in ("be", "remain", "depend", "hinge", "make") and subjects
    then = subtree(subjects[0]) if plain else frozenset(i for i in subtree(host) if i < token.i)
    if if_part and then:
        yield if_part, then - if_part, "depends", 0.65, host.i


def _named(annotated: Annotated, token: Token) -> Iterator[Found]:
    """ "defined X as a trigger", "one of the triggers as X", "X is a red line", "their red line, X"."""
    length = _phrase_at(token, "triggers") or (
        1 if lemma(token) in ("trigger", "tripwire", "redline") and token.pos_ == "NOUN" else 0
    )
    plural_line = token.lower_ == "red" and token.i + 1 < len(token.doc) and lemma(token.doc[token.i + 1]) == "line"
    if not length and not plural_line:
        return
    noun = token.doc[token.i + 1] if plural_line else token.doc[token.i + max(length, 1) - 1]
    if noun.pos_ not in ("NOUN", "PROPN"):
        return
    join = "red-line" if plural_line or "line" in noun.lower_ else "trigger"
    top = noun
    while (
        top.dep_ in ("pobj", "prep", "compound")
        and top.head.pos_ in ("NOUN", "NUM", "PRON", "ADP", "PROPN")
        and top.head != top
    ):
        top = top.head
    verb = top.head
    if verb.pos_ not in ("VERB", "AUX") or verb == top:
        return
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "csubj") and noun.i not in subtree(c)]
    called = any(cue.kind == "describe" for cue in cues.senses(lemma(verb), "verb"))
    if called and top.dep_ in ("oprd", "ccomp", "xcomp", "attr", "dobj"):
        things = [c for c in [*verb.children, *top.children] if c.dep_ in ("dobj", "nsubj") and verb.i < c.i < top.i]
        if things:
            yield subtree(things[0]), NONE, join, 0.7, -1
            return
    named = [c for c in [*verb.children, *top.subtree] if c.dep_ == "prep" and c.lower_ == "as" and c.i > noun.i]
    if named and top.dep_ in ("dobj", "nsubjpass", "ccomp", "nsubj"):
        if_part = subtree(named[0]) - {named[0].i}
    elif (top.dep_ in ("attr", "oprd") and lemma(verb) in ("be", "remain", "become")) or lemma(verb) in (
        "cross",
        "constitute",
    ):
        if not subjects or subjects[0].pos_ == "PRON":
            return
        if_part = subtree(subjects[0])
    elif top.dep_ == "pobj" and verb.pos_ == "VERB":
        return
    elif top.dep_ in ("nsubj",) and lemma(verb) == "be":
        attributes = [c for c in verb.children if c.dep_ in ("attr", "ccomp", "acomp", "xcomp", "advcl")]
        if not attributes:
            return
        if_part = subtree(attributes[0])
    else:
        return
    if if_part:
        yield if_part, NONE, join, 0.7, -1


def _any(token: Token) -> Iterator[Found]:
    """ "insists that any agreement provide for X": what any such thing must hold is a red line."""
    if token.lower_ not in ("any", "no") or token.dep_ != "det" or token.head.dep_ not in ("nsubj", "nsubjpass"):
        return
    noun, verb = token.head, token.head.head
    if verb.pos_ not in ("VERB", "AUX"):
        return
    modals = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    bare = verb.tag_ in ("VB", "VBP") and not modals and verb.dep_ == "ccomp"
    if bare or modals & {"must", "should", "shall"} or (lemma(verb) in ("need", "have") and not modals):
        subject = frozenset(i for i in subtree(noun))
        predicate = frozenset(i for i in subtree(verb) if i > max(subject))
        if predicate:
            yield subject, predicate, "any", 0.65, verb.i


def _event(token: Token) -> Iterator[Found]:
    """ "A Russian attack would trigger the treaty": an indefinite event and what it would bring about."""
    if token.lower_ not in triggers.words("indefinite") or token.dep_ not in ("det", "amod"):
        return
    noun = token.head
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.pos_ not in ("VERB", "AUX") or lemma(verb) not in triggers.words("causes"):
        return
    if not any(c.dep_ == "aux" and c.lower_ in ("would", "will", "could") for c in verb.children):
        return
    if any(c.dep_ in ("advcl",) and any(x.lower_ in ("if", "unless") for x in c.children) for c in verb.children):
        return
    if noun.ent_type_ or noun.text[:1].isupper() or noun.lower_ in ("official", "spokesman", "leader", "minister"):
        return
    subject = subtree(noun)
    predicate = frozenset(i for i in subtree(verb) if i > max(subject))
    if predicate:
        yield subject, predicate, "nominal", 0.5, verb.i
