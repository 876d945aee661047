"""Numbers of sentences, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import speak
from clustering.spoken import amount, number, rounded_like
from clustering.words import Words

KOREAN = speak("ko").words()


@pytest.mark.parametrize(
    ("value", "english", "korean"),
    [
        (0, "0", "0"),
        (-0.0, "0", "0"),
        (0.03124, "0.0312", "0.0312"),
        (5.006, "5.01", "5.01"),
        (9.996, "10", "10"),
        (86.54, "86.5", "86.5"),
        (999.7, "1,000", "1,000"),
        (1234.4, "1,234", "1,234"),
        (41234, "41,234", "41,234"),
        (-541234, "−541,234", "−54.1만"),
        (99_999, "99,999", "10만"),
        (82_000_000, "82M", "8,200만"),
        (99_999_999, "100M", "1억"),
        (123_456_789, "123M", "1.23억"),
        (1.5e12, "1.5T", "1.5조"),
        (1e-9, "1.00e−09", "1.00e−09"),
        (3e20, "3.00e+20", "3.00e+20"),
    ],
)
def test_numbers_as_people_write_them(value: float, english: str, korean: str) -> None:
    """Three digits, thousands apart, large numbers in each language's units."""
    assert number(value, Words()) == english
    assert number(value, KOREAN) == korean


@pytest.mark.parametrize(
    ("value", "spread", "told"),
    [
        (2003.68, 6.2, "2003.7"),  # years, a few apart
        (2003.68, 15, "2004"),
        (2003.68, 800, "2,004"),  # an amount
        (50_003.68, 6.2, "50,003.7"),
        (38.86, 13.9, "38.9"),
        (100.126, 0.01, "100.126"),
        (5.0, 0.0, "5"),
    ],
)
def test_numbers_close_together_keep_what_tells_them_apart(
    value: float, spread: float, told: str
) -> None:
    """More digits where the column's spread is small; no commas in years."""
    assert number(value, Words(), spread) == told


@pytest.mark.parametrize(
    ("value", "unit", "english", "korean"),
    [
        (5e7, "₩", "₩50M", "5,000만원"),
        (-5.0, "₩", "−₩5", "−5원"),
        (8200.0, "만원", "8,200만원", "8,200만원"),
        (-123456.0, "만원", "−123,456만원", "−123,456만원"),
        (5.0, "cm", "5 cm", "5 cm"),
        (20.0, "°c", "20°C", "20°C"),
    ],
)
def test_amounts_have_their_unit(
    value: float, unit: str, english: str, korean: str
) -> None:
    """Before or behind the number; a unit of many is never followed by another."""
    assert amount(value, unit, Words()) == english
    assert amount(value, unit, KOREAN) == korean


@given(
    value=st.floats(-1e15, 1e15),
    other=st.floats(-1e15, 1e15),
    spread=st.floats(0, 1e15),
)
def test_no_difference_is_rounded_to_none(
    value: float, other: float, spread: float
) -> None:
    """Beside a coarser number it keeps its own digits instead."""
    assert bool(rounded_like(value, other, spread)) == bool(value)
