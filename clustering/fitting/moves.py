"""Centers -> better ones: those that are missed least move to where they help most."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clustering.arrays import BoolArray, FloatArray, IntArray
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, Owners, means, nears, seconds
from clustering.fitting.lloyd import improve

ROUNDS = (3, 5)
"""Rounds after which a move has to show that it helps."""
KEEP = 2
"""Moves that get the later rounds."""
SINGLES = 6
"""Moves of one center that are tried at a time, the most promising ones."""
BEHIND = 0.01
"""By how much looser a move may be after the first of them to get the later ones."""
HOPE = 0.25
"""Of its cost, what a move must gain at once to be tried: rounds add to it."""
HALVINGS = 3
"""Rounds that find the two halves of a cluster."""
SURVEYED, SURVEYED_PER_CLUSTER = 4_000, 100
"""Points, at least, that tell what moves promise: so many of each cluster."""


@dataclass(frozen=True, eq=False)
class Survey:
    """What moves of centers promise.

    Attributes
    ----------
    costs : (k,)
        By how much the SSE would rise without each center.
    gains : (k,)
        By how much it would fall with two centers for each cluster's points.
    halves : (k, 2, d)
        Where those two would be.
    inertia : float
        The SSE as it is.
    """

    costs: FloatArray
    gains: FloatArray
    halves: FloatArray
    inertia: float

    @cached_property
    def promise(self) -> FloatArray:
        """What moves (k, k) of a center gain at once, as a share of their cost.

        The first cluster loses its center to the second; none does to itself.
        """
        shares = np.where(self.gains > 0, np.inf, np.zeros((len(self.costs), 1)))
        costs = self.costs[:, None]
        np.divide(self.gains, costs, out=shares, where=costs > 0)
        np.fill_diagonal(shares, 0)
        return shares


def relocate(
    cloud: Cloud,
    centers: FloatArray,
    inertia: float,
    timer: Timer,
    *,
    singles: int = SINGLES,
) -> tuple[FloatArray, float, float]:
    """Move centers (k, d) while that makes the clusters tighter.

    Parameters
    ----------
    singles : int
        Moves of one center that are tried at a time, the most promising ones.

    Returns
    -------
    centers : (k, d)
    inertia : float
    promise : float
        What the best move left would gain at once, as a share of its cost.  If that is
        less than `HOPE`, the clusters lie apart, and other starts would hardly lead to
        tighter ones.

    References
    ----------
    Fränti, Kivijärvi (2000), "Randomised local search algorithm for the clustering
    problem"; Fritzke (2020), "The breathing k-means algorithm".
    """
    k = len(centers)
    part, (few, more) = cloud.head(surveyed(k)), ROUNDS
    promise = np.inf if k > 1 else 0.0
    while k > 1 and not timer.up():
        found = survey(part, centers)
        promise = float(found.promise.max())
        tries = [moved(centers, found, *move) for move in promising(found, singles)]
        if not tries:
            break
        sets, reached = improve(part, np.stack(tries), timer, rounds=few)
        if reached.min() > (1 + BEHIND) * found.inertia:
            break
        sets = sets[reached.argsort(kind="stable")[:KEEP]]
        sets, reached = improve(cloud, sets, timer, rounds=more)
        best = reached.argmin()
        if reached[best] >= inertia:
            break
        centers, inertia = sets[best], float(reached[best])
    return centers, inertia, promise


def surveyed(k: int) -> int:
    """Return how many points tell what moves of k centers promise."""
    return max(SURVEYED, SURVEYED_PER_CLUSTER * k)


def moved(
    centers: FloatArray, found: Survey, losers: IntArray, winners: IntArray
) -> FloatArray:
    """Return the centers after some clusters lost theirs to others."""
    after = centers.copy()
    after[winners] = found.halves[winners, 0]
    after[losers] = found.halves[winners, 1]
    return after


def promising(found: Survey, singles: int) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield the moves to try: who loses a center, and who wins it.

    All that gain more than they cost, half of them, a quarter, and so on; and the
    best ones by themselves.
    """
    cheap = found.costs.argsort(kind="stable")
    dear = (-found.gains).argsort(kind="stable")
    pays = found.gains[dear] > found.costs[cheap]
    # Up to where a cluster would both lose and win.
    pays &= ~(np.isin(cheap, dear[pays]) | np.isin(dear, cheap[pays]))
    size = len(pays) if pays.all() else int(pays.argmin())
    while size > 1:
        yield cheap[:size], dear[:size]
        size //= 2
    spared = found.gains - found.costs[:, None]
    spared[found.promise < HOPE] = -np.inf
    for pair in (-spared).argsort(axis=None, kind="stable")[:singles]:
        loser, winner = np.unravel_index([pair], spared.shape)
        if spared[loser, winner] > -np.inf:
            yield loser, winner


