"""Where a sentence tells of events: verbs, verbs with certain objects, light verbs with a noun, and nouns alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from daylight.knowledge.countries import countries
from daylight.knowledge.event_triggers import Sense, lexicon
from daylight.knowledge.event_words import words
from daylight.reading.event_names import is_operation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

TriggerKind = Literal["verb", "object", "light", "noun", "modal"]

LIGHT = words("light")
"""Verbs that leave it to their noun to say what was done."""
_WILLING = words("willing")
_DIRECT = frozenset({"SANCTION", "CONCEDE"})
_STOPS = words("stops")
"""Verbs for which only a direct object tells what was stopped ("talks ended with an agreement" stops no agreement)."""
_OBJECT_DEPS = frozenset({"dobj", "obj", "nsubjpass", "attr", "oprd", "dative", "pobj"})
_MEASURES = words("measures")


@dataclass(frozen=True)
class Trigger:
    """Words that tell of an event.

    Attributes
    ----------
    head : Token
        The word that gives the type: a verb or a noun.
    verb : Token or None
        The verb whose subject is the actor and whose tense is the event's; None for a noun alone.
    words : tuple of Token
        Head, particle, verb and object, in text order.
    sense : Sense
        What the lexicon says it tells of.
    kind : str
        "verb", "object" (verb with a fitting object), "light" (light verb with a noun), "noun", or "modal" (the act is
        in the modal frame: willing to, must, will).
    thing : Token or None
        The object that gave the sense of the verb ("aid" in "suspend aid"), which is no party to the event.
    """

    head: Token
    verb: Token | None
    words: tuple[Token, ...]
    sense: Sense
    kind: TriggerKind
    thing: Token | None = None


def find_triggers(sentence: TokenSpan | Doc) -> list[Trigger]:
    """The triggers of a sentence in text order; each word is in one of them at most.

    Nouns that are the object of a light verb are one trigger with it. Whether a trigger is an event on its own, the
    content of another ("threatened to attack") or none at all is decided later, by its roles and frame.
    """
    taken: set[int] = set()
    found: list[Trigger] = []
    for token in sentence:
        if token.pos_ in ("VERB", "AUX") and (trigger := _verb(token)):
            found.append(trigger)
            taken.update(word.i for word in trigger.words)
    for token in sentence:
        if token.i not in taken and token.pos_ in ("NOUN", "PROPN") and (trigger := _noun(token, taken)):
            found.append(trigger)
            taken.update(word.i for word in trigger.words)
    return sorted(found, key=lambda trigger: trigger.head.i)


def _verb(token: Token) -> Trigger | None:
    if token.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    if token.lemma_ == "be":
        willing = next((c for c in token.children if c.dep_ == "acomp" and c.lower_ in _WILLING), None)
        if willing is not None and any(c.dep_ in ("xcomp", "prep") for c in willing.children):
            return Trigger(willing, token, (token, willing), Sense("AGREE", None), "modal")
        return None
    particles = [c for c in token.children if c.dep_ in ("prt", "advmod", "prep") and c.i > token.i and len(c.text) < 7]
    particles += [m for c in token.children if c.dep_ in ("ccomp", "xcomp", "advcl") for m in c.children if _asks(m)]
    objects = list(objects_of(token))
    direct = [(thing, names) for thing, names in objects if _is_direct(thing, token)]
    direct = direct or ([] if token.lemma_ not in _STOPS else [(token, set())])
    done_by = {f"{c.lemma_.lower()}^" for c in token.children if c.dep_ == "nsubj"}
    verb = lemma_of(token)
    for particle in [*particles, None]:
        lemma = f"{verb} {particle.lower_}" if particle is not None else verb
        words = (token, particle) if particle is not None else (token,)
        for sense in lexicon().verbs.get(lemma, ()):
            near = direct if direct and sense.type in _DIRECT else objects
            thing = next((thing for thing, names in near if names & sense.objects), None)
            if thing is not None:
                return Trigger(token, token, _ordered(*words, thing), sense, "object", thing)
            if done_by & sense.objects:
                return Trigger(token, token, _ordered(*words), sense, "verb")
    for particle in [*particles, None]:
        lemma = f"{verb} {particle.lower_}" if particle is not None else verb
        words = (token, particle) if particle is not None else (token,)
        plain = next((sense for sense in lexicon().verbs.get(lemma, ()) if not sense.objects), None)
        light = particle is None and verb in LIGHT
        noun = next((o for o, _ in objects if light and o.dep_ != "pobj" and noun_sense(o)), None)
        if noun is not None and (plain is None or token.lemma_ in ("announce", "declare", "order")):
            return Trigger(noun, token, _ordered(*words, *name_tokens(noun)), noun_sense(noun) or plain, "light", noun)  # type: ignore[arg-type]
        if plain is not None:
            return Trigger(token, token, _ordered(*words), plain, "verb")
    return None


def lemma_of(verb: Token) -> str:
    """The lemma of a verb, also where the pipeline's is no verb of the lexicon ("staged" as "stag")."""
    lemma = verb.lemma_.lower()
    if lemma in lexicon().verbs or verb.tag_ not in ("VBD", "VBN"):
        return lemma
    form = verb.lower_
    return next((f for f in (form[:-1], form[:-2], form[:-3]) if f in lexicon().verbs and form.endswith("ed")), lemma)


