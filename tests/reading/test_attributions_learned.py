"""The tagger and the rules together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reading_of import annotated_of, words
from typer.testing import CliRunner

from daylight.cli import app
from daylight.language.tagger import TaggedAttribution
from daylight.reading.attributions import to_records
from daylight.reading.attributions_learned import combined
from daylight.reading.attributions_rules import find
from daylight.reading.extract import extract_attributions
from daylight.records import Attribution, Span


def span(text: str, part: str) -> tuple[Span, ...]:
    start = text.index(part)
    return ((start, start + len(part)),)


def together(text: str, *tagged: tuple[str, str, str]) -> list[Attribution]:
    """What the tagger is said to have found, combined with what the rules find."""
    annotated = annotated_of(text)
    spans = [TaggedAttribution(*(span(text, part) if part else () for part in parts), 0.8) for parts in tagged]
    return to_records(annotated, combined(annotated.syntax, spans, find(annotated.syntax)), "test", holders=False)


def triples(text: str, records: list[Attribution]) -> set[tuple[str, str, str]]:
    return {(words(text, r.source), words(text, r.cue), words(text, r.content)) for r in records}


def test_where_both_find_a_cue_the_taggers_source_and_content_hold() -> None:
    text = "Nairobi said the port would close and the rail link would open in May."
    found = together(text, ("Nairobi", "said", "the port would close"))
    assert triples(text, found) == {("Nairobi", "said", "the port would close")}


def test_the_rules_add_inner_layers() -> None:
    text = "Nairobi said Kampala opposes the new port."
    found = together(text, ("Nairobi", "said", "Kampala opposes the new port"))
    assert ("Kampala", "opposes", "the new port") in triples(text, found)
    assert next(r for r in found if words(text, r.cue) == "opposes").parent is not None


def test_the_subject_of_an_opening_participle_outweighs_the_taggers_source() -> None:
    text = "Officials met again. Fearing an embargo, Caracas moved its gold."
    found = together(text, ("Officials", "Fearing", "an embargo"))
    assert ("Caracas", "Fearing", "an embargo") in triples(text, found)


def test_what_a_content_says_in_further_sentences_is_attributed_apart() -> None:
    text = '"We wait. The river decides," Mirziyoyev said.'
    found = together(text, ("Mirziyoyev", "said", "We wait. The river decides"))
    assert triples(text, found) == {("Mirziyoyev", "said", "The river decides"), ("Mirziyoyev", "", "We wait")}


def test_an_unsure_cue_that_no_table_knows_is_left_out() -> None:
    text = "Rebels retaliated with a missile strike."
    annotated = annotated_of(text)
    unsure = TaggedAttribution(span(text, "Rebels"), span(text, "retaliated with"), span(text, "a missile strike"), 0.5)
    assert not combined(annotated.syntax, [unsure], [])


def test_a_thing_is_cut_where_a_colon_begins_to_tell_of_it() -> None:
    text = "Few insurers believe them: the market has raised its rates."
    found = together(text, ("Few insurers", "believe", "them: the market has raised its rates"))
    assert ("Few insurers", "believe", "them") in triples(text, found)


def test_the_subject_of_a_verb_outweighs_a_source_further_off() -> None:
    text = "Austria closed the pass, whereas Laos opposes the toll."
    found = together(text, ("Austria", "opposes", "the toll"))
    assert ("Laos", "opposes", "the toll") in triples(text, found)


def test_who_stands_behind_according_to_is_no_other_cues_source() -> None:
    text = "The envoy flew to Bata and, according to two aides, offered Malabo a loan."
    found = together(text, ("two aides", "offered", "Malabo a loan"))
    assert ("The envoy", "offered") in {(source, cue) for source, cue, _ in triples(text, found)}


TEXT = 'The port will close, Nairobi said. "Nobody asked us," Kampala replied.'


@pytest.mark.parametrize("reader", ["learned", "rules"])
def test_both_readers_extract_the_speakers(reader: str) -> None:
    found = extract_attributions(TEXT, reader)  # type: ignore[arg-type]
    assert {words(TEXT, item.source) for item in found} == {"Nairobi", "Kampala"}


def test_extracting_nested_layers_names_their_place() -> None:
    text = "Nairobi said Kampala opposes the new port."
    found = extract_attributions(text, nested=True)
    inner = next(item for item in found if words(text, item.cue) == "opposes")
    assert inner.parent is not None
    assert words(text, found[inner.parent].cue) == "said"


def test_the_command_prints_one_line_a_document_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text("".join(json.dumps({"doc": name, "text": TEXT}) + "\n" for name in ("b", "a")), encoding="utf-8")
    result = CliRunner().invoke(app, ["extract", "attributions", str(file)])
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["doc"] for line in lines] == ["b", "a"]
    assert set(lines[0]["attributions"][0]) == {"source", "cue", "content", "confidence"}


def test_several_processes_extract_what_one_does(tmp_path: Path) -> None:
    from daylight.reading.extract import extract_many

    texts = [TEXT, "Dakar denied the report.", "Nothing happened."]
    assert list(extract_many(texts, "rules", jobs=2)) == list(extract_many(texts, "rules"))


def test_a_line_without_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"doc": "x", "text": "Fine."}\n{"doc": "y"}\n', encoding="utf-8")
    result = CliRunner().invoke(app, ["extract", "attributions", str(file)])
    assert "line 2" in str(result.exception)
