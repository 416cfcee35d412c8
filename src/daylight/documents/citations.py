"""Links of a text as the sources that it cites, with the dates their addresses carry, and who issued the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from daylight.documents.date_grammar import MONTHS, month_number
from daylight.records import Citation

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”\[\]{}|\\^`]+")
_ISSUER = re.compile(
    r"\b(?:Desk|Institute?|Cent(?:er|re)|Brief(?:ing)?s?|Review|News|Times|Post|Forum|Council|Group|Network|Monitor"
    r"|Journal|Foundation|Press|Agency|Reports?|Watch|Initiative|Observatory|Program(?:me)?|Project|Weekly|Daily"
    r"|Bulletin|Herald|Tribune|Gazette|Ministry|Office|University|Association|Society)\b"
)
_NAMES = "|".join([*MONTHS, *(name[:3] for name in MONTHS), "sept"])
_DATES = (
    re.compile(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[/_.-](?P<m>0?[1-9]|1[0-2])[/_.-](?P<day>0[1-9]|[12]\d|3[01]|[1-9])(?!\d)"
    ),
    re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d)[/_-](?P<month>{_NAMES})[/_-](?P<day>[0-3]?\d)(?!\d)"),
    re.compile(rf"(?<![a-z])(?P<month>{_NAMES})[/_-](?P<day>[0-3]?\d)[/_-](?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>[0-3]?\d)[/_-](?P<month>{_NAMES})[/_-](?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d)[/_-](?:(?P<m>0[1-9]|1[0-2])|(?P<month>{_NAMES}))(?=[/_.-]|$)"),
)
_SOCIAL = {
    "x.com", "twitter.com", "facebook.com", "instagram.com", "linkedin.com", "youtube.com", "youtu.be", "t.me",
    "telegram.me", "threads.net", "bsky.app", "tiktok.com", "reddit.com", "whatsapp.com", "mastodon.social",
    "truthsocial.com", "medium.com", "substack.com",
}  # fmt: skip
"""Sites on which others publish: a link there does not make them the publisher."""


def find_citations(text: str) -> tuple[Citation, ...]:
    """Web addresses of a text, in order, each with the ISO date that the address itself carries.

    Closing brackets and punctuation after an address are no part of it, unless their opening bracket is.
    """
    citations = []
    for match in _ADDRESS.finditer(text):
        url = _trimmed(match.group())
        if "." in url:
            span = (match.start(), match.start() + len(url))
            citations.append(Citation(url=url, span=span, date=address_date(url)))
    return tuple(citations)


def address_date(url: str) -> str | None:
    """ISO day or month that a web address or file name carries, as in ``…/2026/02/09/…`` or ``…-2026-february-9``."""
    lower = url.lower()
    for pattern in _DATES:
        for match in pattern.finditer(lower):
            parts = match.groupdict()
            month = int(parts["m"]) if parts.get("m") else month_number(parts["month"])
            try:
                if parts.get("day"):
                    return date(int(parts["year"]), month, int(parts["day"])).isoformat()
                return f"{parts['year']}-{month:02}"
            except ValueError:
                continue
    return None


def domain(url: str) -> str:
    """Host of an address without "www."; empty where there is none."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def publisher_from_links(text: str, citations: Sequence[Citation]) -> str | None:
    """Who issued a text, as its own links show: the site it links to most, named as the text names it.

    A site counts as the text's own where it has at least two of its links and at least half of them. The name is
    taken from the text where its letters are those of the site ("The Lake Institute", "@TheLakeInstitute" for
    thelakeinstitute.org); else it is the host.
    """
    hosts = Counter(host for host in (domain(citation.url) for citation in citations) if host and not _is_social(host))
    if not hosts:
        return None
    host, count = hosts.most_common(1)[0]
    if count < 2 or count * 2 < hosts.total():
        return None
    return _name_of_site(host, text) or host


def publisher_from_dateline(line: str) -> str | None:
    """The issuer that a dateline names beside its date ("The Lake Institute | March 4, 2026")."""
    for part in re.split(r"\s*[|·•–—]\s*|,\s+(?=[\dA-Z])", line.strip("*_ ")):
        words = part.split()
        if 2 <= len(words) <= 8 and words[0][0].isupper() and _ISSUER.search(part) and not re.search(r"\d", part):
            return part
    return None


def byline(text: str) -> tuple[str | None, str | None]:
    """Who wrote a text and for whom, as a line of its first ones says: "By Leila Haddad, The Lake Institute"."""
    for line in text.split("\n")[:_FIRST_LINES]:
        if found := _BYLINE.match(line.strip("*_ ")):
            return found["writer"], found["publisher"]
    return None, None


def publisher_from_copyright(text: str) -> str | None:
    """Who claims the rights in a text: "© 2026 The Lake Institute. All rights reserved."."""
    found = _COPYRIGHT.search(text)
    return found["publisher"].strip() if found else None


_FIRST_LINES = 12
_NAME = r"[A-Z][\w.’'-]+(?: (?:al-|de |von |van |bin )?[A-Z][\w.’'-]*){1,3}"
_BYLINE = re.compile(rf"By (?P<writer>{_NAME})(?:(?:,| for| [|–—·-]) (?P<publisher>[A-Z][\w&’' -]{{2,60}}))?$")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|Copyright)\s*(?:\d{4})?,?\s*(?P<publisher>[A-Z][\w&’' -]{2,60}?)\s*(?:[.|,\n]|$)")


def _is_social(host: str) -> bool:
    return any(host == site or host.endswith(f".{site}") for site in _SOCIAL)


def _name_of_site(host: str, text: str) -> str | None:
    """The capitalised words of the text, or the words run together in a handle, that spell the host's label."""
    labels = [label for label in host.split(".")[:-1] if label not in ("co", "com", "org", "ac", "gov", "news")]
    label = max(labels, key=len, default="").replace("-", "")
    if len(label) < 4:
        return None
    spelled = re.compile(r"[\s.&’'-]{0,2}".join(map(re.escape, label)), re.IGNORECASE)
    names = [match.group() for match in spelled.finditer(text)]
    spaced = [" ".join(name.split()) for name in names if name[0].isupper() and re.search(r"\s", name)]
    if spaced:
        return spaced[0]
    for name in names:
        words = re.findall(r"[A-Z][a-z]+|[A-Z]+(?![a-z])", name)
        if len(words) > 1 and "".join(words) == name:
            return " ".join(words)
    single = [name for name in names if name[0].isupper()]
    return single[0] if single else None


def _trimmed(url: str) -> str:
    """An address without what closes the sentence or bracket around it."""
    opened = url.count("(")
    while url:
        if url[-1] in ".,;:!?'’*_" or (url[-1] == ")" and url.count(")") > opened):
            url = url[:-1]
        else:
            break
    cut = url.find(")") if opened == 0 else -1
    return url[:cut] if cut >= 0 else url
