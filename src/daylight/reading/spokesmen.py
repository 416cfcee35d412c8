"""Spokesmen: whose position it is where somebody speaks for an institution and says what it will do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from daylight.knowledge.offices import office_of
from daylight.reading.coreference import resolve
from daylight.reading.predicates import root_of
from daylight.records import Attribution, record_id

if TYPE_CHECKING:
    from daylight.reading.annotated import Annotated
    from daylight.reading.cast import Cast, Member

_SPEAKING = frozenset({"spokesperson", "head of organisation"})
"""Offices whose bearer says what his institution will do, not what he will."""
_LEADING = frozenset({"head of state", "head"})
"""Offices of states and of other bodies alike."""
_WILL = frozenset({"will", "would", "'ll", "’ll", "wo", "shall"})


def spoken_for(annotated: Annotated, records: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, with an inner one for each that says what the speaker's institution will do.

    "A ministry spokesman said that Seoul will go on" is Seoul's promise, and the spokesman reports it. What heads of
    state and ministers say that their country will do stays their own word.

    Parameters
    ----------
    annotated : Annotated
        With mentions.
    records : sequence of Attribution
        With holders.
    """
    out: list[Attribution] = []
    replaced: set[str] = set()
    for record in records:
        out.append(record)
        own = _institution(annotated, record)
        if own is None:
            continue
        doubles = {r.id for r in records if r.parent == record.id and r.holders == (own,)}
        replaced |= doubles
        inner = record_id("attributions", record.doc, record.content, record.cue, own)
        out.append(record.model_copy(update={"id": inner, "holders": (own,), "parent": record.id, "source": ()}))
    return [record for record in out if record.id not in replaced]


def _institution(annotated: Annotated, record: Attribution) -> str | None:
    """The institution that the subject of a content is and for which the only holder speaks."""
    cast = annotated.cast
    if cast is None or len(record.holders) != 1 or len(record.content) != 1 or record.holders[0] not in cast.members:
        return None
    speaker = cast.members[record.holders[0]]
    if not _speaks_for_others(cast, speaker):
        return None
    root = root_of(annotated.syntax.tokens(record.content[0]))
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if (
        subject is None
        or subject.pos_ == "PRON"
        or not any(c.lower_ in _WILL for c in root.children if c.dep_ == "aux")
    ):
        return None
    found = resolve(annotated, subject)
    return found[0] if len(found) == 1 and found[0] in _principals(cast, speaker.id) else None


def _speaks_for_others(cast: Cast, speaker: Member) -> bool:
    """Whether somebody is a spokesman or heads a body that is no state: the president of a commission."""
    office = office_of(speaker.role) if speaker.role else None
    if office is None:
        return False
    kinds = {cast.known(own).kind for own in speaker.memberships}
    leads = office.name in _LEADING and bool(kinds) and kinds <= {"igo", "organisation", "coalition"}
    return office.name in _SPEAKING or leads


def _principals(cast: Cast, speaker: str) -> set[str]:
    """For whom somebody speaks: what he belongs to, and its state; a junta's man does not speak as the state."""
    found: set[str] = set()
    for own in cast.members[speaker].memberships:
        found.add(own)
        if cast.known(own).kind not in ("government", "armed_group") and (state := cast.state_of(own)):
            found.add(state)
    return found
