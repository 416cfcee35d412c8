"""Named persons and organisations of a text: capitalised names with the titles and introductions around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from daylight.knowledge.groups import institution_heads
from daylight.knowledge.names import name_words
from daylight.reading.gazetteer import WORD, Match, Word, norm
from daylight.reading.introductions import apposition, introduction, owner_before, past_title
from daylight.reading.name_runs import name_runs

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
    for first, last in name_runs(reading):
        if name := _name(reading, first, last):
            found.append(name)
    return found


def _name(reading: Reading, first: int, last: int) -> Name | None:
    """What a run of capitalised words names, if it is a person or an organisation."""
    words, doc = reading.words, reading.syntax.doc
    start = first
    while (end := past_title(reading, start)) > start:
        start = end
        if start >= last:
            return None
    while last > start and (words[last - 1].norm in "-'.&" or _hanging(reading, last - 1)):
        last -= 1
    if start >= last:
        return None
    title, owner = introduction(reading, first, start)
    size = sum(w.norm[0].isalpha() for w in words[start:last])
    tokens = [doc[w.token] for w in words[start:last] if w.norm[0].isalpha()]
    labels = [t.ent_type_ for t in tokens]
    lower = [w.norm.lower() for w in words[start:last]]
    if any(
        word.rstrip("s") in name_words()["things"] or word in name_words()["things"] for word in (lower[0], lower[-1])
    ):
        return None
    appositive = apposition(reading, last)
    before = owner or owner_before(reading, title[0] if title else start)
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
            start,
            last,
            "person",
            role,
            before or (owner_before(reading, role[0]) if role and not title else None),
            links,
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
