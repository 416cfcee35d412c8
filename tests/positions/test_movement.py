"""Similarity, contradictions and position changes."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from coded import coded
from hypothesis import given
from hypothesis import strategies as st

from daylight.positions.changes import candidates, changes, largest_split
from daylight.positions.claims import claims
from daylight.positions.contradictions import contradictions
from daylight.positions.posterior import position_table
from daylight.positions.similarity import similarities, similarity
from daylight.records import Actor, Membership

PROFILE = st.lists(st.tuples(st.sampled_from([-1.0, 0.0, 0.5, 1.0]), st.sampled_from([-1.0, 0.0, 1.0])), min_size=1)


def _day(n: int) -> str:
    return (date(2025, 1, 1) + timedelta(days=n)).isoformat()


@given(PROFILE)
def test_two_equal_profiles_agree_fully_and_mirrored_ones_not_at_all(pairs):
    a = np.array([p[0] for p in pairs])
    assert similarity(a, a)[0] == 1
    poles = np.sign(a) + (a == 0)
    assert similarity(poles, -poles)[0] == pytest.approx(-1)


@given(PROFILE)
def test_chance_corrected_similarity_equals_the_sum_over_all_pairs(pairs):
    a, b = np.array(pairs).T
    n = len(a)
    observed = sum(abs(x - y) for x, y in zip(a, b, strict=True)) / n
    kappa = sum(abs(x - y) for x in a for y in b) / n**2
    both = [*a, *b]
    pi = sum(abs(x - y) for x in both for y in both) / (2 * n) ** 2
    s, by_pi, by_kappa = similarity(a, b)
    assert s == pytest.approx(1 - observed)
    assert (np.isnan(by_pi) and pi < 1e-12) or by_pi == pytest.approx(1 - observed / pi)
    assert (np.isnan(by_kappa) and kappa < 1e-12) or by_kappa == pytest.approx(1 - observed / kappa)


def test_the_pair_that_agrees_is_ranked_before_the_pair_that_does_not():
    rows = [(_day(0), actor, issue, sign) for actor, sign in (("a", 1), ("b", 1), ("c", -1)) for issue in "xy"]
    rows += [(_day(0), actor, "z", -sign) for actor, sign in (("a", 1), ("b", 1), ("c", -1))]
    found = similarities(position_table(claims(*coded(rows))))
    assert (found[0].actor_a, found[0].actor_b) == ("a", "b")
    assert found[0].pi == pytest.approx(1)
    assert found[-1].pi < 0


def test_a_spokesperson_who_differs_from_the_state_contradicts_it():
    rows = [(_day(0), "leader", "x", 1), (_day(3), "speaker", "x", -1), (_day(9), "speaker", "y", 1)]
    home = (Membership(actor="norland"),)
    actors = {n: Actor(id=n, name=n, kind="person", memberships=home) for n in ("leader", "speaker")}
    (found,) = contradictions(*coded(rows), actors)
    assert (found.kind, found.side, found.days, found.size) == ("members against each other", "norland", 3, 2.0)
    assert (found.earlier, found.later) == ("s-0000", "s-0001")


def test_an_actor_that_says_both_contradicts_itself_by_its_nearest_statements():
    rows = [(_day(0), "a", "x", 1), (_day(20), "a", "x", 1), (_day(25), "a", "x", -1)]
    (found,) = contradictions(*coded(rows), {})
    assert (found.kind, found.earlier, found.later) == ("itself", "s-0001", "s-0002")


def test_a_clear_turn_is_found_on_its_day_with_its_evidence():
    rows = [(_day(n), "a", "x", -1 if n < 8 else 1) for n in range(16)]
    (found,) = changes(claims(*coded(rows)))
    assert (found.day.isoformat(), found.before, found.now) == (_day(8), -1.0, 1.0)
    assert found.evidence == ("s-0007", "s-0008")
    assert found.p <= 0.01


def test_shuffled_statements_raise_no_more_false_alarms_than_stated():
    generator = np.random.default_rng(5)
    alarms = 0
    for _ in range(400):
        values = generator.permutation(np.array([1.0] * 7 + [-1.0] * 8))
        alarms += largest_split(values, np.arange(15), 199, generator)[1] <= 0.05
    assert alarms / 400 <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 400)


def test_a_list_of_shuffled_pairs_is_nearly_always_empty():
    generator = np.random.default_rng(6)
    lists = 0
    for _ in range(20):
        rows = [
            (_day(n), "abcd"[k], "x", int(sign))
            for k in range(4)
            for n, sign in enumerate(generator.choice([1, -1], 10))
        ]
        lists += bool(changes(claims(*coded(rows)), draws=199))
    assert lists <= 4


def test_changes_are_the_same_every_time_whatever_else_is_candidates():
    one = [(_day(n), "a", "x", 1 if n % 3 else -1) for n in range(9)]
    other = [(_day(n), "b", "x", 1 if n > 4 else -1) for n in range(9)]
    alone = candidates(claims(*coded(one)))
    together = [c for c in candidates(claims(*coded(one + other))) if c.actor == "a"]
    assert [(c.day, c.p) for c in alone] == [(c.day, c.p) for c in together]
