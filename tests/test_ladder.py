"""A fit for each k."""

import numpy as np
from numpy.testing import assert_allclose

from clustering import kmeans
from clustering.evidence.ladder import afresh, halved, ladder
from clustering.evidence.sets import cloud, settle
from tests.handmade import blobs


def test_ladder_has_a_good_fit_for_each_k() -> None:
    """1, 2, ... clusters, near the best that is found with more effort."""
    points, _ = blobs(5, 2)

    fits = list(ladder(points, 6, np.random.default_rng(0)))

    assert [len(fit.centers) for fit in fits] == [1, 2, 3, 4, 5, 6]
    for fit in fits:
        best = kmeans.fit(points, len(fit.centers), np.random.default_rng(0)).inertia
        assert fit.inertia <= 1.05 * best


def test_ladder_ends_where_every_point_is_a_center() -> None:
    """Three different points have no fit of four clusters."""
    points = np.repeat(np.array([[0.0, 0], [1, 0], [0, 2]]), 5, axis=0)

    fits = list(ladder(points, 9, np.random.default_rng(0)))

    assert [fit.inertia for fit in fits][2:] == [0]


def test_ladder_finds_the_halves_from_any_state() -> None:
    """Two blobs far apart are never cut across, whatever the generator's state."""
    rng = np.random.default_rng(0)
    points = np.repeat([[-9.0, 0], [9, 0]], [45, 30], axis=0) + rng.normal(size=(75, 2))
    scaled = (points - points.mean(axis=0)) / points.std(axis=0)

    for seed in range(20):
        _, two = ladder(scaled, 2, np.random.default_rng(seed))
        assert sorted(np.bincount(two.labels)) == [30, 45]


def test_the_loosest_cluster_is_halved_across_its_longest_axis() -> None:
    """A strip at a slant falls in its halves; a point keeps its center."""
    strip = np.arange(-3.5, 4)[:, None] * [3.0, 1.0]
    points = np.vstack([[[0.0, 9.0]] * 3, strip])
    part = cloud(points)

    centers = halved(part, settle(part, points[None, [0, 7]].astype(np.float32), 9))

    assert_allclose(centers[0], [0, 9])
    assert_allclose(sorted(centers[1:, 0]), [-6, 6], atol=1e-5)


def test_draws_are_clustered_as_if_each_were_alone() -> None:
    """Points that a draw leaves out pull no center, and those drawn twice count so."""
    points, known = blobs(3, 2, each=40)
    truth = np.array(known)
    scaled = (points - points.mean(axis=0)) / points.std(axis=0)
    masses = np.random.default_rng(1).multinomial(120, np.full(120, 1 / 120), 10)
    masses[0, truth == 2] = 0

    labels = afresh(scaled, 3, np.random.default_rng(0), masses)

    for own, mass in zip(labels[1:], masses[1:], strict=True):
        pairs = set(zip(own[mass > 0].tolist(), truth[mass > 0].tolist(), strict=True))
        assert len(pairs) == 3
    assert sorted(np.unique(labels[0][masses[0] > 0])) == [0, 1, 2]
