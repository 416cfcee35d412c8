"""Dates in prose mean what an annotator of events would write down."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daylight.documents.dates import bounds, find_dates, resolve

WEDNESDAY = date(2026, 2, 18)


@pytest.mark.parametrize(
    ("expression", "iso", "precision"),
    [
        ("on January 12, 2026", "2026-01-12", "day"),
        ("on Friday, March 3, 2023", "2023-03-03", "day"),
        ("on 3 March 2026", "2026-03-03", "day"),
        ("2026-03-03", "2026-03-03", "day"),
        ("June 23–25, 2025", "2025-06-23/2025-06-25", "day"),
        ("in March 2025", "2025-03", "month"),
        ("from March to May 2025", "2025-03/2025-05", "month"),
        ("in the spring of 2024", "2024-03/2024-05", "month"),
        ("in 2025", "2025", "year"),
        ("the 2015 deal", "2015", "year"),
        ("in the 1990s", "1990/1999", "year"),
        ("yesterday", "2026-02-17", "day"),
        ("the day before yesterday", "2026-02-16", "day"),
        ("this morning", "2026-02-18", "day"),
        ("on Friday", "2026-02-13", "day"),
        ("late on Sunday", "2026-02-15", "day"),
        ("on Wednesday", "2026-02-18", "day"),
        ("last Wednesday", "2026-02-11", "day"),
        ("next Tuesday", "2026-02-24", "day"),
        ("on October 6", "2025-10-06", "day"),
        ("on the 6th of October", "2025-10-06", "day"),
        ("last week", "2026-02-09/2026-02-15", "week"),
        ("this week", "2026-02-16/2026-02-22", "week"),
        ("over the weekend", "2026-02-14/2026-02-15", "week"),
        ("five weeks ago", "2026-01-12/2026-01-18", "week"),
        ("three days ago", "2026-02-15", "day"),
        ("two months ago", "2025-12", "month"),
        ("a year ago", "2025", "year"),
        ("last June", "2025-06", "month"),
        ("in September", "2025-09", "month"),
        ("in February", "2026-02", "month"),
        ("the January uprising", "2026-01", "month"),
        ("last month", "2026-01", "month"),
        ("last year", "2025", "year"),
        ("earlier this year", "2026-01-01/2026-02-18", "year"),
        ("last summer", "2025-06/2025-08", "month"),
        ("this winter", "2025-12/2026-02", "month"),
        ("last winter", "2024-12/2025-02", "month"),
        ("next spring", "2026-03/2026-05", "month"),
        ("over the past two weeks", "2026-02-04/2026-02-18", "week"),
        ("since January", "2026-01/2026-02-18", "ongoing"),
        ("since 2014", "2014/2026-02-18", "ongoing"),
        ("until next Tuesday", "../2026-02-24", "before"),
        ("by the end of March", "../2026-03", "before"),
        ("by December 1", "../2026-12-01", "before"),
        ("after October 7", "2025-10-07/..", "after"),
        ("the September 11 attacks", "2001-09-11", "day"),
        ("post-October 7 operations", "2023-10-07/2026-02-18", "ongoing"),
        ("on February 29", "2024-02-29", "day"),
        ("from Monday to Wednesday", "2026-02-16/2026-02-18", "day"),
    ],
)
def test_an_expression_is_reckoned_from_the_publication_date(expression: str, iso: str, precision: str) -> None:
    assert resolve(expression, WEDNESDAY) == (iso, precision)


@pytest.mark.parametrize(
    ("sentence", "iso"),
    [
        ("The ministers will meet on Friday.", "2026-02-20"),
        ("They agreed to meet on Friday.", "2026-02-20"),
        ("The treaty will be signed on March 3.", "2026-03-03"),
        ("The ministers met on Friday.", "2026-02-13"),
        ("She said on Friday that they would meet.", "2026-02-13"),
        ("The raid was condemned by Ankara on Friday.", "2026-02-13"),
        ("Elections are due in May.", "2026-05"),
        ("If it agrees, the first trains can run in June.", "2026-06"),
        ("Austria has invited both to Vienna for 20 March.", "2026-03-20"),
        ("They must decide, in two weeks, whether to go on.", "2026-03-02/2026-03-08"),
        ("It will answer within 48 hours.", "2026-02-18/2026-02-20"),
        ("By January 18 the fleet had left.", "../2026-01-18"),
        ("Elections were held in May.", "2025-05"),
    ],
)
def test_a_sentence_that_looks_ahead_means_the_next_day_of_that_name(sentence: str, iso: str) -> None:
    assert [found.iso for found in find_dates(sentence, WEDNESDAY)] == [iso]


@pytest.mark.parametrize(
    "words",
    ["on the eve of the talks", "They may march on.", "2,000 troops", "with 2030 soldiers", "at 10:30", "on Fridays",
     "on Super Tuesday",
     "five rounds of talks", "prices fell in two weeks", "a 47-year rule", "the second day"],
)  # fmt: skip
def test_what_is_no_date_is_left_out(words: str) -> None:
    assert find_dates(words, WEDNESDAY) == []


def test_without_a_publication_date_only_dates_that_name_their_year_are_found() -> None:
    assert [found.iso for found in find_dates("On Friday he recalled that on May 4, 2020 they signed.")] == [
        "2020-05-04"
    ]


def test_an_expression_is_given_with_its_place() -> None:
    text = "Talks began last June and ended."
    (found,) = find_dates(text, WEDNESDAY)
    assert text[slice(*found.span)] == "last June"


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_yesterday_is_the_day_before_whatever_the_day(published: date) -> None:
    found = resolve("yesterday", published)
    assert found
    assert (published - date.fromisoformat(found[0])).days == 1


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(["Monday", "Thursday", "Sunday"]))
def test_a_weekday_is_within_the_last_seven_days_and_bears_its_name(published: date, name: str) -> None:
    found = resolve(f"on {name}", published)
    assert found
    day = date.fromisoformat(found[0])
    assert 0 <= (published - day).days <= 6
    assert f"{day:%A}" == name


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(["March", "June", "December"]))
def test_a_month_is_the_last_one_not_after_publication(published: date, name: str) -> None:
    found = resolve(f"in {name}", published)
    assert found
    first = bounds(found[0])[0]
    assert first
    assert first <= published
    assert (published - first).days < 367


WORDS = st.sampled_from(
    ["on", "in", "by", "since", "until", "last", "next", "this", "from", "to", "March", "May", "31", "2026",
     "2026-02-30", "Friday", "week", "ago", "two", "the", "early", "mid-", "99", ".", ",", "–", "yesterday"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(WORDS, max_size=30).map(" ".join)), st.one_of(st.none(), st.dates()))
@settings(max_examples=300, deadline=None)
def test_dates_of_any_text_lie_inside_it_in_order_and_can_be_reckoned_with(text: str, published: date | None) -> None:
    last = 0
    for found in find_dates(text, published):
        assert last <= found.span[0] < found.span[1] <= len(text)
        last = found.span[1]
        bounds(found.iso)
