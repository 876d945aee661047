"""Points, clusters -> how sure it is that they thin out between neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.kmeans import Fit

BINS = 20
"""From half the way before one center to half the way beyond the other."""
START, END = 5, 15
"""The bins from one center to the other: valleys lie there."""
BLOCK = 500
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
    starts, ends = fit.centers[pairs.T]
    ways = ends - starts
    ways *= BINS / 2 / (ways**2).sum(axis=1, keepdims=True)
    near = (pairs[:, :, None] == np.arange(len(fit.centers))).any(axis=1)
    which, own = np.divmod(np.flatnonzero(near[:, fit.labels]), len(points))
    place = (ways @ points.T)[which, own]
    place += (BINS / 4 - (ways * starts).sum(axis=1))[which]
    inside = (place >= 0) & (place < BINS)
    bins = which[inside] * BINS + place[inside].astype(np.intp)
    counts = np.bincount(bins, minlength=BINS * len(pairs))
    return counts.reshape(-1, BINS).astype(float)


class Runs(NamedTuple):
    """Runs of bins, by the edges at which they begin and end.

    Attributes
    ----------
    weights : (p, e, e)
        Count times the logarithm of density: what a density of its own explains.
    densities : (p, e, e)
        Points in a bin.
    """

    weights: FloatArray
    densities: FloatArray

    @classmethod
    def of(cls, counts: FloatArray) -> Self:
        """Return the runs of bins with some counts (p, BINS)."""
        sums = np.pad(counts.cumsum(axis=1), ((0, 0), (1, 0)))
        within = sums[:, None] - sums[:, :, None]
        edges = np.arange(BINS + 1)
        densities = within / np.maximum(edges - edges[:, None], 1)
        return cls(within * np.log(np.where(within > 0, densities, 1)), densities)

    def mirrored(self) -> Self:
        """Return the runs as seen from the other center."""
        return type(self)(*map(mirrored, self))


def mirrored(table: FloatArray) -> FloatArray:
    """Return a table (p, e, e) by edges, numbered from the other end."""
    return table[:, ::-1, ::-1].swapaxes(1, 2)


def lowest(counts: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return how certain (p,) and how deep (p,) the surest valley in counts is.

    A valley is a run of bins between the centers, with a side to the left and
    one to the right of it where points are denser.  It is as certain as the less
    certain of its sides, and as deep as below the lower one.
    """
    runs = Runs.of(counts)
    back = runs.mirrored()
    certain = np.minimum(rises(runs), mirrored(rises(back)))
    best = certain.reshape(len(counts), -1).argmax(axis=1)
    begin, end = np.add(START, np.unravel_index(best, certain.shape[1:]))
    right, left = side(runs, begin, end), side(back, BINS - end, BINS - begin)
    certainty = certain.max(axis=(1, 2))
    floor = runs.densities[np.arange(len(counts)), begin, end]
    share = np.ones_like(floor)
    np.divide(floor, np.minimum(left, right), out=share, where=certainty > 0)
    return certainty, 1 - share


def rises(runs: Runs) -> FloatArray:
    """Return how certainly a side to the right is denser than each valley.

    Returns
    -------
    (p, v, v)
        By the edges, from `START` to `END`, at which the valley begins and ends; 0
        where no side is denser.
    """
    most = END - START
    found = np.zeros((len(runs.weights), most + 1, most + 1))
    for width in range(1, most + 1):
        end = START + width
        valley, right, both = (
            np.s_[:, START:end, end, None],
            np.s_[:, None, end, end + 1 :],
            np.s_[:, START:end, end + 1 :],
        )
        # Poisson counts: two densities against one.
        gain = runs.weights[valley] + runs.weights[right] - runs.weights[both]
        gain *= runs.densities[right] > runs.densities[valley]
        found[:, :width, width] = gain.max(axis=2)
    return found


def side(runs: Runs, begin: IntArray, end: IntArray) -> FloatArray:
    """Return how dense (p,) the surest side to the right of a valley (p,) is."""
    rows = np.arange(len(begin))
    density = runs.densities[rows, end]  # (p, e)
    gain = runs.weights[rows, end] - runs.weights[rows, begin]
    gain[density <= runs.densities[rows, begin, end, None]] = -np.inf
    surest: FloatArray = density[rows, gain.argmax(axis=1)]
    return surest
