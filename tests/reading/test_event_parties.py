"""Who does it and to whom, where the sentence does not put it plainly."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.documents.segments import segment_text
from daylight.reading.event_extract import extract_events
from daylight.reading.record import read
from daylight.records import Document, document_id
from daylight.settings import ReadingSettings

PUBLISHED = date(2026, 3, 18)


def first(text: str):
    found = next(iter(extract_events([(text, PUBLISHED)])))
    assert found, f"no event in {text!r}"
    return found[0]


def parties(text: str):
    event = first(text)
    return [p["text"] for p in event["actor"]], [p["text"] for p in event["recipient"]]


def in_record(text: str):
    document = Document(
        id=document_id(text), name="t", text=text, published=PUBLISHED, segments=segment_text(text), language="en"
    )
    return read(document, ReadingSettings(reader="rules")).events


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Malawi received 90 million dollars in aid from Japan on Monday.", "Japan", "Malawi"),
        ("The Chadian raid drew condemnation from Libya.", "Libya", "Chadian"),
        ("The Kenyan base came under attack by Somali rebels on Friday.", "Somali rebels", "Kenyan base"),
    ],
)
def test_who_receives_is_the_recipient_though_the_subject(text, actor, recipient):
    assert parties(text) == ([actor], [recipient])


def test_a_guest_is_the_actor_of_the_visit_and_the_host_its_recipient():
    assert parties("Lula was received by Milei in Buenos Aires on Tuesday.") == (["Lula"], ["Milei"])


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile held their second meeting in Quito on Friday.",
        "Finland and Sweden began a joint exercise in Norway on Monday.",
        "Mongolia deployed troops in Khovd on Monday.",
    ],
)
def test_the_place_of_an_act_is_no_party_to_it(text):
    assert parties(text)[1] == []


def test_a_demand_is_to_whom_it_is_put_not_to_what_he_should_move():
    assert parties("Ghana called on Togo to withdraw its troops from the border.") == (["Ghana"], ["Togo"])


def test_the_doer_of_a_nominal_deed_may_stand_behind_its_victim():
    actors, recipients = parties("The arrest of a Danish writer by Egyptian police on March 9 surprised Copenhagen.")
    assert (actors, recipients) == (["Egyptian police"], ["Danish writer"])


def test_what_came_of_a_deed_is_no_second_deed():
    found = next(iter(extract_events([("Sudanese jets bombed a market in Nyala, killing twelve people.", PUBLISHED)])))
    assert [e["mode"] for e in found] == ["aerial"]


def test_a_refusal_without_an_object_answers_the_last_offer():
    events = in_record("Austria offered Bolivia a loan on Monday. Bolivia declined on Tuesday.")
    refusal = next(e for e in events if e.type == "REJECT")
    assert (refusal.actors, refusal.recipients) == (("bol",), ("aut",))


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Turkish drones struck a Kurdish base on Friday.", "drone"),
        ("Rebels hit a Malian barracks with mortars on Friday.", "heavy-weapons"),
        ("Gunmen ambushed a Nigerian patrol on Friday.", "firearms"),
    ],
)
def test_the_means_of_violence_give_its_mode(text, mode):
    assert first(text)["mode"] == mode


def test_a_warning_of_what_one_will_do_oneself_is_a_threat():
    assert first("Egypt warned on Monday that it would not tolerate a new dam in Ethiopia.")["type"] == "THREATEN"


@pytest.mark.parametrize(
    "text",
    [
        "Reporters asked the Kenyan minister on Friday whether he would resign.",
        "Peru acted as required by the treaty with Chile.",
        "Norway will discuss the plan with Iceland only if Denmark agrees.",
    ],
)
def test_questions_duties_and_conditions_are_no_events(text):
    assert in_record(text) == ()
