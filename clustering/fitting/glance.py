"""Rows, k -> where a few starts lead, and whether a search could find better."""

import numpy as np

from clustering.arrays import FloatArray
from clustering.fitting.assigning import nearest
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, assign, lay
from clustering.fitting.lloyd import improve
from clustering.fitting.moves import HOPE, relocate, surveyed
from clustering.fitting.optima import (
    ALIKE,
    APART,
    BEYOND_CHANCE,
    BEYOND_DOUBT,
    different,
    rivals,
    same,
)
from clustering.fitting.rows import Rows
from clustering.fitting.seeding import CROWD, seeds

GLANCES, LEADERS = (12, 8), 4
"""Starts for a first glance, further ones where those leave doubt, and how many of them
have to lead to the best."""
ROUNDS = 16
"""Rounds for each of them, at most."""
GLANCES_OF_HALF, ROUNDS_OF_HALF = 4, 12
"""Starts and rounds for each half, where halves are looked at apart."""
FEWEST_HALVED, MOST_HALVED = 1_500, 6_000
"""Rows of which halves are: of fewer they tell little, and of more samples will do."""
AGREEABLE, GLANCES_OF_MANY, ROUNDS_OF_MANY = 12, 5, (4, 12)
"""Clusters up to which starts can be expected to agree, and starts for more clusters:
the best of them after a few rounds counts alone, and gets some more; its centers are
moved anyway."""
LITTLE = 1 / 3
"""What moves may promise, as a share of their cost, for agreement to count: where they
promise more, clusters overlap, and starts may agree on an optimum by chance."""
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

    They would not where both halves of the rows lead to one optimum, nor where several
    starts lead to the best and any other is looser beyond doubt, nor where the clusters
    lie apart.

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
    halved = not more and in_halves(few, k)
    cloud, firm = lay(few, k, rough=bool(more) or halved), False
    if k > AGREEABLE:
        sets = best_of_many(cloud, k, rng, timer)
    elif halved:
        sets = leaders_of_halves(cloud, k, rng, timer)
        if len(sets) == 1:
            return cloud.back(sets[0]), True
        more = [few]  # all rows tell between what the halves like
    else:
        sets, firm = leaders(cloud, k, rng, timer)
        if firm and not more and len(sets) == 1 and crowded(cloud, sets[0]):
            return cloud.back(sets[0]), True
    if more:
        last = len(more) == 1
        cloud, sets, times = on_more(
            more[0], cloud.back(sets), rng, timer, last=last, firm=firm
        )
        firm = firm or times >= LEADERS
    if len(sets) > 1:
        return cloud.back(sets[0]), False
    (best,), (sse,) = improve(cloud, sets, timer, rounds=ROUNDS_SURE)
    best, _, promise = relocate(cloud, best, float(sse), timer)
    sure = promise < (LITTLE if firm else HOPE) and len(cloud.rows) >= CROWD * k
    return cloud.back(best), sure


def in_halves(rows: Rows, k: int) -> bool:
    """Tell whether halves of all rows are to be looked at apart, and no sample."""
    some = FEWEST_HALVED <= len(rows.points) <= MOST_HALVED
    return some and k <= AGREEABLE


def best_of_many(
    cloud: Cloud, k: int, rng: np.random.Generator, timer: Timer
) -> FloatArray:
    """Return the best (1, k, d) of a few starts, after moves, if clusters are many."""
    first = seeds(cloud, k, GLANCES_OF_MANY, rng, timer)
    few, more = ROUNDS_OF_MANY
    sets, inertia = improve(cloud, first, timer, rounds=few)
    best = sets[[inertia.argmin()]]
    (best,), (sse,) = improve(cloud, best, timer, rounds=more)
    moved, _, _ = relocate(cloud, best, float(sse), timer, singles=SINGLES_SOON)
    return moved[None]


