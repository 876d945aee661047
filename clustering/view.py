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


BULK = (0.005, 0.995)
"""Between these quantiles lie 99 % of the rows."""


@dataclass(frozen=True, eq=False)
class View:
    """Points on a plane, in the units of the columns shown.

    Attributes
    ----------
    points : (n, 2)
        Of a single column, heights in -1..1 just show how dense the values lie.
    far : (n,) bools
        Points so far out that they were moved to the edge of the view.
    centers : (k, 2)
    columns : one or two str
        The columns shown, across and up.
    kept : float
        Share of rows, 0..1, that lie nearest to their own cluster's center when
        judged by the columns shown alone.
    """

    points: FloatArray
    far: BoolArray
    centers: FloatArray
    columns: tuple[str, ...]
    kept: float


def view(features: Features, fit: Fit) -> View:
    """Return the points as they are best seen."""
    if len(features.columns) == 1:
        pair, kept = [0], 1.0
    else:
        pair, kept = best_pair(features.points, fit)
    centers = features.restore(fit.centers)[:, pair]
    points, far = clip(features.restore(features.points)[:, pair], centers)
    if len(pair) == 1:
        points = np.column_stack([points, heights(points[:, 0])])
        centers = np.column_stack([centers, np.zeros(len(centers))])
    columns = tuple(features.columns[column] for column in pair)
    return View(points, far, centers, columns, kept)


def clip(points: FloatArray, centers: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Return points moved to the edge of the view, and which of them were.

    Where a few far values would press the others into half of an axis or less,
    it ends soon after 99 % of them and all centers; else nothing is moved.
    """
    start, end = np.quantile(points, BULK, axis=0)
    low, high = points.min(axis=0), points.max(axis=0)
    room = (end - start) / 4
    pressed = high - low > 2 * (end - start) + 2 * room
    low = np.where(
        pressed, np.maximum(low, np.minimum(start - room, centers.min(axis=0))), low
    )
    high = np.where(
        pressed, np.minimum(high, np.maximum(end + room, centers.max(axis=0))), high
    )
    return np.clip(points, low, high), ((points < low) | (points > high)).any(axis=1)


def best_pair(points: FloatArray, fit: Fit) -> tuple[list[int], float]:
    """Return the two columns that place most rows in their cluster, and the share.

    Of pairs equally good, the one whose columns differ most between clusters.
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
    best = max(hits, key=lambda pair: hits[pair].sum())
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
    bins = np.linspace(values.min(), values.max(), 65)
    counts, _ = np.histogram(values, bins)
    density = np.convolve(counts, np.hanning(11), mode="same")
    middle = (bins[1:] + bins[:-1]) / 2
    height = np.interp(values, middle, density / density.max())
    # Steps of the golden ratio fill a line evenly from any number of points.
    order = np.argsort(np.argsort(values, kind="stable"))
    even = (order * (5**0.5 - 1) / 2) % 1
    spread: FloatArray = height * (2 * even - 1)
    return spread
