"""Quotations find their speaker: beside them, before a colon, or from the quotation that they run on from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from daylight.knowledge import cues
from daylight.knowledge.cues import lemma
from daylight.reading.attributions import NONE, Found, Tokens
from daylight.reading.attributions_sources import noun_phrase, source_of
from daylight.reading.attributions_verbs import cue_tokens
from daylight.reading.quotes import Quotation, quotations

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.language.syntax import Syntax

_REPORTS = {"say", "tell", "assert", "acknowledge", "show", "estimate", "warn", "criticise", "promise", "demand"}
_REPORTS |= {"ask", "agree", "deny", "propose", "threaten", "think", "describe", "urge", "cite", "refer", "point"}
"""Kinds of cues that a quotation goes with rather than with others beside it."""
_FAR = 40
"""A quotation this many words behind the last one no longer runs on from it."""


def by_quotes(syntax: Syntax, found: Sequence[Found]) -> list[Found]:
    """What was found by syntax, completed by quotations.

    A quotation that overlaps the content of a reporting cue outside of it joins that content as far as the sentence
    goes; its further sentences become attributions of their own, without cue, led by the first. A quotation that no
    content touches takes the nearest reporting verb beside it, a speaker before a colon, or the last speaker.
    """
    out = list(found)
    last: tuple[int, Found] | None = None  # where the last quotation with a speaker ended, and its attribution
    for quotation in quotations(syntax):
        tokens = frozenset(range(quotation.first, quotation.last))
        place = _covering(out, quotation, tokens)
        broken_off = syntax.doc[quotation.last - 1].text == "," or _goes_on(syntax, last, quotation)
        if place is None and (broken_off or _is_sentence(syntax, quotation)):
            place = _spoken(syntax, out, quotation)
        if place is not None:
            out[place], more = _with_quotation(syntax, out[place], tokens, broken_off)
            last = quotation.last, out[place]
        elif last is not None and quotation.first - last[0] < _FAR and _runs_on(syntax, quotation, last[0]):
            more = _running(syntax, last[1], tokens)
            last = quotation.last, last[1]
        else:
            more = []
        out.extend(more)
    return out


def _spoken(syntax: Syntax, out: list[Found], quotation: Quotation) -> int | None:
    """The place of the attribution whose cue stands beside the quotation; a new one is appended."""
    lead = _beside(syntax, quotation) or _colon(syntax, quotation)
    if lead is None:
        return None
    known = next((i for i, item in enumerate(out) if lead.head in item.cue), None)
    if known is None:
        out.append(lead)
        return len(out) - 1
    return known


def _with_quotation(syntax: Syntax, item: Found, tokens: Tokens, broken_off: bool) -> tuple[Found, list[Found]]:
    """An attribution with a quotation that is its speaker's, and what of the quotation runs on from it."""
    if not item.content or item.content & tokens or _touches(syntax, item.content, tokens):
        return _joined(syntax, item, tokens)
    if broken_off:
        first, *rest = sentences(syntax, tokens)
        item = item.with_content(item.content | first)
        return item, _running(syntax, item, NONE.union(*rest))
    return item, _running(syntax, item, tokens)


def _covering(found: Sequence[Found], quotation: Quotation, tokens: Tokens) -> int | None:
    """The attribution with its cue outside the quotation whose content shares most of it."""
    best = max(
        (
            (len(item.content & tokens), item.kind in _REPORTS, -len(item.content), -i)
            for i, item in enumerate(found)
            if item.cue and item.head not in quotation and item.content & tokens
        ),
        default=None,
    )
    return None if best is None or best[0] < min(3, len(tokens)) else -best[3]


def _joined(syntax: Syntax, item: Found, tokens: Tokens) -> tuple[Found, list[Found]]:
    """The attribution with the quoted rest of its sentences, and one more for each further sentence of the quote."""
    touched = [sentence for sentence in sentences(syntax, tokens) if sentence & item.content]
    parts = sentences(syntax, tokens)
    first = (
        touched[0]
        if touched
        else min(parts, key=lambda part: min(abs(min(part) - item.head), abs(max(part) - item.head)))
    )
    own = item.with_content((item.content | first).difference(*(p for p in parts if p != first)))
    rest = frozenset().union(*(p for p in parts if p != first))
    return own, _running(syntax, own, rest)


def _running(syntax: Syntax, lead: Found, tokens: Tokens) -> list[Found]:
    return [
        replace(lead, cue=NONE, content=part, leads=lead.head, head=-1, confidence=0.95 * lead.confidence)
        for part in sentences(syntax, tokens)
        if any(syntax.doc[i].is_alpha for i in part)
    ]


