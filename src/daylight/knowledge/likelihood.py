"""Words for probabilities: the first row of ICD 203 (2015), "Analytic Standards", section D.6.e.(2).(a).

The upper band owns a bound that two bands share. Rows are never mixed; a sentence never joins a likelihood word with
a confidence level.
"""

from __future__ import annotations

LIKELIHOOD = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
)
"""Upper bound (excluded) of each band but the last."""


def likelihood(probability: float) -> str:
    """The likelihood word for a probability.

    Parameters
    ----------
    probability : float
        In [0, 1].

    Raises
    ------
    ValueError
        Outside [0, 1].

    Examples
    --------
    >>> likelihood(0.8)
    'very likely'
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"a probability lies in [0, 1], not {probability}")
    return next((word for bound, word in LIKELIHOOD if probability < bound), "almost certain")
