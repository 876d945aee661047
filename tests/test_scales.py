"""How numbers become points on one scale, and the way back."""

from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from clustering.arrays import FloatArray
from clustering.scales import scaled, standardized
from tests.strategies import clouds


@pytest.mark.parametrize(
    "column",
    [
        [1e300, -1e300, 0],
        [8e307, -8e307, 8e307],
        [1e-300, 2e-300, 5e-300],
        [5e-324, 1e-323, 0],
        [1e-12, 2e-12, 4e-12],
        [1.7e9, 1.7e9 + 1, 1.7e9 + 2],
        [1e15, 1e15 + 1, 1e15 + 5],
        [1, 1 + 2**-50, 1 - 2**-50],
    ],
)
def test_standardized_keeps_digits(column: list[float]) -> None:
    """Huge, tiny and distant numbers are scaled without loss."""
    points, offset, scale = standardized(np.array(column)[:, np.newaxis])
    # What the points should be, in arithmetic that neither overflows nor rounds.
    exact = np.array([float(cell) for cell in z_scores(column)])
    assert_allclose(points[:, 0], exact, rtol=1e-9, atol=1e-9)
    assert_allclose(points * scale + offset, np.array(column)[:, np.newaxis], atol=0)


def z_scores(column: list[float]) -> list[float]:
    """Return (x - mean) / SD from exact fractions."""
    exact = [Fraction(cell) for cell in column]
    mean = sum(exact, Fraction()) / len(exact)
    variance = sum(((cell - mean) ** 2 for cell in exact), Fraction()) / len(exact)
    with localcontext() as context:
        context.prec = 50
        sd = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
        return [
            float(
                Decimal((cell - mean).numerator)
                / Decimal((cell - mean).denominator)
                / sd
            )
            for cell in exact
        ]


@given(cloud=clouds, data=st.data())
def test_standardized_does_not_see_the_order(
    cloud: FloatArray, data: st.DataObject
) -> None:
    """Shuffled rows give the same points, bit for bit."""
    varied = cloud[:, np.ptp(cloud, axis=0) > 0]
    order = data.draw(st.permutations(range(len(cloud))))
    points, offset, scale = standardized(varied)
    again, offset_again, scale_again = standardized(varied[order])
    assert_array_equal(again, points[order])
    assert_array_equal(offset_again, offset)
    assert_array_equal(scale_again, scale)


def shares_of(rows: list[list[float]]) -> FloatArray:
    """Return yes and no, 1 and 0, as 100 and 0."""
    return np.array(rows, dtype=float) * 100


def test_groups_count_like_one_column() -> None:
    """The variances of a group sum up to 1, and its answers are 2 / Gini apart."""
    yes_no = shares_of([[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]])
    numbers = np.column_stack([[1.0, 2.0, 3.0, 9.0], yes_no])
    points, offset, scale = scaled(numbers, "standard", [[1, 2, 3]])
    assert_allclose(points.var(axis=0)[0], 1)
    assert_allclose(points.var(axis=0)[1:].sum(), 1)
    assert_allclose(points * scale + offset, numbers, atol=1e-12)
    gini = 1 - (0.5**2 + 0.25**2 + 0.25**2)
    assert_allclose(((points[0, 1:] - points[2, 1:]) ** 2).sum(), 2 / gini)
    assert_allclose(points.mean(axis=0), 0, atol=1e-12)


def test_two_categories_weigh_the_same_in_one_column_or_two() -> None:
    """One column of yes and no is as good as one for each of two answers."""
    yes = shares_of([[1], [0], [0], [1], [0]])
    both = np.column_stack([yes, 100 - yes])
    one, *_ = scaled(yes, "standard", [[0]])
    two, *_ = scaled(both, "standard", [[0, 1]])
    assert_allclose(one[0, 0] - one[1, 0], np.linalg.norm(two[0] - two[1]))


def test_without_scaling_a_yes_counts_one() -> None:
    """Numbers stay as they are, and the way back is in percent."""
    numbers = np.column_stack([[5.0, 7.0, 9.0], shares_of([[1], [0], [1]])])
    points, offset, scale = scaled(numbers, "none", [[1]])
    assert_array_equal(points, [[5, 1], [7, 0], [9, 1]])
    assert_array_equal(points * scale + offset, numbers)
