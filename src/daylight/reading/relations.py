"""Relations: where the text itself says that two actors diverge or converge."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import TYPE_CHECKING

from daylight.documents.segments import overlaps
from daylight.knowledge import relations as table
from daylight.knowledge.cues import lemma, senses
from daylight.knowledge.operators import operators
from daylight.reading.annotated import Annotated, register
from daylight.reading.attributions_sources import subject_of
from daylight.reading.issues import known_issue
from daylight.reading.relations_answers import Declared, actors_of, answered, owner_of
from daylight.records import Relation, RelationKind, Span, record_id

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

STEP = "relations.rules/2"
_KINDS: tuple[RelationKind, ...] = ("diverge", "converge")
_DONE_TOGETHER: tuple[tuple[RelationKind, str], ...] = (("converge", "together"), ("diverge", "apart"))
_DONE = {"continue", "agree", "vow", "pledge", "begin", "start", "manage", "come", "decide", "choose", "promise"}
"""Verbs whose infinitive is done or set."""
_OPEN = {"would", "could", "may", "might", "should", "must", "can"}


@register("relations", "rules")
def read_relations(annotated: Annotated) -> None:
    """Add relations that the text declares: "at odds", "broke with", "while B insists", "rejected X's plan".

    Nothing is derived from stances. The issue is left open where the phrase itself names none.
    """
    found: dict[tuple[frozenset[str], str, Span], Relation] = {}
    for a, b, kind, phrase, confidence in [*_declared(annotated), *_contrasted(annotated), *answered(annotated)]:
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


def _declared(annotated: Annotated) -> Iterator[Declared]:
    """Nouns with "between", verbs with a plural subject, verbs and the other actor, adverbials like "at odds"."""
    doc = annotated.syntax.doc
    for token in doc:
        for kind in _KINDS:
            word = lemma(token)
            if token.pos_ == "NOUN" and word in table.words(kind, "nouns"):
                yield from _by_noun(annotated, token, kind)
            if token.pos_ in ("VERB", "AUX") and _told(token):
                if token.pos_ == "VERB" and (end := _partner_at(token, kind)) is not None:
                    yield from _by_partner(annotated, token, end, kind)
                elif word in table.words(kind, "answers") and not _denied(token):
                    yield from _by_object(annotated, token, kind)
                elif word in table.words(kind, "verbs") and token.pos_ == "VERB":
                    phrase = doc[token.left_edge.i : token.right_edge.i + 1]
                    yield from _among(annotated, token, _other(kind) if _denied(token) else kind, phrase)
            if (length := _phrase(token, kind, "adverbials")) and _told(host := _host(token)):
                yield from _among(
                    annotated, host, _other(kind) if _denied(host) else kind, doc[token.i : token.i + length]
                )
            if (
                word in table.words(kind, "subjects")
                and token.head.lemma_ in ("be", "remain", "stay")
                and _told(token.head)
            ):
                yield from _among(annotated, token.head, kind, doc[token.head.i : token.i + 1])
            if length := _phrase(token, kind, "opposed"):
                yield from _set_against(annotated, token, length, kind)
        for kind, phrases in _DONE_TOGETHER:
            if (length := _phrase(token, phrases)) and _told(host := _host(token)) and not _denied(host):
                yield from _among(annotated, host, kind, doc[token.i : token.i + length])


def _by_noun(annotated: Annotated, noun: Token, kind: RelationKind) -> Iterator[Declared]:
    """ "The rift between A and B", "A's differences with B", "their quarrel", "a quarrel that A and B had"."""
    determiners = {c.lower_ for c in noun.children if c.dep_ in ("det", "neg")}
    none = "no" in determiners or any(c.lower_ in ("little", "any") for c in noun.children)
    if none and not (kind == "diverge" and "no" in determiners and noun.head.lemma_ in ("be", "see", "have")):
        return
    parties = _noun_parties(annotated, noun, kind)
    phrase = noun.doc[noun.left_edge.i : noun.right_edge.i + 1]
    for a, b in combinations(parties, 2):
        yield a, b, _other(kind) if none else kind, phrase, 0.75


def _noun_parties(annotated: Annotated, noun: Token, kind: RelationKind) -> list[str]:
    parties: list[str] = []
    for c in noun.children:
        modifies = c.dep_ in ("compound", "amod", "nmod") and c.i < noun.i
        if c.dep_ == "poss" or (modifies and (c.ent_type_ or "-" in c.text)):
            parties += actors_of(annotated, c)
        elif c.dep_ == "prep" and c.lower_ in ("between", "among", "with"):
            for below in c.children:
                if below.dep_ == "pobj":
                    parties += actors_of(annotated, below) or _owners(annotated, below)
    if noun.dep_ in ("nsubj", "nsubjpass"):  # "a rift has opened between A and B"
        for c in noun.head.children:
            if c.dep_ == "prep" and c.lower_ in ("between", "among"):
                parties += [a for below in c.children if below.dep_ == "pobj" for a in actors_of(annotated, below)]
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ == "prep" else noun.head
    if lemma(verb) in operators().turning or not _real(noun, verb, kind):
        return []  # "to avoid a clash", "might consider an agreement": there is none
    if len(set(parties)) < 2:
        relative = next((c for c in noun.children if c.dep_ == "relcl"), None)
        if relative is not None and (subject := subject_of(relative)) is not None and subject.i > noun.i:
            parties += actors_of(annotated, subject)
    if len(set(parties)) < 2 and noun.dep_ in ("dobj", "pobj") and verb.pos_ == "VERB":
        subject = subject_of(verb)
        if subject is not None:
            parties = [*actors_of(annotated, subject), *parties]
    return list(dict.fromkeys(parties))[:4]


def _real(noun: Token, verb: Token, kind: RelationKind) -> bool:
    """Whether a difference or agreement is told as being there, not wanted, possible or far off."""
    above = next((t for t in [verb, *verb.ancestors] if t.pos_ in ("VERB", "AUX")), None)
    definite = any(c.dep_ == "poss" or c.lower_ in ("the", "this", "that") for c in noun.children)
    if above is None or definite or (kind == "diverge" and noun.dep_ in ("nsubj", "nsubjpass")):
        return True  # what is definite is there, and a difference of which something is said
    wanted = (
        above.tag_ == "VB" and any(c.lower_ == "to" for c in above.children) and above.dep_ in ("xcomp", "acl", "advcl")
    )
    return _told(above) and not wanted and not any(c.lower_ in ("far", "possible", "potential") for c in above.children)


def _owners(annotated: Annotated, noun: Token) -> list[str]:
    """Whose people they are, one by one: "Israeli and U.S. leaders"."""
    owners: list[str] = []
    for c in noun.children:
        if c.dep_ in ("amod", "compound", "nmod") and c.i < noun.i:
            for owner in (c, *(x for x in c.children if x.dep_ == "conj")):
                owners += actors_of(annotated, owner, alone=True)
    return owners


def _partner_at(verb: Token, kind: str) -> Token | None:
    """The preposition before the other actor, where the verb and what follows it are a phrase of the table."""
    for phrase in table.phrases_of(kind, "partnered").get(lemma(verb), ()):
        *middle, last = phrase
        words = {lemma(t) for t in verb.subtree if verb.i < t.i < verb.i + 6} | {
            t.lower_ for t in verb.subtree if verb.i < t.i < verb.i + 6
        }
        if not set(middle) <= words:
            continue
        for token in verb.doc[verb.i + 1 : min(verb.i + 7, verb.sent.end)]:
            if token.lower_ == last and token.head.i >= verb.i and (token.head == verb or verb in token.ancestors):
                return token
    return None


def _by_partner(annotated: Annotated, verb: Token, before: Token, kind: RelationKind) -> Iterator[Declared]:
    """ "Kenya broke with Uganda over the mission", "sided with", "threw its weight behind"."""
    subject = subject_of(verb)
    if subject is None or _denied(verb):
        if not (subject is not None and lemma(verb) == "agree"):
            return
        kind = _other(kind)
    others = [o for c in before.children if c.dep_ in ("pobj", "pcomp") for o in _other_of(annotated, c)]
    phrase = verb.doc[verb.i : before.right_edge.i + 1]
    own = actors_of(annotated, subject)
    if others == own and any(c.pos_ == "PRON" for c in before.children):
        others = _person_before(annotated, verb, own)  # nobody breaks with himself
    for a, b in product(own, others):
        yield a, b, kind, phrase, 0.75


def _person_before(annotated: Annotated, verb: Token, own: list[str]) -> list[str]:
    """The person last named before a verb, other than its own subject."""
    place = annotated.syntax.span(verb)[0]
    named = [m for m in annotated.mentions if m.span[1] <= place and m.actor not in own]
    persons = [m.actor for m in named if _is_person(annotated, m.actor)]
    return persons[-1:]


def _by_object(annotated: Annotated, verb: Token, kind: RelationKind) -> Iterator[Declared]:
    """ "Colombo defied India", "Egypt echoed Jordan's call", "Chile joined Peru in condemning"."""
    subject = subject_of(verb)
    things = [c for c in verb.children if c.dep_ == "dobj"]
    if subject is None or not things:
        return
    if lemma(verb) in ("join", "follow") and not any(c.dep_ == "prep" and c.lower_ == "in" for c in verb.children):
        return
    phrase = verb.doc[verb.i : things[0].right_edge.i + 1]
    for a, b in product(actors_of(annotated, subject), _other_of(annotated, things[0])):
        yield a, b, kind, phrase, 0.7


def _other_of(annotated: Annotated, noun: Token) -> list[str]:
    """The actor that a phrase names, or whose it is: "Paris", "that of Paris", "the Greek claim"."""
    if noun.lower_ in ("that", "those"):
        noun = next((n for c in noun.children if c.lower_ == "of" for n in c.children if n.dep_ == "pobj"), noun)
    renamed = [a for c in noun.children if c.dep_ == "appos" for a in actors_of(annotated, c)]
    if renamed:  # "its neighbour Panama"
        return renamed
    owner = owner_of(annotated, noun)
    return actors_of(annotated, noun) or ([owner] if owner else []) or _owners(annotated, noun)


def _among(annotated: Annotated, verb: Token, kind: RelationKind, phrase: TokenSpan) -> Iterator[Declared]:
    """Parties of a verb: its subject, and whom it is "with" or "from"."""
    subject = subject_of(verb)
    own = _other_of(annotated, subject) if subject is not None else []
    others: list[str] = []
    for c in verb.subtree:
        if c.dep_ == "prep" and c.lower_ in ("with", "from") and c.head.i in {verb.i, *(x.i for x in verb.subtree)}:
            for below in c.children:
                if below.dep_ == "pobj" and (c.head == verb or _ends_adverbial(c.head)):
                    others += _other_of(annotated, below)
    pairs = product(own, others) if others else combinations(own, 2)
    for a, b in pairs:  # "A and B sided with C" says nothing of A and B
        yield a, b, kind, phrase, 0.75


def _ends_adverbial(word: Token) -> bool:
    """Whether a noun closes a phrase like "at odds", so that its "with" is the verb's."""
    return word.lower_ in {phrase.split()[-1] for kind in _KINDS for phrase in table.words(kind, "adverbials")}


