"""The confidence of a statement: the probability that its holder, content and stance are right together."""

from __future__ import annotations

import math

from daylight.reading.claims import Claim
from daylight.reading.parties import Parties

WEIGHTS = (-1.05, 0.30, 0.27, 0.70, -0.61)
"""Of a constant and of what `evidence` yields, where the learned reader was asked; `benchmarks/confidence.py --fit`
makes them."""
_UNNAMED = 0.9
"""Factor of confidence for a holder without a name, where the rules alone read."""
_UNRESOLVED = 0.7
"""Factor of confidence for a holder that is no known actor of the document, likewise."""
_FOUND = {"named": 0.9, "taken up": 0.8, "meant": 0.65, "running": 0.5}
"""Factor for stance and issue, likewise, by how the issue was found: words name it, it is taken up from before, it is
near in meaning. Nine in ten of the project's own sentences with a named issue have their stance read right."""


def confidence_of(claim: Claim, holder: str, parties: Parties) -> float:
    """The confidence of a claim's statement by one of its holders, in [0, 1].

    Parameters
    ----------
    claim : Claim
        With its issue and how sure its stance is.
    holder : str
    parties : Parties
        Of the same document.

    Notes
    -----
    With the learned reader of claims it is calibrated (logistic regression, Platt 1999). With the rules alone it is a
    product of factors.
    """
    if claim.scores is not None:
        score = sum(w * e for w, e in zip(WEIGHTS, (1.0, *evidence(claim)), strict=True))
        return round(1 / (1 + math.exp(-score)), 4)
    found = "named" if claim.names_issue else "taken up" if claim.match is not None else "meant"
    kind = parties.kind(holder)
    known = _UNRESOLVED if kind is None else _UNNAMED if kind == "group" else 1.0
    return round(claim.attribution.confidence * known * _FOUND["running" if claim.running else found], 4)


def evidence(claim: Claim) -> tuple[float, float, float, float]:
    """Log odds of the attribution and of the stance; whether the content names its issue; whether the topic runs on."""
    named, running = float(claim.names_issue), float(claim.running)
    return _log_odds(claim.attribution.confidence), _log_odds(claim.sure), named, running


def _log_odds(probability: float) -> float:
    p = min(max(probability, 0.01), 0.99)
    return math.log(p / (1 - p))
