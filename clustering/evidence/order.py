"""Points -> an order that is theirs, whatever the order of a table's rows."""

import numpy as np

from clustering.arrays import FloatArray, IntArray
from clustering.fitting.rows import keys


def by_content(points: FloatArray) -> IntArray:
    """Return an order (n,) of points that depends on their numbers alone.

    It is that of a hash, and so as good as random: sorting by ten columns takes ten
    times as long.
    """
    return keys(points).argsort()


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
