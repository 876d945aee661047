"""Points, k -> where the centers start: greedy k-means++."""

import math

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray
from clustering.fitting.cloud import Cloud


def seed(cloud: Cloud, k: int, rng: np.random.Generator) -> FloatArray:
    """Return k different points of the cloud, far from each other.

    Each is the best of 2 + ln k candidates drawn by weight and squared distance
    from those already taken.

    References
    ----------
    Arthur, Vassilvitskii (2007), "k-means++: the advantages of careful seeding".
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
    # Not a product of matrices, whose rounding differs between machines.
    best = (ways * cloud.weights).sum(axis=1).argmin()
    return int(picks[best]), ways[best]
