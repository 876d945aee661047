"""Records -> rows that are all as wide as the table, one by one."""

import csv
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING

import numpy as np

from clustering.arrays import IntArray
from clustering.errors import TooManyRows, UnevenRows
from clustering.notes import (
    CommentLines,
    LinesBelow,
    LongRows,
    NamesRepeated,
    Note,
    SecondTable,
    ShiftedRows,
    ShortRows,
    TotalsLeftOut,
)
from clustering.reading.ending import Ending, ending_of, is_other_table
from clustering.reading.first_row import number_columns
from clustering.reading.layout import Layout, data, is_comment
from clustering.reading.numerals import PLAIN, is_missing, is_number
from clustering.reading.records import BLANKS, Record, begins, told

if TYPE_CHECKING:
    from _csv import Writer

MOST_ROWS = 1_000_000
UNEVEN_SHARE = 0.1
"""Of more rows than this that are too wide, the columns themselves are in doubt; with
fewer numbers than this, a column holds words."""
TAIL = 40
"""Last records that may be remarks and totals."""
BATCH = 2_000
"""Records that are written at a time."""


Row = tuple[Record, bool, int]
"""Its cells, whether a gap is above it, and its line."""


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of a table, written evenly.

    Attributes
    ----------
    body : bytes
        CSV without a header, in which every row has every cell.
    records : (rows,) ints
        Which record below the header each row is, rising.
    complete : bool
        Whether every record below the header is a row.
    decisions : tuple of Note
        What was left out or filled up.
    """

    body: bytes
    records: IntArray
    complete: bool
    decisions: tuple[Note, ...]


@dataclass
class Mending:
    """Makes the rows of a text even, record by record."""

    layout: Layout
    body: bytes
    short: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    comments: list[int] = field(default_factory=list)
    other: list[int] = field(default_factory=list)
    shifted: list[int] = field(default_factory=list)

    def rows(self, text: bytes) -> Rows:
        """Return the rows as `rows_of` does."""
        file = BytesIO()
        out = TextIOWrapper(file, encoding="utf-8", newline="")
        writer = csv.writer(out, delimiter=self.layout.dialect.delimiter)
        kept, last = self._written(text, writer)
        tail = [(record, apart) for record, apart, _ in last]
        ending = ending_of(tail, self._width, self._is_usual)
        writer.writerows(map(self._fitted, last[: len(last) - ending.length]))
        out.flush()
        count = len(kept) - ending.length
        self._check(count)
        left_out = ending.length or self.repeated or self.comments or self.other
        return Rows(
            file.getvalue(),
            np.frombuffer(kept, dtype=np.int64)[:count].astype(np.intp),
            complete=not left_out,
            decisions=(*self._notes(), *notes_of(ending)),
        )

    def _written(self, text: bytes, writer: "Writer") -> tuple["array[int]", list[Row]]:
        """Write all rows but the last, and return which records they are, and those."""
        kept = array("q")
        pending: list[Row] = []
        for at, record, apart, line in self._kept(text):
            pending.append((record, apart, line))
            kept.append(at)
            if len(pending) == BATCH:
                writer.writerows(map(self._fitted, pending[:-TAIL]))
                del pending[:-TAIL]
                if len(kept) > MOST_ROWS + TAIL:
                    raise TooManyRows(MOST_ROWS)
        return kept, pending

    @cached_property
    def columns(self) -> list[int]:
        """The columns that hold numbers, by the first rows."""
        return number_columns(self.layout.head, self._width)

    @cached_property
    def words(self) -> list[int]:
        """The columns that hold hardly any numbers, by the first rows."""
        found = []
        for at in range(self._width):
            cells = [row[at] for row in self.layout.head if at < len(row)]
            filled = [cell for cell in cells if not is_missing(cell)]
            if sum(map(is_number, filled)) < UNEVEN_SHARE * len(filled):
                found.append(at)
        return found

    @property
    def _width(self) -> int:
        return len(self.layout.names)

    def _kept(self, text: bytes) -> Iterator[tuple[int, Record, bool, int]]:
        """Yield which record a row is, its cells, if a gap is above, and its line."""
        width, names = self._width, self._names()
        previous = self.layout.line
        for at, (line, record) in enumerate(data(text, self.layout)):
            apart = line != previous + 1 and begins((line, record)) != previous + 1
            previous = line
            if len(record) != width:
                if is_comment(record, width):
                    self.comments.append(line)
                    continue
                if apart and at and is_other_table(record, self.columns):
                    self.other.append(line)
                    return
            elif record == names:
                self.repeated.append(line)
                continue
            elif apart and at and is_other_table(record, self.columns):
                self.other.append(line)
                return
            yield at, record, apart and at > 0, line

    def _names(self) -> Record | None:
        """Return the record that names the columns, as it would be repeated."""
        dialect = self.layout.dialect
        if dialect.header != 1:
            return None
        return self.layout.top[dialect.above]

    def _fitted(self, row: Row) -> Record:
        """Return a record with as many cells as the table has columns."""
        record, _, line = row
        width = self._width
        if len(record) == width:
            return record
        if "".join(record[width:]).strip(BLANKS):
            self.long.append(line)
            return [""] * width
        if len(record) < width and self._is_shifted(record):
            self.shifted.append(line)
            return [""] * width
        if len(record) < width:
            self.short.append(line)
        return record[:width] + [""] * (width - len(record))

    def _is_shifted(self, record: Record) -> bool:
        """Return whether a short record has words for numbers, or the other way round.

        Then it lacks a cell within, and none is known to stand in its own column.
        """
        width = len(record)
        numbers = (record[at] for at in self.columns if at < width)
        words = (record[at] for at in self.words if at < width)
        return any(
            not (is_number(cell) or is_missing(cell)) for cell in numbers
        ) or any(map(PLAIN.fullmatch, words))

    def _is_usual(self, label: str) -> bool:
        """Return whether a label stands in more than one cell."""
        letters = " *".join(map(re.escape, label.replace(" ", "")))
        ends = re.escape(self.layout.dialect.delimiter) + r"\r\n\""
        cell = rf"(?:^|[{ends}]) *{letters} *(?=$|[{ends}])".encode()
        return len(re.findall(cell, self.body)) > 1

    def _check(self, count: int) -> None:
        """Refuse too many rows, or too many that are too wide."""
        if count > MOST_ROWS:
            raise TooManyRows(MOST_ROWS)
        if len(self.long) > UNEVEN_SHARE * count:
            raise UnevenRows(len(self.long), self._width, self.long[0])

    def _notes(self) -> Iterator[Note]:
        """Yield what was left out or filled up."""
        if self.short:
            yield ShortRows(len(self.short), self.short[0])
        if self.long:
            yield LongRows(len(self.long), self.long[0])
        if self.shifted:
            yield ShiftedRows(len(self.shifted), self.shifted[0])
        if self.repeated:
            yield NamesRepeated(len(self.repeated), self.repeated[0])
        if self.comments:
            yield CommentLines(len(self.comments), self.comments[0])
        if self.other:
            yield SecondTable(self.other[0])


def notes_of(ending: Ending) -> Iterator[Note]:
    """Yield what stood below the table."""
    if ending.totals:
        yield TotalsLeftOut(len(ending.totals), told(ending.totals[0]))
    if ending.remarks:
        yield LinesBelow(len(ending.remarks), told(ending.remarks[0]))