def _set_against(annotated: Annotated, token: Token, length: int, kind: RelationKind) -> Iterator[Declared]:
    """ "Unlike Japan, South Korea favours talks"."""
    last = token.doc[token.i + length - 1]
    others = [o for c in last.children if c.dep_ == "pobj" for o in _other_of(annotated, c)]
    host = _host(token)
    subject = subject_of(host)
    if subject is None or not others:
        return
    for a, b in product(actors_of(annotated, subject), others):
        yield a, b, kind, token.doc[token.i : last.right_edge.i + 1], 0.65


def _contrasted(annotated: Annotated) -> Iterator[Declared]:
    """Two positions set against each other: "while B insists", "whereas", "; B does not", "by contrast"."""
    doc = annotated.syntax.doc
    for token in doc:
        if token.lower_ in ("while", "whereas") and token.dep_ in ("mark", "advmod"):
            clause, main = token.head, token.head.head
            if clause.dep_ == "advcl" and all(_takes_a_stand(v) for v in (clause, main)):
                phrase = doc[token.i : clause.i + 1] if clause.i > token.i else doc[token.i : token.i + 1]
                yield from _two_subjects(annotated, main, clause, phrase, 0.6)
        elif lemma(token) == "do" and token.dep_ != "aux" and any(c.dep_ == "neg" for c in token.children):
            first = next((c for c in token.children if c.dep_ == "ccomp" and c.i < token.i), token.head)
            subject = subject_of(token)
            if first != token and subject is not None and doc[subject.left_edge.i - 1].text in (";", ","):
                yield from _two_subjects(annotated, first, token, doc[subject.left_edge.i : token.i + 2], 0.6)
        elif length := _phrase(token, "contrast"):
            after = token.i + length < len(doc) and doc[token.i + length].lower_ in ("to", "with")
            host = _host(token)
            if not after and not _tells_a_fact(host):
                subject = subject_of(host)
                mine = actors_of(annotated, subject) if subject is not None else []
                for a, b in product(_before(annotated, host), mine):
                    if _is_person(annotated, a) == _is_person(annotated, b):
                        yield a, b, "diverge", doc[token.i : token.i + length], 0.65


