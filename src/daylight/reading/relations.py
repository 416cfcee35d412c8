"""Relations: where the text itself says that two actors diverge or converge."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import TYPE_CHECKING, Literal

from daylight.documents.segments import overlaps
from daylight.knowledge import relations as table
from daylight.knowledge.cues import cue_of, lemma
from daylight.knowledge.operators import operators
from daylight.reading.annotated import Annotated, register
from daylight.reading.attributions_sources import noun_phrase, possessor, subject_of
from daylight.reading.issues import known_issue
from daylight.records import Relation, RelationKind, Span, record_id

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

STEP = "relations.rules/1"
_KINDS: tuple[Literal["diverge", "converge"], ...] = ("diverge", "converge")


@register("relations", "rules")
def read_relations(annotated: Annotated) -> None:
    """Add relations that the text declares: "at odds", "differences between", "both agree", "rejected X's proposal".

    Nothing is derived from stances. The issue is left open where the phrase itself names none.
    """
    found: dict[tuple[frozenset[str], str, Span], Relation] = {}
    for a, b, kind, phrase, confidence in [*_declared(annotated), *_answered(annotated), *_judged(annotated)]:
        if a == b or _same_side(annotated, a, b):
            continue
        span = annotated.syntax.span(phrase)
        if any(pair == {a, b} and was == kind and overlaps(span, where) for pair, was, where in found):
            continue
        key = frozenset((a, b)), kind, span
        issue = known_issue(annotated, span)
        found[key] = Relation(
            id=record_id("relations", annotated.document.id, a, b, kind, span),
            doc=annotated.document.id,
            evidence=(span, annotated.syntax.span(phrase[0].sent)),
            step=STEP,
            confidence=confidence,
            a=a,
            b=b,
            kind=kind,
            issue=issue.id if issue is not None else None,
        )
    annotated.relations.extend(found.values())


Declared = tuple[str, str, RelationKind, "TokenSpan", float]


def _declared(annotated: Annotated) -> Iterator[Declared]:
    """Nouns with "between", verbs with "with" or a plural subject, adverbials like "at odds"."""
    doc = annotated.syntax.doc
    for token in doc:
        for kind in _KINDS:
            word = lemma(token)
            if token.pos_ == "NOUN" and word in table.words(kind, "nouns"):
                parties = _noun_parties(annotated, token)
                phrase = doc[token.left_edge.i : token.right_edge.i + 1]
            elif token.pos_ == "VERB" and word in table.words(kind, "verbs"):
                parties = _verb_parties(annotated, token)
                phrase = doc[min(t.i for t in token.subtree) : token.right_edge.i + 1]
            else:
                length = _adverbial(token, kind)
                if not length:
                    continue
                host = token.head if token.head.pos_ in ("VERB", "AUX") else token.sent.root
                parties = _verb_parties(annotated, host)
                if "contrast" in doc[token.i + length - 1].lower_:
                    for a, b in product(_before(annotated, host), parties):
                        yield a, b, kind, doc[token.i : token.i + length], 0.75
                    continue
                phrase = doc[token.i : token.i + length]
            negated = any(c.dep_ == "neg" for c in token.children)
            among = token.pos_ == "VERB" and any(c.dep_ == "prep" and c.lower_ == "with" for c in token.children)
            own = set(_actors(annotated, subject)) if among and (subject := subject_of(token)) is not None else set()
            for a, b in combinations(parties, 2):
                if {a, b} <= own:
                    continue  # "A and B sided with C" says nothing of A and B
                yield a, b, _other(kind) if negated else kind, phrase, 0.75


def _adverbial(token: Token, kind: str) -> int:
    for phrase in table.words(kind, "adverbials"):
        words = phrase.split()
        if token.lower_ == words[0] and [t.lower_ for t in token.doc[token.i : token.i + len(words)]] == words:
            return len(words)
    return 0


def _other(kind: RelationKind) -> RelationKind:
    return "converge" if kind == "diverge" else "diverge"


def _noun_parties(annotated: Annotated, noun: Token) -> list[str]:
    """Parties of a difference or agreement: "between A and B", "A's differences with B", "their differences"."""
    parties: list[str] = []
    for c in noun.children:
        modifies = c.dep_ in ("compound", "amod", "nmod") and c.i < noun.i
        if c.dep_ == "poss" or (modifies and (c.ent_type_ or "-" in c.text)):
            parties += _actors(annotated, c)
        elif c.dep_ == "prep" and c.lower_ in ("between", "among", "with"):
            for below in c.children:
                if below.dep_ == "pobj":
                    parties += _actors(annotated, below)
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ == "prep" else noun.head
    if lemma(verb) in operators().turning:
        return []  # "to avoid a clash": there is none
    if len(set(parties)) < 2 and noun.dep_ in ("dobj", "pobj") and verb.pos_ == "VERB":
        subject = subject_of(verb)
        if subject is not None:
            parties = [*_actors(annotated, subject), *parties]
    return list(dict.fromkeys(parties))[:4]


def _verb_parties(annotated: Annotated, verb: Token) -> list[str]:
    """Parties of a verb: its subject, and whom it is "with"."""
    subject = subject_of(verb)
    parties = _actors(annotated, subject) if subject is not None else []
    for c in verb.subtree:
        if c.dep_ == "prep" and c.lower_ in ("with", "from") and c.head.i in {verb.i, *(x.i for x in verb.children)}:
            for below in c.children:
                if below.dep_ == "pobj":
                    parties += _actors(annotated, below)
    return list(dict.fromkeys(parties))[:4]


def _before(annotated: Annotated, verb: Token) -> list[str]:
    """Who the sentence before is about: the other side of a contrast."""
    start = verb.sent.start
    if not start or annotated.syntax.segment(start) is not annotated.syntax.segment(start - 1):
        return []
    subject = subject_of(annotated.syntax.sentence(start - 1).root)
    return _actors(annotated, subject)[:1] if subject is not None else []


def _judged(annotated: Annotated) -> Iterator[Declared]:
    """One actor condemns or rejects what is another's: "condemned the Turkish operation"."""
    syntax = annotated.syntax
    for item in annotated.attributions:
        sense = cue_of(syntax.tokens(item.cue[0])) if item.cue and item.holders and not item.author_voice else None
        if sense is None or sense.part != "verb" or sense.kind not in ("reject", "criticise", "oppose", "accuse"):
            continue
        content = syntax.tokens(item.content[0])
        if not len(content) or content.root.pos_ not in ("NOUN", "PROPN"):
            continue
        owner = possessor(content.root)  # blame for somebody as such is no relation, against what is his it is
        if owner is None or sense.kind == "accuse":
            continue
        first, last = syntax.tokens(item.cue[0])[0].i, content.root.i
        for a in item.holders:
            for b in _actors(annotated, owner)[:1]:
                yield a, b, "diverge", syntax.doc[min(first, last) : max(first, last) + 1], 0.55


