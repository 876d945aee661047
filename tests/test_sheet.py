"""The sheet that pictures are drawn on."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from clustering.drawing.sheet import Sheet
from clustering.drawing.theme import DARK, HEIGHT, LIGHT, WIDTH


@pytest.mark.parametrize("scale", [1, 2])
def test_places_are_pixels_from_the_upper_left(scale: int) -> None:
    """However large the picture, things stand where they were put."""
    sheet = Sheet(LIGHT)
    sheet.put(Rectangle((100, 200), 30, 40, color="#FF0000", linewidth=0))
    pixels = sheet.painted(scale)
    assert pixels.shape == (scale * HEIGHT, scale * WIDTH, 4)
    red = np.argwhere(pixels[..., 1] < 128)
    assert red.min(axis=0).tolist() == [scale * 200, scale * 100]
    assert red.max(axis=0).tolist() == [scale * 240 - 1, scale * 130 - 1]


def test_dots_and_lines_stand_at_their_places() -> None:
    """A marker is centered on its place, and a line has no markers."""
    sheet = Sheet(LIGHT)
    dots = sheet.dots([(300, 400), (500, 600)], "s", color="black", markersize=20)
    line = sheet.line([10, 10], [700, 800], color="black", linewidth=4)
    assert (dots.get_linestyle(), line.get_marker()) == ("None", "None")
    dark = sheet.painted()[..., 0] < 128
    assert dark[400, 300]
    assert dark[600, 500]
    assert dark[720:780, 10].all()
    assert not dark[500, 400]
    assert np.argwhere(dark[380:420, 280:320]).mean(axis=0) == pytest.approx(
        (19.5, 19.5), abs=1
    )


def test_none_of_no_places_is_drawn() -> None:
    """A cluster may have no points to mark."""
    sheet = Sheet(DARK)
    assert len(np.asarray(sheet.dots(np.empty((0, 2)), "o").get_xdata())) == 0


def test_texts_begin_at_their_places_and_stand_on_them() -> None:
    """Letters without a tail end where they are put."""
    sheet = Sheet(LIGHT)
    text = sheet.write(200, 300, "HHH", size=40)
    assert text.get_window_extent().x0 == pytest.approx(200, abs=6)
    dark = np.argwhere(sheet.painted()[..., 0] < 128)
    assert dark[:, 0].max() == pytest.approx(299, abs=1)
    assert dark[:, 1].min() == pytest.approx(203, abs=4)
