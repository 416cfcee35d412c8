"""Grouping: which earlier claim a claim without a named theme goes on about, as a choice of its likeliest antecedent.

Each pair of claims is scored by what makes two sentences of a document be about one dispute: nearness, one paragraph,
a shared noun, the theme that the rules found. (Likeness in meaning, by sentence embeddings, added nothing to these.)
A claim joins the issue of the earlier claim that scores best, if that is likely enough; so a later claim never
regroups earlier ones. The choice of an antecedent is that of mention ranking in coreference (Denis and Baldridge 2008).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from daylight.knowledge.acts import acts
from daylight.knowledge.grouping import LIKELY, WEIGHTS
from daylight.reading.annotated import Annotated
from daylight.reading.claims import Claim
from daylight.reading.own_words import own_words

_FAR = 40
"""Claims further back than this are no antecedents."""


class Traits(NamedTuple):
    """What of a claim its grouping looks at."""

    issue: str
    theme: str | None
    named: bool
    segment: int
    noun: str | None
    nouns: frozenset[str]


def is_named(claim: Claim) -> bool:
    """Whether words of the claim itself name its theme."""
    return claim.match is not None and claim.tokens.start <= claim.match.head.i < claim.tokens.end


def antecedents(annotated: Annotated, claims: Sequence[Claim]) -> dict[int, int | None]:
    """For each claim that names no theme the place of the earlier one whose issue it shares, None where there is none.

    Parameters
    ----------
    annotated : Annotated
        With issues as the rules found them.
    claims : sequence of Claim
        In text order, each with its issues.
    """
    if all(is_named(claim) for claim in claims):
        return {}
    traits = traits_of(annotated, claims)
    chosen: dict[int, int | None] = {}
    for later, claim in enumerate(claims):
        if is_named(claim):
            continue
        scored = [(likelihood(features(traits, earlier, later)), earlier)
                  for earlier in range(max(0, later - _FAR), later)]  # fmt: skip
        best = max(scored, default=(0.0, 0))
        chosen[later] = best[1] if best[0] >= LIKELY else None
    return chosen


def traits_of(annotated: Annotated, claims: Sequence[Claim]) -> list[Traits]:
    """Traits of the claims."""
    traits = []
    for claim in claims:
        sentence = annotated.syntax.doc[claim.tokens[0].sent.start : claim.tokens[-1].sent.end]
        noun = own_words(claim.tokens, claim.core)[1]
        segment = annotated.syntax.segment(claim.tokens.start)
        traits.append(
            Traits(
                issue=claim.issues[0],
                theme=annotated.issues[claim.issues[0]].theme,
                named=is_named(claim),
                segment=segment.start if segment is not None else -1,
                noun=noun.lemma_.lower() if noun.pos_ == "NOUN" and noun.lemma_.lower() not in acts().light else None,
                nouns=frozenset(t.lemma_.lower() for t in sentence if t.pos_ in ("NOUN", "PROPN") and not t.is_stop),
            )
        )
    return traits


def features(traits: Sequence[Traits], earlier: int, later: int) -> dict[str, float]:
    """What speaks for two claims being about one thing, by name."""
    one, two = traits[earlier], traits[later]
    return {
        "bias": 1.0,
        "theme": float(one.theme is not None and one.theme == two.theme),
        "both_named": float(one.issue == two.issue and one.named and two.named),
        "nearness": 1.0 / (later - earlier),
        "paragraph": float(one.segment == two.segment),
        "noun_in_sentence": float(one.noun in two.nouns or two.noun in one.nouns),
        "same_noun": float(one.noun is not None and one.noun == two.noun),
    }


def likelihood(found: dict[str, float]) -> float:
    """How likely two claims are about one thing, from 0 to 1."""
    return 1.0 / (1.0 + exp(-sum(WEIGHTS[name] * value for name, value in found.items())))
