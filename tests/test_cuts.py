"""The numbers that part the clusters of a single column."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clustering.cuts import cuts, roundest
from tests.handmade import features_of, fit_of

floats = st.floats(-1e9, 1e9, allow_subnormal=False)


@pytest.mark.parametrize(
    ("low", "high", "middle", "cut"),
    [
        (31, 33, 32, 32),
        (31, 32, 31.2, 32),  # whole, though 31.2 is nearer
        (31, 31.999999999999996, 31.5, 32),  # 32 on its way back from a scale
        (31, 60, 44, 40),
        (0.2, 990, 400, 400),
        (-5, 5, 0, 0),
        (1.2341, 1.2349, 1.2345, 1.2345),
        (-0.31, -0.29, -0.3, -0.3),
        (1e300, 3e300, 2.2e300, 2e300),
        (1.6e308, 1.79e308, 1.7e308, 1.7e308),
        (1.0, 1.0000000000000002, 1.0, 1.0000000000000002),
    ],
)
def test_roundest_has_the_fewest_digits(
    low: float, high: float, middle: float, cut: float
) -> None:
    """A cut is as round as the gap allows, and near the middle."""
    assert roundest(low, high, middle=middle) == cut


@given(floats, floats, st.floats(0, 1))
def test_roundest_parts(one: float, other: float, weight: float) -> None:
    """A cut lies over the lower number and, but for rounding, up to the upper."""
    low, high = sorted((one, other))
    assume(low < high)
    middle = low + (high - low) * weight
    cut = roundest(low, high, middle=middle)
    assert low < cut <= high + 1e-6 * (high - low)


@given(
    st.lists(st.integers(-999, 0), min_size=1),
    st.lists(st.integers(1000, 1999), min_size=1),
)
def test_cuts_part_every_row(lower: list[int], upper: list[int]) -> None:
    """Rows below the cut are one cluster, the others the other."""
    features = features_of(np.array([*lower, *upper])[:, None])
    fit = fit_of(features, [1] * len(lower) + [0] * len(upper))
    (cut,) = cuts(features, fit)
    assert max(lower) < cut <= min(upper)


def test_cuts_rise_whatever_the_labels() -> None:
    """Clusters are numbered by size, cuts by value."""
    features = features_of([[70], [61], [20], [22], [41], [39], [40]])
    fit = fit_of(features, [2, 2, 1, 1, 0, 0, 0])
    assert cuts(features, fit) == (30, 50)


def test_cuts_of_logarithms_part_the_clusters() -> None:
    """By logarithm the cut is a round number near the geometric middle."""
    features = replace(features_of([[0.0], [1.0], [3.0], [4.0]]), logs=("x",))
    assert cuts(features, fit_of(features, [0, 0, 1, 1])) == (100,)
