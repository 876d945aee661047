"""First records -> where the data begin, by the numbers in their columns."""

import re
from collections.abc import Sequence
from itertools import pairwise

from clustering.reading.numerals import is_missing, is_number, numeral
from clustering.reading.records import Record, filled, trimmed

YEAR = re.compile(r"(19|20)\d\d([.\-/]?(0[1-9]|1[0-2]))?")
FEW = 6
"""Of fewer records, all but the first tell which columns hold numbers."""
MOST_LEAD = 40
"""Records above the names that may be narrower than the table."""
COUNTED = 3
"""Numbers in a row from which on 1, 2, 3 are names."""


def number_columns(head: Sequence[Record], width: int) -> list[int]:
    """Return the columns that hold numbers for the most part, past the first rows."""
    rows = head[len(head) // 3 :] if len(head) >= FEW else head[1:] or head
    found = []
    for at in range(width):
        cells = [row[at] for row in rows if len(row) > at and not is_missing(row[at])]
        if cells and 2 * sum(map(is_number, cells)) >= len(cells):
            found.append(at)
    return found


def first_row(head: Sequence[Record], columns: Sequence[int], width: int) -> int:
    """Return which record is the table's first row of data.

    It is the first with numbers where the others have them; numbers that count, such
    as years above a series, are names.  Without numbers anywhere, the row below the
    first that is as wide as the table.
    """
    least = min(2, width)
    if not columns:
        wide = (at + 1 for at, row in enumerate(head) if filled(row) >= least)
        return min(next(wide, 0), len(head))
    lead = before_names(head, width)
    named = False
    for at, record in enumerate(head[lead:], lead):
        if is_row(record, columns, width) and (
            named or not names_by_numbers(record, head[at + 1 :], columns)
        ):
            return at
        words = [cell for cell in numbers_in(record, columns) if not is_number(cell)]
        named |= 2 * len(words) > len(columns)
    return min(1, len(head))


def before_names(head: Sequence[Record], width: int) -> int:
    """Return how many records, all narrower than the table, stand above its names.

    A device tells its settings there, numbers among them.
    """
    for at, record in enumerate(head[:MOST_LEAD]):
        if is_complete(record, width) and not any(map(is_number, record)):
            return at
        if len(trimmed(record)) >= width - 1:
            break
    return 0


def is_row(record: Record, columns: Sequence[int], width: int) -> bool:
    """Return whether a record has numbers in the columns of numbers."""
    cells = [record[at] for at in columns if at < len(record)]
    told = [cell for cell in cells if not is_missing(cell)]
    numbers = sum(map(is_number, told))
    sparse = filled(record) < min(2, width / 2)
    return 0 < numbers >= len(told) / 2 and not sparse and not is_pair(record)


def is_pair(record: Record) -> bool:
    """Return whether a record is a label and its value, as above a table."""
    told = [cell.strip() for cell in record if cell.strip()]
    return len(told) in {1, 2} and told[0].endswith((":", "："))


def is_complete(record: Record, width: int) -> bool:
    """Return whether a record may name all columns by itself."""
    names = [cell.strip() for cell in trimmed(record)]
    wide = len(names) >= width or len(record) == len(names) == max(1, width - 1)
    return (
        wide
        and all(names)
        and len(set(names)) == len(names)
        and not any(map(is_bare_number, names))
        and not is_pair(record)
    )


def is_bare_number(cell: str) -> bool:
    """Return whether a cell is a number without a unit; 2024년 may be a name."""
    said = numeral(cell)
    return said is not None and not said.unit


def names_by_numbers(
    top: Record, below: Sequence[Record], columns: Sequence[int]
) -> bool:
    """Return whether a row's numbers name columns: years, or 0, 1, 2 in a row."""
    if names_by_units(top, below, columns):
        return True
    if are_years(top, columns):
        way = are_years
    elif are_steps(top, columns) and numbers_in(top, columns)[0] in {"0", "1"}:
        way = are_steps
    else:
        return False
    return 2 * sum(way(row, columns) for row in below) < len(below)


def names_by_units(
    top: Record, below: Sequence[Record], columns: Sequence[int]
) -> bool:
    """Return whether a row's numbers have units of their own, as 2024년 above 3."""
    own = {at: numeral(top[at]) for at in columns if at < len(top)}
    units = {at: said.unit for at, said in own.items() if said}
    others = {
        (at, said.unit)
        for row in below
        for at in units
        if at < len(row) and (said := numeral(row[at]))
    }
    return bool(others) and all(
        unit and (at, unit) not in others for at, unit in units.items()
    )


def numbers_in(record: Record, columns: Sequence[int]) -> list[str]:
    """Return the filled cells of a record in some columns."""
    cells = (record[at].strip() for at in columns if at < len(record))
    return [cell for cell in cells if cell]


def are_years(record: Record, columns: Sequence[int]) -> bool:
    """Return whether a record has years or months, as 2024 or 202401, here."""
    told = numbers_in(record, columns)
    years = sum(YEAR.fullmatch(cell) is not None for cell in told)
    others = sum(map(is_number, told)) - years
    return years > others == 0 and 2 * years >= len(told)


def are_steps(record: Record, columns: Sequence[int]) -> bool:
    """Return whether the whole numbers of a record rise by one each."""
    numbers = numbers_in(record, columns)
    if len(numbers) < COUNTED or not all(map(str.isdecimal, numbers)):
        return False
    return all(int(later) - int(one) == 1 for one, later in pairwise(numbers))
