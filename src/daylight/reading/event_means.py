"""By what means a violent act was done, which is its mode where the verb leaves it open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.event_words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from daylight.reading.event_triggers import Trigger

_OPEN_VERBS = words("open_means")
"""Verbs that several means fit: "bomb" from the air or by a car, "hit", "ambush"."""
_MODES = (
    "drone",
    "suicide-attack",
    "aerial",
    "heavy-weapons",
    "crowd-control",
    "unconventional",
    "firearms",
    "explosives",
    "primitive",
)
"""Modes told by their means, the surest words first."""


def mode_by_means(trigger: Trigger, type_: str, mode: str | None) -> str | None:
    """The mode of an event with the means that its sentence names: who did it ("warplanes"), or with what.

    Other types than ASSAULT, and verbs that say by what means themselves, keep their mode.
    """
    verb = trigger.verb
    if type_ != "ASSAULT" or verb is None or (mode is not None and verb.lemma_.lower() not in _OPEN_VERBS):
        return mode
    named = set(_named(verb))
    return next((found for found in _MODES if named & words(f"means_{found}")), mode)


def _named(verb: Token) -> Iterator[str]:
    """Lemmas, and pairs of them, of the subject, the agent, the object, and what stands behind "with", "by", "in"."""
    for child in verb.children:
        instrument = child.dep_ in ("prep", "agent") and child.lower_ in ("with", "by", "in", "using", "from")
        using = child.dep_ == "advcl" and child.lemma_ == "use"
        if instrument or using or child.dep_ in ("nsubj", "dobj", "nsubjpass"):
            tokens = [t for t in child.subtree if t.dep_ not in ("relcl",)]
            for i, token in enumerate(tokens):
                yield token.lemma_.lower()
                if i:
                    yield f"{tokens[i - 1].lower_} {token.lemma_.lower()}"
