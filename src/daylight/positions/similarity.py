"""Foreign-policy similarity: how far two actors' stances agree, raw and beyond chance.

S after Signorino & Ritter, "Tau-b or not tau-b" (1999): 1 - 2 d / d_max with weighted absolute distances. Weighted
kappa after Cohen (1968) and weighted pi after Scott (1955), as Häge, "Choice or circumstance?" (2011) proposes for
foreign policy; with absolute weights on stances in [-1, 1]. All are 1 for full agreement; S is -1 for full
disagreement; pi and kappa are 0 for what chance gives.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars
from numpy.typing import NDArray


class Similarity(NamedTuple):
    """Agreement of two actors over the issues on which both spoke."""

    actor_a: str
    actor_b: str
    issues: int
    s: float
    pi: float
    """nan where chance leaves no room for disagreement."""
    kappa: float


def similarities(table: polars.DataFrame, actors: list[str] | None = None) -> list[Similarity]:
    """Similarity of all pairs of actors, most alike by pi first.

    Parameters
    ----------
    table : polars.DataFrame
        Positions, as from `daylight.positions.posterior.position_table`: ``actor``, ``issue``, ``mean``, ``alpha``,
        ``beta``.
    actors : list of str, optional
        Only these.

    Returns
    -------
    list of Similarity
        Pairs with at least one common issue. An issue weighs by the geometric mean of the two actors' shares of
        evidence.
    """
    chosen = table if actors is None else table.filter(polars.col("actor").is_in(actors))
    by_actor = {
        str(key[0]): {row["issue"]: (row["mean"], row["alpha"] + row["beta"]) for row in part.iter_rows(named=True)}
        for key, part in chosen.group_by("actor")
    }
    found = []
    names = sorted(by_actor)
    for number, a in enumerate(names):
        for b in names[number + 1 :]:
            common = sorted(by_actor[a].keys() & by_actor[b].keys())
            if not common:
                continue
            (x, w), (y, v) = (np.array([by_actor[n][issue] for issue in common]).T for n in (a, b))
            weights = np.sqrt(w / w.sum() * v / v.sum())
            found.append(Similarity(a, b, len(common), *similarity(x, y, weights)))
    return sorted(found, key=lambda f: (-np.nan_to_num(f.pi, nan=-2.0), -f.s, f.actor_a, f.actor_b))


def similarity(
    a: NDArray[np.float64], b: NDArray[np.float64], weights: NDArray[np.float64] | None = None
) -> tuple[float, float, float]:
    """S, weighted pi and weighted kappa of two profiles.

    Parameters
    ----------
    a, b : arrays of shape (n,)
        Stances in [-1, 1] on the same issues.
    weights : array of shape (n,), optional
        Of the issues; equal without it.

    Returns
    -------
    tuple of float
        S in [-1, 1]; pi and kappa at most 1, nan where expected disagreement is 0.
    """
    weights = np.ones(len(a)) if weights is None else weights
    weights = weights / weights.sum()
    observed = float(weights @ np.abs(a - b))
    by_kappa = float(weights @ np.abs(a[:, None] - b[None, :]) @ weights)
    pooled, shares = np.concatenate([a, b]), np.concatenate([weights, weights]) / 2
    by_pi = float(shares @ np.abs(pooled[:, None] - pooled[None, :]) @ shares)
    return 1 - observed, _beyond(observed, by_pi), _beyond(observed, by_kappa)


def _beyond(observed: float, expected: float) -> float:
    """Agreement beyond chance from observed and expected disagreement."""
    return 1 - observed / expected if expected > 1e-12 else float("nan")
