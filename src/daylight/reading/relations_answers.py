"""Answers: one actor rejects or accepts what another said, wants or did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from daylight.knowledge import relations as table
from daylight.knowledge import triggers
from daylight.knowledge.cues import cue_of, lemma
from daylight.reading.annotated import Annotated
from daylight.reading.attributions_sources import noun_phrase, possessor, subject_of
from daylight.records import RelationKind

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

Declared = tuple[str, str, RelationKind, "TokenSpan", float]
"""Two actors, the kind, the phrase that says so, a confidence."""

_TAKEN_UP = {"it", "this", "that", "them", "which", "these", "those"}
_OPEN = {"may", "might", "could", "should", "must", "can"}
_CLAUSES = 60
"""How many words back an answer looks for what it answers."""


def answered(annotated: Annotated) -> Iterator[Declared]:
    """Rejections and acceptances of what is another actor's, by verbs and by attributions within attributions."""
    for verb in annotated.syntax.doc:
        if verb.pos_ == "VERB":
            yield from _by_verb(annotated, verb)
    yield from _nested(annotated)


def _by_verb(annotated: Annotated, verb: Token) -> Iterator[Declared]:
    kind = _answer_of(verb)
    if kind is None or not _told(verb):
        return
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    holders = _agents(annotated, verb) if passive else _subjects(annotated, verb)
    holders = [h for h in holders if not set(annotated.actors[h].sectors) & {"EDU", "JRN"}]
    if not holders:
        return  # what experts and journalists think of it parts nobody
    thing = _thing(verb, passive)
    other, sure = _whose(annotated, verb, thing, holders)
    if other is None:
        return
    last = max(verb.i, thing.i) if thing is not None else verb.i
    phrase = verb.doc[min(verb.i, thing.i if thing is not None else verb.i) : last + 1]
    for holder in holders:
        yield holder, other, kind, phrase, sure


def _answer_of(verb: Token) -> RelationKind | None:
    """Whether a verb rejects or accepts: by itself, with its particle, denied, or by what it calls its object."""
    word = lemma(verb)
    phrases = {f"{word} {c.lower_}" for c in verb.children if c.dep_ in ("prt", "prep", "advmod") and c.i > verb.i}
    denied = any(c.dep_ == "neg" for c in verb.children)
    few = any(t.lower_ in ("few", "nobody", "none", "no", "neither") for s in verb.children if s.dep_ == "nsubj"
              for t in (s, *s.lefts))  # fmt: skip
    if phrases & table.words("answering", "reject_phrases") or word in table.words("answering", "reject"):
        return None if denied or few else "diverge"
    if phrases & table.words("answering", "accept_phrases") or word in table.words("answering", "accept"):
        return "diverge" if denied or few else "converge"
    called = {lemma(t) for c in verb.children if c.dep_ in ("oprd", "prep", "attr", "xcomp", "ccomp", "acomp", "advcl")
              for t in c.subtree}  # fmt: skip
    if word in (
        "regard",
        "describe",
        "call",
        "consider",
        "see",
        "view",
        "brand",
        "label",
        "deem",
        "declare",
        "denounce",
    ):
        return "diverge" if called & table.words("condemned") and not denied else None
    return None


def _told(verb: Token) -> bool:
    if any(c.dep_ == "aux" and c.lower_ in _OPEN for c in verb.children):
        return False
    if any(
        c.dep_ in ("mark", "advmod") and c.lower_ in ("if", "unless", "whether", "until", "once") for c in verb.children
    ):
        return False
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return not infinitive or lemma(verb.head) in ("refuse", "vow", "continue", "decide", "agree")


def _subjects(annotated: Annotated, verb: Token) -> list[str]:
    subject = subject_of(verb)
    return actors_of(annotated, subject) if subject is not None else []


def _agents(annotated: Annotated, verb: Token) -> list[str]:
    found = [n for c in verb.children if c.dep_ == "agent" for n in c.children if n.dep_ == "pobj"]
    return [a for noun in found for a in actors_of(annotated, noun)]


