"""Points, centers -> the nearest center of each point, as `vq` means it."""

from collections.abc import Iterator

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray, IntArray

BLOCK = 2**18
"""Distances held in memory at a time."""
SAFE = 400
"""Numbers up to 2**SAFE, and down to 2**-SAFE, have squares that are floats, and so
have their sums over all features and rows."""


def nearest(points: FloatArray, centers: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return the nearest center of each point and the way to it.

    Parameters
    ----------
    points : (n, d)
    centers : (k, d)

    Returns
    -------
    labels : (n,) ints in 0..k-1
        Of centers equally near, the first.
    squared : (n,)
        Squared Euclidean distance to that center, in the points' unit squared.
    """
    exponent = power(points, centers)
    if exponent:
        points, centers = np.ldexp(points, -exponent), np.ldexp(centers, -exponent)
    labels = np.empty(len(points), dtype=np.intp)
    squared = np.empty(len(points))
    for block, away in distances(points, centers):
        labels[block] = away.argmin(axis=1)
        squared[block] = np.take_along_axis(away, labels[block, None], axis=1)[:, 0]
    with np.errstate(over="ignore", under="ignore"):
        return labels, np.ldexp(squared, 2 * exponent) if exponent else squared


def assign(
    points: FloatArray, centers: FloatArray, *, offset: FloatArray, scale: FloatArray
) -> tuple[IntArray, FloatArray]:
    """Return the cluster of new rows, on the scale that the centers were found on.

    New rows keep the old rows' scale: their own would move them away from the
    centers.

    Parameters
    ----------
    points : (n, d)
        In their original units.
    centers : (k, d)
        On the scale of the fit.
    offset, scale : (d,)
        What was taken from each column for the fit, and what it was divided by.

    Returns
    -------
    labels : (n,) ints in 0..k-1
        Of centers equally near, the first.
    distances : (n,)
        Euclidean distance to that center, on the scale of the fit.
    """
    labels, squared = nearest((points - offset) / scale, centers)
    return labels, np.sqrt(squared)


def distances(
    points: FloatArray, centers: FloatArray
) -> Iterator[tuple[slice, FloatArray]]:
    """Yield squared distances (rows, k) block by block, to bound memory."""
    rows = max(1, BLOCK // len(centers))
    for start in range(0, len(points), rows):
        block = slice(start, start + rows)
        # Taking differences costs little more than expanding |p|² - 2p·c + |c|²,
        # which loses every digit where one far point stretches the range.
        yield block, cdist(points[block], centers, "sqeuclidean")


def power(*tables: FloatArray) -> int:
    """Return the power of two to measure in: 0 unless squares would be no floats."""
    largest = max(np.abs(each).max(initial=0) for each in tables)
    exponent = int(np.frexp(largest)[1])
    return exponent if abs(exponent) > SAFE else 0
