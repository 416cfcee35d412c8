from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daylight.language.linker import Scorer, candidate_pairs, link
from daylight.language.tagger import AttributionTagger, TaggedAttribution

SAID = "The harbour strike must end this week, the transport minister told reporters in Oslo."


@pytest.fixture(scope="module")
def tagger() -> AttributionTagger:
    return AttributionTagger.load()


def words(text: str, attribution: TaggedAttribution) -> tuple[list[str], list[str], list[str]]:
    source, cue, content = ([text[a:b] for a, b in spans] for spans in attribution[:3])
    return source, cue, content


def test_who_said_what_is_found_where_the_speaker_comes_last(tagger: AttributionTagger) -> None:
    (found,) = tagger.tag(SAID)
    source, cue, content = words(SAID, found)
    assert source == ["the transport minister"]
    assert "told" in cue[0]
    assert content[0].startswith("The harbour strike must end")


def test_a_noun_can_be_the_cue(tagger: AttributionTagger) -> None:
    text = "Norway's demand that the fleet leave the fjord was ignored."
    (found, *_) = tagger.tag(text)
    source, cue, content = words(text, found)
    assert source[0].startswith("Norway")
    assert "demand" in cue[0]
    assert "fleet leave the fjord" in content[0]


def test_hearsay_without_a_source_has_none(tagger: AttributionTagger) -> None:
    text = "It was reported that the two fleets had left port before dawn."
    (found, *_) = tagger.tag(text)
    assert found.source == ()
    assert "reported" in words(text, found)[1][0]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The port must stay open to every flag.” — Ingrid Solheim", "Ingrid Solheim"),
        ('"Nobody here believes in the ceasefire any more." - Fatou Ndiaye', "Fatou Ndiaye"),
        ("“Sanctions hit the poor first and the generals never.” – Senator Luis Quispe", "Senator Luis Quispe"),
        ("“We will not sign away our water.” ― Abebe Tadesse", "Abebe Tadesse"),
        (
            "“The island belongs to those who fish around it.”\n— Prime Minister Tana Rakoto",
            "Prime Minister Tana Rakoto",
        ),
    ],
)
def test_a_quotation_may_be_credited_with_a_dash(tagger: AttributionTagger, text: str, speaker: str) -> None:
    (found,) = tagger.tag(text)
    quotation, dash, _ = re.split(r"\s([-–—―])\s", text)
    assert words(text, found) == ([speaker], [dash], [quotation])


def test_a_dash_beside_a_quotation_is_not_always_a_credit(tagger: AttributionTagger) -> None:
    text = "The “old guard” — Moscow’s term — kept its seats."
    assert all(words(text, found)[1] != ["—"] for found in tagger.tag(text))


def test_the_inner_layer_is_found_in_the_outer_ones_content(tagger: AttributionTagger) -> None:
    text = "The paper wrote that the fishermen had said the quota was too small."
    (outer, *_) = tagger.tag(text)
    start, end = outer.content[0]
    inner = tagger.tag(text[start:end])
    assert any("fishermen" in " ".join(words(text[start:end], a)[0]) for a in inner)


def test_a_text_without_attributions_yields_none(tagger: AttributionTagger) -> None:
    assert tagger.tag("The bridge is two kilometres long.") == []


def test_an_empty_text_yields_none(tagger: AttributionTagger) -> None:
    assert tagger.tag("") == []
    assert tagger.tag_many([]) == []
    assert tagger.tag_many(["", " \n"]) == [[], []]


def test_only_the_paragraphs_given_are_read(tagger: AttributionTagger) -> None:
    text = f"{SAID}\n{SAID}"
    second = (len(SAID) + 1, len(text))
    (found,) = tagger.tag(text, [second])
    assert all(second[0] <= a < b <= second[1] for spans in found[:3] for a, b in spans)


def test_a_line_break_inside_a_given_paragraph_is_read_through(tagger: AttributionTagger) -> None:
    broken = SAID.replace("minister told", "minister\ntold")
    (found,) = tagger.tag(broken, [(0, len(broken))])
    assert words(broken, found)[0] == ["the transport minister"]


def test_texts_are_read_alike_alone_and_together(tagger: AttributionTagger) -> None:
    texts = [SAID, "", "Nothing here.", "According to the mayor, the wells are dry.", SAID * 40]
    assert tagger.tag_many(texts) == [tagger.tag(text) for text in texts]


def test_the_tagger_is_loaded_once() -> None:
    assert AttributionTagger.load() is AttributionTagger.load()


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(max_size=120)
    | st.lists(st.sampled_from(["he said", "“yes”", "\n", "\ud800", "it", "?"])).map(" ".join)
)
def test_any_text_is_read_and_every_span_lies_in_it(tagger: AttributionTagger, text: str) -> None:
    for found in tagger.tag(text):
        assert found.cue
        assert found.content
        assert 0 <= found.confidence <= 1
        assert all(0 <= a < b <= len(text) for spans in found[:3] for a, b in spans)


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_pairs_join_spans_no_further_apart_than_they_may(data: st.DataObject) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, 60), min_size=4, max_size=24)))
    spans = np.array([edges[i : i + 2] for i in range(0, len(edges) - 1, 2)])
    anchors, targets = spans[::2], spans[1::2]
    paragraph = np.arange(61) // 12
    reach = data.draw(st.integers(0, 2))
    pairs = candidate_pairs(anchors, targets, paragraph, reach)
    met = set(zip(pairs.anchor.tolist(), pairs.target.tolist(), strict=True))
    for i, a in enumerate(anchors):
        for j, b in enumerate(targets):
            assert ((i, j) in met) == (abs(int(paragraph[a[0]]) - int(paragraph[b[0]])) <= reach)


def test_a_cue_far_from_every_source_has_none() -> None:
    zeros = np.zeros((21, 4), np.float32)
    scorer = Scorer(zeros, zeros[:4], zeros[:5], np.ones(4, np.float32), np.zeros(1, np.float32), zeros[0])
    spans = np.array([[0, 1]]), np.array([[5, 6]])
    pairs = candidate_pairs(*spans, np.array([0, 0, 0, 1, 1, 1]), reach=0)
    links = link(scorer, np.zeros((1, 4), np.float32), np.zeros((1, 4), np.float32), pairs, none=0.0)
    assert links.target.tolist() == [-1]
    assert links.probability.tolist() == [1.0]
