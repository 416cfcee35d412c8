"""What a summary and a report page show, gathered from a desk once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from daylight.positions.daylight import Daylight, ranking
from daylight.positions.posterior import Position, positions
from daylight.positions.words_and_deeds import WordsAndDeeds, words_and_deeds
from daylight.reading.event_join import SideOf, join_events, sides
from daylight.records import Actor, Condition, Document, Event, Issue, Relation, Statement
from daylight.settings import Settings

if TYPE_CHECKING:
    from daylight.desk.store import Desk

SIDES = ("state", "coalition", "igo", "armed_group")
"""Kinds of actors that members are counted with when positions are taken by side."""


@dataclass(frozen=True)
class Ends:
    """Where a side or actor stood in the earliest and the latest document that gives it a position on an issue."""

    actor: str
    issue: str
    before: Position
    after: Position

    @property
    def shift(self) -> float:
        return self.after.mean - self.before.mean


class Shared(NamedTuple):
    """An issue on which two actors both have positions."""

    issue: str
    daylight: Daylight
    a: Position
    b: Position


class View:
    """The record of a desk as a reader sees it.

    Attributes
    ----------
    statements, conditions, events, relations : list
        In date order, review decisions applied.
    """

    def __init__(self, desk: Desk, settings: Settings | None = None, document: str | None = None):
        self.settings = settings or Settings()
        self.documents: list[Document] = [desk.document(document)] if document else desk.documents()
        self.actors: dict[str, Actor] = desk.actors()
        self.issues: dict[str, Issue] = desk.issues()
        chosen = document and self.documents[0].id
        self.statements: list[Statement] = desk.statements(document=chosen)
        self.conditions: list[Condition] = desk.conditions(document=chosen)
        self.events: list[Event] = sorted(
            desk.events(document=chosen), key=lambda e: (_start(e.date) or "9999", e.doc, e.evidence)
        )
        self.relations: list[Relation] = desk.relations(document=chosen)
        self.notes = desk.notes()

    @cached_property
    def told(self) -> list[Event]:
        """The events of all documents, one record per real event, in date order."""
        joined = join_events(self.events, self.counted_as)
        return sorted(joined, key=lambda e: (_start(e.date) or "9999", e.doc, e.evidence))

    @cached_property
    def counted_as(self) -> SideOf:
        """The map from an actor to the state under which its events are counted."""
        return sides(self.actors)

    @cached_property
    def words_and_deeds(self) -> list[WordsAndDeeds]:
        """Pairs with their daylight and the balance of their events, those with most events first."""
        return words_and_deeds(self.positions.values(), self.told, self.counted_as)

    @cached_property
    def by_id(self) -> dict[str, Document]:
        """The documents by id."""
        return {document.id: document for document in self.documents}

    def actor(self, actor: str | None) -> str:
        """Name of an actor by id."""
        return self.actors[actor].name if actor in self.actors else (actor or "unnamed")

    def issue(self, issue: str | None) -> str:
        """Name of an issue by id."""
        return self.issues[issue].name if issue in self.issues else (issue or "")

    def side(self, actor: str) -> str:
        """The state, coalition, organisation of states or armed group that an actor belongs to, else itself."""
        seen: set[str] = set()
        while actor in self.actors and actor not in seen and self.actors[actor].kind not in SIDES:
            seen.add(actor)
            homes = [m.actor for m in self.actors[actor].memberships if m.until is None]
            if not homes:
                break
            actor = homes[0]
        return actor

    @cached_property
    def held(self) -> list[Statement]:
        """Statements that say where their holder stands: the author's own judgements left out."""
        return [statement for statement in self.statements if not statement.author_voice]

    @cached_property
    def by_side(self) -> list[Statement]:
        """The same statements with each holder replaced by its side."""
        return [s.model_copy(update={"holder": self.side(s.holder)}) for s in self.held]

    @cached_property
    def positions(self) -> dict[tuple[str, str], Position]:
        """Position of each side and each actor on each issue, by (actor, issue)."""
        own = positions(self.held, self.documents, self.settings.positions)
        sides = positions(self.by_side, self.documents, self.settings.positions)
        return {(p.actor, p.issue): p for p in (*own, *sides)}

    @cached_property
    def side_statements(self) -> dict[tuple[str, str], list[Statement]]:
        """Statements behind each position, those of a side's members with it."""
        found: dict[tuple[str, str], list[Statement]] = {}
        for statement, sided in zip(self.held, self.by_side, strict=True):
            for holder in dict.fromkeys((statement.holder, sided.holder)):
                found.setdefault((holder, statement.issue), []).append(statement)
        return found

    @cached_property
    def prominent(self) -> list[str]:
        """Sides and actors with statements, the most heard first; members of a side stand behind it."""
        counts = Counter(s.holder for s in self.by_side)
        own = Counter(s.holder for s in self.held)
        sides = [side for side, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
        members = [a for a, _ in sorted(own.items(), key=lambda item: (-item[1], item[0])) if a not in counts]
        return [a for a in (*sides, *members) if a in self.actors]

    @cached_property
    def salient(self) -> list[str]:
        """Issues by how much they are talked of across sides: by the second most heard side, then by all statements."""
        sides: dict[str, Counter[str]] = {}
        for statement in self.by_side:
            sides.setdefault(statement.issue, Counter())[statement.holder] += 1

        def rank(issue: str) -> tuple[int, int, str]:
            heard = sorted(sides[issue].values(), reverse=True)
            return -(heard[1] if len(heard) > 1 else 0), -sum(heard), issue

        return sorted(sides, key=rank)

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Pairs that meet on at least one issue, the most prominent first.

        Prominence counts the fewer of the two actors' statements on each shared issue, twice where both are sides or
        neither is, and each declared relation twice.
        """
        weight: Counter[tuple[str, str]] = Counter()
        counts = {key: len(found) for key, found in self.side_statements.items()}
        for a, b in combinations(sorted(self.prominent[:24]), 2):
            if self.side(a) == self.side(b):
                continue
            alike = 2 if (self.side(a) == a) == (self.side(b) == b) else 1
            weight[a, b] = sum(alike * min(n, counts.get((b, i), 0)) for (x, i), n in counts.items() if x == a)
        for relation in self.relations:
            pairs = {tuple(sorted((relation.a, relation.b)))}
            pairs.add(tuple(sorted((self.side(relation.a), self.side(relation.b)))))
            for a, b in pairs:
                if weight.get((a, b)):
                    weight[a, b] += 2
        return [pair for pair, n in sorted(weight.items(), key=lambda item: (-item[1], item[0])) if n]

    def shared(self, a: str, b: str) -> list[Shared]:
        """The issues on which two actors both have positions, widest daylight first."""
        ranked = ranking(list(self.positions.values()), a, b)
        return [Shared(d.issue, d, self.positions[a, d.issue], self.positions[b, d.issue]) for d in ranked if d.issue]

    @cached_property
    def movements(self) -> list[Ends]:
        """Positions that moved between the first and the last document that speak of them.

        Only movements of at least a quarter of the wider interval are kept; those that rest on most statements come
        first, and a member's is left out where its side's shows the same.
        """
        order = {document.id: number for number, document in enumerate(self.documents)}
        moved = []
        for (actor, issue), statements in self.side_statements.items():
            docs = sorted({s.doc for s in statements}, key=lambda doc: order[doc])
            if len(docs) < 2:
                continue
            first, last = (
                positions(
                    [s.model_copy(update={"holder": actor}) for s in statements if s.doc == doc],
                    self.documents,
                    self.settings.positions,
                )
                for doc in (docs[0], docs[-1])
            )
            ends = Ends(actor, issue, first[0], last[0])
            if abs(ends.shift) >= max(p.high - p.low for p in (ends.before, ends.after)) / 4:
                moved.append(ends)
        sides = {(ends.actor, ends.issue) for ends in moved}
        kept = [e for e in moved if self.side(e.actor) == e.actor or (self.side(e.actor), e.issue) not in sides]
        return sorted(kept, key=lambda e: (-min(e.before.count, e.after.count) * abs(e.shift), e.actor, e.issue))


def _start(date: str | None) -> str | None:
    if not date:
        return None
    first, _, last = date.partition("/")
    return first if first != ".." else last
