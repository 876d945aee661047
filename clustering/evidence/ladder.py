"""Points -> a fit for each k, near enough to the best to compare them.

Each starts from the one before, on a sample that all share: ten fits cost about as
much as one that stands alone.
"""

import math
from collections.abc import Iterator

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.kmeans import Fit

SEARCHED = 2_000
"""Points that centers are looked for in; all of them settle the centers at last."""
ROUNDS = 15
LAST_ROUNDS = 6
"""Rounds on all points: their centers lie close to those of the sample."""
SWAPS = 4
"""Centers moved at most; the first that does not help is the last."""
CANDIDATES = 6
"""Points tried as a new center, and two more for each factor of e in k."""


def ladder(
    points: FloatArray, most: int, rng: np.random.Generator
) -> Iterator[Fit]:
    """Yield a fit of 2, 3, ... clusters, up to the most or to the different points.

    A center is added to the clusters before, or all are seeded anew, whichever is
    tighter once centers that are hardly missed have moved to where they help more.

    Parameters
    ----------
    points : (n, d)
        Of about unit variance, in random order.

    References
    ----------
    Likas, Vlassis, Verbeek (2003), "The global k-means clustering algorithm".
    """
    part = points[:SEARCHED]
    centers = part.mean(axis=0, keepdims=True)
    for k in range(2, most + 1):
        fresh = centers[:1]
        while len(fresh) < k:
            fresh = widened(part, fresh, rng)
        starts = [widened(part, centers, rng), fresh]
        if min(map(len, starts)) < k:
            return  # every point is a center
        runs = [improved(part, start, rng) for start in starts]
        centers = min(runs, key=lambda fit: fit.inertia).centers
        yield settle(points, centers, LAST_ROUNDS)


def improved(points: FloatArray, start: FloatArray, rng: np.random.Generator) -> Fit:
    """Return settled clusters after moving centers while that helps."""
    fit = settle(points, start, ROUNDS)
    for _ in range(SWAPS):
        ways = squared(points, fit.centers)
        first, second = np.partition(ways, 1, axis=1)[:, :2].T
        missed = np.bincount(fit.labels, second - first, len(fit.centers))
        kept = np.delete(fit.centers, missed.argmin(), axis=0)
        other = settle(points, widened(points, kept, rng), ROUNDS)
        if other.inertia >= fit.inertia:
            break
        fit = other
    return fit


def widened(
    points: FloatArray, centers: FloatArray, rng: np.random.Generator
) -> FloatArray:
    """Return the centers and the candidate that brings one nearest to all points.

    Where every point is a center already, none is added.
    """
    ways = squared(points, centers).min(axis=1)
    odds = ways.cumsum()
    if odds[-1] <= 0:
        return centers
    many = CANDIDATES + 2 * int(math.log(len(centers)))
    drawn = odds.searchsorted(rng.random(many) * odds[-1], side="right")
    picks = points[drawn.clip(max=len(points) - 1)]
    left = np.minimum(ways[:, None], squared(points, picks)).sum(axis=0)
    return np.vstack([centers, picks[left.argmin()]])


def settle(points: FloatArray, centers: FloatArray, rounds: int) -> Fit:
    """Return the clusters after so many of Lloyd's rounds, or once nothing changes."""
    labels = np.full(len(points), -1)
    for _ in range(rounds):
        nearest = (points @ centers.T - (centers**2).sum(axis=1) / 2).argmax(axis=1)
        occupy(points, centers, nearest)
        if np.array_equal(nearest, labels):
            break
        labels = nearest
        own = np.equal.outer(np.arange(len(centers)), labels).astype(float)
        centers = (own @ points) / own.sum(axis=1)[:, None]
    inertia = float(((points - centers[labels]) ** 2).sum())
    return Fit(labels, centers, inertia)


def occupy(points: FloatArray, centers: FloatArray, labels: IntArray) -> None:
    """Give each empty cluster, in place, the point farthest from its center."""
    sizes = np.bincount(labels, minlength=len(centers))
    for empty in np.flatnonzero(sizes == 0):
        far = ((points - centers[labels]) ** 2).sum(axis=1)
        # A point alone in its cluster would only move the hole.
        point = np.where(sizes[labels] > 1, far, -1).argmax()
        sizes[labels[point]] -= 1
        sizes[empty] += 1
        labels[point] = empty


def squared(points: FloatArray, centers: FloatArray) -> FloatArray:
    """Return squared distances (n, k), as exact as points near zero need."""
    ways = (points**2).sum(axis=1)[:, None] - 2 * points @ centers.T
    ways += (centers**2).sum(axis=1)
    return ways.clip(min=0)
