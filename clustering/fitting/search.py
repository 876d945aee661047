"""Rows, k -> centers near the best there are: starts that compete, and moves."""

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, lay
from clustering.fitting.lloyd import compete, improve
from clustering.fitting.moves import relocate
from clustering.fitting.rows import Rows
from clustering.fitting.seeding import seeds

WORK = 200_000
"""Points times clusters times starts that are cheap."""
STARTS = 64
"""Starts at most, where they are cheap."""
EARLY = (4, 8)
"""Rounds for all starts, and more for the better ones."""
BETTER = 3
"""Times as many starts get more rounds as optima are looked for."""
OPTIMA = (2, 8)
"""Optima that are looked for: where points are many, and where they are few."""
SAME = 0.05
"""Of the mean squared distance to centers, how far apart those of one optimum lie."""
AGREED = 4
"""Starts more that lead to the best optimum seen, until others get no moves."""


def search(
    rows: Rows, k: int, rng: np.random.Generator, *, starts: int, timer: Timer
) -> FloatArray:
    """Return different optima (r, k, d) that starts lead to, the best first.

    Parameters
    ----------
    starts : int
        How many there are at least.
    """
    cloud = lay(rows.points, rows.weights, k)
    work = len(cloud.rows) * k
    most = int(np.clip(WORK // work, *OPTIMA))
    sets = seeds(cloud, k, max(starts, min(WORK // work, STARTS)), rng)
    sets, inertia = compete(cloud, sets, rounds=EARLY, keep=BETTER * most)
    return cloud.back(explore(cloud, sets, inertia, most, timer))


def refine(rows: Rows, sets: FloatArray, timer: Timer) -> FloatArray:
    """Return the best (k, d) of sets of centers on more rows, after moves there."""
    cloud = lay(rows.points, rows.weights, sets.shape[1])
    sets, inertia = improve(cloud, cloud.onto(sets), rounds=2)
    best = inertia.argmin()
    centers, _ = relocate(cloud, sets[best], inertia[best], timer)
    return cloud.back(centers)


def explore(
    cloud: Cloud, sets: FloatArray, inertia: FloatArray, most: int, timer: Timer
) -> FloatArray:
    """Return different optima among sets of centers (r, k, d), after moves.

    Once several starts agree on the best, it is hardly to be improved on.
    """
    near = SAME * inertia[0] / cloud.weights.sum()
    found: list[FloatArray] = []
    reached: list[float] = []
    hits: list[int] = []
    for start, sse in zip(sets, inertia, strict=True):
        centers, after, sure = start, float(sse), max(hits, default=0) >= AGREED
        place = known(centers, found, near)
        if place is None and not sure:
            centers, after = relocate(cloud, start, after, timer)
            place = known(centers, found, near)
        if place is None:
            found, reached, hits = [*found, centers], [*reached, after], [*hits, 0]
        elif reached[place] == min(reached):
            hits[place] += 1
        if len(found) == most or timer.up():
            break
    return np.stack(found)[np.argsort(reached, kind="stable")]


def known(centers: FloatArray, found: list[FloatArray], near: float) -> int | None:
    """Return which of the optima found the centers lie near to, if any."""
    for place, others in enumerate(found):
        away = cdist(centers, others, "sqeuclidean")
        met = len(np.unique(away.argmin(axis=1))) == len(centers)
        if met and away.min(axis=1).max() <= near:
            return place
    return None
