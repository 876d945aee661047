"""How columns of texts are read as numbers, by one vote of their cells."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from clustering.reading.numerals import LARGEST, Mark
from clustering.reading.votes import read

numbers = st.floats(-LARGEST, LARGEST)


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1", "2.5", "-3", "+4", ".5", "6."], [1, 2.5, -3, 4, 0.5, 6]),
        (["1e3", "2E-2"], [1000, 0.02]),
        (["1,234", "5"], [1234, 5]),
        (["1,234.5", "5"], [1234.5, 5]),
        (["1,234,567", "1,234"], [1234567, 1234]),
        (["12,5", "1,234"], [12.5, 1.234]),
        (["0,125", "1,234"], [0.125, 1.234]),
        (["1.234,5", "1.234"], [1234.5, 1234]),
        (["1.234.567", "1.234"], [1234567, 1234]),
        (["1 234 567", "1'234"], [1234567, 1234]),
        (["₩4,000", "4000원", "￦ 5,000"], [4000, 4000, 5000]),
        (["$1.2k", "-$3", "$-4", "$5"], [1200, -3, -4, 5]),
        (["1.5만", "3천", "2억", "200백만", "9000"], [15e3, 3e3, 2e8, 2e8, 9000]),
        (["150만원", "1,000원"], [1.5e6, 1000]),
        (["2M", "3K", "4k"], [2e6, 3000, 4000]),
        (["5m", "6 m", "7"], [5, 6, 7]),
        (["12%", "3.5 %", "-0.5％"], [12, 3.5, -0.5]),
        (["170cm", "165 CM"], [170, 165]),
        (["36.5℃", "37℃"], [36.5, 37]),
        (["85㎡", "59㎡"], [85, 59]),
        (["60 km/h", "80 km/h"], [60, 80]),
        (["(300)", "200"], [-300, 200]),
        (["−5", "１２", "3\u00a0"], [-5, 12, 3]),
        (["TRUE", "False", "true"], [1, 0, 1]),
        (["00", "07", "12"], [0, 7, 12]),
        (["99999999999999999999999", "1"], [1e23, 1]),
    ],
)
def test_read_understands(cells: list[str], values: list[float]) -> None:
    """Numbers are read as people write them."""
    reading = read(pd.Series(cells))
    assert reading is not None
    assert_array_equal(reading.numbers, values)
    assert reading.refused == 0


@pytest.mark.parametrize(
    "cells",
    [
        ["서울", "부산"],
        ["2024-01-31", "2024-02-01"],
        ["2024.01.31", "2024.02.01"],
        ["12:30", "13:45"],
        ["010-1234-5678", "010-2345-6789"],
        ["04524", "06000", "12345"],
        ["1/2", "3/4"],
        ["10~20", "20~30"],
        ["1A", "2B"],
        ["A1", "A2"],
        ["12,34,5", "1,2,3"],
        ["--5", "+-5"],
        ["-$-5", "5 5"],
        ["inf", "1e400"],
        ["-", ""],
        [],
    ],
)
def test_read_declines(cells: list[str]) -> None:
    """Names, dates, times, codes and ranges are no numbers."""
    assert read(pd.Series(cells, dtype="str")) is None


@pytest.mark.parametrize(
    "gap",
    [
        *("", " ", "NA", "n/a", "NaN", "null", "None", "-", "–", "#DIV/0!", "#N/A"),
        *("없음", "미상", "해당 없음", "결측", "inf", "-Infinity", "1e400"),
    ],
)
def test_read_counts_gaps(gap: str) -> None:
    """A word for a gap is missing and no fault; so is a number beyond all numbers."""
    reading = read(pd.Series(["1", "2", gap]))
    assert reading is not None
    assert_array_equal(reading.numbers, [1, 2, math.nan])
    assert (reading.refused, reading.refused_example) == (0, "")


def test_read_takes_missing_cells() -> None:
    """NaN among the texts stays where it is."""
    reading = read(pd.Series(["1", None, "2"], dtype="str"))
    assert reading is not None
    assert_array_equal(reading.numbers, [1, math.nan, 2])


@pytest.mark.parametrize(("good", "bad"), [(9, 1), (18, 2), (1, 0)])
def test_read_tolerates_a_tenth(good: int, bad: int) -> None:
    """Up to a tenth of the filled cells may be no numbers; they are counted."""
    reading = read(pd.Series(["7"] * good + ["seven"] * bad + ["-"] * 50))
    assert reading is not None
    assert reading.refused == bad
    assert reading.refused_example == ("seven" if bad else "")
    assert np.isnan(reading.numbers).sum() == bad + 50


def test_read_declines_more() -> None:
    """One more than a tenth makes the column a text."""
    assert read(pd.Series(["7"] * 17 + ["seven"] * 2)) is None


@pytest.mark.parametrize(("usual", "value"), [(".", 1.234), (",", 1234.0)])
def test_read_needs_a_hint(usual: Mark, value: float) -> None:
    """Where no cell tells what the point is, the caller does."""
    reading = read(pd.Series(["1.234", "5.678"]), usual=usual)
    assert reading is not None
    assert reading.numbers[0] == value


def test_read_finds_late_evidence() -> None:
    """One cell among many that tells the decimal mark decides for all of them."""
    cells = [f"{at % 9 + 1},{at:03}" for at in range(999)]
    cells += [f"{at % 9 + 11},{at:03}" for at in range(502)]
    reading = read(pd.Series([*cells, "1,5"]))
    assert reading is not None
    assert_array_equal(reading.numbers[[0, 1, -1]], [1, 2.001, 1.5])


def test_read_outvotes_the_other_mark() -> None:
    """Cells under another mark than most are no numbers, rather than wrong ones."""
    reading = read(pd.Series(["1.5"] * 19 + ["1,5"]))
    assert reading is not None
    assert reading.refused_example == "1,5"


@pytest.mark.parametrize(
    ("cells", "refused"),
    [
        (["12%"] * 19 + ["0.12"], "0.12"),
        (["0.12"] * 19 + ["12%"], "12%"),
        (["$5"] * 19 + ["€5"], "€5"),
        (["5kg"] * 19 + ["500g"], "500g"),
    ],
)
def test_read_keeps_units_apart(cells: list[str], refused: str) -> None:
    """Numbers in another unit than the column's are not mixed with the rest."""
    reading = read(pd.Series(cells))
    assert reading is not None
    assert (reading.refused, reading.refused_example) == (1, refused)


