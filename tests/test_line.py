"""The exact clusters of points on a line."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from clustering.arrays import FloatArray
from clustering.fitting import line


def inertia(values: FloatArray, weights: FloatArray, cuts: list[int]) -> float:
    """Return the SSE of the pieces between the cuts, from its definition."""
    pieces = np.split(np.stack([values, weights]), cuts, axis=1)
    return float(
        sum(
            (weight * (value - np.average(value, weights=weight)) ** 2).sum()
            for value, weight in pieces
        )
    )


@given(
    counts=st.dictionaries(
        st.integers(-1000, 1000), st.integers(1, 5), min_size=1, max_size=9
    ),
    data=st.data(),
)
def test_split_is_the_best_there_is(
    counts: dict[int, int], data: st.DataObject
) -> None:
    """No other cuts leave tighter pieces."""
    k = data.draw(st.integers(1, len(counts)), label="k")
    values = np.array(sorted(counts), dtype=float)
    weights = np.array([counts[value] for value in sorted(counts)], dtype=float)
    places = combinations(range(1, len(values)), k - 1)
    best = min(inertia(values, weights, list(cuts)) for cuts in places)

    labels = line.split(values, weights, k)

    assert_array_equal(np.unique(labels), range(k))
    assert (np.diff(labels) >= 0).all()
    cuts = np.flatnonzero(np.diff(labels)) + 1
    assert_allclose(inertia(values, weights, list(cuts)), best, rtol=1e-9, atol=1e-6)


def test_split_by_hand() -> None:
    """A heavy value keeps its light neighbours from pulling it along."""
    values = np.array([0.0, 1, 2, 9, 10])

    labels = line.split(values, np.array([1.0, 1, 1, 100, 1]), 3)

    assert_array_equal(labels, [0, 1, 1, 2, 2])


def test_split_leaves_no_cluster_empty_where_rounding_hides_it() -> None:
    """Beside a huge value small ones look alike, but still get clusters."""
    labels = line.split(np.array([-1e14, 0, 1, 2, 1e14]), np.ones(5), 4)

    assert_array_equal(np.unique(labels), range(4))


def test_split_of_many_values_is_even() -> None:
    """A thousand even steps are cut into ten pieces of the same length."""
    labels = line.split(np.arange(1000.0) - 500, np.ones(1000), 10)

    assert_array_equal(np.bincount(labels), [100] * 10)
