"""Likelihood in words: the estimative scale of ICD 203 (2015), one row of it; the upper band owns a shared bound."""

from __future__ import annotations

BANDS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
)


def likelihood(probability: float) -> str:
    """The word for a probability in [0, 1]."""
    return next((word for bound, word in BANDS if probability < bound), "almost certain")
