"""Points -> a fit for each k, near enough to the best to compare them.

Each starts from the one before, on a sample that all share, with half the digits: ten
fits cost about as much as one that stands alone.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustering.arrays import FloatArray, IntArray
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
CANDIDATES = 6
"""Points tried as a new center, and two more for each factor of e in k."""
INDEX = np.int32(255)
"""Bits of a distance that give way to the number of the center it leads to."""

Single = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Cloud:
    """Points with what a product of matrices needs to measure and count them.

    Attributes
    ----------
    rows : (n, d + 2)
        The coordinates, a one, and half the square of the length.
    columns : (d + 2, n)
        The same.
    """

    rows: Single
    columns: Single

    @property
    def points(self) -> Single:
        """The coordinates (n, d)."""
        return self.rows[:, :-2]


@dataclass(frozen=True, eq=False)
class Settled:
    """Labels (n,), centers (k, d) and half the SSE."""

    labels: IntArray
    centers: Single
    inertia: float


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
    seeds = part.points.mean(axis=0, keepdims=True)
    best = settle(part, seeds, 1)
    yield exact(points, np.zeros(len(points), dtype=np.intp), 1)
    for k in range(2, most + 1):
        seeds = widened(part, seeds, rng)
        starts = [widened(part, best.centers, rng), seeds]
        if min(map(len, starts)) < k:
            return  # every point is a center
        starts.append(halved(part, best))
        runs = [settle(part, start, ROUNDS) for start in starts]
        best = improved(part, min(runs, key=lambda run: run.inertia), rng)
        all_rows = len(points) > SEARCHED
        run = settle(whole, best.centers, LAST_ROUNDS) if all_rows else best
        yield exact(points, run.labels, k)


def afresh(points: FloatArray, k: int, rng: np.random.Generator) -> IntArray:
    """Return the labels of k clusters found from seeds alone; fewer where points are.

    Parameters
    ----------
    points : (n, d)
        Of about unit variance.
    """
    part = cloud(points)
    seeds = part.points.mean(axis=0, keepdims=True)
    for _ in range(1, k):
        seeds = widened(part, seeds, rng)
    return improved(part, settle(part, seeds, ROUNDS), rng).labels


def cloud(points: FloatArray) -> Cloud:
    """Return points (n, d) with half the digits, laid out to be measured."""
    n, d = points.shape
    columns = np.ones((d + 2, n), dtype=np.float32)
    columns[:d] = points.T
    columns[d + 1] = (columns[:d] ** 2).sum(axis=0) / 2
    return Cloud(np.ascontiguousarray(columns.T), columns)


def exact(points: FloatArray, labels: IntArray, k: int) -> Fit:
    """Return the clusters with their centers in full."""
    own = np.equal.outer(np.arange(k), labels).astype(float)
    centers = (own @ points) / own.sum(axis=1)[:, None]
    return Fit(labels, centers, float(((points - centers[labels]) ** 2).sum()))


def improved(part: Cloud, best: Settled, rng: np.random.Generator) -> Settled:
    """Return settled clusters after moving centers while that helps."""
    k, failures = len(best.centers), 0
    for _ in range(SWAPS if k > 1 else 0):
        least = missed(part, best).argsort()[min(failures, k - 1)]
        kept = np.delete(best.centers, least, axis=0)
        other = settle(part, widened(part, kept, rng), ROUNDS)
        if other.inertia < best.inertia:
            best, failures = other, 0
        elif (failures := failures + 1) == FAILURES:
            break
    return best


def missed(part: Cloud, best: Settled) -> FloatArray:
    """Return by how much (k,) half the SSE would grow without each center."""
    away, rows = ways(part, best.centers), np.arange(len(best.labels))
    first = away[best.labels, rows]
    away[best.labels, rows] = np.inf
    grown = away.min(axis=0) - first
    return np.bincount(best.labels, grown, len(best.centers)).astype(float)


def halved(part: Cloud, best: Settled) -> Single:
    """Return the centers, that of the loosest cluster replaced by those of its halves.

    It is cut across its longest axis, in its middle.
    """
    rows = np.arange(len(best.labels))
    squared = ways(part, best.centers)[best.labels, rows]
    loosest = np.bincount(best.labels, squared, len(best.centers)).argmax()
    own = part.points[best.labels == loosest]
    away = own - best.centers[loosest]
    axis = away[np.abs(away).max(axis=1).argmax()]
    for _ in range(TURNS):
        axis = (away @ axis) @ away
        axis /= max(np.abs(axis).max(), np.finfo(np.float32).tiny)
    upper = away @ axis > 0
    halves = np.stack([upper, ~upper]).astype(np.float32)
    middles = (halves @ own) / np.maximum(halves.sum(axis=1), 1)[:, None]
    return np.vstack([np.delete(best.centers, loosest, axis=0), middles])


def widened(part: Cloud, centers: Single, rng: np.random.Generator) -> Single:
    """Return the centers and the candidate that brings one nearest to all points.

    Where every point is a center already, none is added.
    """
    nearest = ways(part, centers).min(axis=0)
    odds = nearest.cumsum(dtype=float)
    if odds[-1] <= 0:
        return centers
    many = CANDIDATES + 2 * int(math.log(len(centers)))
    drawn = odds.searchsorted(rng.random(many) * odds[-1], side="right")
    picks = part.points[drawn.clip(max=len(nearest) - 1)]
    left = np.minimum(ways(part, picks), nearest).sum(axis=1)
    return np.vstack([centers, picks[left.argmin()]])


def settle(points: Cloud, centers: Single, rounds: int) -> Settled:
    """Return the clusters after so many of Lloyd's rounds, or once nothing changes."""
    names = np.arange(len(centers), dtype=np.int32)[:, None]
    labels = np.full(len(points.rows), -1, dtype=np.int32)
    for _ in range(rounds):
        bits = ways(points, centers).view(np.int32)
        bits &= ~INDEX
        bits |= names
        # Bits of floats from 0 up are in their order.
        nearest = np.minimum.reduce(bits, axis=0)
        own = nearest & INDEX
        if not np.count_nonzero(own != labels):
            break
        sums = (names == own).astype(np.float32) @ points.rows
        if np.count_nonzero(sums[:, -2]) < len(sums):
            occupy(own, nearest, len(centers))
            sums = (names == own).astype(np.float32) @ points.rows
        labels, centers = own, sums[:, :-2] / sums[:, -2:-1]
    inertia = float(nearest.view(np.float32).sum(dtype=float))
    return Settled(labels.astype(np.intp), centers, inertia)


def occupy(labels: IntArray, nearest: IntArray, k: int) -> None:
    """Give each empty cluster, in place, the point farthest from its center."""
    sizes = np.bincount(labels, minlength=k)
    for empty in np.flatnonzero(sizes == 0):
        # A point alone in its cluster would only move the hole.
        point = np.where(sizes[labels] > 1, nearest, -1).argmax()
        sizes[labels[point]] -= 1
        sizes[empty] += 1
        labels[point], nearest[point] = empty, 0


def ways(points: Cloud, centers: Single) -> Single:
    """Return half the squared distances (k, n), as exact as points near zero need."""
    k, d = centers.shape
    planes = np.empty((k, d + 2), dtype=np.float32)
    planes[:, :d], planes[:, d + 1] = -centers, 1
    planes[:, d] = np.add.reduce(centers * centers, axis=1) / 2
    half: Single = planes @ points.columns
    return np.maximum(half, 0, out=half)
