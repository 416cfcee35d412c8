"""Words beside deeds: daylight of a pair and the balance of its events."""

from __future__ import annotations

import pytest

from daylight.positions.event_measures import balances
from daylight.positions.posterior import Position
from daylight.positions.words_and_deeds import together, words_and_deeds
from daylight.records import Event


def event(number, actor, recipient, quad, status="happened"):
    return Event(
        id=f"e-{number}",
        doc="d-1",
        evidence=((number, number + 1),),
        step="test/1",
        type="ACCUSE",
        actors=(actor,),
        recipients=(recipient,),
        quad=quad,
        status=status,
    )


def position(actor, mean):
    alpha = 10 * (mean + 1) / 2 + 0.5
    beta = 10.5 - alpha + 0.5
    return Position(actor, "pipeline", mean, mean - 0.2, mean + 0.2, alpha, beta, 5, ("s-1",))


def test_few_events_give_a_wide_interval_around_their_balance():
    few = balances([event(1, "nor", "fin", 4)])[0]
    many = balances([event(n, "nor", "fin", 4) for n in range(20)])[0]
    assert few.value == many.value == -1.0
    assert few.high > 0 > many.high


def test_events_that_did_not_happen_are_not_weighed():
    assert balances([event(1, "nor", "fin", 4, status="denied")]) == []


def test_a_pair_has_both_its_words_and_its_deeds():
    told = [event(1, "nor", "fin", 4), event(2, "fin", "nor", 1), event(3, "nor", "est", 4)]
    (pair,) = words_and_deeds([position("nor", 0.9), position("fin", -0.9)], told)
    assert (pair.one, pair.other) == ("fin", "nor")
    assert pair.words.expected > 1
    assert (pair.deeds.cooperation, pair.deeds.conflict) == (1, 1)


def test_those_who_stand_further_apart_and_do_each_other_more_harm_give_a_negative_correlation():
    means = [0.9, 0.6, 0.2, -0.2, -0.5, -0.9]
    known = [position("usa", 0.95), *(position(f"s{i}", m) for i, m in enumerate(means))]
    told = []
    for i in range(len(means)):
        told += [event(10 * i + k, "usa", f"s{i}", 4 if k < i else 1) for k in range(6)]
    found = together(words_and_deeds(known, told))
    assert found is not None
    assert found.correlation == pytest.approx(-1.0, abs=0.05)
    assert found.low <= found.correlation <= found.high


def test_too_few_pairs_give_no_correlation():
    told = [event(1, "nor", "fin", 4)]
    assert together(words_and_deeds([position("nor", 0.9), position("fin", -0.9)], told)) is None
