"""The events that a sentence tells of, by syntax and lexicon, before their actors are known by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from daylight.reading.event_frames import Framed, framed
from daylight.reading.event_roles import Roles, roles_of, subjects
from daylight.reading.event_triggers import find_triggers
from daylight.records import EventStatus

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

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
        Probability of the type, times how sure it is that an event is told at all.
    """

    trigger: Trigger
    type: str
    mode: str | None
    status: EventStatus
    roles: Roles
    framed: Framed
    confidence: float = 0.5


def read_sentence(sentence: TokenSpan) -> list[EventReading]:
    """The events of a sentence, in text order, each with its roles."""
    found = []
    for frame in framed(find_triggers(sentence), sentence):
        found.append(EventReading(frame.trigger, frame.type, frame.mode, frame.status, roles_in_frame(frame), frame))
    return found


def roles_in_frame(frame: Framed) -> Roles:
    """Roles of a trigger as framed: of what another must do, the speaker is the actor and the other the recipient."""
    trigger = frame.trigger
    if frame.speaker is not None and trigger.verb is not None:
        return _demanded(frame.speaker, trigger.verb)
    if trigger.kind == "modal" and trigger.sense.type == "REQUEST" and trigger.verb is not None:
        return _demanded(trigger.verb, trigger.words[-1] if trigger.words[-1] != trigger.verb else trigger.words[0].head)
    return roles_of(trigger, frame.type)


def _demanded(speech: Token, act: Token) -> Roles:
    return Roles(tuple(subjects(speech)), tuple(s for s in subjects(act) if s not in subjects(speech)))


def prominence(reading: EventReading) -> float:
    """How much a reading is what its sentence is about: roles found, told as a fact, high in the tree, sure."""
    verb = reading.trigger.verb if reading.trigger.verb is not None else reading.trigger.head
    value = 2.0 * bool(reading.roles.actors) + 1.0 * bool(reading.roles.recipients) - 0.3 * sum(1 for _ in verb.ancestors)
    value -= 2.0 * (reading.status in ("hypothetical", "negated")) + 1.5 * (reading.trigger.kind == "noun")
    return value
