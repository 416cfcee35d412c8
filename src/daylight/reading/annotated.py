"""The annotated document that the steps of reading share, and the registry of their implementations.

A step is a function ``step(annotated) -> None`` that adds its records to the annotated document; it reads what
earlier steps added and nothing else. Implementations register under (step, name), so that one can stand in for
another: ``@register("attributions", "rules")``.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from daylight.errors import DaylightError
from daylight.records import (
    Actor,
    Attribution,
    Condition,
    Document,
    Event,
    Issue,
    Mention,
    Relation,
    Segment,
    Statement,
)
from daylight.settings import ReadingSettings

if TYPE_CHECKING:
    from daylight.language.syntax import Syntax
    from daylight.language.tagger import TaggedAttribution
    from daylight.reading.cast import Cast
    from daylight.reading.claims import Claim


@dataclass
class Annotated:
    """A document while it is being read. Steps append; no step removes what an earlier one added."""

    document: Document
    syntax: Syntax
    settings: ReadingSettings = field(default_factory=ReadingSettings)
    actors: dict[str, Actor] = field(default_factory=dict)
    """By id; the actors of this document."""
    mentions: list[Mention] = field(default_factory=list)
    """In text order."""
    attributions: list[Attribution] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    """What the attributions claim, sentence by sentence, with issue ids; the issues step makes them."""
    issues: dict[str, Issue] = field(default_factory=dict)
    """By id; the issues that statements of this document are about."""
    statements: list[Statement] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tagged: Future[list[TaggedAttribution]] | None = None
    """What the attribution tagger finds, where it was begun beside the parsing."""
    cast: Cast | None = None
    """Names and roles of the actors, as the mentions step found them; coreference looks them up."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        return self.document.segments


NOT_READ = "not read: "
"""How the note of a document begins that is kept and not read."""

Step = Callable[[Annotated], None]
StepT = TypeVar("StepT", bound=Step)

_registry: dict[tuple[str, str], Step] = {}


def register(step: str, name: str) -> Callable[[StepT], StepT]:
    """Decorator: make a function known as the implementation `name` of `step`."""

    def keep(function: StepT) -> StepT:
        _registry[step, name] = function
        return function

    return keep


def implementation(step: str, name: str) -> Step:
    """The implementation of a step by its name.

    Raises
    ------
    DaylightError
        When no implementation of that name is registered; the message lists those that are.
    """
    try:
        return _registry[step, name]
    except KeyError:
        known = ", ".join(sorted(n for s, n in _registry if s == step)) or "none"
        raise DaylightError(f"no {name!r} implementation of the step {step!r}; there are: {known}") from None
