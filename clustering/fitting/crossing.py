"""Sets of centers -> tighter ones: what is good in two of them comes together."""

from itertools import combinations

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, Owners, assign, means, parts
from clustering.fitting.lloyd import BOLD, improve
from clustering.fitting.optima import APART, different

GENERATIONS = 20
"""Times that they are, at most; fewer once the tightest is hardly any tighter."""
TIGHTER = 1e-4
"""Share of the SSE that a generation has to save for another one to follow."""
KEPT = 12
"""Optima far from each other that are kept, the tightest ones, though tighter ones that
are near each other may be more: of more rows another may be the tightest."""


def breed(  # noqa: PLR0913 - how thoroughly, a caller knows
    cloud: Cloud,
    sets: FloatArray,
    inertia: FloatArray,
    timer: Timer,
    *,
    rounds: int,
    parents: int,
) -> tuple[FloatArray, FloatArray]:
    """Return sets of centers that crossings made of some, or the same, and their SSE.

    They are the tightest ones that differ, and the tightest ones far from each other;
    the tightest is the first.

    Parameters
    ----------
    cloud : Cloud
        On a grid for 2k clusters.
    sets : (r, k, d)
    inertia : (r,)
    rounds : int
        Lloyd's rounds for each child.  After a few, one that will be tighter in the end
        is often still looser than its parents.
    parents : int
        Sets that are crossed with each other: the tightest ones that differ.

    References
    ----------
    Fränti, Kivijärvi, Kaukoranta, Nevalainen (1997), "Genetic algorithms for
    large-scale clustering problems"; Gribel, Vidal (2019), "HG-means".
    """
    (kept, _), old = different(cloud, sets, inertia, parents), 0
    for _ in range(GENERATIONS):
        mates = [pair for pair in combinations(kept, 2) if max(pair) >= old]
        if not mates or timer.up():
            break
        first, second = np.array(mates).T
        children = cross(cloud, sets[first], sets[second])
        children, reached = improve(
            cloud, children, timer, rounds=rounds, racing=True, momentum=BOLD
        )
        goal, count = inertia.min() * (1 - TIGHTER), len(sets)
        sets = np.concatenate([sets, children])
        inertia = np.concatenate([inertia, reached])
        kept, _ = different(cloud, sets, inertia, parents)
        apart, _ = different(cloud, sets, inertia, KEPT, APART)
        stay = np.union1d(kept, apart)
        sets, inertia = sets[stay], inertia[stay]
        kept, old = np.searchsorted(stay, kept), int((stay < count).sum())
        if inertia.min() > goal:
            break
    order = inertia.argsort(kind="stable")
    return sets[order], inertia[order]


def cross(cloud: Cloud, first: FloatArray, second: FloatArray) -> FloatArray:
    """Return children (r, k, d) of sets of centers: both, merged down to k."""
    both = np.concatenate([first, second], axis=1)
    r, many, _ = both.shape
    children = np.empty_like(first)
    for part in parts(r, max(len(cloud.rows), many**2)):
        labels, _ = assign(cloud, both[part])
        sums = Owners(cloud, len(labels), many).totals(labels, cloud.rows)
        children[part] = merged(cloud, sums, means(cloud, sums, both[part]))
    return children


def merged(cloud: Cloud, sums: FloatArray, centers: FloatArray) -> FloatArray:
    """Return half of the centers (r, 2k, d): those cheapest to join are joined.

    References
    ----------
    Ward (1963), "Hierarchical grouping to optimize an objective function".
    """
    r, many, d = centers.shape
    each, left = np.arange(r), np.ones((r, many), dtype=bool)
    apart = np.stack([cdist(places, places, "sqeuclidean") for places in centers])
    costs = joining(sums[:, :, None, 0], sums[:, None, :, 0], apart)
    costs[:, np.arange(many), np.arange(many)] = np.inf
    for _ in range(many // 2):
        stay, go = np.divmod(costs.reshape(r, -1).argmin(axis=1), many)
        left[each, go] = False
        costs[each, go] = costs[each, :, go] = np.inf
        sums[each, stay] += sums[each, go]
        centers[each, stay] = means(cloud, sums[each, stay], centers[each, stay])
        ways = ((centers[each, stay][:, None] - centers) ** 2).sum(axis=2)
        others = np.isfinite(costs[each, stay])
        rise = joining(sums[each, stay, :1], sums[..., 0], ways)
        price = np.where(others, rise, np.inf)
        costs[each, stay] = costs[each, :, stay] = price
    return centers[left].reshape(r, many // 2, d)


def joining(masses: FloatArray, others: FloatArray, apart: FloatArray) -> FloatArray:
    """Return by how much the SSE rises when clusters are joined with others.

    Parameters
    ----------
    masses, others : (...)
        What the points of each weigh.
    apart : (...)
        Squared distances between their centers.
    """
    rise: FloatArray = masses * others / np.maximum(masses + others, 1) * apart
    return rise
