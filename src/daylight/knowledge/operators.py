"""Operators: words that turn the sign of what they govern, and evaluations that speak for or against it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Operators:
    """The word lists of operators.yaml, each a set of lemmas (or phrases of two words)."""

    turning: frozenset[str]
    intransitive: frozenset[str]
    phrases: frozenset[str]
    nouns: frozenset[str]
    adverbs: frozenset[str]
    prepositions: frozenset[str]
    good: frozenset[str]
    bad: frozenset[str]


@lru_cache(maxsize=1)
def operators() -> Operators:
    """The table, loaded once."""
    text = files("daylight.knowledge").joinpath("operators.yaml").read_text(encoding="utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Operators(**{name: frozenset(map(str, words)) for name, words in table.items() if name != "source"})
