"""What a format yields: a text with what the file says about it, before segments and dates are laid over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from daylight.records import Value


@dataclass(frozen=True)
class RawText:
    """A text as loaded from a file, and what the file says about it outside of the text."""

    text: str
    format: str
    name: str | None = None
    """Name of the text inside its file; None: the file's own."""
    title: str | None = None
    published: tuple[date, str] | None = None
    """Date and where the file states it ("e-mail header")."""
    created: tuple[date, str] | None = None
    """Date on which the file was made, which a dateline in the text outdoes."""
    publisher: str | None = None
    url: str | None = None
    attributes: dict[str, Value] = field(default_factory=dict)


_LANGUAGES = ["en", "fr", "de", "es", "it", "pt", "nl", "pl", "tr", "ru", "uk", "ar", "fa", "zh", "ja", "ko"]
"""Languages in which a stated date may be written out."""


def stated_date(value: object, where: str) -> tuple[date, str] | None:
    """A date stated by a file, in ISO or e-mail form or written out in full; None where it is no full date."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        return date.fromisoformat(value.strip()[:10]), where
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(value).date(), where
    except (ValueError, TypeError, OverflowError, IndexError):
        pass
    import dateparser  # slow to import, and rarely needed

    settings = {"REQUIRE_PARTS": ["day", "month", "year"]}
    found = dateparser.parse(value[:60], languages=_LANGUAGES, settings=settings)
    return (found.date(), where) if found else None


def mended(name: str | None) -> str | None:
    """A title or name stated by a file, with the letters mended that a wrong encoding has spoilt; None if empty."""
    if not name or not name.strip():
        return None
    if not name.isascii():
        import ftfy

        name = ftfy.fix_text(name)
    return " ".join(name.encode("utf-8", "replace").decode("utf-8").split())


def day_of(moment: object, where: str) -> tuple[date, str] | None:
    """A date that a library has read from a file."""
    if not isinstance(moment, date):
        return None
    return (moment.date() if isinstance(moment, datetime) else moment), where