def _asks(mark: Token) -> bool:
    """Whether a word opens what is called for: "called for the measures to be dropped"."""
    return mark.lower_ == "for" and mark.dep_ in ("mark", "prep")


def _is_direct(thing: Token, verb: Token) -> bool:
    """Whether a noun is, or lies in, the direct object or passive subject of a verb."""
    while thing.head.i not in (verb.i, thing.i):
        thing = thing.head
    return thing.head.i == verb.i and thing.dep_ in ("dobj", "nsubjpass")


def _noun(token: Token, taken: set[int]) -> Trigger | None:
    sense = noun_sense(token)
    if token.ent_type_ == "DATE" and token.text in ("March", "May"):
        return None  # the month
    if sense is None or (
        token.dep_ == "compound" and token.head.pos_ in ("NOUN", "PROPN") and token.head.i == token.i + 1
    ):
        return None
    return Trigger(token, None, _ordered(*(t for t in name_tokens(token) if t.i not in taken)), sense, "noun")


def noun_sense(token: Token) -> Sense | None:
    """What a noun tells of, with the words right before it ("air campaign") or after it ("round of talks")."""
    found = lexicon().nouns.get(_noun_name(token)[0])
    return found or (Sense("ASSAULT", None) if is_operation(token) else None)


def name_tokens(token: Token) -> tuple[Token, ...]:
    """The tokens of the noun's name in the lexicon: "air campaign" has two."""
    return _noun_name(token)[1]


def _noun_name(token: Token) -> tuple[str, tuple[Token, ...]]:
    nouns = lexicon().nouns
    lemma = token.lemma_.lower()
    doc, i = token.doc, token.i
    for back in (4, 3, 2, 1) if lemma in _last_words() else ():
        if i >= back:
            before = doc[i - back : i]
            name = f"{before.text.lower()} {lemma}".replace(" - ", "-").replace("- ", "-").replace(" -", "-")
            if name in nouns:
                return name, (*before, token)
    after = doc[i + 1 : i + 3]
    if len(after) == 2 and after[0].lower_ == "of":
        name = f"{lemma} of {after[1].lemma_.lower()}"
        if name in nouns:
            return name, (token, *after)
    for behind in token.children:
        if behind.dep_ == "prep" and behind.i > i and f"{lemma} {behind.lower_}" in nouns:
            return f"{lemma} {behind.lower_}", (token,)
    return lemma, (token,)


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    """The last words of nouns of several words, also of those with a hyphen."""
    return frozenset(name.replace("-", " ").rpartition(" ")[2] for name in lexicon().nouns if not name.isalpha())


