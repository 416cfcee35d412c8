"""The learned reader of claims beside the rules: both say what a claim does and where it stands, and are weighed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from daylight.language.claim_reader import ClaimReader, Passage
from daylight.reading.annotated import Annotated
from daylight.reading.claims import Claim, sentence_of
from daylight.records import Act, Span, Stance
from daylight.settings import ReadingSettings


def score_claims(annotated: Annotated, claims: Sequence[Claim]) -> None:
    """Fill in what the learned reader says of each claim; with the reader "rules" it is not asked."""
    if annotated.settings.reader != "learned" or not claims:
        return
    passages = [_passage(annotated, claim) for claim in claims]
    for claim, scores in zip(claims, ClaimReader.load().scores(passages), strict=True):
        claim.scores = scores


def weighed_act(claim: Claim, rule: Act, settings: ReadingSettings) -> Act:
    """The act of a claim that the rules' reading and the model's together make most likely."""
    if claim.scores is None:
        return rule
    return _best(claim.scores.act, rule, settings.trust_in_act)  # type: ignore[return-value]


def weighed_stance(claim: Claim, rule: Stance, settings: ReadingSettings) -> tuple[Stance, float]:
    """The same for its stance, with the probability of that stance (1 where the rules alone read).

    The model judges the words as they stand. Where the content names the issue, the rules know which of the issue's
    poles its words stand for ("to lift the sanctions" on sanctions), so that their "support" or "oppose" stays.
    """
    if claim.scores is None:
        return rule, 1.0
    scores, trust = claim.scores.stance, settings.trust_in_stance
    stays = rule in ("support", "oppose") and claim.names_issue
    stance = rule if stays else _best(scores, rule, trust)
    return stance, _probability(scores, stance, rule, trust)  # type: ignore[return-value]


def _best(scores: dict[str, float], rule: str, trust: float) -> str:
    """The likeliest label, where the rules' one is given `trust` more."""
    return max(scores, key=lambda label: (scores[label] + (trust if label == rule else 0.0), label))


def _probability(scores: dict[str, float], label: str, rule: str, trust: float) -> float:
    """The probability of a label, where the rules' one is given `trust` more."""
    total = {name: math.exp(score + (trust if name == rule else 0.0)) for name, score in scores.items()}
    return total[label] / sum(total.values())


def _passage(annotated: Annotated, claim: Claim) -> Passage:
    start, end = sentence_of(annotated, claim)

    def inside(span: Span) -> Span:
        return span[0] - start, span[1] - start

    cue = inside(annotated.syntax.span(claim.cue)) if claim.cue is not None else None
    return Passage(
        annotated.document.text[start:end],
        inside(annotated.syntax.span(claim.tokens)),
        cue,
        claim.attribution.author_voice,
    )
