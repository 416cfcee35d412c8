"""Sentences marked up with mentions, cue and content, as annotated documents that the issues step can read."""

from __future__ import annotations

import re
from typing import Any

from daylight.language.syntax import parse
from daylight.reading.annotated import Annotated
from daylight.reading.issues import read_issues
from daylight.reading.statements import read_statements
from daylight.records import Actor, Attribution, Document, Membership, Mention, Segment, document_id, record_id
from daylight.settings import ReadingSettings

_MARK = re.compile(r"\{(\w[\w-]*):|[}<>\[\]]")


def annotated(*sentences: str, actors: dict[str, Any] | None = None, **document: Any) -> Annotated:
    """A document of one paragraph a sentence, with the mentions and attributions that its marks give.

    ``{actor:words}`` is a mention, ``<words>`` the cue and ``[words]`` the content; the holder is the first actor
    outside cue and content. Three letters name a state; other actors are ``id: [name, kind, state or None]``. The
    rules read it alone.
    """
    text, marks = "", []
    for sentence in sentences:
        text += "\n\n" if text else ""
        found: dict[str, Any] = {"start": len(text), "mentions": [], "cue": None, "content": None}
        opened: list[tuple[str, int, str]] = []
        place = 0
        for mark in _MARK.finditer(sentence):
            text += sentence[place : mark.start()]
            place = mark.end()
            sign = mark.group()
            if sign[0] in "{<[":
                opened.append((sign[0], len(text), mark.group(1) or ""))
                continue
            kind, start, name = opened.pop()
            if kind == "{":
                found["mentions"].append((name, (start, len(text))))
            else:
                found["cue" if kind == "<" else "content"] = (start, len(text))
        text += sentence[place:]
        marks.append({**found, "end": len(text)})
    segments = tuple(Segment(kind="paragraph", start=m["start"], end=m["end"]) for m in marks)
    read = Document(id=document_id(text), name="marked", text=text, segments=segments, **document)
    out = Annotated(read, parse(read), ReadingSettings(reader="rules"))
    for mark in marks:
        outside = []
        for name, span in mark["mentions"]:
            out.actors.setdefault(name, _actor(name, (actors or {}).get(name), text[slice(*span)]))
            out.mentions.append(Mention(doc=read.id, span=span, actor=name, form="name"))
            if mark["content"] and not mark["content"][0] <= span[0] < mark["content"][1]:
                outside.append(name)
        if mark["content"]:
            out.attributions.append(
                Attribution(
                    id=record_id("attributions", read.id, mark["content"]),
                    doc=read.id,
                    evidence=(mark["content"],),
                    step="marks",
                    source=(),
                    cue=(mark["cue"],) if mark["cue"] else (),
                    content=(mark["content"],),
                    holders=(outside[0],) if outside else (),
                )
            )
    out.mentions.sort(key=lambda mention: mention.span)
    return out


def read(*sentences: str, actors: dict[str, Any] | None = None, **document: Any) -> Annotated:
    """The same with its issues and statements."""
    out = annotated(*sentences, actors=actors, **document)
    read_issues(out)
    read_statements(out)
    return out


def _actor(name: str, given: Any, words: str) -> Actor:
    if given:
        member = (Membership(actor=given[2]),) if given[2] else ()
        return Actor(
            id=name, name=given[0], kind=given[1], memberships=member, country=(given[2] or "").upper() or None
        )
    if len(name) == 3:
        return Actor(id=name, name=words, kind="state", country=name.upper())
    return Actor(id=name, name=words, kind="person")
