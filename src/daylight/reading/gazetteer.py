"""Known names in a text: states, their demonyms and seats, organisations and media, and the actors that a user adds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from daylight.knowledge.countries import countries
from daylight.knowledge.organisations import organisations
from daylight.knowledge.tables import rows
from daylight.records import Actor, ActorKind, Membership, MentionForm

WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+|[^\w\s]")
"""A word of a name as it is compared: "U.S." is one, "al-Assad" and "Sana'a" are three."""


@dataclass(frozen=True)
class Entry:
    """A name of a known actor and how it names it."""

    actor: str
    form: MentionForm


@dataclass(frozen=True)
class Word:
    """A word of the text: `norm` as it is compared, character range in the parsed text, token index."""

    text: str
    norm: str
    start: int
    end: int
    token: int


@dataclass(frozen=True)
class Match:
    """Words `first` to `last` (exclusive) are a known name."""

    first: int
    last: int
    entry: Entry


Names = dict[str, list[tuple[tuple[str, ...], Entry]]]


@lru_cache(maxsize=16384)
def norm(text: str) -> str:
    """A word as names are compared: without diacritics, with straight apostrophes and hyphens."""
    if text.isascii():
        return text
    text = text.replace("’", "'").replace("‘", "'").replace("‐", "-").replace("‑", "-")
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).replace("ı", "i")
    return plain or text


def slug(name: str) -> str:
    """Actor id of a name: lower case, without diacritics, words joined by hyphens."""
    plain = re.sub(r"['.]", "", norm(name).lower())
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-") or "unnamed"


def matches(words: Sequence[Word], extra: Names | None = None) -> list[Match]:
    """The known names among the words, the longest at each place, not overlapping; `extra` ones win."""
    tables = [extra, known_names()] if extra else [known_names()]
    found: list[Match] = []
    place = 0
    while place < len(words):
        match = None
        for table in tables:
            for rest, entry in table.get(words[place].norm, ()):
                last = place + 1 + len(rest)
                if match is not None and last <= match.last:
                    break
                if last <= len(words) and all(words[place + 1 + i].norm == part for i, part in enumerate(rest)):
                    match = Match(place, last, entry)
                    break
        if match:
            found.append(match)
            place = match.last
        else:
            place += 1
    return found


def index_names(entries: Iterable[tuple[str, Entry]]) -> Names:
    """Names by their first word, the longest first; the last of equal names wins."""
    unique: dict[tuple[str, ...], Entry] = {}
    for name, entry in entries:
        parts = tuple(WORD.findall(norm(name)))
        if len(parts) > 1 and parts[0] == "the":
            parts = parts[1:]
        if len(parts) > 1 and parts[0] == "The":
            unique["the", *parts[1:]] = entry
        if parts:
            unique[parts] = entry
    table: Names = {}
    for parts, entry in unique.items():
        table.setdefault(parts[0], []).append((parts[1:], entry))
    for rests in table.values():
        rests.sort(key=lambda pair: -len(pair[0]))
    return table


PLACE = Entry("", "name")
"""A name that names no actor, though a state's name is in it."""


@lru_cache(maxsize=1)
def known_names() -> Names:
    """All names of the knowledge tables."""
    entries: list[tuple[str, Entry]] = [(place, PLACE) for (place,) in rows("places")]
    for state in countries().values():
        entries += [(name, Entry(state.id, "demonym")) for name in state.demonyms]
        entries += [(name, Entry(state.id, "metonym")) for name in state.seats]
    for body in organisations():
        entries += [(name, Entry(slug(body.name), "name")) for name in (body.name, *body.names)]
    entries += [(seat, Entry(slug(body), "metonym")) for seat, body in rows("seats")]
    for state in countries().values():
        entries += [(name, Entry(state.id, "name")) for name in (state.name, *state.names)]
    return index_names(entries)


@lru_cache(maxsize=1)
def known_actors() -> dict[str, Actor]:
    """The actors of the knowledge tables by id."""
    found: dict[str, Actor] = {}
    for state in countries().values():
        found[state.id] = Actor(
            id=state.id,
            name=state.name,
            kind="state",
            country=state.code,
            sectors=("GOV", "PRE") if state.partial else ("GOV",),
        )
    codes = {state.code: state.id for state in countries().values() if not state.partial}
    for body in organisations():
        kind: ActorKind = body.kind
        member = (
            codes.get(body.country or "") if kind == "organisation" and set(body.sectors) & _STATE_SECTORS else None
        )
        found[slug(body.name)] = Actor(
            id=slug(body.name),
            name=body.name,
            kind=kind,
            country=body.country,
            sectors=body.sectors,
            memberships=(Membership(actor=member),) if member else (),
        )
    return found


_STATE_SECTORS = {"GOV", "MIL", "SPY", "COP", "LEG", "JUD"}
