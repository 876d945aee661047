"""The numbers that part the clusters of a single column."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from itertools import pairwise

import numpy as np

from clustering.kmeans import Fit
from clustering.prepare import Features

ROUNDING = 1e-6
"""Share of the gap between two clusters that the way back may lose to rounding."""
FLOAT_DIGITS = 17
"""Enough digits to tell any two floats apart."""


def cuts(features: Features, fit: Fit) -> tuple[float, ...]:
    """Return the k - 1 numbers that part the clusters of one column, rising.

    Rows below a number are in the clusters below it, the others above.  Of all
    such numbers it is one of the fewest digits, and of these the nearest to the
    middle between both centers.
    """
    values = features.restore(features.points)[:, 0]
    return tuple(
        roundest(
            values[fit.labels == below].max(),
            values[fit.labels == above].min(),
            middle=middle_of(features, fit, below, above),
        )
        for below, above in pairwise(np.argsort(fit.centers[:, 0]).tolist())
    )


def middle_of(features: Features, fit: Fit, below: int, above: int) -> float:
    """Return the number as far from one center as from the other."""
    middle = (fit.centers[[below]] + fit.centers[[above]]) / 2
    return float(features.restore(middle)[0, 0])


def roundest(low: float, high: float, *, middle: float) -> float:
    """Return the number over low and up to high that has the fewest digits.

    Of equally round ones, the nearest to middle.
    """
    most = high + ROUNDING * (high - low)  # 31.999999999999996 was 32 in the table
    for digits in range(1, FLOAT_DIGITS):
        for number in sorted(around(middle, digits), key=lambda it: abs(it - middle)):
            if low < number <= most:
                return number
    return float(high)


def around(number: float, digits: int) -> list[float]:
    """Return the neighbours below and above a number with so many digits."""
    return [
        float(Context(digits, rounding).create_decimal_from_float(number))
        for rounding in (ROUND_FLOOR, ROUND_CEILING)
    ]
