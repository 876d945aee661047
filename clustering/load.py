"""Bytes -> table: encoding, delimiter, header, decimal marks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count

import numpy as np
import pandas as pd

from clustering.arrays import FloatArray
from clustering.errors import HeaderOnly, TooManyBytes
from clustering.notes import (
    CommaIsDecimal,
    LinesAbove,
    NoHeader,
    Note,
    NotNumbers,
    PointIsDecimal,
    ReadAs,
    ReadAsKorean,
    Renamed,
)
from clustering.reading.decode import decode
from clustering.reading.layout import Dialect, Layout, look
from clustering.reading.numerals import Mark, Reading, is_number, marks_of
from clustering.reading.parse import finite, is_text, parse, read_texts
from clustering.reading.rows import check_lines, rows

LIMIT_MB = 20
"""What Telegram lets a bot download."""


@dataclass(frozen=True, eq=False)
class Table:
    """A table as it was read, and what was decided on the way.

    Attributes
    ----------
    name : str
        The file's name, as sent.
    columns : tuple of str
        Every column's name, in order, unique.
    rows : int
        Data rows.
    numeric : tuple of str
        Names of the columns read as numbers, in the table's order.
    matrix : (rows, len(numeric))
        Their numbers in the table's own units; missing cells are NaN.
    texts : frame of str, one column for each that is not numeric
        Cells as written; empty where there is nothing.
    dialect : Dialect
    decisions : tuple of Note
        What was assumed, filled in or left out.
    """

    name: str
    columns: tuple[str, ...]
    rows: int
    numeric: tuple[str, ...]
    matrix: FloatArray
    texts: pd.DataFrame
    dialect: Dialect
    decisions: tuple[Note, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """The decisions, a sentence each."""
        return tuple(str(decision) for decision in self.decisions)


def load(data: bytes, *, name: str, limit_mb: int = LIMIT_MB) -> Table:
    """Read a table from a file's bytes.

    Parameters
    ----------
    data : bytes
        Comma-, semicolon-, tab- or bar-separated text.
    name : str
        For display; what the file is, its bytes decide.
    limit_mb : int
        The largest file to read, in MB of 2²⁰ bytes.

    Raises
    ------
    UserError
        When the bytes are no such table; it says what they are.
    """
    if len(data) > limit_mb * 2**20:
        raise TooManyBytes(-(-len(data) // 2**20), limit_mb)
    text, encoding = decode(data)
    check_lines(text)
    layout = look(text, encoding)
    body, row_notes = rows(text, layout)
    if not body.strip():
        raise HeaderOnly
    marks = marks_of(layout.sample)
    usual: Mark = "," if marks == {","} else "."
    frame = parse(body, layout, decimal=usual)
    names = unique_names(layout, frame)
    readings = read_texts(frame, names, usual=usual)
    numbers = {
        at: readings[at].numbers if at in readings else finite(frame[at])
        for at in names
        if at in readings or not is_text(frame[at])
    }
    texts = frame[[at for at in names if at not in numbers]]
    return Table(
        name=name,
        columns=tuple(names.values()),
        rows=len(frame),
        numeric=tuple(names[at] for at in numbers),
        matrix=np.column_stack([np.empty((len(frame), 0)), *numbers.values()]),
        texts=texts.fillna("").rename(columns=names),
        dialect=layout.dialect,
        decisions=(
            *layout_notes(layout, names),
            *row_notes,
            *reading_notes({names[at]: reading for at, reading in readings.items()}),
            *mark_notes(layout, {at: names[at] for at in numbers}, marks),
        ),
    )


def unique_names(layout: Layout, frame: pd.DataFrame) -> dict[int, str]:
    """Return a name for each column by position; one without name and cells is none."""
    names: dict[int, str] = {}
    for at, written in enumerate(layout.names):
        if not layout.dialect.header or written.strip() or frame[at].notna().any():
            base = written.strip() or f"column {at + 1}"
            tries = chain([base], (f"{base} ({times})" for times in count(2)))
            names[at] = next(name for name in tries if name not in names.values())
    return names


def layout_notes(layout: Layout, names: Mapping[int, str]) -> Iterator[Note]:
    """Yield what was decided on the way to the rows."""
    if layout.dialect.encoding == "cp949":
        yield ReadAsKorean()
    if layout.above:
        yield LinesAbove(len(layout.above), " ".join(layout.above[0]))
    made = tuple(name for at, name in names.items() if name != layout.names[at].strip())
    if not layout.dialect.header:
        yield NoHeader(made[0])
    elif made:
        yield Renamed(made)


def reading_notes(readings: Mapping[str, Reading]) -> Iterator[Note]:
    """Yield how texts were read as numbers, and which were none."""
    refused = {name: each for name, each in readings.items() if each.refused}
    if refused:
        cells = sum(each.refused for each in refused.values())
        example = next(iter(refused.values())).refused_example
        yield NotNumbers(tuple(refused), cells, example)
    dressed = {name: each.dressed for name, each in readings.items() if each.dressed}
    if dressed:
        yield ReadAs(tuple(dressed), *next(iter(dressed.values())))


def mark_notes(
    layout: Layout, names: Mapping[int, str], marks: set[Mark]
) -> Iterator[Note]:
    """Yield a note of decimal commas, or of 1.234 where no cell tells what is meant."""
    if marks == {","}:
        yield CommaIsDecimal()
    if marks:
        return
    cells = {
        name: next(
            (row[at] for row in layout.head if "." in "".join(row[at : at + 1])), ""
        )
        for at, name in names.items()
    }
    doubtful = {name: cell for name, cell in cells.items() if is_number(cell)}
    if doubtful:
        written = next(iter(doubtful.values()))
        yield PointIsDecimal(tuple(doubtful), written, written.replace(".", ""))
