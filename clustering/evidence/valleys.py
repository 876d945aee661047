"""Points, clusters -> how sure it is that they thin out between neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.kmeans import Fit

BINS = 20
"""From half the way before one center to half the way beyond the other."""
START, END = 5, 15
"""The bins from one center to the other: valleys lie there."""
BLOCK = 100
"""Ways looked at together, to bound memory."""


@dataclass(frozen=True, eq=False)
class Valleys:
    """The valleys in density on the ways between neighbouring clusters.

    Attributes
    ----------
    pairs : (p, 2) ints
        The neighbours.
    certainty : (p,)
        Logarithm of how much better a valley explains the counts along the way
        than none does; about 2 by chance where points are evenly spread,
        however many they are, and in 1 of 100 such cases over 5.4.
    depth : (p,)
        How much sparser the points are in it than on the lower of its sides: 0
        for no valley, 1 where it is empty.
    """

    pairs: IntArray
    certainty: FloatArray
    depth: FloatArray


def valleys(points: FloatArray, fits: Sequence[Fit]) -> list[Valleys]:
    """Return the valleys between neighbours among each fit's clusters, 2 or more.

    Parameters
    ----------
    points : (n, d)
    fits : sequence of Fit
        Of these points; no two centers of a fit are at the same place.
    """
    pairs = [neighbours(fit.centers) for fit in fits]
    counts = np.concatenate(
        [along_ways(points, fit, ways) for fit, ways in zip(fits, pairs, strict=True)]
    )
    # All fits together, since a call costs more than a way.
    blocks = [lowest(counts[at : at + BLOCK]) for at in range(0, len(counts), BLOCK)]
    certainty, depth = (np.concatenate(part) for part in zip(*blocks, strict=True))
    ends = np.cumsum([len(ways) for ways in pairs])[:-1]
    each = zip(pairs, np.split(certainty, ends), np.split(depth, ends), strict=True)
    return [Valleys(*parts) for parts in each]


def neighbours(centers: FloatArray) -> IntArray:
    """Return the pairs (p, 2) of centers with no other in the ball between them.

    References
    ----------
    Gabriel, Sokal (1969), "A new statistical approach to geographic variation
    analysis".
    """
    squared = ((centers[:, None] - centers) ** 2).sum(axis=2)
    first, second = np.triu_indices(len(centers), 1)
    detours = squared[first] + squared[second]  # (pairs, k)
    rows = np.arange(len(first))
    detours[rows, first] = detours[rows, second] = np.inf
    # As good as on the ball counts as outside: the corners of a grid are neighbours.
    clear = detours.min(axis=1) >= squared[first, second] * (1 - 1e-9)
    pairs: IntArray = np.column_stack([first, second])[clear]
    return pairs


def along_ways(points: FloatArray, fit: Fit, pairs: IntArray) -> FloatArray:
    """Return how many points (p, BINS) of each pair lie where between its centers."""
    counts, centers = np.zeros((len(pairs), BINS)), fit.centers
    for cluster in range(len(centers)):
        own = points[fit.labels == cluster] - centers[cluster]
        ways, ends = np.nonzero(pairs == cluster)
        others = pairs[ways, 1 - ends]
        way = centers[others] - centers[cluster]
        share = own @ (way / (way**2).sum(axis=1, keepdims=True)).T  # 0 here, 1 there
        share = np.where(ends == 0, share, 1 - share)
        bins = np.floor((share + 0.5) * BINS / 2)
        inside = (bins >= 0) & (bins < BINS)
        flat = (bins + ways * BINS)[inside].astype(np.intp)
        counts += np.bincount(flat, minlength=counts.size).reshape(counts.shape)
    return counts


def lowest(counts: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return how certain (p,) and how deep (p,) the surest valley in counts is.

    A valley is a run of bins between the centers, with a side to the left and
    one to the right of it where points are denser.  It is as certain as the less
    certain of its sides, and as deep as below the lower one.
    """
    sums = np.pad(counts.cumsum(axis=1), ((0, 0), (1, 0)))
    first, last = np.triu_indices(END - START)
    first, last = first + START, last + START + 1
    valley = sums[:, last] - sums[:, first]  # (p, v)
    edges = np.arange(BINS + 1)
    right = sums[:, None] - sums[:, last, None]
    left = sums[:, first, None] - sums[:, None]
    on_right = surest(valley, last - first, right, edges - last[:, None])
    on_left = surest(valley, last - first, left, first[:, None] - edges)
    certainty = np.minimum(on_right[0], on_left[0])
    best = certainty.argmax(axis=1)
    rows = np.arange(len(counts))
    side = np.minimum(on_right[1], on_left[1])[rows, best]
    floor = valley[rows, best] / (last - first)[best]
    depth = 1 - np.divide(floor, side, out=np.ones_like(side), where=side > floor)
    return certainty[rows, best], depth


def surest(
    valley: FloatArray, width: IntArray, side: FloatArray, widths: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Return how certainly one side is denser than each valley, and its density.

    Parameters
    ----------
    valley : (p, v)
        Points in each valley.
    width : (v,)
        Its bins.
    side : (p, v, ends)
        Points from the valley to each end.
    widths : (v, ends)
        Their bins; 0 or less where the end is not on this side.

    Returns
    -------
    certainty, density : (p, v)
    """
    valley, width = valley[:, :, None], width[:, None]
    real = np.maximum(widths, 1)
    # Poisson counts: two densities against one.
    gain = (
        weighed(valley, width)
        + weighed(side, real)
        - weighed(valley + side, width + real)
    )
    gain = np.where((widths > 0) & (side * width > valley * real), gain, 0)
    best = gain.argmax(axis=2)[:, :, None]
    density = np.take_along_axis(side / real, best, axis=2)[:, :, 0]
    return np.take_along_axis(gain, best, axis=2)[:, :, 0], density


def weighed(counts: FloatArray, bins: IntArray) -> FloatArray:
    """Return counts x log(density); nothing weighs 0."""
    weights: FloatArray = counts * np.log(np.maximum(counts, 1) / bins)
    return weights
