"""Where the centers start."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from clustering.arrays import FloatArray
from clustering.fitting.cloud import Cloud, distinct
from clustering.fitting.seeding import seed, widen
from tests.strategies import clouds


@given(cloud=clouds, data=st.data(), number=st.integers(0, 2**32 - 1))
def test_seeds_are_different_points(
    cloud: FloatArray, data: st.DataObject, number: int
) -> None:
    """There are k seeds, all of them points of the cloud, none of them twice."""
    k = data.draw(st.integers(1, len(cloud)), label="k")
    seen, _ = distinct(cloud)

    seeds = seed(seen, k, np.random.default_rng(number))

    assert len(np.unique(seeds, axis=0)) == k
    assert {*map(tuple, seeds)} <= {*map(tuple, cloud)}


def test_seeds_reach_every_clump() -> None:
    """With k clumps far apart, each gets a seed."""
    points = np.repeat(1e6 * np.arange(6.0), 30) + np.tile(np.arange(30.0), 6)
    seen, _ = distinct(points[:, None])

    seeds = seed(seen, 6, np.random.default_rng(0))

    assert_array_equal(np.sort(seeds[:, 0] // 1e6), range(6))


def test_widen_takes_the_candidate_that_helps_most() -> None:
    """Of enough candidates the best is among them: here, amid the heavy points."""
    cloud = Cloud(np.array([[0.0], [8], [9], [20]]), np.array([1.0, 50, 50, 1]))
    squared = cloud.points[:, 0] ** 2

    pick, ways = widen(cloud, squared, 100, np.random.default_rng(0))

    assert pick in {1, 2}
    assert_array_equal(
        ways, np.minimum(squared, (cloud.points - cloud.points[pick])[:, 0] ** 2)
    )
