"""Kinds and setters of conditions on a list of own sentences, two thirds for writing rules and a third kept aside."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from reading_of import read_until

from daylight.reading.annotated import Annotated

SENTENCES = Path(__file__).with_name("data") / "condition_kinds.tsv"
LONGER = SENTENCES.with_name("condition_kinds_longer.tsv")


class Share(NamedTuple):
    """How many sentences of a set have their condition found, and how many have its kind and its setter right."""

    sentences: int
    found: int
    kind: int
    actor: int


@lru_cache(maxsize=2)
def share(aside: bool) -> Share:
    return measured([row for number, row in enumerate(rows(SENTENCES)) if (number % 3 == 2) == aside])


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"]


def measured(chosen: list[list[str]]) -> Share:
    found = kinds = actors = 0
    for kind, actor, text in chosen:
        annotated = read_until(text, "mentions", "attributions", "conditions")
        if annotated.conditions:
            condition = annotated.conditions[0]
            found += 1
            kinds += condition.kind == kind
            actors += _stands_for(annotated, condition.actor, actor)
    return Share(len(chosen), found, kinds, actors)


def _stands_for(annotated: Annotated, actor: str | None, label: str) -> bool:
    """Whether an actor is the state of the label, belongs to it, or has it in its name."""
    if actor is None or actor == "author":
        return label == "-"
    known = annotated.actors[actor]
    homes = {actor, (known.country or "").lower(), *(m.actor for m in known.memberships)}
    return label in homes or label in known.name.lower()


def test_kinds_on_the_sentences_that_rules_were_written_on() -> None:
    now = share(aside=False)
    assert now.found >= 64
    assert now.kind >= 62
    assert now.actor >= 55


def test_kinds_on_the_sentences_kept_aside() -> None:
    now = share(aside=True)
    assert now.found >= 30
    assert now.kind >= 29
    assert now.actor >= 26


def test_kinds_on_longer_sentences() -> None:
    now = measured(rows(LONGER))
    assert now.found >= 24
    assert now.kind >= 22
    assert now.actor >= 18
