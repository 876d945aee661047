"""Text, layout -> rows that are all as wide as the table."""

import numpy as np

from clustering.errors import TooManyRows
from clustering.reading.ending import ending_of
from clustering.reading.layout import Layout
from clustering.reading.lines import LINE_BYTES, below, line_over
from clustering.reading.mending import MOST_ROWS, TAIL, Mending, Rows
from clustering.reading.records import CELL_LENGTH, records


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
    if b"\r" in body and body.count(b"\r") != body.count(b"\r\n"):
        return False
    mark = delimiter.encode()
    marks = body.translate(None, bytes(set(range(256)) - {*mark, *b'"\r\n'}))
    if marks != (mark * (width - 1) + end) * body.count(b"\n"):
        return False
    filled = end + body.translate(None, b" \t" + mark)
    return end * 2 not in filled and line_over(body, CELL_LENGTH) is None
