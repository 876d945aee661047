"""Text -> records: the cells of each row, after the line that it ends in."""

import csv
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from _csv import Reader

from clustering.errors import CellTooLong, OpenQuote

CELL_LENGTH = 32_767
"""Characters in a cell, as in a spreadsheet."""
BLANKS = " \t\u3000\xa0"
"""What a blank cell may hold."""
EXCEL_HINT = "sep="
"""How a first line begins that tells Excel the delimiter."""

Record = list[str]
Located = tuple[int, Record]
"""A record after the line it ends in."""


class Quoting(NamedTuple):
    """How a text keeps a delimiter within a cell.

    Attributes
    ----------
    mark : str
        What stands around such a cell.
    escape : str or None
        What stands before a mark or a delimiter that is part of a cell; None where
        marks are doubled.
    """

    mark: str = '"'
    escape: str | None = None


USUAL = Quoting()
"""As RFC 4180 has it."""


def records(text: bytes, delimiter: str, quoting: Quoting = USUAL) -> Iterator[Located]:
    """Yield each record of a text in UTF-8, after the line it ends in (from 1).

    A record of nothing but blank cells is none, nor is a hint to Excel.

    Raises
    ------
    CellTooLong, OpenQuote
    """
    reader = csv_reader(text, delimiter, quoting)
    record: Record = [""]
    try:
        for record in reader:
            joined = "".join(record)
            if len(joined) > CELL_LENGTH and max(map(len, record)) > CELL_LENGTH:
                raise CellTooLong(reader.line_num, CELL_LENGTH)
            if joined.strip(BLANKS) not in {"", EXCEL_HINT}:
                yield reader.line_num, record
    except csv.Error:  # the reader has a limit of its own, which is larger
        raise CellTooLong(reader.line_num, CELL_LENGTH) from None
    if "\n" in "".join(record[-1:]) and not text.rstrip().endswith(
        quoting.mark.encode()
    ):
        raise OpenQuote(reader.line_num)


def csv_reader(
    text: bytes, delimiter: str, quoting: Quoting, *, strict: bool = False
) -> "Reader":
    """Return a reader of a text's records; a strict one fails where marks are amiss."""
    lines = TextIOWrapper(BytesIO(text), encoding="utf-8", newline="")
    # A blank before a quotation mark is no reason to split what is quoted.
    mark = quoting.mark.encode()
    spaced = mark in text and delimiter.encode() + b" " + mark in text
    return csv.reader(
        lines,
        delimiter=delimiter,
        quotechar=quoting.mark,
        escapechar=quoting.escape,
        skipinitialspace=spaced,
        strict=strict,
    )


def filled(record: Record) -> int:
    """Return how many cells hold something."""
    return sum(bool(cell.strip()) for cell in record)


def trimmed(record: Record) -> Record:
    """Return a record without the empty cells at its end."""
    last = max((at for at, cell in enumerate(record, 1) if cell.strip()), default=0)
    return record[:last]


def begins(located: Located) -> int:
    """Return the line that a record begins in."""
    line, record = located
    return line - sum(cell.count("\n") for cell in record)


def told(record: Record) -> str:
    """Return a record as it is told: its filled cells."""
    return " ".join(cell.strip() for cell in record if cell.strip())
