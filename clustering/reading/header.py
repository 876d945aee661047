"""First records -> what names the columns, what stands above, in which units."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clustering.reading.first_row import (
    first_row,
    is_complete,
    is_pair,
    number_columns,
)
from clustering.reading.naming import joined, named, padded
from clustering.reading.numerals import is_missing, is_unit, tidy
from clustering.reading.records import Located, Record, begins, filled

BRACKETS = re.compile(r"[(\[]\s*(.{1,12}?)\s*[)\]]")
UNIT_WORDS = frozenset({"", "단위", "unit", "units", "-"})
"""What may stand in a row of units beside them."""
MOST_NAMED = 5
"""Rows that may make up the names."""


@dataclass(frozen=True)
class Header:
    """What the first records of a table say about the rest.

    Attributes
    ----------
    above : int
        Records above the names.
    names : tuple of str
        One for each column, as written; blank where there is none.
    units : tuple of str
        Of each column, from a row below the names; blank where there is none.
    named : int
        Records that make up the names; 0 for a table without.
    below : int
        Records between names and data, such as one of units.
    """

    above: int
    names: tuple[str, ...]
    units: tuple[str, ...]
    named: int
    below: int

    @property
    def skipped(self) -> int:
        """Records above the data."""
        return self.above + self.named + self.below


def header_of(found: Sequence[Located], width: int, delimiter: str) -> Header:
    """Return the header of a table whose records usually have so many cells.

    Raises
    ------
    SplitNumbers, UnevenRows
        When the rows have more cells than the header has names.
    """
    head = [record for _, record in found]
    columns = number_columns(head, width)
    start = first_row(head, columns, width)
    first, last = names_among(found, start, columns, width)
    if first == last:
        return Header(last, ("",) * width, ("",) * width, 0, 0)
    units = units_of(head[last:start], columns, width)
    below = start - last if units or is_second_header(head[last:start], columns) else 0
    top = joined(head[first:last], width)
    names = named(top, found[last + below :], width, delimiter)
    units = (*units, *[""] * (len(names) - len(units)))
    return Header(first, names, units, last - first, below)


def enough(record: Record, width: int) -> bool:
    """Return whether a record holds more than a title does."""
    return filled(record) >= min(2, width)


def names_among(
    found: Sequence[Located], start: int, columns: Sequence[int], width: int
) -> tuple[int, int]:
    """Return the range of records above the data that name the columns.

    The topmost that names all columns by itself does; else the lowest does, together
    with as many above as it takes, as where group names stand over others.
    """
    head = [record for _, record in found]
    if names_index(head[:start]):
        return highest(found, start - 1, width), start
    above = start  # below the names, a part of the table may have a title
    while above and not enough(head[above - 1], width):
        above -= 1
    if above and is_complete(head[above - 1], width):
        start = above
    top = highest(found, start, width)
    complete = (at for at in range(top, start) if is_complete(head[at], width))
    if (first := next(complete, None)) is not None:
        spans = first > top and shares(head[first - 1], head[first])
        return first - spans, first + 1
    last = start
    if start - top > 1 and units_of(head[start - 1 : start], columns, width):
        last -= 1
    if top == start or not enough(head[last - 1], width):
        return start, start
    first = last - 1
    while first > top and not is_complete(joined(head[first:last], width), width):
        first -= 1
    return first, last


def names_index(above: Sequence[Record]) -> bool:
    """Return whether the last record above the data only names what stands in front.

    So a grouped frame is written: the name of its index stands below all others.
    """
    if len(above) <= 1 or filled(above[-1]) != 1:
        return False
    first, upper = above[-1][0].strip(), above[-2]
    return bool(first) and not upper[0].strip() and filled(upper) == len(upper) - 1


def shares(upper: Record, lower: Record) -> bool:
    """Return whether a name stands in both rows, as where a cell spanned them."""
    return any(
        one.strip() and one == two for one, two in zip(upper, lower, strict=False)
    )


def highest(found: Sequence[Located], start: int, width: int) -> int:
    """Return the first of the records above the data that may take part in names.

    What stands above a blank line, or a title, does not.
    """
    top = start
    while top > max(0, start - MOST_NAMED):
        _, record = found[top - 1]
        apart = top < start and found[top - 1][0] + 1 < begins(found[top])
        if apart or is_pair(record) or not (enough(record, width) or is_group(record)):
            break
        top -= 1
    return top


def is_group(record: Record) -> bool:
    """Return whether a record's one cell stands over other columns than the first."""
    return filled(record) == 1 and not record[0].strip()


def units_of(
    below: Sequence[Record], columns: Sequence[int], width: int
) -> tuple[str, ...]:
    """Return the units in the one record below the names, or nothing."""
    if len(below) != 1:
        return ()
    cells = padded(below[0], width)
    told = [unit_in(cell) for cell in cells]
    others = {
        cell.strip().lower() for cell, unit in zip(cells, told, strict=True) if not unit
    }
    over = any(told[at] for at in columns)
    return tuple(told) if over and others <= UNIT_WORDS else ()


def unit_in(cell: str) -> str:
    """Return the unit that a cell consists of, or nothing."""
    bracket = BRACKETS.fullmatch(cell.strip())
    word = tidy(bracket[1] if bracket else cell)
    return word if bracket or is_unit(word) else ""


def is_second_header(below: Sequence[Record], columns: Sequence[int]) -> bool:
    """Return whether records below complete names describe columns once more.

    They have words over every one of several columns of numbers.
    """
    return (
        len(below) in {1, 2}
        and len(columns) > 1
        and all(
            len(row) > at and row[at].strip() and not is_missing(row[at])
            for row in below
            for at in columns
        )
    )
