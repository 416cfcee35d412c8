"""The cast of a document: its actors while they are found, what they are called, and where they are mentioned."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from daylight.knowledge.countries import country
from daylight.knowledge.offices import office_of
from daylight.reading.gazetteer import known_actors, norm, slug
from daylight.records import Actor, ActorKind, Membership, Mention, MentionForm, Span

if TYPE_CHECKING:
    from daylight.knowledge.people import Person
    from daylight.reading.anaphors import References
    from daylight.reading.annotated import Annotated

Gender = Literal["male", "female"]


@dataclass
class Member:
    """An actor being put together."""

    id: str
    name: str
    kind: ActorKind
    names: set[str] = field(default_factory=set)
    memberships: dict[str, str | None] = field(default_factory=dict)
    """Role in each actor it belongs to."""
    role: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    gender: Gender | None = None
    confidence: float = 0.9
    given: Actor | None = None
    """The actor as the user's file or a knowledge table gives it."""

    def actor(self) -> Actor:
        """The finished record."""
        if self.given and self.given.kind != "person":
            return self.given.model_copy(update={"aliases": self._aliases(self.given.aliases)})
        memberships = tuple(Membership(actor=other, role=role) for other, role in self.memberships.items())
        if self.given:
            told = {membership.actor for membership in self.given.memberships}
            memberships = (*self.given.memberships, *(m for m in memberships if m.actor not in told))
        return Actor(
            id=self.id,
            name=self.given.name if self.given else self.name,
            kind=self.kind,
            aliases=self._aliases(self.given.aliases if self.given else ()),
            memberships=memberships,
            role=self.role or (self.given.role if self.given else None),
            country=self.country,
            sectors=self.sectors,
            confidence=self.confidence,
            wikidata=self.given.wikidata if self.given else None,
            attributes={"gender": self.gender} if self.gender else {},
        )

    def _aliases(self, first: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*first, *sorted(self.names - {self.name})]))


@dataclass(frozen=True)
class Naming:
    """Tokens `first` to `last` (exclusive) mention an actor."""

    first: int
    last: int
    span: Span
    actor: str
    form: MentionForm
    heads: tuple[int, ...] = ()


