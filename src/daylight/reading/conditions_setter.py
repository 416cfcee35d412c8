"""Who set a condition: the holder of the words that hold it, or in the writer's words who would act on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from daylight.knowledge import cues, triggers
from daylight.knowledge.cues import Cue, lemma
from daylight.reading.annotated import Annotated
from daylight.reading.attributions import Tokens, author
from daylight.reading.attributions_sources import subject_of
from daylight.reading.conditions_parts import Parts
from daylight.reading.parties import Parties
from daylight.records import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Token

_MEANS = {
    "threaten",
    "promise",
    "decide",
    "intend",
    "reserve",
    "want",
    "refuse",
    "agree",
    "propose",
    "consider",
    "accept",
}
"""Kinds of cue whose bare complement is the holder's own deed."""
_PLEDGED = {"will", "would", "wo", "shall", "'ll", "’ll", "'d"}


class Frame:
    """An attribution with its tokens and the sense of its cue."""

    def __init__(self, annotated: Annotated, attribution: Attribution):
        syntax = annotated.syntax
        self.attribution = attribution
        self.content = frozenset(t.i for span in attribution.content for t in syntax.tokens(span))
        self.cue = frozenset(t.i for span in attribution.cue for t in syntax.tokens(span))
        self.source = frozenset(t.i for span in attribution.source for t in syntax.tokens(span))
        self.sense: Cue | None = cues.cue_of(syntax.tokens(attribution.cue[0])) if attribution.cue else None

    @property
    def kind(self) -> str:
        return self.sense.kind if self.sense else ""

    @property
    def asserted(self) -> bool:
        """Whether the words are somebody's, not the writer's own."""
        return not self.attribution.author_voice


def frame_of(frames: Sequence[Frame], if_part: Tokens, then: Tokens) -> Frame | None:
    """The smallest attribution that holds both parts, else the one that holds most of the consequence."""
    both = if_part | then
    holding = [f for f in frames if len(f.content & both) >= 0.8 * len(both) and f.attribution.holders]
    if not holding:
        said = [(len((f.content | f.cue) & then), f) for f in frames if f.attribution.holders and f.cue]
        holding = [f for shared, f in said if shared and shared >= 0.5 * len(then)]
    return min(holding, key=lambda f: len(f.content), default=None)


