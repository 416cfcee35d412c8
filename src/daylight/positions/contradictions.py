"""Contradictions: an actor against itself, a member against what it belongs to, one member against another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from daylight.positions.belonging import belongs_to
from daylight.positions.claims import STANCE_VALUES, said_on
from daylight.records import Actor, Document, Statement

Kind = Literal["itself", "member against its own", "members against each other"]

APART = 1.0
"""Least difference of stances, in [0, 2], that is a contradiction: from support to a mixed stance, or more."""


class Contradiction(NamedTuple):
    """Two statements that cannot both be the position of one side."""

    kind: Kind
    side: str
    """The actor itself, or what both speakers belong to."""
    issue: str
    earlier: str
    """Id of the earlier statement."""
    later: str
    days: int | None
    """Days between them, None where one is undated."""
    size: float
    """Difference of stances, in [0, 2]."""


def contradictions(
    statements: Iterable[Statement],
    documents: Iterable[Document],
    actors: Mapping[str, Actor],
    apart: float = APART,
) -> list[Contradiction]:
    """Contradictions among statements, largest first.

    Of each pair of speakers and each issue, the pair of opposed statements nearest in time is given. An author's own
    judgements count as any actor's.

    Parameters
    ----------
    statements, documents : iterable
        What was said, and where.
    actors : mapping
        By id, with memberships.
    apart : float
        Least difference of stances.
    """
    texts = {document.id: document for document in documents}
    by_issue: dict[tuple[str, str], dict[str, list[tuple[date | None, Statement]]]] = defaultdict(dict)
    for statement in sorted(statements, key=lambda s: s.id):
        day = said_on(statement, texts.get(statement.doc))
        for side in dict.fromkeys([statement.holder, *belongs_to(statement.holder, actors)]):
            by_issue[side, statement.issue].setdefault(statement.holder, []).append((day, statement))
    found: dict[tuple[str, str, str], Contradiction] = {}
    for (side, issue), voices in sorted(by_issue.items()):
        names = sorted(voices)
        for at, a in enumerate(names):
            for b in names[at:]:
                if a == b != side or (key := (a, b, issue)) in found:
                    continue
                nearest = _nearest(voices[a], voices[b], apart)
                if nearest:
                    kind: Kind = "itself" if a == b else "members against each other"
                    if a != b and side in (a, b):
                        kind = "member against its own"
                    found[key] = Contradiction(kind, side, issue, *nearest)
    return sorted(found.values(), key=lambda c: (-c.size, c.days if c.days is not None else 10**6, c.side, c.issue))


def _nearest(
    one: list[tuple[date | None, Statement]], other: list[tuple[date | None, Statement]], apart: float
) -> tuple[str, str, int | None, float] | None:
    """The opposed pair nearest in time: earlier id, later id, days between, size."""
    pairs = []
    for day, a in one:
        for then, b in other:
            size = abs(STANCE_VALUES[a.stance] - STANCE_VALUES[b.stance])
            if size >= apart and a.id != b.id:
                days = abs((day - then).days) if day and then else None
                first, second = (a, b) if (day or date.max, a.id) <= (then or date.max, b.id) else (b, a)
                pairs.append((days if days is not None else 10**6, -size, first.id, second.id))
    if not pairs:
        return None
    days, size, first_id, second_id = min(pairs)
    return first_id, second_id, None if days == 10**6 else days, -size
