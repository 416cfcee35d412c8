"""Who is meant: each line of the tables is a sentence or two with the phrase to resolve marked in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_of import annotated_of

from daylight.reading.coreference import actor_of_source, resolve
from daylight.reading.mentions import read_mentions
from daylight.records import Span


def _table(name: str) -> list[tuple[str, str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [(text, actors) for text, actors in (line.split("\t") for line in lines if not line.startswith("#"))]


def _marked(text: str) -> tuple[str, Span]:
    start, end = text.index("⟦"), text.index("⟧") - 1
    return text.replace("⟦", "").replace("⟧", ""), (start, end)


@pytest.mark.parametrize(("text", "actors"), _table("coreference.tsv"))
def test_a_phrase_stands_for_its_actors(text: str, actors: str) -> None:
    plain, span = _marked(text)
    expected = set() if actors == "none" else set(actors.split())
    assert set(resolve(annotated_of(plain), span)) == expected


@pytest.mark.parametrize(("text", "actors"), _table("sources.tsv"))
def test_a_source_gets_its_actors_even_where_nobody_is_named(text: str, actors: str) -> None:
    plain, span = _marked(text)
    annotated = annotated_of(plain)
    found = actor_of_source(annotated, span)
    assert set(found) == (set() if actors == "none" else set(actors.split()))
    assert set(found) <= set(annotated.actors)


def test_resolving_makes_no_actor() -> None:
    annotated = annotated_of("Mali moved its army close to shopkeepers.")
    read_mentions(annotated)
    before = set(annotated.actors)
    assert resolve(annotated, (29, 40)) == ()
    assert set(annotated.actors) == before


def test_a_source_met_twice_is_one_actor() -> None:
    annotated = annotated_of("Fighting went on in Mali, according to villagers.")
    assert actor_of_source(annotated, (39, 48)) == actor_of_source(annotated, (39, 48)) == ("villagers",)
    assert sum(mention.actor == "villagers" for mention in annotated.mentions) == 1


def test_i_and_we_are_the_speaker_that_is_given() -> None:
    annotated = annotated_of('Chad and Libya met. "We will sign," it was said.')
    start = annotated.document.text.index("We")
    assert resolve(annotated, (start, start + 2), speaker="tcd") == ("tcd",)


def test_he_in_a_quotation_is_not_its_speaker() -> None:
    annotated = annotated_of(
        'Vladimir Putin received Recep Tayyip Erdogan in Sochi. "He is a strong partner," Putin said.'
    )
    start = annotated.document.text.index("He ")
    assert resolve(annotated, (start, start + 2)) == ("recep-tayyip-erdogan",)


def test_a_token_stands_for_the_phrase_that_it_heads() -> None:
    annotated = annotated_of("Russia and China vetoed the resolution.")
    assert set(resolve(annotated, annotated.syntax.doc[0])) == {"rus", "chn"}
