"""Whose words a coordinated verb's are, and which inner verbs only complete an outer cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from daylight.knowledge import cues
from daylight.knowledge.cues import lemma
from daylight.reading.attributions import Found
from daylight.reading.attributions_sources import can_hold, has_subject, is_infinitive, noun_phrase, subject_of, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.language.syntax import Syntax

_TOWARDS_OTHERS = frozenset(
    {"demand", "urge", "ask", "call", "order", "propose", "promise", "warn", "threaten", "criticise"}
)
"""Kinds of cue that an infinitive of purpose may have: "travelled to Cairo to press Egypt to open the border"."""


def rescoped(syntax: Syntax, found: Sequence[Found]) -> list[Found]:
    """Attributions with coordinated cues given to the outer speaker where they are his, without mere completions.

    Parameters
    ----------
    syntax : Syntax
    found : sequence of Found
        As read cue by cue.
    """
    by_head = {item.head: item for item in found}
    out: list[Found] = []
    for item in found:
        verb = syntax.doc[item.head]
        if verb.pos_ in ("VERB", "AUX") and _completes(verb, item, by_head):
            continue
        outer = _outer_speaker(verb, by_head)
        if outer is not None:
            item = replace(item, source=outer.source, confidence=max(item.confidence, 0.9 * outer.confidence))
        elif (subject := _reported_subject(verb)) is not None:
            item = replace(item, source=noun_phrase(subject) - item.cue)
        out.append(item)
    taken = {
        item.head: subtree(syntax.doc[item.head]) for item in out if _outer_speaker(syntax.doc[item.head], by_head)
    }
    return [_without_coordinated(syntax, item, taken) for item in out]


def parted(syntax: Syntax, found: Sequence[Found]) -> list[Found]:
    """Attributions whose content coordinates clauses of different force, taken apart: one attribution for each clause.

    "Kenya said it would send police but would not pay for them" promises one thing and refuses another; a list of
    demands, or of things said to be so, stays together. All parts keep the cue.
    """
    out: list[Found] = []
    for item in _siblings(syntax, found):
        rest = item
        for clause in _clauses_of_other_force(syntax, item):
            own = frozenset(i for i in subtree(clause) if i in rest.content)
            before = {i for i in (min(own) - 1, min(own) - 2) if syntax.doc[i].dep_ == "cc" or syntax.doc[i].is_punct}
            kept = rest.content - own - before
            if _words(syntax, own) >= _SHORTEST <= _words(syntax, kept):
                out.append(item.with_content(own))
                rest = rest.with_content(kept)
        out.append(rest)
    return out


def _siblings(syntax: Syntax, found: Sequence[Found]) -> list[Found]:
    """Contents cut before a coordinated cue of the same speaker: "added that it would go on and demanded that …"."""
    out = []
    for item in found:
        for other in found:
            same = other.source and other.source == item.source and not other.source & item.content
            if same and other.cue and item.head < other.head and other.head in item.content:
                joint = next((i for i in range(other.head, item.head, -1) if syntax.doc[i].dep_ == "cc"), other.head)
                kept = frozenset(i for i in item.content if i < joint)
                if _words(syntax, kept) >= _SHORTEST:
                    item = item.with_content(kept)
        out.append(item)
    return out


_SHORTEST = 3
"""Words that a clause has at least which becomes an attribution of its own."""


def _clauses_of_other_force(syntax: Syntax, item: Found) -> list[Token]:
    """Clauses coordinated with the main one of a content that do something else with it, the last one first."""
    if item.author_voice or item.kind not in _RELAYING:
        return []
    top = [syntax.doc[i] for i in item.content if syntax.doc[i].head.i not in item.content]
    root = next((t for t in sorted(top, key=lambda t: -len(list(t.subtree))) if t.pos_ in ("VERB", "AUX")), None)
    if root is None or item.head in range(root.i, root.right_edge.i + 1):
        return []
    clauses, last = [], root
    for clause in root.conjuncts:
        if clause.pos_ not in ("VERB", "AUX") or clause.i not in item.content or clause.i < root.i:
            continue
        joined = [t.lower_ for t in syntax.doc[last.i : clause.i] if t.dep_ == "cc"]
        if (force := _force(clause)) and force != _force(last) and "or" not in joined[-1:]:
            clauses.append(clause)
        last = clause if force else last
    return clauses[::-1]


_RELAYING = frozenset({"", "say", "tell", "assert", "acknowledge", "think", "warn", "point"})
_DEONTIC = frozenset({"must", "should", "ought", "need"})


def _force(clause: Token) -> tuple[str, bool] | None:
    """What a clause does, by its modal: what will or will not be done, what must be, or what is so; None: it has no
    finite form of its own and shares that of the clause before it."""
    modal = next((c.lower_ for c in clause.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
    negated = any(c.dep_ == "neg" for c in clause.children)
    if modal in _DEONTIC:
        return "must", negated
    if modal in ("will", "would", "'ll", "’ll", "'d", "’d", "wo", "shall"):
        return "will", negated
    if modal or clause.tag_ in ("VBZ", "VBP", "VBD") or has_subject(clause):
        return "is", False
    return None


def _words(syntax: Syntax, tokens: frozenset[int]) -> int:
    return sum(syntax.doc[i].is_alpha for i in tokens)


def _completes(verb: Token, item: Found, by_head: dict[int, Found]) -> bool:
    """Whether an infinitive only completes an outer cue ("willing to consider") or is no speech toward others."""
    if not is_infinitive(verb):
        return False
    if verb.dep_ in ("xcomp", "acl", "ccomp"):
        governor = verb.head
        if any(c.dep_ == "auxpass" for c in governor.children) and item.kind in _TOWARDS_OTHERS:
            return False  # "is said to have urged Chad to stop"
        if verb.dep_ == "xcomp" and lemma(governor) in cues.words("raising"):
            return False  # "has begun to study"
        return governor.i in by_head or verb.dep_ == "acl" or item.kind not in _TOWARDS_OTHERS
    return verb.dep_ == "advcl" and item.kind not in _TOWARDS_OTHERS


def _outer_speaker(verb: Token, by_head: dict[int, Found]) -> Found | None:
    """The outer attribution whose speaker a coordinated cue without subject belongs to.

    "Officials acknowledge X was meant to Y, and claim Z": the parser joins "claim" to "was", but its form is that of
    "acknowledge", or what "was" has for a subject cannot claim.
    """
    if verb.dep_ != "conj" or verb.pos_ not in ("VERB", "AUX") or has_subject(verb):
        return None
    inner = verb.head
    if inner.dep_ != "ccomp" or inner.head.i not in by_head or inner.head.i > verb.i:
        return None
    outer = inner.head
    subject = subject_of(inner)
    speechless = subject is not None and not can_hold(subject, "want")
    same_form = _form(verb) == _form(outer) != _form(inner)
    return by_head[outer.i] if speechless or same_form else None


def _reported_subject(verb: Token) -> Token | None:
    """ "reporting Iran asks for X, but would allow Y": a finite verb joined to a participle is part of the report."""
    head = verb.head
    if verb.dep_ != "conj" or head.tag_ != "VBG" or has_subject(verb) or _form(verb) == "VBG":
        return None
    reported = [c for c in head.children if c.dep_ == "ccomp" and c.i < verb.i]
    return subject_of(reported[-1]) if reported and has_subject(reported[-1]) else None


def _form(verb: Token) -> str:
    """Tag of the finite word of a verb group, perfect tenses apart."""
    finite = [c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.tag_ in ("MD", "VBZ", "VBP", "VBD")]
    if not finite or lemma(finite[0]) == "do":
        return verb.tag_
    return finite[0].tag_ + (" perfect" if lemma(finite[0]) == "have" else "")


def _without_coordinated(syntax: Syntax, item: Found, taken: dict[int, frozenset[int]]) -> Found:
    """A content without the coordinated cues that are the speaker's own, and without their conjunction."""
    content = item.content
    for head, tokens in taken.items():
        if head != item.head and tokens < content and item.head == syntax.doc[head].head.head.i:
            content -= tokens
            content -= {
                i for i in (min(tokens) - 1, min(tokens) - 2) if syntax.doc[i].dep_ == "cc" or syntax.doc[i].is_punct
            }
    return item if content == item.content else item.with_content(content)
