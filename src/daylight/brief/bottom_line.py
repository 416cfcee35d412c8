"""The bottom line up front: three to six sentences built from the record, each with the records it stands on."""

from __future__ import annotations

from dataclasses import dataclass

from daylight.brief.view import Shared, View
from daylight.brief.words import CLEAR, excerpt, quoted, stance_words, sureness
from daylight.desk.evidence import evidence_of
from daylight.knowledge.likelihood import likelihood
from daylight.records import Condition, Event, Statement

LONGEST = 6
TELLING = 20
"""Characters under which the words of a statement ("the opposite") say too little when they stand alone."""
ACTS_FIRST = {"threaten": 0, "demand": 1, "reject": 2, "decide": 3, "promise": 4, "propose": 5, "warn": 6}


@dataclass(frozen=True)
class Sentence:
    """One sentence of the bottom line and the ids of the records behind it."""

    text: str
    records: tuple[str, ...]


def bottom_line(view: View) -> list[Sentence]:
    """The sentences that a busy reader needs first.

    Parameters
    ----------
    view : View
        The record of a desk.

    Returns
    -------
    list of Sentence
        At most six: what the text declares apart, the clearest divergence, movement, convergence, a condition, the
        latest event and what is planned; fewer where the record is silent. Words in quotation marks stand so in the
        texts.
    """
    sentences: list[Sentence] = []
    for step in (_declared_apart, _divergence, _movement, _convergence, _condition, _latest, _ahead):
        sentence = step(view)
        if sentence and sentence.records:
            sentences.append(sentence)
    return sentences[:LONGEST]


def _declared_apart(view: View) -> Sentence | None:
    return _declared(view, "diverge", "apart")


def _declared(view: View, kind: str, words: str) -> Sentence | None:
    """What the latest text that speaks of it says of the main pair, else of another, in its own sentence."""
    main = set(view.pairs[0]) if view.pairs else set()
    order = {document.id: number for number, document in enumerate(view.documents)}
    found = [r for r in view.relations if r.kind == kind]
    if not found:
        return None
    relation = min(
        found,
        key=lambda r: ({view.side(r.a), view.side(r.b)} != main, -order[r.doc], -r.confidence, r.evidence),
    )
    document = view.by_id[relation.doc]
    sentence = evidence_of(relation, document)[0].context
    text = (
        f"The text itself sees {view.actor(relation.a)} and {view.actor(relation.b)} {words}: "
        f"“{excerpt(document, sentence, 260).rstrip('.')}”."
    )
    return Sentence(text, (relation.id,))


def _divergence(view: View) -> Sentence | None:
    """The issue on which the first pair that is apart is so most probably."""
    for a, b in view.pairs[:8]:
        apart = _clear(view, a, b, -1)
        if not apart:
            continue
        issue, distance, pa, pb = max(apart, key=lambda shared: (shared.daylight.probability_opposite, shared.issue))
        one, other = _voice(view, a, issue, pa.mean), _voice(view, b, issue, pb.mean)
        text = (
            f"{view.actor(a)} and {view.actor(b)} are most clearly apart on {view.issue(issue)}: "
            f"{view.actor(a)} {stance_words(pa.mean)} ({quoted(view, one)}), "
            f"{view.actor(b)} {stance_words(pb.mean)} ({quoted(view, other)}); that they are on opposite sides "
            f"is {_about(distance.probability_opposite)}."
        )
        return Sentence(text, (one.id, other.id))
    return None


def _clear(view: View, a: str, b: str, sides: int) -> list[Shared]:
    """The issues on which both stand clearly, on one side (1) or on opposite sides (-1)."""
    return [
        shared
        for shared in view.shared(a, b)
        if shared.a.mean * shared.b.mean * sides > 0 and min(abs(shared.a.mean), abs(shared.b.mean)) > CLEAR
    ]


def _movement(view: View) -> Sentence | None:
    for ends in view.movements:
        last = [s for s in view.side_statements[ends.actor, ends.issue] if s.doc == view.documents[-1].id]
        statements = last or view.side_statements[ends.actor, ends.issue]
        voice = max(statements, key=lambda s: (s.confidence, s.id))
        toward = "towards support" if ends.shift > 0 else "away from support"
        text = (
            f"On {view.issue(ends.issue)}, {view.actor(ends.actor)} has moved {toward} "
            f"({ends.before.mean:+.1f} to {ends.after.mean:+.1f}): {quoted(view, voice)}."
        )
        return Sentence(text, (voice.id,))
    return None


