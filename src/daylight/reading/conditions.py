"""Conditions: the if/then that an actor set — threats, promises, preconditions, red lines and triggers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from daylight.knowledge import cues, triggers
from daylight.knowledge.cues import lemma
from daylight.reading.annotated import Annotated, register
from daylight.reading.attributions import Tokens, trim
from daylight.reading.conditions_clauses import clause_parts
from daylight.reading.conditions_kind import kind_of
from daylight.reading.conditions_nominal import nominal_parts
from daylight.reading.conditions_parts import Parts
from daylight.reading.conditions_setter import Frame, Setting, frame_of
from daylight.reading.issues import known_issue
from daylight.reading.parties import Parties
from daylight.reading.predicates import root_of
from daylight.records import Condition, Span, record_id

if TYPE_CHECKING:
    from spacy.tokens import Token

STEP = "conditions.rules/2"
_WISHES = {"demand", "urge", "propose", "promise", "decide", "want", "refuse", "order", "agree", "intend", "threaten",
           "reserve", "call", "reject", "oppose", "allow", "forbid", "ask", "assert", "say", "tell"}  # fmt: skip
_UNNAMED = 0.7
"""Share of confidence that is left where nobody is named who set it."""
_VEILED = 0.6
"""The same where a threat leaves unsaid what it threatens."""


@register("conditions", "rules")
def read_conditions(annotated: Annotated) -> None:
    """Add the conditions of a document, each with who set it.

    An if-part opens with a conjunction ("if", "unless", "once", "as long as"), an inversion ("Should Iran …"), stands
    before "or else", is what must come "before" something wanted or promised, what is asked "as a condition of" it,
    what a speaker calls a trigger or a red line, or an indefinite event that "would" bring something about.
    """
    parties = Parties(annotated)
    frames = [Frame(annotated, item) for item in annotated.attributions]
    kept: dict[Span, Condition] = {}
    for parts in [*clause_parts(annotated.syntax.doc), *(Parts(*found) for found in nominal_parts(annotated))]:
        condition = _condition(annotated, parts, frames, parties)
        if condition is not None and condition.then is None:
            condition = _taken_up(annotated, condition, parts, kept.values())
        if condition is not None and not any(_same(condition.if_, span) for span in kept):
            kept[condition.if_] = condition
    annotated.conditions.extend(kept.values())


def _condition(annotated: Annotated, parts: Parts, frames: list[Frame], parties: Parties) -> Condition | None:
    syntax, rests = annotated.syntax, _rests(annotated, parts)
    if_tokens, then_tokens = trim(syntax, parts.if_), trim(syntax, _without_opening(annotated, parts, frames))
    frame = frame_of(frames, if_tokens, then_tokens)
    if frame is None and parts.join == "or-else":
        frame = frame_of(frames, if_tokens, if_tokens)  # who asks also says what else will come
    cited = frame is not None and (parts.verb < 0 or parts.verb in frame.content | frame.cue)
    if frame is not None and cited and len(frame.content & then_tokens) >= 0.5 * len(then_tokens):
        then_tokens = trim(syntax, then_tokens & frame.content)
    if then_tokens and parts.verb >= 0 and parts.verb not in then_tokens and parts.join not in ("offer", "red-line"):
        within = syntax.doc[min(then_tokens) : max(then_tokens) + 1]
        parts = replace(parts, verb=root_of(within).i)  # "I let him know that …": what is let known counts
    if not if_tokens or (rests and (frame is None or not frame.asserted)):
        return None
    if parts.join == "before" and (frame is None or not frame.asserted or frame.kind not in _WISHES):
        return None
    if parts.join in ("in-return", "depends") and not then_tokens:
        return None
    then_span = syntax.span(range(min(then_tokens), max(then_tokens) + 1)) if then_tokens else None
    if_span = syntax.span(range(min(if_tokens), max(if_tokens) + 1))
    setting = Setting(annotated, parties, parts, frame)
    if frame is None and setting.actor is None and parts.join in ("in-return", "depends"):
        return None
    kind, forecast, veiled = kind_of(setting, then_tokens)
    named = setting.actor is not None and (frame is None or frame.asserted or setting.actor != setting.holder)
    sentence = syntax.doc[min(if_tokens)].sent
    places = (if_span, then_span) if kind == "threat" else (then_span, if_span)
    issue = next((found for place in places if place and (found := known_issue(annotated, place))), None)
    return Condition(
        id=record_id("conditions", annotated.document.id, if_span, then_span),
        doc=annotated.document.id,
        evidence=(if_span, *((then_span,) if then_span else ()), syntax.span(sentence)),
        step=STEP,
        confidence=round(parts.confidence * (1 if named else _UNNAMED) * (_VEILED if veiled else 1), 4),
        if_=if_span,
        then=then_span,
        actor=setting.actor,
        kind=kind,
        forecast=forecast,
        issue=issue.id if issue is not None else None,
    )


def _taken_up(annotated: Annotated, condition: Condition, parts: Parts, earlier: Iterable[Condition]) -> Condition:
    """With the consequence and setter of the condition before that "those triggers", "such a red line" goes back to."""
    first = annotated.syntax.doc[min(parts.if_)]
    nouns = [t for t in first.sent if t.pos_ == "NOUN" and lemma(t) in triggers.words("taken_up")]
    if not any(c.lower_ in ("those", "these", "such", "that", "this") for t in nouns for c in t.children):
        return condition
    before = [c for c in earlier if c.if_ < condition.if_ and c.then is not None]
    near = max(before, key=lambda c: c.if_, default=None)
    if near is None or first.sent.start == 0:
        return condition
    previous = annotated.syntax.span(annotated.syntax.sentence(first.sent.start - 1))
    if near.if_[1] <= previous[0] and (near.then or near.if_)[1] <= previous[0]:
        return condition
    return condition.model_copy(update={"then": near.then, "actor": near.actor})


def _without_opening(annotated: Annotated, parts: Parts, frames: list[Frame]) -> Tokens:
    """A consequence without words that open it: a reporting cue with its source, "that", "then", "but", "and"."""
    doc, tokens = annotated.syntax.doc, parts.then
    for frame in frames:
        if any(doc[i].dep_ == "relcl" for i in frame.cue) and parts.verb not in frame.cue | frame.content:
            continue  # "hand Moscow an opening that it is ready to use": an aside
        if parts.verb in frame.cue and (frame.sense is None or frame.sense.part == "noun" or _pledges(doc[parts.verb])):
            continue  # "has orders to respond", "would stop blocking" are themselves what follows
        said = frame.content & tokens
        predicated = any(doc[i].pos_ in ("VERB", "AUX") for i in said)
        if frame.cue and frame.cue <= tokens and predicated and min(frame.content) > min(frame.cue):
            tokens = tokens & frame.content
    ordered = sorted(tokens)
    while ordered and (_opens(doc[ordered[0]]) or doc[ordered[0]].is_punct):
        ordered.pop(0)
    return frozenset(ordered)


def _rests(annotated: Annotated, parts: Parts) -> bool:
    """Whether it is only said what something rests on: "the bet rests on the belief that"; nobody asks for it."""
    doc = annotated.syntax.doc
    verb = parts.verb >= 0 and lemma(doc[parts.verb]) in triggers.words("hangs")
    return parts.join == "depends" and verb and not any(doc[i].dep_ == "poss" for i in parts.then)


def _pledges(verb: Token) -> bool:
    """Whether a verb that attributes is here itself what would be done: "would stop", "will refuse"."""
    says = any("quote" in cue.takes for cue in cues.senses(lemma(verb), "verb"))
    return not says and any(c.tag_ == "MD" for c in verb.children)


def _opens(word: Token) -> bool:
    """Whether a word only opens a clause; "that" may also be its subject or stand with it."""
    return word.lower_ in ("then", "but", "and", "to", "so") or (word.lower_ == "that" and word.dep_ == "mark")


def _same(a: Span, b: Span) -> bool:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0.6 * min(a[1] - a[0], b[1] - b[0])
