"""Words of conditions: conjunctions, joining phrases, trigger nouns, words of harm and of good."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    text = files("daylight.knowledge").joinpath("triggers.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@lru_cache(maxsize=64)
def words(section: str) -> frozenset[str]:
    """The words of a section of the table: "opens", "before", "harms", "favours" …"""
    return frozenset(_table()[section])


@lru_cache(maxsize=64)
def phrases(section: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a section as word tuples, the longest first."""
    return tuple(sorted((tuple(phrase.split()) for phrase in _table()[section]), key=len, reverse=True))


@lru_cache(maxsize=1)
def past_forms() -> dict[str, str]:
    """Verbs of deeds by their irregular past forms."""
    return {form: verb for verb, forms in _table()["past_forms"].items() for form in forms}
