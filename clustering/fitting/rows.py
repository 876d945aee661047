"""Rows of a table -> the different ones, and samples, whatever the rows' order."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustering.arrays import FloatArray, IntArray

Hashes = NDArray[np.uint64]

BLOCK, MOST = 2**15, 2**12
"""Numbers that fit a processor's cache, and the most rows of a block."""
FOLD = 32
"""Blocks are of a multiple of so many rows, but for the last."""
REPEATED = 0.5
"""Share of different rows up to which equal ones are put together."""
HEAVY = 50e-6
"""Share of the table from which equal rows are put together: a sample that missed
them, or had them all, would mislead."""
ODD = np.uint64(0x9E3779B97F4A7C15)
"""2**64 over the golden ratio, the usual start of a sequence of multipliers."""
MIXER = np.uint64(0xBF58476D1CE4E5B9)
HALF, ONE = np.uint64(32), np.uint64(1)


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows to fit, with equal ones put together where that helps.

    Attributes
    ----------
    points : (m, d)
        Different rows in an order by content; or the table's rows as they came,
        if most of them are different.
    weights : (m,) ints
        How often each counts.
    hashes : (m,)
        Numbers that depend on a row's content alone, and are as good as random.
    which : (n,) ints, or None
        Where each row of the table is among the points; None if that is its place.
    """

    points: FloatArray
    weights: IntArray
    hashes: Hashes
    which: IntArray | None

    def ranked(self) -> "Rows":
        """Return the rows in an order by content, which is as good as random."""
        if self.which is not None:
            return self
        order = self.hashes.argsort()
        hashes = self.hashes[order]
        return Rows(self.points[order], self.weights[order], hashes, order)

    def head(self, most: int) -> "Rows":
        """Return some rows that stand for all: the first ones by content."""
        ordered = self.ranked()
        points, weights = ordered.points[:most], ordered.weights[:most]
        return Rows(points, weights, ordered.hashes[:most], np.arange(len(points)))

    def back(self, labels: IntArray) -> IntArray:
        """Return the labels of the table's rows from those of the points."""
        return labels if self.which is None else labels[self.which]


def gather(points: FloatArray, few: int) -> Rows:
    """Return the rows of a table, equal ones together if few, or if many are equal."""
    hashes = keys(points)
    if len(points) <= few or repeat(hashes):
        return distinct(points, hashes)
    return Rows(points, np.ones(len(points), dtype=np.int64), hashes, None)


def repeat(hashes: Hashes) -> bool:
    """Tell whether many rows are equal, or one comes often, by their hashes."""
    n = len(hashes)
    heavy, most = int(HEAVY * n), int(REPEATED * n)
    # Sorting takes ten times longer than putting them into drawers, and not many more
    # rows than drawers are different.
    drawers = (hashes >> np.uint64(64 - n.bit_length())).view(np.int64)
    filled = np.bincount(drawers)
    few = bool(np.count_nonzero(filled) <= most)
    if not few and filled.max() <= heavy:
        return False
    _, counts = np.unique(
        hashes if few else hashes[filled[drawers] > heavy], return_counts=True
    )
    often = bool(counts.max(initial=0) > heavy)
    return often or (few and len(counts) <= most)


def distinct(points: FloatArray, hashes: Hashes) -> Rows:
    """Return the different rows, by hash, and how often each occurs."""
    order = hashes.argsort()
    ranked = hashes[order]
    new = np.append(True, ranked[1:] != ranked[:-1])
    again = np.flatnonzero(~new)
    if (points[order[again]] != points[order[again - 1]]).any():
        # Different rows have one hash: their numbers order them, which takes longer.
        order = np.lexsort(points.T[::-1])
        new = np.append(True, (points[order[1:]] != points[order[:-1]]).any(axis=1))
    heads = np.flatnonzero(new)
    counts = np.diff(heads, append=len(order))
    which = np.empty(len(order), dtype=np.intp)
    which[order] = np.repeat(np.arange(len(heads)), counts)
    first = order[heads]
    return Rows(points.take(first, axis=0), counts, hashes[first], which)


def blocks(points: FloatArray) -> Iterator[slice]:
    """Yield slices of points, so many that a processor's cache holds their numbers."""
    n, d = points.shape
    size = min(MOST, max(FOLD, BLOCK // max(d, 1) // FOLD * FOLD))
    yield from (slice(start, start + size) for start in range(0, n, size))


def keys(points: FloatArray) -> Hashes:
    """Return a number (n,) for each row, equal for equal rows and else hardly ever.

    References
    ----------
    Thorup (2015), "High speed hashing for integers and strings"; Steele, Lea,
    Flood (2014), "Fast splittable pseudorandom number generators".
    """
    n, d = points.shape
    multipliers = mixed(ODD * np.arange(1, d + 1, dtype=np.uint64)) | ONE
    found = np.empty(n, dtype=np.uint64)
    for block in blocks(points):
        bits = np.add(points[block], 0.0, order="C").view(np.uint64)  # -0.0 is 0.0
        # The last bits of round numbers are alike: the first ones are mixed in.
        bits ^= bits >> HALF
        found[block] = mixed(bits @ multipliers)
    return found


def mixed(bits: Hashes) -> Hashes:
    """Return numbers in which each bit depends on all others."""
    bits = (bits ^ bits >> HALF) * MIXER
    bits = (bits ^ bits >> HALF) * ODD
    return bits ^ bits >> HALF
