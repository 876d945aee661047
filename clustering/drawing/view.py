"""Features, fit -> the two dimensions that a picture has."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from clustering.arrays import BoolArray, FloatArray
from clustering.kmeans import Fit
from clustering.prepare import Features

MOST_COLUMNS = 12
"""So many columns, those that differ most between clusters, are tried in pairs."""
MOST_ROWS = 2_000
"""So many rows, evenly spread over the table, judge the pairs."""
HEAPS = 0.1
"""Share of rows that a column of yes and no must place better than a number column."""
BULK = (0.01, 0.99)
"""Between these quantiles lie 98 % of the rows."""
FEW = 12
"""Values in a column that pile points up."""
BINS, SMOOTH = 64, 11
"""Of the histogram that tells how dense values lie."""
GOLDEN = 0.6180339887498949
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
    centers: FloatArray
    columns: tuple[str, ...]
    kept: float


def view(features: Features, fit: Fit) -> View:
    """Return the points as they are best seen."""
    if len(features.columns) == 1:
        pair, kept = [0], 1.0
    else:
        pair, kept = best_pair(features.points, fit, features.yes_no)
    exact, far = clip(features.restore(features.points)[:, pair], fit)
    centers = features.restore(fit.centers)[:, pair]
    if len(pair) == 1:
        points = np.column_stack([exact, heights(exact[:, 0])])
        centers = np.column_stack([centers, np.zeros(len(centers))])
    else:
        points = loosen(exact)
    return View(
        unusual=at_the_edge(features, pair, points),
        points=points,
        far=far,
        loosened=not np.array_equal(points[:, : len(pair)], exact),
        centers=centers,
        columns=tuple(features.columns[column] for column in pair),
        kept=kept,
    )


def at_the_edge(features: Features, pair: list[int], shown: FloatArray) -> FloatArray:
    """Return where rows that were set aside are drawn: a little beyond the others."""
    unusual = np.zeros((len(features.unusual), 2))
    if len(unusual):
        unusual[:, : len(pair)] = features.restore(features.unusual_points)[:, pair]
    low, high = shown.min(axis=0), shown.max(axis=0)
    room = (high - low) / 8
    return np.clip(unusual, low - room, high + room)


def clip(points: FloatArray, fit: Fit) -> tuple[FloatArray, BoolArray]:
    """Return points moved to the edge of the view, and which of them were.

    Where a few far values would press the others into half of an axis or less,
    it ends a good way after 98 % of every cluster; else nothing is moved.
    """
    bulks = np.array(
        [
            np.quantile(points[fit.labels == own], BULK, axis=0)
            for own in range(len(fit.centers))
        ]
    )
    start, end = bulks[:, 0].min(axis=0), bulks[:, 1].max(axis=0)
    low, high = points.min(axis=0), points.max(axis=0)
    room = (end - start) / 4
    pressed = high - low > 2 * (end - start + room)
    low = np.where(pressed, np.maximum(low, start - room), low)
    high = np.where(pressed, np.minimum(high, end + room), high)
    return np.clip(points, low, high), ((points < low) | (points > high)).any(axis=1)


def loosen(points: FloatArray) -> FloatArray:
    """Return points (n, 2) with those in columns of few values moved apart.

    Else one dot would hide hundreds.  Each stays within a quarter of the
    smallest gap between the column's values.
    """
    rows = np.arange(len(points))
    apart = points.copy()
    for column, stride in enumerate(STRIDES):
        different = np.unique(points[:, column])
        if 1 < len(different) <= min(FEW, len(points) / 4):
            gap = np.diff(different).min()
            apart[:, column] += (rows * stride % 1 - 0.5) * gap / 2
    return apart


def best_pair(
    points: FloatArray, fit: Fit, yes_no: BoolArray
) -> tuple[list[int], float]:
    """Return the two columns that place most rows in their cluster, and the share.

    Of pairs equally good, the one whose columns differ most between clusters.  A
    column of yes and no (d,) shows two heaps of points, and must be worth that.
    """
    step = -(-len(points) // MOST_ROWS)
    some, labels = points[::step], fit.labels[::step]
    differing = np.argsort(-explained(points, fit), kind="stable")[:MOST_COLUMNS]
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


def explained(points: FloatArray, fit: Fit) -> FloatArray:
    """Return the share of each column's variance that lies between clusters."""
    sizes = np.bincount(fit.labels, minlength=len(fit.centers))
    between = sizes @ (fit.centers - points.mean(axis=0)) ** 2
    total = ((points - points.mean(axis=0)) ** 2).sum(axis=0)
    shares: FloatArray = between / np.where(total > 0, total, 1)
    return shares


def heights(values: FloatArray) -> FloatArray:
    """Return heights in -1..1 that show how dense values lie, always the same."""
    bins = np.linspace(values.min(), values.max(), BINS + 1)
    counts, _ = np.histogram(values, bins)
    density = np.convolve(counts, np.hanning(SMOOTH), mode="same")
    middle = (bins[1:] + bins[:-1]) / 2
    height = np.interp(values, middle, density / density.max())
    # Steps of the golden ratio fill a line evenly, however many there are.
    order = np.argsort(np.argsort(values, kind="stable"))
    even = order * GOLDEN % 1
    spread: FloatArray = height * (2 * even - 1)
    return spread
