"""A conflict as people write it: decision makers, options, feasibility, preferences with their sources.

These types are the model file (`daylight.outlook.model_file`); `daylight.outlook.states` turns them into arrays.
Method: Graph Model for Conflict Resolution (Fang, Hipel & Kilgour 1993).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Confidence = Annotated[float, Field(ge=0, le=1)]


def _text_as(key: str) -> BeforeValidator:
    """A bare string stands for a mapping with this one key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


def _named(value: Any) -> Any:
    """A list of names stands for a mapping from each name to nothing further."""
    if isinstance(value, list | tuple) and all(isinstance(name, str) for name in value):
        if len(set(value)) < len(value):
            raise ValueError("a name stands in the list twice")
        return {name: {} for name in value}
    if isinstance(value, Mapping):
        return {name: {} if part is None else part for name, part in value.items()}
    return value


def _one_or_many(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _tie_groups(value: Any) -> Any:
    return [(group,) if isinstance(group, str) else group for group in value] if isinstance(value, list) else value


Sources = Annotated[tuple[str, ...], BeforeValidator(_one_or_many)]


class Part(BaseModel):
    """Base of the file's parts: immutable, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(Part):
    """Something a decision maker can do or leave."""

    does: str = ""
    """What it means, in words."""
    irreversible: Annotated[
        Literal["taken", "dropped"] | None, BeforeValidator(lambda v: {True: "taken", False: None}.get(v, v))
    ] = None
    """``taken``: once taken it stays taken; ``dropped``: once dropped it stays dropped."""
    shared_with: Sources = ()
    """Other decision makers who can take or drop it too (common moves)."""
    sources: Sources = ()
    note: str = ""


class Preference(Part):
    """One preference statement: what a decision maker wants to hold, why we think so and how sure we are."""

    want: str
    weight: float | None = None
    confidence: Confidence = 1.0
    strong: bool = False
    """Whether a state that satisfies it is greatly preferred to one that does not (three levels of preference)."""
    sources: Sources = ()
    note: str = ""


class Preferences(Part):
    """What one decision maker wants, in one of three forms: statements, a ranking, or payoffs."""

    preferences: tuple[Annotated[Preference, _text_as("want")], ...] = ()
    """Most important first; or, where each has a weight, in any order."""
    ranking: Annotated[tuple[tuple[str, ...], ...], BeforeValidator(_tie_groups)] = ()
    """States best first; states in one inner list are equally good."""
    payoffs: tuple[float, ...] = ()
    """One number for each feasible state, in the order of `Conflict.feasible`."""
    confidence: Confidence = 1.0
    """Of a ranking or payoffs: how sure we are that of two neighbouring states the upper one is preferred."""
    strong_gap: float | None = None
    """Of weights or payoffs: a difference of at least this is a strong preference."""
    uncertain: tuple[tuple[str, str], ...] = ()
    """Pairs of expressions: which of a state of the first kind and one of the second is preferred, nobody knows."""
    sources: Sources = ()
    note: str = ""


class DecisionMaker(Preferences):
    """Who decides: options and preferences, what it sees of the others and how it feels about them."""

    options: Annotated[dict[str, Option], BeforeValidator(_named)] = Field(default_factory=dict)
    attitudes: dict[str, Literal["friendly", "indifferent", "hostile"]] = Field(default_factory=dict)
    """Towards others (and itself: friendly unless said otherwise)."""
    sees: dict[str, Preferences] = Field(default_factory=dict)
    """What it believes others want, where that differs from what they want (hypergame)."""


class Rule(Part):
    """An expression about states, with its reason."""

    rule: str
    sources: Sources = ()
    note: str = ""


Rules = tuple[Annotated[Rule, _text_as("rule")], ...]


class OutlookRule(Part):
    """Which states are a flare and which are tense; all others are calm."""

    flare: str | None = None
    tense: str | None = None


class Conflict(Part):
    """A conflict: what a model file says.

    Attributes
    ----------
    option_order : tuple of str
        Order of options in the strings that name states ("YNNY"); by default as the decision makers list them.
        An option that two decision makers call alike is named with its owner in front ("P1 cooperates").
    """

    title: str = ""
    about: str = ""
    draft: bool = False
    """Whether a machine proposed it and an analyst has still to look at it."""
    decision_makers: dict[str, DecisionMaker]
    option_order: tuple[str, ...] = ()
    status_quo: str | tuple[str, ...] | None = None
    """The state today: a string of Y and N, or the options that are taken now."""
    infeasible: Rules = ()
    """Combinations that cannot be."""
    requires: Rules = ()
    """What holds in every feasible state (``if occupy then mobilise``)."""
    feasible: tuple[str, ...] = ()
    """The feasible states one by one; where given, nothing else is feasible."""
    indistinguishable: Rules = ()
    """For each rule, all states that satisfy it are one and the same state."""
    coalitions: tuple[tuple[str, ...], ...] = ()
    outlook: OutlookRule = OutlookRule()
    note: str = ""

    def owners(self) -> dict[str, str]:
        """The owner of each option, in option order."""
        counts = [name for part in self.decision_makers.values() for name in part.options]
        full = {
            (name if counts.count(name) == 1 else f"{dm} {name}"): dm
            for dm, part in self.decision_makers.items()
            for name in part.options
        }
        return {name: full[name] for name in self.option_order} if self.option_order else full

    def option(self, name: str) -> Option:
        """The option of this name, as `owners` names it."""
        dm = self.owners()[name]
        options = self.decision_makers[dm].options
        return options[name] if name in options else options[name.removeprefix(f"{dm} ")]
