"""When events are that no date expression dates, and what is no event at all."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.documents.segments import segment_text
from daylight.reading.event_extract import extract_events
from daylight.reading.record import read
from daylight.records import Document, document_id
from daylight.settings import ReadingSettings

PUBLISHED = date(2026, 2, 18)


def coded(text: str, **settings: float):
    """The events of a text by the first word of their triggers."""
    found = next(iter(extract_events([(text, PUBLISHED)], settings=ReadingSettings(**settings))))
    return {event["trigger_text"].split()[0]: event for event in found}


def joined(text: str):
    document = Document(
        id=document_id(text), name="t", text=text, published=PUBLISHED, segments=segment_text(text), language="en"
    )
    return read(document, ReadingSettings(reader="rules")).events


def test_an_event_told_on_in_the_simple_past_is_of_the_day_told_last():
    found = coded("On February 3, Chad arrested two Sudanese officers. It condemned Sudan.")
    assert found["condemned"]["date"] == "2026-02-03"


def test_the_next_day_is_counted_from_the_day_told_last():
    found = coded("On February 3, Chad arrested two Sudanese officers. Sudan condemned Chad the next day.")
    assert found["condemned"]["date"] == "2026-02-04"


def test_an_undated_threat_in_the_perfect_runs_up_to_publication():
    assert coded("Chad has threatened Sudan with war.")["threatened"]["date"] == "../2026-02-18"


def test_a_reaction_lies_between_the_act_of_the_week_and_publication():
    found = coded("Sudanese troops shelled a Chadian village on Sunday.\n\nKenya has condemned Sudan.")
    assert found["condemned"]["date"] == "2026-02-15/2026-02-18"


def test_the_date_of_what_is_threatened_is_not_that_of_the_threat():
    found = coded("Chad threatened to attack Sudan next week.")
    assert [event["date"] for event in found.values()] == ["../2026-02-18"]


def test_without_a_publication_date_no_event_runs_up_to_it():
    found = next(iter(extract_events([("Chad has threatened Sudan with war.", None)])))
    assert [event["date"] for event in found] == [None]


def test_an_event_told_on_takes_the_closer_date_that_the_text_gives_elsewhere():
    text = (
        "In 2025, Sudan launched an offensive against Chad. "
        "Chad retaliated with a missile strike on Sudanese bases.\n\n"
        "Sudan's offensive against Chad in June ended without a result."
    )
    assert {event.date for event in joined(text) if event.type == "ASSAULT"} == {"2025-06"}


@pytest.mark.parametrize(
    "text",
    [
        "Chad denied that it had shelled Sudan.",
        "Chad denies shelling Sudan.",
        "Chad denied that shots had been fired.",
    ],
)
def test_what_is_denied_is_an_event_with_that_status(text):
    assert [(e["type"], e["status"]) for e in coded(text).values()] == [("ASSAULT", "denied")]


def test_denied_entry_is_withheld_and_not_denied():
    assert all(e["status"] != "denied" for e in coded("Chad denied entry to three Sudanese reporters.").values())


def test_a_claim_and_its_denial_stand_side_by_side_in_one_event():
    events = joined("Sudan said that Chad shelled a Sudanese town on Monday. Chad denied the attack.")
    attack = [e for e in events if e.type == "ASSAULT"]
    assert len(attack) == 1
    assert [m.status for m in attack[0].mentions] == ["claimed", "denied"]
    assert attack[0].mentions[1].reported_by == ("tcd",)


@pytest.mark.parametrize(
    "text",
    [
        "Chad insists that Sudan withdraw.",
        "Chad supports Sudan.",
        "The Chadian president expressed support for Sudan.",
        "Chad insisted that Sudan had acted lawfully.",
        "Analysts doubt that Chad will attack Sudan.",
    ],
)
def test_attitudes_and_assertions_are_no_events(text):
    assert joined(text) == ()


def test_how_it_was_done_is_no_second_event():
    assert len(coded("Chad retaliated on Tuesday by firing missiles at Sudan.")) == 1


def test_the_month_of_march_is_no_protest():
    assert {e["type"] for e in coded("Chad cut aid to Sudan in March.").values()} == {"SANCTION"}


def test_a_higher_threshold_codes_less():
    text = "Chad condemned Sudan on Monday."
    assert coded(text)
    assert coded(text, event_threshold_in_sentences=0.99) == {}
