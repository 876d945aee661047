"""First records -> what names the columns, what stands above, in which units."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from clustering.errors import SplitNumbers, UnevenRows
from clustering.reading.numerals import is_missing, is_number, is_unit, numeral, tidy
from clustering.reading.records import Located, Record, begins, filled, trimmed

YEAR = re.compile(r"(19|20)\d\d([.\-/]?(0[1-9]|1[0-2]))?")
BRACKETS = re.compile(r"[(\[]\s*(.{1,12}?)\s*[)\]]")
UNIT_WORDS = frozenset({"", "단위", "unit", "units", "-"})
"""What may stand in a row of units beside them."""
FEW = 6
"""Of fewer records, all but the first tell which columns hold numbers."""
MOST_LEAD = 40
"""Records above the names that may be narrower than the table."""
MOST_NAMED = 5
"""Rows that may make up the names."""
COUNTED = 3
"""Numbers in a row from which on 1, 2, 3 are names."""


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


def enough(record: Record, width: int) -> bool:
    """Return whether a record holds more than a title does."""
    return filled(record) >= min(2, width)


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


def padded(record: Record, width: int) -> Record:
    """Return a record with blank cells behind, up to the width."""
    return [*record, *[""] * (width - len(record))]


def joined(tops: Sequence[Record], width: int) -> Record:
    """Return the names that rows make up together, each once: 2024, men -> 2024 men.

    A blank in an upper row belongs to the name in front of it, as merged cells do.
    """
    if len(tops) == 1:
        return tops[0]
    width = max(width, *map(len, tops))
    rows = [padded(row, width) for row in tops]
    below = rows[-1]
    parts = [spread(row, below) for row in rows[:-1]] + [below]
    columns = zip(*parts, strict=True)
    return [
        " ".join(dict.fromkeys(part.strip() for part in column if part.strip()))
        for column in columns
    ]


def spread(row: Record, below: Record) -> Record:
    """Return a row of group names, each over all columns that have a name below."""
    name, out = "", []
    for cell, lower in zip(row, below, strict=True):
        name = cell if cell.strip() else name
        out.append(cell if cell.strip() or not lower.strip() else name)
    return out


def named(
    top: Record, below: Sequence[Located], width: int, delimiter: str
) -> tuple[str, ...]:
    """Return a name for each column, where the header may be one short or longer.

    It lacks the name of the last column if that is empty (a comma at the end of
    every row), else that of the first (row names, as R writes them).

    Raises
    ------
    SplitNumbers, UnevenRows
        When it lacks more, or the rows look as if their numbers were cut in two.
    """
    if len(top) == width or len(trimmed(top)) >= width:
        return tuple(top[: max(width, len(trimmed(top)))])
    rows = [located for located in below if len(located[1]) == width]
    lacking = width - len(top)
    if not any(filled(row[-lacking:]) for _, row in rows):
        return (*top, *[""] * lacking)
    if delimiter == "," and (lacking > 1 or are_split([row for _, row in rows])):
        raise SplitNumbers(width, len(top), rows[0][0])
    if lacking > 1:
        raise UnevenRows(len(rows), len(top), rows[0][0])
    return ("", *top)


def are_split(rows: Sequence[Record]) -> bool:
    """Return whether two neighbouring columns look like 1,234 cut at its comma."""
    pairs = zip(*(list(pairwise(row)) for row in rows), strict=True)
    return any(
        all(re.fullmatch(r"-?[1-9]\d{0,2}", one) for one, _ in pair)
        and all(re.fullmatch(r"\d{3}", two) for _, two in pair)
        for pair in pairs
    )
