"""Features, fit -> rows that might as well be in the next cluster, and what splits."""

from collections.abc import Sequence

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray
from clustering.choose import Choice
from clustering.kmeans import Fit
from clustering.notes import Borderline, Note, Splits

CLOSE = 0.9
"""Of the way to the next center; a row whose own is no nearer could be in either."""
MOST_ROWS = 100_000
"""Rows beyond which nobody looks for single ones."""


def borderline(
    points: FloatArray, fit: Fit, letters: Sequence[str]
) -> tuple[Note, ...]:
    """Return between which two clusters most rows lie, if any do.

    Parameters
    ----------
    points : (n, d)
    fit : Fit
        Of these points.
    letters : sequence of str
        Of its clusters.
    """
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
    return (Borderline(int(counts.max()), letters[one], letters[other]),)


def splits(fit: Fit, choice: Choice, letters: Sequence[str]) -> tuple[Note, ...]:
    """Return which cluster would fall into two if there were one more.

    None where one more would change several, as it may, or was not looked at.

    Parameters
    ----------
    fit : Fit
    choice : Choice
        Made for its points.
    letters : sequence of str
        Of its clusters.
    """
    k = len(fit.centers)
    if k == 1 or k + 1 not in choice.labels:
        return ()
    both = np.zeros((k, k + 1))
    np.add.at(both, (fit.labels[choice.rows], choice.labels[k + 1]), 1)
    children = np.bincount(both.argmax(axis=0), minlength=k)
    if sorted(children) != [*[1] * (k - 1), 2]:
        return ()
    return (Splits(k + 1, letters[int(children.argmax())]),)
