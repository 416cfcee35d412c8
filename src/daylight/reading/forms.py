"""Forms: what the form of a content tells of its act: modals, idioms, performed verbs, harm, blame, metaphor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.acts import acts
from daylight.knowledge.cues import Cue, sense
from daylight.knowledge.idioms import idiom_of
from daylight.knowledge.operators import operators
from daylight.reading.claims import Claim
from daylight.reading.predicates import auxiliaries, negated, subject_of
from daylight.records import Act

if TYPE_CHECKING:
    from spacy.tokens import Token

_STATES = frozenset({"be", "have", "need", "belong", "want", "know", "remain", "believe", "think", "mean"})


def undoes_until(claim: Claim, root: Token) -> bool:
    """Whether something is stopped or held back until or unless somebody does something."""
    particles = [c.lower_ for c in root.children if c.dep_ == "prt"]
    table = operators()
    undone = root.lemma_.lower() in table.turning or any(
        f"{root.lemma_.lower()} {p}" in table.phrases for p in particles
    )
    return undone and bool({"until", "unless"} & {t.lower_ for t in claim.tokens})


def reprisal(claim: Claim) -> bool:
    """Whether a deed is said to amount to war or to be answered: "any attack would be met with force"."""
    if not (future(claim.core) or speculates(claim.core)) or subject_of(claim.core) is None:
        return False
    words = f" {' '.join(t.lemma_.lower() for t in claim.tokens if t.i >= claim.core.i - 3)} "
    return any(f" {phrase} " in words for phrase in acts().reprisal)


def metaphor(root: Token) -> bool:
    """Whether something is said not to be a thing that nobody said it was ("is not a toy", "is not for sale")."""
    subject = subject_of(root)
    things = [c for c in root.children if c.dep_ == "attr" and c.pos_ == "NOUN"]
    indefinite = any(
        any(g.lower_ in ("a", "an") for g in c.children) and (subject is None or subject.lemma_ != c.lemma_)
        for c in things
    )
    sold = any(c.lower_ == "for" and any(g.lower_ == "sale" for g in c.children) for c in root.children)
    return indefinite or sold


def belittles(claim: Claim) -> bool:
    """Whether a thing is said to be less than it seems ("little more than a show")."""
    words = f" {' '.join(t.lower_ for t in claim.tokens)} "
    return any(f" {phrase} " in words for phrase in acts().belittling)


def announced(claim: Claim) -> bool:
    """A deed announced as a noun ("announced a withdrawal") is decided."""
    if claim.cue is None or claim.root.pos_ != "NOUN":
        return False
    announced = {"announce", "declare", "unveil", "impose", "order"} & {t.lemma_.lower() for t in claim.cue}
    return bool(announced) and claim.tokens[0].pos_ != "SCONJ"


def performed(claim: Claim, root: Token) -> Act | None:
    """The act of a verb that the holder says he does himself: "we reject", "I am calling for"."""
    if any(c.tag_ == "MD" for c in auxiliaries(root)):
        return None
    table = acts()
    subject = subject_of(root)
    reported = subject is not None and subject.lower_ in ("he", "she", "it", "they")
    finished = root.morph.get("Tense", []) == ["Past"] and not any(c.dep_ == "aux" for c in root.children)
    if finished and not (reported and root.lemma_.lower() in table.minding):
        return None
    word = root.lemma_.lower()
    no = negated(root)
    if (idiom := idiom_at(root)) is not None and not no and idiom.kind != "criticise":
        meant = table.kinds.get(idiom.kind, "content")
        return None if meant == "content" else meant  # type: ignore[return-value]
    if word in ("recognise", "recognize", "accept", "tolerate", "agree", "support", "allow") and no:
        return "reject"
    if word in table.refusal:
        return "accept" if no else "reject"
    if word in table.assent:
        return "agree" if word == "agree" else "accept"
    if word in table.commend:
        return "praise"
    if word in ("condemn", "deplore", "denounce"):
        return "criticise"
    if word in ("demand", "insist", "urge", "call"):
        return "demand"
    if word in ("ask", "request", "appeal"):
        return "request"
    if word in ("propose", "recommend", "suggest"):
        return "propose"
    if word in ("promise", "pledge", "vow", "commit"):
        return "promise"
    if word in ("warn", "fear", "worry"):
        return "warn"
    if word in ("doubt", "question"):
        return "doubt"
    if word in ("decide", "resolve") or word in table.planning:
        return "reject" if no else "decide"
    cue = sense(word, "verb", "to" if any(c.dep_ == "xcomp" for c in root.children) else "clause")
    named = table.kinds.get(cue.kind, "content") if cue is not None else "content"
    return None if named == "content" or no else named  # type: ignore[return-value]


def idiom_at(root: Token) -> Cue | None:
    """A turn of phrase that begins at a predicate."""
    near = [t for t in (root, *root.subtree) if root.i <= t.i <= root.i + 4]
    return idiom_of([(t.lemma_.lower(), t.lower_) for t in sorted(set(near), key=lambda t: t.i)])


def deontic(root: Token) -> bool:
    table = acts()
    for token in (root, root.head if root.dep_ == "xcomp" else root):
        if any(c.lower_ in table.deontic for c in auxiliaries(token)):
            return True
        if token.lemma_.lower() in ("need", "have") and any(
            c.dep_ == "xcomp" and any(g.lower_ == "to" for g in c.children) for c in token.children
        ):
            return True
    return False


def subjunctive(claim: Claim) -> bool:
    """A bare verb with its own subject after "that": "that Israel support diplomacy"."""
    subject = subject_of(claim.root)
    if subject is not None and any(c.lower_ == "be" and c.tag_ == "VB" for c in claim.root.children):
        return not any(c.dep_ == "aux" for c in claim.root.children)
    if subject is None or claim.root.tag_ not in ("VB", "VBP") or claim.root.morph.get("Tense", []) == ["Past"]:
        return False
    if any(c.dep_ == "aux" for c in claim.root.children):
        return False
    singular = subject.tag_ in ("NN", "NNP") and not any(c.dep_ == "conj" for c in subject.children)
    past = claim.cue is not None and any(t.tag_ in ("VBD", "VBN") for t in claim.cue)
    wanting = (
        claim.cue is not None and claim.sense is not None and claim.sense.word in ("insist", "urge", "ask", "suggest")
    )
    return claim.root.tag_ == "VB" or (
        claim.root.tag_ == "VBP" and (singular or (wanting and (past or claim.root.lemma_.lower() not in _STATES)))
    )


def imperative(claim: Claim) -> bool:
    return not any(c.dep_ in ("aux", "mark") for c in claim.root.children) and claim.root.i - claim.tokens.start <= 2


def infinitive(root: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in root.children)


def future(root: Token) -> bool:
    table = acts()
    if any(c.lower_ in table.future for c in auxiliaries(root)):
        return True
    return root.lower_ == "going" and any(c.dep_ == "xcomp" for c in root.children)


def acted(root: Token) -> set[str]:
    """Lemmas of a predicate and of what it is going to do."""
    return {root.lemma_.lower(), *(c.lemma_.lower() for c in root.children if c.dep_ == "xcomp")}


def ready(root: Token) -> bool:
    table = acts()
    return root.lower_ in table.ready or any(
        c.dep_ in ("acomp", "attr") and c.lower_ in table.ready for c in root.children
    )


def speculates(root: Token) -> bool:
    return any(c.lower_ in ("could", "might", "may", "would") for c in auxiliaries(root))


def harms(claim: Claim, root: Token) -> bool:
    table = acts()
    near = {root.lemma_.lower(), *(c.lemma_.lower() for c in root.children if c.dep_ in ("xcomp", "conj", "ccomp"))}
    if near & table.harm:
        return True
    goods = {t.lemma_.lower() for c in root.children if c.dep_ in ("dobj", "attr", "nsubj", "prep") for t in c.subtree}
    return root.lemma_.lower() in table.light_verbs and bool(goods & table.harm_nouns)


def blames(claim: Claim, root: Token, own: bool) -> bool:
    if own or speculates(root):
        return False
    table = acts()
    verbs = {root.lemma_.lower(), *(c.lemma_.lower() for c in root.children if c.dep_ in ("conj", "xcomp"))}
    subject = subject_of(root)
    return bool(verbs & table.blame) and subject is not None and not negated(root)
