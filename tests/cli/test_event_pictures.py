"""Pictures of events: named axes and sources, and words beside deeds in the report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from daylight.brief.frame import Frame
from daylight.brief.page import render
from daylight.brief.pictures import picture
from daylight.desk.store import Desk
from daylight.documents.segments import segment_text
from daylight.errors import InputError
from daylight.reading.record import read
from daylight.records import Document, document_id
from daylight.settings import ReadingSettings

TEXT = (
    "Poland condemned Belarus on March 2. Belarus expelled two Polish diplomats on March 4. "
    "Poland demands that Belarus open the border. Belarus rejects an open border. "
    "In January, Poland met Belarus in Minsk."
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory):
    place = tmp_path_factory.mktemp("desk") / "events.daylight"
    day = date(2026, 3, 9)
    document = Document(
        id=document_id(TEXT), name="t.txt", text=TEXT, published=day, segments=segment_text(TEXT), language="en"
    )
    with Desk.open(place) as store:
        store.add(read(document, ReadingSettings(reader="rules")))
        yield store


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("events", ("Month", "Mean intensity", "conflict", "Poland → Belarus")),
        ("balance", ("Balance (-1 conflict alone, +1 cooperation alone)", "Belarus – Poland")),
        ("around", ("Mean intensity", "before")),
    ],
)
def test_pictures_of_events_name_their_axes_their_pairs_and_their_source(desk, kind: str, words: tuple[str, ...]):
    from daylight.brief.charts import drawing

    drawn = drawing(picture(desk, kind, Frame(date="2026-02-01")))
    for word in (*words, "Source:", "thin"):
        assert word in drawn


def test_before_and_after_need_a_day(desk):
    with pytest.raises(InputError, match="--date"):
        picture(desk, "around", Frame())
    with pytest.raises(InputError, match="no date"):
        picture(desk, "around", Frame(date="spring"))


def test_a_desk_without_events_says_what_to_do(tmp_path: Path):
    with Desk.open(tmp_path / "empty.daylight") as store, pytest.raises(InputError, match="no event to draw"):
        picture(store, "balance", Frame())


def test_the_report_sets_words_beside_deeds_with_their_sentences(desk):
    page = render(desk)
    part = page.partition('id="words-and-deeds"')[2].partition("</table>")[0]
    assert "Do words and deeds move together?" in part
    assert "Belarus – Poland" in part or "Poland – Belarus" in part
    assert 'class="ref"' in part
