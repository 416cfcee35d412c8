"""Words by which a text says that two actors diverge or converge."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    text = files("daylight.knowledge").joinpath("relations.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@lru_cache(maxsize=64)
def words(*path: str) -> frozenset[str]:
    """A list of the table by its path: ``words("diverge", "nouns")``, ``words("rejecting")``."""
    node: Any = _table()
    for name in path:
        node = node[name]
    return frozenset(node)


@lru_cache(maxsize=32)
def phrases_of(*path: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases of a list by their first word, each as the words that follow it, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in words(*path):
        first, *rest = phrase.split()
        found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(sorted(rests, key=lambda rest: (-len(rest), rest))) for first, rests in found.items()}


@lru_cache(maxsize=1)
def made() -> dict[frozenset[str], frozenset[str]]:
    """Nouns for what was said, with the kinds of cue by which one makes it."""
    return {frozenset(row["nouns"]): frozenset(row["kinds"]) for row in _table()["made"]}