def _tells_a_fact(verb: Token) -> bool:
    """Whether a clause only says what somebody is or has: no position that another's could be set against."""
    return lemma(verb) in ("be", "have", "account") and any(c.dep_ in ("dobj", "attr") for c in verb.children)


def _two_subjects(
    annotated: Annotated, first: Token, second: Token, phrase: TokenSpan, confidence: float
) -> Iterator[Declared]:
    one, other = subject_of(first), subject_of(second)
    if one is None or other is None or one == other:
        return
    for a, b in product(actors_of(annotated, one), actors_of(annotated, other)):
        yield a, b, "diverge", phrase, confidence


def _takes_a_stand(verb: Token) -> bool:
    """Whether a verb says what its subject wants, thinks or claims."""
    kinds = {cue.kind for cue in senses(lemma(verb), "verb")} | {cue.kind for cue in senses(lemma(verb), "phrasal")}
    return bool(kinds - {"discuss", "learn", "show", "cite", "refer", "estimate"}) and verb.tag_ != "VBG"


def _before(annotated: Annotated, verb: Token) -> list[str]:
    """Who the sentence before is about: the other side of a contrast.

    Where the contrast opens a paragraph, who the paragraph before is about, by its first sentence.
    """
    start = verb.sent.start
    if not start:
        return []
    segment = annotated.syntax.segment(start - 1)
    if annotated.syntax.segment(start) is segment:
        other = annotated.syntax.sentence(start - 1).root
    else:
        other = next(s.root for s in annotated.syntax.doc.sents if annotated.syntax.segment(s.start) is segment)
    subject = subject_of(other)
    return actors_of(annotated, subject)[:1] if subject is not None else []