def _thing(verb: Token, passive: bool) -> Token | None:
    """What is rejected or accepted; in a relative clause the noun that it hangs on."""
    wanted = ("nsubjpass",) if passive else ("dobj", "oprd")
    things = [c for c in verb.children if c.dep_ in wanted]
    thing = min(things, key=lambda c: c.tag_ in ("WDT", "WP") or c.lower_ == "that", default=None)
    if thing is None and not passive:
        thing = next((n for c in verb.children if c.dep_ == "prep" and c.lower_ in ("to", "down", "aside", "with", "at")
                      for n in c.children if n.dep_ == "pobj"), None)  # fmt: skip
    if thing is None and lemma(verb) in table.words("calling"):  # "declared it void", a clause to the parser
        thing = next((n for c in verb.children if c.dep_ in ("ccomp", "xcomp") for n in c.children
                      if n.dep_ == "nsubj"), None)  # fmt: skip
    told = any(c.dep_ == "mark" for c in verb.children)  # "the position that we do not recognise it"
    relative = (
        verb.dep_ == "relcl" and not told and (thing is None or thing.tag_ in ("WDT", "WP") or thing.lower_ == "that")
    )
    return verb.head if relative else thing


def _whose(annotated: Annotated, verb: Token, thing: Token | None, holders: list[str]) -> tuple[str | None, float]:
    """Whose it is, and how sure: named with it, or who spoke or acted last before."""
    if thing is not None and thing.pos_ in ("NOUN", "PROPN"):
        owner = owner_of(annotated, thing)
        if owner is not None:
            explicit = lemma(thing) in table.words("positions") or lemma(verb) not in table.words("answering", "accept")
            return (owner if explicit else None), 0.6
        if lemma(thing) not in table.words("positions"):
            return None, 0.0
        if any(_says_what(c) and verb != c for c in thing.children):
            return None, 0.0
        definite = any(
            c.lower_ in ("the", "this", "that", "these", "such", "those") for c in thing.children if c.dep_ == "det"
        )
        if not definite and verb.dep_ != "relcl":
            return None, 0.0
    elif thing is None:
        clausal = any(c.dep_ in ("ccomp", "xcomp") and c.i > verb.i for c in verb.children)
        if clausal or lemma(verb) not in ("decline", "refuse", "accept", "object", "reject"):
            return None, 0.0
    elif thing.lower_ not in _TAKEN_UP or lemma(verb) in table.words("blaming"):
        return None, 0.0  # what is blamed as "it" is a deed, whose doer stands anywhere
    return _last_before(annotated, verb, thing, holders), 0.5


def _says_what(child: Token) -> bool:
    """Whether a child says itself what an idea or a suggestion is, not takes it up: "the idea of leaving"."""
    return child.dep_ in ("acl", "ccomp", "relcl") or (child.dep_ == "prep" and child.lower_ == "of")


def _last_before(annotated: Annotated, verb: Token, thing: Token | None, holders: list[str]) -> str | None:
    """Who spoke last before a verb, other than its own subject and his side; else who acted.

    Who spoke is looked for in the paragraph, of a charge, an offer or a demand a paragraph further up among those who
    made one; who acted, a sentence back.
    """
    syntax = annotated.syntax
    kinds = next((set(k) for n, k in table.made().items() if thing is not None and lemma(thing) in n), set())
    place, segment = syntax.span(verb)[0], syntax.segment(verb.i)
    said = sorted(
        (a for a in annotated.attributions if a.cue and a.holders and not a.author_voice), key=lambda a: a.cue
    )
    near: list[tuple[int, str]] = []
    for item in said:
        start = item.cue[0][0]
        if start >= place or _begins(thing, syntax.tokens(item.cue[0])[0]):
            continue
        sense = cue_of(syntax.tokens(item.cue[0]))
        fits = sense is not None and sense.kind in kinds
        if fits or (segment.start <= start and not kinds):
            subject = subject_of(syntax.tokens(item.cue[0]).root)
            makers = (actors_of(annotated, subject) if subject is not None else []) or item.holders
            others = [h for h in makers if _other_side(annotated, h, holders)]
            near += [(start, others[0])] if others else []
    if near and (kinds or near[-1][0] >= _sentence_back(annotated, verb)):
        return near[-1][1]
    if kinds:
        return None  # of an offer nobody is known to have made one
    for token in reversed(list(syntax.doc[max(0, verb.i - _CLAUSES) : verb.i])):
        at = syntax.span(token)[0]
        if at < max(segment.start, _sentence_back(annotated, verb)):
            break
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass", "amod"):
            continue
        subject = subject_of(token)
        if subject is None or subject.i > verb.i:
            continue
        named = actors_of(annotated, subject) or ([owner] if (owner := owner_of(annotated, subject)) else [])
        others = [a for a in named if _other_side(annotated, a, holders)]
        if others:
            return others[0]
    return None


