"""Whom actors act for in a conflict: the state, armed group, coalition or organisation that they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from daylight.records import Actor, DocumentRecord, Issue, Span

PARTY_KINDS = ("state", "armed_group", "coalition", "igo")


class Parties:
    """The parties of some records.

    Parameters
    ----------
    records : sequence of DocumentRecord
    """

    def __init__(self, records: Sequence[DocumentRecord]) -> None:
        self._actors: dict[str, Actor] = {}
        for record in records:
            for actor in record.actors:
                known = self._actors.get(actor.id)
                if known is None or len(actor.memberships) > len(known.memberships):
                    self._actors[actor.id] = actor
        self._states = {actor.country: actor.id for actor in self._actors.values() if actor.kind == "state"}

    def of(self, actor_id: str) -> str | None:
        """The party that an actor acts for; None for media, experts and others who act for none."""
        seen: set[str] = set()
        while actor_id in self._actors and actor_id not in seen:
            seen.add(actor_id)
            actor = self._actors[actor_id]
            if actor.kind in PARTY_KINDS:
                return actor_id
            if actor.kind == "media":
                return None
            above = [m.actor for m in actor.memberships if m.until is None and m.actor in self._actors]
            # An expert at an institute speaks for nobody, whatever the institute's country.
            if any(
                self._actors[a].kind in ("organisation", "media") and not self._actors[a].memberships for a in above
            ):
                return None
            if not above:
                return self._states.get(actor.country) if actor.kind in ("government", "office") else None
            actor_id = above[0]
        return None

    def name(self, party: str) -> str:
        """The name of a party."""
        return self._actors[party].name if party in self._actors else party

    def at(self, issue: Issue) -> str | None:
        """The party at an issue's locus, where it has one."""
        locus = (issue.locus or "").casefold()
        if not locus:
            return None
        for actor in self._actors.values():
            if locus in (actor.id.casefold(), actor.name.casefold(), (actor.country or "").casefold()):
                found = self.of(actor.id)
                if found:
                    return found
        return None

    def in_span(self, record: DocumentRecord, span: Span, but: str) -> str | None:
        """The first party other than `but` that is mentioned in a span."""
        inside = sorted((*m.span, m.actor) for m in record.mentions if span[0] <= m.span[0] and m.span[1] <= span[1])
        return next((p for *_, actor in inside if (p := self.of(actor)) and p != but), None)
