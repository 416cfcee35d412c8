"""Hedges: words by which a holder or a reporter holds back, with the certainty that each leaves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Hedges:
    """The tables of hedges.yaml: lemma, or phrase of several words, to the certainty left, in (0, 1)."""

    modals: dict[str, float]
    author_modals: dict[str, float]
    adverbs: dict[str, float]
    adjectives: dict[str, float]
    verbs: dict[str, float]
    phrases: dict[str, float]
    cues: dict[str, float]
    kinds: dict[str, float]
    boosters: frozenset[str]


@lru_cache(maxsize=1)
def hedges() -> Hedges:
    """The table, loaded once."""
    text = files("daylight.knowledge").joinpath("hedges.yaml").read_text(encoding="utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    table.pop("source")
    return Hedges(boosters=frozenset(table.pop("boosters")), **table)
