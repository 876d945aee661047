"""Features, k -> fit: seeding, rounds, swaps, restarts."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from clustering import line
from clustering.arrays import FloatArray, IntArray

STARTS = 10
"""Runs from fresh seeds, of which the tightest wins."""
SAMPLE = 20_000
"""Points that runs work on where there are more of them."""
SAMPLE_PER_CLUSTER = 100
"""Points of that sample for each cluster, if that is more."""
EARLY_ROUNDS = 15
"""Rounds before a run turns to swaps."""
SWAP_ROUNDS = 5
"""Rounds after which a swap has to show that it helps."""
SWAP_FAILURES = 4
"""Swaps without success that end a run."""
ROUNDS = 200
"""Rounds on all points; they end sooner if no label changes."""
EXCHANGE_LIMIT = 50_000
"""Different points times clusters up to which single points are exchanged."""
EXCHANGES = 50
RENUMBERINGS = 5
"""Times that points as near to two centers may change with the clusters' order."""
BLOCK = 2**18
"""Distances held in memory at a time."""
BITS = 52
"""Whole numbers of as many bits are exact as floats."""
NARROW = 2.0**-40
"""Of the largest distance; a center that leads by less may owe it to rounding."""


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


@dataclass(frozen=True, eq=False)
class Cloud:
    """Different points (m, d) in lexicographic order, and how often each occurs (m,).

    The order makes all that follows independent of the order of a table's rows.
    """

    points: FloatArray
    weights: FloatArray


@dataclass(frozen=True, eq=False)
class State:
    """Clusters on the way to a fit: labels (m,), centers (k, d) and their SSE."""

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
        Finite numbers.  Those that differ by less than 2**-50 of the widest
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
        Each point sits with its nearest center, each center amid its points.
        `inertia` is infinite where it exceeds the largest float.

    Raises
    ------
    ValueError
        If points are not a table of finite numbers with a row and a column,
        or k < 1.

    References
    ----------
    Arthur, Vassilvitskii (2007), "k-means++: the advantages of careful
    seeding"; Lloyd (1982), "Least squares quantization in PCM"; Fränti,
    Kivijärvi (2000), "Randomised local search algorithm for the clustering
    problem".
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


