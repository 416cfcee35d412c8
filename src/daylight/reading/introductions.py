"""How a text introduces somebody: the title that leads a name, whose it is, and what stands in apposition to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from daylight.knowledge.groups import institution_heads
from daylight.knowledge.names import name_words
from daylight.knowledge.offices import titles
from daylight.reading.gazetteer import WORD, Match, Word

if TYPE_CHECKING:
    from daylight.reading.names import Reading


def title_at(words: Sequence[Word], place: int) -> int:
    """Where the longest title ends that begins at a word; `place` itself where none does."""
    for length in _title_lengths().get(words[place].norm.lower(), ()):
        if " ".join(w.norm.lower() for w in words[place : place + length]) in _title_forms():
            last = place + length
            if last < len(words) and words[last].norm == "." and words[last].start == words[last - 1].end:
                last += words[last - 1].norm.lower() in _DOTTED
            return last
    return place


def introduction(reading: Reading, first: int, start: int) -> tuple[tuple[int, int] | None, Match | None]:
    """The title that leads a name and whose it is: in the name, before it, or before a comma ("army chief, Gen. …")."""
    words = reading.words
    title = (first, start) if start > first else _title_before(reading, start)
    if title and title[1] == start and title[0] == first:
        earlier = _title_before(reading, first)
        if earlier and (owner := owner_before(reading, earlier[0])):
            return earlier, owner
        return title, None
    if (
        title is None
        and start > 1
        and words[start - 1].norm == ","
        and (match := reading.by_word.get(start - 2))
        and match.entry.actor
    ):
        link = match.first - 1
        while link > 0 and words[link].norm.lower() == "the":
            link -= 1
        if (
            link > 0
            and words[link].norm.lower() in ("for", "of", "at", "with", "from")
            and (before := _title_before(reading, link))
        ):
            return before, match
    return title, None


def owner_before(reading: Reading, place: int) -> Match | None:
    """The known name that what begins at `place` belongs to: "Israeli …", "Iran’s …", "Russian foreign ministry …"."""
    words, doc = reading.words, reading.syntax.doc
    steps = 0
    place -= 1
    while place >= 0 and steps < 5:
        if match := reading.by_word.get(place):
            return match if match.entry.actor else None
        token = doc[words[place].token]
        word = words[place].norm.lower()
        linking = word in ("s", "'", "-") or word in institution_heads() or word in name_words()["modifiers"]
        if not linking and (token.pos_ not in ("ADJ", "NOUN", "PROPN") or token.is_sent_end):
            return None
        if token.pos_ == "PROPN" and not linking:
            return None
        steps += word not in ("s", "'")
        place -= 1
    return None


def apposition(reading: Reading, last: int) -> tuple[tuple[int, int] | None, tuple[Match, ...]] | None:
    """Title and known names of what follows a name: ", Iran’s foreign minister", " of the RAND Corporation"."""
    words, doc = reading.words, reading.syntax.doc
    place = last
    if place < len(words) and words[place].norm == ",":
        place += 1
    elif place >= len(words) or words[place].norm not in ("of", "from", "at", "with"):
        return None
    title = None
    links: list[Match] = []
    end = min(len(words), place + 18)
    while place < end and words[place].norm not in (".", ",", ";", "(", "—", '"', "“", "”"):
        token = doc[words[place].token]
        if token.pos_ in ("VERB", "AUX", "SCONJ", "PRON") and place not in reading.by_word and token.dep_ != "amod":
            break
        if match := reading.by_word.get(place):
            if match.entry.form in ("name", "demonym") and match.entry.actor:
                links.append(match)
            place = match.last
            continue
        found = title_at(words, place)
        if found > place and title is None and words[last].norm == ",":
            title = (place, found)
        place = max(found, place + 1)
    if words[last].norm == "," and title is None:
        return None
    return title, tuple(links)


def past_title(reading: Reading, place: int) -> int:
    """Where a title with its modifiers ends ("Former Deputy Foreign Minister"); `place` itself where none begins."""
    words = reading.words
    after = place
    while after < len(words) and words[after].norm.lower() in name_words()["modifiers"]:
        after += 1
    if after < len(words) and (end := title_at(words, after)) > after:
        return end
    return place


def _title_before(reading: Reading, start: int) -> tuple[int, int] | None:
    """The title that ends right before a name, maybe with a comma between: "spokesman X", "One expert, X"."""
    words = reading.words
    end = start - 1 if start and words[start - 1].norm == "," else start
    for first in range(max(0, end - 5), end):
        if title_at(words, first) == end and all(i not in reading.by_word for i in range(first, end)):
            return first, end
    return None


@lru_cache(maxsize=1)
def _title_forms() -> frozenset[str]:
    return frozenset(" ".join(WORD.findall(title)) for title in titles())


@lru_cache(maxsize=1)
def _title_lengths() -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for title in _title_forms():
        parts = title.split()
        lengths.setdefault(parts[0], set()).add(len(parts))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}


_DOTTED = frozenset({
    *("mr", "mrs", "ms", "dr", "prof", "gen", "adm", "col", "lt", "maj", "capt", "sgt"),
    *("sen", "rep", "rev", "brig", "st"),
})  # fmt: skip
"""Titles that are written with a full stop."""
