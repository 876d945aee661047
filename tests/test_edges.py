"""What lies far out."""

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from clustering.drawing import edges
from clustering.drawing.edges import Beyond, beyond, bulk, clip, extremes, near
from tests.handmade import blobs, features_of, fit_of


def test_clip_moves_far_points_to_the_edge() -> None:
    """A far row is moved, kept in its order, and told of; the others stay."""
    points, labels = blobs(2, 2, each=300)
    points[0] = [5000, -5000]
    features = features_of(points)
    clipped, far = clip(points, fit_of(features, labels))
    assert np.flatnonzero(far).tolist() == [0]
    assert_array_equal(clipped[1:], points[1:])
    assert clipped[0, 0] == clipped[:, 0].max() < 100
    assert clipped[0, 1] == clipped[:, 1].min() > -100


def test_clip_keeps_a_small_far_cluster() -> None:
    """However far and small a cluster is, it is in view."""
    points, _ = blobs(1, 2, each=998)
    table = np.vstack([points, [[900, 900], [910, 905]]])
    features = features_of(table)
    clipped, far = clip(table, fit_of(features, [0] * 998 + [1] * 2))
    assert not far.any()
    assert_array_equal(clipped, table)


def test_bulk_of_a_long_table() -> None:
    """Some rows tell the quantiles well, and every row of a small cluster counts."""
    rng = np.random.default_rng(0)
    points = rng.normal(size=(3 * edges.MOST_ROWS, 2))
    points[7:10] = [[50, 1], [52, 1], [54, 1]]
    labels = np.zeros(len(points), dtype=int)
    labels[7:10] = 1
    low, high = bulk(points, fit_of(features_of(points), labels))
    assert_allclose(low, np.quantile(points, 0.01, axis=0), atol=0.1)
    assert high[0] > 53


def test_clip_returns_what_needs_no_clipping() -> None:
    """Points without far ones are not even copied."""
    points, labels = blobs(2, 2)
    clipped, far = clip(points, fit_of(features_of(points), labels))
    assert clipped is points
    assert not far.any()


def test_extremes_are_each_columns() -> None:
    """The least and the largest number of each column."""
    low, high = extremes(np.array([[1.0, 9], [3, -2]]))
    assert_array_equal(low, [1, -2])
    assert_array_equal(high, [3, 9])


def test_near_keeps_rows_within_an_eighth() -> None:
    """Far rows come near, near rows stay."""
    shown = np.array([[0.0, 0], [80, 8]])
    moved = near(np.array([[40.0, 4], [900, -900]]), shown)
    assert_array_equal(moved, [[40, 4], [90, -1]])


def test_beyond_counts_rows_past_each_edge() -> None:
    """Each row that was moved is counted once, at one edge; the others are not."""
    exact = np.array([[900.0, 1], [800, 3], [5, -70], [-9, 99], [5, 5]])
    moved = np.array([[10.0, 1], [10, 3], [5, 0], [0, 10], [5, 5]])
    assert beyond(exact, moved) == (
        Beyond(axis=0, above=False, rows=1, at=10),
        Beyond(axis=0, above=True, rows=2, at=2),
        Beyond(axis=1, above=False, rows=1, at=5),
    )
