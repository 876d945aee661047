"""How even rows become columns of plain numbers and of text."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from clustering.reading.layout import look
from clustering.reading.numerals import Mark
from clustering.reading.parse import finite, is_text, parse, read_texts


def parsed(body: bytes, *, decimal: Mark = ".") -> pd.DataFrame:
    """Return the columns of rows without a header."""
    return parse(body, look(body, "utf-8"), decimal=decimal)


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        (["1", "2"], "i"),
        (["1", ""], "f"),
        (["1.5", "-2e-3"], "f"),
        (["1", "1e400"], "f"),
        (["01", "02"], "O"),
        (["007", ""], "O"),
        (["1", "NA"], "O"),
        (["1e400", "inf"], "O"),
        (["True", "FALSE"], "O"),
        (["TRUE", ""], "O"),
        (["99999999999999999999999", "1"], "O"),
        (["-", "x"], "O"),
    ],
)
def test_parse_keeps_what_is_no_plain_number(column: list[str], kind: str) -> None:
    """Plain numbers are numbers at once, all else keeps its spelling."""
    frame = parsed("".join(f"{cell};9\n" for cell in column).encode())
    assert frame[0].dtype.kind == kind
    assert is_text(frame[0]) == (kind == "O")
    if kind == "O":
        assert frame[0].fillna("").tolist() == column


def test_parse_takes_a_decimal_comma() -> None:
    """Under a decimal comma, a point is not one."""
    frame = parsed(b"1,5;1.234\n2,25;2.345\n", decimal=",")
    assert_array_equal(frame[0], [1.5, 2.25])
    assert frame[1].tolist() == ["1.234", "2.345"]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_parse_is_exact(values: list[float]) -> None:
    """Every number is rounded as Python does."""
    frame = parsed("".join(f"{value!r};x\n" for value in values).encode())
    assert_array_equal(frame[0].astype(float), values)


def test_finite_drops_infinity() -> None:
    """A number too large is missing."""
    assert_array_equal(finite(pd.Series([1.0, np.inf, -np.inf])), [1, np.nan, np.nan])


def test_read_texts_reads_columns_asked_for() -> None:
    """Of the columns of text, those with numbers in them are read."""
    frame = parsed("서울;1,000원;5;2,000원\n부산;3,000원;6;4,000원\n".encode())
    readings = read_texts(frame, [0, 1, 2], usual=".")
    assert list(readings) == [1]
    assert_array_equal(readings[1].numbers, [1000, 3000])
