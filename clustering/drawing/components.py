"""Features, fit -> the two mixes of columns along which rows differ most."""

import numpy as np

from clustering.arrays import FloatArray
from clustering.drawing.pairs import JUDGES
from clustering.drawing.plane import Dimension, Plane
from clustering.drawing.sample import some_rows
from clustering.kmeans import Fit
from clustering.prepare import Features

MOST_ROWS = 50_000
"""So many rows, evenly spread over a long table, tell how columns vary together."""
NAMED = 3
"""Columns named at an axis, at most."""
HEAVY = 0.5
"""A column that weighs less than this times the heaviest is not named."""


def components(features: Features, fit: Fit) -> Plane:
    """Return the plane of the first two principal components [1]_.

    Each points to where its heaviest column rises.

    References
    ----------
    .. [1] K. Pearson, "On lines and planes of closest fit to systems of points in
       space", Philosophical Magazine 2, 1901.
    """
    points = features.points
    some = points[some_rows(len(points), MOST_ROWS)]
    middle = some.mean(axis=0)
    variances, directions = np.linalg.eigh(np.cov(some, rowvar=False))
    weights = directions[:, [-1, -2]].T  # (2, d)
    heaviest = np.abs(weights).argmax(axis=1)
    weights *= np.sign(weights[[0, 1], heaviest])[:, None]
    shares = variances[[-1, -2]] / variances.sum()

    def onto(rows: FloatArray) -> FloatArray:
        return np.asfortranarray((rows - middle) @ weights.T)

    return Plane(
        onto,
        tuple(
            dimension(features.columns, own, float(share))
            for own, share in zip(weights, shares, strict=True)
        ),
        placed(onto(points), onto(fit.centers), fit),
    )


def dimension(columns: tuple[str, ...], weights: FloatArray, share: float) -> Dimension:
    """Return what an axis shows on which columns have some weights (d,)."""
    order = np.argsort(-np.abs(weights), kind="stable")[:NAMED]
    least = HEAVY * np.abs(weights).max()
    heavy = [int(which) for which in order if abs(weights[which]) >= least]
    return Dimension(
        columns=tuple(columns[which] for which in heavy),
        rising=tuple(bool(weights[which] > 0) for which in heavy),
        share=share,
    )


def placed(points: FloatArray, centers: FloatArray, fit: Fit) -> float:
    """Return the share of rows nearest to their own center on a plane."""
    rows = some_rows(len(points), JUDGES)
    squared = ((points[rows, None] - centers) ** 2).sum(axis=2)
    return float((squared.argmin(axis=1) == fit.labels[rows]).mean())
