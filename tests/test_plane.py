"""What axes show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.drawing.plane import Dimension


def test_a_dimension_is_a_column_or_a_mix() -> None:
    """It is a mix if its columns rise or fall along it, be they one or several."""
    assert not Dimension(("age",)).mixed
    assert Dimension(("age",), (False,), 0.5).mixed


@given(st.floats(1e-300, 1e300))
def test_numbers_stand_at_their_logarithms(number: float) -> None:
    """And are told from there, to as many digits as anyone writes."""
    logged = Dimension(("income",), logged=True)
    assert logged.number(logged.place(number)) == pytest.approx(number, rel=1e-9)
    assert Dimension(("age",)).place(number) == number


def test_round_numbers_are_told_exactly() -> None:
    """No 0.30000000000000004."""
    logged = Dimension(("income",), logged=True)
    for number in (0.3, 2, 700, 5e7):
        assert logged.number(logged.place(number)) == number
