"""The clusters' letters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from clustering.arrays import FloatArray
from clustering.drawing.badges import mark_centers, part
from clustering.drawing.plot import Plot
from clustering.drawing.theme import HEIGHT, LIGHT, looks
from tests.handmade import cluster_of, lines_of, plot_of


@pytest.fixture
def plot() -> Plot:
    """Return a plot from 0 to 100 on a page."""
    return plot_of(0, 100)


def marked(plot: Plot, centers: FloatArray) -> FloatArray:
    """Mark clusters A, B, C ... and return where their letters are, in pixels."""
    clusters = [cluster_of(letter) for letter in "ABCDEFGHIJKLMNOP"[: len(centers)]]
    mark_centers(plot, centers, clusters, looks(LIGHT, len(centers)), LIGHT)
    boxes = [text.get_window_extent() for text in plot.sheet.texts]
    middles = np.array([(box.x0 + box.x1, box.y0 + box.y1) for box in boxes]) / 2
    return np.abs(middles - (0, HEIGHT))


def test_mark_centers_puts_letters_on_centers(plot: Plot) -> None:
    """Each letter stands on its center, large, dark on paper, ringed in color."""
    centers = np.array([[20.0, 20], [20, 80], [70, 50]])
    assert_allclose(marked(plot, centers), plot.pixels(centers), atol=6)
    assert [text.get_text() for text in plot.sheet.texts] == ["A", "B", "C"]
    assert {text.get_color() for text in plot.sheet.texts} == {LIGHT.ink}
    assert {text.get_fontsize() for text in plot.sheet.texts} == {30}
    discs = lines_of(plot.sheet)[3:]
    assert {disc.get_markerfacecolor() for disc in discs} == {LIGHT.paper}
    rings = [disc.get_markeredgecolor() for disc in discs]
    assert rings == list(LIGHT.clusters[:3])


def test_mark_centers_keeps_every_letter_readable(plot: Plot) -> None:
    """Letters of centers that coincide are parted, and lines lead to the centers."""
    centers = np.array([[50.0, 50], [50, 50], [90, 90]])
    places = marked(plot, centers)
    one, other, _ = (text.get_window_extent() for text in plot.sheet.texts)
    assert not one.overlaps(other)
    middles = plot.pixels(centers)
    assert_allclose(places.mean(axis=0), middles.mean(axis=0), atol=6)
    for line, center in zip(lines_of(plot.sheet)[:3], middles, strict=True):
        assert_allclose(np.asarray(line.get_xydata())[0], center)


def test_mark_centers_is_smaller_for_many(plot: Plot) -> None:
    """Discs shrink where there are many, letters do not."""
    centers = np.random.default_rng(0).uniform(5, 95, size=(13, 2))
    marked(plot, centers)
    assert {disc.get_markersize() for disc in lines_of(plot.sheet)[13:]} == {44}
    assert {text.get_fontsize() for text in plot.sheet.texts} == {30}


@given(arrays(np.float64, (5, 2), elements=st.floats(0, 1000)))
def test_part_parts(places: FloatArray) -> None:
    """Places end so far apart, or nearly, and all together where they were."""
    moved = part(places, 40)
    between = moved[:, None] - moved
    apart = np.hypot(between[..., 0], between[..., 1])[np.triu_indices(5, 1)]
    assert apart.min() > 36
    assert_allclose(moved.mean(axis=0), places.mean(axis=0), atol=0.01)


def test_part_leaves_those_with_room() -> None:
    """Who does not touch anyone stays."""
    places = np.array([[0.0, 0], [50, 0], [0, 50]])
    assert_allclose(part(places, 40), places, atol=0.01)
