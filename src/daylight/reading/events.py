"""Events of a document: who did what to whom, when and where, one record per real event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from daylight.knowledge.plover import contexts_of, event_types, intensity
from daylight.reading.annotated import Annotated, register
from daylight.reading.event_confidence import VERBAL, confidence_of
from daylight.reading.event_dates import When, date_of, dates_of
from daylight.reading.event_join import SideOf, merged, same_event
from daylight.reading.event_names import is_definite, name_of, same_name
from daylight.reading.event_parties import Party, ids, party_of
from daylight.reading.event_phrases import subjects
from daylight.reading.event_places import place_of
from daylight.reading.event_readings import EventReading, score_sentence
from daylight.reading.event_story import Coded, dated
from daylight.reading.event_triggers import name_tokens
from daylight.records import Event, EventMention, Span, record_id

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan

STEP = "events.rules/1"
_REACH = 3
"""Words around a verb within which its object, infinitive or auxiliary is part of the trigger: "refused to receive"."""
_ARRANGES = frozenset({"arrange", "plan", "schedule", "set"})
_MODIFIES = ("amod", "compound", "nummod")
_UNREAD = ("title", "heading", "dateline", "caption", "boilerplate", "link")
_DEEDS = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "PROTEST", "ACCUSE", "REJECT"})
_OFFERS = frozenset({"AGREE", "AID", "REQUEST", "THREATEN", "ACCUSE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE"})
_ANSWERS = {"REJECT": _OFFERS, "ACCUSE": _DEEDS, "THREATEN": _DEEDS, "AGREE": _OFFERS}
"""What a refusal, an accusation and a threat answer, where the text does not repeat whom they are to."""
_FAR = 8
"""Sentences back to which a reaction may name a deed."""


@register("events", "rules")
def read_events(annotated: Annotated) -> None:
    """Find the events of a document and join the places that tell of one.

    Parameters
    ----------
    annotated : Annotated
        With actors, mentions and attributions; gets events, and actors for unnamed groups that are parties.
    """
    told = code_events(annotated)
    coded = [c for c in told if c.confidence >= annotated.settings.event_threshold]
    side = _sides(annotated)
    groups: list[list[Event]] = []
    home_of: dict[Span, list[Event]] = {}
    heads: dict[int, set[str]] = {}
    for one in coded:
        event = _record(annotated, one)
        refers_back = one.reading.trigger.verb is None or one.status == "denied"
        agentless = refers_back or not event.actors
        undated = refers_back and (event.date is None or one.status == "denied")
        head = one.reading.trigger.head.lemma_.lower()
        home = next(
            (
                g
                for g in reversed(groups)
                if (agentless or g[0].type == event.type)
                and same_event(event, merged(g), side, 1 if undated else 2 if agentless or head in heads[id(g)] else 3)
            ),
            None,
        )
        if home is None:
            groups.append(home := [])
            heads[id(home)] = set()
        home.append(event)
        heads[id(home)].add(head)
        home_of[one.trigger] = home
    for one in told:
        if one.confidence < annotated.settings.event_threshold and (known := _referred(annotated, one, groups, heads)):
            known.append(_record(annotated, one))
    for campaign, war in _campaigns_of_wars(groups, side):
        campaign.extend(war)
        groups[:] = [group for group in groups if group is not war]
    told_from = {one.trigger: home_of[one.told_from] for one in coded if one.told_from in home_of}
    annotated.events.extend(_of_its_story(group, told_from) for group in groups)


def _campaigns_of_wars(groups: Sequence[list[Event]], side: SideOf) -> list[tuple[list[Event], list[Event]]]:
    """What is told with a year alone, and the war with a name and a month of that year that it was."""
    found = []
    for war in groups:
        named = merged(war)
        if not (named.name or "").casefold().endswith(" war") or named.date is None or named.date_precision == "year":
            continue
        told = [g for g in groups if g is not war and merged(g).date_precision == "year"]
        fitting = [g for g in told if g[0].type == war[0].type and same_event(merged(g), named, side, 1)]
        if len(fitting) == 1:
            found.append((fitting[0], war))
    return found


def _referred(
    annotated: Annotated, one: Coded, groups: Sequence[list[Event]], heads: Mapping[int, set[str]]
) -> list[Event] | None:
    """The event that a noun refers to which tells of none itself: by its name, or as "the strike", "the June war"."""
    noun = one.reading.trigger.head
    if one.reading.trigger.verb is not None or one.status in ("hypothetical", "negated", "planned"):
        return None
    if not is_definite(noun) and name_of(one.reading.trigger, one.reading.type) is None:
        return None
    event = _record(annotated, one)
    side = _sides(annotated)
    for group in reversed(groups):
        known = merged(group)
        if same_name(event.name, known.name):
            return group
        told = noun.lemma_.lower() in heads[id(group)] or (event.date and known.date)
        if is_definite(noun) and told and same_event(event, known, side, 0):
            return group
    return None


def _of_its_story(group: Sequence[Event], told_from: Mapping[Span, Sequence[Event]]) -> Event:
    """A joined event; one dated only by the event before it in the story has what the text says of that one's date
    elsewhere."""
    event = merged(group)
    before = told_from.get(group[0].mentions[0].trigger)
    if before is None or before is group or any(e.date not in (None, group[0].date) for e in group):
        return event
    source = _of_its_story(before, told_from)
    return event.model_copy(update={"date": source.date, "date_precision": source.date_precision})


def code_events(annotated: Annotated) -> list[Coded]:
    """The events of a document one by one, also the unsure ones, in text order."""
    found: list[Coded] = []
    dates: dict[int, Sequence[When]] = {}
    threshold = annotated.settings.event_threshold
    for number, sentence in enumerate(annotated.syntax.doc.sents):
        if annotated.syntax.segment(sentence.start).kind in _UNREAD:
            continue
        dates[number] = dates_of(sentence, annotated.document.published)
        readings = score_sentence(sentence, annotated.settings.event_type_sure)
        for reading in readings:
            one = _coded(annotated, reading, sentence, number, dates[number], readings)
            if not one.actors and one.reading.type in ("COERCE", "SANCTION"):
                one = replace(one, actors=_same_hand(one, found, threshold))
            if not any(p.actors for p in one.recipients) and (other := _answered(one, found)):
                sure = confidence_of(annotated, reading, one.actors, other, one.when, one.place)
                one = replace(one, recipients=other, confidence=sure)
            found.append(one)
    return dated(found, dates, annotated.document.published, threshold)


def _coded(
    annotated: Annotated,
    reading: EventReading,
    sentence: TokenSpan,
    number: int,
    dates: Sequence[When],
    others: Sequence[EventReading],
) -> Coded:
    surely = reading.status not in ("hypothetical",)
    actors = tuple(party_of(annotated, head, surely) for head in reading.roles.actors)
    recipients = tuple(party_of(annotated, head, surely) for head in reading.roles.recipients)
    deniers: tuple[Party, ...] = ()
    if (denial := reading.framed.denial) is not None:
        deniers = tuple(party_of(annotated, head, True) for head in subjects(denial))
        actors = actors or deniers  # one denies what one is said to have done
    actors, recipients = _at_home(actors, recipients), _at_home(recipients, actors)
    trigger = trigger_span(annotated, reading)
    reporters = _reporters(annotated, trigger)
    own = {actor for party in actors for actor in party.actors}
    status = reading.status
    if (
        status in ("happened", "ongoing")
        and reading.type not in VERBAL
        and (any(r not in own and not _is_media(annotated, r) for r in reporters) or _is_boast(reading))
    ):
        status = "claimed"
    near = tuple(c for party in (*recipients, *actors) if (c := party.country))
    place = place_of(reading, annotated.syntax, near)
    when = date_of(reading, dates, others)
    return Coded(
        reading,
        number,
        annotated.syntax.span(sentence),
        actors,
        recipients,
        when,
        place,
        tuple(dict.fromkeys(r for r in (*reporters, *ids(deniers)) if deniers or r not in own)),
        status,
        confidence_of(annotated, reading, actors, recipients, when, place),
        trigger,
    )


def _at_home(parties: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[Party, ...]:
    """Parties without a country take that of the other side: most of what rebels, police and parties do is at home."""
    code = next((p.country for p in others if p.country and p.country_from in ("actor", "phrase")), None)
    return tuple(p if p.country or code is None else replace(p, country=code, country_from="context") for p in parties)


def _same_hand(one: Coded, before: Sequence[Coded], threshold: float) -> tuple[Party, ...]:
    """The actor of a repressive act told without one: that of the last such act within the three before it."""
    for earlier in reversed(before[-3:]):
        if earlier.reading.type in ("COERCE", "SANCTION") and earlier.actors and earlier.confidence >= threshold:
            return earlier.actors
    return ()


def _answered(one: Coded, before: Sequence[Coded]) -> tuple[Party, ...]:
    """Whom a reaction is to that is told without it: who did the last act of another, here or a sentence before."""
    verb = one.reading.trigger.verb
    if one.reading.type not in _ANSWERS or not one.actors or verb is None:
        return ()
    if one.reading.type == "AGREE" and verb.lemma_.lower() != "accept":
        return ()
    own = {actor for party in one.actors for actor in party.actors} | {p.country for p in one.actors}
    far = _FAR if one.recipients else 1  # a deed by its name ("the operation") may have been told long ago
    for earlier in reversed(before):
        if one.number - earlier.number > far:
            break
        others = tuple(p for p in earlier.actors if p.actors and not {*p.actors, p.country} & own)
        if others and earlier.reading.type in _ANSWERS[one.reading.type]:
            return others[:1]
    return ()


def trigger_span(annotated: Annotated, reading: EventReading) -> Span:
    """Source characters of the trigger: from its first word to its last, or its head alone where they lie far apart.

    A verb comes with the head of its object or infinitive where that follows close by, or with what makes it future or
    negated ("would attack", "is not returning"); a noun with up to two modifiers.
    """
    trigger, verb = reading.trigger, reading.trigger.verb
    first, last = trigger.words[0].i, trigger.words[-1].i
    if verb is None or (trigger.kind == "light" and last - first > _REACH + 1):
        first, last = name_tokens(trigger.head)[0].i, trigger.head.i
        doc = trigger.head.doc
        while first > max(1, last - 2) and doc[first - 1].dep_ in _MODIFIES and doc[first - 2].text != "-":
            if doc[first - 1].ent_type_ == "DATE" and doc[first - 1].is_digit:
                break  # "post-October 7 military operations"
            first -= 1
    else:
        if last - first > _REACH + 1 or first < verb.i:
            first = last = verb.i
        if last == verb.i and reading.framed.frame.modal != "future":
            told = [c.i for c in verb.children if c.dep_ in ("dobj", "xcomp", "oprd") and 0 < c.i - verb.i <= _REACH]
            last = max([last, *told])
        framing = [c.i for c in verb.children if c.dep_ in ("aux", "neg") and 0 < verb.i - c.i <= _REACH]
        if reading.framed.frame.negated or reading.framed.frame.modal == "future":
            first = min([first, *framing])
    return annotated.syntax.span(range(first, last + 1))


def _reporters(annotated: Annotated, trigger: Span) -> tuple[str, ...]:
    """Who reports what a trigger tells of: holders of the attributions whose content holds it, outermost first."""
    found: list[tuple[int, str]] = []
    for attribution in annotated.attributions:
        if attribution.author_voice:
            continue
        for start, end in attribution.content:
            if start <= trigger[0] and trigger[1] <= end:
                found += [(start - end, holder) for holder in attribution.holders]
    return tuple(dict.fromkeys(holder for _, holder in sorted(found)))


def _is_media(annotated: Annotated, actor: str) -> bool:
    known = annotated.actors.get(actor)
    return known is not None and known.kind == "media"


def _is_boast(reading: EventReading) -> bool:
    """Whether it is the doer who claims the deed: "Al-Shabaab claimed that it had attacked the base"."""
    speech = reading.framed.frame.speech
    return speech is not None and speech.lemma_.lower() in ("claim", "allege", "boast")


def _sides(annotated: Annotated):  # type: ignore[no-untyped-def]
    def side(actor: str) -> str:
        state = annotated.cast.state_of(actor) if annotated.cast is not None else None
        return state or actor

    return side


def _as_recorded(reading: EventReading) -> EventReading:
    """A reading as records hold it: what is only planned keeps the type of what will be done, with that status.

    The ontology's single type for it, as AGREE for a future meeting, is that of `extract_events`. An agreement reached
    is AGREE, one signed SUPPORT.
    """
    sense, verb = reading.trigger.sense, reading.trigger.verb
    if reading.status == "planned" and reading.type in ("AGREE", "CONCEDE") and sense.type not in VERBAL:
        return replace(reading, type=sense.type, mode=sense.mode)
    thing = reading.trigger.thing
    if reading.type == "SUPPORT" and sense.type == "AGREE" and reading.trigger.kind in ("object", "light"):
        return replace(reading, type="AGREE", mode=None)
    if verb is not None and thing is not None and verb.lemma_.lower() in _ARRANGES and reading.type == "AGREE":
        never = any(c.lower_ == "no" for c in thing.children)
        return replace(reading, type="CONSULT", mode=None, status="negated" if never else "planned")
    return reading


def _record(annotated: Annotated, one: Coded) -> Event:
    reading = _as_recorded(one.reading)
    doc = annotated.document.id
    mode = reading.mode if reading.mode in event_types()[reading.type].modes else None
    mention = EventMention(
        doc=doc, trigger=one.trigger, sentence=one.sentence, status=one.status, reported_by=one.reported_by
    )
    return Event(
        id=record_id("events", doc, one.trigger, reading.type),
        doc=doc,
        evidence=(one.trigger, one.sentence),
        step=STEP,
        confidence=round(one.confidence, 3),
        type=reading.type,
        mode=mode,
        contexts=contexts_of(annotated.syntax.text(one.sentence)),
        actors=ids(one.actors),
        recipients=tuple(r for r in ids(one.recipients) if r not in ids(one.actors)),
        place=one.place,
        date=one.when.iso if one.when else None,
        date_precision=one.when.precision if one.when else "unknown",
        status=one.status if reading is one.reading else reading.status,
        intensity=intensity(reading.type, mode),
        quad=event_types()[reading.type].quad,
        name=name_of(reading.trigger, reading.type),
        mentions=(mention,),
    )
