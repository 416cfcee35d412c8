"""Events of a document: who did what to whom, when and where, one record per real event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from daylight.knowledge.event_words import words
from daylight.knowledge.plover import contexts_of, event_types, intensity
from daylight.reading.annotated import Annotated, register
from daylight.reading.event_dates import When, date_of, dates_of
from daylight.reading.event_join import merged, same_event
from daylight.reading.event_parties import Party, party_of
from daylight.reading.event_places import place_of
from daylight.reading.event_readings import EventReading, score_sentence
from daylight.reading.event_phrases import is_passive, subjects
from daylight.reading.event_story import Coded, dated
from daylight.records import Event, EventMention, Place, Span, record_id

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

STEP = "events.rules/1"
_WEAK = words("weak")
"""Verbs of wide use: they tell of an event only where they have a party on either side."""
_SPOKEN = words("spoken")
"""Verbs that are mere speech where nobody is addressed."""
_UNREAD = ("title", "heading", "dateline", "caption", "boilerplate", "link")
_ATTITUDES = words("attitudes")
_ATTITUDE_NOUNS = words("attitude_nouns")
_ASSERTIONS = words("assertions")
_PAPERS = words("papers")
_VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


@register("events", "rules")
def read_events(annotated: Annotated) -> None:
    """Find the events of a document and join the places that tell of one.

    Parameters
    ----------
    annotated : Annotated
        With actors, mentions and attributions; gets events, and actors for unnamed groups that are parties.
    """
    coded = [c for c in code_events(annotated) if c.confidence >= annotated.settings.event_threshold]
    side = _sides(annotated)
    groups: list[list[Event]] = []
    home_of: dict[Span, list[Event]] = {}
    heads: dict[int, set[str]] = {}
    for one in coded:
        event = _record(annotated, one)
        refers_back = one.reading.trigger.verb is None or one.status == "denied"
        head = one.reading.trigger.head.lemma_.lower()
        home = next(
            (
                g
                for g in reversed(groups)
                if (refers_back or g[0].type == event.type)
                and same_event(event, merged(g), side, 1 if refers_back else 2 if head in heads[id(g)] else 3)
            ),
            None,
        )
        if home is None:
            groups.append(home := [])
            heads[id(home)] = set()
        home.append(event)
        heads[id(home)].add(head)
        home_of[one.trigger] = home
    told_from = {one.trigger: home_of[one.told_from] for one in coded if one.told_from in home_of}
    annotated.events.extend(_of_its_story(group, told_from) for group in groups)


def _of_its_story(group: Sequence[Event], told_from: Mapping[Span, Sequence[Event]]) -> Event:
    """A joined event; one dated only by the event before it in the story has what the text says of that one's date
    elsewhere."""
    event = merged(group)
    before = told_from.get(group[0].mentions[0].trigger)
    if before is None or before is group or any(e.date != group[0].date for e in group):
        return event
    source = merged(before)
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
        and reading.type not in _VERBAL
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
        tuple(dict.fromkeys(r for r in (*reporters, *_ids(deniers)) if deniers or r not in own)),
        status,
        _confidence(reading, actors, recipients, when, place),
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


def trigger_span(annotated: Annotated, reading: EventReading) -> Span:
    """Source characters of the trigger: from its first word to its last, or its head alone where they lie far apart."""
    words = reading.trigger.words
    first, last = words[0].i, words[-1].i
    if last - first > 5:
        head = reading.trigger.verb if reading.trigger.verb is not None else reading.trigger.head
        first = last = head.i
    return annotated.syntax.span(range(first, last + 1))


def _confidence(
    reading: EventReading, actors: Sequence[Party], recipients: Sequence[Party], when: When | None, place: Place | None
) -> float:
    """How sure it is that an event is told: by the kind of trigger, who is known of its parties, and its frame."""
    known_actor = any(_known(p) for p in actors)
    known_recipient = any(_known(p) for p in recipients)
    if not known_actor and not known_recipient:
        placed = place is not None or any(p.country for p in (*actors, *recipients))
        if reading.type not in ("ASSAULT", "PROTEST", "COERCE") or not placed:
            return 0.05
    kind = reading.trigger.kind
    value = {"object": 0.72, "light": 0.75, "verb": 0.62, "modal": 0.5, "noun": 0.42}[kind]
    value += 0.1 * known_actor + 0.1 * known_recipient + 0.08 * (when is not None) + 0.03 * (place is not None)
    verb = reading.trigger.verb
    lemma = verb.lemma_.lower() if verb is not None else ""
    both = known_actor and (known_recipient or reading.roles.reciprocal)
    direct = known_recipient and reading.roles.direct
    if kind == "verb" and lemma in _WEAK and len(reading.trigger.words) == 1 and not both:
        value -= 0.3
    if kind == "verb" and lemma in _SPOKEN and not direct:
        value -= 0.35
    if lemma == "agree" and _believes(verb):
        value -= 0.4
    if reading.status != "denied" and _is_attitude(reading, when):
        value -= 0.45
    if kind == "noun" and reading.trigger.head.lemma_.lower() in _PAPERS:
        value -= 0.15
    if reading.type in _VERBAL and not both:
        value -= 0.12
    if not known_actor and kind != "noun" and reading.type not in ("ASSAULT", "COERCE", "SANCTION"):
        value -= 0.05 if verb is not None and is_passive(verb) else 0.2
    if reading.status == "denied":
        value += 0.15  # what is denied has been said of someone
    elif reading.status == "hypothetical":
        value -= 0.45
    elif reading.status == "negated":
        value -= 0.35
    return max(0.01, min(0.97, value * (0.75 + 0.25 * reading.confidence)))


def _is_attitude(reading: EventReading, when: When | None) -> bool:
    """Whether a verbal event is an attitude that someone has, or an assertion, and no act toward another.

    "Insists", "supports" in the simple present without a date; "expressed support"; "insisted that it was so".
    """
    verb = reading.trigger.verb
    if verb is None or reading.type not in (*_VERBAL, "CONSULT"):
        return False
    lemma = verb.lemma_.lower()
    if reading.trigger.kind == "light" or (reading.trigger.thing is not None and lemma in ("express", "voice")):
        thing = reading.trigger.thing
        return lemma in ("express", "voice", "show") and thing is not None and thing.lemma_.lower() in _ATTITUDE_NOUNS
    bare = not any(c.dep_ in ("aux", "auxpass", "agent") for c in verb.children)
    states = verb.tag_ in ("VBZ", "VBP") or (verb.dep_ == "advcl" and verb.tag_ in ("VBG", "VBN") and bare)
    undated = when is None or reading.framed.frame.speech is not None
    if lemma in _ATTITUDES and undated and states:
        return True
    if lemma == "commit" and verb.tag_ == "VBN" and bare:
        return True  # "insufficiently committed to"
    if lemma in _ASSERTIONS:
        clauses = [c for c in verb.children if c.dep_ == "ccomp"]
        ahead = {"will", "would", "should", "must", "shall", "be"}
        return any(
            (c.tag_ in ("VBD", "VBZ") or any(g.lower_ in ("had", "has", "was", "were") for g in c.children))
            and not ahead & {g.lower_ for g in c.children if g.dep_ in ("aux", "auxpass")}
            for c in clauses
        )
    return False


def _is_boast(reading: EventReading) -> bool:
    """Whether it is the doer who claims the deed: "Al-Shabaab claimed that it had attacked the base"."""
    speech = reading.framed.frame.speech
    return speech is not None and speech.lemma_.lower() in ("claim", "allege", "boast")


def _believes(verb: Token | None) -> bool:
    """Whether "agree that …" is an opinion shared: its clause has another subject and looks neither ahead nor to a
    duty."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp"] if verb is not None else []
    ahead = {"will", "would", "should", "must", "to", "shall"}
    return any(c.lower_ != "to" and not ahead & {g.lower_ for g in c.children if g.dep_ == "aux"} for c in clauses)


def _known(party: Party) -> bool:
    return bool(party.actors) or party.named or party.country_from == "phrase"


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


def _sides(annotated: Annotated):  # type: ignore[no-untyped-def]
    def side(actor: str) -> str:
        state = annotated.cast.state_of(actor) if annotated.cast is not None else None
        return state or actor

    return side


def _record(annotated: Annotated, one: Coded) -> Event:
    reading = one.reading
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
        actors=_ids(one.actors),
        recipients=tuple(r for r in _ids(one.recipients) if r not in _ids(one.actors)),
        place=one.place,
        date=one.when.iso if one.when else None,
        date_precision=one.when.precision if one.when else "unknown",
        status=one.status,
        intensity=intensity(reading.type, mode),
        quad=event_types()[reading.type].quad,
        mentions=(mention,),
    )


def _ids(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for party in parties for actor in party.actors))
