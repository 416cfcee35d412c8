"""Word documents (DOCX): headings, lists and paragraphs as text, with links in brackets after their words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from daylight.documents.formats.raw import RawText, day_of
from daylight.errors import InputError

LARGEST_UNPACKED = 100 * 2**20
"""Bytes that a file may unpack to."""
HIGHEST_RATIO = 200
"""A part packed more tightly than this, and not small, is a bomb and no text."""


def read_docx(data: bytes, name: str) -> RawText:
    """The text of a DOCX with its stated title, author and date.

    Raises
    ------
    InputError
        When the file is broken, or unpacks to far more than it holds.
    """
    _refuse_bomb(data, name)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(_paragraphs(document))
        facts = document.core_properties
        title, author, created = facts.title, facts.author, facts.created
    except Exception as error:  # python-docx raises many unrelated kinds for broken files
        raise InputError(f"{name}: is a broken DOCX; open it in Word and save it again") from error
    # python-docx and other writers leave the date of their template, 2013-12-23.
    stated = day_of(created, "document's properties") if created and created.year > 2013 else None
    return RawText(
        text=text + "\n" if text.strip() else "",
        format="docx",
        title=title or None,
        created=stated,
        attributes={"author": author} if author and author != "python-docx" else {},
    )


def _refuse_bomb(data: bytes, name: str) -> None:
    """Look at the sizes that the archive declares before anything is unpacked, and test that they are true."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > 5000:
                raise InputError(
                    f"{name}: unpacks to more than {LARGEST_UNPACKED // 2**20} MB (a zip bomb?); not opened"
                )
            for part in parts:
                if part.file_size > 2**20 and part.file_size > HIGHEST_RATIO * max(1, part.compress_size):
                    raise InputError(f"{name}: is packed more tightly than any text (a zip bomb?); not opened")
    except zipfile.BadZipFile as error:
        raise InputError(f"{name}: is a broken DOCX; open it in Word and save it again") from error


def _paragraphs(document: Any) -> Iterator[str]:
    """Body paragraphs and table cells in order, headings and list items marked."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells if cell.text.strip())
                if cells:
                    yield "| " + " | ".join(" ".join(cell.split()) for cell in cells) + " |"
            continue
        text = _with_links(block)
        if not text:
            continue
        style = (block.style.name or "") if block.style is not None else ""
        listed = block._p.pPr is not None and block._p.pPr.numPr is not None
        if style == "Title" or style.startswith("Heading"):
            yield f"# {text}"
        elif style.startswith("List") or listed:
            yield f"* {text}"
        elif "Quote" in style:
            yield f"> {text}"
        else:
            yield text


def _with_links(paragraph: Any) -> str:
    pieces = []
    for part in paragraph.iter_inner_content():
        pieces.append(part.text)
        address = getattr(part, "url", "") or ""
        if address.startswith(("http://", "https://")):
            pieces.append(f" ({address})")
    return "\n".join(" ".join(line.split()) for line in "".join(pieces).split("\n")).strip()
