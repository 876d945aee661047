"""Fit -> letters, which stay with a group when k changes or a table is sent again."""

from collections.abc import Sequence
from itertools import count, pairwise
from string import ascii_uppercase

import numpy as np
from scipy.optimize import linear_sum_assignment

from clustering.arrays import FloatArray, IntArray
from clustering.choose import Choice
from clustering.kmeans import Fit, nearest
from clustering.prepare import Features
from clustering.report import Anchor

FITTED = 3
"""Numbers of clusters that are fitted, from the best on, for others' letters.  As far
as most people tap, letters then pass between the very groups that were shown."""


def letter(place: int) -> str:
    """Return A, B ... Z, AA, AB ... for places 0, 1, 2 ..."""
    before, last = divmod(place, len(ascii_uppercase))
    return (letter(before - 1) if before else "") + ascii_uppercase[last]


def alphabet(k: int) -> tuple[str, ...]:
    """Return the first k letters."""
    return tuple(map(letter, range(k)))


def way(best_k: int, k: int) -> list[int]:
    """Return which numbers of clusters to fit, between the best and the wanted one.

    The best is the first of them; the wanted one is not among them.
    """
    return [*range(best_k, k, 1 if k > best_k else -1)][:FITTED]


def descended(fits: Sequence[Fit], choice: Choice) -> tuple[str, ...]:
    """Return the letters of the last fit's clusters, handed down from the first's.

    Those go by size.  As letters pass from each number of clusters to the next, one
    step after the other and all at once lead to the same.

    Parameters
    ----------
    fits : sequence of Fit
        Of the same points: of the best k first, then towards the one that is wanted.
    choice : Choice
        Made for these points: it has clusters of some points for each k that the fits
        leave out.
    """
    letters = alphabet(len(fits[0].centers))
    for fit, other in pairwise(fits):
        for (_, before), (k, after) in pairwise(steps(fit, other, choice)):
            letters = inherited(before, letters, after, k)
    return letters


def steps(fit: Fit, other: Fit, choice: Choice) -> list[tuple[int, IntArray]]:
    """Return the numbers of clusters from one fit to another, and labels of rows."""
    start, end = len(fit.centers), len(other.centers)
    order = range(start, end, 1 if end > start else -1)[1:]
    between = [(k, choice.labels[k]) for k in order if k in choice.labels]
    seen = choice.rows if between else np.arange(len(fit.labels))
    return [(start, fit.labels[seen]), *between, (end, other.labels[seen])]


def missing(features: Features, before: Sequence[Anchor]) -> tuple[str, ...]:
    """Return the used columns in which earlier clusters have no place."""
    strange = ~np.isfinite(places(features, before))
    return tuple(
        column
        for column, gaps in zip(features.columns, strange.T, strict=True)
        if gaps.any()
    )


def anchored(features: Features, fit: Fit, before: Sequence[Anchor]) -> tuple[str, ...]:
    """Return the letters of a fit's clusters, handed down from an earlier table.

    Each row counts for the earlier cluster whose center is nearest.

    Parameters
    ----------
    features : Features
    fit : Fit
        Of their points.
    before : sequence of Anchor
        Clusters with a place in every used column.
    """
    labels, _ = nearest(features.points, places(features, before))
    letters = [anchor.letter for anchor in before]
    return inherited(labels, letters, fit.labels, len(fit.centers))


def places(features: Features, before: Sequence[Anchor]) -> FloatArray:
    """Return where (m, d) earlier clusters are among the points, if anywhere."""
    centers = [dict(anchor.center) for anchor in before]
    numbers = [[own.get(name, np.nan) for name in features.columns] for own in centers]
    with np.errstate(divide="ignore", invalid="ignore"):  # logarithms of 0 and less
        return features.measure(np.array(numbers))


def inherited(
    before: IntArray, letters: Sequence[str], after: IntArray, k: int
) -> tuple[str, ...]:
    """Return the letters of k clusters, from those that share most rows with them.

    A cluster that shares none, or is one too many, gets the next letter that none of
    those before has.

    Parameters
    ----------
    before, after : (n,) ints
        The cluster of each row.
    letters : sequence of str
        Of the clusters before.
    k : int

    References
    ----------
    Kuhn (1955), "The Hungarian method for the assignment problem".
    """
    shared = np.zeros((len(letters), k))
    np.add.at(shared, (before, after), 1)
    old, new = linear_sum_assignment(shared, maximize=True)
    pairs = zip(old.tolist(), new.tolist(), shared[old, new] > 0, strict=True)
    heirs = {heir: letters[own] for own, heir, some in pairs if some}
    fresh = (each for each in map(letter, count()) if each not in letters)
    return tuple(heirs.get(each) or next(fresh) for each in range(k))
