"""Text, layout -> rows that are all as wide as the table."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from clustering.errors import LineTooLong, TooManyRows, UnevenRows
from clustering.notes import LongRows, Note, ShortRows
from clustering.reading.layout import BLANKS, CELL_LENGTH, Layout, Located, records

LINE_BYTES = 1_000_000
MOST_ROWS = 1_000_000
UNEVEN_SHARE = 0.1
"""Of more rows than this that are too wide, the columns themselves are in doubt."""

LINE_END = re.compile(rb"\r\n|\r|\n")


def rows(text: bytes, layout: Layout) -> tuple[bytes, tuple[Note, ...]]:
    """Return the rows of data as CSV in which every row has every cell.

    Blank rows are left out.  Cells that a row lacks are empty, and a row with
    more cells than columns is emptied, for its cells are in doubt.

    Raises
    ------
    TooManyRows, UnevenRows, CellTooLong, OpenQuote
    """
    body = below(text, layout.line)
    if is_even(body, layout.dialect.delimiter, len(layout.names)):
        if body.count(b"\n") > MOST_ROWS:
            raise TooManyRows(MOST_ROWS)
        return body, ()
    return mended(text, layout)


def check_lines(text: bytes) -> None:
    """Raise LineTooLong if a line is longer than any parser should see."""
    start = line_over(text, LINE_BYTES)
    if start is not None:
        raise LineTooLong(len(LINE_END.findall(text, 0, start)) + 1, LINE_BYTES)


def line_over(text: bytes, limit: int) -> int | None:
    """Return where the first line of more bytes than the limit begins, if any."""
    start = 0
    while len(text) - start > limit:
        # The last line end within reach: whole lines before it are passed over.
        reach = start, start + limit + 1
        end = max(text.rfind(b"\n", *reach), text.rfind(b"\r", *reach))
        if end < 0:
            return start
        start = end + 1
    return None


def below(text: bytes, lines: int) -> bytes:
    """Return what follows so many lines."""
    ends = islice(LINE_END.finditer(text), lines - 1, None) if lines else iter(())
    end = next(ends, None)
    return text[end.end() :] if end else text if not lines else b""


def is_even(body: bytes, delimiter: str, width: int) -> bool:
    """Return whether each line, without quotes, is a row of all cells, none blank.

    Most files are; looking at their delimiters alone tells so in a fraction of
    the time that it takes to read them.
    """
    end = b"\r\n" if b"\r\n" in body else b"\n"
    if not body.endswith(end):
        body += end
    mark = delimiter.encode()
    marks = body.translate(None, bytes(set(range(256)) - {*mark, *b'"\r\n'}))
    if marks != (mark * (width - 1) + end) * body.count(b"\n"):
        return False
    filled = end + body.translate(None, BLANKS.encode() + mark)
    return end * 2 not in filled and line_over(body, CELL_LENGTH) is None


def mended(text: bytes, layout: Layout) -> tuple[bytes, tuple[Note, ...]]:
    """Return rows as `rows` does, record by record."""
    width = len(layout.names)
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=layout.dialect.delimiter)
    short: list[int] = []
    long: list[int] = []
    total = 0
    for total, (line, record) in enumerate(data(text, layout), start=1):
        if total > MOST_ROWS:
            raise TooManyRows(MOST_ROWS)
        if len(record) < width:
            short.append(line)
        if "".join(record[width:]).strip(BLANKS):
            long.append(line)
            record.clear()
        writer.writerow(record[:width] + [""] * (width - len(record)))
    if len(long) > UNEVEN_SHARE * total:
        raise UnevenRows(len(long), width, long[0])
    notes = (
        *(ShortRows(len(lines), lines[0]) for lines in [short] if lines),
        *(LongRows(len(lines), lines[0]) for lines in [long] if lines),
    )
    return out.getvalue().encode(), notes


def data(text: bytes, layout: Layout) -> Iterator[Located]:
    """Yield the records of data, as they were written."""
    dialect = layout.dialect
    return islice(records(text, dialect.delimiter), dialect.skipped, None)
