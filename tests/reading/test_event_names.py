"""Events that have a name, and words that refer back to them."""

from __future__ import annotations

from datetime import date

from daylight.documents.segments import segment_text
from daylight.reading.event_join import join_events
from daylight.reading.record import read
from daylight.records import Document, document_id
from daylight.settings import ReadingSettings


def record(text: str):
    document = Document(
        id=document_id(text),
        name="t",
        text=text,
        published=date(2026, 3, 18),
        segments=segment_text(text),
        language="en",
    )
    return read(document, ReadingSettings(reader="rules")).events


def words(text: str, event):
    return [text[slice(*m.trigger)] for m in event.mentions]


def test_an_operation_told_by_its_name_is_the_one_told_before():
    text = (
        "In May 2025, Chad launched an offensive against Sudan (Operation Red Dune). "
        "Officials in Libya say that Operation Red Dune has changed little."
    )
    (event,) = [e for e in record(text) if e.type == "ASSAULT"]
    assert event.name == "Operation Red Dune"
    assert words(text, event)[-1] == "Operation Red Dune"


def test_a_war_is_known_by_its_name_and_by_its_month():
    text = (
        "In June 2025, Chad attacked Sudan in what became the Nine-Week War. "
        "The Nine-Week War cost both of them dearly. Nobody won the June war."
    )
    (event,) = [e for e in record(text) if e.type == "ASSAULT"]
    assert event.name == "Nine-Week War"
    assert "June war" in words(text, event)


def test_a_definite_noun_refers_to_the_deed_told_before_and_is_no_event_of_its_own():
    text = "Peru attacked a Bolivian camp on Monday. The attack surprised nobody."
    (event,) = record(text)
    assert words(text, event) == ["attacked a Bolivian camp", "attack"]


def test_one_name_in_two_documents_is_one_event_with_two_sources():
    one = record("In May 2025, Chad launched an offensive against Sudan (Operation Red Dune).")
    two = record("Chad began Operation Red Dune last May.")
    joined = [e for e in join_events([*one, *two]) if e.name]
    assert [len({m.doc for m in e.mentions}) for e in joined] == [2]


def test_what_a_reviewer_told_apart_stays_apart():
    one = record("Chad launched an offensive against Sudan on March 2, 2026.")
    two = record("On March 2, 2026, Chad launched an offensive against Sudan from the north.")
    assert len(join_events([*one, *two])) == 1
    split = two[0].model_copy(update={"apart": (one[0].id,)})
    assert len(join_events([*one, split])) == 2


def test_a_campaign_of_a_year_is_the_named_war_of_a_month_of_it():
    text = (
        "Azerbaijan launched a major air campaign against Armenia in 2020.\n\n"
        "Azerbaijan struck military targets during the Forty-Four-Day War in October 2020."
    )
    (event,) = [e for e in record(text) if e.type == "ASSAULT"]
    assert (event.name, event.date) == ("Forty-Four-Day War", "2020-10")
