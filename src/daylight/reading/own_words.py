"""Own words: issues named from the words of a content, where nothing else names one."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from daylight.knowledge.acts import acts
from daylight.knowledge.operators import operators
from daylight.reading.claims import Claim
from daylight.reading.topics import standing
from daylight.records import Issue

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

_RECURS = 3
"""Times that a document must name a thing for it to be a topic of its own."""


def own_thing(claim: Claim) -> bool:
    """Whether the document comes back to the noun that a content is about, so that it is a topic of its own."""
    named = own_words(claim.tokens, claim.core)[1]
    if named.pos_ != "NOUN" or named.lemma_.lower() in acts().light | acts().stands | operators().bad:
        return False
    return _nouns_of(claim.tokens.doc)[named.lemma_.lower()] >= _RECURS


@lru_cache(maxsize=1)
def _nouns_of(doc: Doc) -> Counter[str]:
    """How often a document says each noun; of the last document asked for, as its claims are asked for together."""
    return Counter(token.lemma_.lower() for token in doc if token.pos_ == "NOUN")


def _fades(noun: Token, tokens: TokenSpan) -> bool:
    """Whether a noun only tells what became of the thing that follows it ("the collapse of the patrols")."""
    below = [t for c in noun.children if c.dep_ == "prep" for t in c.subtree if t.i in range(tokens.start, tokens.end)]
    return noun.lemma_.lower() in operators().fading and any(t.pos_ == "NOUN" for t in below)


def own_words(tokens: TokenSpan, root: Token) -> tuple[Issue, Token]:
    """An issue named from a content's own words, its most telling noun with what describes it, and that noun."""
    light = acts().light | acts().stands
    by_kind = [[t for t in tokens if t.pos_ == kind] for kind in ("NOUN", "PROPN")]
    nouns = [
        t
        for t in next((some for some in by_kind if some), [])
        if t.ent_type_ not in ("DATE", "TIME", "CARDINAL", "ORDINAL")
    ]
    order = {"dobj": 0, "nsubjpass": 1, "attr": 2, "nsubj": 2, "pobj": 3}
    head = min(
        nouns,
        key=lambda t: (
            t.lemma_.lower() in light,
            _fades(t, tokens),
            round(-standing(t, tokens, root), 1),
            order.get(t.dep_, 4),
            t.i,
        ),
        default=root,
    )
    if not nouns:
        return Issue(id="unnamed", name="Unnamed", proposition="Unnamed"), root
    words = [c for c in head.lefts if c.dep_ == "compound" and c.is_alpha] + [head]
    label = " ".join(w.lemma_.lower() for w in words if w.is_alpha) or "what was said"
    key = re.sub(r"[^a-z0-9]+", "-", label).strip("-") or "said"
    return Issue(
        id=key, name=label[0].upper() + label[1:], proposition=f"For {label}", contrary=f"Against {label}"
    ), head
