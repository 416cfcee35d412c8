"""Measures over events: counts, intensity, balance, before and after."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.positions.event_measures import balance, before_and_after, by_pair_and_month
from daylight.records import Event


def event(number, day, quad, intensity, actors=("usa",), recipients=("irn",), status="happened"):
    return Event(
        id=f"e-{number}",
        doc="d-1",
        evidence=((0, 1),),
        step="test/1",
        type="ASSAULT",
        actors=actors,
        recipients=recipients,
        date=day,
        quad=quad,
        intensity=intensity,
        status=status,
    )


EVENTS = [
    event(1, "2026-01-03", 1, 2.5),
    event(2, "2026-01-20", 4, -9.0),
    event(3, "2026-02-02", 4, -7.0),
    event(4, "2026-02-05", 4, -9.0),
    event(5, "2026-02-05", 4, -9.0, status="negated"),
]


def test_events_of_a_pair_are_counted_by_month():
    rows = by_pair_and_month(EVENTS)
    assert [(r.month, r.events, r.cooperation, r.conflict) for r in rows] == [
        ("2026-01", 2, 1, 1),
        ("2026-02", 2, 0, 2),
    ]
    assert rows[0].intensity == pytest.approx(-3.25)


def test_what_did_not_happen_is_not_counted():
    assert by_pair_and_month([EVENTS[4]]) == []


def test_an_event_of_two_actors_counts_both_ways():
    rows = by_pair_and_month([event(1, "2026-01-03", 1, 2.5, actors=("usa", "irn"), recipients=())])
    assert {(r.actor, r.recipient) for r in rows} == {("usa", "irn"), ("irn", "usa")}


def test_the_balance_runs_from_conflict_to_cooperation():
    assert balance(EVENTS)["irn", "usa"] == pytest.approx((1 - 3) / 4)


def test_a_change_has_its_interval():
    change = before_and_after(EVENTS, date(2026, 2, 1))[0]
    assert (change.events_before, change.events_after) == (2, 2)
    assert change.difference == pytest.approx(-8.0 + 3.25)
    assert change.low < change.difference < change.high


def test_an_interval_that_spans_the_date_is_on_neither_side():
    assert before_and_after([event(1, "2026-01/2026-03", 1, 2.5)], date(2026, 2, 1)) == []


def test_members_are_counted_under_their_state():
    rows = by_pair_and_month([event(1, "2026-01-03", 4, -9.0, actors=("navy",))], lambda a: {"navy": "usa"}.get(a, a))
    assert rows[0].actor == "usa"
