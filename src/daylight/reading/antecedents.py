"""Antecedents: the places in a text that a pronoun or noun can take up again, and how strongly each offers itself.

Agreement in number, gender and kind decides who can be meant; among those, syntactic role and distance do, after the
salience weights of Lappin and Leass (1994), here by sentence, with the subject of the governing verb preferred
("Merz said that he …").
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from daylight.reading.cast import Cast

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_ROLE = {"nsubj": 0.8, "nsubjpass": 0.8, "agent": 0.3, "dobj": 0.2, "dative": 0.2, "poss": 0.0, "pobj": -0.1,
         "conj": 0.0, "appos": -0.1, "amod": -0.7, "compound": -0.6, "nmod": -0.5}  # fmt: skip
_MAIN_SUBJECT = 0.4
_PER_SENTENCE = 1.0
_PER_TOKEN = 0.004
_GOVERNING = 1.3
_QUOTED = -0.5
_TOPIC = 0.2
_BY_SIDE = -0.5
REACH = 5
"""Sentences back that a pronoun can reach."""


@dataclass(frozen=True)
class Antecedent:
    """A place that names or takes up `actors`: head token, its sentence, and how many are meant."""

    token: int
    sentence: int
    actors: tuple[str, ...]
    plural: bool
    quoted: bool
    derived: bool = False


@dataclass(frozen=True)
class Wanted:
    """What an anaphor asks of its antecedent: kinds with their penalty, number, gender."""

    kinds: dict[str, float]
    plural: bool | None = None
    gender: str | None = None


class Antecedents:
    """The antecedents of a document, in text order, growing while anaphors are linked from left to right."""

    def __init__(self, cast: Cast, doc: Doc, quoted: set[int]) -> None:
        self.cast, self.doc, self.quoted = cast, doc, quoted
        self.items: list[Antecedent] = []
        self.places: dict[str, list[int]] = {}
        """Where each actor alone is meant, in text order."""
        self.sentence_of: list[int] = []
        for number, sentence in enumerate(doc.sents):
            self.sentence_of += [number] * len(sentence)
        self.counts = Counter(naming.actor for naming in cast.namings)

    def add(self, token: int, actors: tuple[str, ...], plural: bool | None = None, derived: bool = False) -> None:
        """Note that a token stands for actors; it stays in text order."""
        many = plural if plural is not None else len(actors) > 1
        item = Antecedent(token, self.sentence_of[token], actors, many, token in self.quoted, derived)
        place = bisect_left(self.items, token, key=lambda other: other.token)
        self.items.insert(place, item)
        if len(actors) == 1:
            insort(self.places.setdefault(actors[0], []), token)

    def in_sentence(self, number: int, before: int) -> list[Antecedent]:
        """The antecedents of a sentence before a token, in text order."""
        first = bisect_left(self.items, number, key=lambda item: item.sentence)
        last = bisect_left(self.items, before, key=lambda item: item.token)
        return [item for item in self.items[first:last] if item.sentence == number]

    def nearest(self, actor: str, token: int) -> tuple[int | None, int | None]:
        """The last place before a token and the first one behind it that stand for this actor alone."""
        places = self.places.get(actor, [])
        place = bisect_left(places, token)
        return places[place - 1] if place else None, places[place] if place < len(places) else None

    def best(
        self,
        token: Token,
        wanted: Wanted,
        excluded: frozenset[str] = frozenset(),
        reach: int = REACH,
        sides: bool = False,
    ) -> tuple[str, ...]:
        """Who an anaphor stands for: the actors of the strongest antecedent before it that agrees; empty: nobody does.

        With `sides`, a person, ministry or group stands for the state it belongs to, though less strongly.
        """
        governing = _governing_subjects(token)
        sentence = self.sentence_of[token.i]
        last = bisect_left(self.items, token.i, key=lambda other: other.token)
        found: tuple[str, ...] = ()
        strongest = -100.0
        barred = _barred(token)
        for item in reversed(self.items[:last]):
            if sentence - item.sentence > reach:
                break
            if item.token in barred or set(item.actors) & excluded:
                continue
            fit = self._fit(item, wanted)
            if fit is None and sides and len(item.actors) == 1 and self.cast.state_of(item.actors[0]):
                fit = _BY_SIDE
            if fit is None:
                continue
            strength = fit + self._salience(item, token, governing)
            if strength > strongest:
                found, strongest = item.actors, strength
        return found

    def _fit(self, item: Antecedent, wanted: Wanted) -> float | None:
        members = [self.cast.members[own] for own in item.actors]
        fits = [wanted.kinds.get(member.kind) for member in members]
        if wanted.plural and len(members) > 1:
            fits = [None if fit is None else 0.0 for fit in fits]
        if any(fit is None for fit in fits):
            return None
        if wanted.plural is False and item.plural:
            return None
        if wanted.gender and any(m.gender not in (None, wanted.gender) for m in members):
            return None
        bonus = 0.3 if wanted.gender and members[0].gender == wanted.gender else 0.0
        if wanted.plural and item.plural:
            bonus += 0.6
        return min(fit for fit in fits if fit is not None) + bonus

    def _salience(self, item: Antecedent, token: Token, governing: dict[int, float]) -> float:
        head = self.doc[item.token]
        strength = _ROLE.get(head.dep_, -0.1)
        if head.dep_ in SUBJECTS and head.head.dep_ == "ROOT":
            strength += _MAIN_SUBJECT
        strength -= _PER_SENTENCE * (self.sentence_of[token.i] - item.sentence)
        strength -= _PER_TOKEN * (token.i - item.token)
        strength += governing.get(item.token, 0.0)
        if item.quoted and token.i not in self.quoted:
            strength += _QUOTED
        return strength + _TOPIC * log(1 + max(self.counts[own] for own in item.actors))


def _governing_subjects(token: Token) -> dict[int, float]:
    """Subjects of the verbs above an anaphor, the nearest strongest; not the subject it is itself part of."""
    found: dict[int, float] = {}
    bonus = _GOVERNING
    for verb in token.ancestors:
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        for child in verb.children:
            if child.dep_ in SUBJECTS and child.i < token.i and not _inside(token, child):
                found.setdefault(child.i, bonus)
                bonus *= 0.5
    return found


def _inside(token: Token, phrase: Token) -> bool:
    return token.i == phrase.i or phrase.is_ancestor(token)


def _barred(token: Token) -> set[int]:
    """Tokens that cannot be meant: the subject of the verb whose object a plain pronoun is, and what it stands in."""
    barred = {token.i}
    if token.lower_.endswith(("self", "selves")):
        return barred
    if token.dep_ in ("dobj", "dative", "pobj") and token.pos_ == "PRON":
        verb = token.head
        while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i and verb.dep_ in ("prep", "agent", "dative"):
            verb = verb.head
        while verb.dep_ == "conj" and not any(child.dep_ in SUBJECTS for child in verb.children):
            verb = verb.head
        barred |= {child.i for child in verb.children if child.dep_ in SUBJECTS}
    if token.dep_ in SUBJECTS:
        barred |= {c.i for c in token.head.subtree if c.i > token.i}
    return barred
