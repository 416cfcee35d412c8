"""Words of a drafted model: options named by the phrases of a condition, and sentences short enough for a comment."""

from __future__ import annotations

import re
from typing import NamedTuple

from daylight.records import Condition, DocumentRecord

MAX_WORDS = 10
MIN_WORDS = 3
MAX_SENTENCE = 280

_LINK = re.compile(r"\(?https?://\S+\)?")
_OPENING = re.compile(
    r"^(?:(?:if|unless|before|until|once|should|when|whenever|as long as|provided|in case|after|without|that"
    r"|to|and|or|but|then)\b[\s,]*)+",
    re.I,
)
_DAY = re.compile(r"^(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day[\s,]+", re.I)
_UNLESS = re.compile(r"\b(?:unless|without|until)\b", re.I)
_REFUSES = re.compile(r"\b(?:not|never|no|won['’]t|cannot|can['’]t)\b", re.I)
_VAGUE = re.compile(r"^(?:it|this|that|he|she|they|one|we|i)\b", re.I)


class Parts(NamedTuple):
    """The two parts of a condition as names of options."""

    premise: str
    response: str
    unless: bool
    """Whether the response comes where the premise does not."""
    refuses: bool
    """Whether the response is that the actor does not do it."""


def options_of_condition(record: DocumentRecord, condition: Condition) -> Parts | None:
    """The parts of a condition; None where one is missing, or too vague to stand for itself."""
    if condition.then is None:
        return None
    text = record.document.text
    before = text[max(0, condition.if_[0] - 12) : condition.if_[1]]
    opening = before[: 12 + 8]
    premise, response = text[slice(*condition.if_)], text[slice(*condition.then)]
    refuses = bool(_REFUSES.search(" ".join(response.split()[:6])))
    names = phrase(premise), phrase(_REFUSES.sub("", response, count=1) if refuses else response)
    if any(len(name.split()) < MIN_WORDS or _VAGUE.match(name) for name in names) or names[0] == names[1]:
        return None
    return Parts(*names, unless=bool(_UNLESS.search(opening)), refuses=refuses)


def phrase(text: str) -> str:
    """A passage as the name of an option: no links, quotation marks or conjunctions in front, ten words at most."""
    plain = " ".join(_LINK.sub(" ", text).split())
    plain = "".join(letter for letter in plain if letter.isprintable() and letter not in '"“”„«»…')
    plain = _DAY.sub("", _OPENING.sub("", plain)).strip(" .,;:!?-–—'’()[]")
    words = plain.split()
    return " ".join(words[:MAX_WORDS]).rstrip(",;:") + (" …" if len(words) > MAX_WORDS else "")


def sentence(text: str) -> str:
    """A passage on one line, printable, cut at 280 characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in _LINK.sub(" ", text)).split())
    return line if len(line) <= MAX_SENTENCE else line[: MAX_SENTENCE - 1].rsplit(" ", 1)[0] + "…"
