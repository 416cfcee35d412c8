"""The words of Daylight as types: what a reading yields, a desk keeps and every page shows.

All records are frozen. Spans are half-open character ranges ``(start, end)`` in the text of their document.
Every record carries its evidence, the step that made it with its version, and a confidence in [0, 1].
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = 1

Span = tuple[int, int]
Value = str | int | float | bool

SegmentKind = Literal[
    "title", "heading", "dateline", "bullet", "paragraph", "quote", "caption", "boilerplate", "link", "rule"
]
ActorKind = Literal[
    "state", "government", "office", "person", "organisation", "armed_group", "coalition", "igo", "media", "group"
]
MentionForm = Literal["name", "title", "nominal", "pronoun", "metonym", "demonym"]
Act = Literal[
    "assert", "assess", "demand", "request", "propose", "promise", "threaten", "warn", "accept", "agree", "reject",
    "decide", "doubt", "criticise", "praise",
]  # fmt: skip
Stance = Literal["support", "oppose", "conditional", "mixed", "neutral"]
ConditionKind = Literal["threat", "promise", "precondition", "red_line", "trigger"]
ConditionState = Literal["open", "met", "lapsed"]
DatePrecision = Literal["day", "week", "month", "year", "before", "after", "ongoing", "unknown"]
EventStatus = Literal[
    "happened", "ongoing", "planned", "threatened", "claimed", "denied", "hypothetical", "negated"
]  # fmt: skip
RelationKind = Literal["diverge", "converge"]

ACTS: tuple[str, ...] = get_args(Act)
LAYERS = ("statements", "conditions", "events", "relations")


class Model(BaseModel):
    """Base of all records: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Model):
    """A link in a document, kept as a source it cites."""

    url: str
    span: Span
    date: str | None = None
    """ISO date carried by the address, where it carries one."""


class Segment(Model):
    """A part of a document. `cuts` are ranges inside it that reading passes over (links, markup, line breaks)."""

    kind: SegmentKind
    start: int
    end: int
    cuts: tuple[Span, ...] = ()


class Document(Model):
    """A text as loaded, never altered. `id` is made from the text, so that the same text is the same document."""

    id: str
    name: str
    text: str
    format: str = "text"
    title: str | None = None
    language: str = "en"
    published: date | None = None
    """Best single publication date, the end of `published_interval` where it is inferred."""
    published_interval: tuple[date, date] | None = None
    published_reason: str = ""
    publisher: str | None = None
    """Who issued the text, as named by metadata or its own links (not an actor id)."""
    url: str | None = None
    reliability: str = "F"
    """Admiralty reliability of the source, A to F; F: cannot be judged."""
    citations: tuple[Citation, ...] = ()
    segments: tuple[Segment, ...] = ()
    attributes: dict[str, Value] = Field(default_factory=dict)


class Membership(Model):
    """An actor belongs to another, in a role, from and until ISO dates where known."""

    actor: str
    role: str | None = None
    since: str | None = None
    until: str | None = None


class Actor(Model):
    """A state, government, office, person, organisation, armed group, coalition, IGO, media outlet or unnamed group."""

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    memberships: tuple[Membership, ...] = ()
    role: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-3 code, or a PLOVER international code (IGO, UNO, EUR, NGO, ISM, IMG, MNC)."""
    sectors: tuple[str, ...] = ()
    """PLOVER sector codes, the primary one first."""
    wikidata: str | None = None
    confidence: float = 1.0
    attributes: dict[str, Value] = Field(default_factory=dict)


class Record(Model):
    """What all sourced records share."""

    id: str
    doc: str
    evidence: tuple[Span, ...]
    """The spans that say it; the first one is the record's own (content, if-part, trigger, evidence phrase)."""
    step: str
    """Name and version of what made it, as "statements.rules/1", or "coder/NAME" for a person."""
    confidence: float = Field(default=1.0, ge=0, le=1)


class Mention(Model):
    """A span that refers to an actor."""

    doc: str
    span: Span
    actor: str
    form: MentionForm
    confidence: float = 1.0


