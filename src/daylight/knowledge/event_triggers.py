"""Words that tell of events: verbs, verbs with certain objects, and nouns, with PLOVER types and modes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from daylight.knowledge.tables import listed, rows


@dataclass(frozen=True)
class Sense:
    """What a word tells of; with `objects`, only where one of them stands with the verb."""

    type: str
    mode: str | None
    objects: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Lexicon:
    """Senses by lemma; those with objects before those without, in the order of the table."""

    verbs: dict[str, tuple[Sense, ...]]
    nouns: dict[str, Sense]


def _members(entry: str, classes: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The words of a class, or the entry itself; "^" behind either marks the subject in place of the object."""
    name, mark = entry.rstrip("^"), "^" if entry.endswith("^") else ""
    return tuple(word + mark for word in classes.get(name, (name,)))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The whole table."""
    classes: dict[str, tuple[str, ...]] = {}
    verbs: defaultdict[str, list[Sense]] = defaultdict(list)
    nouns: dict[str, Sense] = {}
    table = rows("event_triggers")
    for kind, name, _, words, _ in table:
        if kind == "class":
            classes[f"@{name}"] = listed(words)
    for kind, type_, mode, words, objects in table:
        if kind == "verb":
            wanted = frozenset(o for entry in listed(objects) for o in _members(entry, classes))
            for word in listed(words):
                verbs[word].append(Sense(type_, mode or None, wanted))
        elif kind == "noun":
            for word in listed(words):
                nouns.setdefault(word, Sense(type_, mode or None))
    return Lexicon({word: tuple(sorted(senses, key=lambda s: not s.objects)) for word, senses in verbs.items()}, nouns)
