"""Parses that the small model gets wrong, and right ones that must stay as they are."""

from __future__ import annotations

import pytest
from spacy.tokens import Token

from daylight.language.mending import mend
from daylight.language.syntax import load_pipeline


def word(text: str, wanted: str) -> Token:
    return next(token for token in mend(load_pipeline()(text)) if token.text == wanted)


@pytest.mark.parametrize(
    ("text", "name", "verb"),
    [
        ("Axios reported that Trump signaled agreement to an upgrade of the base.", "Trump", "signaled"),
        ("Le Monde said on Monday that Trump voiced opposition to the sale.", "Trump", "voiced"),
        ("Two officials told Reuters that Trump voiced opposition to the sale.", "Trump", "voiced"),
        ("Dawn reported that Sharif offered help to the survivors.", "Sharif", "offered"),
    ],
)
def test_that_behind_a_verb_of_saying_opens_a_clause(text: str, name: str, verb: str) -> None:
    mended = word(text, verb)
    assert (mended.dep_, mended.tag_) == ("ccomp", "VBD")
    assert word(text, name).head.text == verb
    assert word(text, "that").dep_ == "mark"


def test_a_participle_that_describes_a_subject_is_no_verb_of_a_clause() -> None:
    assert word("The Kremlin said that Wagner backed forces had left.", "backed").dep_ == "amod"


@pytest.mark.parametrize(
    "text",
    [
        "Peru, Ecuador and Colombia condemned the raid.",
        "Cyprus, Malta and Ireland condemned the raid.",
        "Ecuador, which opposes the plan, and Colombia condemned the raid.",
    ],
)
def test_names_in_a_row_are_one_subject(text: str) -> None:
    assert [child.i for child in word(text, "condemned").children if child.dep_ == "nsubj"] == [0]


def test_what_is_said_by_an_agent_of_somebody_belongs_to_the_verb() -> None:
    assert word("Sweden was accused by Ankara of harbouring militants.", "of").head.text == "accused"


def test_by_doing_what_is_said_of_the_verb() -> None:
    text = "Macron voiced doubt about the tougher line by agreeing that the bloc will cut imports."
    assert word(text, "by").head.text == "voiced"


@pytest.mark.parametrize(
    ("text", "verb", "noun"),
    [
        ("Angola's threat to close the border alarmed Kinshasa.", "alarmed", "threat"),
        ("Niger's decision to expel the envoy angered Paris.", "angered", "decision"),
    ],
)
def test_a_sentence_has_a_finite_verb(text: str, verb: str, noun: str) -> None:
    assert word(text, verb).dep_ == "ROOT"
    assert word(text, noun).head.text == verb


def test_a_past_form_behind_an_aside_is_the_verb_of_a_name_that_has_none() -> None:
    text = "Admiral Holloway, who commands U.S. forces in the Pacific, offered in May to escort supply boats."
    assert word(text, "offered").dep_ == "ROOT"
    assert word(text, "Holloway").head.text == "offered"
