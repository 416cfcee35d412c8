"""What events are called, "the Twelve-Day War", "Operation Serval", and which words only refer back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.reading.event_triggers import Trigger

_NAMED = frozenset({"ASSAULT", "MOBILIZE", "AID", "COERCE", "RETREAT", "PROTEST"})
"""Types of acts that are given names."""
_NEAR = 12
"""Words around a trigger in which "Operation …" is its name."""


def name_of(trigger: Trigger, type_: str) -> str | None:
    """The proper name of the event that a trigger tells of, without its article; None where it has none.

    A capitalised noun with capitalised words in front is a name ("Twelve-Day War", "Lilac Revolution"), and so is
    "Operation …" in the same sentence close by: as the object, in brackets or behind a dash.
    """
    if type_ not in _NAMED:
        return None
    noun = trigger.head if trigger.verb is None else trigger.thing
    if noun is not None and (title := title_of(noun)):
        return title
    anchor = trigger.verb if trigger.verb is not None else trigger.head
    near = [t for t in anchor.sent if t.text == "Operation" and abs(t.i - anchor.i) <= _NEAR]
    return next((name for t in near if (name := _operation(t))), None)


def is_operation(token: Token) -> bool:
    """Whether a noun is the last word of "Operation …"."""
    return token.pos_ == "PROPN" and any(c.text == "Operation" and c.i < token.i for c in token.children)


def is_definite(noun: Token) -> bool:
    """Whether a noun refers to something known: "the strike", "this war", "the June campaign"."""
    return any(c.lower_ in ("the", "this", "that", "these", "those") for c in noun.children if c.dep_ == "det")


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are of one event, however they are written."""
    return bool(one and other) and _plain(one or "") == _plain(other or "")


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("-", " ").split())


def title_of(noun: Token) -> str | None:
    """The capitalised words that a noun ends, where they are a name: "Twelve-Day War"."""
    doc, first = noun.doc, noun.i
    if not noun.text[:1].isupper() or noun.i == noun.sent.start:
        return None
    while first > noun.sent.start and (doc[first - 1].text[:1].isupper() or doc[first - 1].text in ("-", "–")):
        first -= 1
    words = doc[first : noun.i + 1]
    told = [t for t in words[:-1] if not t.is_punct and t.ent_type_ not in ("NORP", "PERSON")]
    return words.text if told and words[0].text != "-" else None


def _operation(token: Token) -> str | None:
    doc, last = token.doc, token.i
    while last + 1 < len(doc) and doc[last + 1].text[:1].isupper():
        last += 1
    return doc[token.i : last + 1].text if last > token.i else None
