"""Points -> a fit for each k, near enough to the best to compare them.

Each starts from the one before, on a sample that all share, with half the digits: ten
fits cost about as much as one that stands alone.
"""

from collections.abc import Iterator

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.evidence.sets import (
    Cloud,
    Settled,
    Single,
    cloud,
    middle,
    nearest,
    settle,
    ways,
    widened,
)
from clustering.kmeans import Fit

SEARCHED = 2_000
"""Points that centers are looked for in; all of them settle the centers at last."""
ROUNDS = 15
LAST_ROUNDS = 4
"""Rounds on all points: their centers lie close to those of the sample."""
SWAPS, FAILURES = 6, 2
"""Centers moved at most, and how many times in a row without help."""
TURNS = 10
"""Of a direction towards that of the longest axis; near enough to cut across it."""


def ladder(points: FloatArray, most: int, rng: np.random.Generator) -> Iterator[Fit]:
    """Yield a fit of 1, 2, ... clusters, up to the most or to the different points.

    A center is added to the clusters before, or to seeds, or the loosest cluster is cut
    in two, whichever is tightest.  Then centers that are hardly missed move to where
    they help more.

    Parameters
    ----------
    points : (n, d)
        Of about unit variance, in random order.
    most : int
        At most as many as `INDEX` can tell apart.
    rng : Generator

    References
    ----------
    Likas, Vlassis, Verbeek (2003), "The global k-means clustering algorithm".
    """
    whole, part = cloud(points), cloud(points[:SEARCHED])
    seeds = middle(part)
    best = settle(part, seeds, 1)
    yield exact(points, np.zeros(len(points), dtype=np.intp), 1)
    for k in range(2, most + 1):
        before = np.concatenate([best.centers, seeds])
        away = nearest(part, before)
        if not away.any(axis=1).all():
            return  # every point is a center
        wider = widened(part, before, away, rng)
        starts = np.concatenate([wider, halved(part, best)[None]])
        runs = settle(part, starts, ROUNDS)
        best = improved(part, runs.some(runs.inertia.argsort()[:1]), rng)
        seeds = wider[1:]
        all_rows = len(points) > SEARCHED
        run = settle(whole, best.centers, LAST_ROUNDS) if all_rows else best
        yield exact(points, run.labels[0], k)


def afresh(
    points: FloatArray,
    k: int,
    rng: np.random.Generator,
    masses: IntArray | None = None,
) -> IntArray:
    """Return the labels (r, n) of k clusters found from seeds alone, each time anew.

    Parameters
    ----------
    points : (n, d)
        Of about unit variance.
    k : int
    rng : Generator
    masses : (r, n), optional
        How much each point counts each time; else all alike, once.
    """
    part = cloud(points)
    weights = None if masses is None else masses.astype(np.float32)
    seeds = middle(part, weights)
    for _ in range(1, k):
        seeds = widened(part, seeds, nearest(part, seeds), rng, weights)
    return improved(part, settle(part, seeds, ROUNDS, weights), rng, weights).labels


def exact(points: FloatArray, labels: IntArray, k: int) -> Fit:
    """Return the clusters with their centers in full."""
    own = np.equal.outer(np.arange(k), labels).astype(float)
    centers = (own @ points) / own.sum(axis=1)[:, None]
    return Fit(labels, centers, float(((points - centers[labels]) ** 2).sum()))


def improved(
    part: Cloud,
    best: Settled,
    rng: np.random.Generator,
    weights: Single | None = None,
) -> Settled:
    """Return settled clusters after moving centers while that helps."""
    r, k, d = best.centers.shape
    failures, left = np.zeros(r, dtype=np.intp), np.arange(r)
    for _ in range(SWAPS if k > 1 else 0):
        own = best.some(left)
        mine = None if weights is None else weights[left]
        order = missed(part, own, mine).argsort(axis=1)
        least = order[np.arange(len(left)), np.minimum(failures[left], k - 1)]
        stay = np.arange(k) != least[:, None]
        kept = own.centers[stay].reshape(-1, k - 1, d)
        wider = widened(part, kept, nearest(part, kept), rng, mine)
        other = settle(part, wider, ROUNDS, mine)
        better = other.inertia < own.inertia
        best = best.replaced(left[better], other.some(better))
        failures[left] = np.where(better, 0, failures[left] + 1)
        left = left[failures[left] < FAILURES]
        if not len(left):
            break
    return best


def missed(part: Cloud, best: Settled, weights: Single | None) -> FloatArray:
    """Return by how much half the SSE would grow without each center (r, k)."""
    r, k, _ = best.centers.shape
    away, own = ways(part, best.centers), best.labels[:, None]
    first = np.take_along_axis(away, own, axis=1)[:, 0]
    np.put_along_axis(away, own, np.inf, axis=1)
    grown = away.min(axis=1) - first
    if weights is not None:
        grown *= weights
    places = best.labels + k * np.arange(r)[:, None]
    sums = np.bincount(places.ravel(), grown.ravel(), r * k)
    return sums.reshape(r, k).astype(float)


def halved(part: Cloud, best: Settled) -> Single:
    """Return the centers of a set, with the halves of the loosest cluster.

    It is cut across its longest axis, in its middle.
    """
    (labels,), (centers,) = best.labels, best.centers
    squared = ways(part, best.centers)[0, labels, np.arange(len(labels))]
    loosest = np.bincount(labels, squared, len(centers)).argmax()
    own = part.points[labels == loosest]
    away = own - centers[loosest]
    axis = away[np.abs(away).max(axis=1).argmax()]
    for _ in range(TURNS):
        axis = (away @ axis) @ away
        axis /= max(np.abs(axis).max(), np.finfo(np.float32).tiny)
    upper = away @ axis > 0
    halves = np.stack([upper, ~upper]).astype(np.float32)
    middles = (halves @ own) / np.maximum(halves.sum(axis=1), 1)[:, None]
    return np.vstack([np.delete(centers, loosest, axis=0), middles])
