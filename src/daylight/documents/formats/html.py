"""Saved web pages: the article taken out of the page, as Markdown-like text that keeps its links."""

from __future__ import annotations

import logging
import re
from typing import Any

from daylight.documents.formats.plain import decode
from daylight.documents.formats.raw import RawText, stated_date
from daylight.errors import InputError

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
LARGEST_PAGE = 4 * 2**20
"""Characters of markup, scripts and styles aside, that a page may have: about 30 times a long article."""
_DEEPEST = 500
"""Pages nested deeper than this are refused: no article is, and they exhaust parsers."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_OPTIONAL = frozenset(["p", "li", "td", "tr", "th", "dt", "dd", "option", "thead", "tbody", "tfoot", "colgroup"])


def read_html(data: bytes, name: str) -> RawText:
    """The article of a saved page with title, date, author and site as its metadata state them.

    Nothing on the page is run or fetched.

    Raises
    ------
    InputError
        When there is no article and no text, or the page is nested too deep.
    """
    page = _decoded(data, name)
    text, metadata = article_of(page, name)
    if not text:
        raise InputError(f"{name}: holds no text; save the page again when it has loaded, or save it as text")
    facts = {key: getattr(metadata, key, None) for key in ("title", "date", "author", "sitename", "url")}
    author = {"author": str(facts["author"])} if facts["author"] else {}
    return RawText(
        text=text,
        format="html",
        title=facts["title"],
        published=stated_date(facts["date"], "page's metadata"),
        publisher=facts["sitename"],
        url=facts["url"],
        attributes={**author},
    )


def article_of(page: str, name: str) -> tuple[str, Any]:
    """Text of the article of a page, empty where there is none, and the page's metadata."""
    import trafilatura
    from trafilatura.metadata import extract_metadata

    _refuse_hostile(page, name)
    page = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", page)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    tree = trafilatura.load_html(page)
    if tree is None:
        return "", None
    metadata = extract_metadata(tree, date_config={"extensive_search": False, "original_date": True})
    text = trafilatura.extract(
        page, output_format="markdown", include_links=True, include_comments=False, include_tables=False,
        include_formatting=True, deduplicate=False, favor_recall=True, with_metadata=False,
    )  # fmt: skip
    if not text:
        text = _all_text(page)
    return _tidy(text, getattr(metadata, "title", None)), metadata


def text_of_fragment(fragment: str, name: str) -> str:
    """Text of a piece of HTML (a feed entry, an e-mail body), all of it, links kept."""
    _refuse_hostile(fragment, name)
    return _tidy(_all_text(fragment), None)


def _decoded(data: bytes, name: str) -> str:
    found = _CHARSET.search(data[:4000])
    if found and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(found[1].decode("ascii")).replace("\r\n", "\n")
        except (LookupError, UnicodeDecodeError):
            pass  # it lies about its encoding
    return decode(data, name)[0]


def _refuse_hostile(page: str, name: str) -> None:
    """Refuse pages that no site serves and that would keep a parser busy for minutes: huge or nested without end."""
    size = len(page) - _script_length(page)
    if size > LARGEST_PAGE:
        raise InputError(f"{name}: is a page of {size / 2**20:.0f} MB of markup; save the article alone")
    depth = 0
    for match in _TAG.finditer(page):
        closing, tag, empty = match[1], match[2].lower(), match[3]
        if tag in _VOID or tag in _OPTIONAL or empty:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > _DEEPEST:
            raise InputError(f"{name}: is HTML nested more than {_DEEPEST} deep; save the article alone")


def _script_length(page: str) -> int:
    """Characters inside scripts and styles; an element that is not closed ends the search."""
    lower, length = page.lower(), 0
    for tag in ("script", "style"):
        start = lower.find(f"<{tag}")
        while start >= 0:
            end = lower.find(f"</{tag}", start)
            if end < 0:
                break
            length += end - start
            start = lower.find(f"<{tag}", end)
    return length


_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td",
    "th", "tr", "ul",
}  # fmt: skip
_MARKS = {**{f"h{level}": "# " for level in range(1, 7)}, "li": "* ", "blockquote": "> "}
_UNREAD = frozenset(
    ["script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "form", "button"]
)


def _all_text(page: str) -> str:
    """All text of a page in order, a blank line around blocks, headings and list items marked, links in brackets."""
    from lxml import html

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(page, parser=parser)
    except Exception:  # lxml raises several unrelated kinds for what is no HTML
        return ""
    pieces: list[str] = []
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            if tag == "a" and str(element.get("href", "")).startswith(("http://", "https://")):
                pieces.append(f" ({element.get('href').strip()})")
            if tag in _BLOCKS:
                pieces.append("\n\n")
            pieces.append(_inline(element.tail))
            continue
        if tag in _UNREAD:
            pieces.append(_inline(element.tail))
            continue
        if tag in _BLOCKS:
            pieces.append("\n\n")
        if tag == "br":
            pieces.append("\n")
        mark = _MARKS.get(tag, "")
        pieces.append(mark + _inline(element.text))
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    return "".join(pieces)


def _inline(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _tidy(text: str, title: str | None) -> str:
    """Single blank lines, no trailing white space, the title on top where the text does not start with it."""
    text = re.sub(r"[^\S\n]+\n", "\n", text.replace("\u00a0", " "))
    text = re.sub(r"\n[^\S\n]+(?=\S)", "\n", text)
    text = re.sub(r"(?m)^((?:[*>#-] ?)+)\n+(?=\S)", r"\1", text)
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    text = text.encode("utf-8", "replace").decode("utf-8")
    if text and title and title.strip() and " ".join(title.split()) not in " ".join(text[:600].split()):
        text = f"# {' '.join(title.split())}\n\n{text}"
    return text + "\n" if text else ""
