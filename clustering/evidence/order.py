"""Points -> an order that is theirs, whatever the order of a table's rows."""

import numpy as np
from numpy.typing import NDArray

from clustering.arrays import FloatArray, IntArray

MIX = np.uint64(0x9E3779B97F4A7C15)
"""Odd, and without pattern in its bits: 2**64 over the golden ratio [1]_.

.. [1] D. E. Knuth, "The Art of Computer Programming", vol. 3, section 6.4.
"""
HALF = np.uint64(29)
BLOCK = 2**13
"""Points that fit a processor's cache."""


def by_content(points: FloatArray) -> IntArray:
    """Return an order (n,) of points that depends on their numbers alone.

    It is that of a hash, and so as good as random: sorting by ten columns takes ten
    times as long.
    """
    return hashes(points).argsort()


def hashes(points: FloatArray) -> NDArray[np.uint64]:
    """Return a number (n,) for each of the points, the same for equal ones alone."""
    found = np.zeros(len(points), dtype=np.uint64)
    for start in range(0, len(points), BLOCK):
        own = found[start : start + BLOCK]
        # No negative zeros; columns side by side.
        block = np.add(points[start : start + BLOCK].T, 0.0, order="C")
        for column in block.view(np.uint64):
            own ^= column
            own *= MIX
            own ^= own >> HALF
    return found


def some(points: FloatArray, size: int) -> IntArray:
    """Return at most so many of the points, evenly from that order.

    Equal points lie together there: the first of all would be the same few again and
    again, where many are equal.
    """
    return by_content(points)[evenly(len(points), size)]


def evenly(n: int, size: int) -> IntArray:
    """Return at most so many of n places, all about as far apart."""
    size = min(n, size)
    return np.arange(size) * n // size
