"""The events that a sentence tells of, by syntax and lexicon, before their actors are known by name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from daylight.knowledge.plover import event_types
from daylight.reading.event_frames import Framed, framed
from daylight.reading.event_means import mode_by_means
from daylight.reading.event_phrases import phrase, subjects
from daylight.reading.event_roles import Roles, roles_of
from daylight.reading.event_scorer import YIELD, features, scorer
from daylight.reading.event_triggers import find_triggers
from daylight.records import EventStatus

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

    from daylight.reading.event_triggers import Trigger


@dataclass(frozen=True)
class EventReading:
    """One event as a sentence tells it.

    Attributes
    ----------
    trigger : Trigger
        Its words.
    type, mode : str
        PLOVER type and mode; the mode may be None.
    status : str
        As `daylight.records.EventStatus`, by the words alone.
    roles : Roles
        Heads of the actor and recipient phrases.
    framed : Framed
        How the trigger is put.
    confidence : float
        Probability of the type, given that an event is told.
    """

    trigger: Trigger
    type: str
    mode: str | None
    status: EventStatus
    roles: Roles
    framed: Framed
    confidence: float = 0.5


def read_sentence(sentence: TokenSpan | Doc) -> list[EventReading]:
    """The events of a sentence by the rules alone, in text order, each with its roles."""
    frames = framed(find_triggers(sentence), sentence)
    return [
        EventReading(f.trigger, f.type, mode_by_means(f.trigger, f.type, f.mode), f.status, roles_in_frame(f), f)
        for f in frames
    ]


def score_sentence(sentence: TokenSpan, sure: float) -> list[EventReading]:
    """The events of a sentence with the probability of their types by the trained scorer.

    Notes
    -----
    The scorer may overrule the rules for the most prominent event alone, because it has learned from sentences with one
    event each: where it is sure of another type (`sure`), except for what the ontology decides by definition.
    """
    readings = read_sentence(sentence)
    if not readings:
        return []
    ranked = sorted(readings, key=prominence, reverse=True)
    types = [r.type for r in ranked]
    scored = {}
    for place, reading in enumerate(ranked):
        actor, recipient = (set(tokens) for tokens in party_tokens(reading))
        others = [reading.type, *(t for i, t in enumerate(types) if i != place)]
        probabilities = scorer().probabilities(features(reading, sentence, actor, recipient - actor, others))
        scored[id(reading)] = _decided(reading, probabilities, sure if place == 0 else 1.0)
    return [scored[id(reading)] for reading in readings]


def party_tokens(reading: EventReading) -> tuple[set[int], set[int]]:
    """Token indices of the actor phrases and of the recipient phrases."""
    actor, recipient = (
        {i for head in heads for i in range(*phrase(head))}
        for heads in (reading.roles.actors, reading.roles.recipients)
    )
    return actor, recipient


def _decided(reading: EventReading, probabilities: dict[str, float], sure: float) -> EventReading:
    own = "YIELD" if reading.type in YIELD else reading.type
    best = max(probabilities, key=lambda name: (probabilities[name], name))
    sense = reading.trigger.sense
    fixed = (sense.mode == "discontinue" and reading.trigger.kind in ("object", "light")) or reading.status in (
        "negated",
        "planned",
    )
    if fixed or best == own or probabilities[best] < sure or (reading.type in YIELD and best == "AGREE"):
        return replace(reading, confidence=probabilities[own])
    if best == "YIELD":
        type_ = sense.type if sense.type in YIELD else "RETREAT"
    else:
        type_ = best
    mode = reading.mode if reading.mode in event_types()[type_].modes else None
    return replace(reading, type=type_, mode=mode, confidence=probabilities[best])


def roles_in_frame(frame: Framed) -> Roles:
    """Roles of a trigger as framed: of what another must do, the speaker is the actor and the other the recipient."""
    trigger = frame.trigger
    if frame.speaker is not None and trigger.verb is not None:
        return _demanded(frame.speaker, trigger.verb)
    if trigger.kind == "modal" and trigger.sense.type == "REQUEST" and trigger.verb is not None:
        return _demanded(
            trigger.verb, trigger.words[-1] if trigger.words[-1] != trigger.verb else trigger.words[0].head
        )
    return roles_of(trigger, frame.type)


def _demanded(speech: Token, act: Token) -> Roles:
    return Roles(tuple(subjects(speech)), tuple(s for s in subjects(act) if s not in subjects(speech)))


def prominence(reading: EventReading) -> float:
    """How much a reading is what its sentence is about: roles found, told as a fact, high in the tree, sure."""
    verb = reading.trigger.verb if reading.trigger.verb is not None else reading.trigger.head
    value = (
        2.0 * bool(reading.roles.actors) + 1.0 * bool(reading.roles.recipients) - 0.3 * sum(1 for _ in verb.ancestors)
    )
    value -= 2.0 * (reading.status in ("hypothetical", "negated")) + 1.5 * (reading.trigger.kind == "noun")
    return value
