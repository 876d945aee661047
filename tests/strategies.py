"""What hypothesis draws, for tests of more than one module."""

import numpy as np
from hypothesis import strategies as st

from clustering.arrays import FloatArray

few = st.integers(-3, 3).map(float)
"""Coordinates that often coincide, and make ties."""
many = st.integers(-1_000_000, 1_000_000).map(lambda thousandths: thousandths / 1000)
"""Coordinates that seldom do."""


@st.composite
def _clouds(draw: st.DrawFn) -> FloatArray:
    coordinates = draw(st.sampled_from([few, many]))
    row = st.tuples(*[coordinates] * draw(st.integers(1, 3)))
    return np.array(draw(st.lists(row, min_size=1, max_size=20, unique=True)))


clouds = _clouds()
"""Different points (n, d): 1 to 20 of 1 to 3 features."""
