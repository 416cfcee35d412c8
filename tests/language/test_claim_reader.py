from __future__ import annotations

import math

import numpy as np
import pytest

from daylight.language.claim_reader import ClaimReader, Passage


def passage(marked: str, author: bool = False) -> Passage:
    """A passage with its cue in <> and its content in []."""
    text = marked.translate({ord(mark): None for mark in "<>[]"})

    def span(left: str, right: str) -> tuple[int, int] | None:
        if left not in marked:
            return None
        before, inside = marked.split(left)[0], marked.split(left)[1].split(right)[0]
        start = len(before.translate({ord(mark): None for mark in "<>[]"}))
        return start, start + len(inside.translate({ord(mark): None for mark in "<>[]"}))

    content = span("[", "]")
    assert content
    return Passage(text, content, span("<", ">"), author)


@pytest.mark.parametrize(
    ("marked", "act"),
    [
        ("Manila <vowed> [to expel the diplomats unless the patrols end].", "threaten"),
        ("The envoy <welcomed> [the release of the prisoners].", "praise"),
        ("Accra <pledged> [two battalions for the mission].", "promise"),
        ("The foreign minister <condemned> [the shelling of the port].", "criticise"),
        ("Lima <is sceptical> [that the truce will hold].", "doubt"),
    ],
)
def test_the_act_of_a_plain_claim_is_the_likeliest(marked: str, act: str) -> None:
    (scores,) = ClaimReader.load().scores([passage(marked)])
    assert max(scores.act, key=lambda name: scores.act[name]) == act


def test_what_is_said_of_one_thing_in_two_ways_takes_two_stances() -> None:
    backed, refused = ClaimReader.load().scores(
        [passage("Quito <backs> [a new fishing treaty]."), passage("Quito <rejects> [a new fishing treaty].")]
    )
    assert backed.stance["support"] > backed.stance["oppose"]
    assert refused.stance["oppose"] > refused.stance["support"]


def test_probabilities_of_acts_and_of_stances_add_up_to_one() -> None:
    (scores,) = ClaimReader.load().scores([passage("[The river treaty is dead], a diplomat <said>.")])
    assert sum(map(math.exp, scores.act.values())) == pytest.approx(1, abs=1e-5)
    assert sum(map(math.exp, scores.stance.values())) == pytest.approx(1, abs=1e-5)


def test_a_claim_is_scored_alike_alone_and_in_company() -> None:
    claims = [
        passage("Oslo <said> [it would join the talks]."),
        passage("[We will not sign]."),
        passage("The blockade [<may> well] outlast the winter.", author=True),
    ]
    together = ClaimReader.load().scores(claims)
    for claim, scores in zip(claims, together, strict=True):
        (alone,) = ClaimReader.load().scores([claim])
        np.testing.assert_allclose(list(alone.act.values()), list(scores.act.values()), atol=1e-4)


def test_a_very_long_sentence_is_read_around_its_content() -> None:
    long = "The minister, " + "who had come from the coast, " * 80 + "<demanded> [the return of the ships]."
    (scores,) = ClaimReader.load().scores([passage(long)])
    assert max(scores.act, key=lambda name: scores.act[name]) == "demand"


def test_no_claims_have_no_scores() -> None:
    assert ClaimReader.load().scores([]) == []
