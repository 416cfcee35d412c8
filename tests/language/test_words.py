from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from daylight.language.words import Words, paragraphs_of, split_words, windows_of


def spell(words: Sequence[str]) -> list[list[int]]:
    """One piece for every three characters."""
    return [[7] * (1 + len(word) // 3) for word in words]


def words_of(text: str) -> Words:
    return split_words(text, paragraphs_of(text), spell)


TEXTS = st.text(alphabet="ab C7.\n\"“”'’", max_size=300)


def test_a_possessive_ending_is_a_word_of_its_own() -> None:
    text = "Moscow’s claim isn't new"
    words = words_of(text)
    forms = [text[a:b] for a, b in zip(words.start, words.end, strict=True)]
    assert forms == ["Moscow", "’s", "claim", "isn't", "new"]


def test_words_know_whether_they_stand_in_quotation_marks() -> None:
    assert words_of('He said "no deal" twice').quote.tolist() == [1, 1, 3, 2, 2, 4, 1]


def test_a_paragraph_ends_what_its_quotation_mark_left_open() -> None:
    assert words_of("“We go on\nThe talks end").quote.tolist() == [3, 2, 2, 2, 1, 1, 1]


def test_sentences_begin_after_full_stops_and_paragraphs_after_line_breaks() -> None:
    assert words_of("It is. So be it\nNo").place.tolist() == [1, 3, 3, 2, 3, 3, 1]


def test_a_dash_between_a_quotation_and_a_name_credits_it() -> None:
    credited = "“Stay”—Solheim", '"Stay" - Luis Quispe', "“Stay”\n– Fatou Ndiaye", "“Stay” ― Ms Rakoto"
    assert [words_of(text).credit.sum() for text in credited] == [1, 1, 1, 1]
    others = "“Stay” — in Oslo’s words — was all", "Oslo — Norway", "“Stay,” he said — Norway left", "“Stay” —"
    assert [words_of(text).credit.sum() for text in others] == [0, 0, 0, 0]


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_paragraphs_are_trimmed_lines_in_order(text: str) -> None:
    ranges = paragraphs_of(text)
    assert [text[a:b] for a, b in ranges] == [line.strip() for line in text.split("\n") if line.strip()]


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, size=st.integers(2, 60), context=st.integers(0, 30))
def test_every_word_is_read_in_exactly_one_window_and_no_window_is_too_long(text: str, size: int, context: int) -> None:
    words = words_of(text)
    windows = windows_of(words, size, context)
    assert [w for window in windows for w in range(window.own_first, window.own_last)] == list(range(len(words.start)))
    longest = max(map(len, words.pieces), default=0)
    for window in windows:
        assert window.first <= window.own_first <= window.own_last <= window.last
        assert sum(map(len, words.pieces[window.own_first : window.own_last])) <= max(size, longest)
        assert sum(map(len, words.pieces[window.first : window.last])) <= max(size, longest) + context


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_a_paragraph_that_fits_is_never_cut(text: str) -> None:
    words = words_of(text)
    bounds = set(words.bounds.tolist())
    assert all({w.own_first, w.own_last} <= bounds for w in windows_of(words, 400, 0))
