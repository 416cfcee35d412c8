"""What a trigger amounts to in its frame: happened or planned, refused, demanded, threatened, and what is only
content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from daylight.knowledge.event_triggers import Sense
from daylight.knowledge.event_words import words
from daylight.reading.event_content import content_mode, mode_of_plain_content, outer_of
from daylight.reading.event_phrases import is_passive
from daylight.reading.event_triggers import Trigger
from daylight.records import EventStatus

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE", "AGREE"})
HOSTILE = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})
_SPEECH = words("speech")
_PLANS = words("plans")
_WISHES = words("wishes")
_REALISED = words("realised")
_DENIALS = words("denials")
_GUESSES = words("guesses")
_HARMS = words("harms")
_OPEN_NOUNS = words("open_nouns")


@dataclass(frozen=True)
class Frame:
    """How a verb is put: its modality, its negation, and who says so.

    `modal` is "future", "possible", "must" or "" ; `speech` the verb of saying right above.
    """

    modal: str = ""
    negated: bool = False
    conditional: bool = False
    speech: Token | None = None
    governor: Token | None = None


@dataclass(frozen=True)
class Framed:
    """A trigger with the type, mode and status that its frame gives it.

    Attributes
    ----------
    content : Trigger or None
        What is agreed, demanded, refused or threatened, where that is told by a trigger of its own.
    speaker : Token or None
        Verb of saying whose subject is the actor (of a "must").
    denial : Token or None
        Verb by which someone denies that it was done.
    """

    trigger: Trigger
    type: str
    mode: str | None
    status: EventStatus
    frame: Frame
    content: Trigger | None = None
    speaker: Token | None = None
    denial: Token | None = None


def framed(triggers: Sequence[Trigger], sentence: TokenSpan | Doc) -> list[Framed]:
    """The triggers of a sentence as events on their own; content of other triggers is joined to those.

    Notes
    -----
    The ontology's rules for the future: a future CONSULT, SUPPORT, COOPERATE or AID is AGREE, a future RETREAT is
    CONCEDE,
    and a hostile act announced is THREATEN with the content as its mode. Denied willingness is REJECT.
    """
    by_token = {word.i: trigger for trigger in triggers for word in trigger.words}
    result: list[Framed] = []
    swallowed: set[int] = set()
    content: dict[int, Trigger] = {}
    denied: dict[int, Token] = {}
    for trigger in triggers:
        if (denial := _denial(trigger)) is not None:
            denied[id(trigger)] = denial
            swallowed.update(id(t) for t in triggers if t.verb == denial)
            continue
        if _is_part(trigger, by_token):
            swallowed.add(id(trigger))
            continue
        outer = outer_of(trigger, by_token)
        if outer is not None:
            swallowed.add(id(trigger))
            content.setdefault(id(outer), trigger)
    for trigger in [*triggers, *_demands(sentence, by_token)]:
        if id(trigger) in swallowed:
            continue
        judged = _judged(trigger, content.get(id(trigger)))
        if id(trigger) in denied:
            judged = replace(judged, status="denied", denial=denied[id(trigger)])
        result.append(judged)
    return sorted(result, key=lambda f: f.trigger.head.i)


def _denial(trigger: Trigger) -> Token | None:
    """The verb by which someone denies that a thing was done: "denied that it had shelled", "denied the attack"."""
    token = trigger.verb or trigger.head
    for _ in range(4):
        head = token.head
        if head.i == token.i:
            return None
        if head.lemma_.lower() in _DENIALS and head.pos_ == "VERB":
            done = trigger.verb is not None and token.dep_ in ("ccomp", "xcomp") and token.tag_ != "VB"
            deed = trigger.verb is None and trigger.sense.type in HOSTILE and token.dep_ == "dobj"
            negated = any(c.dep_ == "neg" for c in head.children)
            return head if (done or deed) and not negated else None
        if token.dep_ not in ("pobj", "prep", "pcomp", "dobj", "xcomp", "conj"):
            return None
        token = head
    return None


def _is_part(trigger: Trigger, by_token: dict[int, Trigger]) -> bool:
    """Whether a trigger only tells how another was done, or what came of it.

    "Retaliated by firing rockets"; "fired at a boat, wounding three"; "the shelling killed forty".
    """
    verb = trigger.verb
    if verb is None:
        return False
    deed = None
    if verb.dep_ == "pcomp" and verb.head.lower_ == "by":
        deed = by_token.get(verb.head.head.i)
    elif verb.lemma_.lower() in _HARMS and not is_passive(verb):
        if verb.dep_ == "advcl" and verb.tag_ == "VBG":
            deed = by_token.get(verb.head.i)
        else:
            deed = next((d for c in verb.children if c.dep_ == "nsubj" and (d := by_token.get(c.i))), None)
    return deed is not None and deed is not trigger and {deed.sense.type, trigger.sense.type} <= HOSTILE


def _judged(trigger: Trigger, content: Trigger | None) -> Framed:
    type_, mode = trigger.sense.type, trigger.sense.mode
    if trigger.verb is None:
        return Framed(trigger, type_, mode, _noun_status(trigger.head), Frame(), content)
    frame = frame_of(trigger.verb)
    status: EventStatus = "happened"
    if trigger.verb.tag_ in ("VBG",) and any(
        c.lemma_ == "be" and c.tag_ in ("VBZ", "VBP") for c in trigger.verb.children
    ):
        status = "ongoing"
    speaker = None
    if frame.modal == "must" and trigger.kind != "modal":
        if frame.speech is not None and type_ not in ("REQUEST",):
            content, speaker = trigger, frame.speech
            type_, mode = "REQUEST", content_mode("REQUEST", trigger.sense)
        else:
            status = "hypothetical"
    elif frame.negated:
        if (
            type_ in COOPERATIVE
            and _refused(trigger.verb, frame)
            and frame.modal in ("future", "")
            and (frame.modal or (trigger.verb.tag_ in ("VBG", "VB", "VBP", "VBZ") and not _past(trigger.verb)))
        ):
            content = content or trigger
            type_, mode = "REJECT", content_mode("REJECT", trigger.sense)
        else:
            status = "negated"
    elif frame.modal == "future":
        if type_ in ("CONSULT", "SUPPORT", "COOPERATE", "AID"):
            type_, mode, status = "AGREE", None, "planned"
        elif type_ == "RETREAT" and mode != "resign":
            type_, mode, status = "CONCEDE", None, "planned"
        elif type_ in HOSTILE:
            type_, mode = "THREATEN", content_mode("THREATEN", trigger.sense)
        else:
            status = "planned"
    elif frame.modal == "possible":
        status = "hypothetical"
    above = frame.speech or frame.governor
    if frame.modal == "future" and above is not None and above.lemma_ in _GUESSES:
        status = "hypothetical"
    if frame.conditional and status == "happened":
        status = "hypothetical"
    if status == "planned" and frame.governor is not None and frame.governor.pos_ == "NOUN":
        status = "hypothetical"  # a plan, an offer or a proposal to do it
    if type_ in ("REQUEST", "REJECT", "THREATEN") and mode is None:
        if content is not None:
            mode = content_mode(type_, content.sense)
        elif type_ != "THREATEN":
            mode = mode_of_plain_content(trigger)
    return Framed(trigger, type_, mode, status, frame, content, speaker)


def frame_of(verb: Token) -> Frame:
    """The modality of a verb by its auxiliaries and the verbs above it, up to the next verb of saying."""
    modal, negated, conditional, speech, governor = "", False, False, None, None
    token = verb
    for _ in range(5):
        lowers = {c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass")}
        if not modal:
            modal = _modality(token, lowers)
        negated = negated or any(
            c.dep_ == "neg" or (c.dep_ == "advmod" and c.lower_ in ("never", "no")) for c in token.children
        )
        conditional = conditional or any(
            c.dep_ in ("mark", "advmod") and c.lower_ in ("if", "unless", "whether", "should") for c in token.children
        )
        head = token.head
        if head.i == token.i or token.dep_ not in ("xcomp", "ccomp", "conj", "pcomp", "prep", "acomp", "oprd", "acl"):
            break
        if token.dep_ in ("ccomp", "conj") and head.lemma_ in _SPEECH and token.dep_ == "ccomp":
            speech = head
            break
        if token.dep_ == "conj":
            if (
                modal
                or head.pos_ not in ("VERB", "AUX")
                or any(c.dep_ in ("nsubj", "aux", "nsubjpass") for c in token.children)
            ):
                break
            token = head
            lowers = {c.lower_ for c in head.children if c.dep_ in ("aux", "auxpass")}
            modal = modal or _modality(head, lowers)
            continue
        lemma = head.lemma_.lower()
        if token.dep_ in ("xcomp", "oprd", "acl", "pcomp") and not modal:
            if lemma in _PLANS or lemma in ("go", "willing", "ready"):
                modal = "future"
            elif lemma in _WISHES:
                modal = "possible"
            elif lemma == "fail":
                negated = True
            elif (
                lemma not in _REALISED
                and token.dep_ in ("xcomp", "acl")
                and any(c.lower_ == "to" for c in token.children)
                and head.pos_ in ("NOUN", "ADJ")
            ):
                modal = "possible"
        if token.dep_ == "pcomp" and head.dep_ == "prep" and head.head.pos_ in ("ADJ", "NOUN") and not modal:
            modal = "possible" if head.head.pos_ == "ADJ" or head.head.lemma_ in _OPEN_NOUNS else modal
        governor = governor or head
        token = head
    if (
        token.dep_ == "advcl"
        and not modal
        and any(c.lower_ in ("before", "until") for c in token.children if c.dep_ == "mark")
    ):
        modal = "possible" if token.tag_ in ("VBZ", "VBP", "VBG") else modal
    if token.dep_ == "advcl" and not modal:
        marks = {c.lower_ for c in token.children if c.dep_ in ("mark", "advmod", "aux")}
        if "to" in marks:
            modal = "possible"
        conditional = conditional or bool(marks & {"if", "unless", "whether"})
    return Frame(modal, negated, conditional, speech, governor)


def _modality(token: Token, lowers: set[str]) -> str:
    if lowers & {"will", "'ll", "shall", "wo", "would", "’ll"}:
        return "future"
    if lowers & {"may", "might", "could", "can", "ca"}:
        return "possible"
    if lowers & {"must", "should", "ought"}:
        return "must"
    if token.lemma_ in ("have", "need") and any(c.dep_ == "xcomp" for c in token.children):
        return "must"
    if token.dep_ == "xcomp" and token.head.lemma_ == "be" and any(c.lower_ == "to" for c in token.children):
        return "future"
    if token.tag_ == "VBG" and token.lemma_ == "go" and any(c.dep_ == "xcomp" for c in token.children):
        return "future"
    return ""


def _refused(verb: Token, frame: Frame) -> bool:
    """Whether a denied verb is a refusal: with an auxiliary of its own, not a participle ("by not reaching a deal")."""
    return frame.modal == "future" or any(c.dep_ == "aux" for c in verb.children)


def _past(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("did", "had", "has", "have") for c in verb.children)


def _demands(sentence: TokenSpan | Doc, by_token: dict[int, Trigger]) -> list[Trigger]:
    """What someone says that another must do, where the verb is no trigger itself: "said that Libya must hand over
    …"."""
    found = []
    for token in sentence:
        if token.dep_ == "aux" and token.lower_ in ("must", "should") and token.head.i not in by_token:
            verb = token.head
            subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
            party = [s for s in subjects if s.pos_ in ("PROPN", "NOUN") and s.lower_ not in ("it", "that")]
            if verb.dep_ == "ccomp" and verb.head.lemma_ in _SPEECH and verb.head.i not in by_token and party:
                found.append(Trigger(token, verb.head, (token, verb), Sense("REQUEST", "change"), "modal"))
    return found


def _noun_status(noun: Token) -> EventStatus:
    """Status of an event told by a noun alone: planned, hypothetical or happened by its words and verb."""
    modifiers = {c.lower_ for c in noun.children if c.dep_ in ("amod", "det", "advmod", "compound")}
    if modifiers & {
        "planned",
        "upcoming",
        "future",
        "next",
        "forthcoming",
        "scheduled",
        "proposed",
        "expected",
        "imminent",
    }:
        return "planned"
    if modifiers & {
        "possible",
        "potential",
        "any",
        "threatened",
        "further",
        "new",
        "alleged",
        "hypothetical",
        "renewed",
        "another",
    } - {"new", "alleged", "renewed", "another"}:
        return "hypothetical"
    if modifiers & {"no"}:
        return "negated"
    verb = noun
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    if verb.pos_ in ("VERB", "AUX"):
        frame = frame_of(verb)
        if frame.modal == "future" and noun.dep_ in ("nsubj", "nsubjpass", "dobj"):
            return "planned"
        if (frame.modal == "possible" or frame.conditional) and noun.dep_ in (
            "nsubj",
            "dobj",
            "nsubjpass",
            "pobj",
            "attr",
        ):
            return "hypothetical"
    return "happened"
