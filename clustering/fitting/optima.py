"""Sets of centers -> which are the same optimum, and which may be the tightest."""

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import BoolArray, FloatArray, IntArray
from clustering.fitting.cloud import Cloud, nears

SAME, ALIKE, APART = 0.03, 0.1, 0.2
"""How near centers lie to those of the same optimum: their squared distance, as a share
of the mean squared distance from points to centers; how near if only what is far from
it counts; and how near if the points are few, and optima of all of them count."""
BEYOND_CHANCE, BEYOND_DOUBT = 2.5, 4.5
"""Standard errors by which some rows tell that one optimum is looser than another: so
that it hardly comes by chance; and so that nobody need look again."""


def different(
    cloud: Cloud, sets: FloatArray, inertia: FloatArray, most: int, share: float = SAME
) -> tuple[IntArray, IntArray]:
    """Return which sets (r, k, d) are the tightest, each near to none of the others.

    And how many of all sets are near to each of them, itself among them.
    """
    near = share * float(inertia.min()) / float(cloud.weights.sum())
    kept, times = list[int](), list[int]()
    for place in inertia.argsort(kind="stable").tolist():
        twin = next(
            (i for i, other in enumerate(kept) if same(sets[place], sets[other], near)),
            None,
        )
        if twin is not None:
            times[twin] += 1
        elif len(kept) < most:
            kept.append(place)
            times.append(1)
    return np.array(kept), np.array(times)


def same(centers: FloatArray, others: FloatArray, near: float) -> bool:
    """Tell whether each center (k, d) has another one near to it, of its own."""
    away = cdist(centers, others, "sqeuclidean")
    met = len(np.unique(away.argmin(axis=1))) == len(centers)
    return bool(met and away.min(axis=1).max() <= near)


def rivals(cloud: Cloud, sets: FloatArray, errors: float = BEYOND_CHANCE) -> BoolArray:
    """Tell which sets of centers (r, k, d) may be the tightest of them among all rows.

    The points are a sample: they tell that one set is looser than another only if that
    is beyond chance, by so many standard errors.
    """
    if len(sets) == 1:
        return np.ones(1, dtype=bool)
    excess = np.empty((len(sets), len(cloud.rows)))
    for near in nears(cloud, sets):
        excess[:, near.block] = near.squared
    excess *= cloud.weights / cloud.norms.max()  # whose squares are floats
    excess -= excess[excess.sum(axis=1).argmin()].copy()
    chance = np.sqrt(np.einsum("ij,ij->i", excess, excess))
    close: BoolArray = excess.sum(axis=1) <= errors * chance
    return close
