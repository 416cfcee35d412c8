"""Content that names no issue of its own, and what a document's own words may name."""

from __future__ import annotations

from marked import read
from reading_of import read_until

from daylight.reading.issues import read_issues
from daylight.reading.statements import read_statements


def test_content_without_a_theme_goes_on_with_its_speakers_topic() -> None:
    text = "Egypt proposed new talks with Ethiopia. Egypt said that trust would take many patient years."
    annotated = read_until(text, "mentions", "attributions")
    read_issues(annotated)
    read_statements(annotated)
    found = annotated.statements
    assert [s.issue for s in found] == [found[0].issue] * 2
    assert found[1].confidence < found[0].confidence
    assert found[1].stance == "neutral"


def test_a_thing_that_the_document_comes_back_to_is_a_topic_of_its_own() -> None:
    found = read(
        "{phl:Manila} <demanded> [new sanctions on {prk:North Korea}].",
        "{phl:Manila} <wants> [to keep its small wooden outpost manned all winter]. The outpost is old, "
        "and every outpost costs money.",
    ).statements
    assert found[1].issue == "outpost"


def test_a_theme_has_one_place_where_nothing_clearly_names_another() -> None:
    found = read(
        "{bgr:Sofia} <wants> [to open {tur:Turkey}'s border].",
        "{grc:Athens} <said> [{tur:Turkey}'s border must stay closed].",
        "{rou:Bucharest} <warned> [that {rou:Romania} would close the border].",
    ).statements
    assert {s.issue for s in found} == {"borders-tur"}


def test_another_place_that_is_clearly_named_is_another_issue() -> None:
    found = read(
        "{bgr:Sofia} <wants> [to open {tur:Turkey}'s border].",
        "{grc:Athens} <wants> [to close {grc:Greece}'s border].",
    ).statements
    assert [s.issue for s in found] == ["borders-tur", "borders-grc"]


def test_prisoners_are_where_they_are_held_and_not_where_they_come_from() -> None:
    (found,) = read("{jpn:Tokyo} <demanded> [that {mmr:Myanmar} free the {jpn:Japanese} journalists].").statements
    assert found.issue == "detention-mmr"


def test_a_mediator_is_no_party_to_the_talks() -> None:
    (found,) = read("{yem:Sanaa} <supports> [talks mediated by {omn:Oman}].").statements
    assert found.issue == "diplomacy"


def test_who_imposes_sanctions_is_not_under_them() -> None:
    (found,) = read("{mli:Bamako} <condemned> [{usa:Washington}'s sanctions on {mli:Mali}].").statements
    assert found.issue == "sanctions-mli"


def test_what_names_no_theme_shares_the_issue_of_the_thing_it_goes_on_about() -> None:
    found = read(
        "{guy:Georgetown} <wants> [to keep its lighthouse on the reef].",
        "{sur:Paramaribo} <demands> [that the lighthouse be pulled down].",
        "{bra:Brazil} <backs> [a treaty on fisheries].",
    )
    lighthouse, again, fisheries = (s.issue for s in found.statements)
    assert lighthouse == again != fisheries


def test_later_claims_do_not_regroup_earlier_ones() -> None:
    sentences = (
        "{guy:Georgetown} <wants> [to keep its lighthouse on the reef].",
        "{sur:Paramaribo} <demands> [that the lighthouse be pulled down].",
        "{bra:Brazil} <said> [the keeper must stay].",
    )
    whole = [s.issue for s in read(*sentences).statements]
    assert [s.issue for s in read(*sentences[:2]).statements] == whole[:2]
