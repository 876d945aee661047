"""Rows that stand for all."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from clustering.drawing.sample import some_rows


@given(st.integers(0, 10**7), st.integers(1, 500))
def test_some_rows_are_rows(n: int, most: int) -> None:
    """Rows of the table, rising, none twice, as many as wanted or nearly."""
    rows = some_rows(n, most)
    assert len(rows) <= most
    assert len(rows) >= min(n, most) * 0.5
    assert (np.diff(rows) > 0).all()
    assert n == 0 or 0 <= rows.min() <= rows.max() < n


def test_all_rows_of_a_short_table() -> None:
    """Where all rows are wanted, all are there."""
    assert_array_equal(some_rows(5, 5), np.arange(5))


@given(st.integers(2, 60))
def test_some_rows_of_groups_that_take_turns(period: int) -> None:
    """Each group has its share, though groups take turns."""
    rows = some_rows(100_000, 2_000)
    shares = np.bincount(rows % period, minlength=period) / len(rows)
    assert shares.min() > 0.5 / period
    assert shares.max() < 1.6 / period
