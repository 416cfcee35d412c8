"""Camps: communities of a network with ties of both signs.

Leiden on the positive and the negative ties as two layers, the latter with weight -1 (Traag & Bruggeman, "Community
detection in networks with positive and negative links", 2009; Traag, Waltman & van Eck, "From Louvain to Leiden",
2019).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars
from numpy.typing import NDArray

from daylight.positions.bootstrap import bootstrap, pairs_alike
from daylight.positions.networks import network


@dataclass(frozen=True)
class Camps:
    """Actors in camps; camp 0 is the largest."""

    actors: list[str]
    camps: NDArray[np.int64]
    quality: float
    """Signed modularity of the division."""
    stability: NDArray[np.float64]
    """Of each actor: share of its pairs with others that bootstrap draws divide or join alike; nan without draws."""


def camps(
    frame: polars.DataFrame,
    rows: str,
    columns: str,
    qualifier: str,
    duplicates: str = "document",
    resolution: float = 1.0,
    draws: int = 50,
    seed: int = 0,
    jobs: int = 1,
) -> Camps:
    """Camps of a debate, with their stability under resampling of claims.

    Parameters
    ----------
    resolution : float
        Above 1 gives more and smaller camps, below 1 fewer.
    draws, seed, jobs
        Of the bootstrap over claims.
    frame, rows, columns, qualifier, duplicates
        As for `daylight.positions.networks.network`; ties are subtract, average-normalised.
    """

    def found(part: polars.DataFrame) -> tuple[list[str], NDArray[np.int64], float]:
        made = network(part, rows, columns, qualifier, "one", "subtract", "average", duplicates)
        division, quality = signed_leiden(made.matrix, resolution, seed)
        return made.rows, division, quality

    actors, division, quality = found(frame)
    drawn = [(names, camps) for names, camps, _ in bootstrap(frame, found, draws, seed, jobs)]
    return Camps(actors, division, quality, pairs_alike(actors, division, drawn))


def signed_leiden(
    matrix: NDArray[np.float64], resolution: float = 1.0, seed: int = 0
) -> tuple[NDArray[np.int64], float]:
    """Division of the nodes of a signed symmetric network, and its quality.

    Returns
    -------
    array of int
        Community of each node, the largest 0; of communities of one size, the one with the earlier node first.
    float
        Modularity of the positive less that of the negative ties.
    """
    import igraph
    import leidenalg

    n = len(matrix)
    if n == 0:
        return np.zeros(0, dtype=np.int64), 0.0
    upper = np.triu((matrix + matrix.T) / 2, 1)
    layers, weights = [], []
    for sign in (1.0, -1.0):
        i, j = np.nonzero(sign * upper > 0)
        if not len(i):
            continue
        graph = igraph.Graph(n, list(zip(i.tolist(), j.tolist(), strict=True)))
        graph.es["weight"] = np.abs(upper[i, j]).tolist()
        layers.append(
            leidenalg.RBConfigurationVertexPartition(graph, weights="weight", resolution_parameter=resolution)
        )
        weights.append(sign)
    if not layers:
        return np.arange(n, dtype=np.int64), 0.0
    optimiser = leidenalg.Optimiser()
    optimiser.set_rng_seed(seed)
    while optimiser.optimise_partition_multiplex(layers, layer_weights=weights) > 1e-12:
        pass
    totals = [layer.graph.es["weight"] for layer in layers]
    quality = sum(
        w * layer.quality() / (2 * sum(total)) for w, layer, total in zip(weights, layers, totals, strict=True)
    )
    return _by_size(np.array(layers[0].membership, dtype=np.int64)), float(quality)


def _by_size(division: NDArray[np.int64]) -> NDArray[np.int64]:
    labels = dict.fromkeys(division.tolist())
    sizes = np.bincount(division)
    order = sorted(labels, key=lambda camp: (-sizes[camp], list(labels).index(camp)))
    place = {camp: number for number, camp in enumerate(order)}
    return np.array([place[camp] for camp in division.tolist()], dtype=np.int64)
