"""Conditions by order and alternative: "before", "until", "while", "or else", "otherwise", "do X and Y follows"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daylight.knowledge import triggers
from daylight.knowledge.cues import lemma
from daylight.reading.attributions_sources import subtree
from daylight.reading.conditions_parts import (
    Parts,
    clause_tokens,
    consequence,
    first_verb,
    is_denied,
    is_refusal,
    lies_ahead,
    told_of,
    unbroken,
    wanted,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


def ordered(mark: Token) -> Parts | None:
    """ "X before Y" where X is demanded or promised, and "not X until Y": first the if-part, then what may follow."""
    if mark.lower_ == "before" and _is_time(mark.nbor(1)):
        return None
    if mark.dep_ == "mark":
        later, main = mark.head, mark.head.head
    else:
        below = [c for c in mark.children if c.dep_ in ("pobj", "pcomp")]
        if not below:
            return None
        later, main = below[0], mark.head
    if later.ent_type_ in ("DATE", "TIME") or main.pos_ not in ("VERB", "AUX") or main == later:
        return None
    if mark.dep_ == "mark" and later.dep_ != "advcl":
        return None
    if later.pos_ in ("NOUN", "PROPN") and (later.ent_type_ or lemma(later) in triggers.words("times")):
        return None
    main = told_of(main, mark)
    own = subtree(later) - {mark.i} | {mark.i}
    behind = frozenset(i for i in subtree(later) if i > mark.i)
    negated = is_denied(main) or is_refusal(main)
    first = unbroken(main, clause_tokens(main) - own, own)
    if mark.lower_ in ("until", "till"):
        kept = negated or (lemma(main) in triggers.words("lasting") and (wanted(main) or lies_ahead(main)))
        ahead = lies_ahead(main) or wanted(main)
        return Parts(behind, first, "until", 0.75, main.i) if kept and ahead and behind else None
    if negated:
        return Parts(behind, first, "until", 0.7, main.i) if lies_ahead(main) and behind else None
    return Parts(first, behind, "before", 0.7, later.i) if wanted(main) and behind and first else None


def _is_time(word: Token) -> bool:
    return word.ent_type_ in ("DATE", "TIME") or lemma(word) in triggers.words("times")


def lasting(mark: Token) -> Parts | None:
    """ "will not negotiate while the shells fall": a refusal for as long as something lasts."""
    clause, main = mark.head, mark.head.head
    if clause.dep_ != "advcl" or main.pos_ not in ("VERB", "AUX") or mark.i < main.i:
        return None  # before its main clause "while" concedes
    ahead = any(c.tag_ == "MD" and c.lower_ in ("will", "would", "wo", "can", "ca") for c in main.children)
    but_not = mark.nbor(-1).lower_ in ("not", "never")  # "will talk, but not while the shells fall"
    if not ((is_denied(main) or but_not) and ahead) and not is_refusal(main):
        return None
    own = subtree(clause)
    then, verb = consequence(clause, main, own)
    return Parts(own, then, "until", 0.65, verb) if then else None


def or_else(token: Token) -> Parts | None:
    """ "Withdraw, or else we will strike", "must disarm or face force"."""
    sentence, after = token.sent, token.nbor(1)
    if after.lower_ == "else":
        first, rest = frozenset(range(sentence.start, token.i)), frozenset(range(token.i + 2, sentence.end))
        return Parts(first, rest, "or-else", 0.7, first_verb(token.doc, rest)) if first else None
    faced = next((c for c in token.head.children if c.dep_ == "conj" and c.i > token.i), None)
    asked = token.head
    if faced is None or asked.pos_ not in ("VERB", "AUX"):
        return None
    undergone = any(c.dep_ == "auxpass" and c.lower_ == "be" for c in faced.children)
    if lemma(faced) not in triggers.words("suffered") and not undergone:
        return None
    if faced.i - token.i > 2 or not (wanted(asked) and asked.tag_ == "VB"):
        return None
    rest = frozenset(i for i in subtree(faced) if i > token.i)
    first = frozenset(i for i in subtree(asked) - subtree(faced) if i < token.i)
    return Parts(first, rest, "or-else", 0.7, faced.i) if first and rest else None


def otherwise(token: Token) -> Parts | None:
    """ "They must leave. Otherwise we will strike.": what is asked before is the if-part."""
    doc, sentence = token.doc, token.sent
    if token.is_sent_start:
        asked = doc[token.i - 1].sent
        if asked.end != token.i:
            return None
    else:
        asked = doc[sentence.start : token.i - 1]
    rest = frozenset(range(token.i + 1, sentence.end))
    verb = first_verb(doc, rest)
    if verb < 0 or not lies_ahead(doc[verb]) or not any(wanted(t) for t in asked if t.pos_ in ("VERB", "AUX")):
        return None
    return Parts(frozenset(range(asked.start, asked.end)), rest, "or-else", 0.55, verb)


def and_then(token: Token) -> Parts | None:
    """ "Pass the law and the door opens": what is told to be done, and what will follow."""
    asked = token.head
    follows = next((c for c in asked.children if c.dep_ == "conj" and c.i > token.i), None)
    if follows is None or any(c.dep_ in ("aux", "auxpass", "nsubj", "mark", "neg") for c in asked.children):
        return None
    subject = next((c for c in follows.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    opens = asked.is_sent_start or asked.nbor(-1).text in (":", '"', "“", ",")
    if subject is None or subject.i < token.i or not opens or follows.tag_ not in ("VB", "VBZ", "VBP"):
        return None
    rest = subtree(follows)
    return Parts(frozenset(i for i in subtree(asked) - rest if i < token.i), rest, "if", 0.55, follows.i)
