"""The part of the points that is looked at."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from clustering.evidence.sample import SAMPLE, look, smooth, unround


def test_look_leaves_what_tells_something() -> None:
    """Constant columns and outliers go; the rest is on one scale."""
    rng = np.random.default_rng(0)
    cloud = np.column_stack([rng.normal(5, 9, 300), np.full(300, 7.0)])
    far = np.array([[999.0, 7.0]])

    seen, rows = look(np.vstack([cloud, far]), rng)

    assert sorted(rows) == [*range(300)]
    assert seen.shape == (300, 1)
    assert_allclose([seen.mean(), seen.std()], [0, 1], atol=1e-12)


@pytest.mark.parametrize(("n", "d", "looked_at"), [(9_000, 1, SAMPLE), (900, 200, 500)])
def test_look_bounds_what_it_looks_at(n: int, d: int, looked_at: int) -> None:
    """So many rows, fewer if they are wide."""
    points = np.random.default_rng(1).normal(size=(n, d))

    seen, rows = look(points, np.random.default_rng(0))

    assert len(seen) == len(set(rows)) == looked_at


def test_unround_spreads_steps_and_nothing_else() -> None:
    """Each value moves by at most half a step; many values stay."""
    rng = np.random.default_rng(4)
    steps = 10 * rng.integers(0, 5, 100).astype(float)
    fine = rng.normal(size=100)

    assert np.abs(unround(steps, rng) - steps).max() <= 5
    assert len(np.unique(unround(steps, rng))) == 100
    assert_array_equal(unround(fine, rng), fine)


def test_smooth_keeps_the_scale() -> None:
    """Mean 0 and variance 1, rounded or not."""
    rng = np.random.default_rng(5)
    points = np.column_stack([rng.integers(0, 2, 90), rng.normal(size=90)])

    smoothed = smooth(points, rng)

    assert_allclose(smoothed.mean(axis=0), 0, atol=1e-12)
    assert_allclose(smoothed.std(axis=0), 1)
