"""Small products of matrices, as fast from the first one on as they can be."""

from functools import cache

import numpy as np

SIZE = 200
"""Rows of matrices whose product is large enough: it takes a millisecond or two."""


@cache
def warm_up() -> None:
    """Multiply two matrices, once: after that, small products are faster.

    OpenBLAS copies what it multiplies to memory of its own and reads ahead there.  On
    some processors that is five times as slow until a larger product has once written
    to that memory: of 128 centers and 500 rows, 6.5 ns a distance instead of 1.3.
    """
    matrix = np.ones((SIZE, SIZE))
    np.matmul(matrix, matrix)
