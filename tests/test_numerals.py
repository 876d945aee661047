"""What a cell says if it is a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.reading.numerals import (
    PLAIN,
    is_missing,
    is_number,
    marks_of,
    numeral,
)


@pytest.mark.parametrize("cell", ["1", "-2.5", "₩3,000", "4%", "1,5"])
def test_is_number_says_yes(cell: str) -> None:
    """A single cell may be a number by itself."""
    assert is_number(cell)
    assert not is_missing(cell)


@pytest.mark.parametrize("cell", ["", "-", "age", "1월", "2024-01"])
def test_is_number_says_no(cell: str) -> None:
    """Names, dates and gaps are not."""
    assert not is_number(cell)


def test_marks_of_collects_evidence() -> None:
    """Only cells that can be read in one way tell the decimal mark."""
    assert marks_of(["1.234", "1,234", "12", "x"]) == set()
    assert marks_of(["1.5", "1,5", "1.234,0"]) == {".", ","}


@given(st.from_regex(PLAIN, fullmatch=True))
def test_a_plain_number_is_a_number(cell: str) -> None:
    """The short way of is_number says what the long one says."""
    assert numeral(cell) is not None
