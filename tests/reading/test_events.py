"""What an event in a sentence is read as: type, parties, status, date and place."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.reading.event_extract import extract_events

PUBLISHED = date(2026, 2, 18)


def first(text: str):
    found = events(text)
    assert found, f"no event in {text!r}"
    return found[0]


def events(text: str):
    return next(iter(extract_events([(text, PUBLISHED)])))


def names(parties):
    return [party["text"] for party in parties]


@pytest.mark.parametrize(
    ("text", "type_", "mode"),
    [
        ("Kenya condemned Uganda over the raid.", "ACCUSE", "disapprove"),
        ("French police arrested two activists in Lyon on Monday.", "COERCE", "arrest"),
        ("Peru expelled three Bolivian diplomats.", "SANCTION", "expel"),
        ("Greece imposed sanctions on Belarus.", "SANCTION", "discontinue"),
        ("Sudanese rebels shelled a village in Darfur.", "ASSAULT", "heavy-weapons"),
        ("Poland deployed troops along its border with Belarus.", "MOBILIZE", "troops"),
        ("Thousands of workers went on strike in Chile.", "PROTEST", "strike"),
        ("Norway donated ten million dollars to Malawi.", "AID", None),
        ("The Ethiopian government freed 200 prisoners.", "RETREAT", "release"),
        ("India lifted the curfew in Kashmir.", "CONCEDE", None),
    ],
)
def test_a_verb_tells_type_and_mode(text, type_, mode):
    event = first(text)
    assert (event["type"], event["mode"]) == (type_, mode)


def test_a_light_verb_leaves_it_to_its_noun():
    event = first("Egypt held talks with Libya in Cairo on Monday.")
    assert event["type"] == "CONSULT"
    assert (names(event["actor"]), names(event["recipient"])) == (["Egypt"], ["Libya"])


def test_a_noun_alone_has_its_actor_in_front_and_its_recipient_behind():
    event = first("The Israeli bombing of Iran began last June.")
    assert (event["type"], event["mode"]) == ("ASSAULT", "aerial")
    assert [p["country"] for p in event["actor"]] == ["ISR"]
    assert [p["country"] for p in event["recipient"]] == ["IRN"]


def test_in_the_passive_the_subject_is_the_recipient():
    event = first("The convoy of the Malian army was attacked by rebels.")
    assert names(event["actor"]) == ["rebels"]
    assert event["recipient"][0]["text"].startswith("convoy")


def test_those_who_do_it_to_each_other_are_all_actors():
    event = first("Japan and Mongolia signed a treaty on Tuesday.")
    assert [p["country"] for p in event["actor"]] == ["JPN", "MNG"]
    assert event["recipient"] == []


def test_an_attack_without_a_named_attacker_is_an_event():
    event = first("A judge was killed in Bogota on Sunday.")
    assert event["type"] == "ASSAULT"
    assert event["actor"] == []


def test_a_refusal_carries_what_is_refused_as_its_mode():
    event = first("Serbia refused to meet the Kosovo delegation.")
    assert (event["type"], event["mode"]) == ("REJECT", "meet")


def test_a_threat_carries_its_content_as_its_mode():
    event = first("Azerbaijan threatened to attack Armenia.")
    assert (event["type"], event["mode"]) == ("THREATEN", "violence")
    assert len(events("Azerbaijan threatened to attack Armenia.")) == 1


def test_what_someone_says_another_must_do_is_a_request_of_the_speaker():
    event = first("Germany said that Turkey must withdraw its troops.")
    assert event["type"] == "REQUEST"
    assert (names(event["actor"]), names(event["recipient"])) == (["Germany"], ["Turkey"])


def test_future_cooperation_is_agreement_and_an_announced_attack_a_threat():
    assert first("Canada will send aid to Haiti.")["type"] == "AGREE"
    assert first("North Korea said it will attack South Korea.")["type"] == "THREATEN"


def test_a_possible_event_is_not_coded():
    assert events("Iran could attack ships in the Gulf.") == []


def test_two_events_in_a_sentence_are_two():
    found = {e["type"] for e in events("Turkey condemned Greece on Monday and Spain expelled two Russian diplomats.")}
    assert found == {"ACCUSE", "SANCTION"}


def test_the_date_of_saying_is_not_that_of_a_side_clause():
    event = first("On Monday Ghana signed an agreement with Togo after rebels attacked Benin on Sunday.")
    assert (event["type"], event["date"]) == ("SUPPORT", "2026-02-16")


def test_a_place_has_country_coordinates_and_a_reason():
    place = first("Qatar hosted talks with Hamas in Doha on Tuesday.")["place"]
    assert place["text"] == "Doha"
    assert place["country"] == "QAT"
    assert place["latitude"] == pytest.approx(25.28, abs=0.1)
    assert place["reason"]


def test_people_are_of_the_country_where_they_live():
    event = first("Ethnic Albanians of southern Serbia demonstrated on Tuesday.")
    assert event["actor"][0]["country"] == "SRB"


def test_whom_a_party_is_against_is_not_its_country():
    event = first("An anti-Syria journalist was killed in Lebanon.")
    assert event["recipient"][0]["country"] == "LBN"
