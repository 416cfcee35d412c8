"""Texts as the attribution model sees them: words with surface features, and windows of whole paragraphs.

The encoder is uncased and reads word pieces.  What its vocabulary cannot show (capitals, digits, whether a word
stands inside quotation marks, where paragraphs and sentences begin) is given to it beside the pieces as small integer
features.  Training and reading share this file, so that both see the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

WORD = re.compile(r"''|``|['’]s\b|\w+(?:['’](?!s\b)\w+)*|[^\w\s]", re.IGNORECASE)
LINE = re.compile(r"[^\n\r]*\S[^\n\r]*")

# Feature values; 0 is kept for pieces that are no word ([CLS], [SEP], padding).
SHAPES = 7  # 1 lower case, 2 Capitalised, 3 ALL CAPITALS, 4 miXed, 5 with a digit, 6 no letter
QUOTES = 5  # 1 outside quotation marks, 2 inside, 3 an opening mark, 4 a closing mark
PLACES = 4  # 1 first word of a paragraph, 2 first word of a sentence, 3 elsewhere

_OPENING = frozenset("“«„") | {"``"}
_CLOSING = frozenset("”»")
_EITHER = frozenset('"') | {"''"}
_DASHES = frozenset("-–—―")


class Words(NamedTuple):
    """The words of a text: character ranges, features, and the words at which paragraphs begin.

    `start`, `end`, `shape`, `quote`, `place` and `credit` have one entry a word; `credit` is true of a dash between a
    quotation and a name ("…" — Jane Doe), the cue of many a collection of quotations; `bounds` has one more entry than
    there are paragraphs, paragraph p being words `bounds[p]` to `bounds[p + 1]`; `pieces` holds the vocabulary ids of
    each word, never empty.
    """

    start: Ints
    end: Ints
    shape: Ints
    quote: Ints
    place: Ints
    credit: NDArray[np.bool_]
    bounds: Ints
    pieces: list[list[int]]


class Window(NamedTuple):
    """A stretch of words read at once: words `first` to `last`, of which those from `own_first` to `own_last` are
    read for themselves and the others only give context."""

    first: int
    own_first: int
    own_last: int
    last: int


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Character ranges of the lines of `text` that hold more than white space, trimmed: the paragraphs of a plain
    news text.
    """
    ranges = []
    for line in LINE.finditer(text):
        part = line.group()
        ranges.append((line.start() + len(part) - len(part.lstrip()), line.start() + len(part.rstrip())))
    return ranges


def split_words(
    text: str, paragraphs: Sequence[tuple[int, int]], spell: Callable[[Sequence[str]], list[list[int]]]
) -> Words:
    """Split paragraphs into words and give each word its features and its word pieces.

    Parameters
    ----------
    text
        Any text.
    paragraphs
        Character ranges into `text`, in order, not overlapping.
    spell
        Gives the vocabulary ids of each of the words it is handed; at least one id a word.
    """
    start: list[int] = []
    end: list[int] = []
    shape: list[int] = []
    quote: list[int] = []
    place: list[int] = []
    bounds = [0]
    forms: list[str] = []
    for first, last in paragraphs:
        inside = False
        fresh = 1
        for match in WORD.finditer(text, first, last):
            form = match.group()
            start.append(match.start())
            end.append(match.end())
            forms.append("—" if form == "―" else form)  # the encoder knows the one dash, and hardly the other
            shape.append(_shape(form))
            if form in _OPENING or (form in _EITHER and not inside):
                quote.append(3)
                inside = True
            elif form in _CLOSING or form in _EITHER:
                quote.append(4)
                inside = False
            else:
                quote.append(2 if inside else 1)
            place.append(fresh)
            if form in ".?!":
                fresh = 2
            elif shape[-1] != 6 or fresh == 1:
                fresh = 3
        if len(start) > bounds[-1]:
            bounds.append(len(start))

    def column(values: list[int]) -> Ints:
        return np.array(values, np.int64)

    credit = [
        form in _DASHES and 0 < i < len(forms) - 1 and quote[i - 1] == 4 and shape[i + 1] in (2, 3)
        for i, form in enumerate(forms)
    ]
    return Words(
        column(start),
        column(end),
        column(shape),
        column(quote),
        column(place),
        np.array(credit, bool),
        column(bounds),
        pieces=spell(forms),
    )


def _shape(form: str) -> int:
    if form.islower():
        return 1
    if any(map(str.isdigit, form)):
        return 5
    if form.isupper():
        return 3 if len(form) > 1 else 2
    if form.istitle():
        return 2
    return 4 if any(map(str.isalpha, form)) else 6


def windows_of(words: Words, size: int, context: int, first_size: int | None = None) -> list[Window]:
    """Cut a text into windows of whole paragraphs.

    Parameters
    ----------
    words
        The text.
    size
        Word pieces that a window reads for itself at most.  A paragraph longer than this is cut, at the ends of
        sentences if it can be.
    context
        Word pieces of context on both sides together at most; three fifths of them before the window.
    first_size
        Size of the first window, if it is to differ (training shifts the windows from epoch to epoch).
    """
    total = np.concatenate([[0], np.cumsum([len(p) for p in words.pieces], dtype=np.int64)])
    cuts = _cuts(words, total, size)
    before, after = context * 3 // 5, context - context * 3 // 5
    windows = []
    begin, room = 0, first_size or size
    for i, here in enumerate(cuts[1:], 2):
        following = cuts[i] if i < len(cuts) else None
        if following is None or total[following] - total[begin] > room:
            first = int(np.searchsorted(total, total[begin] - before))
            last = int(np.searchsorted(total, total[here] + after, side="right")) - 1
            windows.append(Window(first, begin, here, last))
            begin, room = here, size
    return windows


def _cuts(words: Words, total: Ints, size: int) -> list[int]:
    """Words at which a window may begin or end, so that no two neighbours lie more than `size` pieces apart (one
    word may).
    """
    cuts = [0]
    for last in words.bounds[1:].tolist():
        while total[last] - total[cuts[-1]] > size:
            furthest = max(int(np.searchsorted(total, total[cuts[-1]] + size, side="right")) - 1, cuts[-1] + 1)
            sentences = np.flatnonzero(words.place[cuts[-1] + 1 : furthest + 1] == 2)
            cuts.append(cuts[-1] + 1 + int(sentences[-1]) if len(sentences) else furthest)
        if last > cuts[-1]:
            cuts.append(last)
    return cuts
