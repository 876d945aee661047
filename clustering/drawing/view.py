"""Features, fit -> the two dimensions that a picture has."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clustering.arrays import BoolArray, FloatArray
from clustering.drawing.edges import Beyond, beyond, clip, near
from clustering.drawing.pairs import best_pair
from clustering.drawing.sample import some_rows
from clustering.drawing.strip import heights
from clustering.kmeans import Fit
from clustering.prepare import Features

FEW = 12
"""Values in a column that pile points up."""
GLANCE = 1_000
"""Rows of a long table that tell whether a column may have few values."""
STRIDES = (0.7548776662466927, 0.5698402909980532)
"""Steps that fill a square evenly: 1/p and 1/p², p the real root of p³ = p + 1 [1]_.

.. [1] M. Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018.
"""


@dataclass(frozen=True, eq=False)
class View:
    """Points on a plane, in the units of the columns shown.

    Attributes
    ----------
    points : (n, 2)
        Of a single column, heights in -1..1 just show how dense the values lie.
    far : (n,) bools
        Points so far out that they were moved to the edge of the view.
    loosened : bool
        Whether points were moved a little, lest they hide each other.
    unusual : (m, 2)
        Rows that were set aside, no farther out than the edge.
    beyond : tuple of Beyond
        How many rows lie past each edge, those set aside too.
    centers : (k, 2)
    columns : one or two str
        The columns shown, across and up.
    kept : float
        Share of rows, 0..1, that lie nearest to their own cluster's center when
        judged by the columns shown alone; of a long table, told from 2,000 rows.
    """

    points: FloatArray
    far: BoolArray
    loosened: bool
    unusual: FloatArray
    beyond: tuple[Beyond, ...]
    centers: FloatArray
    columns: tuple[str, ...]
    kept: float


def view(features: Features, fit: Fit) -> View:
    """Return the points as they are best seen."""
    shown, kept = [0], 1.0
    if len(features.columns) > 1:
        shown, kept = best_pair(features.points, fit, features.yes_no)
    exact = restored(features, features.points, shown)
    clipped, far = clip(exact, fit)
    points = loosen(clipped) if len(shown) > 1 else clipped
    up = heights(points[:, 0]) if len(shown) == 1 else 0.0
    set_aside = restored(features, features.unusual_points, shown)
    unusual = near(set_aside, points)
    return View(
        points=on_plane(points, up),
        far=far,
        loosened=points is not clipped,
        unusual=on_plane(unusual),
        beyond=beyond(
            on_plane(np.vstack([exact[far], set_aside])),
            on_plane(np.vstack([clipped[far], unusual])),
        ),
        centers=on_plane(restored(features, fit.centers, shown)),
        columns=tuple(features.columns[column] for column in shown),
        kept=kept,
    )


def restored(
    features: Features, points: FloatArray, columns: Sequence[int]
) -> FloatArray:
    """Return some columns (m, c) of points (m, d), in their own units."""
    if not len(points):
        return np.empty((0, len(columns)))
    # Each column in one piece: what follows reads one after the other.
    return features.restore(points.T[columns].T, columns)


def on_plane(points: FloatArray, up: FloatArray | float = 0.0) -> FloatArray:
    """Return points (m, 2); those of a single column get heights (m,)."""
    if points.shape[1] > 1:
        return points
    return np.stack([points[:, 0], np.broadcast_to(up, len(points))]).T


def loosen(points: FloatArray) -> FloatArray:
    """Return points (n, 2) with those in columns of few values moved apart.

    Else one dot would hide hundreds.  Each stays within a quarter of the
    smallest gap between the column's values.  Without such columns, points are
    returned as they are.
    """
    few = [few_values(column) for column in points.T]
    if not any(len(values) for values in few):
        return points
    rows = np.arange(len(points))
    apart = points.copy()
    for column, (values, stride) in enumerate(zip(few, STRIDES, strict=True)):
        if len(values):
            gap = np.diff(values).min()
            apart[:, column] += (rows * stride % 1 - 0.5) * gap / 2
    return apart


def few_values(column: FloatArray) -> FloatArray:
    """Return the different numbers of a column (n,) if they are few, else none."""
    most = min(FEW, len(column) / 4)
    glance = column[some_rows(len(column), GLANCE)]
    if len(np.unique(glance)) <= most:  # most columns need no second look
        different = np.unique(column)
        if 1 < len(different) <= most:
            return different
    return np.empty(0)
