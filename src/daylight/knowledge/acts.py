"""Acts: what a statement does, by the kind of its cue and the form of its content."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from daylight.records import Act


@dataclass(frozen=True)
class Acts:
    """The tables of acts.yaml; the word lists hold lemmas, lower case."""

    kinds: dict[str, str]
    plain: dict[str, Act]
    lemmas: dict[str, Act]
    deontic: frozenset[str]
    obligation: frozenset[str]
    future: frozenset[str]
    ready: frozenset[str]
    harm: frozenset[str]
    light_verbs: frozenset[str]
    harm_nouns: frozenset[str]
    ill: frozenset[str]
    hope: frozenset[str]
    refusal: frozenset[str]
    assent: frozenset[str]
    blame: frozenset[str]
    owed: frozenset[str]
    glowing: frozenset[str]
    stands: frozenset[str]
    spurning: frozenset[str]
    deeds: frozenset[str]
    faithless: frozenset[str]
    causing: frozenset[str]
    bearing: frozenset[str]
    reprisal: frozenset[str]
    branding: frozenset[str]
    presenting: frozenset[str]
    belittling: frozenset[str]
    charges: frozenset[str]
    upholding: frozenset[str]
    forces: frozenset[str]
    minding: frozenset[str]
    void: frozenset[str]
    planning: frozenset[str]
    own_bodies: frozenset[str]
    light: frozenset[str]
    sincerity: frozenset[str]
    commend: frozenset[str]


@lru_cache(maxsize=1)
def acts() -> Acts:
    """The table, loaded once."""
    text = files("daylight.knowledge").joinpath("acts.yaml").read_text(encoding="utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    table.pop("source")
    read: dict[str, Any] = {n: frozenset(value) if isinstance(value, list) else value for n, value in table.items()}
    return Acts(**read)
