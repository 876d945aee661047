"""A handful of points -> the k clusters that no others are tighter than."""

from functools import cache

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray, IntArray

MOST = 8
"""Points up to which all ways to divide them, 1 701 at most, are tried at once."""


def divide(points: FloatArray, weights: IntArray, k: int) -> IntArray:
    """Return the cluster (m,) of each of a few points, at the least SSE.

    Parameters
    ----------
    points : (m, d)
        Different ones, `MOST` at most; m >= k.
    weights : (m,) ints
        How often each counts.
    """
    costs = scatters(points, weights.astype(float))[clusters(len(points), k)]
    best: IntArray = partitions(len(points), k)[costs.sum(axis=1).argmin()]
    return best.copy()  # the next fit divides by the same ways


def scatters(points: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the SSE (2**m,) of each subset of the points; its bits tell which.

    It is that of all pairs, over the weight: sums of numbers that are never negative
    lose no digits, wherever the points lie.
    """
    m = len(points)
    inside = (np.arange(2**m)[:, None] >> np.arange(m) & 1) * weights
    pairs = cdist(points, points, "sqeuclidean")
    sums = ((inside @ pairs) * inside).sum(axis=1) / 2
    found: FloatArray = sums / np.maximum(inside.sum(axis=1), 1)
    return found


@cache
def clusters(m: int, k: int) -> IntArray:
    """Return the clusters (p, k) of each of the partitions, as bits."""
    own = partitions(m, k)[:, :, None] == np.arange(k)
    found: IntArray = (own << np.arange(m)[:, None]).sum(axis=1)
    return found


@cache
def partitions(m: int, k: int) -> IntArray:
    """Return the labels (p, m) of every way to divide m points into k clusters.

    The last point is either alone in its cluster, or in one of the others'.
    """
    if not 0 < k <= m:
        return np.zeros((int(k == m), m), dtype=np.intp)
    alone, others = partitions(m - 1, k - 1), partitions(m - 1, k)
    joined = np.tile(np.arange(k), len(others))
    return np.vstack(
        [
            np.column_stack([alone, np.full(len(alone), k - 1)]),
            np.column_stack([others.repeat(k, axis=0), joined]),
        ]
    )
