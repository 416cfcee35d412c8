"""Pairs: which two actors "both leaders", "the two sides" or "they" take up together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.nominals import kinds_of
from daylight.knowledge.offices import office_of
from daylight.reading.antecedents import SUBJECTS, Antecedent, Antecedents

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.records import ActorKind

_SIDES: frozenset[ActorKind] = frozenset({"state", "armed_group", "coalition", "igo"})
_SERVING: frozenset[ActorKind] = frozenset({"person", "government", "office", "group", "organisation"})
"""Kinds of actors that can stand for the state they serve."""
_REACH = 6


def two(antecedents: Antecedents, token: Token) -> tuple[str, ...]:
    """The two actors that a plural noun stands for: "both leaders", "the two sides", "each leader"."""
    kinds = kinds_of("plural").get(token.lower_) or kinds_of("plural").get(f"{token.lower_}s")
    if kinds is None:
        return ()
    if "any" in kinds:
        return pair(antecedents, token, _SIDES, states=True) or pair(antecedents, token, None)
    office = office_of(token.lemma_.lower())
    named = pair(antecedents, token, {"person"}, office.name) if office and token.lower_ != "leaders" else ()
    found = named or (pair(antecedents, token, {"person"}) if "person" in kinds else ())
    return found or pair(antecedents, token, set(kinds) - {"person"}, states="state" in kinds)


def pair(
    antecedents: Antecedents,
    token: Token,
    kinds: frozenset[str] | set[str] | None,
    office: str | None = None,
    states: bool = False,
) -> tuple[str, ...]:
    """The two actors that were last spoken of together: coordinated, as subject and object, or alone in a sentence.

    Parameters
    ----------
    kinds
        Kinds of actor that can be meant; None: any.
    office
        Name of the office that both must bear.
    states
        A person counts as the state that he or she serves.
    """
    chosen = _Choice(antecedents, kinds, office, states)
    apart = _subject_above(token)
    chosen.apart = frozenset(own for item in antecedents.items if item.token == apart for own in chosen.of(item))
    sentence = antecedents.sentence_of[token.i]
    passed: list[str] = []
    for number in range(sentence, max(-1, sentence - _REACH), -1):
        here = antecedents.in_sentence(number, token.i)
        groups = [found for item in here if item.plural and len(found := chosen.of(item)) == 2]
        if groups:
            return groups[-1]
        met = tuple(dict.fromkeys(own for item in here if len(found := chosen.of(item)) == 1 for own in found))
        if len(met) > 2 and (facing := chosen.facing(here)):
            return facing
        passed = [*met, *(own for own in passed if own not in met)]
        if len(passed) >= 2:
            return tuple(passed[:2])
    return ()


class _Choice:
    """What a pair asks of its two actors."""

    def __init__(
        self,
        antecedents: Antecedents,
        kinds: frozenset[str] | set[str] | None,
        office: str | None,
        states: bool,
    ) -> None:
        self.cast, self.doc = antecedents.cast, antecedents.doc
        self.kinds, self.office, self.states = kinds, office, states
        self.apart: frozenset[str] = frozenset()
        """Who is none of the two: the subject that acts on them ("Minsk uses the gap between the two allies")."""

    def of(self, item: Antecedent) -> tuple[str, ...]:
        """The actors of an antecedent that can be meant, or their states."""
        found: dict[str, None] = {}
        for own in item.actors:
            member = self.cast.members[own]
            if self.states and member.kind in _SERVING and (state := self.cast.state_of(own)):
                member = self.cast.members[state]
            borne = office_of(member.role) if self.office and member.role else None
            if self.office and (borne is None or borne.name != self.office):
                continue
            if self.kinds is None or member.kind in self.kinds:
                found[member.id] = None
        return tuple(own for own in found if own not in self.apart)

    def facing(self, items: list[Antecedent]) -> tuple[str, ...]:
        """Subject and object of one verb among several named actors: "X met Y in Z"."""
        of_verb: dict[int, list[str]] = {}
        for item in items:
            head = self.doc[item.token]
            verb = head.head if head.dep_ in (*SUBJECTS, "dobj") else None
            if head.dep_ == "pobj" and head.head.lower_ in ("with", "against", "between"):
                verb = head.head.head
            if verb is not None:
                of_verb.setdefault(verb.i, []).extend(self.of(item))
        pairs = [tuple(dict.fromkeys(owns)) for owns in of_verb.values() if len(set(owns)) == 2]
        return pairs[-1] if pairs else ()


def _subject_above(token: Token) -> int:
    """Place of the subject of the clause in which a noun is no subject itself; -1 where there is none."""
    below = token
    for above in token.ancestors:
        for child in above.children:
            if child.dep_ in SUBJECTS:
                return child.i if child.i < token.i and child.i != below.i else -1
        if above.dep_ in ("ccomp", "advcl", "relcl", "acl", "parataxis"):
            return -1
        below = above
    return -1
