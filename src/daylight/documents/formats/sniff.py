"""What a file is, by its content; the name decides only between formats that look alike."""

from __future__ import annotations

import json
import re
from typing import Literal

from daylight.errors import InputError

Format = Literal["text", "markdown", "html", "pdf", "docx", "email", "mbox", "feed", "jsonl"]

_HEADER = re.compile(
    rb"(?:From|To|Cc|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|Content-Type|Reply-To"
    rb"|List-[A-Za-z-]+|X-[A-Za-z0-9-]+|DKIM-Signature|Authentication-Results|ARC-[A-Za-z-]+|Sender|In-Reply-To"
    rb"|References|Importance|Thread-[A-Za-z]+)[ \t]*:",
    re.IGNORECASE,
)
_SURE_HEADER = re.compile(
    rb"^(?:Date|MIME-Version|Message-ID|Received|Return-Path)[ \t]*:", re.IGNORECASE | re.MULTILINE
)
_MBOX = re.compile(rb"From \S+.{0,80}\d{4}.{0,20}\r?\n[A-Za-z-]+:")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ELEMENTS = re.compile(rb"<(?:p|div|article|h[1-6]|span|table|section|main|title|meta)\b[^>]*>", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as DOCX"),
    (b"{\\rtf", "a rich text (RTF) file", "save it as DOCX or plain text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\x89PNG", "a picture", "give its text"),
    (b"\xff\xd8\xff", "a picture", "give its text"),
    (b"GIF8", "a picture", "give its text"),
    (b"SQLite format 3", "a database", "open it as a desk, or export its texts as JSONL"),
    (b"\x7fELF", "a program", "give a text"),
    (b"MZ\x90\x00", "a program", "give a text"),
)


def sniff(data: bytes, suffix: str, name: str) -> Format:
    """Format of a file's content.

    Parameters
    ----------
    data : bytes
        Its content.
    suffix : str
        Of its name, lower-case with the dot; may be empty.
    name : str
        For the error line.

    Raises
    ------
    InputError
        When it is of a kind that Daylight does not read.
    """
    head = data[:4096]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        if b"word/" in data:
            return "docx"
        raise InputError(f"{name}: is a ZIP archive and no DOCX; unpack it, or save the text as DOCX")
    for mark, what, remedy in _FOREIGN:
        if head.startswith(mark):
            raise InputError(f"{name}: is {what}; {remedy}")
    if _FEED.search(head) and start.startswith(b"<") and not _PAGE.search(head[: _FEED.search(head).start()]):  # type: ignore[union-attr]
        return "feed"
    if start.startswith(b"<") and _PAGE.search(head):
        return "html"
    if suffix in (".html", ".htm", ".xhtml") and _ELEMENTS.search(data[:100_000]):
        return "html"
    if start.startswith(b"<") and len(_ELEMENTS.findall(head)) >= 3:
        return "html"
    if _MBOX.match(head):
        return "mbox"
    if _is_email(start):
        return "email"
    if start.startswith(b"{") and (suffix in (".jsonl", ".ndjson") or _is_jsonl(data)):
        return "jsonl"
    return "markdown" if suffix in (".md", ".markdown") else "text"


def _is_email(head: bytes) -> bool:
    """At least two header lines on top, one of them such as nobody writes by hand above a text."""
    top = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    lines = [line for line in top.splitlines() if line and line[:1] not in b" \t"]
    if not lines or not all(re.match(rb"[A-Za-z][A-Za-z0-9-]*[ \t]*:", line) for line in lines[:4]):
        return False
    known = sum(bool(_HEADER.match(line)) for line in lines)
    return known >= 2 and bool(_SURE_HEADER.search(top))


def _is_jsonl(data: bytes) -> bool:
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    try:
        record = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and isinstance(record.get("text"), str)
