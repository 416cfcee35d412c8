"""Predicates: the main word of a stretch of text, its subject, auxiliaries, negation and conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.acts import acts
from daylight.knowledge.operators import operators

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

CONDITION_WORDS = frozenset({"if", "unless", "once", "provided", "until"})
_ASKING = frozenset({"see", "ask", "know", "wonder", "determine", "decide", "tell", "doubt", "check", "question"})
_COPULAS = frozenset(
    {"be", "remain", "become", "constitute", "represent", "amount", "mean", "seem", "look", "sound", "prove"}
)
_BELIEF = frozenset({"think", "believe", "feel", "guess", "suppose", "know"})


def root_of(tokens: TokenSpan) -> Token:
    """The word of a stretch that the others hang on; of several a verb, then the one that governs most."""
    roots = [t for t in tokens if (t.head.i == t.i or not tokens.start <= t.head.i < tokens.end) and not t.is_punct]
    if not roots:
        return tokens[0]
    verbs = [t for t in roots if t.pos_ in ("VERB", "AUX")]
    return max(verbs or roots, key=lambda t: (t.right_edge.i - t.left_edge.i, -t.i))


def core_of(root: Token) -> Token:
    """The predicate that counts: below "it is clear that" and "I think that" the one of the clause they bring in."""
    subject = subject_of(root)
    if subject is None:
        return root
    inner = next((c for c in root.children if c.dep_ == "ccomp" and c.i > root.i), None)
    if root.lemma_.lower() == "be" and subject.lower_ == "it":
        bearers = [root, *(c for c in root.children if c.dep_ in ("attr", "acomp") and c.i > root.i)]
        clauses = [
            c for b in bearers for c in b.children if c.dep_ in ("ccomp", "acl", "relcl", "csubj") and c.i > root.i
        ]
        inner = next((c for c in clauses if finite(c)), None)
        return inner if inner is not None else root
    if inner is not None and root.lemma_.lower() in _BELIEF and subject.lower_ in ("i", "we") and not negated(root):
        return inner
    return root


def complement_of(tokens: TokenSpan, root: Token) -> list[Token]:
    """What a thing is said to be: the predicate noun or adjective, or what follows "as", with all that hangs on it.

    Empty where the content says it of nothing but a pronoun, or does not say it at all.
    """
    inside = range(tokens.start, tokens.end)
    led = next((t for t in tokens if t.lower_ == "as" and t.i > tokens.start and t.dep_ == "prep"), None)
    if led is not None and (led.head.i not in inside or led.head.i == root.i):
        return [t for t in led.subtree if t.i in inside]
    told = next((t for t in tokens if t.dep_ == "oprd" and t.i > tokens.start), None)
    if told is None:
        tops = [t for t in tokens if t.head.i not in inside and t.dep_ in ("dobj", "nsubj", "ccomp", "attr", "acomp")]
        told = tops[1] if len(tops) == 2 and tops[0].head.i == tops[1].head.i and tops[1].dep_ != "nsubj" else None
    if told is None and root.lemma_.lower() in _COPULAS:
        told = next((c for c in root.children if c.dep_ in ("attr", "acomp")), None)
    if told is None and root.pos_ == "ADJ" and any(c.dep_ == "nsubj" for c in root.children):
        return [t for t in root.subtree if t.i in inside and t.i >= root.i]
    return [t for t in told.subtree if t.i in inside] if told is not None else []


def said_of(tokens: TokenSpan, root: Token) -> frozenset[int]:
    """Places of the words that say what a thing is or brings about, where a noun names the thing.

    "The fence | is a threat to trade", "a long closure | would leave millions without food".
    """
    told = complement_of(tokens, root)
    subject = subject_of(root)
    if not told and subject is not None and root.pos_ == "VERB" and root.lemma_.lower() in acts().causing:
        told = [t for t in root.subtree if t.i > root.i and t.i < tokens.end]
    within = {t.i for t in told}
    if told and subject is not None and subject.lower_ in ("it", "this", "that"):
        return frozenset(within)
    named = [t for t in tokens if t.i not in within and t.pos_ == "NOUN" and t.lemma_.lower() not in acts().light]
    clear = [t for t in named if subject is None or t.i == subject.i or subject.is_ancestor(t) or told[:1] != [root]]
    return frozenset(within) if clear else frozenset()


def subject_of(verb: Token) -> Token | None:
    """The subject of a predicate: its own, the one it shares, or that of its modal where a parenthesis parts them."""
    for token in (verb, *verb.ancestors):
        for child in token.children:
            if child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") and child.i < token.i + 3:
                return child
        if (modal := _parted_modal(token)) is not None:
            return subject_of(modal)
        if token.dep_ not in ("conj", "xcomp"):
            return None
    return None


def auxiliaries(verb: Token) -> list[Token]:
    """Auxiliaries of a predicate, also a modal that a parenthesis parts from it ("might, if need be, use")."""
    own = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if not own and verb.dep_ == "conj":
        own = [c for c in verb.head.children if c.dep_ == "aux" and c.tag_ == "MD"]
    modal = _parted_modal(verb)
    return own if modal is None else [modal, *own]


def negated(token: Token) -> bool:
    """Whether a predicate is denied ("did not ratify", "will never")."""
    adverbs = operators().adverbs
    denials = [c for c in token.children
               if c.dep_ == "neg" or (c.dep_ in ("advmod", "preconj", "cc") and c.lower_ in adverbs)]  # fmt: skip
    return len(denials) % 2 == 1


def finite(verb: Token) -> bool:
    """Whether a verb has its own subject and is no infinitive."""
    own = any(c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for c in verb.children)
    return verb.pos_ in ("VERB", "AUX") and own and not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)


def past(verb: Token) -> bool:
    """Whether a predicate is past or perfect."""
    return verb.tag_ == "VBD" or any(c.lemma_.lower() == "have" for c in auxiliaries(verb))


def opens_condition(token: Token) -> bool:
    """Whether a word heads an if-clause; the "if" of an indirect question ("see if it holds") opens none."""
    if token.head.lemma_.lower() in _ASKING and any(c.lower_ == "if" for c in token.children):
        return False
    return token.dep_ in ("advcl", "ccomp", "prep") and any(
        child.lower_ in CONDITION_WORDS and child.dep_ in ("mark", "advmod") for child in token.children
    )


def condition_above(token: Token, tokens: TokenSpan) -> Token | None:
    """The head of the if-clause that a word of the content stands in, or None."""
    while True:
        if opens_condition(token):
            return token
        if token.head.i == token.i or not tokens.start <= token.head.i < tokens.end:
            return None
        token = token.head


def conditions_on(verb: Token) -> list[Token]:
    """Heads of the if-clauses that a predicate hangs on; "even if" is none."""
    below = [verb, *(c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "conj"))]
    clauses = [c for token in below for c in token.children if opens_condition(c)]
    measures = [c for token in below for c in token.children if c.lower_ in ("long", "soon") and c.dep_ == "advmod"]
    clauses += [c for m in measures for c in m.children if c.dep_ == "advcl"]  # "as long as", "as soon as"
    return [c for c in clauses if not any(g.lower_ == "even" for g in c.children)]


def _parted_modal(verb: Token) -> Token | None:
    """A modal before a bare verb under the same head, which the parser has not joined to it."""
    if (
        verb.tag_ not in ("VB", "VBP")
        or any(c.dep_ in ("aux", "nsubj") for c in verb.children)
        or verb.head.i == verb.i
    ):
        return None
    beside = [*verb.head.lefts, *verb.head.rights, verb.head]
    for token in beside:
        if token.tag_ == "MD" and token.dep_ != "aux" and token.i < verb.i and verb.i - token.i < 12:
            return token
    return None
