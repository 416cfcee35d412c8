"""What a claim is about: a theme at a locus, the same from document to document."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked import annotated, read

from daylight.errors import ModelFileError
from daylight.knowledge.themes import themes
from daylight.reading.annotated import Annotated
from daylight.reading.issues import issue_of, read_issues
from daylight.settings import ReadingSettings

ROOT = Path(__file__).parents[2]


def issues(*sentences: str) -> list[str]:
    return [statement.issue for statement in read(*sentences).statements]


def test_there_is_a_theme_for_most_of_diplomacy_and_each_has_two_poles() -> None:
    known = themes()
    assert len(known) >= 80
    assert all(theme.supports and theme.opposes and theme.supports != theme.opposes for theme in known.values())
    assert all(theme.patterns for theme in known.values())


def test_the_locus_is_the_country_that_the_theme_is_about_and_not_the_speaker() -> None:
    assert issues("{nor:Oslo} <demanded> [new sanctions on {blr:Belarus}].") == ["sanctions-blr"]


def test_an_owner_in_the_possessive_is_the_locus_of_its_thing() -> None:
    assert issues("{jpn:Tokyo} <condemned> [{prk:North Korea}'s missile tests].") == ["missiles-prk"]


def test_an_issue_keeps_its_id_from_document_to_document() -> None:
    first = issues("{egy:Cairo} <rejects> [the filling of {eth:Ethiopia}'s dam].")
    other = issues("{sdn:Khartoum} <supports> [{eth:Ethiopia}'s dam on the river].")
    assert first == other == ["water-eth"]


@pytest.mark.parametrize("words", ["lay down its arms", "disarm", "surrender all its weapons", "be demobilised"])
def test_disarmament_is_one_issue_in_many_words(words: str) -> None:
    actors = {"farc": ["the FARC", "armed_group", None]}
    found = read(f"{{col:Bogotá}} <insists> [that the {{farc:FARC}} {words}].", actors=actors)
    assert [statement.issue for statement in found.statements] == ["disarmament-farc"]


def test_force_economic_pressure_and_a_deal_are_different_issues() -> None:
    found = issues(
        "{usa:Washington} <threatened> [to bomb {ven:Venezuela}].",
        "{usa:Washington} <announced> [economic pressure on {ven:Venezuela}].",
        "{usa:Washington} <proposed> [talks with {ven:Venezuela}].",
    )
    assert found == ["force-ven", "sanctions-ven", "diplomacy-ven"]


def test_a_threat_is_about_what_its_condition_asks_for() -> None:
    found = issues("{tur:Ankara} <threatened> [to invade if {cyp:Nicosia} does not lift its embargo].")
    assert found[0].startswith("sanctions")


def test_a_pronoun_takes_up_the_issue_before_it() -> None:
    found = issues(
        "{fra:Paris} <proposed> [a ceasefire in {lbn:Lebanon}].", "{fra:Paris} <said> [it would save lives]."
    )
    assert found == ["ceasefire-lbn", "ceasefire-lbn"]


def test_content_that_names_no_theme_is_named_from_its_own_words() -> None:
    found = read("{ita:Rome} <praised> [the new opera house].")
    assert [issue.id for issue in found.issues.values()] == ["opera-house"]
    assert found.statements[0].stance == "support"


def test_meaning_finds_a_theme_that_no_listed_word_names() -> None:
    found = issues("{ind:Delhi} <fears> [that journalists are being harassed].")
    assert found[0].startswith("press-freedom")


def test_any_stretch_of_a_read_document_has_an_issue() -> None:
    text = "{usa:Washington} <demanded> [that {irn:Iran} stop enriching uranium]."
    found = read(text)
    content = found.statements[0].content
    assert issue_of(found, content).id == "enrichment-irn"
    outside = (0, 10)
    assert issue_of(found, outside).id in found.issues


def with_issue_file(path: Path, text: str) -> Annotated:
    found = annotated(text)
    found.settings = ReadingSettings(issues=path)
    read_issues(found)
    return found


def test_the_users_issue_file_comes_before_the_taxonomy(tmp_path: Path) -> None:
    path = tmp_path / "issues.yaml"
    path.write_text(
        "- name: Grain corridor\n  aliases: [grain corridor, safe passage for grain]\n"
        "  supports: Keep the corridor open\n  opposes: Close it\n",
        encoding="utf-8",
    )
    found = with_issue_file(path, "{tur:Ankara} <proposed> [talks on the grain corridor].")
    assert found.claims[0].issues[0] == "grain-corridor"
    assert found.issues["grain-corridor"].proposition == "Keep the corridor open"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- name: A\n  aliases: [a]\n- aliases: [b]\n", "line 3: 'name' is missing"),
        ("- name: A\n  alias: [a]\n", "line 1: unknown key 'alias'"),
        ("- name: A\n  aliases: a\n", "line 1: 'aliases' must be a list"),
        ("- name: A\n", "line 1: give 'aliases'"),
        ("- {name: A, aliases: [a]}\n- {name: A, aliases: [b]}\n", "line 2: the id 'a' is given twice"),
        ("name: A\n", "line 1: give a list of issues"),
        ("- [\n", "is not valid YAML"),
        ("", "line 1: give a list of issues"),
    ],
)
def test_a_mistake_in_an_issue_file_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "issues.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelFileError, match=told):
        with_issue_file(path, "{tur:Ankara} <proposed> [talks].")


def test_a_missing_issue_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="cannot be read"):
        with_issue_file(tmp_path / "none.yaml", "{tur:Ankara} <proposed> [talks].")


def test_the_stored_vectors_are_those_of_the_table() -> None:
    from daylight.reading.likeness import reckoned_vectors, theme_vectors

    stored, reckoned = theme_vectors(), reckoned_vectors()
    assert stored.shape == reckoned.shape
    assert ((stored * reckoned).sum(1) > 0.98).all()
