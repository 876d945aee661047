"""Points -> those that are far from all others and alone there."""

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import BoolArray, FloatArray
from clustering.evidence.order import by_content

FAR = 6.0
"""Robust standard deviations from the median, in any column."""
ALONE = 4.0
"""Times the distance to the neighbour that nine points in ten keep within."""
NEIGHBOUR = 5
MOST = 0.02
"""Share of the points; more than that (and than three) are no exceptions."""
FEWEST, MOST_ROWS = 3, 500
"""So many may be exceptions in any table, and no more in a long one."""
PROBE = 1_000
"""Points whose neighbours tell what distance is usual."""
AMONG = 5_000
"""Points that neighbours are looked for among."""


def outliers(points: FloatArray) -> BoolArray:
    """Tell which points are far and alone; none if there are too many of them.

    Far alone is not enough: a lopsided column, such as income, has many far
    values that are no exceptions.

    Parameters
    ----------
    points : (n, d)
        On one scale.

    Returns
    -------
    (n,) bools
    """
    found = np.zeros(len(points), dtype=bool)
    distant = far(points)
    if not distant.any():
        return found
    most = max(FEWEST, min(MOST_ROWS, int(MOST * len(points))))
    # More are too many anyway; of those in a tail, the farthest are the most alone.
    tested = np.flatnonzero(distant > 0)
    tested = tested[distant[tested].argsort(kind="stable")[::-1][: 2 * most]]
    among = points[by_content(points)[:AMONG]]
    usual = np.quantile(to_neighbour(among[:PROBE], among), 0.9)
    alone = tested[to_neighbour(points[tested], among) > ALONE * usual]
    if len(alone) <= most:
        found[alone] = True
    return found


def far(points: FloatArray) -> FloatArray:
    """Return how many robust SDs (n,) points lie out, if over `FAR`; else 0."""
    away = np.abs(points - np.median(points, axis=0))
    deviation = 1.4826 * np.median(away, axis=0)
    low, high = np.quantile(points, [0.25, 0.75], axis=0)
    # A column with one value in over half of its rows has no such deviation.
    deviation = np.where(deviation > 0, deviation, (high - low) / 1.349)
    sds = np.divide(away, deviation, out=np.zeros_like(away), where=deviation > 0)
    most = sds.max(axis=1, initial=0)
    return np.where(most > FAR, most, 0)


def to_neighbour(some: FloatArray, points: FloatArray) -> FloatArray:
    """Return the distance of some of the points to their fifth neighbour."""
    # Those among the points are their own nearest.
    rank = min(NEIGHBOUR, len(points) - 1)
    return np.partition(cdist(some, points), rank, axis=1)[:, rank]
