"""Points, labels -> how much nearer each point is to its own cluster."""

import numpy as np

from clustering.arrays import FloatArray, IntArray


def silhouette(away: FloatArray, labels: IntArray) -> float:
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
    heads = sizes.cumsum() - sizes
    sums = np.add.reduceat(away[labels.argsort()], heads).T  # (n, k)
    own = sums[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    sums[rows, labels] = np.inf
    other = (sums / sizes).min(axis=1)
    longer = np.maximum(own, other)
    gain = np.divide(other - own, longer, out=np.zeros_like(own), where=longer > 0)
    return float(np.where(sizes[labels] > 1, gain, 0).mean())
