"""Speakers: the verb of saying beside each quotation and who its subject is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.cues import senses
from daylight.reading.antecedents import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from daylight.reading.quotes import Quotation

_AFTER = 9
_BEFORE = 14


def speaking_subject(doc: Doc, quotes: Sequence[Quotation], number: int) -> Token | None:
    """The subject that says a quotation: of the verb beside it, or of the sentence before one that stands alone.

    Parameters
    ----------
    doc : Doc
        The parsed text.
    quotes : sequence of Quotation
        All quotations, in text order.
    number : int
        Which of them.

    Returns
    -------
    Token or None
        None where the quotation runs on from the one before, or nobody is named.
    """
    quote = quotes[number]
    verb = None
    if quote.closed and doc[quote.last - 1].text != ".":
        verb = _saying_after(doc, quote.last)
    verb = verb or _saying_before(doc, quote.first)
    if verb is None:
        return _subject_before(doc, quotes, number)
    subject = _subject(verb)
    return _subject(verb.head) if subject is None and verb.dep_ in ("conj", "advcl", "xcomp") else subject


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def _saying_after(doc: Doc, place: int) -> Token | None:
    """The verb of saying right behind a quotation: ", said the minister", ", she told reporters"."""
    for token in doc[place : place + _AFTER]:
        if token.i > place + 1 and (token.text in '“"' or (token.is_sent_start and token.text[0].isupper())):
            return None
        if _says(token):
            return token
    return None


def _saying_before(doc: Doc, place: int) -> Token | None:
    for token in reversed(doc[max(0, place - _BEFORE) : max(0, place - 1)]):
        if token.text in ".!?" and token.i < place - 2:
            return None
        if _says(token):
            return token
    return None


def _says(token: Token) -> bool:
    if token.pos_ != "VERB" or token.tag_ == "VB":
        return False
    return any("quote" in sense.takes for sense in senses(token.lemma_.lower(), "verb"))


def _subject_before(doc: Doc, quotes: Sequence[Quotation], number: int) -> Token | None:
    """Who speaks or thinks in the sentence before a quotation that opens its own, with no quotation between."""
    first = quotes[number].first
    start = doc[first].sent.start
    if start < first - 1 or start < 2:
        return None
    before = doc[start - 1].sent
    if number and quotes[number - 1].last >= before.start:
        return None
    return _subject(before.root) if senses(before.root.lemma_.lower(), "verb") else None
