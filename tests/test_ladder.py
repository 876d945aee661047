"""A fit for each k."""

import numpy as np

from clustering import kmeans
from clustering.evidence.ladder import cloud, ladder, settle
from tests.handmade import blobs


def test_ladder_has_a_good_fit_for_each_k() -> None:
    """2, 3, ... clusters, near the best that is found with more effort."""
    points, _ = blobs(5, 2)

    fits = list(ladder(points, 6, np.random.default_rng(0)))

    assert [len(fit.centers) for fit in fits] == [2, 3, 4, 5, 6]
    for fit in fits:
        best = kmeans.fit(points, len(fit.centers), np.random.default_rng(0)).inertia
        assert fit.inertia <= 1.05 * best


def test_ladder_ends_where_every_point_is_a_center() -> None:
    """Three different points have no fit of four clusters."""
    points = np.repeat(np.array([[0.0, 0], [1, 0], [0, 2]]), 5, axis=0)

    fits = list(ladder(points, 9, np.random.default_rng(0)))

    assert [fit.inertia for fit in fits][1:] == [0]


def test_no_cluster_is_empty() -> None:
    """A center far from all points gets the point that is farthest from its own."""
    points = np.array([[0.0], [1], [2], [9]])
    start = np.array([[0.0], [1], [99], [98]], dtype=np.float32)

    settled = settle(cloud(points), start, 3)

    assert sorted(settled.labels) == [0, 1, 2, 3]
