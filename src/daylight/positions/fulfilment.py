"""Conditions met: whether what a later document tells is what an open condition waits for.

A machine's proposal with its confidence and the evidence on both sides; the state that a condition has, and what an
analyst decided about it, stay as they are. Steps:

1. Only what a document tells that was published after the condition's, and that happened after it, can meet it; it has
   a word in common with the if-part.
2. Whom the if-part names, or who set it, must be a party to it, each counted for the state that it stands for.
3. If-part and telling must be near in meaning, by sentence embeddings (Reimers and Gurevych, 2019).
4. Their sense must agree: words of ending, of harm and of favour in either say whether the same came about.
5. Where the if-part is itself denied ("unless", "is not lifted"), the condition is then no longer open; else it is met,
   and a red line crossed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from daylight.documents.dates import bounds
from daylight.knowledge import triggers
from daylight.positions.belonging import belongs_to
from daylight.records import Actor, Condition, Document, Event, Mention, Span, Statement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Outcome = Literal["met", "crossed", "no longer open"]

LEAST = 0.35
"""Least confidence of a proposal."""
EVEN = 0.5
"""Confidence from which a proposal "looks" so; below, it "may be"."""
_FAR, _NEAR = 0.3, 0.8
"""Cosines of if-part and telling at which they are taken to be about different things, and about the same."""
_NO_PARTY = 0.8
"""Share of confidence that is left where neither side names a party."""
_SAID = 0.8
"""The same where somebody only says that it happened; by status for events."""
_STATUS = {"happened": 1.0, "ongoing": 1.0, "claimed": 0.9}
_ACTS = {"assert", "agree", "accept", "decide"}
_DENIALS = {"not", "n't", "n’t", "unless", "no", "never"}
_OPENERS = {"if", "unless", "once", "until", "should", "were", "provided", "that", "only", "as", "long", "soon"}
_AHEAD = {
    "will",
    "would",
    "may",
    "might",
    "could",
    "should",
    "must",
    "can",
    "if",
    "unless",
    "plans",
    "hopes",
    "wants",
    "shall",
}
_LONGEST = 200


class Fulfilment(NamedTuple):
    """What speaks for it that a condition is met, crossed or no longer open."""

    condition: str
    """Id of the condition."""
    outcome: Outcome
    record: str
    """Id of the event or statement that speaks for it."""
    day: date
    """When it happened, or was told."""
    confidence: float

    @property
    def words(self) -> str:
        """How sure it is, in words: "looks met" from an even chance on, else "may be met"."""
        return f"{'looks' if self.confidence >= EVEN else 'may be'} {self.outcome}"


class _Telling(NamedTuple):
    """Something that a document tells: of an event or a statement."""

    record: str
    doc: str
    span: Span
    parties: frozenset[str]
    day: date | None
    weight: float


def fulfilments(
    conditions: Iterable[Condition],
    events: Iterable[Event],
    statements: Iterable[Statement],
    documents: Sequence[Document],
    actors: Mapping[str, Actor],
    mentions: Iterable[Mention],
) -> list[Fulfilment]:
    """For each open condition the later record that most likely meets it, where one is likely enough.

    Parameters
    ----------
    conditions, events, statements : iterables of records
        Of a desk, review decisions applied; conditions whose state is not open are passed over.
    documents : sequence of Document
        All that the records are from; those without a date meet nothing and wait for nothing.
    actors : mapping
        Actors by id.
    mentions : iterable of Mention
        Of the actors in the documents; they say whom an if-part names.

    Returns
    -------
    list of Fulfilment
        In the order of the conditions, with a confidence of at least `LEAST`.
    """
    by_id = {d.id: d for d in documents}
    named: dict[str, list[Mention]] = {}
    for mention in mentions:
        named.setdefault(mention.doc, []).append(mention)
    told = [*_events(events), *_statements(statements, named)]
    acting = [_homes(telling.parties, actors) for telling in told]
    sharing: dict[str, set[int]] = {}
    for place, telling in enumerate(told):
        for stem in _stems(_words(by_id[telling.doc], telling.span)) if telling.doc in by_id else ():
            sharing.setdefault(stem, set()).add(place)
    pairs: list[tuple[Condition, _Telling, float]] = []
    for condition in conditions:
        published = by_id[condition.doc].published if condition.doc in by_id else None
        if condition.state != "open" or published is None:
            continue
        asked = _words(by_id[condition.doc], condition.if_)
        near = set().union(*(sharing.get(stem, set()) for stem in _stems(asked)))
        awaited = _homes({m.actor for m in named.get(condition.doc, ()) if _within(m.span, condition.if_)}, actors)
        setter = _homes({condition.actor} if condition.actor else set(), actors)
        for place in sorted(near):
            telling = told[place]
            if not _later(telling, by_id, published) or not (share := _party(awaited, setter, acting[place])):
                continue
            if comes_about(asked, _words(by_id[telling.doc], telling.span)):
                pairs.append((condition, telling, share))
    return _best(pairs, by_id)


def _stems(text: str) -> set[str]:
    """Beginnings of a text's longer words: what has none in common with an if-part is not weighed against it."""
    return {word[:5] for word in _split(text) if len(word) > 3}


def _events(events: Iterable[Event]) -> list[_Telling]:
    found = []
    for event in events:
        start = bounds(event.date)[0] if event.date else None
        for mention in event.mentions:
            if mention.status in _STATUS:
                parties = frozenset((*event.actors, *event.recipients))
                weight = _STATUS[mention.status]
                found.append(_Telling(event.id, mention.doc, mention.sentence, parties, start, weight))
    return found


