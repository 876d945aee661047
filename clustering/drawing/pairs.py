"""Features, fit -> the two columns that separate the clusters best."""

from itertools import combinations

import numpy as np

from clustering.arrays import BoolArray, FloatArray, IntArray
from clustering.drawing.sample import some_rows
from clustering.kmeans import Fit

MOST_COLUMNS = 12
"""So many columns, those that differ most between clusters, are tried in pairs."""
MOST_ROWS = 2_000
"""So many rows, evenly spread over the table, judge the pairs."""
HEAPS = 0.1
"""Share of rows that a column of yes and no must place better than a number column."""


def best_pair(
    points: FloatArray, fit: Fit, yes_no: BoolArray
) -> tuple[list[int], float]:
    """Return the two columns that place most rows in their cluster, and the share.

    Of pairs equally good, the one whose columns differ most between clusters.  A
    column of yes and no (d,) shows two heaps of points, and must be worth that.
    """
    rows = some_rows(len(points), MOST_ROWS)
    some, labels = points[rows], fit.labels[rows]
    apart = explained(some, labels, fit.centers)
    differing = np.argsort(-apart, kind="stable")[:MOST_COLUMNS]
    squared = (some[:, None, differing] - fit.centers[:, differing]) ** 2  # (m, k, d)
    hits = {
        (one, other): (squared[:, :, one] + squared[:, :, other]).argmin(axis=1)
        == labels
        for one, other in combinations(range(len(differing)), 2)
    }
    worth = {
        pair: hits[pair].mean() - HEAPS * yes_no[differing[list(pair)]].sum()
        for pair in hits
    }
    best = max(worth, key=worth.__getitem__)
    return sorted(differing[list(best)].tolist()), float(hits[best].mean())


def explained(points: FloatArray, labels: IntArray, centers: FloatArray) -> FloatArray:
    """Return the share of each column's variance that lies between clusters."""
    sizes = np.bincount(labels, minlength=len(centers))
    between = sizes @ (centers - points.mean(axis=0)) ** 2
    total = ((points - points.mean(axis=0)) ** 2).sum(axis=0)
    shares: FloatArray = between / np.where(total > 0, total, 1)
    return shares
