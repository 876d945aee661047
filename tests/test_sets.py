"""Many sets of centers at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from clustering.arrays import FloatArray
from clustering.evidence.sets import cloud, middle, nearest, settle, widened


def some_points(seed: int, n: int = 60, d: int = 2) -> FloatArray:
    """Return points without any groups."""
    return np.random.default_rng(seed).normal(size=(n, d))


def test_no_cluster_is_empty() -> None:
    """A center far from all points gets the point that is farthest from its own."""
    points = np.array([[0.0], [1], [2], [9]])
    starts = np.array([[[0.0], [1], [99], [98]], [[0], [1], [2], [9]]], np.float32)

    settled = settle(cloud(points), starts, 3)

    assert [sorted(labels) for labels in settled.labels] == [[0, 1, 2, 3]] * 2


def test_a_point_that_does_not_count_fills_no_cluster() -> None:
    """The farthest point is left out of the second set, so another one is taken."""
    points = np.array([[0.0], [1], [2], [9]])
    starts = np.array([[[1.0], [99]]] * 2, np.float32)
    weights = np.array([[1, 1, 1, 1], [1, 1, 1, 0]], np.float32)

    settled = settle(cloud(points), starts, 1, weights)

    assert_allclose(settled.centers[:, 1, 0], [9, 0])


@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(1, 4))
def test_sets_are_settled_as_if_each_were_alone(seed: int, k: int, r: int) -> None:
    """Those that come to rest early wait for the others."""
    part, rng = cloud(some_points(seed)), np.random.default_rng(seed)
    starts = part.points[rng.integers(0, 60, (r, k))]

    together = settle(part, starts, 20)

    for each in range(r):
        alone = settle(part, starts[[each]], 20)
        assert_array_equal(together.labels[each], alone.labels[0])
        assert_allclose(together.inertia[each], alone.inertia[0], rtol=1e-5)


@given(st.integers(0, 10**6), st.integers(1, 4))
def test_weights_are_as_good_as_copies(seed: int, k: int) -> None:
    """A point that counts three times is as three points; centers are means."""
    points, rng = some_points(seed, n=30), np.random.default_rng(seed)
    times = rng.integers(1, 4, 30)
    starts = points[None, :k].astype(np.float32)

    weighed = settle(cloud(points), starts, 20, times[None].astype(np.float32))
    copied = settle(cloud(points.repeat(times, axis=0)), starts, 20)

    assert_array_equal(weighed.labels[0].repeat(times), copied.labels[0])
    assert_allclose(weighed.centers, copied.centers, atol=1e-5)
    assert_allclose(weighed.inertia, copied.inertia, rtol=1e-4)


def test_the_middle_is_the_mean_of_what_counts() -> None:
    """Of all points, or by weights."""
    part = cloud(np.array([[0.0, 0], [2, 0], [4, 6]]))

    assert_allclose(middle(part), [[[2, 2]]])
    weights = np.array([[1, 1, 0], [0, 0, 3]], np.float32)
    assert_allclose(middle(part, weights), [[[1, 0]], [[4, 6]]])


@pytest.mark.parametrize("seed", range(5))
def test_a_new_center_is_a_point_that_counts(seed: int) -> None:
    """Of two far points, the second set has one that does not count."""
    points = np.array([[0.0], [0.1], [50], [-60]])
    part, centers = cloud(points), np.zeros((2, 1, 1), np.float32)
    weights = np.array([[1, 1, 0, 1], [1, 1, 1, 0]], np.float32)

    wider = widened(
        part, centers, nearest(part, centers), np.random.default_rng(seed), weights
    )

    assert_allclose(wider[:, :, 0], [[0, -60], [0, 50]])
