"""Plain text and Markdown: bytes to exactly the text that ``open(file, encoding=…).read()`` gives."""

from __future__ import annotations

import codecs
import re

from daylight.documents.formats.raw import RawText, stated_date
from daylight.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}) + b"\x7f"
_FRONT_MATTER = re.compile(r"\ufeff?---\n(?P<fields>(?:[^\n]*\n){1,60}?)---\n")
_FIELD = re.compile(r"^(?P<key>title|date|published|author|publisher|source|url)\s*:\s*(?P<value>.+?)\s*$", re.I | re.M)

BINARY_SHARE = 0.02
"""More control characters than this share of the first part of a file make it binary."""


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Text of bytes and the encoding it was read in, line ends made ``\\n``.

    A byte order mark decides; else UTF-16 shows itself by its zero bytes; else UTF-8 where it fits (or all but a few
    bytes fit); else Windows-1252.

    Raises
    ------
    InputError
        When the bytes are no text.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _wide(data)
    if encoding is None:
        _refuse_binary(data, name)
        encoding = _narrow(data)
    text = data.decode(encoding, errors="replace")
    if encoding.startswith("utf-16") and text.count("\ufffd") > len(text) * BINARY_SHARE:
        raise InputError(f"{name}: is binary data, not text; save it as text, HTML, PDF or DOCX")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of mostly Latin text is zero."""
    head = data[:4000]
    if len(head) < 8:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.4 * len(head) and not even:
        return "utf-16-le"
    if even > 0.4 * len(head) and not odd:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes, name: str) -> None:
    head = data[:100_000]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > max(8, BINARY_SHARE * len(head)):
        raise InputError(f"{name}: is binary data, not text; save it as text, HTML, PDF or DOCX")


def _narrow(data: bytes) -> str:
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    wrong = data.decode("utf-8", errors="replace").count("\ufffd")
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if wrong * 20 <= high:  # a UTF-8 file with a few broken bytes
        return "utf-8"
    try:
        data.decode("cp1252")
        return "cp1252"
    except UnicodeDecodeError:
        return "latin-1"


def read_plain(data: bytes, name: str, format: str) -> RawText:
    """The text of a plain text or Markdown file, with the metadata that Markdown front matter states."""
    text, encoding = decode(data, name)
    fields: dict[str, str] = {}
    if found := _FRONT_MATTER.match(text):
        fields = {m["key"].lower(): m["value"].strip("\"'") for m in _FIELD.finditer(found["fields"])}
        format = "markdown"
    author = {"author": fields["author"]} if "author" in fields else {}
    return RawText(
        text=text,
        format=format,
        title=fields.get("title"),
        published=stated_date(fields.get("published") or fields.get("date"), "front matter"),
        publisher=fields.get("publisher") or fields.get("source"),
        url=fields.get("url"),
        attributes={"encoding": encoding, **author},
    )
