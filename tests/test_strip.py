"""Heights of a single column's values."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from clustering.arrays import FloatArray
from clustering.drawing import strip
from clustering.drawing.plane import Dimension
from clustering.drawing.plot import Box, Plot
from clustering.drawing.sheet import Sheet
from clustering.drawing.strip import heights
from clustering.drawing.theme import HEIGHT, LIGHT, WIDTH
from clustering.words import Words
from tests.handmade import lines_of


@given(arrays(np.float64, st.integers(1, 60), elements=st.floats(-1e6, 1e6)))
def test_heights_stay_within_one(values: FloatArray) -> None:
    """Whatever the values, heights are finite and lie in -1..1."""
    tall = heights(values)
    assert tall.shape == values.shape
    assert np.abs(tall).max() <= 1


def test_heights_of_very_many_are_as_even() -> None:
    """Above and below the middle lie as many of any part of a long strip."""
    values = np.sort(np.random.default_rng(0).normal(size=strip.MANY + 1))
    tall = heights(values)
    shares = [(part > 0).mean() for part in np.array_split(tall, 20)]
    assert np.abs(np.array(shares) - 0.5).max() < 0.05
    assert np.abs(tall).max() <= 1


@pytest.fixture
def plot() -> Plot:
    """Return a plot from 0 to 100, with margins, on a page."""
    box = Box(54, 405, WIDTH - 54, 1215)
    return Plot(Sheet(LIGHT), box, ((0, 100), (-1, 1)))


def test_mark_cuts_draws_lines_with_numbers(plot: Plot) -> None:
    """Between the clusters of one column stand lines at the cuts."""
    strip.mark_cuts(plot, (32.0, 51.5), Dimension(("age",)), Words(), LIGHT)
    xs = [np.asarray(line.get_xdata())[0] for line in lines_of(plot.sheet)]
    assert xs == [plot.across(32), plot.across(51.5)]
    assert [text.get_text() for text in plot.sheet.texts] == ["32", "51.5"]
    boxes = [text.get_window_extent() for text in plot.sheet.texts]
    assert all(box.y0 > HEIGHT - plot.box.top - 10 for box in boxes)
    assert (boxes[0].x0 + boxes[0].x1) / 2 == pytest.approx(54 + 972 * 0.32, abs=2)


@pytest.mark.parametrize("shift", [0.0, 40.0])
def test_mark_cuts_keeps_numbers_apart_and_on_the_page(
    plot: Plot, shift: float
) -> None:
    """Long numbers side by side take two rows, a third is left out; none leaves."""
    cuts = [shift + step + 0.123456789 for step in (0.1, 0.2, 0.3, 55)]
    strip.mark_cuts(plot, cuts, Dimension(("age",)), Words(), LIGHT)
    assert len(lines_of(plot.sheet)) == 4
    boxes = [text.get_window_extent() for text in plot.sheet.texts]
    assert len(boxes) == 3
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert all(0 < box.x0 < box.x1 < WIDTH for box in boxes)
    assert boxes[1].y0 > boxes[0].y1
    assert boxes[2].y0 == pytest.approx(boxes[0].y0)


def test_cuts_of_logarithms_stand_at_theirs(plot: Plot) -> None:
    """Their numbers are the table's own."""
    plot = replace(plot, limits=((0, 4), (-1, 1)))
    strip.mark_cuts(plot, (100.0,), Dimension(("pay",), logged=True), Words(), LIGHT)
    (line,) = lines_of(plot.sheet)
    assert np.asarray(line.get_xdata())[0] == plot.across(2)
    assert [text.get_text() for text in plot.sheet.texts] == ["100"]