def survey(cloud: Cloud, centers: FloatArray) -> Survey:
    """Return what moves promise, by looking at each cluster alone."""
    k = len(centers)
    labels: IntArray = np.empty(len(cloud.rows), dtype=np.int32)
    squared, rise = np.empty(len(labels)), np.empty(len(labels))
    for near in nears(cloud, centers[None]):
        labels[near.block], squared[near.block] = near.labels[0], near.squared[0]
        rise[near.block] = seconds(cloud, near)[0] - near.squared[0]
    costs: FloatArray = np.bincount(labels, cloud.weights * rise, k).astype(float)
    own = np.bincount(labels, cloud.weights * squared, k)
    inertia = float(own.sum())
    if own.max() < HOPE * costs.min():
        halves = np.stack([centers, centers], axis=1)
        return Survey(costs, np.zeros(k), halves, inertia)
    starts = [beyond(cloud, labels, k), outlying(cloud, centers, labels, squared)]
    gains, halves = halve(cloud, labels, k, np.stack(starts))
    better = gains.argmax(axis=0)
    best = halves[better, np.arange(k)]
    return Survey(costs, gains.max(axis=0), best, inertia)


def beyond(cloud: Cloud, labels: IntArray, k: int) -> BoolArray:
    """Tell which points lie above their cluster's mean in its widest column."""
    owners = Owners(cloud, 1, k)
    sums = owners.totals(labels[None], cloud.rows)[0]
    squares = owners.totals(labels[None], cloud.points**2)[0]
    sizes = np.maximum(sums[:, :1], 1)
    mean = sums[:, 1:] / sizes
    widest = (squares / sizes - mean**2).argmax(axis=1)
    own = cloud.points[np.arange(len(labels)), widest[labels]]
    above: BoolArray = own > mean[np.arange(k), widest][labels]
    return above


def outlying(
    cloud: Cloud, centers: FloatArray, labels: IntArray, squared: FloatArray
) -> BoolArray:
    """Tell which points are nearer to the farthest of their cluster than its center."""
    order = squared.argsort(kind="stable")
    farthest = np.zeros(len(centers), dtype=np.intp)
    farthest[labels[order]] = order  # the last of each cluster stays
    halves = np.stack([centers, cloud.points[farthest]], axis=1)
    nearer: BoolArray = sides(cloud, labels, halves[None])[0]
    return nearer


def halve(
    cloud: Cloud, labels: IntArray, k: int, starts: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Return the SSE (s, k) that two centers spare for each cluster, and where.

    Parameters
    ----------
    starts : (s, m) bools
        The half in which each point starts, in several ways.

    Returns
    -------
    gains : (s, k)
    halves : (s, k, 2, d)
    """
    ways, side = len(starts), starts
    owners = Owners(cloud, ways, 2 * k)
    for _ in range(HALVINGS):
        sums = owners.totals(2 * labels + side, cloud.rows)
        halves = means(cloud, sums, np.zeros((ways, 2 * k, cloud.points.shape[1])))
        side = sides(cloud, labels, halves.reshape(ways, k, 2, -1))
    sums = owners.totals(2 * labels + side, cloud.rows).reshape(ways, k, 2, -1)
    sizes = sums[..., :1]
    both = sums.sum(axis=2, keepdims=True)
    middle = both[..., 1:] / np.maximum(both[..., :1], 1)
    halves = sums[..., 1:] / np.maximum(sizes, 1)
    gains = (sizes * (halves - middle) ** 2).sum(axis=(2, 3))
    return gains, np.where(sizes == 0, middle, cloud.rounded(halves))


def sides(cloud: Cloud, labels: IntArray, halves: FloatArray) -> BoolArray:
    """Tell which points (s, m) are nearer to the second half of their cluster.

    Parameters
    ----------
    halves : (s, k, 2, d)
    """
    first, second = halves[:, :, 0], halves[:, :, 1]
    norms = (first**2).sum(axis=2) - (second**2).sum(axis=2)
    planes = np.concatenate([norms[..., None], 2 * (second - first)], axis=2)
    nearer: BoolArray = (
        np.einsum("ij,sij->si", cloud.rows, planes.take(labels, axis=1)) > 0
    )
    return nearer
