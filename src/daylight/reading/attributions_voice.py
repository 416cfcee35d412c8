"""The author's own voice: judgements that the writer marks by a modal, a hedge, an evaluation or a recommendation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from daylight.knowledge import cues
from daylight.reading.attributions import NONE, Found, Tokens
from daylight.reading.attributions_sources import can_hold, has_subject, subject_of, subtree

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from daylight.language.syntax import Syntax


def by_author(syntax: Syntax, found: Sequence[Found]) -> Iterator[Found]:
    """One attribution for each main clause that the writer marks as a judgement of his own.

    Conservative: the verb of the clause must carry the mark, nobody else's attribution may cover it, and it must not
    stand in quotation marks. Of coordinated clauses with subjects of their own each is judged by itself.
    """
    covered = frozenset().union(*(item.content | item.cue for item in found if item.source))
    from daylight.reading.quotes import quotations

    quoted = frozenset(i for q in quotations(syntax) for i in range(q.first, q.last))
    for sentence in syntax.doc.sents:
        for verb, content in _main_clauses(sentence):
            if verb.pos_ not in ("VERB", "AUX") or verb.i in covered or verb.i in quoted or _asks(sentence):
                continue
            mark = _mark(verb)
            if mark is not None:
                yield Found(frozenset(mark), NONE, content, "assess", 0.5, author_voice=True, head=verb.i)


def _main_clauses(sentence: TokenSpan) -> Iterator[tuple[Token, Tokens]]:
    """The main clauses of a sentence, parted by a conjunction, a colon or a semicolon, with all their words."""
    rest = frozenset(range(sentence.start, sentence.end))
    root = sentence.root
    joined = [c for c in root.conjuncts if c.pos_ in ("VERB", "AUX") and has_subject(c)]
    joined += [c for c in root.lefts if c.dep_ in ("ccomp", "parataxis") and _parted_from(c, root)]
    clauses = []
    for clause in joined:
        own = subtree(clause) & rest
        if not own:
            continue  # inside a clause joined before it
        rest -= own | {i for i in (min(own) - 1, min(own) - 2) if _joins(clause.doc[i])}
        clauses.append((clause, own))
    yield from sorted([(root, rest), *clauses], key=lambda pair: pair[0].i)


def _asks(sentence: TokenSpan) -> bool:
    """Whether a sentence is a question, or a heading like one: "What should be done"."""
    opens = sentence[0].tag_ in ("WP", "WRB") and sentence.root.i - sentence.start < 6
    return opens and (sentence[-1].text == "?" or not sentence[-1].is_punct)


def _joins(token: Token) -> bool:
    return token.dep_ == "cc" or token.is_punct


def _parted_from(clause: Token, root: Token) -> bool:
    return any(t.text in (":", ";", "—", "–") for t in clause.doc[clause.i : root.i])


def _mark(root: Token) -> set[int] | None:
    """The words that mark the main clause as a judgement: modal with its verb, hedge, or evaluating predicate."""
    if root.lower_ == "ought":
        return {root.i}
    if (
        root.lemma_ in ("seem", "appear")
        and (subject := subject_of(root)) is not None
        and not can_hold(subject, "want")
    ):
        return {root.i}
    for c in root.children:
        if c.tag_ == "MD" and c.lower_ in cues.words("judgement", "modals") and not _is_agents_power(root, c):
            return {c.i}
        if c.dep_ == "advmod" and c.lower_ in cues.words("judgement", "hedges"):
            return {c.i}
        if c.dep_ in ("acomp", "attr") and c.lower_ in cues.words("judgement", "evaluations"):
            return {root.i, c.i}
        if c.lower_ == "far" and any(x.lower_ == "from" for x in (*c.children, *root.children)):
            return {root.i, c.i}
        if c.tag_ == "MD" and c.lower_ == "can" and root.lemma_ == "be":
            return {c.i, root.i}
    return None


def _is_agents_power(root: Token, modal: Token) -> bool:
    """A "would" or "could" of narration: "would later serve", "could not reach"."""
    if modal.lower_ == "would":
        return any(c.lower_ in ("later", "then", "soon") for c in root.children)
    return modal.lower_ == "could" and any(c.dep_ == "neg" for c in root.children)
