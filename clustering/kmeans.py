"""Features, k -> fit: seeding, rounds, restarts."""

from dataclasses import dataclass

from clustering.arrays import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Fit:
    """Clusters found among n points of d features.

    Attributes
    ----------
    labels : (n,) ints in 0..k-1
        The cluster of each point.  No cluster is empty.  Clusters are numbered
        by size, the largest first, then by center.
    centers : (k, d)
        The mean of each cluster's points, in the points' own unit.
    inertia : float
        Sum of squared distances from points to their centers, in that unit
        squared.  Lower is tighter; compare it only at equal k.
    """

    labels: IntArray
    centers: FloatArray
    inertia: float
