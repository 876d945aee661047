"""Rows, k -> where a few starts lead, and whether a search could find better."""

import numpy as np

from clustering.arrays import FloatArray
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, assign, lay
from clustering.fitting.lloyd import ROUNDS, compete, improve
from clustering.fitting.moves import HOPE, relocate, surveyed
from clustering.fitting.optima import (
    ALIKE,
    BEYOND_CHANCE,
    BEYOND_DOUBT,
    different,
    rivals,
)
from clustering.fitting.rows import Rows
from clustering.fitting.seeding import CROWD, seeds

GLANCES, LEADERS = 8, 4
"""Starts for a first glance, and how many of them have to lead to the best."""
AGREEABLE, GLANCES_OF_MANY = 12, 5
"""Clusters up to which starts can be expected to agree, and starts for more clusters:
the best of them counts alone, and its centers are moved anyway."""
LITTLE = 1 / 3
"""What moves may promise, as a share of their cost, for agreement to count: where they
promise more, clusters overlap, and starts may agree on an optimum by chance."""
PART = 1 / 4
"""Of all rows, a sample on which agreement counts as it is if clusters are crowded."""
CROWDED = 100
"""Points of each cluster for agreement on a few rows to count: what stretches far with
fewer has many optima near each other."""
SINGLES_SOON = 2
"""Moves of one center that are tried at a time where more rows will tell."""
FRESH = 4
"""Starts on more rows, if those are all there are."""
ROUNDS_MORE, ROUNDS_SURE = 20, 2
"""Rounds on more rows for what has to tell which is the tightest, and for the last."""


def glance(
    levels: list[Rows], k: int, rng: np.random.Generator, timer: Timer
) -> tuple[FloatArray, bool]:
    """Return where a few starts lead, and whether others would hardly lead elsewhere.

    They would not where several starts lead to the best optimum and any other is
    looser beyond doubt, nor where the clusters lie apart.

    Parameters
    ----------
    levels : Rows
        A sample or all of them; and more rows, if there are.

    Returns
    -------
    centers : (k, d)
    sure : bool
    """
    few, *more = levels
    cloud = lay(few, k, rough=bool(more))
    if k > AGREEABLE:
        sets, most = best_of_many(cloud, k, rng, timer), HOPE
    else:
        sets, times = leaders(cloud, k, rng, timer)
        firm = times >= LEADERS
        large_part = len(few.points) >= PART * len(levels[-1].points)
        if firm and large_part and len(sets) == 1 and crowded(cloud, sets[0]):
            return cloud.back(sets[0]), True
        most = LITTLE if firm else HOPE
    if more:
        last = len(more) == 1
        cloud, sets = on_more(more[0], cloud.back(sets), rng, timer, last=last)
    if len(sets) > 1:
        return cloud.back(sets[0]), False
    (best,), (sse,) = improve(cloud, sets, timer, rounds=ROUNDS_SURE)
    best, _, promise = relocate(cloud, best, float(sse), timer)
    return cloud.back(best), promise < most and len(cloud.rows) >= CROWD * k


def best_of_many(
    cloud: Cloud, k: int, rng: np.random.Generator, timer: Timer
) -> FloatArray:
    """Return the best (1, k, d) of a few starts, after moves, if clusters are many."""
    first = seeds(cloud, k, GLANCES_OF_MANY, rng, timer)
    (best,), (sse,) = compete(cloud, first, timer, keep=1)
    moved, _, _ = relocate(cloud, best, float(sse), timer, singles=SINGLES_SOON)
    return moved[None]


def leaders(
    cloud: Cloud, k: int, rng: np.random.Generator, timer: Timer
) -> tuple[FloatArray, int]:
    """Return the optima (r, k, d) of a few starts that may be the tightest.

    And how many starts led to the best, which is the first.
    """
    ends = ends_of(cloud, k, rng, timer)
    sets, times = standing(cloud, ends, BEYOND_DOUBT)
    if times < LEADERS:
        others = ends_of(cloud, k, rng, timer)
        both = (
            np.concatenate([ends[0], others[0]]),
            np.concatenate([ends[1], others[1]]),
        )
        sets, times = standing(cloud, both, BEYOND_DOUBT)
    return sets, times


def ends_of(
    cloud: Cloud, k: int, rng: np.random.Generator, timer: Timer
) -> tuple[FloatArray, FloatArray]:
    """Return where a few starts (r, k, d) lead, and their SSE."""
    first = seeds(cloud, k, GLANCES, rng, timer)
    return improve(cloud, first, timer, rounds=sum(ROUNDS), racing=True)


def standing(
    cloud: Cloud, ends: tuple[FloatArray, FloatArray], errors: float
) -> tuple[FloatArray, int]:
    """Return the different optima (r, k, d) that may be the tightest, the best first.

    Not those looser by so many standard errors; and how many of the sets are the best.
    """
    sets, inertia = ends
    kept, times = different(cloud, sets, inertia, len(sets), ALIKE)
    found = sets[kept]
    return found[rivals(cloud, found, errors)], int(times[0])


def on_more(
    rows: Rows, sets: FloatArray, rng: np.random.Generator, timer: Timer, *, last: bool
) -> tuple[Cloud, FloatArray]:
    """Return some of more rows, and which optima (r, k, d) may be the tightest there.

    Parameters
    ----------
    sets : (r, k, d)
        Optima of fewer rows.
    last : bool
        Whether the more rows are all.  On a large table optima that few rows do not
        tell apart are as tight; on a smaller one they may not be.
    """
    k = sets.shape[1]
    cloud = lay(rows.head(surveyed(k)), k, rough=True)
    sets = cloud.onto(sets)
    if last and k <= AGREEABLE:
        sets = np.concatenate([sets, seeds(cloud, k, FRESH, rng, timer)])
    if len(sets) > 1:
        ends = improve(cloud, sets, timer, rounds=ROUNDS_MORE, racing=True)
        sets, _ = standing(cloud, ends, BEYOND_DOUBT if last else BEYOND_CHANCE)
    return cloud, sets


def crowded(cloud: Cloud, centers: FloatArray) -> bool:
    """Tell whether each of clusters (k, d) has enough points for starts to agree on."""
    (labels,), _ = assign(cloud, centers[None])
    return bool(np.bincount(labels, minlength=len(centers)).min() >= CROWDED)
