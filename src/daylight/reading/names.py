"""Named persons and organisations of a text: capitalised names with the titles and introductions around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from daylight.knowledge.groups import institution_heads
from daylight.knowledge.names import name_words
from daylight.knowledge.offices import titles
from daylight.reading.gazetteer import WORD, Match, Word, norm

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.language.syntax import Syntax


@dataclass(frozen=True)
class Name:
    """A name that is in no table: words `first` to `last` (exclusive) with what stands around them.

    `title` is the range of the title's words, `owner` the known name it belongs to ("Israeli" in
    "Israeli Prime Minister"), `affiliations` are the known names of an apposition ("chair … at the Lowy Institute").
    """

    first: int
    last: int
    kind: Literal["person", "organisation"]
    title: tuple[int, int] | None = None
    owner: Match | None = None
    affiliations: tuple[Match, ...] = ()
    sure: bool = True


@dataclass
class Reading:
    """The words of a text with the known names among them."""

    syntax: Syntax
    words: list[Word]
    matches: list[Match]
    by_word: dict[int, Match] = field(default_factory=dict)
    runs: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Matches that name no actor only cover their words, so that no name is made of them."""
        self._whole = str(self.syntax.doc.text)  # spaCy makes it anew at each call
        for match in self.matches:
            for word in range(match.first, match.last):
                self.by_word[word] = match
        self.matches = [match for match in self.matches if match.entry.actor]

    def text(self, first: int, last: int) -> str:
        """The text of a range of words."""
        return self._whole[self.words[first].start : self.words[last - 1].end]

    def joined(self, word: int) -> bool:
        """Whether a word stands directly behind the one before it, without a space."""
        return word > 0 and self.words[word - 1].end == self.words[word].start


def words_of(syntax: Syntax) -> list[Word]:
    """The words of the parsed text as names are compared."""
    found = []
    tokens = [(token.idx + len(token.text), token.i) for token in syntax.doc]
    place = 0
    for match in WORD.finditer(syntax.doc.text):
        while tokens[place][0] <= match.start():
            place += 1
        found.append(Word(match.group(), norm(match.group()), match.start(), match.end(), tokens[place][1]))
    return found


def names(reading: Reading) -> list[Name]:
    """The persons and organisations that are named in full or with a title, in text order."""
    found = []
    for first, last in _runs(reading):
        if name := _name(reading, first, last):
            found.append(name)
    return found


def title_at(words: Sequence[Word], place: int) -> int:
    """Where the longest title ends that begins at a word; `place` itself where none does."""
    for length in _title_lengths().get(words[place].norm.lower(), ()):
        if " ".join(w.norm.lower() for w in words[place : place + length]) in _title_forms():
            last = place + length
            if last < len(words) and words[last].norm == "." and words[last].start == words[last - 1].end:
                last += words[last - 1].norm.lower() in _DOTTED
            return last
    return place


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


_DOTTED = {
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "gen",
    "adm",
    "col",
    "lt",
    "maj",
    "capt",
    "sgt",
    "sen",
    "rep",
    "rev",
    "brig",
    "st",
}


def _runs(reading: Reading) -> list[tuple[int, int]]:
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
    if token.is_sent_start or (token.i and doc_opens(reading, token.i)):
        return token.pos_ == "PROPN" or token.ent_type_ in ("PERSON", "ORG") or title_at(reading.words, place) > place
    return True


def doc_opens(reading: Reading, token: int) -> bool:
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


