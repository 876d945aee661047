"""The exact clusters of a handful of points."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from clustering import kmeans
from clustering.arrays import FloatArray, IntArray
from clustering.fitting import tiny
from tests.strategies import clouds

STIRLING = {(4, 2): 7, (5, 3): 25, (8, 1): 1, (8, 4): 1701, (8, 8): 1}
"""Ways to divide m points into k clusters, from the literature."""


def inertia(points: FloatArray, weights: IntArray, labels: IntArray) -> float:
    """Return the SSE of labelled points, straight from its definition."""
    middles = {
        label: np.average(
            points[labels == label], axis=0, weights=weights[labels == label]
        )
        for label in set(labels.tolist())
    }
    away = points - [middles[label] for label in labels.tolist()]
    return float((weights * (away**2).sum(axis=1)).sum())


@given(cloud=clouds.filter(lambda cloud: len(cloud) <= 6), data=st.data())
def test_no_labels_are_tighter(cloud: FloatArray, data: st.DataObject) -> None:
    """Of all ways to label the points, whatever they weigh, none has a lower SSE."""
    k = data.draw(st.integers(1, min(3, len(cloud))), label="k")
    counts = st.lists(st.integers(1, 5), min_size=len(cloud), max_size=len(cloud))
    weights = np.array(data.draw(counts, label="weights"))
    tried = product(range(k), repeat=len(cloud))
    best = min(inertia(cloud, weights, np.array(labels)) for labels in tried)

    labels = tiny.divide(cloud, weights, k)

    assert_array_equal(np.unique(labels), range(k))
    assert_allclose(inertia(cloud, weights, labels), best, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(("m", "k"), STIRLING)
def test_partitions_are_all_there_are(m: int, k: int) -> None:
    """There are as many as are known, all different, each with k clusters."""
    ways = tiny.partitions(m, k)

    assert len(np.unique(ways, axis=0)) == len(ways) == STIRLING[m, k]
    assert all(len(set(labels)) == k for labels in ways.tolist())


@pytest.mark.parametrize(("last", "apart"), [(1, [0, 1, 1]), (100, [0, 0, 1])])
def test_divide_by_hand(last: int, apart: list[int]) -> None:
    """A point goes to its nearer neighbour, unless that is far the heavier."""
    points = np.array([[0.0, 0], [1.1, 0], [2, 0]])

    labels = tiny.divide(points, np.array([1, 1, last]), 2)

    assert_array_equal(labels != labels[0], apart)


def test_divide_sees_detail_beside_a_far_point() -> None:
    """Two pairs a hundred million away from a lone point are two clusters still."""
    points = np.array([[0.0, 0], [0, 1], [5, 5], [5, 6], [1e8, 1e8]])

    labels = tiny.divide(points, np.ones(5, dtype=np.int64), 3)

    assert len(set(labels[[0, 2, 4]].tolist())) == 3
    assert_array_equal(labels[[0, 2]], labels[[1, 3]])


def test_fits_of_a_handful_leave_the_ways_to_divide_it_alone() -> None:
    """A fit that renumbers its clusters changes nothing for the next."""
    points = np.array([[9.0, 9], [0, 1], [5, 5], [0, 0], [5, 6]])

    first = kmeans.fit(points, 3, np.random.default_rng(0))
    again = kmeans.fit(points, 3, np.random.default_rng(1))

    assert_array_equal(first.labels, [2, 0, 1, 0, 1])
    assert_array_equal(again.labels, first.labels)
