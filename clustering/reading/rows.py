"""Text, layout -> rows that are all as wide as the table."""

import csv
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO, TextIOWrapper

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
from clustering.reading.ending import ending_of, is_other_table
from clustering.reading.first_row import number_columns
from clustering.reading.layout import Layout, is_comment
from clustering.reading.lines import LINE_BYTES, below, line_over
from clustering.reading.numerals import is_missing, is_number
from clustering.reading.records import (
    BLANKS,
    CELL_LENGTH,
    Located,
    Record,
    begins,
    records,
)

MOST_ROWS = 1_000_000
UNEVEN_SHARE = 0.1
"""Of more rows than this that are too wide, the columns themselves are in doubt; with
fewer numbers than this, a column holds words."""
TAIL = 40
"""Last records that may be remarks and totals."""
BATCH = 2_000
"""Records that are written at a time."""


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


def rows_of(text: bytes, layout: Layout) -> Rows:
    """Return the rows of data, each with as many cells as the table has columns.

    Blank rows are left out, as are comments, names that are repeated, and what stands
    below the table: remarks, a row of totals, another table.  Cells that a row lacks
    are empty, and a row with more cells than columns is emptied, for its cells are in
    doubt.

    Raises
    ------
    TooManyRows, UnevenRows, CellTooLong, OpenQuote
    """
    body = below(text, layout.line)
    if is_plain(body, layout):
        count = body.count(b"\n") + (not body.endswith(b"\n"))
        if count > MOST_ROWS:
            raise TooManyRows(MOST_ROWS)
        return Rows(body, np.arange(count), complete=True, decisions=())
    return Mending(layout, body).rows(text)


def is_plain(body: bytes, layout: Layout) -> bool:
    """Return whether each line, without quotes, is a row of the table as it stands."""
    delimiter = layout.dialect.delimiter
    if not is_even(body, delimiter, len(layout.names)):
        return False
    last = body[-LINE_BYTES:].rsplit(b"\n", TAIL)[-TAIL:]
    tail = [record for _, record in records(b"\n".join(last), delimiter)]
    if ending_of([(record, False) for record in tail], len(layout.names), never).length:
        return False
    first = layout.names[0].encode()
    return not first or b"\n" + first + delimiter.encode() not in body


def never(_: str) -> bool:
    """Return False."""
    return False


def is_even(body: bytes, delimiter: str, width: int) -> bool:
    """Return whether each line, without quotes, is a row of all cells, none blank.

    Most files are; looking at their delimiters alone tells so in a fraction of
    the time that it takes to read them.
    """
    end = b"\r\n" if b"\r\n" in body else b"\n"
    if not body.endswith(end):
        body += end
    if body.count(b"\r") != body.count(b"\r\n"):
        return False
    mark = delimiter.encode()
    marks = body.translate(None, bytes(set(range(256)) - {*mark, *b'"\r\n'}))
    if marks != (mark * (width - 1) + end) * body.count(b"\n"):
        return False
    filled = end + body.translate(None, b" \t" + mark)
    return end * 2 not in filled and line_over(body, CELL_LENGTH) is None


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
        kept = array("q")
        pending: list[tuple[Record, bool, int]] = []
        for at, record, apart, line in self._kept(text):
            pending.append((record, apart, line))
            kept.append(at)
            if len(pending) == BATCH:
                writer.writerows(map(self._fitted, pending[:-TAIL]))
                del pending[:-TAIL]
                if len(kept) > MOST_ROWS + TAIL:
                    raise TooManyRows(MOST_ROWS)
        last = [(record, apart) for record, apart, _ in pending]
        ending = ending_of(last, self._width, self._is_usual)
        writer.writerows(map(self._fitted, pending[: len(pending) - ending.length]))
        count = len(kept) - ending.length
        self._check(count)
        out.flush()
        endings: list[Note] = []
        if ending.totals:
            endings.append(TotalsLeftOut(len(ending.totals), told(ending.totals[0])))
        if ending.remarks:
            endings.append(LinesBelow(len(ending.remarks), told(ending.remarks[0])))
        return Rows(
            file.getvalue(),
            np.frombuffer(kept, dtype=np.int64)[:count].astype(np.intp),
            complete=not (
                ending.length or self.repeated or self.comments or self.other
            ),
            decisions=(*self._notes(), *endings),
        )

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
            told = [cell for cell in cells if not is_missing(cell)]
            if sum(map(is_number, told)) < UNEVEN_SHARE * len(told):
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

    def _fitted(self, row: tuple[Record, bool, int]) -> Record:
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
        return any(
            not is_missing(cell)
            and (at in self.words if is_number(cell) else at in self.columns)
            for at, cell in enumerate(record)
        )

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


def told(record: Record) -> str:
    """Return a record as it is told: its filled cells."""
    return " ".join(cell.strip() for cell in record if cell.strip())


def data(text: bytes, layout: Layout) -> Iterator[Located]:
    """Yield the records below the header, as they were written.

    Comments are among them where they stand below the header only.
    """
    found = records(text, layout.dialect.delimiter)
    return ((line, record) for line, record in found if line > layout.line)
