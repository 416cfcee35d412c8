"""Operators: words that turn the sign of what they govern, and evaluations that speak for or against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Operators:
    """The word lists of operators.yaml, each a set of lemmas (or phrases of two words), in both spellings."""

    turning: frozenset[str]
    intransitive: frozenset[str]
    phrases: frozenset[str]
    nouns: frozenset[str]
    fading: frozenset[str]
    adverbs: frozenset[str]
    prepositions: frozenset[str]
    good: frozenset[str]
    bad: frozenset[str]


@lru_cache(maxsize=1)
def operators() -> Operators:
    """The table, loaded once."""
    text = files("daylight.knowledge").joinpath("operators.yaml").read_text(encoding="utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Operators(**{name: spellings(map(str, words)) for name, words in table.items() if name != "source"})


def spellings(words: Iterable[str]) -> frozenset[str]:
    """The words, those in "-ise" also in "-ize"."""
    listed = list(words)
    return frozenset(listed) | {word[:-3] + "ize" for word in listed if word.endswith("ise")}
