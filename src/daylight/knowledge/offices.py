"""Offices and callings: the titles that stand with a name, and the PLOVER sectors of who bears them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from daylight.knowledge.tables import listed, rows


@dataclass(frozen=True)
class Office:
    """A kind of office ("foreign minister") with its sectors."""

    name: str
    sectors: tuple[str, ...]


@lru_cache(maxsize=1)
def titles() -> dict[str, Office]:
    """Offices by title, lower case; every title also stands without its hyphens."""
    table: dict[str, Office] = {}
    for name, entries, sectors in rows("offices"):
        office = Office(name, listed(sectors))
        for title in listed(entries):
            for form in (title.lower(), title.lower().replace("-", " ")):
                table.setdefault(form, office)
    return table


def office_of(title: str) -> Office | None:
    """The office that a title names by its longest known ending ("former Deputy Foreign Minister"); None: no title."""
    words = title.lower().replace("-", " ").split()
    for first in range(len(words)):
        if found := titles().get(" ".join(words[first:])):
            return found
    return None
