"""Who belongs to whom, and statements counted for a side: a state, an alliance, a party, a camp."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from daylight.records import Actor, Statement


def belongs_to(actor: str, actors: Mapping[str, Actor]) -> list[str]:
    """Ids of all that an actor belongs to, the nearest first; itself is not among them."""
    found: list[str] = []
    queue = [actor]
    while queue:
        known = actors.get(queue.pop(0))
        for membership in known.memberships if known else ():
            if membership.actor not in (actor, *found):
                found.append(membership.actor)
                queue.append(membership.actor)
    return found


def by_side(statements: Iterable[Statement], sides: Iterable[str], actors: Mapping[str, Actor]) -> list[Statement]:
    """Statements with holders that belong to a side replaced by it; of several sides, the nearest; others as they are.

    Parameters
    ----------
    statements : iterable of Statement
        Of anyone.
    sides : iterable of str
        Ids of actors.
    actors : mapping
        By id, with memberships.
    """
    wanted = set(sides)
    told = list(statements)
    side_of: dict[str, str] = {}
    for holder in {statement.holder for statement in told}:
        near = [holder, *belongs_to(holder, actors)]
        side_of[holder] = next((home for home in near if home in wanted), holder)
    return as_sides(told, side_of)


def as_sides(statements: Iterable[Statement], side_of: Mapping[str, str]) -> list[Statement]:
    """Statements with holders replaced by the side that they are counted for; others as they are."""
    return [
        statement
        if side_of.get(statement.holder, statement.holder) == statement.holder
        else statement.model_copy(update={"holder": side_of[statement.holder]})
        for statement in statements
    ]
