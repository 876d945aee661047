"""Text -> layout: delimiter, where the table begins, header, width."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from itertools import chain, islice, pairwise
from math import sqrt

from clustering.errors import CellTooLong, OpenQuote, TooManyColumns
from clustering.reading.numerals import SHARE, is_missing, is_number, numeral

DELIMITERS = "\t;|,"
"""Of those that suit equally well, the first; a comma may also be a decimal mark."""
HEAD = 200
"""Rows that are looked at to tell the layout."""
CELL_LENGTH = 32_767
"""Characters in a cell, as in a spreadsheet."""
MOST_COLUMNS = 2_000

SAMPLE = 5_000
"""Cells that are looked at where a table is wide."""
BLANKS = " \t"
"""What a blank cell may hold."""
EXCEL_HINT = "sep="
"""What is left of a first line that tells Excel the delimiter."""
YEAR = re.compile(r"(19|20)\d\d")

Record = list[str]
Located = tuple[int, Record]
"""A record after the line it ends in."""


@dataclass(frozen=True)
class Dialect:
    """How a file was written, so that it can be read again and written back.

    Attributes
    ----------
    encoding : str
        A codec of Python's, as "utf-8", "utf-8-sig" or "cp949".
    delimiter : str
        One character.
    above : int
        Records above the table.
    header : bool
        Whether the table's first record names the columns.
    """

    encoding: str
    delimiter: str
    above: int
    header: bool

    @property
    def skipped(self) -> int:
        """Records above the data."""
        return self.above + self.header


@dataclass(frozen=True)
class Layout:
    """What the first records of a text tell about all of it.

    Attributes
    ----------
    dialect : Dialect
    line : int
        Lines above the data.
    above : tuple of records
        What stands above the table.
    names : tuple of str
        One for each column, as written; blank where there is none.
    head : tuple of records
        The first rows of data, each as wide as it was written.
    """

    dialect: Dialect
    line: int
    above: tuple[Record, ...]
    names: tuple[str, ...]
    head: tuple[Record, ...]

    @property
    def sample(self) -> list[str]:
        """Some cells of data, from all columns."""
        return some(self.head)


def records(text: bytes, delimiter: str) -> Iterator[tuple[int, Record]]:
    """Yield each record of a text in UTF-8, after the line it ends in (from 1).

    A record of nothing but blank cells is none, nor is a hint to Excel.

    Raises
    ------
    CellTooLong, OpenQuote
    """
    lines = TextIOWrapper(BytesIO(text), encoding="utf-8", newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    record: Record = [""]
    try:
        for record in reader:
            if "".join(record).strip(BLANKS) not in {"", EXCEL_HINT}:
                if max(map(len, record)) > CELL_LENGTH:
                    raise CellTooLong(reader.line_num, CELL_LENGTH)
                yield reader.line_num, record
    except csv.Error:  # the reader has a limit of its own, which is larger
        raise CellTooLong(reader.line_num, CELL_LENGTH) from None
    if "\n" in "".join(record[-1:]) and not text.rstrip().endswith(b'"'):
        raise OpenQuote(reader.line_num)


def look(text: bytes, encoding: str) -> Layout:
    """Return the layout of a text, told from its first records.

    Raises
    ------
    TooManyColumns, CellTooLong, OpenQuote
    """
    delimiter, found = split(text)
    lines, head = zip(*found, strict=True)
    width = usual_width(head)
    above = titles_above(head, width)
    top, below = head[above], head[above + 1 :]
    header = len(top) != width or names_columns(top, below)
    rows = below if header else head[above:]
    names = named(top, below, width) if header else ("",) * width
    if len(names) > MOST_COLUMNS:
        raise TooManyColumns(len(names), MOST_COLUMNS)
    return Layout(
        dialect=Dialect(encoding, delimiter, above, header),
        line=lines[above] if header else lines[above - 1] if above else 0,
        above=head[:above],
        names=names,
        head=rows,
    )


def split(text: bytes) -> tuple[str, list[Located]]:
    """Return the delimiter that suits best, and the first records under it.

    Raises
    ------
    CellTooLong, OpenQuote
    """
    ways = [(delimiter, first(text, delimiter)) for delimiter in DELIMITERS]
    delimiter, found = max(
        ways, key=lambda way: suits([record for _, record in way[1]])
    )
    # No records at all: the first cell is too long, whatever divides it.
    return delimiter, found or [next(records(text, delimiter))]


def first(text: bytes, delimiter: str) -> list[Located]:
    """Return the first records of a text, as a delimiter would have them.

    They end where a cell is too long: only under the right delimiter is that so.
    """
    found: list[Located] = []
    with suppress(CellTooLong, OpenQuote):
        found.extend(islice(records(text, delimiter), HEAD))  # keeps those before
    return found


def suits(head: Sequence[Record]) -> float:
    """Return how well a delimiter suits: its records are alike, wide and numeric.

    The formula was fitted on annotated tables from many sources; two digits keep
    chance differences from deciding.
    """
    if not head:
        return -1.0
    width = usual_width(head)
    if width == 1 or is_decimal_comma(head):
        return 0.0
    alike = sum(len(record) == width for record in head) / len(head)
    sample = some(head)
    share = sum(is_missing(cell) or is_number(cell) for cell in sample) / len(sample)
    return round(alike**2 * (0.6 + 0.4 * share) * sqrt(1 - 1 / width), 2)


def is_decimal_comma(head: Sequence[Record]) -> bool:
    """Return whether one name stands above cells like 170,5, cut in two."""
    top, *below = head
    return len(top) == 1 and all(
        len(record) == len(top) + 1
        and record[0].lstrip("-").isdecimal()
        and record[1].isdecimal()
        for record in below
    )


def some(head: Sequence[Record]) -> list[str]:
    """Return all cells of some records, or every so many where they are wide."""
    cells = list(chain.from_iterable(head))
    return cells[:: len(cells) // SAMPLE + 1]


def usual_width(head: Sequence[Record]) -> int:
    """Return the commonest number of cells; the larger of equals."""
    widths = Counter(map(len, head))
    return max(widths, key=lambda width: (widths[width], width))


def titles_above(head: Sequence[Record], width: int) -> int:
    """Return how many records stand above the table: titles, dates, remarks."""
    above = next(at for at, record in enumerate(head) if len(record) == width)
    # A spreadsheet fills up a title with empty cells, to the width of the table.
    for record, following in pairwise(head[above:]):
        if not filled(record) == 1 < width - 1 or len(following) != width:
            break
        above += 1
    if above and any(map(is_number, head[above])) and may_name(head[above - 1], width):
        above -= 1
    return above


def filled(record: Record) -> int:
    """Return how many cells hold something."""
    return sum(bool(cell.strip()) for cell in record)


def may_name(record: Record, width: int) -> bool:
    """Return whether a record names about so many columns, though not as many."""
    names = trimmed(record)
    if not names or abs(len(names) - width) > 1:
        return False
    return filled(names) == len(names) and not any(map(is_number, names))


def names_columns(top: Record, below: Sequence[Record]) -> bool:
    """Return whether a record names columns rather than being a row of its own.

    Names stand above numbers, and are not like them; without numbers below, names
    are no numbers.
    """
    if years(top) and not any(map(years, below)):
        return True
    rows = below[: max(10, SAMPLE // len(top))]
    columns = [[row[at] for row in rows if at < len(row)] for at in range(len(top))]
    above_numbers = [
        continues(cell, column)
        for cell, column in zip(top, columns, strict=True)
        if not is_missing(cell) and holds_numbers(column)
    ]
    against = sum(above_numbers or map(is_number, top))
    return against == 0 or len(above_numbers) > 2 * against


def holds_numbers(column: Sequence[str]) -> bool:
    """Return whether nearly all filled cells of a column are numbers."""
    filled = [cell for cell in column if not is_missing(cell)]
    return 0 < len(filled) * SHARE <= sum(map(is_number, filled))


def continues(cell: str, column: Sequence[str]) -> bool:
    """Return whether a cell is a number like those below; 2024년 above 3 is not."""
    top, *below = map(numeral, [cell, *column])
    return top is not None and top.unit in {said.unit for said in below if said}


def years(record: Record) -> bool:
    """Return whether the numbers of a record are years in a row, as over a series."""
    numbers = [cell.strip() for cell in record if is_number(cell)]
    if not all(YEAR.fullmatch(number) for number in numbers):
        return False
    steps = {int(later) - int(year) for year, later in pairwise(numbers)}
    return steps == {1}


def named(top: Record, below: Sequence[Record], width: int) -> tuple[str, ...]:
    """Return a name for each column, where the header may be one short or longer.

    It lacks the name of the last column if that is empty (a comma at the end of
    every row), else that of the first (row names, as R writes them).
    """
    if len(top) == width or len(trimmed(top)) >= width:
        return tuple(top[: max(width, len(trimmed(top)))])
    lasts = [row[-1] for row in below if len(row) == width]
    return ("", *top) if any(lasts) else (*top, "")


def trimmed(record: Record) -> Record:
    """Return a record without the empty cells at its end."""
    filled = [at for at, cell in enumerate(record, start=1) if cell.strip()]
    return record[: max(filled, default=0)]
