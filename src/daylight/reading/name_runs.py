"""Where names stand in a text: runs of capitalised words with what holds them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.groups import institution_heads
from daylight.knowledge.names import name_words
from daylight.reading.introductions import title_at

if TYPE_CHECKING:
    from daylight.reading.names import Reading


def name_runs(reading: Reading) -> list[tuple[int, int]]:
    """Maximal ranges of capitalised words that no known name covers."""
    words, doc = reading.words, reading.syntax.doc
    runs: list[tuple[int, int]] = []
    place = 0
    while place < len(words):
        if not _begins_name(reading, place):
            place += 1
            continue
        last = max(place + 1, title_at(words, place))
        sentence = doc[words[place].token].sent.end
        while last < len(words) and words[last].token < sentence:
            if _continues(reading, last):
                last = max(last + 1, title_at(words, last) if title_at(words, place) == last else last + 1)
            elif bridge := _bridge(reading, place, last):
                last += bridge
            else:
                break
        runs.append((place, last))
        place = last
    return runs


def _begins_name(reading: Reading, place: int) -> bool:
    word = reading.words[place]
    if place in reading.by_word:
        return False
    lists = name_words()
    token = reading.syntax.doc[word.token]
    if word.norm.lower() in lists["particles"] and place + 1 < len(reading.words):
        after = place + (2 if reading.words[place + 1].norm in "-'" else 1)
        return (
            word.norm in lists["particles"]
            and after < len(reading.words)
            and reading.words[after].norm[0].isupper()
            and after not in reading.by_word
            and token.ent_type_ in ("PERSON", "ORG")
        )
    if not word.norm[0].isupper() or word.norm.lower() in lists["never"]:
        return False
    if token.is_sent_start or (token.i and _opens(reading, token.i)):
        return token.pos_ == "PROPN" or token.ent_type_ in ("PERSON", "ORG") or title_at(reading.words, place) > place
    return True


def _opens(reading: Reading, token: int) -> bool:
    """Whether a token opens a quote or clause, so that its capital says little."""
    before = reading.syntax.doc[token - 1]
    return before.is_quote or before.text in (":", "—", "–", "*", "•", "(", "[")


def _continues(reading: Reading, place: int) -> bool:
    word = reading.words[place]
    if place in reading.by_word:
        return False
    if reading.joined(place) and reading.words[place - 1].norm in "-'" and word.norm.isalpha() and word.norm != "s":
        return True
    return word.norm[0].isupper() and word.norm.lower() not in name_words()["never"]


def _bridge(reading: Reading, first: int, place: int) -> int:
    """How many words at `place` hold a name together: hyphens, initials' dots, particles, "of" in names of bodies."""
    words = reading.words
    if place + 1 >= len(words):
        return 0
    word, after = words[place].norm, words[place + 1]
    upper = after.norm[0].isupper()
    if word in ("-", "'") and reading.joined(place) and reading.joined(place + 1):
        if place + 1 in reading.by_word or after.norm in (
            "s",
            "led",
            "backed",
            "based",
            "controlled",
            "run",
            "related",
        ):
            return 0
        initial = word == "'" and len(words[place - 1].norm) <= 2
        syllable = word == "-" and len(after.norm) <= 5 and _person_like(reading, place)
        return 2 if upper or initial or syllable else 0
    if word == "." and len(words[place - 1].norm) == 1 and upper:
        return 1
    if word == "." and words[place - 1].norm in ("Jr", "Sr", "St"):
        return 1
    if word.lower() in name_words()["particles"] and place not in reading.by_word:
        step = 0
        while (
            step < 3 and place + step + 1 < len(words) and words[place + step].norm.lower() in name_words()["particles"]
        ):
            step += 2 if words[place + step + 1].norm in "-'" and reading.joined(place + step + 1) else 1
        if place + step < len(words) and words[place + step].norm[0].isupper() and place + step not in reading.by_word:
            return step
    if word in ("of", "for", "on", "and", "&", "in") and _body(reading, first, place):
        step = 2 if after.norm == "the" else 1
        target = place + step
        if target < len(words) and words[target].norm[0].isupper() and target not in reading.by_word:
            inside = word in ("of", "for", "on") or any(
                words[i].norm in ("of", "for", "on") for i in range(first, place)
            )
            named = word in ("and", "in", "&") and not inside
            if title_at(words, first) < place and not named:
                return step
            return step if word == "&" else 0
        if word in ("of", "for") and target in reading.by_word and words[first].norm.lower() in institution_heads():
            match = reading.by_word[target]
            return match.last - place if words[place - 1].norm.lower() in ("university", "bank", "republic") else 0
    return 0


def _person_like(reading: Reading, place: int) -> bool:
    return reading.syntax.doc[reading.words[place - 1].token].ent_type_ == "PERSON"


def _body(reading: Reading, first: int, last: int) -> bool:
    """Whether words may begin the name of a body that "of" goes on ("Board of", "Institute for", "Axis of")."""
    if title_at(reading.words, first) >= last:
        return False
    token = reading.syntax.doc[reading.words[last - 1].token]
    return reading.words[last - 1].norm.lower() in institution_heads() or (
        token.ent_type_ == "ORG" and any(t.ent_type_ == "ORG" for t in reading.syntax.doc[token.i + 1 : token.i + 3])
    ) or any(w.norm.lower() in institution_heads() for w in reading.words[first:last])  # fmt: skip
