"""Which rows sum up others."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_array_equal

from clustering.reading.ending import TOTALS
from clustering.reading.totals import COUNTRY, called, summing


def test_called_looks_at_all_labels() -> None:
    """A name in any of the first columns is one, spread or in any case."""
    labels = [
        pd.Series(["a", "TOTAL", "b", "c"]),
        pd.Series(["", "", "소 계", "Total Wine"]),
    ]
    assert_array_equal(called(labels, TOTALS), [False, True, True, False])
    assert not called(labels, COUNTRY).any()


@pytest.mark.parametrize(
    ("numbers", "named", "out"),
    [
        ([6, 1, 2, 3], [0], [0]),
        ([1, 2, 6, 3], [2], [2]),
        ([7, 1, 2, 3], [0], []),
        ([1, 2, 3, 4, 5, 9], [2, 5], [2, 5]),
        ([1, 2, 3, 4, 5, 8], [2, 5], []),
        ([3, 1, 2, 9, 4, 5], [0, 3], []),
        ([1, 1], [1], []),
        ([np.nan, 1, 2], [0], []),
        ([3, np.nan, 3], [0], [0]),
        ([1, 2, 3], [], []),
    ],
)
def test_summing_needs_the_sum(
    numbers: list[float], named: list[int], out: list[int]
) -> None:
    """One row sums up all others, several each their own block, or none does."""
    rows = np.isin(np.arange(len(numbers)), named)
    found = summing(np.array(numbers, dtype=float)[:, None], rows)
    assert np.flatnonzero(found).tolist() == out


def test_summing_wants_every_column() -> None:
    """A sum in one column may be chance; without columns there is none."""
    rows = np.array([True, False, False])
    assert not summing(np.array([[3.0, 9], [1, 1], [2, 2]]), rows).any()
    assert not summing(np.empty((3, 0)), rows).any()


def test_summing_takes_averages_of_rates() -> None:
    """A row of totals tells an average where a sum would mean nothing."""
    rows = np.array([[10.0, 3.5], [20.0, 5.5], [30.0, 4.5], [60.0, 4.7]])
    named = np.array([False, False, False, True])
    assert summing(rows, named).tolist() == named.tolist()
    rows[3, 1] = 9.0
    assert not summing(rows, named).any()
    rows[3] = [20.0, 4.7]
    assert not summing(rows, named).any()
