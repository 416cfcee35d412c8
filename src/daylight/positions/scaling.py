"""Ideal points: actors and issues on one line, with intervals.

The Bayesian item-response model of Clinton, Jackman & Rivers, "The statistical analysis of roll call data" (2004):
actor i supports issue j with probability Phi(b_j x_i - a_j), x_i ~ N(0, 1), (a_j, b_j) ~ N(0, 4 I). Sampled by Gibbs
steps with latent utilities (Albert & Chib, 1993), each step vectorised. Every draw is scaled to mean 0 and variance 1
and turned to agree with the first component of the actor × issue matrix, which fixes location, scale and direction.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars
from numpy.typing import NDArray

from daylight.errors import InputError


@dataclass(frozen=True)
class IdealPoints:
    """Places on the line; intervals hold with probability 0.9."""

    actors: list[str]
    points: NDArray[np.float64]
    """Posterior means, shape (actors,)."""
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    issues: list[str]
    discrimination: NDArray[np.float64]
    """How strongly, and to which side, an issue divides the actors; posterior means, shape (issues,)."""
    discrimination_low: NDArray[np.float64]
    discrimination_high: NDArray[np.float64]
    convergence: float
    """Largest Gelman-Rubin R-hat of the actors' points over two chains; near 1 is good."""


def ideal_points(
    frame: polars.DataFrame,
    actor: str = "actor",
    issue: str = "issue",
    value: str = "value",
    least: int = 2,
    draws: int = 4000,
    burn: int = 1000,
    seed: int = 0,
) -> IdealPoints:
    """Scale actors and issues from signed claims.

    Parameters
    ----------
    frame : polars.DataFrame
        Claims; each counts as one observation of support (value above 0) or opposition (below).
    actor, issue, value : str
        Column names; boolean values are support and opposition.
    least : int
        Actors and issues with fewer claims are left out.
    draws, burn : int
        Kept and discarded draws of each of two chains.
    seed : int
        Of the chains.

    Raises
    ------
    InputError
        When fewer than two actors or issues remain.
    """
    kept = frame.select(actor=polars.col(actor).cast(polars.String), issue=polars.col(issue).cast(polars.String),
                        value=polars.col(value)).drop_nulls()  # fmt: skip
    if kept.schema["value"] == polars.Boolean:
        kept = kept.with_columns(value=polars.col("value").cast(polars.Float64) * 2 - 1)
    kept = kept.filter((polars.col("value") != 0) & (polars.col("actor") != "") & (polars.col("issue") != ""))
    for name in ("actor", "issue", "actor"):
        kept = kept.filter(polars.len().over(name) >= least)
    actors, issues = (kept[name].unique().sort().to_list() for name in ("actor", "issue"))
    if len(actors) < 2 or len(issues) < 2:
        raise InputError(f"scaling needs at least two actors and two issues with {least} claims each")
    i = kept["actor"].cast(polars.Enum(actors)).to_physical().cast(polars.Int64).to_numpy()
    j = kept["issue"].cast(polars.Enum(issues)).to_physical().cast(polars.Int64).to_numpy()
    side = np.where(kept["value"].to_numpy() > 0, 1.0, -1.0)
    net = np.zeros((len(actors), len(issues)))
    np.add.at(net, (i, j), side)
    reference = np.linalg.svd(net / np.maximum(np.abs(net).max(axis=1, keepdims=True), 1), full_matrices=False)[0][:, 0]
    chains = [
        _chain(i, j, side, net.shape, reference, draws, burn, np.random.default_rng(stream))
        for stream in np.random.SeedSequence(seed).spawn(2)
    ]
    points = np.concatenate([chain[0] for chain in chains])
    slopes = np.concatenate([chain[1] for chain in chains])
    low, high = np.quantile(points, [0.05, 0.95], axis=0)
    slope_low, slope_high = np.quantile(slopes, [0.05, 0.95], axis=0)
    middle, slope_middle = points.mean(axis=0), slopes.mean(axis=0)
    r_hat = _r_hat([chain[0] for chain in chains])
    return IdealPoints(actors, middle, low, high, issues, slope_middle, slope_low, slope_high, r_hat)


def _chain(
    i: NDArray[np.int64],
    j: NDArray[np.int64],
    side: NDArray[np.float64],
    shape: tuple[int, int],
    reference: NDArray[np.float64],
    draws: int,
    burn: int,
    generator: np.random.Generator,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draws of actors' points and issues' slopes, each of shape (draws, n)."""
    from scipy.special import ndtr, ndtri

    n, m = shape
    x = reference / (reference.std() or 1.0) + generator.normal(0, 0.1, n)
    slope, cut = np.zeros(m), np.zeros(m)
    points, slopes = np.empty((draws, n)), np.empty((draws, m))
    for step in range(burn + draws):
        # 1. Latent utilities: normal around b x - a, cut off at 0 on the side taken.
        mean = slope[j] * x[i] - cut[j]
        below = ndtr(-mean)
        chance = generator.random(len(i))
        quantile = np.where(side > 0, below + chance * (1 - below), chance * below)
        utility = mean + ndtri(np.clip(quantile, 1e-12, 1 - 1e-12))
        # 2. Cut points and slopes of issues: regression of utilities on points.
        xx = np.bincount(j, x[i] ** 2, m) + 0.25
        x1 = np.bincount(j, x[i], m)
        count = np.bincount(j, minlength=m) + 0.25
        u1, ux = np.bincount(j, utility, m), np.bincount(j, utility * x[i], m)
        determinant = xx * count - x1**2
        mean_slope = (count * ux - x1 * u1) / determinant
        mean_level = (xx * u1 - x1 * ux) / determinant
        root = np.sqrt(count / determinant)
        slope = mean_slope + root * generator.normal(size=m)
        level = mean_level - x1 / count * (slope - mean_slope) + generator.normal(size=m) / np.sqrt(count)
        cut = -level
        # 3. Points of actors: regression of utilities on slopes.
        precision = 1 + np.bincount(i, slope[j] ** 2, n)
        pull = np.bincount(i, slope[j] * (utility + cut[j]), n)
        x = pull / precision + generator.normal(size=n) / np.sqrt(precision)
        if step >= burn:
            # 4. Location, scale and direction of the draw; the chain itself stays as it is.
            turn = 1.0 if x @ reference >= 0 else -1.0
            scale = x.std() or 1.0
            points[step - burn] = turn * (x - x.mean()) / scale
            slopes[step - burn] = turn * slope * scale
    return points, slopes


def _r_hat(chains: list[NDArray[np.float64]]) -> float:
    """Largest potential scale reduction over the columns (Gelman & Rubin, 1992)."""
    halves = np.array([half for chain in chains for half in np.array_split(chain[: len(chain) // 2 * 2], 2)])
    length = halves.shape[1]
    within = halves.var(axis=1, ddof=1).mean(axis=0)
    between = length * halves.mean(axis=1).var(axis=0, ddof=1)
    pooled = (length - 1) / length * within + between / length
    return float(np.sqrt(pooled / np.maximum(within, 1e-12)).max())
