"""Words of conditions: conjunctions, joining phrases, trigger nouns, words of harm and of good."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml


@lru_cache(maxsize=1)
def _table() -> dict[str, list[str]]:
    text = files("daylight.knowledge").joinpath("triggers.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@lru_cache(maxsize=16)
def words(section: str) -> frozenset[str]:
    """The words of a section of the table: "opens", "before", "harm", "good" …"""
    return frozenset(_table()[section])


@lru_cache(maxsize=16)
def phrases(section: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a section as word tuples, the longest first."""
    return tuple(sorted((tuple(phrase.split()) for phrase in _table()[section]), key=len, reverse=True))
