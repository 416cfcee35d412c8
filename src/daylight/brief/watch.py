"""Watch: what is new on a desk since a day or a document, in the words of a brief, each line with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from daylight.brief.words import CLEAR, clean, excerpt
from daylight.errors import InputError, NotFoundError
from daylight.positions.claims import claims
from daylight.positions.daylight import ranking
from daylight.positions.fulfilment import Fulfilment, fulfilments
from daylight.positions.posterior import Position, last_day, position_table, to_positions
from daylight.records import Condition, Document, Event, Statement
from daylight.settings import PositionSettings

if TYPE_CHECKING:
    from daylight.desk.store import Desk

MOVED = 0.15
"""Least shift of a mean position, in [0, 2], that is told."""
WIDENED = 0.15
"""Least change of expected daylight, in [0, 2], that is told."""


class News(NamedTuple):
    """One thing that is new."""

    kind: str
    """One of `KINDS`."""
    text: str
    evidence: tuple[str, ...]
    """Ids of the records it rests on."""
    size: float
    """How far something moved; 0 where nothing is measured."""


def news(
    desk: Desk, since: str, settings: PositionSettings | None = None, met: Sequence[Fulfilment] | None = None
) -> list[News]:
    """What is new on a desk.

    Parameters
    ----------
    desk : Desk
        The record, review decisions applied.
    since : str
        An ISO date, or the id or name of a document: what documents published later say is new. Statements of
        documents without a publication date count as known before. Of a desk coded from one table, the dates of the
        statements count.
    settings : PositionSettings, optional
        How statements add up.
    met : sequence of Fulfilment, optional
        As of `proposed`, where it is known already.

    Returns
    -------
    list of News
        In the order of `KINDS`, the largest first within each.

    Notes
    -----
    Positions before and now are both taken at the last day of the desk, so that nothing seems to soften by mere ageing.
    """
    settings = settings or PositionSettings()
    documents = desk.documents()
    day = _cutoff(desk, since)
    names = {key: actor.name for key, actor in desk.actors().items()}
    issues = {key: issue.name for key, issue in desk.issues().items()}
    held = [s for s in desk.statements() if not s.author_voice]
    one_table = len(documents) == 1
    later = {d.id for d in documents if d.published and d.published > day}
    fresh = {s.id for s in held if (s.date and s.date[:10] > day.isoformat() if one_table else s.doc in later)}
    known = [s for s in held if s.id not in fresh]
    told = claims(held, documents, settings)
    at = last_day(told)
    now = to_positions(position_table(told, settings, at))
    before = to_positions(position_table(claims(known, documents, settings), settings, at))
    found = _positions(now, before, fresh, names, issues)
    found += _daylight(now, before, fresh, names, issues)
    found += _conditions(desk, later, documents, names)
    found += _fulfilled(desk, proposed(desk) if met is None else met, later, documents, names)
    found += _sources(held, known, fresh, names)
    return sorted(found, key=lambda n: (KINDS.index(n.kind), -n.size, n.text))


KINDS = (
    "new position", "turned", "hardened", "softened", "widening", "narrowing", "new condition", "condition met",
    "condition crossed", "condition no longer open", "first-time source",
)  # fmt: skip


def _cutoff(desk: Desk, since: str) -> date:
    try:
        return date.fromisoformat(since)
    except ValueError:
        pass
    try:
        document = desk.document(since)
    except NotFoundError as error:
        raise InputError(f"{since!r} is neither a date (as 2026-03-31) nor a document: {error}") from error
    if document.published is None:
        raise InputError(f"{document.name} has no publication date; give --since a date instead")
    return document.published


def _positions(
    now: list[Position], before: list[Position], fresh: set[str], names: dict[str, str], issues: dict[str, str]
) -> list[News]:
    earlier = {(p.actor, p.issue): p for p in before}
    found = []
    for position in now:
        evidence = tuple(e for e in position.evidence if e in fresh)
        if not evidence:
            continue
        who, what = names.get(position.actor, position.actor), issues.get(position.issue, position.issue)
        stands = f"{_stands(position.mean)} ({position.mean:+.2f}, {_statements(position.count)})"
        then = earlier.get((position.actor, position.issue))
        if then is None:
            found.append(News("new position", f"{who} on {what}: {stands}.", evidence, abs(position.mean)))
            continue
        shift = position.mean - then.mean
        if abs(shift) < MOVED:
            continue
        moved = f"{who} on {what}: from {then.mean:+.2f} to {position.mean:+.2f}; now {_stands(position.mean)}."
        sides = {p.mean > 0 for p in (position, then) if abs(p.mean) > CLEAR}
        kind = "hardened" if abs(position.mean) > abs(then.mean) else "softened"
        found.append(News("turned" if len(sides) == 2 else kind, moved, evidence, abs(shift)))
    return found


def _daylight(
    now: list[Position], before: list[Position], fresh: set[str], names: dict[str, str], issues: dict[str, str]
) -> list[News]:
    """Pairs of which one spoke anew on an issue on which both had spoken."""
    moved = {(p.actor, p.issue) for p in now if fresh.intersection(p.evidence)}
    actors = sorted({p.actor for p in before})
    found = []
    for number, a in enumerate(actors):
        for b in actors[number + 1 :]:
            then = {d.issue: d for d in ranking(before, a, b)}
            for gap in ranking(now, a, b) if then else ():
                if gap.issue not in then or gap.issue is None or not {(a, gap.issue), (b, gap.issue)} & moved:
                    continue
                change = gap.expected - then[gap.issue].expected
                if abs(change) < WIDENED:
                    continue
                verb = "widens" if change > 0 else "narrows"
                text = (
                    f"Daylight between {names.get(a, a)} and {names.get(b, b)} on {issues.get(gap.issue, gap.issue)} "
                    f"{verb} from {then[gap.issue].expected:.2f} to {gap.expected:.2f} "
                    f"(now {gap.probability_opposite:.0%} likely on opposite sides)."
                )
                evidence = tuple(
                    e for p in now if p.actor in (a, b) and p.issue == gap.issue for e in p.evidence if e in fresh
                )
                found.append(News("widening" if change > 0 else "narrowing", text, evidence, abs(change)))
    return found


def _conditions(desk: Desk, later: set[str], documents: list[Document], names: dict[str, str]) -> list[News]:
    by_id = {d.id: d for d in documents}
    conditions = desk.conditions()
    known = {_key(c, by_id) for c in conditions if c.doc not in later}
    found = []
    for condition in conditions:
        who = names.get(condition.actor or "", condition.actor or "an unnamed actor")
        words = excerpt(by_id[condition.doc], condition.if_)
        if condition.doc in later and condition.state == "open" and _key(condition, by_id) not in known:
            kind = condition.kind.replace("_", " ")
            found.append(News("new condition", f"{who} sets a {kind}: “{words}”.", (condition.id,), 0.0))
        if condition.doc in later and condition.state == "met":
            found.append(
                News("condition met", f"The condition of {who}, “{words}”, has been met.", (condition.id,), 0.0)
            )
    return found


def _fulfilled(
    desk: Desk, met: Sequence[Fulfilment], later: set[str], documents: list[Document], names: dict[str, str]
) -> list[News]:
    """What speaks in later documents for a condition being met: proposals, beside what analysts decided."""
    by_id = {d.id: d for d in documents}
    conditions = {c.id: c for c in desk.conditions()}
    records: dict[str, Event | Statement] = {event.id: event for event in desk.events()}
    records |= {statement.id: statement for statement in desk.statements()}
    found = []
    for item in met:
        condition, record = conditions[item.condition], records[item.record]
        if record.doc not in later:
            continue
        who = names.get(condition.actor or "", condition.actor or "an unnamed actor")
        asked = excerpt(by_id[condition.doc], condition.if_)
        sentence = record.sentence if isinstance(record, Statement) else record.mentions[0].sentence
        told = excerpt(by_id[record.doc], sentence)
        text = f"The condition of {who}, “{asked}”, {item.words}: “{told}” ({item.confidence:.0%} sure)."
        found.append(News(f"condition {item.outcome}", text, (condition.id, record.id), 0.0))
    return found


def proposed(desk: Desk) -> list[Fulfilment]:
    """What speaks for open conditions being met, crossed or no longer open, by the desk's own later records.

    Conditions of which an analyst has decided the state are left out, and so are those that are not open.
    """
    decided = {d.record for d in desk.log() if d.layer == "conditions" and not d.undone and "state" in d.changes}
    conditions = [c for c in desk.conditions() if c.id not in decided]
    if not conditions:
        return []
    return fulfilments(conditions, desk.events(), desk.statements(), desk.documents(), desk.actors(), desk.mentions())


def _key(condition: Condition, documents: dict[str, Document]) -> tuple[str | None, str]:
    return condition.actor, clean(documents[condition.doc], condition.if_).casefold()


def _sources(held: list[Statement], known: list[Statement], fresh: set[str], names: dict[str, str]) -> list[News]:
    heard = {voice for s in known for voice in _voices(s)}
    first: dict[str, list[str]] = {}
    for statement in held:
        if statement.id in fresh:
            for voice in _voices(statement):
                if voice not in heard:
                    first.setdefault(voice, []).append(statement.id)
    return [
        News("first-time source", f"{names.get(v, v)}: heard for the first time.", tuple(ids), float(len(ids)))
        for v, ids in sorted(first.items())
    ]


def _voices(statement: Statement) -> Iterable[str]:
    return (statement.holder, *statement.reported_by)


def _stands(mean: float) -> str:
    return "supports" if mean > CLEAR else "opposes" if mean < -CLEAR else "undecided"


def _statements(count: int) -> str:
    return f"{count} statement{'s' if count != 1 else ''}"
