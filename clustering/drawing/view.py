"""Features, fit -> the two dimensions that a picture has."""

from dataclasses import dataclass, replace

import numpy as np

from clustering.arrays import BoolArray, FloatArray
from clustering.drawing.components import components
from clustering.drawing.edges import Beyond, beyond, clip, near
from clustering.drawing.pairs import FEW, best_columns
from clustering.drawing.plane import Dimension
from clustering.drawing.sample import some_rows
from clustering.drawing.strip import heights
from clustering.kmeans import Fit
from clustering.prepare import Features
from clustering.request import ViewName

GLANCE = 1_000
"""Rows of a long table that tell whether a column may have few values."""
STRIDES = (0.7548776662466927, 0.5698402909980532)
"""Steps that fill a square evenly: 1/p and 1/p², p the real root of p³ = p + 1 [1]_.

.. [1] M. Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018.
"""


@dataclass(frozen=True, eq=False)
class View:
    """Points on a plane, in the units of the columns shown, or in standard deviations.

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
    dimensions : one or two Dimension
        What is shown across and up.
    kept : float
        Share of rows, 0..1, that lie nearest to their own cluster's center when
        judged by what is shown alone; of a long table, told from 2,000 rows.
    """

    points: FloatArray
    far: BoolArray
    loosened: bool
    unusual: FloatArray
    beyond: tuple[Beyond, ...]
    centers: FloatArray
    dimensions: tuple[Dimension, ...]
    kept: float


def view(features: Features, fit: Fit, kind: ViewName = "columns") -> View:
    """Return the points as they are best seen, or on principal components.

    One or two columns are shown as they are in any case.
    """
    mixed = kind == "components" and len(features.columns) > 2  # noqa: PLR2004 - a plane
    plane = components(features, fit) if mixed else best_columns(features, fit)
    exact = plane.onto(features.points)
    clipped, far = clip(exact, fit)
    flat = exact.shape[1] == 1
    points = clipped if flat else loosen(clipped)
    up = heights(points[:, 0]) if flat else 0.0
    set_aside = exact[:0]
    if len(features.unusual):
        set_aside = plane.onto(features.unusual_points)
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
        centers=on_plane(plane.onto(fit.centers)),
        dimensions=tuple(map(ticked, plane.dimensions, exact.T)),
        kept=plane.kept,
    )


def ticked(dimension: Dimension, values: FloatArray) -> Dimension:
    """Return a dimension with its values (n,) for ticks, where they are few."""
    ticks = () if dimension.mixed else tuple(few_values(values).tolist())
    return replace(dimension, ticks=ticks)


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