def _name(reading: Reading, first: int, last: int) -> Name | None:
    """What a run of capitalised words names, if it is a person or an organisation."""
    words, doc = reading.words, reading.syntax.doc
    start = first
    while (end := _past_title(reading, start)) > start:
        start = end
        if start >= last:
            return None
    while last > start and (words[last - 1].norm in "-'.&" or _hanging(reading, last - 1)):
        last -= 1
    if start >= last:
        return None
    title, owner = _introduction(reading, first, start)
    size = sum(w.norm[0].isalpha() for w in words[start:last])
    tokens = [doc[w.token] for w in words[start:last] if w.norm[0].isalpha()]
    labels = [t.ent_type_ for t in tokens]
    lower = [w.norm.lower() for w in words[start:last]]
    if any(
        word.rstrip("s") in name_words()["things"] or word in name_words()["things"] for word in (lower[0], lower[-1])
    ):
        return None
    appositive = _apposition(reading, last)
    before = owner or _owner(reading, title[0] if title else start)
    if not title and lower[0] not in name_words()["given"] and _is_body(lower, labels):
        if size == 1 and before is None:
            return None
        return Name(start, last, "organisation", None, before)
    person = labels.count("PERSON") * 2 > len(labels)
    if size == 1:
        if title and start > first:
            return Name(start, last, "person", title, before, sure=False)
        if person and _acts(tokens[-1]):
            return Name(start, last, "person", title, before, sure=False)
        return None
    family = (
        lower[0] in name_words()["family"]
        and size in (2, 3)
        and all(
            w.istitle() or i for i, w in enumerate(words[j].norm for j in range(start, last) if words[j].norm.isalpha())
        )
    )
    introduced = title is not None or family or (appositive is not None and appositive[0] is not None)
    if person and not introduced and lower[0] not in name_words()["given"]:
        person = not _reached(tokens[-1]) and words[start - 1].norm.lower() not in WHERE
    if lower[0] in name_words()["given"] or introduced or person:
        if words[start - 1].norm.lower() == "the" and start and not title:
            return None
        role = title or (appositive[0] if appositive else None)
        links = appositive[1] if appositive else ()
        return Name(
            start, last, "person", role, before or (_owner(reading, role[0]) if role and not title else None), links
        )
    if labels.count("ORG") * 2 > len(labels) and (_speaks(tokens[-1]) or words[start - 1].norm.lower() == "the"):
        return Name(start, last, "organisation", None, before, sure=False)
    return None


def _hanging(reading: Reading, place: int) -> bool:
    """Whether a small word hangs at the end of a name ("City Council on"), and is no part of it ("Jong-un")."""
    return not reading.words[place].norm[0].isupper() and not reading.joined(place)


def _is_body(lower: list[str], labels: list[str]) -> bool:
    heads = institution_heads()
    if lower[-1] in heads or " ".join(lower[-2:]) in heads:
        return labels.count("PERSON") * 2 <= len(labels)
    inner = next((i for i, word in enumerate(lower) if word in ("of", "for", "on")), None)
    return inner is not None and inner > 0 and lower[inner - 1] in heads


def _introduction(reading: Reading, first: int, start: int) -> tuple[tuple[int, int] | None, Match | None]:
    """The title that leads a name and whose it is: in the name, before it, or before a comma ("army chief, Gen. …")."""
    words = reading.words
    title = (first, start) if start > first else _title_before(reading, start)
    if title and title[1] == start and title[0] == first:
        earlier = _title_before(reading, first)
        if earlier and (owner := _owner(reading, earlier[0])):
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


def _title_before(reading: Reading, start: int) -> tuple[int, int] | None:
    """The title that ends right before a name, maybe with a comma between: "spokesman X", "One expert, X"."""
    words = reading.words
    end = start - 1 if start and words[start - 1].norm == "," else start
    for first in range(max(0, end - 5), end):
        if title_at(words, first) == end and all(i not in reading.by_word for i in range(first, end)):
            return first, end
    return None


def _owner(reading: Reading, place: int) -> Match | None:
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


def _apposition(reading: Reading, last: int) -> tuple[tuple[int, int] | None, tuple[Match, ...]] | None:
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


WHERE = {
    "in",
    "at",
    "near",
    "around",
    "to",
    "from",
    "outside",
    "inside",
    "across",
    "into",
    "toward",
    "towards",
    "via",
    "over",
}


def _past_title(reading: Reading, place: int) -> int:
    """Where a title with its modifiers ends ("Former Deputy Foreign Minister"); `place` itself where none begins."""
    words = reading.words
    after = place
    while after < len(words) and words[after].norm.lower() in name_words()["modifiers"]:
        after += 1
    if after < len(words) and (end := title_at(words, after)) > after:
        return end
    return place


def _acts(token: Token) -> bool:
    """Whether a token is in a subject, a possessor or an agent."""
    while token.dep_ in ("compound", "flat"):
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass", "poss") or token.head.dep_ == "agent"


def _reached(token: Token) -> bool:
    """Whether a name is what someone enters, leaves or captures, so that it names a place."""
    while token.dep_ in ("compound", "flat", "conj", "appos") or (
        token.head.pos_ == "PROPN" and token.head.i < token.i
    ):
        token = token.head
    return token.dep_ == "dobj" and token.head.lemma_ in name_words()["reaching"]


def _speaks(token: Token) -> bool:
    """Whether a token is the subject of a verb of saying, thinking or wanting."""
    from daylight.knowledge.cues import senses

    dep, head = token.dep_, token.head
    while dep in ("compound", "flat"):
        dep, head = head.dep_, head.head
    return dep == "nsubj" and bool(senses(head.lemma_.lower(), "verb"))