def _statements(statements: Iterable[Statement], named: Mapping[str, list[Mention]]) -> list[_Telling]:
    """What people say has come about, or decide themselves."""
    found = []
    for s in statements:
        if s.act in _ACTS and not s.author_voice:
            inside = {m.actor for m in named.get(s.doc, ()) if _within(m.span, s.content)}
            own = {s.holder} if s.act != "assert" or not inside else set()
            found.append(_Telling(s.id, s.doc, s.content, frozenset(inside | own), None, _SAID))
    return found


def _later(telling: _Telling, documents: Mapping[str, Document], set_on: date) -> bool:
    published = documents[telling.doc].published if telling.doc in documents else None
    return published is not None and published > set_on and (telling.day is None or telling.day > set_on)


def _homes(actors: Iterable[str], known: Mapping[str, Actor]) -> set[str]:
    """The actors with all that they belong to."""
    found = set(actors)
    for actor in actors:
        found.update(belongs_to(actor, known))
        if actor in known and known[actor].country and known[actor].kind != "media":
            found.add((known[actor].country or "").lower())
    return found


def _party(awaited: set[str], setter: set[str], acting: set[str]) -> float:
    """How much the parties speak for it: 0 where others acted than those whom the if-part names."""
    if awaited & acting:
        return 1.0
    if awaited and acting:
        return 0.0
    return 1.0 if setter & acting else _NO_PARTY


def _best(pairs: list[tuple[Condition, _Telling, float]], documents: Mapping[str, Document]) -> list[Fulfilment]:
    texts: dict[tuple[str, Span, bool], str] = {}
    for condition, telling, _ in pairs:
        texts.setdefault((condition.doc, condition.if_, True), _plain(_words(documents[condition.doc], condition.if_)))
        texts.setdefault((telling.doc, telling.span, False), _words(documents[telling.doc], telling.span))
    vectors = _vectors(list(dict.fromkeys(texts.values())))
    best: dict[str, Fulfilment] = {}
    for condition, telling, share in pairs:
        asked = _words(documents[condition.doc], condition.if_)
        said = texts[telling.doc, telling.span, False]
        near = float(vectors[texts[condition.doc, condition.if_, True]] @ vectors[said])
        confidence = round(min(1.0, max(0.0, (near - _FAR) / (_NEAR - _FAR))) * share * telling.weight, 4)
        if confidence < LEAST or (condition.id in best and best[condition.id].confidence >= confidence):
            continue
        denied = bool(_DENIALS & set(_split(asked)))
        outcome: Outcome = "no longer open" if denied else "crossed" if condition.kind == "red_line" else "met"
        told = documents[telling.doc].published
        assert told is not None
        best[condition.id] = Fulfilment(condition.id, outcome, telling.record, telling.day or told, confidence)
    return list(best.values())


def _vectors(texts: list[str]) -> dict[str, NDArray[np.float32]]:
    from daylight.language.embeddings import embed

    return dict(zip(texts, embed([text[:_LONGEST] for text in texts]), strict=True)) if texts else {}


def comes_about(asked: str, said: str) -> bool:
    """Whether a telling has the sense of what an if-part waits for, its own denial left aside.

    Words of ending turn the sense ("halt the attacks", "attacked"). Where one side tells only of harm and the other
    only of favour ("releases", "arrested"), or what is told lies ahead or is denied, it is another thing.

    Parameters
    ----------
    asked : str
        The if-part, with what opens it.
    said : str
        What was told later.
    """
    wanted, words = _split(_plain(asked)), _split(said)
    if (_AHEAD | _DENIALS).intersection(words):
        return False
    if sum(map(_ends, wanted)) % 2 != sum(map(_ends, words)) % 2:
        return False
    mine, theirs = set(map(_side, wanted)) - {0}, set(map(_side, words)) - {0}
    return not (mine and theirs and not mine & theirs)


@lru_cache(maxsize=4096)
def _ends(word: str) -> bool:
    return _is(word, triggers.words("ends") | {"lift", "ease", "waive", "relax"})


@lru_cache(maxsize=4096)
def _side(word: str) -> int:
    """1 for a word of favour, -1 for one of harm, 0 for others and for those that may be either."""
    favour = _is(word, triggers.words("favours") | triggers.words("reliefs"))
    return int(favour) - int(_is(word, triggers.words("harms")))


def _is(word: str, table: frozenset[str]) -> bool:
    """Whether a word is a form of a verb of the table."""
    stems = {word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("d"), word.removesuffix("ed"),
             word.removesuffix("ing"), word.removesuffix("ing") + "e", re.sub(r"(.)\1(ed|ing)$", r"\1", word),
             re.sub(r"ie[ds]$", "y", word)}  # fmt: skip
    return bool(stems & table) or triggers.past_forms().get(word, "") in table


def _plain(asked: str) -> str:
    """An if-part as the thing that it waits for: without what opens it and without its own denial."""
    words = asked.split()
    while words and words[0].casefold() in _OPENERS:
        words.pop(0)
    return " ".join(w for w in words if w.casefold() not in _DENIALS)


def _split(text: str) -> list[str]:
    return re.findall(r"n['’]t\b|[a-z]+(?=n['’]t\b)|[^\W\d_]+", text.casefold())


def _words(document: Document, span: Span) -> str:
    """The words of a span, without links, on one line."""
    return " ".join(re.sub(r"\(https?://\S+\)", " ", document.text[slice(*span)]).split())


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
