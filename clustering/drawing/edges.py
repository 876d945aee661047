"""What lies far out is moved to the edge of a view, and counted there."""

from dataclasses import dataclass

import numpy as np

from clustering.arrays import BoolArray, FloatArray
from clustering.drawing.sample import some_rows
from clustering.kmeans import Fit

BULK = (0.01, 0.99)
"""Between these quantiles lie 98 % of the rows."""
PRESSED = 1.5
"""An axis so many times as long as all but far values need is cut."""
MOST_ROWS = 10_000
"""Of a long table, so many rows tell the quantiles, and all of each small cluster."""
SMALL = 1_000
"""Rows of a small cluster, at most."""


@dataclass(frozen=True)
class Beyond:
    """Rows that lie beyond an edge of the view.

    Attributes
    ----------
    axis : 0 or 1
        Whether they are too far across or up.
    above : bool
        Whether beyond the upper end of that axis.
    rows : int
    at : float
        Their median along the edge, in the other axis' unit.
    """

    axis: int
    above: bool
    rows: int
    at: float


def clip(points: FloatArray, fit: Fit) -> tuple[FloatArray, BoolArray]:
    """Return points (n, d) moved to the edge of the view, and which of them were.

    Where a few far values would press the others into two thirds of an axis or less,
    it ends a good way after 98 % of every cluster; else nothing is moved.
    """
    start, end = bulk(points, fit)
    low, high = extremes(points)
    room = (end - start) / 4
    pressed = high - low > PRESSED * (end - start + room)
    if not pressed.any():
        return points, np.zeros(len(points), dtype=bool)
    low = np.where(pressed, np.maximum(low, start - room), low)
    high = np.where(pressed, np.minimum(high, end + room), high)
    far = np.asarray(((points < low) | (points > high)).any(axis=1))
    return np.clip(points, low, high), far


def bulk(points: FloatArray, fit: Fit) -> tuple[FloatArray, FloatArray]:
    """Return between which numbers, in each column, the bulk of every cluster lies."""
    some, labels = points, fit.labels
    if len(points) > MOST_ROWS:
        chosen = some_rows(len(points), MOST_ROWS)
        small = fit.sizes <= SMALL
        if small.any():
            chosen = np.union1d(chosen, np.flatnonzero(small[labels]))
        some, labels = points[chosen], labels[chosen]
    bulks = np.array(
        [
            np.quantile(some[labels == own], BULK, axis=0)
            for own in range(len(fit.centers))
        ]
    )
    return bulks[:, 0].min(axis=0), bulks[:, 1].max(axis=0)


def extremes(points: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the least and the largest number of each column (d,)."""
    # One column after the other is twenty times as fast as all at once.
    columns = points.T
    return (
        np.array([column.min() for column in columns]),
        np.array([column.max() for column in columns]),
    )


def near(points: FloatArray, shown: FloatArray) -> FloatArray:
    """Return points (m, d) moved to a little beyond those that are shown, at most."""
    if not len(points):
        return points
    low, high = extremes(shown)
    room = (high - low) / 8
    return np.clip(points, low - room, high + room)


def beyond(exact: FloatArray, moved: FloatArray) -> tuple[Beyond, ...]:
    """Return how many of some rows (m, 2) were moved to each edge, and from where.

    A row that is too far both ways counts where it is too far across.
    """
    shift = exact - moved  # (m, 2)
    shift[:, 1] = np.where(shift[:, 0] != 0, 0, shift[:, 1])
    sides = [
        (axis, above, moved[(shift[:, axis] > 0) if above else (shift[:, axis] < 0)])
        for axis in range(2)
        for above in (False, True)
    ]
    return tuple(
        Beyond(axis, above, len(rows), float(np.median(rows[:, 1 - axis])))
        for axis, above, rows in sides
        if len(rows)
    )
