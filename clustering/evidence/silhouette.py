"""Points, labels -> how much nearer each point is to its own cluster."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray, IntArray

SAMPLE = 2_000
"""Points that stand for all in a picture."""
FEWEST = 40
"""Of a cluster, if it has so many and the clusters are few."""


def silhouette(away: NDArray[np.floating], labels: IntArray) -> float:
    """Return the mean silhouette: 1 for tight and far apart, about 0 for slices.

    Parameters are those of `silhouettes`.
    """
    return float(silhouettes(away, labels).mean())


def silhouettes(away: NDArray[np.floating], labels: IntArray) -> NDArray[np.floating]:
    """Return each point's silhouette (n,): -1 far from its own, 1 amid it.

    Parameters
    ----------
    away : (n, n)
        Distances between all points.
    labels : (n,) ints
        Of 2 clusters or more; with fewer, the silhouette is 0.

    References
    ----------
    Rousseeuw (1987), "Silhouettes: a graphical aid to the interpretation and
    validation of cluster analysis".
    """
    names, labels, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    if len(names) == 1:
        return np.zeros(len(labels), dtype=away.dtype)
    rows = np.arange(len(labels))
    own_cluster = np.equal.outer(np.arange(len(names)), labels).astype(away.dtype)
    sums = own_cluster @ away  # (k, n)
    own = sums[labels, rows] / np.maximum(sizes[labels] - 1, 1)
    sums[labels, rows] = np.inf
    other = (sums / sizes[:, None].astype(away.dtype)).min(axis=0)
    longer = np.maximum(own, other)
    gain = np.divide(other - own, longer, out=np.zeros_like(own), where=longer > 0)
    return np.where(sizes[labels] > 1, gain, 0)


def sampled(
    points: FloatArray, labels: IntArray, rng: np.random.Generator
) -> tuple[FloatArray, IntArray]:
    """Return silhouettes (s,) of some points of every cluster, and their labels (s,).

    Parameters
    ----------
    points : (n, d)
    labels : (n,) ints
        Of 2 clusters or more.
    rng : Generator
    """
    some = part(labels, rng)
    seen, own = points[some], labels[some]
    # Silhouettes have no unit; squares of the largest numbers are no numbers.
    size = np.abs(seen).max()
    away = cdist(seen / size, seen / size) if size else np.zeros((len(seen),) * 2)
    return silhouettes(away, own).astype(np.float64), own


def part(labels: IntArray, rng: np.random.Generator) -> IntArray:
    """Return some points of every cluster: of small ones more than their share."""
    sizes = np.bincount(labels)
    fewest = max(2, min(FEWEST, SAMPLE // len(sizes)))
    shares = np.maximum(fewest, SAMPLE * (sizes / len(labels))).astype(np.intp)
    drawn = [
        rng.choice(np.flatnonzero(labels == own), min(size, most), replace=False)
        for own, (size, most) in enumerate(zip(sizes, shares, strict=True))
    ]
    return np.concatenate(drawn)