def distances(
    points: FloatArray, centers: FloatArray
) -> Iterator[tuple[slice, FloatArray]]:
    """Yield squared distances (rows, k) block by block, to bound memory."""
    rows = max(1, BLOCK // len(centers))
    for start in range(0, len(points), rows):
        block = slice(start, start + rows)
        # Taking differences costs little more than expanding |p|² - 2p·c + |c|²,
        # which loses every digit where one far point stretches the range.
        yield block, cdist(points[block], centers, "sqeuclidean")


def check(points: FloatArray, k: int) -> None:
    """Raise ValueError unless k clusters of these points mean something."""
    n, d = points.shape  # which is a ValueError unless there are two
    if n * d == 0:
        raise ValueError(f"points of shape {points.shape} are empty")
    if not np.isfinite(points).all():
        raise ValueError("points are not all finite")
    if k < 1:
        raise ValueError(f"k is {k}, not 1 or more")


def to_steps(points: FloatArray) -> FloatArray:
    """Return points as whole numbers of equally small steps.

    There are so few steps that sums of n of them are exact in any order, and
    enough to tell apart what differs by 2**(BITS - log2 n) of the widest range.
    """
    away = points - middle(points)
    exponent = np.frexp(np.abs(away).max())[1] - (BITS - len(points).bit_length())
    steps: FloatArray = np.rint(np.ldexp(away, -exponent))
    return steps


def centroids(points: FloatArray, labels: IntArray, k: int) -> FloatArray:
    """Return the mean (k, d) of each cluster's points, in the points' own unit."""
    # Sums of numbers far from zero, as dates are, would lose digits; sums of
    # numbers near the largest float would be infinite, were they not weighed down.
    origin = middle(points)
    weights = np.full(len(points), 2.0 ** -len(points).bit_length())
    return means(totals(Cloud(points - origin, weights), labels, k)) + origin


def middle(points: FloatArray) -> FloatArray:
    """Return the middle (d,) of each column's range."""
    # Halves, since sums of numbers near the largest float are no floats.
    low: FloatArray = points.min(axis=0) / 2
    high: FloatArray = points.max(axis=0) / 2
    return low + high


def distinct(points: FloatArray) -> tuple[Cloud, IntArray]:
    """Return the different points and which (n,) of them each point is."""
    order = np.lexsort(points.T[::-1])
    ranked = points[order]
    new = np.append(True, (ranked[1:] != ranked[:-1]).any(axis=1))
    which = np.empty(len(points), dtype=np.intp)
    which[order] = new.cumsum() - 1
    return Cloud(ranked[new], np.bincount(which).astype(float)), which


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
    return min(starts, max(2, 500_000 // (len(cloud.points) * k)))


def run(cloud: Cloud, k: int, rng: np.random.Generator) -> State:
    """Return the clusters that one start leads to, once swaps no longer help."""
    state = settle(cloud, seed(cloud, k, rng), rounds=EARLY_ROUNDS)
    failures = 0
    while failures < min(k, SWAP_FAILURES) and k > 1:
        other = swap(cloud, state, failures, rng)
        failures = failures + 1 if other.inertia >= state.inertia else 0
        state = min(state, other, key=lambda state: state.inertia)
    return settle(cloud, state.centers, rounds=ROUNDS)


def seed(cloud: Cloud, k: int, rng: np.random.Generator) -> FloatArray:
    """Return k different points of the cloud, far from each other.

    Each is the best of 2 + ln k candidates drawn by weight and squared distance
    from those already taken.
    """
    first = rng.choice(len(cloud.points), p=cloud.weights / cloud.weights.sum())
    seeds = [first]
    squared = cdist(cloud.points[[first]], cloud.points, "sqeuclidean")[0]
    for _ in range(1, k):
        pick, squared = widen(cloud, squared, 2 + int(math.log(k)), rng)
        seeds.append(pick)
    return cloud.points[seeds]


def widen(
    cloud: Cloud, squared: FloatArray, candidates: int, rng: np.random.Generator
) -> tuple[int, FloatArray]:
    """Return the candidate that brings a center nearest to all, and the new ways.

    Parameters
    ----------
    squared : (m,)
        Squared distance from each point to its nearest center so far; not all 0.
    """
    odds = (cloud.weights * squared).cumsum()
    drawn = odds.searchsorted(rng.random(candidates) * odds[-1], side="right")
    picks = drawn.clip(max=len(odds) - 1)
    ways = np.minimum(squared, cdist(cloud.points[picks], cloud.points, "sqeuclidean"))
    best = (ways @ cloud.weights).argmin()
    return int(picks[best]), ways[best]


def settle(cloud: Cloud, centers: FloatArray, *, rounds: int) -> State:
    """Return the clusters after Lloyd's rounds: until no label changes, if allowed.

    A point is looked at again only if centers moved by as much as its lead, the
    margin by which its center was the nearest.

    References
    ----------
    Hamerly (2010), "Making k-means even faster".
    """
    k = len(centers)
    labels, lead = leads(cloud.points, centers)
    narrow = NARROW * np.abs(cloud.points).max()
    occupy(cloud, centers, labels, lead)
    sums = totals(cloud, labels, k)
    for _ in range(rounds):
        old_labels, old_centers = labels.copy(), centers
        centers = means(sums)
        moved = np.sqrt(((centers - old_centers) ** 2).sum(axis=1))
        lead -= moved[labels] + moved.max()
        unsure = np.flatnonzero(lead <= narrow)
        labels[unsure], lead[unsure] = leads(cloud.points[unsure], centers)
        occupy(cloud, centers, labels, lead)
        changed = labels != old_labels
        if not changed.any():
            break
        part = Cloud(cloud.points[changed], cloud.weights[changed])
        sums += totals(part, labels[changed], k) - totals(part, old_labels[changed], k)
    squared = ((cloud.points - centers[labels]) ** 2).sum(axis=1)
    return State(labels, centers, float(squared @ cloud.weights))


def leads(points: FloatArray, centers: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return each point's nearest center, and how much farther the next one is."""
    labels = np.empty(len(points), dtype=np.intp)
    lead = np.empty(len(points))
    for block, away in distances(points, centers):
        labels[block] = away.argmin(axis=1)
        rows = np.arange(len(away))
        first = away[rows, labels[block]]
        away[rows, labels[block]] = np.inf
        lead[block] = np.sqrt(away.min(axis=1)) - np.sqrt(first)
    return labels, lead


def totals(cloud: Cloud, labels: IntArray, k: int) -> FloatArray:
    """Return the weight and weighted sum (k, 1 + d) of each cluster's points."""
    columns = (np.ones(len(labels)), *cloud.points.T)
    return np.stack(
        [np.bincount(labels, cloud.weights * column, k) for column in columns], axis=1
    )


def means(sums: FloatArray) -> FloatArray:
    """Return the centers (k, d) from the totals (k, 1 + d)."""
    return sums[:, 1:] / sums[:, :1]


def occupy(
    cloud: Cloud, centers: FloatArray, labels: IntArray, lead: FloatArray
) -> None:
    """Give each empty cluster, in place, the point farthest from its center."""
    sizes = np.bincount(labels, minlength=len(centers))
    for empty in np.flatnonzero(sizes == 0):
        squared = ((cloud.points - centers[labels]) ** 2).sum(axis=1)
        # A point alone in its cluster would only move the hole.
        far = np.where(sizes[labels] > 1, squared, -1).argmax()
        sizes[labels[far]] -= 1
        sizes[empty] += 1
        labels[far], lead[far] = empty, 0


def swap(cloud: Cloud, state: State, rank: int, rng: np.random.Generator) -> State:
    """Return the clusters after moving one center to where it helps more.

    Parameters
    ----------
    rank : int
        Which center moves: 0 is the one that would be missed least.
    """
    loser = missed(cloud, state.centers).argsort(stable=True)[rank]
    others = np.delete(state.centers, loser, axis=0)
    _, squared = nearest(cloud.points, others)
    pick, _ = widen(cloud, squared, 2 + int(math.log(len(others) + 1)), rng)
    return settle(cloud, np.vstack([others, cloud.points[pick]]), rounds=SWAP_ROUNDS)


def missed(cloud: Cloud, centers: FloatArray) -> FloatArray:
    """Return by how much (k,) the SSE would rise without each center."""
    rise = np.zeros(len(centers))
    for block, away in distances(cloud.points, centers):
        first, second = np.partition(away, 1, axis=1)[:, :2].T
        extra = cloud.weights[block] * (second - first)
        rise += np.bincount(away.argmin(axis=1), extra, len(centers))
    return rise


def finish(cloud: Cloud, centers: FloatArray) -> State:
    """Return the settled clusters, numbered by size, then by center."""
    state = settle(cloud, centers, rounds=ROUNDS)
    if len(cloud.points) * len(centers) <= EXCHANGE_LIMIT:
        state = exchange(cloud, state)
    for _ in range(RENUMBERINGS):
        # A point as near to two centers goes to the first: new numbers can move it.
        numbered = number(cloud, state)
        state = settle(cloud, numbered.centers, rounds=SWAP_ROUNDS)
        if np.array_equal(state.labels, numbered.labels):
            break
    return number(cloud, state)


def exchange(cloud: Cloud, state: State) -> State:
    """Move single points to other clusters while that makes the whole tighter.

    A point can be worth moving although its own center is the nearest, since
    both centers move with it.

    References
    ----------
    Hartigan (1975), "Clustering algorithms"; Telgarsky, Vattani (2010),
    "Hartigan's method: k-means clustering without Voronoi".
    """
    for _ in range(EXCHANGES):
        gains = exchange_gains(cloud, state)
        point, to = np.unravel_index(gains.argmax(), gains.shape)
        if gains[point, to] <= NARROW * state.inertia:
            break
        labels = state.labels.copy()
        labels[point] = to
        centers = means(totals(cloud, labels, len(state.centers)))
        state = settle(cloud, centers, rounds=ROUNDS)
    return state


def exchange_gains(cloud: Cloud, state: State) -> FloatArray:
    """Return how much SSE (m, k) it saves to move each point to each cluster."""
    away = cdist(cloud.points, state.centers, "sqeuclidean")
    own = np.arange(len(away)), state.labels
    weights, masses = cloud.weights, np.bincount(state.labels, cloud.weights)
    rest = masses[state.labels] - weights
    # A point alone in its cluster has nothing to gain.
    leave = (
        weights * masses[state.labels] * away[own] / np.where(rest > 0, rest, np.inf)
    )
    join = weights[:, None] * masses / (masses + weights[:, None]) * away
    join[own] = np.inf
    gains: FloatArray = leave[:, None] - join
    return gains


def number(cloud: Cloud, state: State) -> State:
    """Return the same clusters, the largest first, equals by center."""
    sizes = np.bincount(state.labels, cloud.weights)
    order = np.lexsort((*state.centers.T[::-1], -sizes))
    return State(order.argsort()[state.labels], state.centers[order], state.inertia)
