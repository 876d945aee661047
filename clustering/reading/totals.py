"""Columns -> rows in them that sum up others, told by name and by arithmetic."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from clustering.arrays import BoolArray, FloatArray
from clustering.reading.ending import squeezed

COUNTRY = re.compile(r"전국|전체|nationwide|all|overall", re.IGNORECASE)
"""Other names of a row that sums up all, if it does."""
SUBTOTAL = re.compile(r"소계|중계|sub ?total", re.IGNORECASE)
ROUNDING = 1e-6
"""Relative difference that sums may show."""
FEWEST = 2
"""Rows that a total sums up, at least."""


def called(labels: Sequence[pd.Series], names: re.Pattern[str]) -> BoolArray:
    """Return which rows (n,) have such a name in one of the first columns of text.

    Parameters
    ----------
    labels : sequence of (n,) str
    names : pattern
        `TOTALS` or `COUNTRY`.
    """
    found = np.zeros(len(labels[0]), dtype=bool)
    for column in labels:
        codes, kinds = pd.factorize(column)
        hits = [names.fullmatch(squeezed(str(kind))) is not None for kind in kinds]
        found |= np.array(hits, dtype=bool)[codes]
    return found


def summing(matrix: FloatArray, named: BoolArray) -> BoolArray:
    """Return which of the named rows (n,) sum up others.

    One row alone sums up all others; of several, each sums up those between it and
    the one above, or none of them does.

    Parameters
    ----------
    matrix : (n, d)
    named : (n,)
    """
    rows = np.flatnonzero(named)
    none = np.zeros(len(named), dtype=bool)
    if not len(rows) or not matrix.shape[1]:
        return none
    others = matrix[~named]
    if len(rows) == 1 and len(others) >= FEWEST and equal(matrix[rows[0]], others):
        return named
    starts = [0, *(rows[:-1] + 1)]
    blocks = [matrix[start:end] for start, end in zip(starts, rows, strict=True)]
    each = len(rows) > 1 and all(
        len(block) >= FEWEST and equal(matrix[row], block)
        for row, block in zip(rows, blocks, strict=True)
    )
    return named if each else none


def equal(total: FloatArray, rows: FloatArray) -> bool:
    """Return whether a row of totals (d,) sums up rows (m, d).

    Of rates and prices it tells an average, which lies among theirs.
    """
    told = ~np.isnan(total) & ~np.isnan(rows).all(axis=0)
    total, rows = total[told], rows[:, told]
    near = np.isclose(total, np.nansum(rows, axis=0), rtol=ROUNDING, atol=1e-9)
    among = (np.nanmin(rows, axis=0) < total) & (total < np.nanmax(rows, axis=0))
    return bool(near.any() and (near | among).all())
