"""Points -> those that are far from all others and alone there."""

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import BoolArray, FloatArray
from clustering.evidence.order import evenly, some

FAR = 6.0
"""Robust standard deviations from the median, in any column."""
NORMAL = 1.4826
"""Times the median distance from the median, the SD of a normal distribution."""
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
    among = points[some(points, AMONG)]
    usual = np.quantile(to_neighbour(among[evenly(len(among), PROBE)], among), 0.9)
    alone = tested[to_neighbour(points[tested], among) > ALONE * usual]
    if len(alone) <= most:
        found[alone] = True
    return found


def far(points: FloatArray) -> FloatArray:
    """Return how many robust SDs (n,) points lie out, if over `FAR`; else 0."""
    most = np.zeros(len(points))
    # A column at a time: what lies side by side in memory is sorted faster.
    for column in points.T.copy():
        away = np.abs(column - np.median(column))
        if 2 * np.count_nonzero(away > away.max() / NORMAL / FAR) > len(away):
            continue  # so many are so far that none is far beside them
        if deviation := NORMAL * np.median(away) or spread(column):
            np.maximum(most, away / deviation, out=most)
    return np.where(most > FAR, most, 0)


def spread(column: FloatArray) -> float:
    """Return the SD by the quartiles (n,): of a column mostly of one value, too."""
    low, high = np.quantile(column, [0.25, 0.75])
    return float(high - low) / 1.349


def to_neighbour(some: FloatArray, points: FloatArray) -> FloatArray:
    """Return the distance of some of the points to their fifth neighbour."""
    # Those among the points are their own nearest.
    rank = min(NEIGHBOUR, len(points) - 1)
    return np.partition(cdist(some, points), rank, axis=1)[:, rank]
