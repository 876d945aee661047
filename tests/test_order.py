"""An order of points by their contents."""

import numpy as np
from numpy.testing import assert_array_equal

from clustering.evidence.order import by_content


def test_the_order_is_that_of_contents() -> None:
    """Whatever the order of rows, and whether zeros have signs."""
    points = np.random.default_rng(2).integers(-2, 3, (200, 3)).astype(float)
    shuffled = np.random.default_rng(3).permutation(points)
    shuffled[shuffled == 0] = -0.0

    assert_array_equal(points[by_content(points)], shuffled[by_content(shuffled)])
