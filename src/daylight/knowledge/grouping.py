"""Weights by which claims are joined to one issue, fitted by `training/grouping.py` on own annotated texts."""

from __future__ import annotations

WEIGHTS = {
    "bias": -2.62,
    "theme": 0.41,
    "both_named": 1.11,
    "nearness": 1.06,
    "paragraph": 0.70,
    "noun_in_sentence": 1.29,
    "same_noun": 0.42,
}
LIKELY = 0.25
"""Least likelihood for a claim to share the issue of an earlier one."""
