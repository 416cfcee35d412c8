"""Files to documents: what a file is, what texts it holds, and what lies over each text.

The content of a file decides how it is read, not its name. Nothing is fetched and nothing in a file is run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from daylight.documents.citations import (
    byline,
    find_citations,
    publisher_from_copyright,
    publisher_from_dateline,
    publisher_from_links,
)
from daylight.documents.formats.raw import RawText, mended
from daylight.documents.formats.sniff import sniff
from daylight.documents.language import language_of
from daylight.documents.publication import publication
from daylight.documents.segments import readable_text, reading_text, segment_text
from daylight.errors import InputError
from daylight.records import Citation, Document, Segment, Value, document_id

SUFFIXES = {
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".eml", ".mbox", ".rss", ".atom",
    ".xml", ".jsonl", ".ndjson",
}  # fmt: skip
"""Names that are taken from a folder; a file named by itself may have any name."""
LARGEST_FILE = 32 * 2**20
"""Bytes of a file that holds one text."""
LARGEST_COLLECTION = 2**30
"""Bytes of a JSONL or MBOX file, which is read text by text."""
LARGEST_TEXT = 500_000
"""Characters of one text: about 170 pages, which take minutes to read."""
LONGEST_LINE = 200_000
"""Characters of one line: prose has line ends, data may not."""


def load(path: str | Path, published: date | None = None) -> Iterator[Document]:
    """Documents of one file.

    Parameters
    ----------
    path : str or Path
        A file of any format of docs/documents.md, or "-" for standard input.
    published : date, optional
        Publication date; it wins over what the file says.

    Yields
    ------
    Document
        One for most formats; many for MBOX, RSS, Atom and JSONL.

    Raises
    ------
    InputError
        One line that names the file, what is wrong with it and what to do. Documents yielded before it stand.
    """
    name = "standard input" if str(path) == "-" else Path(path).name
    shown = name if str(path) == "-" else str(path)
    empty = True
    for raw in _texts(path, shown):
        if not raw.text.strip():
            continue
        empty = False
        _refuse_endless(raw.text, shown)
        yield document_of(raw, raw.name or name, published)
    if empty:
        raise InputError(f"{shown}: is empty; give a file with text")


def find_files(paths: Iterable[str | Path]) -> tuple[list[str], list[str]]:
    """Files under paths, sorted and each once, so that the order in which paths are given does not matter.

    Returns
    -------
    list of str
        Files as named, those in folders (read through, hidden ones left out) where their suffix is known; "-" last.
    list of str
        One line for each path that is missing, or a folder without any document.
    """
    found: dict[str, str] = {}
    missing: list[str] = []
    standard_input = False
    for given in map(str, paths):
        if given == "-":
            standard_input = True
        elif os.path.isdir(given):
            inside = list(_in_folder(given))
            for file in inside:
                found.setdefault(os.path.realpath(file), file)
            if not inside:
                missing.append(f"{given}: the folder holds no document; known are {', '.join(sorted(SUFFIXES))}")
        elif os.path.lexists(given):
            found.setdefault(os.path.realpath(given), given)
        else:
            missing.append(f"{given}: there is no such file or folder; check the name")
    return sorted(found.values()) + ["-"] * standard_input, missing


def document_of(raw: RawText, name: str, published: date | None = None) -> Document:
    """A document with segments, citations, dates and publisher laid over the text that a format yielded."""
    text = raw.text.encode("utf-8", "replace").decode("utf-8") if not raw.text.isascii() else raw.text
    segments = segment_text(text)
    citations = find_citations(text)
    when = publication(text, segments, citations, published, raw.published, raw.created, name)
    readable = readable_text(text, segments)
    attributes: dict[str, Value] = dict(raw.attributes)
    if writer := byline(text)[0]:
        attributes.setdefault("author", writer)
    if not readable:
        attributes["unread"] = "no readable text, only headings or boilerplate"
    return Document(
        id=document_id(text),
        name=name,
        text=text,
        format=raw.format,
        title=mended(raw.title) or _title(text, segments),
        language=language_of(readable or text),
        published=when.day,
        published_interval=when.interval,
        published_reason=when.reason,
        publisher=mended(raw.publisher) or _publisher(text, segments, citations),
        url=raw.url,
        citations=citations,
        segments=segments,
        attributes=attributes,
    )


def _refuse_endless(text: str, shown: str) -> None:
    """Refuse what would take hours to read."""
    if len(text) > LARGEST_TEXT:
        much = f"{len(text):,} characters, more than {LARGEST_TEXT:,}"
        raise InputError(f"{shown}: holds a text of {much}; split it into parts")
    longest = max(map(len, text.split("\n")))
    if longest > LONGEST_LINE:
        raise InputError(
            f"{shown}: has a line of {longest:,} characters, more than {LONGEST_LINE:,}; break it into paragraphs"
        )


def _publisher(text: str, segments: Iterable[Segment], citations: Sequence[Citation]) -> str | None:
    datelines = (text[segment.start : segment.end] for segment in segments if segment.kind == "dateline")
    named = (publisher_from_dateline(line) for line in datelines)
    named_first = next(filter(None, named), None) or byline(text)[1]
    return named_first or publisher_from_links(text, citations) or publisher_from_copyright(text)


def _title(text: str, segments: Iterable[Segment]) -> str | None:
    for segment in segments:
        if segment.kind == "title":
            return reading_text(text, segment)[0].strip() or None
    return None


def _in_folder(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and os.path.splitext(name)[1].lower() in SUFFIXES:
                yield os.path.join(place, name)


def _texts(path: str | Path, shown: str) -> Iterator[RawText]:
    """The texts of a file, by the format that its content shows."""
    data = _bytes(path, shown)
    if not data.strip():
        raise InputError(f"{shown}: is empty; give a file with text")
    format = sniff(data, Path(path).suffix.lower(), shown)
    if format not in ("jsonl", "mbox") and len(data) > LARGEST_FILE:
        raise InputError(_too_large(shown, len(data), LARGEST_FILE))
    match format:
        case "html":
            from daylight.documents.formats.html import read_html

            yield read_html(data, shown)
        case "pdf":
            from daylight.documents.formats.pdf import read_pdf

            yield read_pdf(data, shown)
        case "docx":
            from daylight.documents.formats.docx import read_docx

            yield read_docx(data, shown)
        case "email" | "mbox":
            from daylight.documents.formats.mail import read_email, read_mbox

            yield from read_mbox(data, shown) if format == "mbox" else [read_email(data, shown)]
        case "feed":
            from daylight.documents.formats.feed import read_feed

            yield from read_feed(data, shown)
        case "jsonl":
            from daylight.documents.formats.jsonl import read_jsonl

            yield from read_jsonl(data, shown)
        case _:
            from daylight.documents.formats.plain import read_plain

            yield read_plain(data, shown, format)


def _bytes(path: str | Path, shown: str) -> bytes:
    if str(path) == "-":
        data = sys.stdin.buffer.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise InputError(_too_large(shown, None, LARGEST_FILE))
        return data
    path = Path(path)
    try:
        if path.is_dir():
            raise InputError(f"{shown}: is a folder; give its files, or the folder to `daylight read`")
        if path.exists() and not path.is_file():
            raise InputError(f"{shown}: is no ordinary file; give a file or - for standard input")
        collection = path.suffix.lower() in (".jsonl", ".ndjson", ".mbox")
        limit = LARGEST_COLLECTION if collection else LARGEST_FILE
        size = path.stat().st_size
        if size > limit:
            raise InputError(_too_large(shown, size, limit))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{shown}: there is no such file; check the name") from error
    except PermissionError as error:
        raise InputError(f"{shown}: may not be read; ask for permission or copy it") from error
    except (OSError, ValueError) as error:
        raise InputError(
            f"{shown}: cannot be read ({getattr(error, 'strerror', None) or error}); copy it again"
        ) from error


def _too_large(shown: str, size: int | None, limit: int) -> str:
    is_size = f"is {size / 2**20:.0f} MB" if size else "is"
    return f"{shown}: {is_size}, larger than the limit of {limit // 2**20} MB; split it into parts"
