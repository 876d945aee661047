"""Pictures as a whole, beside those that someone has looked at."""

import numpy as np
import pytest
from PIL import Image

from tests.golden import FOLDER, SHAPES, levels, shrunk

MEAN, WORST = 1.5, 0.01
"""Levels of 255 apart on average, and the share of pixels over 40 apart: another
FreeType moves letters by less, another place of a word by more."""


@pytest.mark.parametrize("name", SHAPES)
def test_a_picture_is_as_it_was(name: str) -> None:
    """Made anew, it looks the same; `python -m tests.golden` accepts a change."""
    known = levels(Image.open(FOLDER / f"{name}.png"))
    made = levels(shrunk(SHAPES[name]()))
    apart = np.abs(made - known)
    assert apart.mean() < MEAN
    assert (apart.max(axis=2) > 40).mean() < WORST


def test_the_tolerance_notices_a_change() -> None:
    """Two different pictures of the same table are farther apart than it allows."""
    one, other = (
        levels(Image.open(FOLDER / f"{name}.png"))
        for name in ("iris", "wholesale-strip")
    )
    assert np.abs(one - other).mean() > 2 * MEAN
    moved = np.abs(one - np.roll(one, 4, axis=1))  # twenty pixels to the right
    assert (moved.max(axis=2) > 40).mean() > WORST
