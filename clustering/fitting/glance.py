"""Rows, k -> where a few starts lead, and whether a search could find better."""

import numpy as np

from clustering.arrays import FloatArray
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, assign, lay
from clustering.fitting.crossing import agree, different
from clustering.fitting.lloyd import ROUNDS, compete, improve
from clustering.fitting.moves import HOPE, relocate, surveyed
from clustering.fitting.rows import Rows
from clustering.fitting.seeding import CROWD, seeds

GLANCES, LEADERS = 8, 4
"""Starts for a first glance, and how many of the best of them have to agree."""
BEHIND = 0.01
"""By how much looser than the tightest a start is if it only had bad luck."""
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
ROUNDS_SURE = 2
"""Rounds for what comes from fewer rows, where it may be sure."""
SURE = 0.2
"""How much nearer starts have to lie to agree after they differed, or where no further
rows can tell."""


def glance(
    levels: list[Rows], k: int, rng: np.random.Generator, timer: Timer
) -> tuple[FloatArray, bool]:
    """Return where a few starts lead, and whether others would hardly lead elsewhere.

    They would not where the clusters lie apart, nor where the best few agree and the
    clusters do not run into each other.

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
    sets, inertia = leaders(cloud, k, rng, timer)
    if not more:
        return moved_best(cloud, sets, inertia, timer)
    agreed = agree(cloud, sets, inertia)
    large_part = len(few.points) >= PART * len(levels[-1].points)
    if agreed and large_part and crowded(cloud, sets[0]):
        return cloud.back(sets[0]), True
    if not agreed and len(sets) > 1:
        others = leaders(cloud, k, rng, timer)
        sets, inertia = level_with_best((sets, inertia), others)
        agreed = agree(cloud, sets, inertia)
    if agreed:
        return confirm(more[0], cloud.back(sets[:1]), timer, LITTLE)
    sets[0], inertia[0], promise = relocate(
        cloud, sets[0], float(inertia[0]), timer, singles=SINGLES_SOON
    )
    if promise < HOPE or len(sets) == 1:
        return confirm(more[0], cloud.back(sets[:1]), timer, HOPE)
    sets = sets[different(cloud, sets, inertia, len(sets))]
    return confirm(more[0], cloud.back(sets), timer, LITTLE)


def leaders(
    cloud: Cloud, k: int, rng: np.random.Generator, timer: Timer
) -> tuple[FloatArray, FloatArray]:
    """Return the best of a few starts (r, k, d), the tightest first, and their SSE."""
    count, keep = (GLANCES, LEADERS) if k <= AGREEABLE else (GLANCES_OF_MANY, 1)
    first = seeds(cloud, k, count, rng, timer)
    return compete(cloud, first, timer, keep=keep)


def level_with_best(
    some: tuple[FloatArray, FloatArray], others: tuple[FloatArray, FloatArray]
) -> tuple[FloatArray, FloatArray]:
    """Return those sets of centers (r, k, d) that do not lie behind, and their SSE.

    The tightest first; as many at least as there are others.
    """
    sets, inertia = (np.concatenate(both) for both in zip(some, others, strict=True))
    near = np.count_nonzero(inertia <= (1 + BEHIND) * inertia.min())
    best = inertia.argsort(kind="stable")[: max(near, len(others[1]))]
    return sets[best], inertia[best]


def moved_best(
    cloud: Cloud, sets: FloatArray, inertia: FloatArray, timer: Timer
) -> tuple[FloatArray, bool]:
    """Return the first of sets of centers (r, k, d) after moves among all rows.

    And whether it is sure: the clusters lie apart, and the others agree with it.
    """
    _, k, _ = sets.shape
    firm = len(sets) == 1 or agree(cloud, sets, inertia, SURE)
    centers, _, promise = relocate(cloud, sets[0], float(inertia[0]), timer)
    sure = firm and promise < HOPE and len(cloud.rows) >= CROWD * k
    return cloud.back(centers), sure


def confirm(
    rows: Rows, sets: FloatArray, timer: Timer, most: float
) -> tuple[FloatArray, bool]:
    """Return the first of sets of centers (r, k, d) after moves on some of more rows.

    And whether it is sure: no move left promises more than the most that it may, and
    all the others agree with it.
    """
    k = sets.shape[1]
    cloud = lay(rows.head(surveyed(k)), k, rough=True)
    sets = cloud.onto(sets)
    if len(sets) > 1:
        sets, inertia = improve(cloud, sets, timer, rounds=ROUNDS[1])
        if not agree(cloud, sets, inertia, SURE):
            return cloud.back(sets[0]), False
    (best,), (sse,) = improve(cloud, sets[:1], timer, rounds=ROUNDS_SURE)
    sets[0], _, promise = relocate(cloud, best, float(sse), timer)
    agreed = len(sets) == 1 or agree(cloud, sets, inertia)
    return cloud.back(sets[0]), agreed and promise < most


def crowded(cloud: Cloud, centers: FloatArray) -> bool:
    """Tell whether each of clusters (k, d) has enough points for starts to agree on."""
    (labels,), _ = assign(cloud, centers[None])
    return bool(np.bincount(labels, minlength=len(centers)).min() >= CROWDED)