class Attribution(Record):
    """Who is said to say, think, want or intend what. `parent` is the attribution whose content holds this one."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotation: Literal["direct", "indirect", "mixed"] = "indirect"
    holders: tuple[str, ...] = ()
    """Actor ids of the source, more than one where the source is coordinated or plural."""
    parent: str | None = None
    author_voice: bool = False


class Issue(Model):
    """What positions are about: a theme at a locus, with the proposition that its supporting pole stands for."""

    id: str
    name: str
    proposition: str
    contrary: str = ""
    theme: str | None = None
    locus: str | None = None
    aliases: tuple[str, ...] = ()


class Statement(Record):
    """An actor's stance on an issue."""

    holder: str
    reported_by: tuple[str, ...] = ()
    """Actor ids of the relays between the document and the holder, outermost first; empty: direct."""
    cue: Span | None = None
    content: Span
    sentence: Span
    act: Act
    issue: str
    also_issues: tuple[str, ...] = ()
    stance: Stance
    target: str | None = None
    hedged: bool = False
    certainty: float = Field(default=1.0, ge=0, le=1)
    quoted: bool = False
    author_voice: bool = False
    date: str | None = None
    """ISO date or interval on which it was said; None: not said in the text (use the publication date)."""
    attribution: str | None = None
    coder: str = "machine"
    variables: dict[str, Value] = Field(default_factory=dict)
    """Further coded variables, under their own names, of an imported or hand-coded statement."""


class Condition(Record):
    """An if/then that an actor set."""

    if_: Span = Field(alias="if")
    then: Span | None = None
    actor: str | None = None
    kind: ConditionKind
    forecast: bool = False
    state: ConditionState = "open"
    issue: str | None = None

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class EventMention(Model):
    """One place in one document where an event is told."""

    doc: str
    trigger: Span
    sentence: Span
    status: EventStatus = "happened"
    reported_by: tuple[str, ...] = ()
    """Actor ids of who reports it here; empty: the document's own voice."""


class Place(Model):
    """Where something happened, as named in the text and as found in the gazetteer."""

    text: str
    span: Span | None = None
    name: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    reason: str = ""


class Event(Record):
    """Who did what to whom, when and where, in PLOVER types and modes; one record per real event."""

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: Place | None = None
    date: str | None = None
    """ISO day, month, year or interval ``a/b`` with ``..`` for an open end."""
    date_precision: DatePrecision = "unknown"
    status: EventStatus = "happened"
    intensity: float | None = None
    quad: int | None = None
    name: str | None = None
    """What it is called: "Twelve-Day War", "Operation Serval"."""
    apart: tuple[str, ...] = ()
    """Ids of events that a reviewer told apart from it: they are never joined."""
    mentions: tuple[EventMention, ...] = ()
    """All places where it is told, the one of `evidence` first."""


class Relation(Record):
    """The text itself says that two actors diverge or converge, on an issue where it names one."""

    a: str
    b: str
    kind: RelationKind
    issue: str | None = None


class DocumentRecord(Model):
    """Everything that was read from one document: a reading yields it, a desk stores it in one transaction."""

    document: Document
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    issues: tuple[Issue, ...] = ()
    statements: tuple[Statement, ...] = ()
    conditions: tuple[Condition, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    notes: tuple[str, ...] = ()
    """What reading could not do, one line each ("no attribution found: only headings")."""


def document_id(text: str) -> str:
    """Id of a text: the same text has the same id, wherever it was loaded from."""
    return "d-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def record_id(layer: str, doc: str, *parts: object) -> str:
    """Id of a record, made from its layer, document and what tells it apart, so that reading again gives the same id.

    Parameters
    ----------
    layer : str
        "statements", "conditions" …; its first letter starts the id.
    doc : str
        Id of the document.
    *parts : object
        Spans, holder and whatever else tells the record apart in its document.
    """
    key = "\x1f".join([layer, doc, *map(str, parts)])
    # 15 digits, 60 bits: a million records of a desk share no id.
    return f"{layer[0]}-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:15]}"
