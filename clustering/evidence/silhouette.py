"""Points, labels -> how much nearer each point is to its own cluster."""

import numpy as np
from numpy.typing import NDArray

from clustering.arrays import IntArray


def silhouette(away: NDArray[np.floating], labels: IntArray) -> float:
    """Return the mean silhouette: 1 for tight and far apart, about 0 for slices.

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
        return 0.0
    rows = np.arange(len(labels))
    own_cluster = np.equal.outer(np.arange(len(names)), labels).astype(away.dtype)
    sums = own_cluster @ away  # (k, n)
    own = sums[labels, rows] / np.maximum(sizes[labels] - 1, 1)
    sums[labels, rows] = np.inf
    other = (sums / sizes[:, None].astype(away.dtype)).min(axis=0)
    longer = np.maximum(own, other)
    gain = np.divide(other - own, longer, out=np.zeros_like(own), where=longer > 0)
    return float(np.where(sizes[labels] > 1, gain, 0).mean())
