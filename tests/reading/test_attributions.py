"""The rule reader of attributions, on own sentences about many regions."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_of import annotated_of, read_until, words

from daylight.knowledge.cues import cue_of, sense
from daylight.reading.attributions import outermost, to_records
from daylight.reading.attributions_rules import find
from daylight.reading.attributions_scope import parted
from daylight.reading.attributions_voice import by_author
from daylight.reading.record import read as read_record
from daylight.records import Attribution

_ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("attributions.tsv").read_text("utf-8").splitlines()[2:]
    if line
]
CASES = [(text, [tuple(row[1:]) for row in rows]) for text, rows in groupby(_ROWS, key=lambda row: row[0])]


def read(text: str) -> list[Attribution]:
    annotated = annotated_of(text)
    found = parted(annotated.syntax, find(annotated.syntax))
    return to_records(annotated, [*found, *by_author(annotated.syntax, found)], "test", holders=False)


def triples(text: str, records: list[Attribution]) -> list[tuple[str, str, str]]:
    return [(words(text, r.source), words(text, r.cue), words(text, r.content)) for r in records]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_source_cue_and_content_are_found(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = triples(text, read(text))
    if expected == [("", "", "")]:
        assert not found, "narration attributes nothing"
    else:
        assert set(expected) <= set(found)


def by_cue(text: str, records: list[Attribution], cue: str) -> Attribution:
    return next(record for record in records if words(text, record.cue) == cue)


def test_an_inner_layer_points_to_the_layer_around_it() -> None:
    text = "Reuters reported that Riyadh had told Washington it would not raise production."
    records = read(text)
    outer, inner = by_cue(text, records, "reported"), by_cue(text, records, "had told")
    assert outer.parent is None
    assert inner.parent == outer.id


def test_according_to_at_the_end_of_a_report_stands_between_the_report_and_its_inner_layers() -> None:
    text = "Le Figaro reported that Dakar rejected the loan, according to two bankers."
    records = read(text)
    report, bankers, dakar = (by_cue(text, records, cue) for cue in ("reported", "according to", "rejected"))
    assert bankers.parent == report.id
    assert dakar.parent == bankers.id


def test_each_further_sentence_of_a_quotation_is_an_attribution_without_cue() -> None:
    text = '"We will wait," Mirziyoyev said. "We are not in a hurry. The river will decide."'
    records = read(text)
    assert [words(text, record.cue) for record in records if words(text, record.source) == "Mirziyoyev"] == [
        "said",
        "",
        "",
    ]
    assert all(record.quotation == "direct" for record in records if record.source)


def test_a_quotation_runs_over_paragraphs_to_the_same_speaker() -> None:
    text = '"The dam is ours," Abiy said. "It was built with our money.\n\n"No treaty can change that."\n'
    last = read(text)[-1]
    assert words(text, last.source) == "Abiy"
    assert words(text, last.content) == "No treaty can change that"


def test_a_scare_quote_makes_a_mixed_quotation() -> None:
    text = "Belgrade said the vote was a “provocation” by Pristina."
    assert read(text)[0].quotation == "mixed"


def test_the_writers_modal_is_the_authors_voice_and_nobody_elses() -> None:
    text = "A collapse of the talks might push Yerevan closer to Paris."
    (record,) = read(text)
    assert record.author_voice
    assert not record.source


def test_coordinated_clauses_are_judged_one_by_one() -> None:
    text = "The truce is fragile, but it may be the best that the port can get."
    (record,) = read(text)
    assert words(text, record.content) == "it may be the best that the port can get"
    text = "Praia must keep the trawlers out, and Dakar should publish the map."
    assert [words(text, r.content) for r in read(text)] == [
        "Praia must keep the trawlers out",
        "Dakar should publish the map",
    ]


def test_a_question_or_a_heading_like_one_is_no_judgement() -> None:
    assert not read("What should be done")
    assert not read("Why could the ferry not sail?")


def test_what_seems_so_of_a_thing_is_the_writers_judgement() -> None:
    (record,) = read("Neither approach seems adequate.")
    assert record.author_voice


def test_the_writer_who_says_i_speaks_for_himself() -> None:
    text = "I suspect that the truce will hold. “I doubt it,” Mottley said."
    first, second = read(text)[0], by_cue(text, read(text), "said")
    assert first.author_voice
    assert not second.author_voice


def test_the_byline_names_the_writer_and_the_publisher(tmp_path: Path) -> None:
    from daylight.documents.load import load

    text = "Two Ports\n\nBy Ama Darko, The Lagoon Review\n\n{}The quay could be ready by June.\n"
    for opening, name in (("", "The Lagoon Review"), ("I doubt that Cotonou will pay. ", "Ama Darko")):
        path = tmp_path / "ports.txt"
        path.write_text(text.format(opening), encoding="utf-8")
        record = read_record(next(iter(load(path))))
        voices = {statement.holder for statement in record.statements if statement.author_voice}
        assert {actor.name for actor in record.actors if actor.id in voices} == {name}


def test_a_modal_inside_reported_speech_is_not_the_authors_voice() -> None:
    text = "The ministry said a collapse of the talks might push Yerevan closer to Paris."
    assert not any(record.author_voice for record in read(text))


def test_a_demonym_before_an_attributing_noun_is_its_source() -> None:
    text = "The envoy dismissed Rwandan demands that the border stay closed."
    record = by_cue(text, read(text), "demands")
    assert words(text, record.source) == "Rwandan"


def test_the_speaker_of_a_participle_is_the_subject_of_its_sentence() -> None:
    text = "Fearing an embargo, Caracas moved its gold abroad."
    record = by_cue(text, read(text), "Fearing")
    assert words(text, record.source) == "Caracas"


def test_the_purpose_of_a_journey_is_a_demand_of_the_traveller() -> None:
    text = "Lavrov flew to Tehran to press Iran to release the sailors."
    record = by_cue(text, read(text), "to press")
    assert words(text, record.source) == "Lavrov"
    assert words(text, record.content) == "Iran to release the sailors"


def test_a_coordinated_claim_behind_a_passive_content_is_the_outer_speakers() -> None:
    text = "Officials acknowledge the base was built in secret and claim it is needed."
    record = by_cue(text, read(text), "claim")
    assert words(text, record.source) == "Officials"


def test_negation_and_auxiliaries_belong_to_the_cue() -> None:
    text = "Astana has not agreed to host the troops."
    assert words(text, read(text)[0].cue) == "has not agreed"


def test_things_do_not_want_or_fear() -> None:
    assert not read("The river wants to leave its bed.")


def test_outermost_layers_leave_out_inner_ones_and_join_running_quotations() -> None:
    annotated = annotated_of('"We doubt it," Rama said. "Nobody asked us."')
    annotated.attributions.extend(to_records(annotated, find(annotated.syntax), "test", holders=False))
    (record,) = outermost(annotated)
    assert words(annotated.document.text, record.content) == "We doubt it … Nobody asked us"


def test_a_holder_is_the_actor_that_its_source_names() -> None:
    annotated = read_until("Polish officials fear a new wave of migrants.", "mentions", "attributions")
    assert annotated.attributions[0].holders == ("pol-officials",)


def test_unnamed_people_stand_behind_growing_calls() -> None:
    annotated = read_until("Calls are growing in Manila for a tougher answer.", "mentions", "attributions")
    (record,) = annotated.attributions
    assert annotated.actors[record.holders[0]].kind == "group"


SPOKESMEN = [
    ("A spokesman for the Lebanese army said the army would stay south of the river.", "lebanese-armed-forces"),
    ("Botswana's government spokesman, Batlhalefi Leagajang, said Gaborone would appeal the ruling.", "bwa"),
    ("NATO met. Secretary General Karin Holt warned that the alliance would not tolerate raids.", "nato"),
    ("Elise Vandermeer, president of the European Commission, said the commission would wait.", "european-commission"),
    ("Mao Ning, a spokeswoman for the Chinese foreign ministry, said China will not yield.", "chn"),
]


@pytest.mark.parametrize(("text", "institution"), SPOKESMEN, ids=[text[:30] for text, _ in SPOKESMEN])
def test_what_an_institution_will_do_is_its_own_word_via_its_spokesman(text: str, institution: str) -> None:
    records = read_until(text, "mentions", "attributions").attributions
    inner = next(record for record in records if record.holders == (institution,))
    assert inner.parent in {record.id for record in records}


def test_what_a_minister_says_that_his_country_will_do_is_his_word() -> None:
    text = "Zambia's foreign minister, Mulambo Haimbe, said Zambia would reopen the bridge."
    records = read_until(text, "mentions", "attributions").attributions
    assert {record.holders for record in records} == {("mulambo-haimbe",)}


def test_who_resists_a_call_does_not_report_it() -> None:
    text = "Boric has resisted calls from Peruvian miners for a new tax."
    statements = read_record(annotated_of(text).document).statements
    assert len(statements) == 2
    assert all(not statement.reported_by for statement in statements)


def test_reading_again_gives_the_same_ids() -> None:
    text = "Kigali denied that its troops had crossed the border."
    assert [r.id for r in read(text)] == [r.id for r in read(text)]


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aZ .,:;“”\"'‘’()[]\n—-0é said that Iran’s", max_size=120))
def test_no_text_breaks_the_reader_and_all_spans_lie_inside_it(text: str) -> None:
    for record in read(text):
        for start, end in (*record.source, *record.cue, *record.content):
            assert 0 <= start < end <= len(text)


def test_a_cue_span_has_the_sense_of_its_attributing_noun() -> None:
    annotated = annotated_of("Oslo expressed grudging support for the plan.")
    cue = cue_of(annotated.syntax.doc[1:4])
    assert cue is not None
    assert (cue.word, cue.kind, cue.polarity) == ("support", "support", 1)


def test_senses_differ_by_how_the_content_follows() -> None:
    clause, infinitive = sense("agree", "verb", "clause"), sense("agree", "verb", "to")
    assert clause is not None
    assert infinitive is not None
    assert sense("agree", "verb", "object") is None


def test_clauses_joined_one_after_the_other_are_each_read_once() -> None:
    text = "The plan could fail, the talks could stall, and the truce could end, and Oslo could leave."
    found = read_until(text, "mentions", "attributions").attributions
    assert all(item.author_voice for item in found)
    assert "Oslo could leave" in {text[slice(*item.content[0])] for item in found}
