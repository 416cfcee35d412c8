"""When a text was published and who published it, as the text itself shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from daylight.documents.citations import address_date, find_citations, publisher_from_links
from daylight.documents.load import load
from daylight.records import Document
from shared import shared_data

LINKED = """Two Allies and a Strait

The minister rejected the plan (https://lake.example/brief-2026-march-2/) on Friday, as expected
(https://lake.example/brief-2026-february-20/). {more}
"""


def read(folder: Path, text: str, name: str = "brief.txt", published: date | None = None) -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return next(load(path, published))


def test_a_given_date_wins(tmp_path: Path) -> None:
    document = read(tmp_path, "Headline\n\nMarch 3, 2026\n\nThe envoy left.", published=date(2026, 3, 9))
    assert document.published == date(2026, 3, 9)
    assert document.published_reason == "given by the user"


def test_a_dateline_states_the_date(tmp_path: Path) -> None:
    document = read(tmp_path, "Headline of the Day\n\nTuesday, March 3, 2026\n\nThe envoy left yesterday.")
    assert document.published_interval == (date(2026, 3, 3), date(2026, 3, 3))
    assert "dateline" in document.published_reason


def test_a_date_in_front_of_the_first_paragraph_states_it_too(tmp_path: Path) -> None:
    document = read(tmp_path, "Headline of the Day\n\nANKARA, March 3, 2026 (AP) — The envoy left yesterday.")
    assert document.published == date(2026, 3, 3)


def test_a_full_date_in_the_file_name_is_taken(tmp_path: Path) -> None:
    assert read(tmp_path, "The envoy left.", "brief-2026-03-03.txt").published == date(2026, 3, 3)


def test_without_evidence_there_is_no_date_and_never_today(tmp_path: Path) -> None:
    document = read(tmp_path, "The envoy left on Friday, 36 years after the treaty of 1990.")
    assert document.published is None
    assert document.published_interval is None
    assert document.published_reason


def test_the_latest_dated_link_bounds_the_date_from_below(tmp_path: Path) -> None:
    document = read(tmp_path, LINKED.format(more=""))
    assert document.published_interval == (date(2026, 3, 3), date(2026, 3, 9))
    assert "2026-03-02" in document.published_reason


def test_yesterday_is_not_a_weekday_that_the_text_names(tmp_path: Path) -> None:
    """Yesterday is not the Friday of which it speaks; so the text is not of a Saturday."""
    document = read(tmp_path, LINKED.format(more="The envoy left yesterday."))
    assert document.published_interval == (date(2026, 3, 3), date(2026, 3, 6))


def test_a_weekday_of_this_week_that_is_to_come_bounds_the_date_from_above(tmp_path: Path) -> None:
    document = read(tmp_path, LINKED.format(more="She will return this week for the Thursday session."))
    assert document.published_interval == (date(2026, 3, 3), date(2026, 3, 5))


def test_a_date_of_old_in_a_text_without_a_present_does_not_date_it(tmp_path: Path) -> None:
    assert read(tmp_path, "The treaty was signed on May 14, 1948, and it has held.").published is None


def test_the_reference_brief_is_dated_from_its_own_evidence() -> None:
    document = next(load(shared_data("briefs/us-israel-2026-02.txt")))
    assert document.published_interval == (date(2026, 2, 17), date(2026, 2, 18))
    assert document.published == date(2026, 2, 18)


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://a.example/brief-2026-february-9/", "2026-02-09"),
        ("https://a.example/2026/02/09/talks", "2026-02-09"),
        ("https://a.example/2026/feb/09/talks", "2026-02-09"),
        ("https://a.example/talks-20260209.html", "2026-02-09"),
        ("https://a.example/news/9-february-2026", "2026-02-09"),
        ("https://a.example/2026/02/talks", "2026-02"),
        ("https://a.example/2026/13/45/talks", None),
        ("https://a.example/item/12345678", None),
    ],
)
def test_an_address_carries_a_date(url: str, iso: str | None) -> None:
    assert address_date(url) == iso


def test_links_are_cited_without_the_brackets_around_them() -> None:
    text = "See (https://a.example/x_(y)/) and https://b.example/z. Also [here](https://c.example/q)."
    assert [text[slice(*c.span)] for c in find_citations(text)] == [
        "https://a.example/x_(y)/", "https://b.example/z", "https://c.example/q",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("https://thelakeinstitute.example/a https://thelakeinstitute.example/b https://x.com/TheLakeInstitute",
         "The Lake Institute"),
        ("The Lake Institute (https://thelakeinstitute.example/a) said so (https://thelakeinstitute.example/b).",
         "The Lake Institute"),
        ("https://lake.example/a https://lake.example/b https://other.example/c", "lake.example"),
        ("https://lake.example/a https://other.example/c", None),
        ("https://x.com/a https://x.com/b", None),
    ],
)  # fmt: skip
def test_the_site_that_a_text_links_to_most_is_its_publisher(text: str, publisher: str | None) -> None:
    assert publisher_from_links(text, find_citations(text)) == publisher


def test_a_dateline_may_name_the_publisher(tmp_path: Path) -> None:
    document = read(tmp_path, "Headline of the Day\n\nThe Lake Institute | March 4, 2026\n\nThe envoy left.")
    assert document.publisher == "The Lake Institute"


def test_a_place_in_a_dateline_is_no_publisher(tmp_path: Path) -> None:
    assert read(tmp_path, "Headline of the Day\n\nNew York, March 4, 2026\n\nThe envoy left.").publisher is None