class Cast:
    """The actors of one document and their mentions.

    Attributes
    ----------
    members : dict of str to Member
        By actor id; only those that are mentioned are in it.
    namings : list of Naming
        In text order once `sort` was called.
    """

    def __init__(self, annotated: Annotated, given: dict[str, Actor] | None = None) -> None:
        self.annotated = annotated
        self.members: dict[str, Member] = {}
        self.namings: list[Naming] = []
        self.at: dict[int, str] = {}
        """The actor whose mention covers a token; the longest mention where they lie in each other."""
        self.introduced: dict[int, str] = {}
        """The person whom a title token introduces without being part of the mention: "One expert, Shira Efron"."""
        self.joint: dict[int, tuple[str, ...]] = {}
        """The actors of a noun that two owners share: "Thai and Cambodian officials"."""
        self.awaited: dict[str, Person] = {}
        """Known office holders by actor id whom the text may name by surname alone."""
        self.references: References | None = None
        self.finished = False
        self._given = {**known_actors(), **(given or {})}

    def tell(self, member: Member, known: Person) -> None:
        """Add what is generally known of a person in high office."""
        member.gender = "female" if known.gender == "female" else "male"
        office = known.office(self.annotated.document.published)
        member.role = member.role or office or None
        borne = office_of(office) if office else None
        if borne:
            member.sectors = member.sectors or (("ELI",) if office.startswith("former") else borne.sectors)
        state = country(known.country)
        member.country = member.country or known.country
        if state and not member.memberships and not office.startswith("former"):
            member.memberships[state.id] = office or None

    def has(self, actor: str) -> bool:
        """Whether an actor is in the cast, the tables or the user's file."""
        return actor in self.members or actor in self._given

    def known(self, actor: str) -> Member:
        """The member of that id, taken from the knowledge tables or the user's file when it is first named."""
        if actor not in self.members:
            given = self._given[actor]
            gender = given.attributes.get("gender")
            self.members[actor] = Member(
                actor,
                given.name,
                given.kind,
                role=given.role,
                country=given.country,
                sectors=given.sectors,
                memberships={m.actor: m.role for m in given.memberships},
                gender=gender if gender in ("male", "female") else None,  # type: ignore[arg-type]
                confidence=1.0,
                given=given,
            )
        return self.members[actor]

    def add(self, name: str, kind: ActorKind, own: str | None = None) -> Member:
        """The member of that name, made where it is new."""
        own = own or slug(name)
        if own in self.members:
            return self.members[own]
        if own in self._given:
            return self.known(own)
        self.members[own] = Member(own, name, kind)
        return self.members[own]

    def mention(self, first: int, last: int, actor: str, form: MentionForm, span: Span | None = None) -> None:
        """Record that tokens `first` to `last` (exclusive) mention an actor."""
        span = span or self.annotated.syntax.span(range(first, last))
        self.namings.append(Naming(first, last, span, actor, form))
        for token in range(first, last):
            self.at[token] = actor

    def enter(self, actor: str, first: int, last: int) -> None:
        """Record an actor met while references are resolved; once the document has its actors, there too."""
        new = not any(token in self.at for token in range(first, last))
        if new:
            self.mention(first, last, actor, "nominal")
        if self.finished:
            self.annotated.actors.setdefault(actor, self.members[actor].actor())
            if new:
                span = self.namings[-1].span
                mention = Mention(
                    doc=self.annotated.document.id, span=span, actor=actor, form="nominal", confidence=0.7
                )
                self.annotated.mentions.append(mention)

    def sort(self) -> None:
        """Put the mentions in text order, without those inside a longer one."""
        kept: list[Naming] = []
        for naming in sorted(self.namings, key=lambda n: (n.span[0], -n.span[1])):
            if kept and naming.span[1] <= kept[-1].span[1]:
                continue
            kept.append(naming)
        self.namings = kept
        self.at = {token: n.actor for n in kept for token in range(n.first, n.last)}
        self._starts = [n.first for n in kept]

    def before(self, token: int) -> list[Naming]:
        """The mentions that begin before a token, in text order."""
        return self.namings[: bisect_right(self._starts, token - 1)]

    def states(self) -> list[str]:
        """Ids of the states in the cast."""
        return [own for own, member in self.members.items() if member.kind == "state"]

    def state_of(self, actor: str) -> str | None:
        """The state that an actor is, belongs to, or speaks for; None: none is known."""
        seen: set[str] = set()
        front = [actor]
        while front:
            own = front.pop(0)
            if own in seen:
                continue
            seen.add(own)
            member = self.members.get(own)
            given = self._given.get(own)
            if (member and member.kind == "state") or (given and given.kind == "state"):
                return self.known(own).id
            front += list(member.memberships) if member else [m.actor for m in given.memberships] if given else []
        return None

    def _serves(self, own: str, other: str) -> bool:
        """Whether an actor enters the document with one that belongs to it: the state of "Kenyan President …"."""
        return self.has(other) and (self.known(other).kind == "state" or self.members[own].kind == "person")

    def finish(self) -> None:
        """Hand actors and mentions over to the annotated document, those of pronouns, titles and nominals too."""
        doc, syntax, document = self.annotated.syntax.doc, self.annotated.syntax, self.annotated.document.id
        self.sort()
        linked = self.references.links if self.references else {}
        named = {naming.actor for naming in self.namings} | {own for owns in linked.values() for own in owns}
        served = {other for own in named for other in self.members[own].memberships if self._serves(own, other)}
        for own in sorted(named | served):
            member = self.known(own)
            member.memberships = {a: role for a, role in member.memberships.items() if a in named | served}
            self.annotated.actors[own] = member.actor()
        found = [Mention(doc=document, span=n.span, actor=n.actor, form=n.form) for n in self.namings]
        for token, owns in linked.items():
            if token not in self.at:
                form: MentionForm = "pronoun" if doc[token].pos_ == "PRON" else "nominal"
                span = syntax.span(doc[token])
                found += [Mention(doc=document, span=span, actor=own, form=form, confidence=0.7) for own in owns]
        self.annotated.mentions.extend(sorted(found, key=lambda mention: mention.span))
        self.finished = True


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """A name as names of persons are compared: lower case, without diacritics, hyphens as spaces."""
    return " ".join(norm(name).lower().replace("-", " ").replace(".", " ").split())