def _answered(annotated: Annotated) -> Iterator[Declared]:
    """One actor rejects, opposes or accepts what another said or wants."""
    syntax = annotated.syntax
    known = {attribution.id: attribution for attribution in annotated.attributions}
    for inner in annotated.attributions:
        outer = known.get(inner.parent or "")
        if outer is None or not outer.cue or not outer.holders or not inner.holders or outer.author_voice:
            continue
        sense = cue_of(syntax.tokens(outer.cue[0]))
        if sense is None or (sense.kind not in table.words("rejecting") and sense.kind not in table.words("accepting")):
            continue
        if min(inner.cue, default=(0, 0))[0] - min(outer.content)[0] > 60:
            continue
        kind: RelationKind = "diverge" if sense.kind in table.words("rejecting") else "converge"
        first, last = syntax.tokens(outer.cue[0])[0].i, syntax.tokens(inner.cue[0])[-1].i if inner.cue else -1
        if last > first and syntax.doc[first].sent == syntax.doc[last].sent:
            for a in outer.holders:
                for b in inner.holders:
                    yield a, b, kind, syntax.doc[first : last + 1], 0.6


def _actors(annotated: Annotated, noun: Token) -> list[str]:
    from daylight.reading.coreference import resolve

    tokens = sorted(noun_phrase(noun))
    return list(resolve(annotated, annotated.syntax.span(range(tokens[0], tokens[-1] + 1))))


def _same_side(annotated: Annotated, a: str, b: str) -> bool:
    """Whether one belongs to the other: a minister and the government that he serves are no two parties."""
    first, second = annotated.actors.get(a), annotated.actors.get(b)
    return bool(
        (first and any(m.actor == b for m in first.memberships))
        or (second and any(m.actor == a for m in second.memberships))
    )
