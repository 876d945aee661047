"""Clusters -> tighter ones, by moving single centers and single points."""

import math

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray
from clustering.fitting.cloud import Cloud, distances
from clustering.fitting.lloyd import NARROW, State, means, settle, totals
from clustering.fitting.seeding import widen

SWAP_ROUNDS = 5
"""Rounds after which a swap has to show that it helps."""
SWAP_FAILURES = 4
"""Swaps without success that end a run."""
EXCHANGE_LIMIT = 50_000
"""Different points times clusters up to which single points are exchanged."""
EXCHANGES = 50
"""Points exchanged at most."""


def swaps(cloud: Cloud, state: State, rng: np.random.Generator) -> State:
    """Move single centers, the most dispensable first, until that helps no more.

    References
    ----------
    Fränti, Kivijärvi (2000), "Randomised local search algorithm for the
    clustering problem".
    """
    k, failures = len(state.centers), 0
    while failures < min(k, SWAP_FAILURES) and k > 1:
        other = swap(cloud, state, failures, rng)
        failures = 0 if other.inertia < state.inertia else failures + 1
        state = min(state, other, key=lambda state: state.inertia)
    return state


def swap(cloud: Cloud, state: State, rank: int, rng: np.random.Generator) -> State:
    """Return the clusters after moving one center to where it helps more.

    Parameters
    ----------
    rank : int
        Which center moves: 0 is the one that would be missed least.
    """
    loser = missed(cloud, state.centers).argsort(stable=True)[rank]
    others = np.delete(state.centers, loser, axis=0)
    blocks = [away.min(axis=1) for _, away in distances(cloud.points, others)]
    squared = np.concatenate(blocks)
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


def exchange(cloud: Cloud, state: State) -> State:
    """Move single points to other clusters while that makes the whole tighter.

    A point can be worth moving although its own center is the nearest, since
    both centers move with it.

    References
    ----------
    Hartigan (1975), "Clustering algorithms"; Telgarsky, Vattani (2010),
    "Hartigan's method: k-means clustering without Voronoi".
    """
    affordable = len(cloud.points) * len(state.centers) <= EXCHANGE_LIMIT
    for _ in range(EXCHANGES if affordable else 0):
        gains = exchange_gains(cloud, state)
        point, to = np.unravel_index(gains.argmax(), gains.shape)
        if gains[point, to] <= NARROW * state.inertia:
            break
        labels = state.labels.copy()
        labels[point] = to
        centers = means(totals(cloud, labels, len(state.centers)))
        state = settle(cloud, centers)
    return state


def exchange_gains(cloud: Cloud, state: State) -> FloatArray:
    """Return how much SSE (m, k) it saves to move each point to each cluster."""
    away = cdist(cloud.points, state.centers, "sqeuclidean")
    own = np.arange(len(away)), state.labels
    weights, masses = cloud.weights, np.bincount(state.labels, cloud.weights)
    rest = masses[state.labels] - weights
    # A point alone in its cluster has nothing to gain.
    growth = np.where(rest > 0, masses[state.labels] / np.maximum(rest, 1), 0)
    leave = growth * weights * away[own]
    join = weights[:, None] * masses / (masses + weights[:, None]) * away
    join[own] = np.inf
    gains: FloatArray = leave[:, None] - join
    return gains
