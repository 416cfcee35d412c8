"""One record per real event, within and across documents."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from daylight.reading.event_join import dates_meet, join_events, same_event
from daylight.records import Event, EventMention


def event(
    doc="d-1", type_="ASSAULT", actors=("isr",), recipients=("irn",), day="2025-06-13", status="happened", start=0
):
    span = (start, start + 5)
    return Event(
        id=f"e-{doc}-{start}",
        doc=doc,
        evidence=(span,),
        step="test/1",
        type=type_,
        actors=actors,
        recipients=recipients,
        date=day,
        date_precision="day",
        status=status,
        quad=4,
        intensity=-9,
        mentions=(EventMention(doc=doc, trigger=span, sentence=span, status=status),),
    )


def test_two_documents_that_tell_of_one_event_are_its_two_sources():
    joined = join_events([event("d-1"), event("d-2")])
    assert len(joined) == 1
    assert len({m.doc for m in joined[0].mentions}) == 2


def test_contradictory_reports_stand_side_by_side():
    joined = join_events([event("d-1"), event("d-2", status="denied")])
    assert {m.status for m in joined[0].mentions} == {"happened", "denied"}


def test_other_days_and_other_parties_are_other_events():
    assert len(join_events([event("d-1"), event("d-2", day="2025-07-01")])) == 2
    assert len(join_events([event("d-1"), event("d-2", actors=("tur",))])) == 2


def test_a_minister_and_his_state_are_compatible():
    assert not same_event(event(recipients=("ali",)), event("d-2"))
    assert same_event(event(recipients=("ali",)), event("d-2"), {"ali": "irn", "irn": "irn", "isr": "isr"}.__getitem__)


def test_the_most_precise_date_is_kept():
    joined = join_events([event("d-1", day="2025-06"), event("d-2", day="2025-06-13")])
    assert [e.date for e in joined] == ["2025-06-13"]


days = st.dates().map(str)


@given(days, days)
def test_dates_meet_both_ways_or_not_at_all(one, other):
    assert dates_meet(one, other) == dates_meet(other, one) == (one == other)


@given(st.lists(st.sampled_from(["isr", "irn", "tur"]), min_size=1, max_size=6))
def test_joining_loses_no_mention(actors):
    events = [event(f"d-{i}", actors=(a,)) for i, a in enumerate(actors)]
    assert sum(len(e.mentions) for e in join_events(events)) == len(events)
