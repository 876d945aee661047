"""Features, fit -> rows that might as well be in the next cluster, and what splits."""

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray
from clustering.describe import letter
from clustering.evidence.ladder import afresh
from clustering.evidence.order import by_content
from clustering.kmeans import Fit
from clustering.notes import Borderline, Note, Splits

CLOSE = 0.9
"""Of the way to the next center; a row whose own is no nearer could be in either."""
MOST_ROWS = 100_000
"""Rows beyond which nobody looks for single ones."""
SAMPLE = 1_000
"""Rows that tell what splits."""


def borders(points: FloatArray, fit: Fit, rng: np.random.Generator) -> tuple[Note, ...]:
    """Return which clusters most rows lie between, and which one more would split.

    Parameters
    ----------
    points : (n, d)
    fit : Fit
        Of these points; their clusters' letters go by their numbers.
    rng : Generator
    """
    return (*borderline(points, fit), *splits(points, fit, rng))


def borderline(points: FloatArray, fit: Fit) -> tuple[Note, ...]:
    """Return between which two clusters most rows lie, if any do."""
    k = len(fit.centers)
    if k == 1 or len(points) > MOST_ROWS:
        return ()
    away = cdist(points, fit.centers)
    nearest = np.sort(away.argpartition(1, axis=1)[:, :2], axis=1)
    first, second = np.partition(away, 1, axis=1)[:, :2].T
    pairs = nearest[first >= CLOSE * second]
    if not len(pairs):
        return ()
    counts = np.bincount(pairs[:, 0] * k + pairs[:, 1])
    one, other = divmod(int(counts.argmax()), k)
    return (Borderline(int(counts.max()), letter(one), letter(other)),)


def splits(points: FloatArray, fit: Fit, rng: np.random.Generator) -> tuple[Note, ...]:
    """Return which cluster would fall into two if there were one more.

    None where one more would change several, as it may.
    """
    some = by_content(points)[:SAMPLE]
    away = points[some] - points[some].mean(axis=0)
    away /= max(away.std(), np.finfo(float).tiny)
    k = len(fit.centers)
    if len(np.unique(away, axis=0)) <= k:
        return ()  # no two different rows are together
    both = np.zeros((k, k + 1))
    np.add.at(both, (fit.labels[some], afresh(away, k + 1, rng)), 1)
    children = np.bincount(both.argmax(axis=0), minlength=k)
    if k == 1 or sorted(children) != [*[1] * (k - 1), 2]:
        return ()
    return (Splits(k + 1, letter(int(children.argmax()))),)
