"""How sure it is that an event is told: by its trigger, by who is known of its parties, and by how it is put."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from daylight.knowledge.event_words import words
from daylight.reading.annotated import Annotated
from daylight.reading.event_dates import When
from daylight.reading.event_frames import HOSTILE
from daylight.reading.event_names import is_operation, title_of
from daylight.reading.event_parties import Party, ids
from daylight.reading.event_phrases import is_passive, looks_like_party
from daylight.reading.event_readings import EventReading
from daylight.records import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

_WEAK = words("weak")
"""Verbs of wide use: they tell of an event only where they have a party on either side."""
_SPOKEN = words("spoken")
"""Verbs that are mere speech where nobody is addressed."""
_ATTITUDES = words("attitudes")
_ATTITUDE_NOUNS = words("attitude_nouns")
_ASSERTIONS = words("assertions")
_PAPERS = words("papers")
_TELLING = frozenset({"express", "voice", "show", "signal", "indicate"})
_TRAVELS = frozenset({"fly", "travel", "head", "return", "journey", "arrive", "shuttle", "go"})
VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types of pure speech."""


def confidence_of(
    annotated: Annotated,
    reading: EventReading,
    actors: Sequence[Party],
    recipients: Sequence[Party],
    when: When | None,
    place: Place | None,
) -> float:
    """How sure it is that an event is told: by the kind of trigger, who is known of its parties, and its frame."""
    known_actor = any(_known(p) for p in actors)
    known_recipient = any(_known(p) for p in recipients)
    if not known_actor and not known_recipient:
        placed = place is not None or any(p.country_from == "phrase" for p in (*actors, *recipients))
        meets = reading.type == "CONSULT" and place is not None and when is not None and bool(actors)
        if not (meets or (reading.type in ("ASSAULT", "PROTEST", "COERCE") and placed)):
            return 0.05
    kind = reading.trigger.kind
    value = {"object": 0.72, "light": 0.75, "verb": 0.62, "modal": 0.5, "noun": 0.42}[kind]
    value += 0.1 * known_actor + 0.1 * known_recipient + 0.08 * (when is not None) + 0.03 * (place is not None)
    if kind == "noun":
        value += 0.1 * (len(ids(actors)) > 1) + 0.07 * (when is not None and place is not None)
    verb = reading.trigger.verb
    lemma = verb.lemma_.lower() if verb is not None else ""
    if lemma == "ask" and _is_question(verb):
        return 0.05
    if (
        verb is not None
        and verb.dep_ == "advcl"
        and verb.tag_ == "VBN"
        and any(c.lower_ == "as" for c in verb.children)
    ):
        return 0.05  # "as required by the plan"
    if kind == "noun" and (is_operation(reading.trigger.head) or title_of(reading.trigger.head)):
        value -= 0.15  # a name alone is of something known
    if reading.type == "CONSULT" and verb is not None and verb.dep_ == "acl" and verb.tag_ == "VBG":
        value -= 0.3  # "officials attending the meeting"
    if reading.type == "REQUEST" and lemma == "order" and not recipients:
        value -= 0.4  # who orders an operation does it
    if kind == "modal" and verb is not None and verb.tag_ in ("VBZ", "VBP"):
        value -= 0.15  # "is willing to"
    if lemma in _TRAVELS and reading.type == "CONSULT" and not _is_official(annotated, actors):
        value -= 0.4
    if reading.status == "planned" and reading.type not in HOSTILE and _is_conditional(verb):
        value -= 0.35  # what is promised on a condition is a condition
    both = known_actor and (known_recipient or reading.roles.reciprocal)
    direct = known_recipient and reading.roles.direct
    own = reading.type == "THREATEN" and _of_its_own(verb)
    weak = kind == "verb" and lemma in _WEAK and len(reading.trigger.words) == 1
    if weak and not both and not own and not (known_actor and _is_put(reading)):
        value -= 0.3
    if kind == "verb" and lemma in _SPOKEN and not direct and not own:
        value -= 0.35
    if lemma == "agree" and _believes(verb):
        value -= 0.4
    if reading.status != "denied" and _is_attitude(reading, when):
        value -= 0.45
    if kind == "noun" and reading.trigger.head.lemma_.lower() in _PAPERS:
        value -= 0.15
    if reading.type in VERBAL and not both and not own:
        value -= 0.12
    if kind == "noun" and reading.type == "ASSAULT" and known_actor and reading.status != "hypothetical":
        value += 0.05  # "the Turkish airstrikes"
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
    if verb is None or reading.type not in (*VERBAL, "CONSULT"):
        return False
    lemma = verb.lemma_.lower()
    if reading.trigger.kind == "light" or (reading.trigger.thing is not None and lemma in _TELLING):
        thing = reading.trigger.thing
        return lemma in _TELLING and thing is not None and thing.lemma_.lower() in _ATTITUDE_NOUNS
    bare = not any(c.dep_ in ("aux", "auxpass", "agent") for c in verb.children)
    states = (
        verb.tag_ in ("VBZ", "VBP")
        or any(c.lower_ in ("do", "does") for c in verb.children)
        or (verb.dep_ == "advcl" and verb.tag_ in ("VBG", "VBN") and bare)
    )
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


