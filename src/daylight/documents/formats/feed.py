"""RSS and Atom files: one text an entry. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from daylight.documents.formats.html import text_of_fragment
from daylight.documents.formats.raw import RawText
from daylight.errors import InputError


def read_feed(data: bytes, name: str) -> Iterator[RawText]:
    """The entries of a feed, in order, with their title, date and link; the feed's title is their publisher.

    Raises
    ------
    InputError
        When it is no feed, or has no entry with a text.
    """
    import feedparser

    if b"<!ENTITY" in data[:100_000]:
        raise InputError(f"{name}: is a feed that defines its own entities; save it without them")
    feed = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=False)
    publisher = _string(feed.feed.get("title"))
    found = False
    for number, entry in enumerate(feed.entries, 1):
        title, link = _string(entry.get("title")), _string(entry.get("link"))
        body = text_of_fragment(_fullest(entry), name)
        if not body.strip():
            continue
        found = True
        if title and title not in body[:300]:
            body = f"{title}\n\n{body}"
        yield RawText(
            text=body,
            format="feed",
            name=title or link or f"{name} entry {number}",
            title=title,
            published=_published(entry),
            publisher=publisher,
            url=link,
            attributes={"author": entry.author} if _string(entry.get("author")) else {},
        )
    if not found:
        raise InputError(f"{name}: is no feed with texts in it; save the RSS or Atom file again, or its pages as HTML")


def _fullest(entry: Any) -> str:
    """The longest of an entry's contents and summary."""
    texts = [part.get("value", "") for part in entry.get("content", [])] + [entry.get("summary", "")]
    return max(map(str, texts), key=len, default="")


def _published(entry: Any) -> tuple[date, str] | None:
    for key in ("published_parsed", "updated_parsed"):
        moment = entry.get(key)
        if moment:
            try:
                return date(*moment[:3]), "feed entry"
            except ValueError:
                continue
    return None


def _string(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
