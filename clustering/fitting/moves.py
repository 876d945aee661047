"""Centers -> better ones: those that are missed least move to where they help most."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from clustering.arrays import BoolArray, FloatArray, IntArray
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, Owners, means, nears, seconds
from clustering.fitting.lloyd import compete

ROUNDS = (3, 5)
"""Rounds after which a move has to show that it helps."""
KEEP = 2
"""Moves that get the later rounds."""
SINGLES = 6
"""Moves of one center that are tried, the most promising ones."""
HOPE = 0.25
"""Of its cost, what a move must gain at once to be tried: rounds add to it."""
HALVINGS = 3
"""Rounds that find the two halves of a cluster."""


class Survey(NamedTuple):
    """What moves of centers promise.

    Attributes
    ----------
    costs : (k,)
        By how much the SSE would rise without each center.
    gains : (k,)
        By how much it would fall with two centers for each cluster's points.
    halves : (k, 2, d)
        Where those two would be.
    """

    costs: FloatArray
    gains: FloatArray
    halves: FloatArray


def relocate(
    cloud: Cloud, centers: FloatArray, inertia: float, timer: Timer
) -> tuple[FloatArray, float]:
    """Move centers (k, d) while that makes the clusters tighter.

    References
    ----------
    Fränti, Kivijärvi (2000), "Randomised local search algorithm for the clustering
    problem"; Fritzke (2020), "The breathing k-means algorithm".
    """
    while len(centers) > 1 and not timer.up():
        found = survey(cloud, centers)
        tries = [moved(centers, found, *move) for move in promising(found)]
        if not tries:
            break
        sets, reached = compete(cloud, np.stack(tries), rounds=ROUNDS, keep=KEEP)
        if reached[0] >= inertia:
            break
        centers, inertia = sets[0], reached[0]
    return centers, inertia


def moved(
    centers: FloatArray, found: Survey, losers: IntArray, winners: IntArray
) -> FloatArray:
    """Return the centers after some clusters lost theirs to others."""
    after = centers.copy()
    after[winners] = found.halves[winners, 0]
    after[losers] = found.halves[winners, 1]
    return after


def promising(found: Survey) -> Iterator[tuple[IntArray, IntArray]]:
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
    promise = found.gains - found.costs[:, None]
    hopeless = found.gains < HOPE * found.costs[:, None]
    promise[hopeless | np.eye(len(cheap), dtype=bool)] = -np.inf
    for pair in (-promise).argsort(axis=None, kind="stable")[:SINGLES]:
        loser, winner = np.unravel_index([pair], promise.shape)
        if promise[loser, winner] > -np.inf:
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
    if np.bincount(labels, cloud.weights * squared, k).max() < HOPE * costs.min():
        return Survey(costs, np.zeros(k), np.stack([centers, centers], axis=1))
    ways = [
        halve(cloud, labels, k, side)
        for side in (
            beyond(cloud, labels, k),
            outlying(cloud, centers, labels, squared),
        )
    ]
    gains = np.stack([gain for gain, _ in ways])
    better = gains.argmax(axis=0)
    halves = np.stack([halves for _, halves in ways])[better, np.arange(k)]
    return Survey(costs, gains.max(axis=0), halves)


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
    return sides(cloud, labels, np.stack([centers, cloud.points[farthest]], axis=1))


def halve(
    cloud: Cloud, labels: IntArray, k: int, side: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Return the SSE (k,) that two centers spare for each cluster, and where (k, 2, d).

    Parameters
    ----------
    side : (m,) bools
        The half in which each point starts.
    """
    owners = Owners(cloud, 1, 2 * k)
    for _ in range(HALVINGS):
        sums = owners.totals((2 * labels + side)[None], cloud.rows)[0]
        halves = means(cloud, sums, np.zeros((2 * k, cloud.points.shape[1])))
        side = sides(cloud, labels, halves.reshape(k, 2, -1))
    sums = owners.totals((2 * labels + side)[None], cloud.rows)[0].reshape(k, 2, -1)
    sizes = sums[..., :1]
    both = sums.sum(axis=1)
    middle = both[:, None, 1:] / np.maximum(both[:, None, :1], 1)
    means_ = sums[..., 1:] / np.maximum(sizes, 1)
    gains = (sizes * (means_ - middle) ** 2).sum(axis=(1, 2))
    empty = sizes == 0
    return gains, np.where(empty, middle, np.rint(means_) if cloud.names else means_)


def sides(cloud: Cloud, labels: IntArray, halves: FloatArray) -> BoolArray:
    """Tell which points are nearer to the second half (k, 2, d) of their cluster."""
    first, second = halves[:, 0], halves[:, 1]
    norms = (first**2).sum(axis=1) - (second**2).sum(axis=1)
    planes = np.column_stack([norms, 2 * (second - first)])
    nearer: BoolArray = np.einsum("ij,ij->i", cloud.rows, planes[labels]) > 0
    return nearer
