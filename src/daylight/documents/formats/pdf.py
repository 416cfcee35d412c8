"""PDF: the text of all pages in order, without the headers and footers that repeat from page to page.

Lines stay as printed; joining them and mending broken words is done by the segments that lie over the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from daylight.documents.formats.raw import RawText, stated_date
from daylight.errors import InputError

MOST_PAGES = 1500
"""Longer files are refused."""
_EDGE_LINES = 2
"""Lines at the top and at the bottom of a page among which headers and footers are looked for."""
_REPEATS = 0.5
"""A line that stands at the edge of this share of the pages, and of two at least, numbers aside, is running."""


def read_pdf(data: bytes, name: str) -> RawText:
    """The text of a PDF with its stated title, author and date.

    Raises
    ------
    InputError
        When the file is broken, locked, too long, or holds pictures of text only.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(f"{name}: is a PDF locked by a password; save an unlocked copy") from error
        raise InputError(f"{name}: is a broken PDF; download or export it again") from error
    try:
        if len(document) > MOST_PAGES:
            raise InputError(f"{name}: has {len(document):,} pages, more than {MOST_PAGES:,}; split it into parts")
        pages = [_page_text(document, number) for number in range(len(document))]
        facts = document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError as error:
        raise InputError(f"{name}: is a broken PDF; download or export it again") from error
    finally:
        document.close()
    text = "\n".join(without_running_lines(pages)).strip()
    if not text:
        raise InputError(f"{name}: is a PDF without text (scanned pages?); run text recognition (OCR) over it first")
    author = {"author": facts["Author"]} if facts.get("Author") else {}
    return RawText(
        text=text + "\n",
        format="pdf",
        title=facts.get("Title"),
        created=stated_date(_iso(facts.get("CreationDate")), "PDF's metadata"),
        attributes={"pages": len(pages), **author},
    )


def _page_text(document: object, number: int) -> str:
    page = document[number]  # type: ignore[index]
    try:
        words = page.get_textpage()
        text: str = words.get_text_bounded()
        words.close()
    finally:
        page.close()
    # pdfium marks a word broken at the end of a line with U+FFFE (or a control character) in place of its hyphen.
    text = re.sub(r"[\ufffe\x02](?=\r?\n)", "-", text)
    return text.replace("\ufffe", "-\n").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def without_running_lines(pages: Sequence[str]) -> list[str]:
    """Pages without the lines that repeat at their edges, numbers aside, and without page numbers there."""
    split = [[line.strip() for line in page.split("\n")] for page in pages]
    seen: Counter[str] = Counter()
    for lines in split:
        seen.update({_shape(lines[place]) for place in _edges(lines)})
    kept = []
    for lines in split:
        running = {
            place
            for place in _edges(lines)
            if re.fullmatch(r"\W*\d{1,4}\W*", lines[place])
            or seen[_shape(lines[place])] >= max(2, _REPEATS * len(pages))
        }
        kept.append("\n".join(line for place, line in enumerate(lines) if place not in running).strip("\n"))
    return kept


def _edges(lines: Sequence[str]) -> list[int]:
    filled = [place for place, line in enumerate(lines) if line]
    return sorted({*filled[:_EDGE_LINES], *filled[-_EDGE_LINES:]})


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.lower())


def _iso(stamp: str | None) -> str | None:
    """A PDF date (D:20260303…) as ISO day."""
    found = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", stamp or "")
    return "-".join(found.groups()) if found else None
