"""Parts of a condition, and what a clause says of them: whether it lies ahead, is wanted, denied, only reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from daylight.knowledge import cues
from daylight.knowledge.cues import lemma
from daylight.reading.attributions import Tokens
from daylight.reading.attributions_sources import subtree

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AHEAD = {"promise", "threaten", "refuse", "intend", "demand"}
_COMMITTED = {
    "will",
    "would",
    "wo",
    "'ll",
    "’ll",
    "shall",
    "must",
    "should",
    "can",
    "could",
    "may",
    "might",
    "ca",
    "'d",
}


@dataclass(frozen=True)
class Parts:
    """An if-part and what follows from it, in tokens, with how they are joined."""

    if_: Tokens
    then: Tokens
    join: str
    """"if", "unless", "only", "before", "until", "inversion", "or-else"; see `conditions_nominal` for the others."""
    confidence: float
    verb: int = -1
    """Main verb of the consequence."""
    by: int = -1
    """Who sets it, where the form itself tells."""


def consequence(clause: Token, main: Token, own: Tokens) -> tuple[Tokens, int]:
    """The main clause without the if-part; behind a reporting verb its content is meant."""
    whole = clause_tokens(main)
    after = [c for c in main.children if c.dep_ in ("ccomp", "xcomp") and c.i > main.i and c != clause]
    after = [c for c in after if not subtree(c) & own]
    pledged = any(c.tag_ == "MD" for c in main.children) and not is_report(
        main
    )  # "would stop blocking" is itself the deed
    if is_cue(main) and after and not pledged:
        return unbroken(main, subtree(after[0]) - own, own), after[0].i
    return unbroken(main, whole - own, own), main.i


def clause_tokens(verb: Token) -> Tokens:
    """A clause without clauses coordinated to it that have a subject of their own, and without asides."""
    out = set(subtree(verb))
    for c in verb.children:
        if c.dep_ == "conj" and c.i > verb.i and any(x.dep_ in ("nsubj", "nsubjpass") for x in c.children):
            out -= subtree(c)
        elif c.dep_ == "mark" and c.lower_ == "that":
            out.discard(c.i)
        elif c.dep_ in ("parataxis",):
            out -= subtree(c)
    return frozenset(out)


def unbroken(main: Token, tokens: Tokens, own: Tokens) -> Tokens:
    """The unbroken run of tokens around the main verb, as a span can hold it: it ends where the if-part stands."""
    if not tokens:
        return tokens
    low, high = min(own), max(own)
    left = frozenset(i for i in tokens if i < low)
    right = frozenset(i for i in tokens if i > high)
    if left and right:
        chosen = left if main.i in left else right
        return chosen if len(chosen) >= 2 else max(left, right, key=len)
    return left or right


def committed(verb: Token) -> Token:
    """The verb that a condition bears on: above a past relative clause ("refuses to lift curbs it set unless").

    And above a pursuit that "would stop" or "would consider" governs.
    """
    while verb.dep_ == "xcomp" and verb.tag_ == "VBG" and any(c.tag_ == "MD" for c in verb.head.children):
        verb = verb.head
    while verb.dep_ in ("relcl", "acl") and not lies_ahead(verb):
        above = next((t for t in verb.ancestors if t.pos_ in ("VERB", "AUX")), None)
        if above is None:
            break
        verb = above
    return verb


def told_of(main: Token, mark: Token) -> Token:
    """What is said, where a condition stands behind the reporting clause: "no loan will come, he said, before"."""
    if not is_report(main):
        return main
    return next((c for c in main.children if c.dep_ == "ccomp" and c.i < main.i < mark.i), main)


def is_denied(verb: Token) -> bool:
    """Whether a clause is negated, by its verb or by a subject or object like "no train", "nobody"."""
    return any(c.dep_ == "neg" for c in verb.children) or is_none_of(verb)


def is_report(verb: Token) -> bool:
    return any("quote" in cue.takes for cue in cues.senses(lemma(verb), "verb")) and lemma(verb) not in (
        "ask",
        "wonder",
    )


def is_cue(verb: Token) -> bool:
    return bool(cues.senses(lemma(verb), "verb"))


def is_refusal(verb: Token) -> bool:
    return any(cue.kind == "refuse" for cue in cues.senses(lemma(verb), "verb"))


def is_none_of(verb: Token) -> bool:
    """ "No train will run", "nobody may cross", "will sign nothing": the denial stands in the subject or object."""
    parties = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")]
    return any(t.lower_ in ("no", "nobody", "none", "neither", "nothing") for s in parties for t in (s, *s.children))


def lies_ahead(verb: Token) -> bool:
    """Whether a clause is about what will, would or should be, or is about always; not plain past narration."""
    if any(c.dep_ in ("aux", "auxpass") and c.lower_ in _COMMITTED for c in verb.children):
        return True
    if any(c.dep_ == "aux" and c.lower_ == "did" for c in verb.children):
        return False
    if verb.tag_ == "VBN" and any(c.dep_ == "auxpass" and c.lower_ in ("is", "are") for c in verb.children):
        return True
    return verb.tag_ in ("VB", "VBP", "VBZ") or any(cue.kind in _AHEAD for cue in cues.senses(lemma(verb), "verb"))


def wanted(verb: Token) -> bool:
    """Whether the first of two ordered actions is asked for or planned: a modal, an infinitive, a subjunctive."""
    if any(c.dep_ == "aux" and (c.lower_ in _COMMITTED or c.lower_ == "to") for c in verb.children):
        return True
    if any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in verb.children):
        return True
    if verb.tag_ in ("VBN", "VBD") and verb.dep_ in ("ccomp", "xcomp") and is_wish(verb.head):
        return True  # "wants them kept in place until"
    return verb.tag_ in ("VB", "VBP") or lemma(verb) in ("need", "require")


def is_wish(verb: Token) -> bool:
    """Whether an if-clause says what somebody wants: "if Lima wants the port"."""
    return any(cue.kind == "want" for cue in cues.senses(lemma(verb), "verb")) and verb.tag_ != "VBN"


def first_verb(doc: Doc, tokens: Tokens) -> int:
    """Place of the first verb that others hang on, -1 where there is none."""
    return next((i for i in sorted(tokens) if doc[i].pos_ == "VERB" and doc[i].dep_ != "amod"), -1)