@dataclass(frozen=True)
class Setting:
    """Who set a condition, in whose words, and who would act on it."""

    annotated: Annotated
    parties: Parties
    parts: Parts
    frame: Frame | None

    @cached_property
    def verb(self) -> Token | None:
        """Main verb of the consequence."""
        return self.annotated.syntax.doc[self.parts.verb] if self.parts.verb >= 0 else None

    @cached_property
    def subject(self) -> Token | None:
        """Who does it or undergoes it; of a deed below a noun ("has no choice but to act") who has the noun."""
        deed = self.verb
        while (
            deed is not None and (found := subject_of(deed)) is None and deed.dep_ in ("pcomp", "acl", "prep", "dobj")
        ):
            deed = deed.head
        return found if deed is not None else None

    @cached_property
    def acting(self) -> tuple[str, ...]:
        """Actors whose deed the consequence is."""
        from daylight.reading.coreference import resolve

        if self.subject is None or self.subject.dep_ == "nsubjpass":
            return ()
        found = resolve(self.annotated, self.annotated.syntax.span(self.subject))
        owners = [c for c in self.subject.children if c.dep_ in ("compound", "amod", "nmod", "poss")]
        for owner in owners if not found else ():  # "the Guyana Defence Force", "its army"
            found = resolve(self.annotated, self.annotated.syntax.span(owner))
            if found:
                break
        return found

    @cached_property
    def holder(self) -> str | None:
        return self.frame.attribution.holders[0] if self.frame and self.frame.attribution.holders else None

    @cached_property
    def actor(self) -> str | None:
        """Who set it.

        In this order: who draws a red line; the holder of the words; in the writer's words, or those of a medium that
        only relays, for whom it is said to hold, then who would act; else the medium's state, else the writer.
        """
        if self.drawer:
            return self.drawer[0]
        relayed = self.holder is None or (self.frame is not None and not self.frame.asserted) or self._is_medium
        if self.parts.by >= 0 and (relayed or self.parts.join == "in-return") and (told := self._named(self.parts.by)):
            return told
        if not relayed:
            return self._spoken_for or self.holder
        if (owner := _for_whom(self.annotated, self.parts.if_)) is not None:
            return owner
        if self.parts.join in ("depends", "in-return", "or-else") and (owner := self._owner_or_asker()) is not None:
            return owner
        judged = self.frame is not None and not self.frame.asserted and self.parts.join not in ("offer", "in-return")
        pledge = self.verb is not None and not self._undergone and (pledged(self.verb) or self._is_medium)
        if self.acting and pledge and not judged and self.parts.join != "or-else":
            return self.acting[0]
        if self._is_medium and self.holder is not None and "state" in self.parties.kinds(self.holder):
            owner = self.annotated.actors[self.holder].country
            return owner.lower() if owner and owner.lower() in self.annotated.actors else self.holder
        if self.holder is None and self.annotated.document.publisher:
            return author(self.annotated)
        return self.holder

    def _named(self, place: int) -> str | None:
        """The actor whom the word at a place stands for."""
        from daylight.reading.coreference import resolve

        span = self.annotated.syntax.span(self.annotated.syntax.doc[place])
        return next(iter(resolve(self.annotated, span)), None)

    @cached_property
    def _spoken_for(self) -> str | None:
        """The organisation of whose deeds its head or official speaks, the state for whose deeds its spokesman does."""
        if (
            self.holder is None
            or self.verb is None
            or self.parties.kind(self.holder) not in ("person", "group", "office")
        ):
            return None
        known = self.annotated.actors[self.holder]
        speaks = "spokes" in f"{known.role or ''} {known.name}".lower()
        homeless = speaks and self.parties.locus(self.holder) is None
        side = self.parties.side(self.holder)
        own = [a for a in self.acting if a != self.holder and (homeless or a in side)]
        kinds = ("igo", "organisation", "coalition", *(("state", "government") if speaks else ()))
        return next((a for a in own if self.parties.kind(a) in kinds), None)

    def _owner_or_asker(self) -> str | None:
        """Whose it is that hangs on the condition ("Madrid's support"), or who asks for it ("Jakarta insists on")."""
        from daylight.reading.coreference import resolve

        doc = self.annotated.syntax.doc
        owner = next((doc[i] for i in sorted(self.parts.then) if doc[i].dep_ == "poss"), None)
        if owner is None:
            told = (t for t in doc[min(self.parts.if_)].ancestors if t.pos_ == "VERB" and subject_of(t) is not None)
            above = next((t for t in told if self.parts.join != "or-else" or _addresses(t)), None)
            owner = subject_of(above) if above is not None else None
        return (
            next(iter(resolve(self.annotated, self.annotated.syntax.span(owner))), None) if owner is not None else None
        )

    @property
    def _undergone(self) -> bool:
        """Whether the consequence befalls its subject: "will face sanctions", "will regret it"."""
        return self.verb is not None and lemma(self.verb) in triggers.words("suffered") - {"pay"}

    @property
    def _is_medium(self) -> bool:
        return self.holder is not None and self.parties.kind(self.holder) == "media"

    @cached_property
    def drawer(self) -> tuple[str, ...]:
        """Who "drew a red line: …": the subject of the verb that a red line before the colon hangs on."""
        doc = self.annotated.syntax.doc
        first = min(self.parts.then | self.parts.if_)
        sentence = doc[first].sent
        if first <= sentence.start or doc[first - 1].text != ":":
            return ()
        for token in doc[sentence.start : first]:
            if token.lower_ == "line" and doc[token.i - 1].lower_ == "red":
                from daylight.reading.coreference import actor_of_source

                verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
                subject = subject_of(verb) if verb is not None else None
                if subject is None:
                    return ()
                phrase = range(subject.left_edge.i, subject.right_edge.i + 1)
                return actor_of_source(self.annotated, self.annotated.syntax.span(phrase))
        return ()

    @cached_property
    def own(self) -> bool:
        """Whether the consequence is what the setter or his side would do."""
        if self.verb is None or self.actor is None:
            return False
        subject = self.subject
        if subject is None:
            return self.frame is not None and self.frame.kind in _MEANS
        if subject.dep_ == "nsubjpass" or self._undergone:
            return False
        ours = any(c.dep_ == "poss" and c.lower_ in ("our", "my") for c in subject.children)
        if ours or subject.lower_ in ("i", "we") or (self.frame is not None and subject.i in self.frame.source):
            return True
        if self.acting and self._of_no_state and pledged(self.verb):
            return True  # "Norway will pay, its minister said": whose minister it is was not found
        return any(
            self.parties.is_side(acting, self.actor) or self._same_state(acting) or self._allied(acting)
            for acting in self.acting
        )

    @property
    def _of_no_state(self) -> bool:
        """Whether the setter holds an office of a state that was not found."""
        known = self.annotated.actors.get(self.actor or "")
        if known is None or self.parties.locus(known.id) is not None:
            return False
        return known.kind in ("office", "government") or bool(set(known.sectors) & {"GOV", "MIL"})

    def _allied(self, acting: str) -> bool:
        """Whether a state speaks of what an organisation of states would do."""
        return self.parties.kind(acting) in ("igo", "coalition") and "state" in self.parties.kinds(self.actor or "")

    def _same_state(self, acting: str) -> bool:
        """Whether who would act and who says so share a state: "Vietnam will build", Vietnamese analysts say."""
        mine = self.parties.locus(self.actor) if self.actor else None
        return mine is not None and mine == self.parties.locus(acting)

    @cached_property
    def outsider(self) -> bool:
        """Whether the setter only watches: an expert, an aid group, an organisation of no state, the writer."""
        if self.actor is None or (self.frame is not None and not self.frame.asserted and self.actor == self.holder):
            return True
        known = self.annotated.actors.get(self.actor)
        if known is None:
            return False
        if set(known.sectors) & {"EDU", "JRN", "CVL", "BUS", "MED"}:
            return True
        sides = {"state", "government", "office", "armed_group", "coalition", "igo"}
        return not (set(known.sectors) & {"GOV", "MIL", "REB"} or self.parties.kinds(self.actor) & sides)


def _addresses(verb: Token) -> bool:
    """Whether a verb is turned to somebody: "told the monks to leave or"."""
    return any(c.dep_ in ("dobj", "dative") for c in verb.children)


def pledged(verb: Token) -> bool:
    """Whether a clause says what will or would be done, or that one is ready for it."""
    ready = any(c.lower_ in ("ready", "willing", "prepared") for c in verb.children)
    return ready or any(c.dep_ == "aux" and c.lower_ in _PLEDGED for c in verb.children)


def _for_whom(annotated: Annotated, tokens: Tokens) -> str | None:
    """ "For Warsaw, X is a red line": the actor that a sentence opens with behind "for" or "to"."""
    from daylight.reading.coreference import actor_of_source

    first = annotated.syntax.doc[min(tokens)].sent[0]
    owner = next((c for c in first.children if c.dep_ == "pobj"), None) if first.lower_ in ("for", "to") else None
    actors = actor_of_source(annotated, annotated.syntax.span(owner)) if owner is not None else ()
    return actors[0] if actors else None