def _begins(thing: Token | None, cue: Token) -> bool:
    """Whether a cue stands in what is answered itself, so that it is no earlier word."""
    return thing is not None and cue.i == thing.i


def _sentence_back(annotated: Annotated, verb: Token) -> int:
    """Where the sentence before a verb's begins."""
    start = verb.sent.start
    return annotated.syntax.span(annotated.syntax.sentence(max(0, start - 1)))[0]


def _other_side(annotated: Annotated, actor: str, holders: list[str]) -> bool:
    return actor not in holders and not any(_one_side(annotated, actor, holder) for holder in holders)


def owner_of(annotated: Annotated, noun: Token) -> str | None:
    """Whose a position or deed is: "Beijing's account", "the Greek proposal", "calls from the opposition"."""
    owner = possessor(noun)
    found = actors_of(annotated, owner) if owner is not None else []
    if not found:
        by = [n for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from") for n in c.children
              if n.dep_ == "pobj"]  # fmt: skip
        found = [a for n in by for a in actors_of(annotated, n)]
    if not found and lemma(noun) in table.words("positions"):
        of = [n for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for n in c.children if n.dep_ == "pobj"]
        found = [a for n in of if n.pos_ == "PROPN" for a in actors_of(annotated, n)]
    if not found and lemma(noun) in triggers.words("happenings") | {"operation", "invasion", "incursion", "bombing"}:
        span = annotated.syntax.span(noun)
        told = [(m.trigger[0], e) for e in annotated.events if e.quad == 4 and e.actors for m in e.mentions]
        near = [item for item in told if item[0] <= span[0]]
        found = list(max(near, key=lambda item: item[0])[1].actors) if near else []
    return found[0] if found else None


def _nested(annotated: Annotated) -> Iterator[Declared]:
    """One actor rejects or accepts what another says or wants, told as content of his own."""
    syntax = annotated.syntax
    known = {attribution.id: attribution for attribution in annotated.attributions}
    for inner in annotated.attributions:
        outer = known.get(inner.parent or "")
        if outer is None or not outer.cue or not outer.holders or not inner.holders or outer.author_voice:
            continue
        sense = cue_of(syntax.tokens(outer.cue[0]))
        if sense is None or (sense.kind not in table.words("rejecting") and sense.kind not in table.words("accepting")):
            continue
        if min(inner.cue, default=(0, 0))[0] - min(outer.content)[0] > 60 or not inner.cue:
            continue
        said = syntax.tokens(inner.cue[0])
        if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "until") for t in said for c in t.children):
            continue
        kind: RelationKind = "diverge" if sense.kind in table.words("rejecting") else "converge"
        first, last = syntax.tokens(outer.cue[0])[0].i, said[-1].i
        if last > first and syntax.doc[first].sent == syntax.doc[last].sent:
            for a in outer.holders:
                for b in inner.holders:
                    yield a, b, kind, syntax.doc[first : last + 1], 0.6


def actors_of(annotated: Annotated, noun: Token, alone: bool = False) -> list[str]:
    """The actors that a noun with its phrase, or alone, stands for."""
    from daylight.reading.coreference import resolve

    if alone:
        return list(resolve(annotated, annotated.syntax.span(noun)))
    tokens = sorted(noun_phrase(noun))
    return list(resolve(annotated, annotated.syntax.span(range(tokens[0], tokens[-1] + 1))))


def _one_side(annotated: Annotated, a: str, b: str) -> bool:
    """Whether one belongs to the other, or both to one state."""
    first, second = annotated.actors.get(a), annotated.actors.get(b)
    if first is None or second is None:
        return False
    return any(m.actor == b for m in first.memberships) or any(m.actor == a for m in second.memberships)