def test_read_shows_dress() -> None:
    """A number that is more than plain digits is shown with what it was read as."""
    reading = read(pd.Series(["5", "4,000원"]))
    assert reading is not None
    assert reading.dressed == ("4,000원", 4000)


def test_read_is_quiet_about_plain_numbers() -> None:
    """Plain numbers are not shown."""
    reading = read(pd.Series(["5", "-1.5e3", "NA"]))
    assert reading is not None
    assert reading.dressed is None


@given(st.lists(numbers, min_size=1))
def test_read_is_exact(values: list[float]) -> None:
    """Every number up to the largest is read back to the last bit."""
    reading = read(pd.Series([f"'{value!r}".removeprefix("'") for value in values]))
    assert reading is not None
    assert_array_equal(reading.numbers, values)


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1))
def test_read_agrees_across_manners(values: list[object]) -> None:
    """However thousands and decimals are marked, the numbers are the same."""
    english = [f"{value:,.2f}" for value in values]
    german = [cell.translate(str.maketrans(",.", ".,")) for cell in english]
    won = [f"₩{cell}" for cell in english]
    for cells in (english, german, won):
        reading = read(pd.Series(cells))
        assert reading is not None
        assert_array_equal(reading.numbers, [float(str(value)) for value in values])


@given(st.lists(st.text() | st.from_regex(r"[-+(]?[\d.,]+[%원k)]?"), min_size=1))
def test_read_never_fails(cells: list[str]) -> None:
    """Any texts are either numbers, one for each cell, or None."""
    reading = read(pd.Series(cells, dtype="str"))
    if reading is not None:
        assert len(reading.numbers) == len(cells)
        assert np.isfinite(reading.numbers).any()
