"""Words by which the reading of events tells frames and parties, by section."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml


@lru_cache(maxsize=1)
def _table() -> dict[str, list[str]]:
    text = files("daylight.knowledge").joinpath("event_words.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@lru_cache(maxsize=32)
def words(section: str) -> frozenset[str]:
    """The words of a section: "light", "plans", "people" …"""
    return frozenset(_table()[section])
