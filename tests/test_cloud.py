"""Clouds of points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from clustering.arrays import FloatArray, IntArray
from clustering.drawing import cloud
from clustering.drawing.cloud import Cloud
from clustering.drawing.plot import Box, Plot
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import LIGHT


def drawn(
    points: FloatArray, labels: IntArray, colors: list[str], dpi: int = 72
) -> FloatArray:
    """Return the pixels (height, width, 3), 0..1, of a cloud three inches wide."""
    plot = Plot(Sheet(LIGHT), Box(0, 0, 216, 144), ((0, 10), (0, 10)))
    plot.sheet.put(Cloud(plot, points, labels, colors))
    return plot.sheet.painted(dpi / 72)[: 2 * dpi, : 3 * dpi, :3] / 255


def test_cloud_puts_points_where_they_are() -> None:
    """Each point is a dot four pixels wide with its place in it, nothing else is."""
    points = np.array([[2.0, 1], [8, 7]])
    pixels = drawn(points, np.array([0, 1]), ["#FF0000", "#0000FF"])
    marked = np.argwhere(pixels.min(axis=2) < 1)  # from the upper left
    assert len(marked) == 2 * 16
    assert_allclose(
        marked[marked[:, 1] > 108].mean(axis=0), (0.3 * 144, 0.8 * 216), atol=3
    )
    assert_allclose(
        marked[marked[:, 1] < 108].mean(axis=0), (0.9 * 144, 0.2 * 216), atol=3
    )
    assert_allclose(pixels[tuple(marked[0])], (0, 0, 1))
    assert_allclose(pixels[tuple(marked[-1])], (1, 0, 0))


def test_cloud_grows_with_the_scale() -> None:
    """At four times the dots per inch, dots are twice as wide, and details finer."""
    points = np.array([[5.0, 5]])
    small, large = (
        (drawn(points, np.array([0]), ["#000000"], dpi).min(axis=2) < 1).sum()
        for dpi in (72, 288)
    )
    assert (small, large) == (16, 64)


def test_cloud_never_hides_a_small_cluster() -> None:
    """Of a million points and fifty in their midst, the fifty are seen."""
    rng = np.random.default_rng(0)
    points = np.vstack([rng.normal(5, 1, (1_000_000, 2)), rng.normal(5, 0.2, (50, 2))])
    labels = np.repeat([0, 1], [1_000_000, 50])
    pixels = drawn(points, labels, ["#0000FF", "#FF0000"])
    red = (pixels[..., 0] > 0.99) & (pixels[..., 2] < 0.5)
    assert red.sum() > 100


def test_cloud_is_fuller_where_points_are_dense() -> None:
    """Opacity rises from the edge of a cluster to its middle."""
    points = np.random.default_rng(0).normal(5, 1, (200_000, 2))
    pixels = drawn(points, np.zeros(len(points), dtype=int), ["#000000"])
    middle, edge = pixels[70:74, 104:112].mean(), pixels[70:74, 60:64].mean()
    assert middle < 0.05
    assert 0.1 < edge < 0.5


def test_counted_by_hand() -> None:
    """Points are counted by cluster and cell; the last cells stay free."""
    points = np.array([[0.5, 1.5], [0.9, 1.1], [2.5, 0.5], [3.9, 3.0]])
    grid = cloud.Grid(((0, 4), (0, 3)), width=4, height=3)

    counts = cloud.counted(points, np.array([0, 0, 1, 1]), 2, grid)

    assert counts.shape == (2, 3, 4)
    assert counts.sum() == 4
    assert (counts[0, 1, 0], counts[1, 0, 2], counts[1, 1, 2]) == (2, 1, 1)


def test_counted_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many points are looked at together, none is missed or counted twice."""
    points = np.random.default_rng(0).uniform(0, 9, (100, 2))
    labels = np.arange(100) % 3
    grid = cloud.Grid(((0, 9), (0, 9)), width=20.5, height=30.5)
    together = cloud.counted(points, labels, 3, grid)

    monkeypatch.setattr(cloud, "BLOCK", 7)

    assert_array_equal(cloud.counted(points, labels, 3, grid), together)


@given(
    arrays(np.float64, st.integers(1, 20), elements=st.floats(-1e9, 1e9)),
    st.integers(3, 50),
)
def test_places_lie_within(values: FloatArray, cells: int) -> None:
    """Each value has a cell but the last, higher values no lower one."""
    low, high = values.min() - 1, values.max() + 1
    found = cloud.places(np.sort(values), (low, high), cells + 0.5)
    assert 0 <= found.min() <= found.max() <= cells - 2
    assert (np.diff(found) >= 0).all()


@given(arrays(np.int64, (3, 4, 5), elements=st.integers(0, 1000)))
def test_coded_gives_cells_to_those_who_are_there(counts: IntArray) -> None:
    """A cell is empty, or belongs to a cluster with points in it."""
    codes = cloud.coded(counts).astype(int)
    assert_array_equal(codes > 0, counts.sum(axis=0) > 0)
    winner = (codes - 1) // cloud.SHADES
    held = np.take_along_axis(counts, winner.clip(0)[None], axis=0)[0]
    assert (held[codes > 0] > 0).all()


@pytest.mark.parametrize(
    ("counts", "shades"),
    [
        ([1, 1, 1], [5, 5, 5]),
        ([1, 3, 10, 100, 1000, 1000, 1000], [0, 0, 2, 4, 5, 5, 5]),
        ([], []),
    ],
)
def test_shades_go_by_the_logarithm(counts: list[int], shades: list[int]) -> None:
    """Ten times as many are so many shades fuller; those all alike are full."""
    assert cloud.shades(np.array(counts, dtype=np.int64)).tolist() == shades


def test_widened_spreads_to_empty_cells_alone() -> None:
    """A dot has two cells each way, but takes none from another."""
    codes = np.zeros((4, 4), dtype=np.uint16)
    codes[0, 0], codes[0, 1], codes[2, 2] = 1, 2, 3
    assert cloud.widened(codes).tolist() == [
        [1, 2, 2, 0],
        [1, 2, 2, 0],
        [0, 0, 3, 3],
        [0, 0, 3, 3],
    ]


def test_many_clusters_have_larger_cells() -> None:
    """A thousand clusters are drawn too, in cells that memory has room for."""
    rng = np.random.default_rng(0)
    points = rng.uniform(1, 9, (1000, 2))
    labels = np.arange(1000)
    pixels = drawn(points, labels, ["#000000"] * 1000, dpi=72 * 3)
    assert (pixels.min(axis=2) < 1).mean() > 0.1
