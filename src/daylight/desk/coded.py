"""Coded variables of other tools made into holder, issue and stance; the variables themselves are kept under their
names."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from daylight.records import Stance, Value

ACTOR_NAMES = (
    "organization",
    "organisation",
    "actor",
    "speaker",
    "person",
    "holder",
    "party",
    "group",
    "country",
    "source",
)
ISSUE_NAMES = ("concept", "issue", "claim", "topic", "category", "frame", "policy", "theme", "belief")
QUALIFIER_NAMES = ("agreement", "sign", "stance", "polarity", "position", "support", "qualifier", "value")
UNNAMED = "unnamed"


@dataclass(frozen=True)
class Roles:
    """Which variables stand for the holder, the issue and the stance of a statement; None: none does."""

    actor: str | None = None
    issue: str | None = None
    qualifier: str | None = None
    group: str | None = None
    """Variable that names what the actor belongs to."""


def roles(texts: Iterable[str], numbers: Iterable[str], given: Roles | None = None) -> Roles:
    """Roles of variables, from what the user gave, else from names in common use, else from their order.

    Parameters
    ----------
    texts, numbers : iterable of str
        Names of the short-text variables and of the boolean or number variables.
    given : Roles, optional
        What the user says; it goes first where such a variable exists.
    """
    texts, numbers, given = list(texts), list(numbers), given or Roles()
    actor = _pick(given.actor, texts, ACTOR_NAMES)
    others = [name for name in texts if name != actor]
    issue = _pick(given.issue, others, ISSUE_NAMES, last=True)
    rest = [name for name in others if name != issue]
    group = given.group if given.group in rest else None
    return Roles(actor, issue, _pick(given.qualifier, numbers, QUALIFIER_NAMES), group)


def _pick(given: str | None, names: list[str], usual: tuple[str, ...], last: bool = False) -> str | None:
    if given in names:
        return given
    plain = {name.casefold(): name for name in reversed(names)}
    for name in usual:
        if name in plain:
            return plain[name]
    return (names[-1] if last else names[0]) if names else None


def stance(value: Value | None, low: float = -1.0, high: float = 1.0) -> Stance:
    """Stance that a qualifier value stands for: above the middle of the values in use supports, below opposes."""
    if value is None or isinstance(value, str):
        return "neutral"
    if isinstance(value, bool):
        return "support" if value else "oppose"
    middle = 0.0 if low < 0 else (low + high) / 2
    if value == middle:
        return "mixed" if low < high else "support"
    return "support" if value > middle else "oppose"


def slugs(names: Iterable[str]) -> dict[str, str]:
    """Ids of names: lower-case words joined by hyphens, in any script; names that would share one are told apart."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(set(names)):
        plain = unicodedata.normalize("NFKD", name).casefold()
        slug = re.sub(r"[^\w]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-_")
        if not slug or slug in taken:
            slug = f"{slug or 'name'}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"
        taken.add(slug)
        found[name] = slug
    return found
