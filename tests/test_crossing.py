"""Sets of centers that are crossed: what is good in both comes together."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from clustering.arrays import FloatArray
from clustering.fitting.clock import Timer
from clustering.fitting.cloud import Cloud, assign, lay
from clustering.fitting.crossing import breed, cross, merged
from clustering.fitting.optima import different
from clustering.fitting.rows import Rows, keys

CLUMPS = np.array([[0.0, 0], [0, 4], [100, 0], [100, 4]])
"""Two pairs of places, far from each other."""


def laid(points: FloatArray, k: int) -> Cloud:
    """Return points, each counting once, as a cloud for k clusters."""
    counts = np.ones(len(points), dtype=np.int64)
    return lay(Rows(points, counts, keys(points), np.arange(len(points))), k)


def clumps(*, seed: int, far: float = 0.0) -> FloatArray:
    """Return fifty points around each of the places, and one lone point if far."""
    noise = np.random.default_rng(seed).normal(size=(200, 2)) / 4
    points = np.repeat(CLUMPS, 50, axis=0) + noise
    return np.vstack([points, [[far, far]]]) if far else points


def clumped(centers: FloatArray) -> FloatArray:
    """Return the centers in an order, to be compared with the places."""
    found: FloatArray = centers[np.lexsort(np.rint(centers).T[::-1])]
    return found


@pytest.mark.parametrize("far", [0.0, 1e12])
def test_a_child_has_what_is_good_in_both(far: float) -> None:
    """Each parent is right about one side alone, and the child about both."""
    cloud = laid(clumps(seed=0, far=far), 8)
    lone = [[far, far]] if far else []
    right = [*CLUMPS, *lone]
    left_right = np.array([[0.0, 0], [0, 4], [100, 2], [101, 2], *lone])
    right_right = np.array([[0.0, 2], [1, 2], [100, 0], [100, 4], *lone])

    (child,) = cross(cloud, cloud.onto(left_right)[None], cloud.onto(right_right)[None])

    assert bool(cloud.names) is not bool(far)
    assert_allclose(clumped(cloud.back(child)), right, rtol=1e-9, atol=0.3)


def test_merging_by_hand() -> None:
    """Light centers are cheaper to join than near but heavy ones, and meet midway."""
    cloud = laid(clumps(seed=0), 4)
    places = np.array([[[0.0, 0], [12, 0], [50, 0], [59, 0]]])
    masses = np.array([[1.0, 3, 100, 100]])
    sums = np.concatenate([masses[..., None], masses[..., None] * places], axis=2)

    # Joining costs 108 on the left and 4050 on the right; then about 6 600.
    left = merged(cloud, sums, places)

    assert_allclose(np.sort(left[0, :, 0]), [9, 54.5], atol=0.5)


def test_sets_that_are_near_count_once() -> None:
    """Of the same centers in another order, only the tighter set is kept."""
    cloud = laid(clumps(seed=1), 8)
    good = cloud.onto(CLUMPS)
    poor = cloud.onto(np.add(CLUMPS, [[0, 2], [0, 90], [0, 0], [0, 0]]))
    sets = np.stack([poor, good[::-1], good])
    _, inertia = assign(cloud, sets)

    kept, times = different(cloud, sets, inertia - [0, 0, 1], 5)

    assert_array_equal(kept, [2, 0])
    assert_array_equal(times, [2, 1])


def test_breeding_ends_at_the_tightest_and_loses_none() -> None:
    """From parents that are each wrong somewhere, all is right in the end."""
    cloud = laid(clumps(seed=2), 8)
    sets = np.stack(
        [
            cloud.onto(np.array([[0.0, 0], [0, 4], [100, 2], [101, 2]])),
            cloud.onto(np.array([[0.0, 2], [1, 2], [100, 0], [100, 4]])),
        ]
    )
    _, before = assign(cloud, sets)

    found, inertia = breed(cloud, sets, before, Timer(None, float), rounds=6, parents=5)
    kept, same = breed(cloud, sets, before, Timer(0.0, float), rounds=6, parents=5)

    assert_allclose(clumped(cloud.back(found[0])), CLUMPS, atol=0.3)
    assert inertia[0] < before.min()
    assert (np.diff(inertia) >= 0).all()
    assert_array_equal(kept, sets[before.argsort()])
    assert_array_equal(same, np.sort(before))


def test_what_is_far_from_the_tightest_is_kept_beside_many_that_are_not() -> None:
    """More rows may prefer an optimum to all of several others near each other."""
    cloud = laid(clumps(seed=2), 8)
    near = [CLUMPS + 0.6 * np.eye(4, 2, -place) for place in range(3)]
    far = np.array([[0.0, 2], [1, 2], [100, 0], [100, 4]])
    sets = cloud.onto(np.stack([CLUMPS, *near, far]))
    _, before = assign(cloud, sets)

    found, inertia = breed(cloud, sets, before, Timer(None, float), rounds=1, parents=2)

    assert inertia[0] <= before.min()
    assert any((centers == sets[-1]).all() for centers in found)