def objects_of(verb: Token) -> Iterator[tuple[Token, set[str]]]:
    """What a verb is done to or about: nouns with the names they go by ("exercise", "joint exercise").

    Direct objects and passive subjects first, then prepositional ones, then those of an infinitive ("failed to reach a
    deal"); coordinated ones and what a measure is of ("dozens of missiles") count too.
    """
    direct = [c for c in verb.children if c.dep_ in _OBJECT_DEPS or (c.dep_ == "nsubjpass")]
    if verb.dep_ in ("relcl", "acl") and not any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children):
        direct.append(verb.head)
    by_preposition = [
        o
        for c in verb.children
        if c.dep_ in ("prep", "dative") and c.i > verb.i
        for o in c.children
        if o.dep_ == "pobj"
    ]
    adverbs = [c for c in verb.children if c.dep_ in ("acomp", "advmod", "npadvmod") and c.i > verb.i]
    inner = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "oprd") and c.pos_ == "VERB"]
    for token in direct + by_preposition:
        yield from _names(token)
    for token in inner:
        yield token, {token.lemma_.lower()}
        for child in token.children:
            if child.dep_ in ("dobj", "nsubj"):
                yield from _names(child)
    for token in adverbs:
        yield token, {token.lower_, token.lemma_.lower()}


def _names(token: Token, depth: int = 0) -> Iterator[tuple[Token, set[str]]]:
    lemma = token.lemma_.lower()
    names = {lemma, token.lower_, *_kinds(token)}
    if token.ent_type_ in ("DATE", "TIME"):
        return  # the month of March is no march
    for child in token.children:
        if child.i < token.i and child.dep_ in ("compound", "amod", "nmod"):
            names.add(f"{child.lower_} {lemma}")
            if child.dep_ != "amod" or child.lower_ not in lexicon().nouns:  # "an offensive capability" is no offensive
                names |= {child.lower_, child.lemma_.lower()}
            deeper = [c for c in child.children if c.dep_ in ("compound", "amod", "punct", "npadvmod")]
            names |= {c.lower_ for c in deeper} | {f"{c.lower_}-{child.lower_}" for c in deeper}
            names |= {f"{child.lower_}-{lemma}"}
    if token.i > 1 and token.nbor(-1).text == "-":
        names.add(f"{token.nbor(-2).lower_}-{lemma}")
    yield token, names
    for child in token.children:
        if depth < 3 and child.dep_ == "conj":
            yield from _names(child, depth + 1)
        elif child.dep_ == "prep" and child.lower_ == "of" and (lemma in _MEASURES or token.pos_ == "NUM" or depth < 1):
            for inner in child.children:
                if inner.dep_ == "pobj" and depth < 2:
                    yield from _names(inner, depth + 1)


def _kinds(token: Token) -> tuple[str, ...]:
    """What kind of name a noun is, for senses that ask for one: "left ECOWAS", "crossed into Niger"."""
    if token.ent_type_ in ("GPE", "LOC") or (token.pos_ == "PROPN" and token.text in _states()):
        return ("GPE",)
    if token.ent_type_ == "PERSON":
        return ("PERSON",)
    if token.pos_ == "PROPN" and not token.ent_type_:
        return ("ORG", "PERSON")
    if token.pos_ == "PROPN" or token.ent_type_ in ("ORG", "NORP") or (token.is_upper and len(token) > 2):
        return ("ORG",)
    return ()


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    """Last words of the names of states."""
    return frozenset(c.name.rpartition(" ")[2] for c in countries().values())


def _ordered(*tokens: Token | None) -> tuple[Token, ...]:
    return tuple(sorted({t for t in tokens if t is not None}, key=lambda t: t.i))
