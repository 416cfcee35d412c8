"""Small coded statements for tests of positions."""

from __future__ import annotations

from datetime import date
from typing import Any

from daylight.records import Document, Statement

_TEXT = "".join(f"{number:04d}words {number:04d}spoken {number:04d}here. " for number in range(200))
_STEP = 36


def coded(rows: list[tuple[str, str, str, int]], **more: Any) -> tuple[list[Statement], list[Document]]:
    """Statements and their document from rows (ISO day, actor, issue, sign); every statement has words of its own."""
    document = Document(id="d-1", name="coded", text=_TEXT, published=date(2026, 1, 31))
    stances = {1: "support", -1: "oppose", 0: "mixed"}
    statements = [
        statement(f"s-{number:04d}", day, actor, issue, stances[sign], number, **more)
        for number, (day, actor, issue, sign) in enumerate(rows)
    ]
    return statements, [document]


def statement(identity: str, day: str, actor: str, issue: str, stance: str, place: int, **more: Any) -> Statement:
    span = (place * _STEP, place * _STEP + _STEP - 2)
    fields: dict[str, Any] = {
        "id": identity, "doc": "d-1", "evidence": (span,), "step": "coder/test", "holder": actor, "content": span,
        "sentence": span, "act": "assert", "issue": issue, "stance": stance, "date": day,
    }  # fmt: skip
    return Statement(**(fields | more))
