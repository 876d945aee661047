"""Heights of a single column's values."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from clustering.arrays import FloatArray
from clustering.drawing import strip
from clustering.drawing.strip import heights


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
