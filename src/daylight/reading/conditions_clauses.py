"""Conditions with a conjunction: "if", "unless", "once", "as long as", "provided that", and inversions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from daylight.knowledge import triggers
from daylight.knowledge.cues import lemma
from daylight.reading.attributions import Tokens
from daylight.reading.attributions_sources import subtree
from daylight.reading.conditions_order import and_then, lasting, or_else, ordered, otherwise
from daylight.reading.conditions_parts import (
    Parts,
    clause_tokens,
    committed,
    consequence,
    first_verb,
    is_report,
    is_wish,
    lies_ahead,
    told_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def clause_parts(doc: Doc) -> list[Parts]:
    """If-clauses, inversions, ordered pairs, and what follows "or else", "or face" and "otherwise"."""
    return [parts for token in doc if (form := _form(token)) and (parts := form(token))]


def _form(token: Token) -> Callable[[Token], Parts | None] | None:
    """Which form of condition a token may open."""
    word = token.lower_
    before = token.nbor(-1).lower_ if token.i else ""
    if before == "only" and word in triggers.words("behind_only") and token.head.pos_ in ("VERB", "AUX", "ADJ"):
        return _if_clause
    if word in triggers.words("participles") and token.pos_ in ("VERB", "SCONJ"):
        return _provided
    if token.is_sent_start and word in triggers.words("opens") and _interruption(token):
        return _interrupted
    if word in triggers.words("opens") and token.dep_ in ("mark", "advmod"):
        return _if_clause if token.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN") else None
    if word in ("long", "soon") and before in ("as", "so"):
        return _as_long_as
    if word in triggers.words("before") and token.dep_ in ("mark", "prep"):
        return ordered
    clause = token.head if token.dep_ == "aux" else token
    if word in ("should", "were") and clause.dep_ in ("advcl", "ccomp") and clause.head.i < token.i:
        return _inverted_behind
    if word in ("should", "were", "had") and (
        token.is_sent_start or before in (",", "that") or token.nbor(-1).is_quote
    ):
        return _inverted
    if word == "and" and token.dep_ == "cc" and token.head.tag_ == "VB":
        return and_then
    if word == "while" and token.dep_ == "mark":
        return lasting
    if word == "otherwise" and token.i and (token.is_sent_start or before in (";", "—", "–")):
        return otherwise
    return or_else if word == "or" and token.i + 1 < len(token.doc) and token.i > token.sent.start else None


def _if_clause(mark: Token) -> Parts | None:
    doc, clause = mark.doc, mark.head
    before = doc[mark.i - 1].lower_ if mark.i else ""
    if mark.lower_ == "once" and mark.dep_ == "advmod" and clause.dep_ in ("ROOT", "ccomp"):
        return _bare_once(mark)
    if mark.lower_ == "if" and before in triggers.words("not_before_if"):
        return None
    if clause.dep_ not in ("advcl", "pcomp", "ccomp", "ROOT", "conj", "dep", "relcl", "acl"):
        return None
    main = committed(clause.head)
    only = before == "only"
    asks = lemma(main) in triggers.words("asking") and 0 < mark.i - main.i <= 2
    asks = asks or (mark.i > 0 and lemma(doc[mark.i - 1]) in triggers.words("asking") and not doc[mark.i - 1].is_punct)
    asks = asks or [t.lower_ for t in doc[mark.i + 1 : mark.i + 3]] in (["i", "may"], ["you", "will"], ["i", "might"])
    if mark.lower_ == "if" and not only and (asks or len(list(clause.subtree)) <= 2):
        return None  # "cannot say if …", "if confirmed"
    if clause.dep_ == "ccomp" and main.i < mark.i and (not is_report(main) or mark.lower_ == "once"):
        return None  # "ask if", "see if": an embedded question
    if mark.lower_ == "once" and (clause.dep_ != "advcl" or not lies_ahead(main)):
        return None
    if main == clause:
        return None
    own = frozenset(i for i in subtree(clause))
    start = mark.i
    if_part = frozenset(i for i in own if i >= start) if start - min(own) <= 3 else own
    behind = max(if_part) + 1
    if behind < len(doc) and doc[behind].dep_ == "neg" and behind + 1 < len(doc) and doc[behind + 1].is_punct:
        if_part |= {behind}  # "If it does not, …", where the parser gave the "not" to the consequence
        own |= {behind}
    then, verb = consequence(clause, main, own)
    then = _behind_colon(clause, then, verb)
    join = "only" if only else "unless" if mark.lower_ == "unless" else "if"
    if mark.lower_ == "if" and then and is_wish(clause) and _is_need(doc[verb]):
        goal = frozenset(i for i in if_part if i > clause.i)
        return Parts(then, goal or if_part, "only", 0.8, clause.i)  # "if you want G you need R": R is the condition
    return Parts(if_part, then - {mark.i - 1} if only else then, join, 0.85, verb) if then else None


def _is_need(verb: Token) -> bool:
    """Whether a consequence says what is needed: "it must pay", "it needs to", "has to"."""
    modal = any(c.dep_ == "aux" and c.lower_ in ("must", "should", "shall") for c in verb.children)
    return (
        modal
        or lemma(verb) in ("need", "require")
        or (lemma(verb) == "have" and any(c.dep_ == "xcomp" for c in verb.children))
    )


def _interruption(mark: Token) -> tuple[int, int] | None:
    """The commas around a reporting clause that stands between if-part and consequence: "If X, the mayor said, Y"."""
    doc, sentence = mark.doc, mark.sent
    commas = [t.i for t in sentence if t.text == ","]
    for first, second in pairwise(commas):
        said = any(t.dep_ == "parataxis" and is_report(t) for t in doc[first + 1 : second])
        if said and first - mark.i >= 3 and second - first <= 12:
            return first, second
    return None


def _interrupted(mark: Token) -> Parts | None:
    """ "If the river floods, the mayor said, we will move the camp": the parts on either side of who says so."""
    places = _interruption(mark)
    if places is None:
        return None
    first, second = places
    then = frozenset(range(second + 1, mark.sent.end))
    said = next(t for t in mark.doc[first + 1 : second] if t.dep_ == "parataxis")
    verb = said.head.i if said.head.i > second else first_verb(mark.doc, then)
    return Parts(frozenset(range(mark.i, first)), then, "unless" if mark.lower_ == "unless" else "if", 0.8, verb)


def _behind_colon(clause: Token, then: Tokens, verb: int) -> Tokens:
    """A consequence without what stands before a colon: "drew a red line: it will invoke the treaty if …"."""
    colon = max((i for i in then if clause.doc[i].text == ":" and i < verb), default=-1)
    return frozenset(i for i in then if i > colon)


def _provided(token: Token) -> Parts | None:
    """ "provided that": the clause behind is the if-part, what the participle hangs on the consequence."""
    clause = next((c for c in token.children if c.dep_ in ("ccomp", "advcl", "pcomp") and c.i > token.i), None)
    clause = token.head if clause is None and token.dep_ == "mark" else clause
    main = (clause if clause is not None and token.dep_ == "mark" else token).head
    if clause is None:
        return None
    if main == token:  # read as the main verb: "…, provided that both attend"
        before = [t for t in token.sent if t.i < token.i - 1 and t.pos_ == "VERB" and t.dep_ not in ("xcomp", "amod")]
        if not before or token.nbor(-1).text != "," or token.nbor(1).lower_ != "that":
            return None
        main = before[-1]
        return Parts(subtree(clause) | {token.i}, subtree(main), "provided", 0.65, main.i)
    if main.pos_ not in ("VERB", "AUX"):
        return None
    own = subtree(clause) | {token.i}
    then, verb = consequence(token if token.dep_ != "mark" else clause, main, own)
    return (
        Parts(own, then, "provided" if token.lower_ in ("provided", "providing") else "if", 0.7, verb) if then else None
    )


def _as_long_as(token: Token) -> Parts | None:
    """ "as long as", "so long as": the clause behind is the if-part."""
    doc = token.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "as":
        return None
    clause = doc[token.i + 1].head
    if clause.pos_ not in ("VERB", "AUX") or clause.i < token.i:
        return None
    own = frozenset(i for i in subtree(clause) if i >= token.i - 1) | {token.i - 1, token.i}
    main = token.head if token.head.pos_ in ("VERB", "AUX") and token.head != clause else doc[token.i - 2]
    while main.pos_ not in ("VERB", "AUX") and main.head != main:
        main = main.head
    main = committed(main)
    then, verb = consequence(clause, main, own | subtree(token))
    return Parts(own, then, "if", 0.75, verb) if then else None


def _inverted(first: Token) -> Parts | None:
    """ "Should Iran attack, Israel will respond." """
    clause = first.head if first.dep_ in ("aux", "auxpass") else first
    subjects = [c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > first.i]
    sentence = first.sent
    commas = [t.i for t in sentence if t.text == "," and t.i > clause.i]
    if not subjects or not commas or sentence[-1].text == "?":
        return None
    if first.lower_ == "had" and not (
        clause.tag_ in ("VBN", "VBD") and any(t.lower_ in ("would", "could") for t in sentence)
    ):
        return None
    start = end = commas[0]
    saying = next(
        (c for c in commas[1:] if any(is_report(t) for t in first.doc[end + 1 : c] if t.pos_ == "VERB")), None
    )
    if saying is not None and saying - end < 8:
        end = saying  # "Should they cross it, he said, …"
    if_part = frozenset(range(first.i, start))
    then = frozenset(range(end + 1, sentence.end))
    main = next(
        (t for t in sentence if t.i > end and t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass")), None
    )
    if main is None:
        return None
    own = frozenset(i for i in clause_tokens(main) if i > end)
    return Parts(if_part, own if len(own) > 1 else then, "inversion", 0.75, main.i)


def _inverted_behind(first: Token) -> Parts | None:
    """ "China would respond should Japan go on." """
    clause = first.head if first.dep_ == "aux" else first
    main = told_of(clause.head, first)
    subjects = [c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > first.i]
    if not subjects or main.i > first.i or main.pos_ not in ("VERB", "AUX") or first.sent[-1].text == "?":
        return None
    own = frozenset(i for i in subtree(clause) if i >= first.i)
    then, verb = consequence(clause, main, own)
    return Parts(own, then, "inversion", 0.75, verb) if then else None


def _bare_once(mark: Token) -> Parts | None:
    """ "Once the ships touch, neither will step back": where the parser has not seen the clause, up to the comma."""
    main, sentence = mark.head, mark.sent
    comma = next((t.i for t in sentence if t.text == "," and t.i > mark.i), None)
    if not mark.is_sent_start or comma is None or comma - mark.i < 3 or comma > main.i or not lies_ahead(main):
        return None
    rest = frozenset(i for i in clause_tokens(main) if i > comma)
    return Parts(frozenset(range(mark.i, comma)), rest, "if", 0.6, main.i) if rest else None
