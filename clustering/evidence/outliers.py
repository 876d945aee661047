"""Points -> those that are far from all others and alone there."""

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import BoolArray, FloatArray

FAR = 6.0
"""Robust standard deviations from the median, in any column."""
ALONE = 4.0
"""Times the distance to the neighbour that nine points in ten keep within."""
NEIGHBOUR = 5
MOST = 0.02
"""Share of the points; more than that (and than three) are no exceptions."""
PROBE = 1_000
"""Points whose neighbours tell what distance is usual."""


def outliers(points: FloatArray) -> BoolArray:
    """Tell which points are far and alone; none if there are too many of them.

    Far alone is not enough: a lopsided column, such as income, has many far
    values that are no exceptions.

    Parameters
    ----------
    points : (n, d)
        On one scale, in an order that does not depend on the table's.

    Returns
    -------
    (n,) bools
    """
    found = far(points)
    if found.any():
        probe = points[:: -(-len(points) // PROBE)]
        usual = np.quantile(to_neighbour(probe, points), 0.9)
        found[found] = to_neighbour(points[found], points) > ALONE * usual
    few = found.sum() <= max(3, MOST * len(points))
    return found if few else np.zeros_like(found)


def far(points: FloatArray) -> BoolArray:
    """Tell which points lie over `FAR` robust standard deviations out in a column."""
    away = np.abs(points - np.median(points, axis=0))
    deviation = 1.4826 * np.median(away, axis=0)
    low, high = np.quantile(points, [0.25, 0.75], axis=0)
    # A column with one value in over half of its rows has no such deviation.
    deviation = np.where(deviation > 0, deviation, (high - low) / 1.349)
    found: BoolArray = np.any((away > FAR * deviation) & (deviation > 0), axis=1)
    return found


def to_neighbour(some: FloatArray, points: FloatArray) -> FloatArray:
    """Return the distance of some of the points to their fifth neighbour."""
    # The nearest is the point itself.
    rank = min(NEIGHBOUR, len(points) - 1)
    return np.partition(cdist(some, points), rank, axis=1)[:, rank]
