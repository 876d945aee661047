"""Valleys in density between clusters."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from clustering import kmeans
from clustering.arrays import FloatArray
from clustering.evidence.valleys import (
    BINS,
    Valleys,
    along_ways,
    lowest,
    neighbours,
    valleys,
)


def between(points: FloatArray, k: int) -> Valleys:
    """Return the valleys between k clusters of the points."""
    fit = kmeans.fit(points, k, np.random.default_rng(0))
    (found,) = valleys(points, [fit])
    return found


def test_neighbours_have_no_center_between_them() -> None:
    """In a row of three only the ends are no neighbours; in a corner all are."""
    row = np.array([[0.0, 0], [1, 0], [2, 0.1]])
    corner = np.array([[0.0, 0], [1, 0], [0, 1]])

    assert_array_equal(neighbours(row), [[0, 1], [1, 2]])
    assert_array_equal(neighbours(corner), [[0, 1], [0, 2], [1, 2]])


def test_points_are_counted_along_the_way() -> None:
    """From half a way before one center to half a way beyond the other."""
    points = np.array([[-0.45], [0.0], [0.05], [0.6], [1.0], [1.2], [1.6]])
    labels = np.array([0, 0, 0, 1, 1, 1, 1])

    fit = kmeans.Fit(labels, np.array([[0.0], [1.0]]), 0.0)
    (counts,) = along_ways(points, fit, np.array([[0, 1]]))

    assert_array_equal(np.flatnonzero(counts), [0, 5, 11, 15, 17])  # 1.6 is beyond
    assert counts[5] == 2


def test_a_valley_is_worked_out_by_hand() -> None:
    """20 points on either side of an empty tenth of the way: two densities or one."""
    counts = np.zeros((1, BINS))
    counts[0, 5:15] = [4, 4, 4, 4, 4, 0, 4, 4, 4, 4]

    certainty, depth = lowest(counts)

    # Right: 16 points in 4 bins beside 1 empty bin, against 16 in 5.
    assert_allclose(certainty, 16 * np.log(16 / 4) - 16 * np.log(16 / 5))
    assert_allclose(depth, 1)


def test_a_valley_is_as_deep_as_below_its_lower_side() -> None:
    """Between 9 and 3 points a bin, one point is two thirds below the lower."""
    counts = np.array([[9.0] * 8 + [1.0] * 4 + [3.0] * 8])

    _, depth = lowest(counts)

    assert_allclose(depth, 2 / 3)


def test_a_slope_has_no_valley() -> None:
    """Where counts only fall, nothing is between."""
    certainty, depth = lowest(np.arange(2.0 * BINS, BINS, -1)[None])

    assert_array_equal(certainty, 0)
    assert_array_equal(depth, 0)


@pytest.mark.parametrize("n", [30, 300, 3_000])
def test_even_counts_show_a_valley_by_chance_alike(n: int) -> None:
    """However many points there are: about 2 on average, seldom over 5.4."""
    counts = np.random.default_rng(n).multinomial(n, np.full(BINS, 1 / BINS), 2_000)

    certainty, _ = lowest(counts.astype(float))

    assert 1.7 < certainty.mean() < 2.4
    assert (certainty > 5.4).mean() < 0.02


def test_clumps_have_a_valley_between_them_and_halves_have_none() -> None:
    """Two clumps lie apart; a clump cut in two beside another does not."""
    rng = np.random.default_rng(2)
    points = np.vstack([rng.normal(size=(400, 2)), rng.normal([0, 30], 1, (200, 2))])

    two, three = between(points, 2), between(points, 3)

    assert two.certainty.min() > 50
    assert two.depth.min() > 0.99
    assert three.certainty.min() < 2.5
    assert three.certainty.max() > 50