def sentences(syntax: Syntax, tokens: Tokens) -> list[Tokens]:
    """Tokens parted by sentence; a fragment without a verb stays with the sentence before it."""
    parts: list[set[int]] = []
    start = -1
    for index in sorted(tokens):
        sentence = syntax.doc[index].sent
        if sentence.start != start or _parted(syntax, parts[-1], index):
            start = sentence.start
            own = [i for i in range(sentence.start, sentence.end) if i in tokens]
            if not parts or (any(syntax.doc[i].pos_ in ("VERB", "AUX") for i in own) and len(own) > 2):
                parts.append(set())
        parts[-1].add(index)
    return [frozenset(part) for part in parts]


def _parted(syntax: Syntax, part: set[int], index: int) -> bool:
    """Whether a semicolon stands between what a part ends with and the next token, outside of both."""
    return any(syntax.doc[i].text == ";" for i in range(max(part) + 1, index))


def _is_sentence(syntax: Syntax, quotation: Quotation) -> bool:
    """Whether a quotation says something by itself, and is no quoted word or name."""
    doc = syntax.doc
    words = [doc[i] for i in range(quotation.first, quotation.last)]
    return len(words) >= 3 and any(t.pos_ in ("VERB", "AUX") for t in words) and (
        words[0].is_title or words[0].is_upper or words[0].text in ("[", "…", "...") or len(words) > 6
    )  # fmt: skip


def _beside(syntax: Syntax, quotation: Quotation) -> Found | None:
    """A reporting verb with its speaker directly after or before the quotation."""
    doc = syntax.doc
    after = range(quotation.last, min(quotation.last + 14, len(doc)))
    before = range(quotation.first - 1, max(quotation.first - 14, -1), -1)
    ends = doc[min(quotation.last, len(doc) - 1)].sent.end
    for index in after:
        token = doc[index]
        if index > quotation.last + 1 and (index >= ends or token.text in ("“", '"', ".", ";")):
            break
        if _reports(token):
            return _speaker(token)
    closed = False
    for index in before:
        token = doc[index]
        if token.text in (".", "”", ";", "!", "?") or (closed and token.text == '"'):
            break
        closed = closed or token.text == '"'
        if _reports(token) and index + 1 < len(doc):
            return _speaker(token)
        if token.is_sent_start:
            break
    return None


def _reports(token: Token) -> bool:
    return token.pos_ == "VERB" and any("quote" in cue.takes for cue in cues.senses(lemma(token), "verb"))


def _speaker(verb: Token) -> Found | None:
    source = source_of(verb)
    if not source:
        beside = [t for t in verb.doc[max(verb.i - 1, 0) : verb.i + 2] if t.i != verb.i and t.pos_ in ("PROPN", "PRON")]
        source = noun_phrase(beside[0]) if beside else NONE
    kind = cues.senses(lemma(verb), "verb")[0].kind
    return Found(cue_tokens(verb), source, NONE, kind, 0.8 if source else 0.4, head=verb.i)


def _colon(syntax: Syntax, quotation: Quotation) -> Found | None:
    """A speaker before a colon: "Kim: “…”", or a segment that ends with a colon before the quotation's own."""
    doc = syntax.doc
    index = quotation.first - 1
    while index > 0 and (doc[index].is_quote or doc[index].is_space or doc[index].text in ("“", '"')):
        index -= 1
    if index <= 0 or doc[index].text != ":":
        return None
    sentence = doc[index].sent
    for token in reversed(doc[sentence.start : index]):
        if token.pos_ == "VERB" and (_reports(token) or token.dep_ == "ROOT"):
            return _speaker(token) if _reports(token) else None
    names = [t for t in doc[sentence.start : index] if t.pos_ in ("PROPN", "NOUN", "PRON")]
    if names and index - sentence.start <= 10:
        source = frozenset(range(sentence.start, index))
        return Found(frozenset({index}), source, NONE, "say", 0.7, head=index)
    return None


def _goes_on(syntax: Syntax, last: tuple[int, Found] | None, quotation: Quotation) -> bool:
    """Whether a quotation goes on with the sentence that the last one broke off with a comma."""
    return last is not None and quotation.first - last[0] < 15 and syntax.doc[last[0] - 1].text == ","


def _touches(syntax: Syntax, content: Tokens, tokens: Tokens) -> bool:
    """Whether two stretches are neighbours but for punctuation."""
    low, high = (content, tokens) if min(content) < min(tokens) else (tokens, content)
    return all(not syntax.doc[i].is_alpha for i in range(max(low) + 1, min(high)))


def _runs_on(syntax: Syntax, quotation: Quotation, end: int) -> bool:
    """Whether only punctuation stands between the last quotation and this one, or this one is a whole sentence."""
    doc = syntax.doc
    if all(not doc[i].is_alpha for i in range(end, quotation.first)):
        return True
    sentence = doc[quotation.first].sent
    return all(not doc[i].is_alpha for i in range(sentence.start, sentence.end) if i not in quotation)
