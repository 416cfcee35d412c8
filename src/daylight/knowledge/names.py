"""Words that make up names: given names with their gender, particles, and capitalised words that name no actor."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Literal

import yaml


@lru_cache(maxsize=1)
def name_words() -> dict[str, frozenset[str]]:
    """Word lists in lower case: given names (male, female), family names, particles, modifiers, titles and others."""
    text = files("daylight.knowledge").joinpath("names.yaml").read_text(encoding="utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    lists = {key: frozenset(value.lower().split()) for key, value in table.items() if key != "source"}
    return {**lists, "given": lists["male"] | lists["female"]}


def gender_of(given_name: str) -> Literal["male", "female"] | None:
    """The gender that a given name is mostly borne by; None: unknown or both."""
    word = given_name.lower()
    male, female = word in name_words()["male"], word in name_words()["female"]
    if male == female:
        return None
    return "male" if male else "female"


def gender_of_title(title: str) -> Literal["male", "female"] | None:
    """The gender that a title tells by its last word; None: none."""
    word = title.lower().rstrip(".").split()[-1]
    if word in name_words()["female_titles"]:
        return "female"
    return "male" if word in name_words()["male_titles"] else None
