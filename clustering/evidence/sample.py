"""Points -> a part of them, fit to tell how many groups there are."""

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.evidence.order import by_content
from clustering.evidence.outliers import outliers

SAMPLE = 6_000
"""Points that are looked at."""
CELLS = 100_000
"""Numbers that are looked at, where points have many features."""
COARSE = 30
"""Different values up to which a column counts as rounded."""


def look(points: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, IntArray]:
    """Return points of the cloud, scaled, and which (m,) of all they are.

    They are without outliers and constant columns.

    This and `smooth` serve the choice of k alone.
    """
    size = min(SAMPLE, CELLS // points.shape[1])
    # In random order too: equal points lie together in that of content.
    drawn = rng.choice(len(points), min(size, len(points)), replace=False)
    order = by_content(points)[drawn]
    scaled = standardize(points[order])
    kept = ~outliers(scaled)
    return standardize(scaled[kept]), order[kept]


def smooth(points: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Return points scaled again, with rounded columns spread out."""
    return standardize(np.stack([unround(column, rng) for column in points.T], axis=1))


def standardize(points: FloatArray) -> FloatArray:
    """Return the columns that vary, at mean 0 and variance 1."""
    # Halves, since the range of numbers near the largest float is no float.
    low, high = points.min(axis=0) / 2, points.max(axis=0) / 2
    varies = high > low
    unit = ((points / 2 - low)[:, varies]) / (high - low)[varies]
    scaled: FloatArray = (unit - unit.mean(axis=0)) / unit.std(axis=0)
    return scaled


def unround(column: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Spread a column's values over the steps that they were rounded to, if any."""
    values = np.unique(column)
    if len(values) not in range(2, min(COARSE + 1, len(column) // 3)):
        return column
    step = np.median(np.diff(values))
    return column + rng.uniform(-step / 2, step / 2, len(column))
