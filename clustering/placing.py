"""Table, fit -> every row of the table in its cluster, and how well it sits there."""

from dataclasses import dataclass

import numpy as np

from clustering.arrays import BoolArray, FloatArray, IntArray
from clustering.kmeans import Fit
from clustering.load import Table
from clustering.prepare import Features, numbers_of

NOWHERE = -1
"""The label of a row that is in no cluster."""
BATCH = 50_000
"""Rows whose distances are held at a time."""


@dataclass(frozen=True, eq=False)
class Places:
    """Where the rows of a table are.

    Attributes
    ----------
    labels : (rows,) ints
        The cluster of each row; -1 for none.
    fit : (rows,)
        How well each sits there: 100 on the center, 0 as near to the next one; NaN
        where there is no other cluster, or none at all.
    complete : (rows,) bools
        Whether a row has a number in every column used.
    partial : (rows,) bools
        Whether a row lacks some, and was put where its others are nearest.
    """

    labels: IntArray
    fit: FloatArray
    complete: BoolArray
    partial: BoolArray


def place(table: Table, features: Features, fit: Fit) -> Places:
    """Return the cluster of every row of a table.

    Rows that were clustered keep their cluster.  One that lacks some of the numbers
    goes where those it has are nearest; one without any, and one that was set aside,
    goes nowhere.
    """
    points = features.measure(numbers_of(table, features))  # (rows, d)
    gaps: BoolArray = np.isnan(points)
    missing = gaps.sum(axis=1)
    complete: BoolArray = missing == 0
    partial: BoolArray = ~complete & (missing < gaps.shape[1])
    labels = np.full(table.rows, NOWHERE)
    labels[features.rows] = fit.labels
    sits = np.full(table.rows, np.nan)
    for start in range(0, table.rows, BATCH):
        some = slice(start, start + BATCH)
        squared = squared_distances(points[some], fit.centers)
        own = np.where(partial[some], squared.argmin(axis=1), labels[some])
        labels[some] = own
        sits[some] = fit_of(squared, own)
    return Places(labels, sits, complete, partial)


def squared_distances(points: FloatArray, centers: FloatArray) -> FloatArray:
    """Return squared distances (n, k) over the numbers that points (n, d) have."""
    squared = np.zeros((len(points), len(centers)))
    for column, center in zip(points.T, centers.T, strict=True):
        squared += np.nan_to_num((column[:, None] - center) ** 2, nan=0.0)
    return squared


def fit_of(squared: FloatArray, labels: IntArray) -> FloatArray:
    """Return 0..100 for each point: how much nearer its own center is than the next.

    Parameters
    ----------
    squared : (n, k)
        Squared distances to all centers.
    labels : (n,)
        Of points in no cluster, -1: their fit is NaN.
    """
    rows = np.flatnonzero(labels != NOWHERE)
    found = np.full(len(labels), np.nan)
    if squared.shape[1] > 1:
        own = squared[rows, labels[rows]]
        others = squared[rows]
        others[np.arange(len(rows)), labels[rows]] = np.inf
        nearest = others.min(axis=1)
        # Of centers equally near on the numbers that a row has, none is nearer.
        share = np.divide(own, nearest, out=np.ones_like(own), where=nearest > 0)
        found[rows] = 100 * (1 - np.sqrt(np.minimum(share, 1)))
    return found