def _is_official(annotated: Annotated, parties: Sequence[Party]) -> bool:
    """Whether a person or an office stands among the parties: reporters and refugees travel without a visit."""
    cast = annotated.cast
    members = cast.members if cast is not None else {}
    return any(a in members and members[a].kind in ("person", "office") for a in ids(parties))


def _is_put(reading: EventReading) -> bool:
    """Whether words of wide use are put to someone or bind the speaker: "urged lawmakers to pass it", "offered to host
    talks"."""
    verb = reading.trigger.verb
    if verb is None or reading.framed.frame.modal or reading.framed.frame.conditional:
        return False
    if reading.type == "AGREE":
        return any(c.dep_ == "xcomp" and any(g.lower_ == "to" for g in c.children) for c in verb.children)
    addressed = any(c.dep_ == "dobj" and looks_like_party(c) for c in verb.children)
    return reading.type == "REQUEST" and addressed and verb.tag_ not in ("VBZ", "VBP")


def _is_question(verb: Token | None) -> bool:
    """Whether "asked" asks to know, not to have something done: "asked whether", "asked about"."""
    if verb is None:
        return False
    inner = {g.lower_ for c in verb.children if c.dep_ in ("ccomp", "advcl") for g in c.children}
    return bool(inner & {"whether", "if", "what", "how", "why", "when", "who"}) or any(
        c.lower_ == "about" for c in verb.children if c.dep_ == "prep"
    )


def _is_conditional(verb: Token | None) -> bool:
    """Whether what will be done depends on something: "will discuss it only once the gunmen are handed over"."""
    if verb is None:
        return False
    clauses = [c for c in verb.children if c.dep_ == "advcl"]
    return any(g.lower_ in ("if", "unless", "once", "until", "provided") for c in clauses for g in c.children)


def _of_its_own(verb: Token | None) -> bool:
    """Whether a warning tells what the warner himself will do: "warned that it would not tolerate …"."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp"] if verb is not None else []
    own = {"it", "they", "he", "she", "we", "i", "alliance", "country", "army", "government"}
    ahead = {"will", "would"}
    return any(
        any(g.dep_ == "nsubj" and g.lower_ in own for g in c.children)
        and any(g.lower_ in ahead for g in c.children if g.dep_ == "aux")
        for c in clauses
    )


def _believes(verb: Token | None) -> bool:
    """Whether "agree that …" is an opinion shared: its clause has another subject and looks neither ahead nor to a
    duty."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp"] if verb is not None else []
    ahead = {"will", "would", "should", "must", "to", "shall"}
    return any(c.lower_ != "to" and not ahead & {g.lower_ for g in c.children if g.dep_ == "aux"} for c in clauses)


def _known(party: Party) -> bool:
    return bool(party.actors) or party.named or party.country_from == "phrase"
