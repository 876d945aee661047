"""Clusters -> tighter ones, by moving single rows."""

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray, IntArray
from clustering.fitting.clock import Timer
from clustering.fitting.settling import Clusters

LIMIT = 15_000
"""Rows times clusters up to which single rows are exchanged."""
EXCHANGES = 50
"""Rows exchanged at most."""
NARROW = 2.0**-40
"""For each row, in squared units; a smaller gain may be owed to rounding."""


def exchange(clusters: Clusters, timer: Timer) -> bool:
    """Move single rows while that makes the whole tighter; tell whether any moved.

    A row can be worth moving although its own center is the nearest, since both
    centers move with it.

    References
    ----------
    Hartigan (1975), "Clustering algorithms"; Telgarsky, Vattani (2010),
    "Hartigan's method: k-means clustering without Voronoi".
    """
    if len(clusters.labels) * len(clusters.totals) > LIMIT:
        return False
    measured = clusters.table.measured(clusters.table.points)
    moved = False
    for _ in range(EXCHANGES):
        gains = exchange_gains(clusters, measured)
        least = NARROW * clusters.table.unit**2 * len(measured)
        rows, to = disjoint(clusters.labels, gains, least)
        if not len(rows) or timer.up():
            break
        clusters.move(rows, to)
        clusters.rings, moved = [], True
    return moved


def disjoint(
    labels: IntArray, gains: FloatArray, least: float
) -> tuple[IntArray, IntArray]:
    """Return the best exchanges between different clusters: rows, and where they go.

    Where no cluster takes part twice, the gains (m, k) add up.
    """
    best = gains.argmax(axis=1)
    gain = gains[np.arange(len(gains)), best]
    worth = np.flatnonzero(gain > least)
    busy: set[int] = set()
    picked = []
    for row in worth[(-gain[worth]).argsort(kind="stable")]:
        pair = {int(labels[row]), int(best[row])}
        if not busy & pair:
            busy |= pair
            picked.append(row)
    rows = np.array(picked, dtype=np.intp)
    return rows, best[rows]


def exchange_gains(clusters: Clusters, measured: FloatArray) -> FloatArray:
    """Return how much SSE (m, k) it saves to move each measured row to each cluster."""
    labels, weights = clusters.labels, clusters.table.weights[:, None]
    away = cdist(measured, clusters.table.measured(clusters.centers), "sqeuclidean")
    masses = clusters.totals[:, 0]
    own = np.arange(len(away)), labels
    rest = masses[labels, None] - weights
    # A row alone in its cluster has nothing to gain.
    growth = np.where(rest > 0, masses[labels, None] / np.maximum(rest, 1), 0)
    leave = growth * weights * away[own][:, None]
    join = weights * masses / (masses + weights) * away
    join[own] = np.inf
    gains: FloatArray = leave - join
    return gains
