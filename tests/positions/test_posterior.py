"""Positions and daylight follow from statements alone, by laws that hold whatever the statements."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from coded import coded, statement
from hypothesis import given
from hypothesis import strategies as st

from daylight.positions.daylight import daylight, overall, pairs, ranking
from daylight.positions.posterior import positions
from daylight.settings import PositionSettings

SIGNS = st.lists(st.sampled_from([1, -1]), min_size=1, max_size=12)


def _on_x(a: list[int], b: list[int]):
    rows = [("2026-01-10", "a", "x", sign) for sign in a] + [("2026-01-10", "b", "x", sign) for sign in b]
    return positions(*coded(rows))


def test_two_supporting_statements_of_the_same_day_give_a_beta_of_three_to_one():
    (position,) = positions(*coded([("2026-01-10", "a", "x", 1)] * 2))
    assert (position.alpha, position.beta, position.count) == (3.0, 1.0, 2)
    assert position.mean == pytest.approx(0.5)
    assert position.low < position.mean < position.high


def test_a_statement_one_half_life_old_counts_half():
    settings = PositionSettings(half_life_days=10)
    (position,) = positions(*coded([("2026-01-10", "a", "x", 1)]), settings, date(2026, 1, 20))
    assert position.alpha == pytest.approx(1.5)


def test_what_was_said_after_the_moment_does_not_count():
    assert positions(*coded([("2026-01-10", "a", "x", 1)]), at=date(2026, 1, 9)) == []


def test_a_relayed_statement_weighs_less_than_a_direct_one():
    direct, document = coded([("2026-01-10", "a", "x", 1)])
    relayed = [direct[0].model_copy(update={"reported_by": ("press", "officials")})]
    assert positions(relayed, document)[0].alpha == pytest.approx(1.25)
    assert positions(direct, document)[0].alpha == pytest.approx(2.0)


def test_two_reports_of_one_statement_count_once_with_the_more_direct_weight_and_both_as_evidence():
    told, document = coded([("2026-01-10", "a", "x", 1)])
    relay = statement("s-relay", "2026-01-10", "a", "x", "support", 0, reported_by=("press",))
    (position,) = positions([*told, relay], document)
    assert position.count == 1
    assert position.alpha == pytest.approx(2.0)
    assert position.evidence == ("s-0000", "s-relay")


@given(SIGNS, SIGNS)
def test_daylight_is_symmetric_and_lies_between_nothing_and_the_two_poles(a, b):
    one, other = _on_x(a, b)
    there, back = daylight(one, other), daylight(other, one)
    assert there.expected == pytest.approx(back.expected)
    assert 0 <= there.low <= there.expected <= there.high <= 2
    assert 0 <= there.probability_opposite <= 1


@given(SIGNS, SIGNS)
def test_daylight_agrees_with_drawing_from_the_two_posteriors(a, b):
    one, other = _on_x(a, b)
    generator = np.random.default_rng(1)
    p = 2 * generator.beta(one.alpha, one.beta, 20_000) - 1
    q = 2 * generator.beta(other.alpha, other.beta, 20_000) - 1
    found = daylight(one, other)
    assert found.expected == pytest.approx(np.abs(p - q).mean(), abs=0.02)
    assert found.probability_opposite == pytest.approx((p * q < 0).mean(), abs=0.02)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from([1, -1])), max_size=20))
def test_positions_do_not_depend_on_the_order_of_statements(rows):
    statements, documents = coded([("2026-01-10", actor, issue, sign) for actor, issue, sign in rows])
    assert positions(statements, documents) == positions(statements[::-1], documents)


def test_opposed_actors_rank_the_issue_of_their_dispute_first():
    rows = [("2026-01-10", actor, "y", 1) for actor in "aabb"]
    rows += [("2026-01-10", "a", "x", 1), ("2026-01-10", "b", "x", -1)] * 3
    found = positions(*coded(rows))
    assert [d.issue for d in ranking(found, "a", "b")] == ["x", "y"]
    whole = overall(found, "a", "b")
    assert whole is not None
    assert ranking(found, "a", "b")[1].expected < whole.expected < ranking(found, "a", "b")[0].expected
    assert pairs(found) == [whole]


def test_actors_without_a_common_issue_have_no_overall_daylight():
    found = positions(*coded([("2026-01-10", "a", "x", 1), ("2026-01-10", "b", "y", 1)]))
    assert overall(found, "a", "b") is None
