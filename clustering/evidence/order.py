"""Points -> an order that is theirs, whatever the order of a table's rows."""

import numpy as np

from clustering.arrays import FloatArray, IntArray

MIX = np.uint64(0x9E3779B97F4A7C15)
"""Odd, and without pattern in its bits: 2**64 over the golden ratio [1]_.

.. [1] D. E. Knuth, "The Art of Computer Programming", vol. 3, section 6.4.
"""
HALF = np.uint64(29)


def by_content(points: FloatArray) -> IntArray:
    """Return an order (n,) of points that depends on their numbers alone.

    It is that of a hash, and so as good as random: sorting by ten columns takes ten
    times as long.
    """
    bits = np.ascontiguousarray(points + 0.0).view(np.uint64)  # no negative zeros
    hashes = np.zeros(len(points), dtype=np.uint64)
    for column in bits.T:
        hashes = (hashes ^ column) * MIX
        hashes ^= hashes >> HALF
    return hashes.argsort(kind="stable")
