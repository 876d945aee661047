"""PNGs of our own making, as others read them."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_array_equal
from numpy.typing import NDArray
from PIL import Image

from clustering.drawing.png import encoded


@given(
    st.tuples(st.integers(1, 20), st.integers(1, 20)).flatmap(
        lambda size: arrays(np.uint8, (*size, 4))
    )
)
def test_encoded_keeps_every_color(pixels: NDArray[np.uint8]) -> None:
    """Pillow reads back the colors of every pixel, and finds the checksums right."""
    image = Image.open(BytesIO(encoded(pixels)))
    assert (image.format, image.mode) == ("PNG", "RGB")
    assert_array_equal(np.asarray(image), pixels[:, :, :3])
    Image.open(BytesIO(encoded(pixels))).verify()


def test_encoded_takes_a_part_of_a_picture() -> None:
    """Pixels need not lie one after the other in memory."""
    whole = np.arange(6 * 8 * 4, dtype=np.uint8).reshape(6, 8, 4)
    part = np.asarray(Image.open(BytesIO(encoded(whole[::2, ::-1]))))
    assert_array_equal(part, whole[::2, ::-1, :3])


@pytest.mark.parametrize("size", [1, 1080])
def test_encoded_is_small_for_flat_colors(size: int) -> None:
    """An empty sheet costs next to nothing."""
    assert len(encoded(np.full((size, size, 4), 255, dtype=np.uint8))) < 20_000
