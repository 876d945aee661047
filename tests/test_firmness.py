"""How firm each cluster is."""

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from clustering import Request, analyze, kmeans
from clustering.firmness import firmness, likeness
from tests.handmade import blobs
from tests.test_talk import shop


def test_likeness_is_worked_out_by_hand() -> None:
    """Two of three rows found together with one other: 2 of 4."""
    own = np.array([0, 0, 0, 1, 1])

    similar = likeness(own, np.arange(5), np.array([0, 0, 1, 0, 1]), 2)

    assert_allclose(similar, [2 / 4, 1 / 3])


def test_groups_apart_are_firm_and_halves_of_one_are_less_so() -> None:
    """Far blobs are found again every time; where a round cloud is cut is chance."""
    points, _ = blobs(3, 2, each=50)
    rng = np.random.default_rng(0)
    cloud = rng.normal(size=(300, 2))
    both = np.vstack([cloud, cloud[:100] + 40])

    apart = kmeans.fit(points, 3, np.random.default_rng(0))
    halved = kmeans.fit(both, 3, np.random.default_rng(0))

    assert_allclose(firmness(points, apart, rng), 1)
    firm = firmness(both, halved, rng)
    assert firm[halved.labels[-1]] == 1
    assert firm.min() < 0.9


def test_firmness_is_that_of_the_points_in_any_order() -> None:
    """Shuffled rows and other units change nothing."""
    points, _ = blobs(4, 2)
    order = np.random.default_rng(1).permutation(len(points))
    fit = kmeans.fit(points, 4, np.random.default_rng(0))
    moved = kmeans.fit(points[order], 4, np.random.default_rng(0))

    straight = firmness(points, fit, np.random.default_rng(0))
    shuffled = firmness(points[order], moved, np.random.default_rng(0))

    assert_array_equal(straight, shuffled)


def test_only_groups_are_told_how_firm_they_are() -> None:
    """Slices of one cloud are not, for they can be found again too."""
    cloud = np.random.default_rng(2).normal(size=(200, 2))
    rows = [f"{x:.3f},{y:.3f}" for x, y in cloud]
    slices = analyze(Request("\n".join(["x,y", *rows]).encode(), k=3))

    assert [cluster.firmness for cluster in slices.clusters] == [None] * 3
    assert all(cluster.firmness for cluster in analyze(Request(shop())).clusters)
