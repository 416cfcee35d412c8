"""The author's own voice: judgements that the writer marks by a modal, a hedge, an evaluation or a recommendation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from daylight.knowledge import cues
from daylight.reading.attributions import NONE, Found

if TYPE_CHECKING:
    from spacy.tokens import Token

    from daylight.language.syntax import Syntax


def by_author(syntax: Syntax, found: Sequence[Found]) -> Iterator[Found]:
    """One attribution for each sentence whose main clause the writer marks as a judgement of his own.

    Conservative: the main verb must carry the mark, nobody else's attribution may cover the main clause, and the
    sentence must not stand in quotation marks.
    """
    covered = frozenset().union(*(item.content | item.cue for item in found))
    from daylight.reading.quotes import quotations

    quoted = frozenset(i for q in quotations(syntax) for i in range(q.first, q.last))
    for sentence in syntax.doc.sents:
        root = sentence.root
        if root.pos_ not in ("VERB", "AUX") or root.i in covered or root.i in quoted:
            continue
        mark = _mark(root)
        if mark is not None:
            content = frozenset(range(sentence.start, sentence.end))
            yield Found(frozenset(mark), NONE, content, "assess", 0.5, author_voice=True, head=root.i)


def _mark(root: Token) -> set[int] | None:
    """The words that mark the main clause as a judgement: modal with its verb, hedge, or evaluating predicate."""
    for c in root.children:
        if c.tag_ == "MD" and c.lower_ in cues.words("judgement", "modals") and not _is_agents_power(root, c):
            return {c.i}
        if c.dep_ == "advmod" and c.lower_ in cues.words("judgement", "hedges"):
            return {c.i}
        if c.dep_ in ("acomp", "attr") and c.lower_ in cues.words("judgement", "evaluations"):
            return {root.i, c.i}
        if c.tag_ == "MD" and c.lower_ == "can" and root.lemma_ == "be":
            return {c.i, root.i}
    return None


def _is_agents_power(root: Token, modal: Token) -> bool:
    """A "would" or "could" of narration: "would later serve", "could not reach"."""
    if modal.lower_ == "would":
        return any(c.lower_ in ("later", "then", "soon") for c in root.children)
    return modal.lower_ == "could" and any(c.dep_ == "neg" for c in root.children)
