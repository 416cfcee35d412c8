"""Segments lie over an unaltered text, and reading sees it clean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daylight.documents.segments import READABLE, readable_text, reading_text, segment_text
from shared import shared_data

PIECES = st.sampled_from(
    ["* ", "- ", "1. ", "> ", "# ", "———\n", "---\n", "\n", "\n\n", "\r\n", "\f", " (https://a.example/b-2026-may-4/) ",
     "[x](y)", "**", "_", "[1]", "\x00", "\u200f", "\ufeff", "Leave a comment\n", "| a | b |\n", "nego-\ntiate",
     "The envoy said no. ",
     "\u2028", "![i](j)", "By Ann Lee\n", "March 3, 2026\n", "Ankara said “yes"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join))


def kinds(text: str) -> list[tuple[str, str]]:
    return [(segment.kind, reading_text(text, segment)[0]) for segment in segment_text(text)]


def clean(text: str) -> str:
    return readable_text(text, segment_text(text))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_segments_of_any_text_are_in_order_and_lie_inside_it(text: str) -> None:
    last = 0
    for segment in segment_text(text):
        assert last <= segment.start < segment.end <= len(text)
        last = segment.end
        inner = segment.start
        for start, end in segment.cuts:
            assert inner <= start < end <= segment.end
            inner = end


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_every_character_that_reading_sees_stands_where_it_stands_in_the_text(text: str) -> None:
    for segment in segment_text(text):
        read, offsets = reading_text(text, segment)
        assert len(read) == len(offsets)
        assert offsets == sorted(set(offsets))
        assert all(segment.start <= offset < segment.end for offset in offsets)
        assert all(text[o] == c or (c == " " and text[o].isspace()) for c, o in zip(read, offsets, strict=True))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_visible_character_is_outside_of_all_segments(text: str) -> None:
    covered = set()
    for segment in segment_text(text):
        covered.update(range(segment.start, segment.end))
    assert all(character.isspace() for i, character in enumerate(text) if i not in covered)


BRIEF = """Allies Differ on the Strait

Bottom Line
———————————
* Ankara wants talks first.
* Bucharest wants patrols
  before any talks begin.

