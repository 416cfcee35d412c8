"""E-mail: newsletters as EML files, and MBOX files of many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from daylight.documents.formats.html import text_of_fragment
from daylight.documents.formats.raw import RawText, day_of
from daylight.errors import InputError

_START = re.compile(rb"(?m)^From \S+[^\r\n]{0,120}\d{4}[^\r\n]{0,20}\r?$")


def read_mbox(data: bytes, name: str) -> Iterator[RawText]:
    """The messages of an MBOX file, in order; one that cannot be read does not keep the others from being read.

    Raises
    ------
    InputError
        After the others, when messages could not be read.
    """
    starts = [match.start() for match in _START.finditer(data) if _at_message(data, match.start())]
    failed = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        body = data[data.find(b"\n", start) + 1 : end]
        try:
            yield read_email(re.sub(rb"(?m)^>(>*From )", rb"\1", body), f"{name}: message {number}", number)
        except InputError as error:
            failed.append(str(error))
    if failed:
        raise InputError(failed[0] if len(failed) == 1 else f"{failed[0]} (and {len(failed) - 1} more like it)")


def _at_message(data: bytes, start: int) -> bool:
    return start == 0 or data[max(0, start - 2) : start].replace(b"\r", b"").endswith(b"\n")


def read_email(data: bytes, name: str, number: int | None = None) -> RawText:
    """The text of a message, its plain part before its HTML part, with subject, sender and date.

    Raises
    ------
    InputError
        When it has no readable body.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        text = _body(message, name)
        subject = _header(message, "Subject")
        sender, address = parseaddr(_header(message, "From"))
        identity = _header(message, "Message-ID").strip("<> ")
        sent = _sent(message)
    except InputError:
        raise
    except Exception as error:  # the email package raises many kinds for broken headers and encodings
        raise InputError(f"{name}: is a broken e-mail; export it again as EML") from error
    if not text.strip():
        raise InputError(f"{name}: is an e-mail without a text; export it again with its body")
    if subject and subject not in text[:600]:
        text = f"{subject}\n\n{text}"
    return RawText(
        text=text,
        format="email",
        name=None if number is None else (subject or f"message {number}"),
        title=subject or None,
        published=day_of(sent, "e-mail header"),
        publisher=sender or address or None,
        attributes={"message_id": identity} if identity else {},
    )


def _body(message: EmailMessage, name: str) -> str:
    """A plain part of some length, else the HTML part, else any plain part."""
    plain = _content(message.get_body(("plain",)))
    if len(plain.split()) >= 30:
        return _unfolded(plain)
    html = _content(message.get_body(("html",)))
    if html:
        # Newsletters are laid out in tables, in which no article would be found; what surrounds it is left to segments.
        whole = text_of_fragment(html, name)
        if len(whole) > len(plain):
            return whole
    return _unfolded(plain)


def _content(part: object) -> str:
    if not isinstance(part, EmailMessage):
        return ""
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _unfolded(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode("utf-8")


def _header(message: EmailMessage, name: str) -> str:
    value = str(message.get(name, "") or "")
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split())


def _sent(message: EmailMessage) -> object:
    try:
        return parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError):
        return None