def leaders(
    cloud: Cloud, k: int, rng: np.random.Generator, timer: Timer
) -> tuple[FloatArray, bool]:
    """Return the optima (r, k, d) of a few starts that may be the tightest.

    The best is the first; and whether as many starts as have to led there.
    """
    few, more = GLANCES
    ends = ends_of(cloud, k, few, rng, timer)
    sets, times = standing(cloud, ends, BEYOND_DOUBT)
    if times < LEADERS:
        others = ends_of(cloud, k, more, rng, timer)
        both = (
            np.concatenate([ends[0], others[0]]),
            np.concatenate([ends[1], others[1]]),
        )
        sets, times = standing(cloud, both, BEYOND_DOUBT)
    return sets, times >= LEADERS


def ends_of(
    cloud: Cloud, k: int, starts: int, rng: np.random.Generator, timer: Timer
) -> tuple[FloatArray, FloatArray]:
    """Return where a few starts (r, k, d) lead, and their SSE."""
    first = seeds(cloud, k, starts, rng, timer)
    return improve(cloud, first, timer, rounds=ROUNDS, racing=True)


def leaders_of_halves(
    cloud: Cloud, k: int, rng: np.random.Generator, timer: Timer
) -> FloatArray:
    """Return the optima (r, k, d) of either half of the points, or their one optimum.

    What a few points like by chance, others do not: it is one only if in each half no
    other optimum comes near it, and both halves have the same.
    """
    found, mean = list[FloatArray](), 0.0
    for half in cloud.halves():
        first = seeds(half, k, GLANCES_OF_HALF, rng, timer)
        ends = improve(half, first, timer, rounds=ROUNDS_OF_HALF, racing=True)
        found.append(standing(half, ends, BEYOND_CHANCE, APART)[0])
        mean = max(mean, float(ends[1].min()) / float(half.weights.sum()))
    sets = np.concatenate(found)
    one, other = found[0][0], found[1][0]
    if len(sets) > len(found) or not same(one, other, ALIKE * mean):
        return sets
    order, _ = nearest(one, other)
    return cloud.rounded((one + other[order]) / 2)[None]


def standing(
    cloud: Cloud,
    ends: tuple[FloatArray, FloatArray],
    errors: float,
    share: float = ALIKE,
) -> tuple[FloatArray, int]:
    """Return the different optima (r, k, d) that may be the tightest, the best first.

    Not those looser by so many standard errors; and how many of the sets are the best.
    """
    sets, inertia = ends
    kept, times = different(cloud, sets, inertia, len(sets), share)
    found = sets[kept]
    return found[rivals(cloud, found, errors)], int(times[0])


def on_more(  # noqa: PLR0913 - what is known of the fewer rows
    rows: Rows,
    sets: FloatArray,
    rng: np.random.Generator,
    timer: Timer,
    *,
    last: bool,
    firm: bool,
) -> tuple[Cloud, FloatArray, int]:
    """Return some of more rows, and which optima (r, k, d) may be the tightest there.

    And how many of the sets lead to the best of them.

    Parameters
    ----------
    sets : (r, k, d)
        Optima of fewer rows.
    last : bool
        Whether the more rows are all.  On a large table optima that few rows do not
        tell apart are as tight; on a smaller one they may not be.
    firm : bool
        Whether as many starts as have to led to the best of them: if so, those that
        are looser here beyond chance before any round are not carried on.
    """
    k, times = sets.shape[1], 1
    cloud = lay(rows.head(surveyed(k)), k, rough=True)
    sets = cloud.onto(sets)
    if last and k <= AGREEABLE:
        sets = np.concatenate([sets, seeds(cloud, k, FRESH, rng, timer)])
    elif firm:
        sets = sets[rivals(cloud, sets, BEYOND_CHANCE)]
    if len(sets) > 1:
        ends = improve(cloud, sets, timer, rounds=ROUNDS_MORE, racing=True)
        sets, times = standing(cloud, ends, BEYOND_DOUBT if last else BEYOND_CHANCE)
    return cloud, sets, times


def crowded(cloud: Cloud, centers: FloatArray) -> bool:
    """Tell whether each of clusters (k, d) has enough points for starts to agree on."""
    (labels,), _ = assign(cloud, centers[None])
    return bool(np.bincount(labels, minlength=len(centers)).min() >= CROWDED)
