"""One record per real event: mentions joined within a document, and events across the documents of a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from daylight.documents.dates import bounds
from daylight.knowledge.plover import same_family
from daylight.reading.event_names import same_name
from daylight.records import Actor, Event, EventMention

SideOf = Callable[[str], str]
"""The state that an actor stands for, or the actor itself."""

_VAGUE = 90
"""Days by which a date may be coarser than another and still speak for one event: a year says little of a month."""
_HALF_A_YEAR = timedelta(days=183)
_TOGETHER = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types whose parties may be told in either order."""


def same_event(a: Event, b: Event, side: SideOf = str, needed: int = 2) -> bool:
    """Whether two records tell of one real event: same family of types, compatible parties, dates and places.

    Parameters
    ----------
    a, b : Event
        Records, of one document or two.
    side : callable
        The state of an actor, by which a minister and his country are compatible.
    needed : int
        How many of actors, recipients, dates and places must speak for it: 1 where one of them only refers back ("the
        attack"), 3 for two sentences of one document that each tell what was done.

    Notes
    -----
    A missing actor, date or place is compatible with any; of actors, dates and places at least `needed` must speak for
    it,
    and none against. Dates are compatible where their intervals overlap. Events of one name are one unless more than
    a year lies between them, and what a reviewer told apart stays apart.
    """
    if not same_family(a.type, b.type) or a.id in b.apart or b.id in a.apart:
        return False
    if same_name(a.name, b.name):
        return not (a.date and b.date) or dates_meet(_year(a.date), _year(b.date))
    if _strangers(a, b, side):
        return False
    evidence, crossing = 0, False
    for mine, theirs in ((a.actors, b.actors), (a.recipients, b.recipients)):
        agreement = _parties(mine, theirs, side)
        if agreement < 0:
            crossed = _parties(a.actors, b.recipients, side) >= 0 and _parties(a.recipients, b.actors, side) >= 0
            if not (crossed and a.type in _TOGETHER):
                return False
            agreement, crossing = 1, True
        evidence += agreement
    if a.date and b.date:
        if not dates_meet(a.date, b.date):
            return False
        evidence += _bounded(a.date) and _bounded(b.date) and abs(_length(a.date) - _length(b.date)) < _VAGUE
    if a.place and b.place:
        mine_at, theirs_at = a.place.name or a.place.text, b.place.name or b.place.text
        if mine_at != theirs_at and a.place.country != b.place.country:
            return False
        evidence += mine_at == theirs_at
    return evidence >= needed and (a.type == b.type or (evidence >= 2 and not crossing))


def _year(iso: str) -> str:
    """An interval of a year on either side: what is told of one name half a year apart is one event."""
    start, end = bounds(iso)
    return f"{start - _HALF_A_YEAR if start else '..'}/{end + _HALF_A_YEAR if end else '..'}"


def _strangers(a: Event, b: Event, side: SideOf) -> bool:
    """Whether two events of a type done together name parties and share none."""
    if not {a.type, b.type} & _TOGETHER:
        return False
    mine, theirs = ({side(p) for p in (*e.actors, *e.recipients)} for e in (a, b))
    return bool(mine and theirs) and not mine & theirs


def _bounded(iso: str) -> bool:
    """Whether a date has both ends: what is open on one side meets too much to speak for anything."""
    return all(bounds(iso))


def _parties(mine: Sequence[str], theirs: Sequence[str], side: SideOf) -> int:
    """1: they share a party or its state; 0: one names none; -1: they differ."""
    if not mine or not theirs:
        return 0
    if set(mine) & set(theirs):
        return 1
    return 1 if {side(a) for a in mine} & {side(b) for b in theirs} else -1


def dates_meet(one: str, other: str) -> bool:
    """Whether two ISO dates or intervals have a day in common; an open end reaches on."""
    (a, b), (c, d) = bounds(one), bounds(other)
    return (a or date.min) <= (d or date.max) and (c or date.min) <= (b or date.max)


def join_events(events: Iterable[Event], side: SideOf = str) -> list[Event]:
    """The events of a desk with those of different documents that are one real event joined.

    Parameters
    ----------
    events : iterable of Event
        Of any number of documents.
    side : callable
        Maps an actor id to that of its state; default: each actor stands for itself.

    Returns
    -------
    list of Event
        In the order of their dates, then ids. A joined event keeps the id of its earliest told record, the mentions of
        all (so `len({m.doc for m in event.mentions})` counts its sources, and contradictory statuses stand side by
        side), the most precise date and the fullest parties.
    """
    groups: list[list[Event]] = []
    for event in sorted(events, key=lambda e: (e.doc, e.evidence, e.id)):
        home = next((g for g in groups if same_event(event, merged(g), side) and not _apart(event, g)), None)
        if home is None:
            groups.append([event])
        else:
            home.append(event)
    return sorted((merged(group) for group in groups), key=lambda e: (e.date or "9999", e.id))


def _apart(event: Event, group: Sequence[Event]) -> bool:
    """Whether a reviewer told an event apart from one of a group."""
    return any(event.id in one.apart or one.id in event.apart for one in group)


def merged(group: Sequence[Event]) -> Event:
    """One event out of records of it: the first one's id and words, the fullest parties, the most precise date."""
    first = group[0]
    if len(group) == 1:
        return first
    mentions: list[EventMention] = []
    for event in group:
        mentions += [m for m in event.mentions if m not in mentions]
    dated = sorted((e for e in group if e.date), key=lambda e: _length(e.date or ""))
    fullest = max(group, key=lambda e: len(e.actors))
    placed = next((e.place for e in group if e.place and e.place.latitude is not None), None)
    statuses = [e.status for e in group]
    return first.model_copy(
        update={
            "mentions": tuple(mentions),
            "evidence": first.evidence,
            "actors": first.actors or fullest.actors,
            "recipients": first.recipients or next((e.recipients for e in group if e.recipients), ()),
            "place": first.place or placed or next((e.place for e in group if e.place), None),
            "date": dated[0].date if dated else None,
            "date_precision": dated[0].date_precision if dated else "unknown",
            "status": next((s for s in ("happened", "ongoing", "claimed") if s in statuses), first.status),
            "name": next((e.name for e in group if e.name), None),
            "apart": tuple(dict.fromkeys(own for e in group for own in e.apart)),
            "contexts": tuple(dict.fromkeys(c for e in group for c in e.contexts)),
            "confidence": max(e.confidence for e in group),
        }
    )


def _length(iso: str) -> int:
    start, end = bounds(iso)
    return ((end or date.max) - (start or date.min)).days


def sides(actors: Mapping[str, Actor]) -> SideOf:
    """The map from an actor to the state it is or belongs to, over its memberships and country; itself where it has
    none."""
    states = {a.country: own for own, a in actors.items() if a.kind == "state" and a.country}

    def side(own: str) -> str:
        seen: set[str] = set()
        front = [own]
        while front:
            actor = actors.get(front.pop(0))
            if actor is None or actor.id in seen:
                continue
            seen.add(actor.id)
            if actor.kind == "state":
                return actor.id
            if actor.country in states:
                return states[actor.country]
            front += [m.actor for m in actor.memberships]
        return own

    return side
