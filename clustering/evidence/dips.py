"""Points, fit -> how empty it is between neighbouring clusters."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from clustering.arrays import FloatArray
from clustering.kmeans import Fit

BINS = 20


@dataclass(frozen=True)
class Dips:
    """The dips in density on the way from each cluster to its neighbours.

    Attributes
    ----------
    z : float
        The least certain dip, in standard deviations of its counts.
    depth : float
        The shallowest dip: 0 for none, 1 where nothing lies between.
    mean_depth : float
    """

    z: float
    depth: float
    mean_depth: float

    def reach(self, *, z: float, depth: float, mean_depth: float = 0) -> bool:
        """Tell whether every dip is this certain and deep, and their mean as well."""
        enough = self.z >= z and self.depth >= depth
        return enough and self.mean_depth >= mean_depth


def dips(points: FloatArray, fit: Fit) -> Dips:
    """Return the dips between neighbours among the fit's clusters, 2 or more."""
    found = np.array([dip(points, fit, a, b) for a, b in neighbours(fit.centers)])
    z, depth = found.min(axis=0)
    return Dips(float(z), float(depth), float(found[:, 1].mean()))


def neighbours(centers: FloatArray) -> list[tuple[int, int]]:
    """Return the pairs of centers with no other in the ball between them.

    References
    ----------
    Gabriel, Sokal (1969), "A new statistical approach to geographic variation
    analysis".
    """
    squared = ((centers[:, None] - centers) ** 2).sum(axis=2)
    return [
        (a, b)
        for a, b in combinations(range(len(centers)), 2)
        if np.delete(squared[a] + squared[b], [a, b]).min(initial=np.inf)
        >= squared[a, b]
    ]


def dip(points: FloatArray, fit: Fit, a: int, b: int) -> tuple[float, float]:
    """Return how certain and how deep the dip between two clusters is.

    Their points are counted along the line through both centers; the dip is
    the least count between the highest on either side.
    """
    way = fit.centers[b] - fit.centers[a]
    pair = points[(fit.labels == a) | (fit.labels == b)]
    along = (pair - fit.centers[a]) @ way / (way @ way)  # 0 at a, 1 at b
    counts, _ = np.histogram(along, BINS, range=(-0.5, 1.5))
    smooth = np.convolve(counts, np.ones(3), "same")
    middle = BINS // 2
    left, right = smooth[:middle].argmax(), middle + smooth[middle:].argmax()
    peak, low = min(smooth[left], smooth[right]), smooth[left : right + 1].min()
    z = (peak - low) / np.sqrt(max(peak + low, 1))
    return float(z), float(1 - low / max(peak, 1))
