"""Numbers -> points on the scale that distances are measured in, and the way back."""

from collections.abc import Iterable, Sequence
from math import frexp, ldexp, sqrt

import numpy as np

from clustering.arrays import FloatArray
from clustering.request import Scaling

Scaled = tuple[FloatArray, FloatArray, FloatArray]
"""Points (n, d), and the offset and scale (d,) that lead back."""


def scaled(
    numbers: FloatArray, scaling: Scaling, groups: Iterable[Sequence[int]] = ()
) -> Scaled:
    """Return numbers (n, d) as points, and the offset and scale that lead back.

    Parameters
    ----------
    numbers : (n, d)
        No column is constant where they are standardized.
    scaling : "standard" or "none"
        Whether columns get mean 0 and population SD 1, or stay as they are.
    groups : lists of columns, by position
        Columns of yes and no, the categories of one column.  Those of each group get
        one scale on which their variances sum up to 1, so that together they count
        like one column: the weight is 1 / (1 - Σ share²), by Gini's measure of how far
        categories vary, as [1]_ recommends for mixed tables; k-prototypes [2]_ leave
        it to the user.

    References
    ----------
    .. [1] G. Szepannek, "clustMixType: User-Friendly Clustering of Mixed-Type Data in
       R", The R Journal 10(2), 2018, 200-208.
    .. [2] Z. Huang, "Extensions to the k-Means Algorithm for Clustering Large Data Sets
       with Categorical Values", Data Mining and Knowledge Discovery 2, 1998, 283-304.
    """
    if scaling == "none":
        return unscaled(numbers, groups)
    points, offset, scale = standardized(numbers)
    for group in groups:
        joint = np.sqrt((scale[group] ** 2).sum())
        points[:, group] *= scale[group] / joint
        scale[group] = joint
    return points, offset, scale


def unscaled(numbers: FloatArray, groups: Iterable[Sequence[int]]) -> Scaled:
    """Return numbers (n, d) as they are; in columns of yes and no, a yes counts 1."""
    width = numbers.shape[1]
    scale = np.ones(width)
    for group in groups:
        scale[group] = numbers[:, group].max()
    return numbers / scale, np.zeros(width), scale


def standardized(numbers: FloatArray) -> Scaled:
    """Return columns with mean 0 and population SD 1, and their means and SDs.

    Parameters
    ----------
    numbers : (n, d)
        No column is constant.
    """
    points, width = np.empty(numbers.shape), numbers.shape[1]
    offset, scale = np.empty(width), np.empty(width)
    # A column at a time: what lies side by side in memory is read much faster.
    for at, column in enumerate(numbers.T):
        points[:, at], offset[at], scale[at] = centered(column.copy())
    return points, offset, scale


def centered(column: FloatArray) -> tuple[FloatArray, float, float]:
    """Return a column (n,) with mean 0 and population SD 1, its mean and its SD.

    It is first brought into -1..1 by powers of two, which is exact, so that neither
    1e300 nor 1e-300 is lost when squared; dates in seconds keep their digits because
    the mean is taken off twice.
    """
    small, power = shrunk(column)
    rough = mean(small)
    small, more = shrunk(small - rough)
    rest = mean(small)
    small -= rest
    sd = sqrt(mean(small * small))
    offset = ldexp(rough, power) + ldexp(rest, power + more)
    return small / sd, offset, ldexp(sd, power + more)


def shrunk(column: FloatArray) -> tuple[FloatArray, int]:
    """Return a column (n,) divided by a power of two into -1..1, and the power."""
    _, power = frexp(max(-column.min(), column.max()))
    return np.ldexp(column, -power), power


def mean(column: FloatArray) -> float:
    """Return the mean of a column (n,) within -4..4, whatever the order of rows.

    Sums of floats depend on their order in the last digit, which would reach the
    labels; sums of whole numbers do not.
    """
    unit = 2.0 ** (60 - len(column).bit_length())
    whole = np.rint(column * unit).astype(np.int64)
    return int(whole.sum()) / unit / len(column)
