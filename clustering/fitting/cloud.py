"""Points -> the different ones in an order of their own, measured exactly."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from clustering.arrays import FloatArray, IntArray

BITS = 52
"""Whole numbers of as many bits are exact as floats."""
BLOCK = 2**18
"""Distances held in memory at a time."""


@dataclass(frozen=True, eq=False)
class Cloud:
    """Different points (m, d) in lexicographic order, and how often each occurs (m,).

    The order makes all that follows independent of the order of a table's rows;
    coordinates are whole steps, so that sums are exact.
    """

    points: FloatArray
    weights: FloatArray


def distinct(points: FloatArray) -> tuple[Cloud, IntArray]:
    """Return the different points and which (n,) of them each point is."""
    order = np.lexsort(points.T[::-1])
    ranked = points[order]
    new = np.append(True, (ranked[1:] != ranked[:-1]).any(axis=1))
    which = np.empty(len(points), dtype=np.intp)
    which[order] = new.cumsum() - 1
    return Cloud(ranked[new], np.bincount(which).astype(float)), which


def to_steps(points: FloatArray) -> FloatArray:
    """Return points as whole numbers of equally small steps.

    There are so few steps that sums of n of them are exact in any order, and
    enough to tell apart what differs by 2**(BITS - log2 n) of the widest range.
    """
    away = points - middle(points)
    exponent = np.frexp(np.abs(away).max())[1] - (BITS - len(points).bit_length())
    steps: FloatArray = np.rint(np.ldexp(away, -exponent))
    return steps


def middle(points: FloatArray) -> FloatArray:
    """Return the middle (d,) of each column's range."""
    # Halves, since sums of numbers near the largest float are no floats.
    low: FloatArray = points.min(axis=0) / 2
    high: FloatArray = points.max(axis=0) / 2
    return low + high


def distances(
    points: FloatArray, centers: FloatArray
) -> Iterator[tuple[slice, FloatArray]]:
    """Yield squared distances (rows, k) block by block, to bound memory."""
    rows = max(1, BLOCK // len(centers))
    for start in range(0, len(points), rows):
        block = slice(start, start + rows)
        # Taking differences costs little more than expanding |p|² - 2p·c + |c|²,
        # which loses every digit where one far point stretches the range.
        yield block, cdist(points[block], centers, "sqeuclidean")
