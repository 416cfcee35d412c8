"""Nouns by which actors are taken up again, with the kinds of actor that they can stand for."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    text = files("daylight.knowledge").joinpath("nominals.yaml").read_text(encoding="utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert isinstance(table, dict)
    return table


@lru_cache(maxsize=2)
def kinds_of(number: str) -> dict[str, tuple[str, ...]]:
    """Kinds of actor by noun, the likeliest first, for "singular" or "plural" nouns; "any" stands for all kinds."""
    found: dict[str, tuple[str, ...]] = {}
    for kinds, nouns in _table()[number].items():
        for noun in nouns:
            found[noun] = tuple(dict.fromkeys([*found.get(noun, ()), *kinds.split()]))
    return found


@lru_cache(maxsize=4)
def nominal_words(name: str) -> frozenset[str]:
    """A plain list of the table: "texts", "sources", "parts" or "people"."""
    return frozenset(_table()[name])
