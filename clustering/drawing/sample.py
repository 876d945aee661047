"""A few rows that stand for all of a long table."""

import numpy as np

from clustering.arrays import IntArray

GOLDEN = 0.6180339887498949
"""Steps of the golden ratio fill a line evenly, whatever their number."""


def some_rows(n: int, most: int) -> IntArray:
    """Return so many of n rows at most, rising, evenly spread, always the same.

    Every tenth row would miss nine of ten groups that take turns in a table.
    """
    if n <= most:
        return np.arange(n)
    return np.unique((np.arange(most) * GOLDEN % 1 * n).astype(np.intp))
