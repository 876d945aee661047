"""Centers -> better ones: Lloyd's rounds, for several sets at once."""

import numpy as np

from clustering.arrays import FloatArray
from clustering.fitting.cloud import Cloud, Owners, assign, means

MOMENTUM = 0.5
"""Of what centers moved, how much farther they go at once: it saves rounds."""


def improve(
    cloud: Cloud, centers: FloatArray, *, rounds: int
) -> tuple[FloatArray, FloatArray]:
    """Return sets of centers (r, k, d) after some rounds, and the SSE (r,) of each.

    Between the first round and the last, centers go on the way they are going.

    References
    ----------
    Polyak (1964), "Some methods of speeding up the convergence of iteration methods".
    """
    owners = Owners(cloud, *centers.shape[:2])
    labels, inertia = assign(cloud, centers)
    before = centers
    for left in reversed(range(rounds)):
        moved = means(cloud, owners.totals(labels, cloud.rows), centers)
        if np.array_equal(moved, centers):
            break
        on = MOMENTUM if left and before is not centers else 0
        before, centers = moved, cloud.rounded(moved + on * (moved - before))
        labels, inertia = assign(cloud, centers)
    return centers, inertia


def compete(
    cloud: Cloud, centers: FloatArray, *, rounds: tuple[int, int], keep: int
) -> tuple[FloatArray, FloatArray]:
    """Return the best sets of centers, the tightest first, and the SSE of each.

    All get some rounds; the most promising ones get more.
    """
    few, more = rounds
    centers, inertia = improve(cloud, centers, rounds=few)
    best = inertia.argsort(kind="stable")[:keep]
    centers, inertia = improve(cloud, centers[best], rounds=more)
    order = inertia.argsort(kind="stable")
    return centers[order], inertia[order]
