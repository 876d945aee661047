"""Text -> layout: delimiter, where the table begins, header, width."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clustering.errors import TooManyColumns
from clustering.reading.delimit import some, split, usual_width
from clustering.reading.first_row import is_complete
from clustering.reading.header import Header, header_of
from clustering.reading.numerals import is_number
from clustering.reading.records import Located, Record, begins, records

MOST_COLUMNS = 2_000
MOST_LEAD = 6
"""Records above a blank line that may be a lead to the table below it."""


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
    header : int
        Records that name the columns; 0 if none does.
    below : int
        Records between names and data, such as one of units.
    """

    encoding: str
    delimiter: str
    above: int
    header: int
    below: int = 0

    @property
    def skipped(self) -> int:
        """Records above the data."""
        return self.above + self.header + self.below


@dataclass(frozen=True)
class Layout:
    """What the first records of a text tell about all of it.

    Attributes
    ----------
    dialect : Dialect
    line : int
        Lines above the data.
    top : tuple of records
        What stands above the data: titles, names, units.
    names : tuple of str
        One for each column, as written; blank where there is none.
    units : tuple of str
        Of each column, where a row below the names tells them; else blank.
    head : tuple of records
        The first rows of data, each as wide as it was written.
    """

    dialect: Dialect
    line: int
    top: tuple[Record, ...]
    names: tuple[str, ...]
    units: tuple[str, ...]
    head: tuple[Record, ...]

    @property
    def sample(self) -> list[str]:
        """Some cells of data, from all columns."""
        return some(self.head)

    @property
    def above(self) -> tuple[Record, ...]:
        """What stands above the names."""
        return self.top[: self.dialect.above]


def look(text: bytes, encoding: str, delimiter: str | None = None) -> Layout:
    """Return the layout of a text, told from its first records.

    Raises
    ------
    TooManyColumns, CellTooLong, OpenQuote, SplitNumbers, UnevenRows
    """
    delimiter, found = split(text, delimiter)
    found, width = without_comments(found)
    check_width(width)
    lead = before_table(found, width)
    header = header_of(found[lead:], width, delimiter)
    check_width(len(header.names))
    lines, head = zip(*found, strict=True)
    header = replace(header, above=header.above + lead)
    at = header.skipped
    return Layout(
        dialect=dialect_of(header, encoding, delimiter),
        line=lines[at - 1] if at else 0,
        top=head[:at],
        names=header.names,
        units=header.units,
        head=head[at:],
    )


def before_table(found: Sequence[Located], width: int) -> int:
    """Return how many records stand above a blank line, and names right below it.

    More than one row of numbers among them is a table of its own.
    """
    head = [record for _, record in found]
    numbers = [any(map(is_number, record)) for record in head]
    for at in range(1, min(len(found) // 2, MOST_LEAD) + 1):
        apart = found[at - 1][0] + 1 < begins(found[at])
        if apart and is_complete(head[at], width) and any(numbers[at + 1 : at + 2]):
            own = sum(numbers[:at]) > 1 or head[at] in head[:at]
            return 0 if own else at
    return 0


def check_width(width: int) -> None:
    """Refuse more columns than are read.

    Raises
    ------
    TooManyColumns
    """
    if width > MOST_COLUMNS:
        raise TooManyColumns(width, MOST_COLUMNS)


def dialect_of(header: Header, encoding: str, delimiter: str) -> Dialect:
    """Return how a file with this header was written."""
    return Dialect(encoding, delimiter, header.above, header.named, header.below)


def without_comments(found: Sequence[Located]) -> tuple[list[Located], int]:
    """Return the records that are no comments, and their usual width."""
    width = usual_width([record for _, record in found])
    kept = [each for each in found if not is_comment(each[1], width)]
    return kept or list(found), width


def is_comment(record: Record, width: int) -> bool:
    """Return whether a record as wide as no row begins like a comment."""
    return len(record) != width and record[0].startswith("#")


def data(text: bytes, layout: Layout) -> Iterator[Located]:
    """Yield the records below the header, as they were written.

    Comments are among them where they stand below the header only.
    """
    found = records(text, layout.dialect.delimiter)
    return ((line, record) for line, record in found if line > layout.line)
