"""Review decisions laid over what the machine read: the analyst outranks the machine, and nothing is lost.

A decision names its record by id and keeps a snapshot of it. When a later reading gives the same place another id (a
better step may change a holder), the decision finds its record by layer, document and first evidence span; when nothing
is left there, an accepted or edited record stands as it was decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple


class Decision(NamedTuple):
    """One entry of the review log."""

    number: int
    at: str
    coder: str
    action: str
    """accept, reject, edit or add."""
    layer: str
    record: str
    doc: str
    changes: dict[str, Any]
    snapshot: dict[str, Any]
    undone: bool


def lay_over(bodies: Iterable[dict[str, Any]], decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """Records of one layer as the reviewers left them.

    Parameters
    ----------
    bodies : iterable of dict
        The machine's records.
    decisions : iterable of Decision
        Those of this layer, in the order in which they were taken; undone ones have no effect.

    Returns
    -------
    list of dict
        In the machine's order, added records last.
    """
    records = {body["id"]: body for body in bodies}
    by_place: dict[tuple[str, tuple[int, int]], list[str]] = {}
    for body in records.values():
        by_place.setdefault(_place(body), []).append(body["id"])
    for decision in decisions:
        if decision.undone:
            continue
        target = decision.record
        if target not in records and decision.action != "add":
            same_place = by_place.get(_place(decision.snapshot), [])
            target = same_place[0] if len(same_place) == 1 and same_place[0] in records else target
        if decision.action == "reject":
            records.pop(target, None)
            continue
        if target != decision.record:
            records.pop(target, None)
        base = records.get(decision.record, decision.snapshot)
        body = {**base, **decision.changes, "id": decision.record, "confidence": 1.0}
        if decision.action in ("edit", "add"):
            body["step"] = f"coder/{decision.coder}"
            if decision.layer == "statements":
                body["coder"] = decision.coder
        records[decision.record] = body
    return list(records.values())


def _place(body: dict[str, Any]) -> tuple[str, tuple[int, int]]:
    start, end = body["evidence"][0]
    return body["doc"], (start, end)
