"""Even rows -> columns: plain numbers as such, all others as text."""

import re
from collections.abc import Iterable
from io import BytesIO

import numpy as np
import pandas as pd

from clustering.arrays import FloatArray
from clustering.reading import votes
from clustering.reading.layout import Layout
from clustering.reading.numerals import LARGEST, Mark
from clustering.reading.votes import Reading

MOST_EXACT = 2.0**53
"""Up to here a float tells every whole number from the next."""


def parse(body: bytes, layout: Layout, *, decimal: Mark) -> pd.DataFrame:
    """Return the columns by position: plain numbers as such, all others as text.

    Numbers are rounded correctly, as Python's own.

    Parameters
    ----------
    body : bytes
        CSV without a header, in which every row has every cell.
    layout : Layout
    decimal : "." or ","
        What stands before decimals in plain numbers.
    """
    frame = read_csv(body, layout, decimal=decimal)
    whole = any(is_whole(frame[at]) for at in frame)
    padded = whole and is_padded(body, layout.dialect.delimiter)
    again = [
        at for at in range(len(layout.names)) if is_doubtful(frame[at], padded=padded)
    ]
    if again:
        frame[again] = read_csv(body, layout, decimal=decimal, texts=again)
    return frame


def is_padded(body: bytes, delimiter: str) -> bool:
    """Return whether some cell begins like 007."""
    before = (b"^", b"\n", b"\r", re.escape(delimiter.encode()))
    # One after the other: a search for what begins alike is much faster.
    return any(re.search(each + rb"0\d", body) for each in before)


def is_doubtful(column: pd.Series, *, padded: bool) -> bool:
    """Return whether only its text tells what a column holds."""
    if is_text(column):
        return False
    if column.dtype.kind not in "if":
        return True  # more digits than an integer has, or TRUE and FALSE
    # 00123 may be a code, as are more digits than a float holds; a column may be
    # blank, or all its numbers too large.
    exact = np.abs(column.to_numpy(dtype=float)) <= MOST_EXACT
    inexact = is_whole(column) and not (exact | ~np.isfinite(column)).all()
    empty = np.isnan(finite(column)).all()
    return bool(inexact or (padded and is_whole(column)) or empty)


def is_whole(column: pd.Series) -> bool:
    """Return whether a column was read as whole numbers, perhaps with gaps."""
    if column.dtype.kind == "f":
        return bool((np.isnan(column) | (column % 1 == 0)).all())
    return column.dtype.kind == "i"


def read_csv(
    body: bytes, layout: Layout, *, decimal: Mark, texts: list[int] | None = None
) -> pd.DataFrame:
    """Return what the parser makes of even rows; only some columns, as text, if asked.

    It is told everything that it might guess.
    """
    return pd.read_csv(
        BytesIO(body),
        sep=layout.dialect.delimiter,
        decimal=decimal,
        header=None,
        names=range(len(layout.names)),
        usecols=texts,
        dtype=None if texts is None else str,
        index_col=False,
        keep_default_na=False,
        na_values=[""],
        skip_blank_lines=False,
        low_memory=False,
        encoding="utf-8",
        engine="c",
    )


def is_text(column: pd.Series) -> bool:
    """Return whether a column was read as text."""
    return isinstance(column.dtype, pd.StringDtype)


def finite(column: pd.Series) -> FloatArray:
    """Return a column's numbers, NaN for those too large to be reckoned with."""
    values = column.to_numpy(dtype=float)
    return np.where(np.abs(values) <= LARGEST, values, np.nan)


def read_texts(
    frame: pd.DataFrame, columns: Iterable[int], *, usual: Mark
) -> dict[int, Reading]:
    """Return those columns of text that hold numbers, read as such, by position."""
    texts = [at for at in columns if is_text(frame[at])]
    readings = {at: votes.read(frame[at], usual=usual) for at in texts}
    return {at: reading for at, reading in readings.items() if reading}
