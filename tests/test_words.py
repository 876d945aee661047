"""Numbers and words of pictures."""

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.words import Words, numbers, percent

KOREAN = Words(units="1e4 만 1e8 억 1e12 조")


@pytest.mark.parametrize(
    ("values", "english", "korean"),
    [
        ((), (), ()),
        ((0.0, -0.25, 0.5), ("0", "−0.25", "0.5"), ("0", "−0.25", "0.5")),
        ((0.1 + 0.2,), ("0.3",), ("0.3",)),
        ((1990.0, 2020.0), ("1990", "2020"), ("1990", "2020")),
        ((0.0, 5e3, 1e4), ("0", "5k", "10k"), ("0", "5,000", "1만")),
        ((5e7, 1e8), ("50M", "100M"), ("5,000만", "1억")),
        ((-1.25e9,), ("−1.25B",), ("−12.5억",)),
        ((123456.0,), ("123,456",), ("123,456",)),
        ((1e4, 12345.0), ("10k", "12.345k"), ("1만", "1.2345만")),
        ((12345.0, 67890.0), ("12,345", "67,890"), ("12,345", "67,890")),
        ((1.7e12, 1.7005e12), ("1.7T", "1.7005T"), ("1.7조", "1.7005조")),
        ((1e4, 1e10 + 1), ("10,000", "10,000,000,001"), ("10,000", "10,000,000,001")),
        ((2e15,), ("2,000T",), ("2,000조",)),
        ((1e300, -2.5e-12), ("1e300", "−2.5e−12"), ("1e300", "−2.5e−12")),
    ],
)
def test_numbers_read_well(
    values: tuple[float, ...], english: tuple[str, ...], korean: tuple[str, ...]
) -> None:
    """Large round numbers are told in units, others are written out."""
    assert numbers(values, Words()) == english
    assert numbers(values, KOREAN) == korean


@given(st.lists(st.integers(-(10**9), 10**9)))
def test_numbers_lose_nothing(values: list[int]) -> None:
    """What is told is the number, exactly."""
    factors = {"k": 1e3, "M": 1e6, "B": 1e9}
    for value, told in zip(values, numbers(values, Words()), strict=True):
        digits = told.replace(",", "").replace("−", "-")
        factor = factors.get(digits[-1], 1)
        assert round(float(digits.rstrip("kMB")) * factor) == value


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (0, "0%"),
        (0.004, "<1%"),
        (0.005001, "1%"),
        (0.5, "50%"),
        (0.994, "99%"),
        (0.999, ">99%"),
        (1, "100%"),
    ],
)
def test_percent_never_rounds_to_none_or_all(share: float, told: str) -> None:
    """Nothing is no rows, and 100 % is all of them."""
    assert percent(share) == told


def test_words_name_what_they_tell_of() -> None:
    """Every template for a column has a place for it."""
    words = Words()
    for template in (words.high, words.very_low, words.under, words.between):
        assert "column" in [field for _, field, _, _ in Formatter().parse(template)]
