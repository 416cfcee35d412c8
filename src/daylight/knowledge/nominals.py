"""Nouns by which actors are taken up again, with the kinds of actor that they can stand for."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml


@lru_cache(maxsize=2)
def kinds_of(number: str) -> dict[str, frozenset[str]]:
    """Kinds of actor by noun, for "singular" or "plural" nouns; "any" stands for all kinds."""
    text = files("daylight.knowledge").joinpath("nominals.yaml").read_text(encoding="utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found: dict[str, frozenset[str]] = {}
    for kinds, nouns in table[number].items():
        for noun in nouns:
            found[noun] = found.get(noun, frozenset()) | frozenset(kinds.split())
    return found
