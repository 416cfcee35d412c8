"""What a demand, a refusal, an agreement or a threat is about: the trigger that frames another, and its mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.event_triggers import Sense
from daylight.knowledge.event_words import words
from daylight.reading.event_triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

CONTENT = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
"""Types whose trigger frames another act as its content."""


def outer_of(trigger: Trigger, by_token: dict[int, Trigger]) -> Trigger | None:
    """The trigger that this one is the content of: "threatened to attack", "called for sanctions", "refused talks"."""
    token = trigger.verb or trigger.head
    mine = {word.i for word in trigger.words}
    for _ in range(4):
        head = token.head
        if head.i == token.i:
            return None
        other = by_token.get(head.i)
        if other is not None and head.i not in mine:
            if other.sense.type not in CONTENT or other is trigger:
                return None
            if trigger.verb is not None and token.dep_ in ("xcomp", "ccomp", "acl", "pcomp", "advcl", "prep", "conj"):
                if token.dep_ == "advcl" and any(
                    c.lower_ in ("after", "as", "while", "when", "because", "since", "before")
                    for c in token.children
                    if c.dep_ in ("mark", "advmod")
                ):
                    return None
                if token.dep_ == "advcl" and token.tag_ != "VB":
                    return None
                if token.dep_ == "conj" and head.i in {w.i for w in other.words}:
                    return None
                demanded = other.verb is None and any(c.lower_ == "that" for c in token.children if c.dep_ == "mark")
                if token.dep_ == "acl" and token.tag_ not in ("VB",) and not demanded:
                    return None
                return other
            if trigger.verb is None and token.dep_ in (
                "dobj",
                "pobj",
                "prep",
                "nsubjpass",
                "conj",
                "compound",
                "dative",
            ):
                if other.verb is None and other.sense.type == "AGREE":
                    return other if token.dep_ in ("prep", "compound", "pobj") else None
                return other if _is_content(trigger, token, other) else None
            return None
        if token.dep_ not in ("xcomp", "ccomp", "prep", "pobj", "pcomp", "dobj", "conj", "acl"):
            return None
        if token.dep_ == "conj" and trigger.verb is not None and token.head.pos_ not in ("VERB", "AUX"):
            return None
        token = head
    return None


def _is_content(trigger: Trigger, token: Token, other: Trigger) -> bool:
    """Whether a noun is what is demanded or refused, not when or because of what: "called for talks", not "after
    talks"."""
    if token.dep_ == "prep":
        return token.lower_ in ("for", "to", "of", "with", "against", "on") and not (
            token.lower_ in ("on", "to", "with", "against") and other.sense.type in ("AGREE",)
        )
    return True


def content_mode(type_: str, content: Sense) -> str | None:
    """The mode of a demand, refusal or threat by what is demanded, refused or threatened."""
    if type_ == "THREATEN":
        if content.type in ("ASSAULT", "MOBILIZE"):
            return "violence"
        if content.type == "COERCE":
            return {"arrest": "arrest", "deport": "expel", "seize": "territory"}.get(content.mode or "", "restrict")
        if content.type == "SANCTION":
            return {"expel": "expel", "convict": "arrest"}.get(content.mode or "", "relations")
        return "relations" if content.type in ("REJECT", "RETREAT") else None
    if content.type in ("AID", "SUPPORT", "COOPERATE"):
        return "assist"
    if content.type == "CONSULT":
        return "meet"
    if content.type in ("RETREAT", "CONCEDE"):
        return "yield"
    return "change" if type_ in ("REQUEST", "REJECT") else None


def mode_of_plain_content(trigger: Trigger) -> str | None:
    """The mode of a demand or refusal whose content tells of no event: a change of some kind, or help."""
    verb = trigger.verb
    assert verb is not None
    names = {t.lemma_.lower() for c in verb.children if c.i > verb.i for t in (c, *c.children)}
    for mode in ("meet", "assist", "yield"):
        if names & words(f"asked_to_{mode}"):
            return mode
    clause = any(c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > verb.i for c in verb.children)
    return "change" if clause or names & words("asked_to_change") else None
