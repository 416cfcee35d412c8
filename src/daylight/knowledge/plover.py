"""The PLOVER event ontology: types with quad class and modes, intensity scores, contexts, sectors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

NOT_COUNTED = frozenset({"hypothetical", "negated", "denied"})
"""Statuses of events that did not happen, which no measure counts and no format without a status holds."""


@dataclass(frozen=True)
class EventType:
    """A type of events.

    Attributes
    ----------
    quad : int
        1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    score : float
        Intensity from -10 (most conflictual) to +10.
    recipient : bool
        Whether an event of the type needs a recipient.
    modes : dict of str to float
        Scores of its modes.
    """

    name: str
    quad: int
    score: float
    recipient: bool
    modes: dict[str, float]


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    text = files("daylight.knowledge").joinpath("plover.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@lru_cache(maxsize=1)
def event_types() -> dict[str, EventType]:
    """The 16 types by name, in the order of the manual."""
    return {
        name: EventType(name, row["quad"], float(row["score"]), row["recipient"], row["modes"])
        for name, row in _table()["types"].items()
    }


def intensity(type_: str, mode: str | None = None) -> float:
    """Score of a mode, or of its type where no mode is given."""
    event_type = event_types()[type_]
    return float(event_type.modes.get(mode or "", event_type.score))


def current_name(type_: str, mode: str | None = None) -> str:
    """Today's name of a type that older files write otherwise ("FIGHT"); YIELD is RETREAT where its mode is one of
    those."""
    name = type_.strip().upper()
    if name == "YIELD" and mode in event_types()["RETREAT"].modes:
        return "RETREAT"
    return str(_table()["old_names"].get(name, name))


def same_family(one: str, other: str) -> bool:
    """Whether one event may be told as either type ("held talks", "agreed")."""
    return one == other or any(one in family and other in family for family in _table()["families"])


def quad_name(quad: int) -> str:
    """The words for a quad class, as POLECAT files write it."""
    return str(_table()["quads"][quad])


def decisions() -> list[dict[str, str]]:
    """What Daylight does where the manual contradicts itself: question, choice and why."""
    return [dict(row) for row in _table()["decisions"]]


def sectors() -> tuple[str, ...]:
    """The sector codes."""
    return tuple(_table()["sectors"])


def contexts_of(passage: str) -> tuple[str, ...]:
    """The contexts that the words of a passage tell of, in the order of the ontology."""
    found = {context_of_word()[match.group().lower()] for match in _context_words().finditer(passage)}
    return tuple(name for name in _table()["contexts"] if name in found)


@lru_cache(maxsize=1)
def context_of_word() -> dict[str, str]:
    """Context by word, also in the plural."""
    table: dict[str, str] = {}
    for name, words in _table()["contexts"].items():
        for word in words:
            for form in (word, f"{word}s", f"{word[:-1]}ies" if word.endswith("y") else word):
                table.setdefault(form, name)
    return table


@lru_cache(maxsize=1)
def _context_words() -> re.Pattern[str]:
    words = sorted(context_of_word(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
