"""Whatever the text, no step of reading raises, and every span that it returns lies inside the text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from daylight.documents.segments import segment_text
from daylight.reading.record import read
from daylight.records import Document, DocumentRecord, document_id
from daylight.settings import ReadingSettings

PHRASES = """
Norway’s foreign minister said that “we will not” sign unless Finland — the ally — withdraws its troops by Friday ;
according to officials , he she they both leaders threatened to attack if talks fail ( https://a.example/x-2026-may-3 )
* - # > U.S. [Trump] ... … “ ” " ' ‘ ’ before after the red line is strikes on Oslo killed 12 é 中 😀
"""
WORDS = st.sampled_from([*PHRASES.split(), "\n", "\n\n", "\t", "\u200f", "\x00"])
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def spans(value: Any) -> Iterator[tuple[int, int]]:
    """All spans in a record, found by the type of its fields."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in ("published_interval", "prior"):
                yield from spans(getattr(value, name))
    elif isinstance(value, tuple) and len(value) == 2 and all(type(n) is int for n in value):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from spans(item)


def record_of(text: str, reader: str) -> DocumentRecord:
    document = Document(
        id=document_id(text), name="any", text=text, segments=segment_text(text), published=date(2026, 5, 10)
    )
    return read(document, ReadingSettings(reader=reader))  # type: ignore[arg-type]


@pytest.mark.parametrize("reader", ["rules", "learned"])
@given(text=TEXTS)
@FEW
def test_no_text_makes_a_step_raise_and_all_spans_lie_inside_it(reader: str, text: str) -> None:
    for start, end in spans(record_of(text, reader)):
        assert 0 <= start < end <= len(text)


@given(text=TEXTS)
@FEW
def test_reading_the_same_text_gives_the_same_record(text: str) -> None:
    assert record_of(text, "learned") == record_of(text, "learned")


def test_every_reference_in_a_record_is_to_something_in_it() -> None:
    text = (
        "Norwegian Prime Minister Kari Dahl said on Monday that Finland must withdraw its troops from the border "
        "before talks resume. “We will not sign,” she told reporters. Finnish officials rejected the demand, "
        "according to Reuters, and threatened to recall their ambassador if Norway closes the crossing."
    )
    record = record_of(text, "learned")
    actors = {actor.id for actor in record.actors}
    issues = {issue.id for issue in record.issues}
    assert record.statements
    for said in record.statements:
        assert {said.holder, *said.reported_by, *([said.target] if said.target else [])} <= actors
        assert {said.issue, *said.also_issues} <= issues
    for condition in record.conditions:
        assert condition.actor is None or condition.actor in actors
    for event in record.events:
        assert {*event.actors, *event.recipients} <= actors
    for mention in record.mentions:
        assert mention.actor in actors
