"""The example briefs are read as what they are."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from daylight.documents.load import find_files, load
from daylight.documents.segments import readable_text
from daylight.records import Document

BRIEFS = Path(__file__).resolve().parents[2] / "examples" / "briefs"


def briefs() -> list[Document]:
    files, missing = find_files([BRIEFS])
    assert missing == []
    return [document for file in files for document in load(file)]


def test_the_example_briefs_are_a_week_apart_and_by_one_publisher() -> None:
    first, second, third = briefs()
    assert {document.publisher for document in (first, second, third)} == {"Eastern Flank Desk"}
    assert first.published
    assert second.published
    assert third.published
    assert second.published - first.published == third.published - second.published == timedelta(days=7)


def test_the_example_briefs_show_three_formats() -> None:
    assert [document.format for document in briefs()] == ["text", "markdown", "html"]


def test_only_the_prose_of_the_example_briefs_is_read() -> None:
    for document in briefs():
        prose = readable_text(document.text, document.segments)
        assert 550 <= len(prose.split()) <= 1000
        for mark in ("http", "**", "](", "Leave a comment", "Subscribe", "Share this", "Bottom"):
            assert mark not in prose
