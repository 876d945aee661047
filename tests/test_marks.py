"""Markers, clouds and arrows on a plot."""

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from numpy.testing import assert_allclose

from clustering import draw
from clustering.arrays import FloatArray
from clustering.drawing import marks
from clustering.drawing.cloud import Cloud
from clustering.drawing.edges import Beyond
from clustering.drawing.plot import Plot
from clustering.drawing.theme import HEIGHT, LIGHT, WIDTH, looks
from clustering.drawing.view import view
from clustering.words import Words
from tests.handmade import blobs, features_of, fit_of, lines_of, plot_of


def data_of(line: Line2D) -> FloatArray:
    """Return a line's points (m, 2)."""
    return np.asarray(line.get_xydata())


def test_paint_draws_every_point_once() -> None:
    """The points on the axes are the table's, in their clusters' looks."""
    points, labels = blobs(3, 2)
    features = features_of(points)
    fit = fit_of(features, labels)
    plot = plot_of(-5, 5)
    marks.paint(plot, view(features, fit), fit, looks(LIGHT, 3), LIGHT)
    near, far = lines_of(plot.sheet)[::2], lines_of(plot.sheet)[1::2]
    assert_allclose(np.vstack([data_of(line) for line in near]), plot.pixels(points))
    assert [to_hex(line.get_color()).upper() for line in near] == list(
        LIGHT.clusters[:3]
    )
    assert len({line.get_marker() for line in near}) == 3
    assert all(len(data_of(line)) == 0 for line in far)


def test_paint_draws_far_points_hollow() -> None:
    """A point at the edge that lies farther out is not filled."""
    points, labels = blobs(2, 2, each=300)
    points[0] = 5000
    features = features_of(points)
    fit = fit_of(features, labels)
    plot = plot_of(-5, 5)
    seen = view(features, fit)
    marks.paint(plot, seen, fit, looks(LIGHT, 2), LIGHT)
    hollow = lines_of(plot.sheet)[1]
    assert hollow.get_fillstyle() == "none"
    assert_allclose(data_of(hollow), plot.pixels(seen.points[:1]))
    notes = draw.notes(seen, features, Words())
    assert "1 far row is drawn at the edge; arrows count them." in notes


def test_paint_draws_many_points_small() -> None:
    """The more points, the smaller."""
    sizes = []
    for each in (1, 100, 5_000):
        points, labels = blobs(2, 2, each=each)
        features = features_of(points)
        fit = fit_of(features, labels)
        plot = plot_of(-5, 5)
        marks.paint(plot, view(features, fit), fit, looks(LIGHT, 2), LIGHT)
        sizes.append(lines_of(plot.sheet)[0].get_markersize())
    assert sizes[0] == 24
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] >= 4


def painted(points: FloatArray, labels: list[int]) -> Plot:
    """Return a plot with points painted."""
    features = features_of(points)
    fit = fit_of(features, labels)
    plot = plot_of(-5, 5)
    marks.paint(plot, view(features, fit), fit, looks(LIGHT, max(labels) + 1), LIGHT)
    return plot


def test_paint_makes_a_cloud_of_many_points() -> None:
    """Many points are one layer; a small cluster has markers over it, large ones."""
    points, labels = blobs(2, 2, each=marks.MANY)
    small = points[:50] + 9
    plot = painted(np.vstack([points, small]), [*labels, *[2] * 50])
    cloud = plot.sheet.artists[0]
    assert isinstance(cloud, Cloud)
    assert_allclose(cloud.points, points)
    near, far = lines_of(plot.sheet)
    assert_allclose(data_of(near), plot.pixels(small))
    assert near.get_markersize() > 20
    assert near.get_zorder() >= cloud.get_zorder()
    assert len(data_of(far)) == 0


def test_paint_of_many_small_clusters() -> None:
    """Where every cluster is small, there is no cloud."""
    points, labels = blobs(21, 2, each=marks.MANY // 20)
    plot = painted(points, labels)
    assert plot.sheet.artists == lines_of(plot.sheet)


def test_mark_beyond_counts_at_the_edges() -> None:
    """Each edge has an arrow that points outwards, with how many rows lie there."""
    plot = plot_of(0, 10)
    edges = (
        Beyond(0, above=False, rows=1, at=4),
        Beyond(0, above=True, rows=1200, at=5),
        Beyond(1, above=False, rows=3, at=6),
        Beyond(1, above=True, rows=4, at=7),
    )
    marks.mark_beyond(plot, edges, LIGHT)
    assert [text.get_text() for text in plot.sheet.texts] == [
        "← 1",
        "1,200 →",
        "↓ 3",
        "↑ 4",
    ]
    assert [text.get_position() for text in plot.sheet.texts] == [
        (0, plot.up(4)),
        (WIDTH, plot.up(5)),
        (plot.across(6), HEIGHT),
        (plot.across(7), 0),
    ]
