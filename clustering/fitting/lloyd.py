"""Points, centers -> clusters that no longer change: Lloyd's rounds."""

from dataclasses import dataclass

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.fitting.cloud import Cloud, distances

ROUNDS = 200
"""Rounds at most; they end sooner if no label changes."""
NARROW = 2.0**-40
"""Of the largest distance; a center that leads by less may owe it to rounding."""


@dataclass(frozen=True, eq=False)
class State:
    """Clusters on the way to a fit: labels (m,), centers (k, d) and their SSE."""

    labels: IntArray
    centers: FloatArray
    inertia: float


def settle(cloud: Cloud, centers: FloatArray, *, rounds: int = ROUNDS) -> State:
    """Return the clusters once no label changes, or after so many rounds.

    A point is looked at again only if centers moved by as much as its lead, the
    margin by which its center was the nearest.

    References
    ----------
    Lloyd (1982), "Least squares quantization in PCM"; Hamerly (2010), "Making
    k-means even faster".
    """
    k = len(centers)
    labels, lead = leads(cloud.points, centers)
    narrow = NARROW * np.abs(cloud.points).max()
    occupy(cloud, centers, labels, lead)
    sums = totals(cloud, labels, k)
    for _ in range(rounds):
        old_labels, old_centers = labels.copy(), centers
        centers = means(sums)
        moved = np.sqrt(((centers - old_centers) ** 2).sum(axis=1))
        lead -= moved[labels] + moved.max()
        unsure = np.flatnonzero(lead <= narrow)
        labels[unsure], lead[unsure] = leads(cloud.points[unsure], centers)
        occupy(cloud, centers, labels, lead)
        changed = labels != old_labels
        if not changed.any():
            break
        part = Cloud(cloud.points[changed], cloud.weights[changed])
        sums += totals(part, labels[changed], k) - totals(part, old_labels[changed], k)
    squared = ((cloud.points - centers[labels]) ** 2).sum(axis=1)
    return State(labels, centers, float((squared * cloud.weights).sum()))


def leads(points: FloatArray, centers: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return each point's nearest center, and how much farther the next one is."""
    labels = np.empty(len(points), dtype=np.intp)
    lead = np.empty(len(points))
    for block, away in distances(points, centers):
        labels[block] = away.argmin(axis=1)
        rows = np.arange(len(away))
        first = away[rows, labels[block]]
        away[rows, labels[block]] = np.inf
        lead[block] = np.sqrt(away.min(axis=1)) - np.sqrt(first)
    return labels, lead


def totals(cloud: Cloud, labels: IntArray, k: int) -> FloatArray:
    """Return the weight and weighted sum (k, 1 + d) of each cluster's points."""
    columns = (np.ones(len(labels)), *cloud.points.T)
    return np.stack(
        [np.bincount(labels, cloud.weights * column, k) for column in columns], axis=1
    )


def means(sums: FloatArray) -> FloatArray:
    """Return the centers (k, d) from the totals (k, 1 + d)."""
    return sums[:, 1:] / sums[:, :1]


def occupy(
    cloud: Cloud, centers: FloatArray, labels: IntArray, lead: FloatArray
) -> None:
    """Give each empty cluster, in place, the point farthest from its center."""
    sizes = np.bincount(labels, minlength=len(centers))
    for empty in np.flatnonzero(sizes == 0):
        squared = ((cloud.points - centers[labels]) ** 2).sum(axis=1)
        # A point alone in its cluster would only move the hole.
        far = np.where(sizes[labels] > 1, squared, -1).argmax()
        sizes[labels[far]] -= 1
        sizes[empty] += 1
        labels[far], lead[far] = empty, 0
