"""Different points, exactly measured."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from clustering.arrays import FloatArray
from clustering.fitting.cloud import BITS, distances, distinct, to_steps
from tests.strategies import clouds


@given(cloud=clouds, data=st.data())
def test_distinct_agrees_with_numpy(cloud: FloatArray, data: st.DataObject) -> None:
    """Each different row is kept once, in order, with its count."""
    rows = data.draw(st.lists(st.integers(0, len(cloud) - 1), min_size=1), label="rows")
    peer, which, counts = np.unique(
        cloud[rows], axis=0, return_inverse=True, return_counts=True
    )

    found, places = distinct(cloud[rows])

    assert_array_equal(found.points, peer)
    assert_array_equal(found.weights, counts)
    assert_array_equal(places, which)


@given(cloud=clouds, unit=st.sampled_from([1e-300, 1e-12, 1.0, 1e12, 1e300]))
def test_steps_add_up_exactly(cloud: FloatArray, unit: float) -> None:
    """Steps are whole, tell different points apart, and no sum needs rounding."""
    steps = to_steps(cloud * unit)

    assert_array_equal(steps, np.rint(steps))
    assert np.abs(steps).sum(axis=0).max() <= 2**BITS
    assert len(distinct(steps)[0].points) == len(cloud)


@pytest.mark.parametrize("values", [[1e308, -1e308], [1.7e308, 1.6e308], [5e-324, 0]])
def test_steps_hold_the_extremes_of_floats(values: list[float]) -> None:
    """The largest and the smallest floats are told apart like any."""
    steps = to_steps(np.array(values)[:, None])

    assert np.isfinite(steps).all()
    assert len(np.unique(steps)) == 2


def test_distances_come_in_blocks() -> None:
    """The blocks cover every point once, even if one exceeds what is held."""
    points = np.arange(5.0)[:, None]
    many = np.zeros((2**18 + 1, 1))

    blocks = [(block, away.shape) for block, away in distances(points, many)]

    assert [points[block].item() for block, _ in blocks] == [0, 1, 2, 3, 4]
    assert {shape for _, shape in blocks} == {(1, len(many))}
