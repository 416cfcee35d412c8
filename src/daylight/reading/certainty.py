"""Certainty: how much hedges leave of a plain statement, where they bear on its main clause or on the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge.hedges import hedges
from daylight.reading.claims import Claim, cue_denied
from daylight.reading.predicates import CONDITION_WORDS

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

_SIDE = frozenset({"advcl", "relcl", "acl", "parataxis", "appos"})
_DEEP = 3
"""Adjectives deeper than this below the main predicate do not hedge it."""


def certainty_of(claim: Claim) -> float:
    """The certainty of a claim in (0, 1]: 1 where nothing hedges it, else what its strongest hedge leaves.

    Hedges count in the cue and its modifiers and in the main clause of the content, not in side clauses; a booster is
    none.
    """
    table = hedges()
    main = _main_clause(claim.tokens, claim.root)
    left = [_of_word(token, claim) for token in main]
    words = f" {' '.join(t.lower_ for t in main)} "
    left += [value for phrase, value in table.phrases.items() if f" {phrase} " in words]
    if claim.cue is not None:
        around = _with_modifiers(claim.cue, claim.tokens)
        left += [table.cues.get(t.lemma_.lower(), table.adverbs.get(t.lower_, 1.0)) for t in around]
        if cue_denied(claim) and claim.tokens[0].lower_ == "whether":
            left.append(table.adjectives["uncertain"])
        if claim.sense is not None:
            left.append(table.kinds.get(claim.sense.kind, 1.0))
        words = f" {' '.join(t.lower_ for t in around)} "
        left += [value for phrase, value in table.phrases.items() if f" {phrase} " in words]
    return min(left, default=1.0)


def _of_word(token: Token, claim: Claim) -> float:
    table = hedges()
    word = token.lemma_.lower()
    if token.tag_ == "MD":
        return table.modals.get(
            token.lower_, table.author_modals.get(token.lower_, 1.0) if claim.attribution.author_voice else 1.0
        )
    if token.dep_ == "amod" and token.head.dep_ == "pobj" and token.head.head.i == claim.root.i:
        return table.adjectives.get(token.lower_, 1.0)
    if token.pos_ == "ADV":
        return table.adverbs.get(word, 1.0)
    near = token.i == claim.root.i or token.head.i == claim.root.i
    if token.pos_ == "ADJ" and (
        near or (token.dep_ == "amod" and token.head.i == claim.root.i) or token.dep_ == "acomp"
    ):
        return table.adjectives.get(word, 1.0)
    if token.pos_ == "VERB" and token.i == claim.root.i:
        return table.verbs.get(word, 1.0)
    return 1.0


def _main_clause(tokens: TokenSpan, root: Token) -> list[Token]:
    """Tokens of the content that no side clause separates from its main predicate."""
    kept = []
    for token in tokens:
        above, free = token, True
        while above.i != root.i and tokens.start <= above.head.i < tokens.end and above.head.i != above.i:
            if above.dep_ in _SIDE or any(c.dep_ == "mark" and c.lower_ in CONDITION_WORDS for c in above.children):
                free = False
                break
            above = above.head
        if free:
            kept.append(token)
    return kept


def _with_modifiers(cue: TokenSpan, content: TokenSpan) -> list[Token]:
    """The cue's tokens with auxiliaries, adverbs and adjectives that hang on them, outside the content."""
    tokens = {t.i: t for t in cue}
    for token in cue:
        for child in token.children:
            outside = not content.start <= child.i < content.end
            if outside and child.dep_ in ("aux", "auxpass", "advmod", "amod", "neg", "acomp", "prep", "npadvmod"):
                phrase = child.subtree if child.dep_ == "prep" and child.lower_ in ("for", "in") else [child]
                tokens.update({t.i: t for t in phrase if not content.start <= t.i < content.end})
        if token.dep_ in ("xcomp", "ccomp") and token.head.lemma_.lower() in hedges().cues:
            tokens[token.head.i] = token.head
    return [tokens[i] for i in sorted(tokens)]