Foreign Minister Ana Pop said on Tuesday (https://brief.example/x-2026-march-3/) that patrols would
begin “at once” (https://brief.example/y/) . The Turkish side did not
reply.

https://x.com/brief

Leave a comment

Your email address will not be published. Required fields are marked *
"""


def test_a_brief_falls_into_its_parts() -> None:
    assert [kind for kind, _ in kinds(BRIEF)] == [
        "title", "heading", "rule", "bullet", "bullet", "paragraph", "link", "boilerplate", "boilerplate",
    ]  # fmt: skip


def test_links_bullets_and_line_breaks_are_read_through() -> None:
    assert clean(BRIEF).splitlines() == [
        "Ankara wants talks first.",
        "Bucharest wants patrols before any talks begin.",
        "Foreign Minister Ana Pop said on Tuesday that patrols would begin “at once”. The Turkish side did not reply.",
    ]


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("He met [the envoy](https://a.example/b_(c)) twice.", "He met the envoy twice."),
        ("A **very** firm _no_ from `Oslo`.", "A very firm no from Oslo."),
        ("It said so [1][2, 3] in May [citation needed].", "It said so in May."),
        ("They nego-\ntiated for days.", "They negotiated for days."),
        ("A long-\nterm deal.", "A long-term deal."),
        ("The cease-fire held. A cease-\nfire is not peace.", "The cease-fire held. A cease-fire is not peace."),
        ("ANKARA, March 3 (Reuters) — The minister resigned.", "The minister resigned."),
        ("GENEVA (5 March 2026) – The talks ended.", "The talks ended."),
        ("SEOUL, South Korea (AP) — The talks ended.", "The talks ended."),
        ("NATO – which has 32 members – met.", "NATO – which has 32 members – met."),
        ("The state\u00admen met\u200f in\x00 Oslo.", "The statemen met in Oslo."),
        ("“[T]hey agreed,” he said of [the Turks].", "“[T]hey agreed,” he said of [the Turks]."),
        ("He wrote “[t]he deal is dead” there.", "He wrote “[t]he deal is dead” there."),
        ("It asked for 5 * 3 ships and snake_case_names.", "It asked for 5 * 3 ships and snake_case_names."),
        ("See https://a.example/report. Nothing else.", "See. Nothing else."),
    ],
)
def test_what_is_not_prose_is_cut(source: str, read: str) -> None:
    assert clean(source) == read


def test_lines_without_blank_lines_are_paragraphs_where_sentences_end_with_them() -> None:
    text = "The first speaker asked for more time.\nThe second refused.\nThe third left the room."
    assert clean(text).count("\n") == 2


def test_lines_of_a_hard_wrapped_text_are_joined_at_ends_of_sentences_too() -> None:
    text = (
        "The minister told the parliament in a long session that the\n"
        "treaty had been signed under pressure from both neighbours.\n"
        "He added that his government would not ask for a new round of\n"
        "talks unless the fleet was withdrawn.\n"
        "\n"
        "The opposition disagreed.\n"
    )
    assert clean(text).count("\n") == 1


@pytest.mark.parametrize("mark", ["*", "-", "•", "–", "1.", "(a)"])
def test_each_bullet_is_a_segment_of_its_own(mark: str) -> None:
    text = f"{mark} Seoul asks for time.\n{mark} Tokyo does not."
    assert kinds(text) == [("bullet", "Seoul asks for time."), ("bullet", "Tokyo does not.")]


@pytest.mark.parametrize(
    "line",
    [
        "Leave a reply", "© 2026 The Institute. All rights reserved.", "Share this article",
        "Subscribe to our newsletter",
        "You are receiving this email because you signed up.", "Read more", "Advertisement", "Page 3 of 9",
    ],
)  # fmt: skip
def test_what_surrounds_an_article_is_boilerplate(line: str) -> None:
    text = f"Headline Of The Day\n\nThe envoy said that the talks failed.\n\nHe then left the city.\n\n{line}\n"
    assert kinds(text)[-1][0] == "boilerplate"


@pytest.mark.parametrize(
    "sentence",
    [
        "The message was sent to Tehran through Oman.",
        "Read more carefully, the text says that the offer stands and that nobody has withdrawn it in any way so far.",
        "Copyright law divides the allies.",
        "Share prices fell after the threat.",
        "By Tuesday the ministers had agreed.",
        "Contact between the fleets resumed.",
        "Video of the strike was released by the army.",
        "By Monday Ankara had agreed.",
        "The minister said:",
        "According to a Reuters/Ipsos poll, most voters doubt it.",
        "Was it a mistake to wait?",
    ],
)
def test_prose_that_sounds_like_a_notice_is_read(sentence: str) -> None:
    text = f"The envoy said that the talks failed.\n\n{sentence}\n\nHe then left the city."
    assert sentence in clean(text)


@pytest.mark.parametrize(
    "line",
    ["March 3, 2026", "Tuesday, 3 March 2026", "Published: 2026-03-03 14:05 GMT", "Oslo, 3 March 2026", "03/03/2026"],
)
def test_a_line_that_holds_a_date_is_a_dateline(line: str) -> None:
    assert ("dateline", line) in kinds(f"A Short Headline\n\n{line}\n\nThe envoy said that the talks failed.")


def test_photographs_bylines_and_tables_are_captions() -> None:
    text = "A Short Headline\n\nBy Ann Lee\n\nPhoto: the two envoys (AP)\n\n| year | ships |\n\nThe envoys met twice."
    assert [kind for kind, _ in kinds(text)] == ["title", "caption", "caption", "caption", "paragraph"]


def test_credits_and_lists_of_words_at_the_end_are_not_read() -> None:
    text = (
        "Two Allies Argue\n\nThe envoy said that the talks failed.\n\nHe then left the city for good, she said.\n\n"
        "I’m Ann Lee.\n\nBob Ray wrote this story for the Lake Service. Ann Lee was the editor.\n\n"
        "______\n\nWords in This Story\n\nenvoy – n. someone who is sent by a government"
    )
    assert clean(text) == "The envoy said that the talks failed.\nHe then left the city for good, she said."


def test_front_matter_of_markdown_is_not_read() -> None:
    assert (
        clean("---\ntitle: X says Y\ndate: 2026-03-03\n---\n\n# X says Y\n\nThe envoy said no.") == "The envoy said no."
    )


def test_a_quotation_marked_line_by_line_is_one_quote() -> None:
    assert kinds("> We will not\n> sign this.\n\nHe left.") == [
        ("quote", "We will not sign this."),
        ("paragraph", "He left."),
    ]


def test_a_text_of_only_boilerplate_has_nothing_to_read() -> None:
    assert clean("Subscribe to our newsletter\n\nLeave a comment\n\n© 2026") == ""


def test_a_sentence_alone_is_a_paragraph_and_not_a_title() -> None:
    assert kinds("Seoul rejects the deal") == [("paragraph", "Seoul rejects the deal")]


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "word ",
        "(https://a.example/",
        "* ",
        "[",
        "a-\n",
        "_",
        "(",
        "** a ",
        "\x00",
        "A.",
        "[a](",
        "A, ",
        " ",
        "[1]",
        "a\n\n",
    ],
)
def test_hostile_repetition_is_read_through(piece: str) -> None:
    """Each would run for minutes or more if the time grew with the square of the length."""
    text = piece * 30_000
    assert sum(segment.end - segment.start for segment in segment_text(text)) <= len(text)


@pytest.mark.parametrize(
    "name",
    ["us-israel-2026-02", "voa_north-korea-congress", "wikinews_korea-loudspeakers", "wikinews_kurds-assad-turkey"],
)
def test_what_the_annotators_ignored_is_not_read_and_the_rest_is(name: str) -> None:
    import json

    path = shared_data(f"briefs/{name}.txt")
    text = path.read_text(encoding="utf-8")
    gold = json.loads(path.with_suffix("").with_suffix(".gold.json").read_text(encoding="utf-8"))
    read = {i for s in segment_text(text) if s.kind in READABLE for i in range(s.start, s.end) if not text[i].isspace()}
    ignored = {i for start, end in gold["ignore_spans"] for i in range(start, end)}
    assert not read & ignored
    links = {i for i, c in enumerate(text) if c.isspace() or i >= text.find("https://x.com/") > 0}
    assert read == set(range(len(text))) - ignored - links
