"""Conditions met by what a later brief tells, on own pairs of briefs."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest

from daylight.documents.segments import segment_text
from daylight.positions.fulfilment import LEAST, Fulfilment, comes_about, fulfilments
from daylight.reading.record import read
from daylight.records import Document, DocumentRecord, document_id
from daylight.settings import ReadingSettings

BRIEFS = Path(__file__).with_name("data") / "fulfilment.tsv"
FIRST, SECOND = date(2026, 3, 2), date(2026, 3, 20)


@lru_cache(maxsize=64)
def brief(text: str, day: date) -> DocumentRecord:
    document = Document(id=document_id(text), name="own", text=text, segments=segment_text(text), published=day)
    return read(document, ReadingSettings(reader="rules"))


def looks(first: str, second: str, days: tuple[date, date] = (FIRST, SECOND)) -> list[Fulfilment]:
    records = [brief(first, days[0]), brief(second, days[1])]
    return fulfilments(
        [c for r in records for c in r.conditions],
        [e for r in records for e in r.events],
        [s for r in records for s in r.statements],
        [r.document for r in records],
        {a.id: a for r in records for a in r.actors},
        [m for r in records for m in r.mentions],
    )


class Judged(NamedTuple):
    """How many pairs are judged as labelled, and how many proposals are false."""

    right: int
    false: int


@lru_cache(maxsize=2)
def judged(aside: bool) -> Judged:
    rows = [line.split("\t") for line in BRIEFS.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    right = false = 0
    for outcome, first, second in (row for number, row in enumerate(rows) if (number % 3 == 2) == aside):
        found = looks(first, second)
        said = found[0].outcome if found else "-"
        right += said == outcome
        false += said not in ("-", outcome)
    return Judged(right, false)


@pytest.mark.parametrize(("aside", "right", "false"), [(False, 13, 0), (True, 6, 1)])
def test_conditions_of_own_pairs_of_briefs_are_judged_as_labelled(aside: bool, right: int, false: int) -> None:
    measured = judged(aside)
    assert measured.right >= right
    assert measured.false <= false


def test_a_condition_met_points_at_what_told_of_it() -> None:
    second = "Belarus released the journalist on Tuesday."
    (found,) = looks("Poland will reopen the crossing if Belarus releases the journalist, Warsaw said.", second)
    told = {r.id for r in (*brief(second, SECOND).events, *brief(second, SECOND).statements)}
    assert found.record in told
    assert found.day > FIRST
    assert LEAST <= found.confidence <= 1


def test_what_was_told_before_meets_no_condition() -> None:
    first = "Poland will reopen the crossing if Belarus releases the journalist, Warsaw said."
    assert not looks(first, "Belarus released the journalist on Tuesday.", (SECOND, FIRST))


def test_what_others_do_meets_no_condition_that_names_its_parties() -> None:
    first = "Poland will reopen the crossing if Belarus releases the journalist, Warsaw said."
    assert not looks(first, "Chile released the journalist on Tuesday.")


@pytest.mark.parametrize(
    ("asked", "said", "same"),
    [
        ("if the rebels halt their attacks", "the rebels halted their attacks", True),
        ("if the rebels halt their attacks", "the rebels attacked a convoy", False),
        ("once Togo frees the crew", "Togo arrested the crew", False),
        ("unless Togo frees the crew", "Togo has freed the crew", True),
        ("if the ban is not lifted", "the ban was lifted", True),
        ("if the ban is lifted", "the ban was not lifted", False),
        ("if Chad opens the road", "Chad will open the road", False),
    ],
)
def test_a_telling_has_the_sense_of_what_was_asked_or_not(asked: str, said: str, same: bool) -> None:
    assert comes_about(asked, said) == same
