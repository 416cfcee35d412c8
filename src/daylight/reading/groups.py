"""Unnamed groups and institutions of a text: "U.S. officials", "regional leaders", "South Korea’s defence ministry"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from daylight.knowledge.groups import Group, group_nouns, institution_heads
from daylight.reading.gazetteer import norm

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.reading.cast import Cast

_INSIDE = frozenset(
    {"amod", "compound", "nmod", "nummod", "quantmod", "poss", "det", "predet", "advmod", "case", "punct"}
)
_IDLE = frozenset({
    *("the", "a", "an", "this", "that", "these", "those", "both", "all", "such", "said", "same"),
    *("his", "her", "its", "their", "our", "my", "your"),
})  # fmt: skip
"""Words that tell no group from another."""
_MOVED = frozenset({"military", "civilians", "fighters", "public"})
"""Classes of whom "from" says where they are taken from, not whose they are."""
_REACH = 9
_POST = 10
_WORDS = 6


@dataclass(frozen=True)
class GroupPhrase:
    """A noun phrase for a group or institution.

    `first` to `last` (exclusive) are its tokens, `head` its noun, `owner` the actor it belongs to, `limits`
    and `clause` what tells it apart from other groups of that owner ("some", "briefed on the issue").
    """

    first: int
    last: int
    head: int
    noun: str
    group: Group
    owner: str | None
    limits: tuple[str, ...]
    pronoun_owner: int | None = None
    clause: tuple[str, ...] = ()

    @property
    def institution(self) -> bool:
        return self.noun in institution_heads() and self.noun not in group_nouns()


def group_at(cast: Cast, head: Token) -> GroupPhrase | None:
    """The group phrase whose head a token is; None where its noun names no group."""
    noun, group = _noun(head)
    if group is None or head.pos_ not in ("NOUN", "PROPN") or head.i in cast.at or head.i in cast.introduced:
        return None
    after = head.nbor() if head.i + 1 < head.sent.end else None
    if after is not None and after.pos_ in ("NOUN", "PROPN") and after.head.i >= head.i and head.head.i > head.i:
        return None
    first, owner, limits, pronoun = _left(cast, head)
    if noun in _OWNED and pronoun is None and (owner is None or cast.members[owner].kind not in _HAVE_STAFF):
        return None
    if named := _named_behind(cast, head):
        cast.introduced[head.i] = named
        return None
    limits = limits[: max(0, len(limits) - noun.count(" "))]
    last, right_owner, right_limits = _right(cast, head, group)
    return GroupPhrase(
        first, last, head.i, noun, group, owner or right_owner, limits, None if owner else pronoun, right_limits
    )


_OWNED = frozenset({"campaign", "camp", "staff", "team"})
"""Nouns for people only where a person or party has them."""
_HAVE_STAFF = frozenset({"person", "office", "organisation", "group"})


def _named_behind(cast: Cast, head: Token) -> str | None:
    """The body whose name stands behind its noun: "the news agency KCNA", "the militant group, al-Shabaab"."""
    place = head.i + 1
    if place < head.sent.end and head.doc[place].text == ",":
        appos = next((child for child in head.children if child.dep_ == "appos"), None)
        place = appos.i if appos is not None else place
    own = cast.at.get(place)
    if own is None or cast.members[own].kind not in ("organisation", "media", "igo", "armed_group", "coalition"):
        return None
    return own if head.doc[place].head.i == head.i or place == head.i + 1 else None


def _noun(head: Token) -> tuple[str, Group | None]:
    """The longest known noun for a group or institution that ends at a token, of up to three words."""
    if norm(head.lower_) not in _last_words():
        return head.lower_, group_nouns().get(head.lemma_.lower())
    tables = (group_nouns(), institution_heads())
    for length in (3, 2, 1):
        first = head.i + 1 - length
        if first >= head.sent.start:
            noun = " ".join(norm(token.lower_) for token in head.doc[first : head.i + 1])
            for table in tables:
                if found := table.get(noun):
                    return noun, found
    return norm(head.lower_), group_nouns().get(head.lemma_.lower())


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    return frozenset(noun.split()[-1] for noun in (*group_nouns(), *institution_heads()))


def _left(cast: Cast, head: Token) -> tuple[int, str | None, tuple[str, ...], int | None]:
    doc = head.doc
    limits: list[str] = []
    owner: str | None = None
    pronoun: int | None = None
    place = head.i - 1
    start = head.sent.start
    while place >= max(start, head.i - _REACH):
        token = doc[place]
        if place in cast.at and _only_backs(head, place):
            limits[:0] = [norm(token.lower_), doc[place + 2].lower_]
        elif place in cast.at:
            owner = owner or cast.at[place]
            while place > start and cast.at.get(place - 1) == cast.at[place]:
                place -= 1
        elif token.tag_ == "WP$" or (
            token.dep_ == "poss" and token.head.i == head.i and token.pos_ in ("PRON", "NOUN")
        ):
            pronoun = token.i
        elif (token.dep_ not in _INSIDE and not _between(token, head)) or _breaks(token):
            break
        elif token.text in (",", "and", "or"):
            if not (doc[place - 1].pos_ == "ADJ" and doc[place + 1].pos_ == "ADJ" and place - 1 not in cast.at):
                break
        elif token.is_punct and token.text not in ("-", "’", "'"):
            break
        elif token.lower_ not in _IDLE and token.tag_ not in ("POS", "VBN") and not token.is_punct:
            limits.insert(0, norm(token.lower_))
        place -= 1
    first = place + 1
    while first < head.i and (doc[first].is_punct or doc[first].tag_ in ("POS", "CC")):
        first += 1
    return first, owner, tuple(limits), pronoun


def _only_backs(head: Token, place: int) -> bool:
    """Whether a name is only part of a modifier: "Washington-based analysts", "Iran-backed militias"."""
    doc = head.doc
    return place + 2 < head.i and doc[place + 1].text in "-–" and doc[place + 2].tag_ in ("VBN", "JJ", "VBD")


def _breaks(token: Token) -> bool:
    """Whether a token is no part of a noun phrase: a verb, an adverb, a participle that is not its modifier."""
    return token.tag_ in ("RB", "WRB", "VB", "VBZ", "VBD", "VBP", "MD") or (
        token.tag_ in ("VBN", "VBG") and token.dep_ != "amod"
    )


def _between(token: Token, head: Token) -> bool:
    """Whether a token modifies something between it and the head ("state news" in "state news agency officials")."""
    return token.head.i > token.i and token.head.i <= head.i and token.pos_ in ("NOUN", "ADJ", "PROPN", "NUM", "DET")


def _right(cast: Cast, head: Token, group: Group) -> tuple[int, str | None, tuple[str, ...]]:
    doc = head.doc
    after = head.i + 1
    if after >= head.sent.end:
        return after, None, ()
    token = doc[after]
    belongs = token.lower_ == "of" or (token.lower_ == "from" and group.name not in _MOVED)
    if token.dep_ == "prep" and (belongs or (token.lower_ == "at" and group.name == "experts")):
        place = after + 1
        while (place < head.sent.end and doc[place].lower_ in ("the", "’s", "'s")) or (
            place < head.sent.end
            and doc[place].dep_ in ("amod", "compound")
            and place not in cast.at
            and doc[place].pos_ != "NOUN"
        ):
            place += 1
        if place < head.sent.end and place in cast.at:
            owner = cast.at[place]
            while place < head.sent.end and cast.at.get(place) == owner:
                place += 1
            if doc[place - 1].dep_ in ("compound", "amod", "nmod", "poss"):
                return after, None, ()
            return place, owner, ()
        return after, None, ()
    clause = next((c for c in head.rights if c.dep_ in ("acl", "relcl") or (c.dep_ == "amod" and c.i > head.i)), None)
    if clause is not None and doc[clause.left_edge.i].i == after and token.text != ",":
        last = min(clause.right_edge.i + 1, head.i + _POST + 1)
        last = next((t.i for t in doc[after:last] if t.is_punct and t.text != "-"), last)
        words = tuple(
            norm(t.lower_) for t in doc[after:last] if not t.is_punct and t.lower_ not in ("who", "that", "the")
        )
        return last, None, words if token.lower_ not in ("saying", "telling", "warning", "said") else ()
    return after, None, ()
