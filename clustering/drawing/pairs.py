"""Features, fit -> the two columns that separate the clusters best."""

from itertools import combinations

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.drawing.plane import Dimension, Plane
from clustering.drawing.sample import some_rows
from clustering.kmeans import Fit
from clustering.prepare import Features

MOST_COLUMNS = 12
"""So many columns, those that differ most between clusters, are tried in pairs."""
JUDGES = 2_000
"""So many rows, evenly spread over the table, judge the pairs."""
FEW = 12
"""Values in a column that pile points up."""
NEARLY = 0.05
"""A pair that places so much smaller a share of rows does if it piles up fewer."""


def best_columns(features: Features, fit: Fit) -> Plane:
    """Return the plane of the two columns that separate best, or the only one."""
    shown, kept = [0], 1.0
    if len(features.columns) > 1:
        shown, kept = best_pair(features.points, fit)
    names = [features.columns[column] for column in shown]
    logged = [name in features.logs for name in names]

    def onto(points: FloatArray) -> FloatArray:
        # Each column in one piece: what follows reads one after the other.
        numbers = points.T[shown].T
        numbers = features.restore(numbers, shown, out=numbers)
        return np.log10(numbers, out=numbers, where=logged) if any(logged) else numbers

    dimensions = tuple(
        Dimension((column,), logged=log)
        for column, log in zip(names, logged, strict=True)
    )
    return Plane(onto, dimensions, kept)


def best_pair(points: FloatArray, fit: Fit) -> tuple[list[int], float]:
    """Return the two columns that place most rows in their cluster, and the share.

    A pair that places nearly as many is preferred if fewer of its columns have
    only few values; then, of pairs equally good, the one whose columns differ most
    between clusters.
    """
    rows = some_rows(len(points), JUDGES)
    some, labels = points[rows], fit.labels[rows]
    apart = explained(some, labels, fit.centers)
    differing = np.argsort(-apart, kind="stable")[:MOST_COLUMNS]
    squared = (some[:, None, differing] - fit.centers[:, differing]) ** 2  # (m, k, d)
    kept = {
        (one, other): np.mean(
            (squared[:, :, one] + squared[:, :, other]).argmin(axis=1) == labels
        )
        for one, other in combinations(range(len(differing)), 2)
    }
    coarse = [len(np.unique(some[:, column])) <= FEW for column in differing]
    enough = max(kept.values()) - NEARLY
    good = [pair for pair in kept if kept[pair] >= enough]
    best = min(good, key=lambda pair: (sum(coarse[it] for it in pair), -kept[pair]))
    return sorted(differing[list(best)].tolist()), float(kept[best])


def explained(points: FloatArray, labels: IntArray, centers: FloatArray) -> FloatArray:
    """Return the share of each column's variance that lies between clusters."""
    sizes = np.bincount(labels, minlength=len(centers))
    between = sizes @ (centers - points.mean(axis=0)) ** 2
    total = ((points - points.mean(axis=0)) ** 2).sum(axis=0)
    shares: FloatArray = between / np.where(total > 0, total, 1)
    return shares