def _convergence(view: View) -> Sentence | None:
    """What the text declares shared, else the issue on which the main pairs most surely stand on one side."""
    if declared := _declared(view, "converge", "together"):
        return declared
    for a, b in view.pairs[:5]:
        alike = _clear(view, a, b, 1)
        if not alike:
            continue
        issue, _, pa, pb = min(alike, key=lambda shared: (shared.daylight.probability_opposite, shared.issue))
        one, other = _voice(view, a, issue, pa.mean), _voice(view, b, issue, pb.mean)
        text = (
            f"{view.actor(a)} and {view.actor(b)} stand closest on {view.issue(issue)}, where both "
            f"{'support' if pa.mean > 0 else 'oppose'} it ({quoted(view, one)}; {quoted(view, other)})."
        )
        return Sentence(text, tuple(dict.fromkeys((one.id, other.id))))
    return None


def _condition(view: View) -> Sentence | None:
    order = {"red_line": 0, "threat": 1, "precondition": 2, "promise": 3, "trigger": 4}
    whole = [c for c in view.conditions if c.then and c.actor and not c.forecast]
    if not whole:
        return None
    latest = max(c.doc == view.documents[-1].id for c in whole)
    chosen = [c for c in whole if (c.doc == view.documents[-1].id) == latest]
    condition = min(chosen, key=lambda c: (order[c.kind], -c.confidence, c.evidence))
    text = f"{view.actor(condition.actor)} has set {_article(condition)}: {condition_words(view, condition)}."
    return Sentence(text, (condition.id,))


def condition_words(view: View, condition: Condition) -> str:
    """A condition in the words of its document, both parts quoted."""
    document = view.by_id[condition.doc]
    if_part = f"“{excerpt(document, condition.if_)}”"
    return f"{if_part} → “{excerpt(document, condition.then)}”" if condition.then else if_part


def _latest(view: View) -> Sentence | None:
    """The last thing that happened on a known day or in a known span of days, up to the last document."""
    happened = [e for e in view.events if e.date and e.status in ("happened", "ongoing") and e.actors]
    last = _last_day(view)
    bounded = [e for e in happened if ".." not in (e.date or "") and not (last and _end(e.date) > last)] or happened
    if not bounded:
        return None
    event = max(bounded, key=lambda e: (_end(e.date), len(e.mentions), e.confidence, e.id))
    return Sentence(f"Latest on the timeline ({event.date}): {_told(view, event)}.", (event.id,))


def _ahead(view: View) -> Sentence | None:
    """The next thing that is planned, after the last document."""
    last = _last_day(view)
    planned = [e for e in view.events if e.status == "planned" and e.date and last and _end(e.date) > last]
    if not planned:
        return None
    event = min(planned, key=lambda e: (_end(e.date), -e.confidence, e.id))
    return Sentence(f"Ahead ({event.date}): {_told(view, event)}.", (event.id,))


def _last_day(view: View) -> str | None:
    return max((d.published.isoformat() for d in view.documents if d.published), default=None)


def _told(view: View, event: Event) -> str:
    sentence = event.mentions[0].sentence if event.mentions else event.evidence[0]
    return f"“{excerpt(view.by_id[event.doc], sentence, 220).rstrip('.')}”"


def _end(date: str | None) -> str:
    last = (date or "").split("/")[-1]
    return last if last != ".." else (date or "").split("/")[0]


def _article(condition: Condition) -> str:
    return f"a {condition.kind.replace('_', ' ')}"


def _about(probability: float) -> str:
    word = likelihood(min(max(probability, 0.01), 0.99))
    return f"a {word}" if word == "roughly even chance" else word


def _voice(view: View, actor: str, issue: str, mean: float) -> Statement:
    """The statement that says best where an actor stands."""
    wanted = "support" if mean > 0 else "oppose"
    statements = view.side_statements[actor, issue]
    return min(
        statements,
        key=lambda s: (
            s.stance != wanted,
            s.content[1] - s.content[0] < TELLING,
            ("sure", "likely", "doubtful").index(sureness(s.confidence, view.settings.report)),
            len(s.reported_by),
            ACTS_FIRST.get(s.act, 9),
            -s.confidence,
            s.id,
        ),
    )
