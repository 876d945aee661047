"""Numbers and their places on a sheet."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.drawing.plot import Box, Plot
from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import LIGHT

PLOT = Plot(Sheet(LIGHT), Box(100, 200, 1000, 1200), ((-10, 10), (0, 1e6)))


def test_corners_are_at_the_limits() -> None:
    """The lower left shows the least of both, the upper right the most."""
    places = PLOT.pixels(np.array([(-10, 0), (10, 1e6), (0, 5e5)]))
    assert places.tolist() == [[100, 1200], [1000, 200], [550, 700]]


@given(st.floats(-10, 10), st.floats(0, 1e6))
def test_one_number_is_where_its_points_are(x: float, y: float) -> None:
    """Across and up, alone or together."""
    (place,) = PLOT.pixels(np.array([(x, y)]))
    assert (PLOT.across(x), PLOT.up(y)) == pytest.approx(place)
