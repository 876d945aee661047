"""Points, k -> where the centers start: greedy k-means++, several at once."""

import math

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray, IntArray
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, parts, planes

CROWD = 20
"""Points for each cluster from which they tell where clusters are."""


def seeds(  # noqa: PLR0913 - what to draw from, and how
    cloud: Cloud,
    k: int,
    sets: int,
    rng: np.random.Generator,
    timer: Timer,
    *,
    greedy: bool = True,
) -> FloatArray:
    """Return sets (r, k, d) of k different points of the cloud, far from each other.

    Each is the best of 2 + ln k candidates drawn by weight and squared distance
    from those already taken; or the only candidate, where sets are to differ more,
    drawn by weight alone where there are few points.  Once the time is up, the
    rest are the next best points.

    References
    ----------
    Arthur, Vassilvitskii (2007), "k-means++: the advantages of careful seeding".
    """
    tries = 2 + int(math.log(k)) if greedy else 1
    far = greedy or len(cloud.rows) > CROWD * k
    picked = [
        pick(cloud, k, (len(range(sets)[part]), tries), rng, timer, far=far)
        for part in parts(sets, tries * len(cloud.rows))
    ]
    return cloud.points[np.concatenate(picked)]


def pick(  # noqa: PLR0913 - what to draw from, and how
    cloud: Cloud,
    k: int,
    shape: tuple[int, int],
    rng: np.random.Generator,
    timer: Timer,
    *,
    far: bool,
) -> IntArray:
    """Return which points (r, k) are seeds, the best of some candidates (r, tries)."""
    sets, tries = shape
    many = np.arange(sets)
    drawn = draw(np.broadcast_to(cloud.weights, (sets, len(cloud.rows))), 1, rng)[:, 0]
    picked, squared = [drawn], ways(cloud, drawn)
    while len(picked) < k and not timer.up():
        odds = squared if far else squared > 0
        drawn = draw(odds * cloud.weights, tries, rng)
        after = np.minimum(
            ways(cloud, drawn.ravel()).reshape(sets, tries, -1), squared[:, None]
        )
        # Not a product of matrices, whose rounding differs between machines.
        best = (after * cloud.weights).sum(axis=2).argmin(axis=1)
        squared = after[many, best]
        picked.append(drawn[many, best])
    return completed(np.stack(picked, axis=1), k)


def completed(picked: IntArray, k: int) -> IntArray:
    """Return sets (r, k) of different points, of which some are picked (r, j)."""
    missing = k - picked.shape[1]
    if not missing:
        return picked
    rest = [np.setdiff1d(np.arange(k), each)[:missing] for each in picked]
    return np.column_stack([picked, rest])


def draw(odds: FloatArray, tries: int, rng: np.random.Generator) -> IntArray:
    """Return as many points (r, tries) by their odds (r, m)."""
    # One line of all odds, cut by set: a search through each would take longer.
    r, m = odds.shape
    ends = np.append(0.0, odds.ravel().cumsum())
    heads, tails = ends[:-1:m, None], ends[m::m, None]
    drawn = heads + rng.random((r, tries)) * (tails - heads)
    places: IntArray = ends[1:].searchsorted(drawn, side="right")
    picks: IntArray = (places - m * np.arange(r)[:, None]).clip(0, m - 1)
    return picks


def ways(cloud: Cloud, picks: IntArray) -> FloatArray:
    """Return the squared distances (r, m) from all points to some of them (r,)."""
    centers = cloud.points[picks]
    if not cloud.names:
        return cdist(centers, cloud.points, "sqeuclidean")
    squared = planes(centers) @ cloud.rows.T
    squared += cloud.norms
    return squared
