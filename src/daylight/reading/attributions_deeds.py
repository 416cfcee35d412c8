"""Decisions and refusals that are narrated as behaviour: "is not returning to the talks", "will not send troops"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from daylight.knowledge import cues
from daylight.knowledge.cues import lemma
from daylight.reading.attributions import Found, Tokens
from daylight.reading.attributions_sources import can_hold, noun_phrase, subject_of, subtree
from daylight.reading.attributions_verbs import cue_tokens

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"ROOT", "conj", "relcl", "advcl", "ccomp"})
_SUPPOSED = frozenset({"if", "unless", "whether", "until", "once", "should"})
_CONFIDENCE = 0.45


def by_deeds(tokens: Iterable[Token]) -> Iterator[Found]:
    """Attributions by what an actor will not do, is not doing or did not do.

    What somebody will not do or is not doing is a refusal where he could do it at will (`deeds: withheld` of
    cues.yaml); what he did not do is one only where taking part is expected (`deeds: missed`). Some verbs say by
    themselves that he keeps away or breaks off (`deeds: shunned`).
    """
    for verb in tokens:
        if verb.pos_ == "VERB" and verb.dep_ in _CLAUSES and _refuses(verb):
            subject = subject_of(verb)
            content = _content(verb)
            if subject is None or len(content) < 2 or not can_hold(subject, "want"):
                continue
            source = frozenset(i for i in noun_phrase(subject) if i < verb.i)
            cue = cue_tokens(verb)
            yield Found(cue, source, content - cue - source, "refuse", _CONFIDENCE, head=verb.i)


def _refuses(verb: Token) -> bool:
    if any(c.dep_ == "mark" and c.lower_ in _SUPPOSED for c in verb.children):
        return False
    word = lemma(verb)
    if not any(c.dep_ == "neg" for c in verb.children):
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        shunned = word in cues.words("deeds", "shunned") or (word in cues.words("deeds", "taken_back") and _offer(verb))
        return shunned and not passive and verb.tag_ not in ("VBG", "VB")
    helpers = {lemma(c): c for c in verb.children if c.dep_ == "aux"}
    if {"will", "wo", "would"} & set(helpers) or (verb.tag_ == "VBG" and "be" in helpers):
        return word in cues.words("deeds", "withheld")
    return ("do" in helpers or "have" in helpers) and word in cues.words("deeds", "missed")


def _offer(verb: Token) -> bool:
    return any(c.dep_ == "dobj" and lemma(c) in cues.words("deeds", "offers") for c in verb.children)


def _content(verb: Token) -> Tokens:
    """What stands behind the verb and hangs on it, without coordinated verbs and without what another clause tells.

    Of what somebody takes back or breaks off it is the thing alone.
    """
    if not any(c.dep_ == "neg" for c in verb.children) and (thing := [c for c in verb.rights if c.dep_ == "dobj"]):
        return subtree(thing[0])
    parts = [
        subtree(c)
        for c in verb.rights
        if c.dep_ not in ("conj", "cc", "punct", "neg", "aux") and not (c.dep_ == "advcl" and _aside(c))
    ]
    return frozenset().union(*parts)


def _aside(clause: Token) -> bool:
    """Whether a clause behind a verb says why or against what: "because …", "although …", ", calling it …"."""
    return clause.tag_ == "VBG" or any(
        c.dep_ == "mark" and c.lower_ in ("because", "although", "though", "while", "as", "since")
        for c in clause.children
    )
