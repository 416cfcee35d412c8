"""When events were that no date expression of their own sentence dates: by the story that they are told in.

The conventions are those of annotated event data: what is told on in the simple past is of the day told last; what goes
on, or has been done by the time of writing, runs up to publication; and a reaction within a week of the act that the
text is about lies between that act and publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from daylight.reading.event_dates import When
from daylight.reading.event_parties import Party
from daylight.reading.event_readings import EventReading
from daylight.records import EventStatus, Place, Span

_NEXT = re.compile(
    r"\b(?:(?P<same>(?:the )?same day|that day)|(?P<next>(?:the )?(?:next|following) day|(?:a|one) day later)"
    r"|(?P<before>the (?:previous|preceding) day|the day before|(?:a|one) day earlier))\b",
    re.IGNORECASE,
)
_DEEDS = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE"})
"""Types to which others react."""
_REACTIONS = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "MOBILIZE"})
_WORDS_OF_TODAY = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT"})
"""Acts done by saying so: a date to come in their sentence is that of what they are about."""
_STORY = 3
"""Sentences through which a date is told on."""
_NEWS = timedelta(days=7)
"""How old the act that a text is about may be for undated reactions to be reactions to it."""


@dataclass(frozen=True)
class Coded:
    """An event as one place of a document tells it, with its parties, date and place.

    `told_from`: the trigger of the event whose date it shares, where its own sentence has none.
    """

    reading: EventReading
    number: int
    sentence: Span
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    when: When | None
    place: Place | None
    reported_by: tuple[str, ...]
    status: EventStatus
    confidence: float
    trigger: Span
    told_from: Span | None = None


def dated(
    coded: Sequence[Coded], dates: dict[int, Sequence[When]], published: date | None, threshold: float
) -> list[Coded]:
    """The events of a document with the dates that the story gives to those without one.

    Parameters
    ----------
    coded : sequence of Coded
        In text order.
    dates : dict
        The dates that the sentences name, by the sentence's number.
    published : date or None
        Day of publication; without it only relative expressions ("the next day") add to what the sentences say.
    threshold : float
        Confidence under which an event dates no other.
    """
    found: list[Coded] = []
    told: Coded | None = None
    for number, named in sorted(dates.items()):
        here = [c for c in coded if c.number == number]
        following = told
        for one in here:
            one = _up_to_its_report(_without_date_to_come(one, published), published)
            if one.when is None and told is not None and told.when is not None:
                one = _told_on(one, told, named)
            if one.told_from is None and one.when is not None and one.status not in ("planned", "hypothetical"):
                following = one if one.confidence >= threshold else following
            found.append(one)
        if any(w.precision == "day" for w in named) and following is told:
            following = None  # the story has gone on to another day, of which no event is told
        told = following
    if published is None:
        return found
    act = _act(found, published, threshold)
    return [one if one.when is not None else _up_to_now(one, act, published) for one in found]


def _without_date_to_come(one: Coded, published: date | None) -> Coded:
    if one.when is None or published is None or one.reading.type not in _WORDS_OF_TODAY:
        return one
    today = published.isoformat()
    to_come = one.when.iso >= today and one.when.iso.rpartition("/")[2] > today
    return replace(one, when=None) if to_come and one.status in ("happened", "claimed") else one


def _up_to_its_report(one: Coded, published: date | None) -> Coded:
    """What a dated report says is going on, with an open beginning: all that the report says is that it does."""
    if one.when is None or published is None or one.reading.status != "ongoing":
        return one
    last = one.when.iso.rpartition("/")[2]
    if one.when.precision not in ("day", "week") or last == ".." or last > published.isoformat():
        return one
    return replace(one, when=When(f"../{last}", "ongoing", one.when.tokens))


def _told_on(one: Coded, told: Coded, named: Sequence[When]) -> Coded:
    """An undated event with the date told last: in the simple past, in a sentence without a date; or a day from it."""
    when = told.when
    assert when is not None
    verb = one.reading.trigger.verb
    relative = _NEXT.search(verb.sent.text) if verb is not None else None
    if relative and when.precision == "day" and "/" not in when.iso:
        days = {"same": 0, "next": 1, "before": -1}[str(relative.lastgroup)]
        day = date.fromisoformat(when.iso) + timedelta(days=days)
        return replace(one, when=When(day.isoformat(), "day", when.tokens))
    near = one.number - told.number <= (_STORY if when.precision in ("day", "year", "month", "week") else 0)
    own_voice = bool(one.reported_by) and not set(one.reported_by) & set(told.reported_by)
    if named or not near or own_voice or not _goes_on(one):
        return one
    if when.precision != "day" and told.trigger[0] < one.trigger[0] and not _same_paragraph(one, told):
        return one
    return replace(one, when=when, told_from=told.trigger)


def _same_paragraph(one: Coded, told: Coded) -> bool:
    doc = one.reading.trigger.head.doc
    return not any("\n\n" in t.text_with_ws for t in doc[told.reading.trigger.head.i : one.reading.trigger.head.i])


def _goes_on(one: Coded) -> bool:
    """Whether an event is told on from the one before: in the simple past or as a participle of it."""
    verb, speech = one.reading.trigger.verb, one.reading.framed.frame.speech
    if verb is None or one.reading.status != "happened":
        return False
    if one.reading.type == "THREATEN" and one.reading.framed.frame.modal and speech is not None:
        verb = speech  # the threat is made by saying so
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if helpers & {"has", "have", "is", "are"}:
        return False
    return (
        (verb.tag_ == "VBD" and not helpers)
        or bool(helpers & {"was", "were", "had"})
        or verb.dep_ == "pcomp"
        or (verb.dep_ == "conj" and verb.tag_ in ("VBD", "VBN"))
    )


def _act(coded: Sequence[Coded], published: date, threshold: float) -> str | None:
    """The day of the act that the text is about: of the deeds of the last week, that told most often; or None."""
    days: dict[str, int] = {}
    for one in coded:
        if one.when is None or one.when.precision != "day" or one.reading.type not in _DEEDS:
            continue
        if one.status not in ("happened", "claimed") or one.confidence < threshold or "/" in one.when.iso:
            continue
        if timedelta(0) < published - date.fromisoformat(one.when.iso) <= _NEWS:
            days[one.when.iso] = days.get(one.when.iso, 0) + 1
    return min(days, key=lambda day: (-days[day], day)) if days else None


def _up_to_now(one: Coded, act: str | None, published: date) -> Coded:
    """An undated event that runs up to publication: reactions from what they react to, others from no known day."""
    if one.status not in ("happened", "claimed", "ongoing"):
        return one
    reacts = one.reading.type in _REACTIONS and act is not None and one.reading.trigger.verb is not None
    perfect, lasting = _perfect(one.reading), one.reading.status == "ongoing" or _at_present(one.reading)
    if reacts and (perfect or lasting or _goes_on(one)):
        return replace(one, when=When(f"{act}/{published.isoformat()}", "ongoing", _head(one)))
    if perfect or lasting or _is_told(one):
        return replace(one, when=When(f"../{published.isoformat()}", "ongoing" if lasting else "before", _head(one)))
    return one


def _head(one: Coded) -> tuple[int, int]:
    head = one.reading.trigger.head.i
    return head, head + 1


def _is_told(one: Coded) -> bool:
    """Whether a word or deed is told as done by a verb of its own, which it then was by publication."""
    verb = one.reading.trigger.verb
    return verb is not None and verb.tag_ in ("VBD", "VBN", "VBG") and one.reading.type in _WORDS_OF_TODAY | {"AGREE"}


def _at_present(reading: EventReading) -> bool:
    """Whether an act is told in the present: "Belgrade rejects it"."""
    verb = reading.trigger.verb
    if verb is None or verb.tag_ not in ("VBZ", "VBP") or reading.status != "happened":
        return False
    return not any(c.dep_ == "aux" for c in verb.children)


def _perfect(reading: EventReading) -> bool:
    """Whether an event is told in the present perfect ("has threatened")."""
    verb = reading.trigger.verb
    if verb is None or verb.tag_ != "VBN" or reading.status != "happened":
        return False
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    modal = {"would", "could", "might", "may", "will"}
    return bool(helpers & {"has", "have", "'ve", "’ve", "'s"}) and not helpers & modal
