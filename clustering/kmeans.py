"""Features, k -> fit: the best of several runs from seeds to settled clusters."""

from dataclasses import dataclass

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.fitting import line
from clustering.fitting.cloud import Cloud, distances, distinct, middle, to_steps
from clustering.fitting.lloyd import State, means, settle, totals
from clustering.fitting.moves import exchange, swaps
from clustering.fitting.seeding import seed

STARTS = 20
"""Runs from fresh seeds, of which the tightest wins."""
SAMPLE = 20_000
"""Points that runs work on where there are more of them."""
SAMPLE_PER_CLUSTER = 100
"""Points of that sample for each cluster, if that is more."""
EARLY_ROUNDS = 15
"""Rounds before a run turns to swaps."""
TIE_ROUNDS = 20
"""Rounds, at most, that numbering the clusters may lead to."""


@dataclass(frozen=True, eq=False)
class Fit:
    """Clusters found among n points of d features.

    Attributes
    ----------
    labels : (n,) ints in 0..k-1
        The cluster of each point.  No cluster is empty.  Clusters are numbered
        by size, the largest first, then by center.
    centers : (k, d)
        The mean of each cluster's points, in the points' own unit.
    inertia : float
        Sum of squared distances from points to their centers, in that unit
        squared.  Lower is tighter; compare it only at equal k.
    """

    labels: IntArray
    centers: FloatArray
    inertia: float


def fit(
    points: FloatArray, k: int, rng: np.random.Generator, *, starts: int = STARTS
) -> Fit:
    """Return the tightest k clusters found.

    Greedy k-means++ seeds, Lloyd's rounds, and swaps of single centers, from
    several starts; one feature is solved exactly.  The order of the points
    does not matter, and a generator in the same state gives the same fit.

    Parameters
    ----------
    points : (n, d)
        Finite numbers.  Those that differ by less than n / 2**51 of the widest
        column's range count as the same.
    k : int
        Clusters wanted, 1 or more.  Where there are fewer different points,
        each becomes a cluster of its own.
    rng : Generator
    starts : int
        How many runs compete; large tables get fewer.

    Returns
    -------
    Fit
        Each point sits with its nearest center, each center amid its points,
        unless hundreds of rounds were too few.  `inertia` is infinite where it
        exceeds the largest float.

    Raises
    ------
    ValueError
        If points are not a table of finite numbers with a row and a column,
        or k < 1.

    """
    check(points, k)
    cloud, which = distinct(to_steps(points))
    k = min(k, len(cloud.points))
    labels = cluster(cloud, k, rng, starts).labels[which]
    centers = centroids(points, labels, k)
    with np.errstate(over="ignore"):
        inertia = float(((points - centers[labels]) ** 2).sum())
    return Fit(labels, centers, inertia)


def nearest(points: FloatArray, centers: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return the nearest center of each point and the way to it.

    Parameters
    ----------
    points : (n, d)
    centers : (k, d)

    Returns
    -------
    labels : (n,) ints in 0..k-1
        Of centers equally near, the first.
    squared : (n,)
        Squared Euclidean distance to that center, in the points' unit squared.
    """
    labels = np.empty(len(points), dtype=np.intp)
    squared = np.empty(len(points))
    for block, away in distances(points, centers):
        labels[block] = away.argmin(axis=1)
        squared[block] = np.take_along_axis(away, labels[block, None], axis=1)[:, 0]
    return labels, squared


def check(points: FloatArray, k: int) -> None:
    """Raise ValueError unless k clusters of these points mean something."""
    n, d = points.shape  # which is a ValueError unless there are two
    if n * d == 0:
        raise ValueError(f"points of shape {points.shape} are empty")
    if not np.isfinite(points).all():
        raise ValueError("points are not all finite")
    if k < 1:
        raise ValueError(f"k is {k}, not 1 or more")


def centroids(points: FloatArray, labels: IntArray, k: int) -> FloatArray:
    """Return the mean (k, d) of each cluster's points, in the points' own unit."""
    # Sums of numbers far from zero, as dates are, would lose digits; sums of
    # numbers near the largest float would be infinite, were they not weighed down.
    origin = middle(points)
    weights = np.full(len(points), 2.0 ** -len(points).bit_length())
    return means(totals(Cloud(points - origin, weights), labels, k)) + origin


def cluster(cloud: Cloud, k: int, rng: np.random.Generator, starts: int) -> State:
    """Return the best settled clusters, in their final order."""
    if cloud.points.shape[1] == 1 and len(cloud.points) * k <= line.LIMIT:
        labels = line.split(cloud.points[:, 0], cloud.weights, k)
        return finish(cloud, means(totals(cloud, labels, k)))
    part = sample(cloud, k, rng)
    runs = (run(part, k, rng) for _ in range(affordable(part, k, starts)))
    return finish(cloud, min(runs, key=lambda state: state.inertia).centers)


def sample(cloud: Cloud, k: int, rng: np.random.Generator) -> Cloud:
    """Return the cloud, or a random part of it if it is large."""
    size = max(SAMPLE, SAMPLE_PER_CLUSTER * k)
    if len(cloud.points) <= 1.5 * size:
        return cloud
    part = np.sort(rng.choice(len(cloud.points), size, replace=False, shuffle=False))
    return Cloud(cloud.points[part], cloud.weights[part])


def affordable(cloud: Cloud, k: int, starts: int) -> int:
    """Return how many runs to make: fewer on large clouds, where luck matters less."""
    return min(starts, max(2, 100_000 // (len(cloud.points) * k)))


def run(cloud: Cloud, k: int, rng: np.random.Generator) -> State:
    """Return the clusters that one start leads to, once no move helps."""
    state = settle(cloud, seed(cloud, k, rng), rounds=EARLY_ROUNDS)
    return exchange(cloud, settle(cloud, swaps(cloud, state, rng).centers))


def finish(cloud: Cloud, centers: FloatArray) -> State:
    """Return the settled clusters, numbered by size, then by center."""
    state = number(cloud, exchange(cloud, settle(cloud, centers)))
    # A point as near to two centers goes to the first: new numbers can move it.
    return number(cloud, settle(cloud, state.centers, rounds=TIE_ROUNDS))


def number(cloud: Cloud, state: State) -> State:
    """Return the same clusters, the largest first, equals by center."""
    sizes = np.bincount(state.labels, cloud.weights)
    order = np.lexsort((*state.centers.T[::-1], -sizes))
    return State(order.argsort()[state.labels], state.centers[order], state.inertia)