def _is_person(annotated: Annotated, actor: str) -> bool:
    return annotated.actors[actor].kind == "person"


def _host(token: Token) -> Token:
    """The verb that an adverbial belongs to."""
    return next((t for t in (token, *token.ancestors) if t.pos_ in ("VERB", "AUX")), token.sent.root)


def _phrase(token: Token, *path: str) -> int:
    """Number of words of the phrase of a list that begins at a token, 0 where none does."""
    known = table.phrases_of(*path)
    rests = known.get(token.lower_) or (known.get(lemma(token)) if token.pos_ == "VERB" else None)
    for rest in rests or ():
        if tuple(t.lower_ for t in token.doc[token.i + 1 : token.i + 1 + len(rest)]) == rest:
            return 1 + len(rest)
    return 0


def _told(verb: Token) -> bool:
    """Whether a clause is told as being so: no "might", no "if", no "needs to"."""
    if any(c.dep_ == "aux" and c.lower_ in _OPEN for c in verb.children):
        return False
    if verb.dep_ == "xcomp" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return lemma(verb.head) in _DONE
    return not any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in verb.children)


def _denied(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _other(kind: RelationKind) -> RelationKind:
    return "converge" if kind == "diverge" else "diverge"


def _same_side(annotated: Annotated, a: str, b: str) -> bool:
    """Whether one belongs to the other: a minister and the government that he serves are no two parties."""
    first, second = annotated.actors.get(a), annotated.actors.get(b)
    return bool(
        (first and any(m.actor == b for m in first.memberships))
        or (second and any(m.actor == a for m in second.memberships))
    )
