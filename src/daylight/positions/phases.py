"""Phases of a debate: when its network of agreement passes from one state into another.

Networks at regular moments (kernel-smoothed, subtract) are compared pairwise; moments whose networks are alike form a
state (Masuda and Holme, "Detecting sequences of system states in temporal networks", 2019). A transition is a change
of state from one moment to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars
from numpy.typing import NDArray

from daylight.errors import InputError
from daylight.positions.bootstrap import bootstrap
from daylight.positions.counts import labels_of
from daylight.positions.networks import Network
from daylight.positions.posterior import regular_moments
from daylight.positions.windows import kernel_networks

LARGEST_STATES = 6


@dataclass(frozen=True)
class Phases:
    """States over time."""

    moments: list[date]
    distances: NDArray[np.float64]
    """Between the networks of the moments, each scaled to absolute sum 1; in [0, 2]."""
    states: NDArray[np.int64]
    """State of each moment, numbered in the order in which they first occur."""
    stability: NDArray[np.float64]
    """Share of bootstrap draws in which the state changes at this moment or a neighbouring one; nan at the first."""

    @property
    def transitions(self) -> list[date]:
        """Moments at which the state is another than before."""
        return [self.moments[k] for k in range(1, len(self.moments)) if self.states[k] != self.states[k - 1]]


def phases(
    frame: polars.DataFrame,
    rows: str,
    columns: str,
    qualifier: str,
    moments: Sequence[date] | None = None,
    width: int = 60,
    kernel: str = "gaussian",
    draws: int = 50,
    seed: int = 0,
    jobs: int = 1,
) -> Phases:
    """States of a debate and its transitions, with their stability.

    Parameters
    ----------
    moments : sequence of date, optional
        Without it, 24 from the first to the last claim.
    width, kernel
        Of the smoothing, in days.
    draws, seed, jobs
        Of the bootstrap over claims.
    frame, rows, columns, qualifier
        As for `daylight.positions.networks.network`.
    """
    first, last = frame["date"].min(), frame["date"].max()
    if not isinstance(first, date) or not isinstance(last, date):
        raise InputError("no claim has a date; phases need dates")
    at = list(moments) if moments else regular_moments(first, last)
    whole = labels_of(frame, rows)

    def states_of(part: polars.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        networks = kernel_networks(part, at, width, kernel, rows, columns, qualifier, "subtract")
        apart = network_distances(networks, whole)
        return apart, states(apart)

    apart, found = states_of(frame)
    changes = np.zeros(len(at))
    for _, drawn in bootstrap(frame, states_of, draws, seed, jobs):
        change = np.concatenate([[False], drawn[1:] != drawn[:-1]])
        changes += np.convolve(change, [1, 1, 1], "same") > 0
    stability = changes / draws if draws else np.full(len(at), np.nan)
    stability[0] = np.nan
    return Phases(at, apart, found, stability)


def network_distances(networks: Sequence[Network], labels: list[str]) -> NDArray[np.float64]:
    """Sum of absolute differences of ties between networks, each scaled to absolute sum 1."""
    index = {label: k for k, label in enumerate(labels)}
    stack = np.zeros((len(networks), len(labels) ** 2))
    for row, network in zip(stack, networks, strict=True):
        at = [index[label] for label in network.rows]
        total = np.abs(network.matrix).sum()
        full = row.reshape(len(labels), len(labels))
        full[np.ix_(at, at)] = network.matrix / total if total else network.matrix
    return np.array([np.abs(stack - row).sum(axis=1) for row in stack])


def dna_distances(matrices: Sequence[NDArray[np.float64]], measure: str, scaled: bool) -> NDArray[np.float64]:
    """Distances as DNA 3.1.2 computes them for its phase transitions.

    Parameters
    ----------
    matrices : sequence of arrays
        Kernel networks of the variant "dna".
    measure : str
        "absdiff", or "spectral", which in DNA compares degree sequences of the positive ties.
    scaled : bool
        Whether each network is first divided by its sum.
    """
    if measure == "spectral":
        degrees = [np.sort(np.clip(matrix, 0, None).sum(axis=1)) for matrix in matrices]
        points = np.array([d / d.sum() if d.sum() else d for d in degrees])
    else:
        points = np.array([(m / m.sum() if scaled and m.sum() else m).ravel() for m in matrices])
    return np.array([np.abs(points - point).sum(axis=1) for point in points])


def states(distances: NDArray[np.float64]) -> NDArray[np.int64]:
    """State of each moment: average-linkage clusters, as many (2 to 6) as have the largest mean silhouette.

    All moments are one state where no silhouette is above 0.25, below which clusters are held to have no substance.
    """
    from scipy.cluster.hierarchy import average, fcluster
    from scipy.spatial.distance import squareform

    n = len(distances)
    best, widest = np.zeros(n, dtype=np.int64), 0.25
    if n < 3 or distances.max() <= 1e-12:
        return best
    tree = average(squareform((distances + distances.T) / 2, checks=False))
    for many in range(2, min(LARGEST_STATES, n - 1) + 1):
        found = fcluster(tree, many, "maxclust")
        width = _silhouette(distances, found)
        if width > widest + 1e-9:
            seen = {state: number for number, state in enumerate(dict.fromkeys(found.tolist()))}
            best, widest = np.array([seen[s] for s in found.tolist()], dtype=np.int64), width
    return best


def _silhouette(distances: NDArray[np.float64], groups: NDArray[np.int64]) -> float:
    """Mean silhouette; members of groups of one count 0."""
    widths = []
    for at, group in enumerate(groups):
        own = (groups == group) & (np.arange(len(groups)) != at)
        if not own.any() or len(set(groups.tolist())) < 2:
            widths.append(0.0)
            continue
        inside = distances[at, own].mean()
        outside = min(distances[at, groups == other].mean() for other in set(groups.tolist()) - {group})
        widths.append((outside - inside) / (max(inside, outside) or 1.0))
    return float(np.mean(widths))
