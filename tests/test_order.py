"""An order of points by their contents."""

import numpy as np
from numpy.testing import assert_array_equal

from clustering.evidence.order import by_content, evenly, some


def test_the_order_is_that_of_contents() -> None:
    """Whatever the order of rows, and whether zeros have signs."""
    points = np.random.default_rng(2).integers(-2, 3, (200, 3)).astype(float)
    shuffled = np.random.default_rng(3).permutation(points)
    shuffled[shuffled == 0] = -0.0

    assert_array_equal(points[by_content(points)], shuffled[by_content(shuffled)])


def test_some_points_stand_for_all() -> None:
    """Of values that are equally frequent, it takes equally many."""
    points = np.repeat(np.arange(10.0), 100)[:, None]

    drawn = points[some(points, 50), 0]

    assert_array_equal(np.bincount(drawn.astype(int)), np.full(10, 5))


def test_places_are_even() -> None:
    """All there are, or about every so many."""
    assert_array_equal(evenly(3, 5), [0, 1, 2])
    assert_array_equal(evenly(10, 4), [0, 2, 5, 7])
