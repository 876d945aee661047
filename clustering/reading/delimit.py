"""Text -> delimiter: the one under which records are alike, wide and numeric."""

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain, islice
from math import sqrt

from clustering.errors import CellTooLong, EmptyFile, OpenQuote
from clustering.reading.lines import LINE_BYTES
from clustering.reading.numerals import is_missing, is_number
from clustering.reading.records import (
    EXCEL_HINT,
    USUAL,
    Located,
    Quoting,
    Record,
    filled,
    records,
)

DELIMITERS = "\t;|,"
"""Of those that suit equally well, the first; a comma may also be a decimal mark."""
RARE = "^:"
"""They stand in times and powers too, so they must divide names as well."""
FEWEST_BETWEEN_RARE = 3
"""Columns from which on they are believed; `age: 33` is no row."""
HEAD = 200
"""Records that are looked at to tell the layout."""
SAMPLE = 5_000
"""Cells that are looked at where a table is wide."""
MOST_ABOVE = 40
"""Records above a table that do not count against a delimiter."""

HINT = re.compile(rf'\s*"?{EXCEL_HINT}(.)"?\s*'.encode())


def split(
    text: bytes, delimiter: str | None, quoting: Quoting = USUAL
) -> tuple[str, list[Located]]:
    """Return the delimiter that suits best, and the first records under it.

    Parameters
    ----------
    text : bytes
        In UTF-8.
    delimiter : str or None
        If it is known already.
    quoting : Quoting

    Raises
    ------
    CellTooLong, OpenQuote, EmptyFile
    """
    known = delimiter or hinted(text)
    ways = [(each, first(text, each, quoting)) for each in known or usual(text)]
    found, head = max(ways, key=lambda way: suits([record for _, record in way[1]]))
    if known is None:
        found, head = rare(text, quoting, than=head) or (found, head)
    if not head:  # the first cell is too long, whatever divides it, or there is none
        head = list(islice(records(text, found, quoting), 1))
    if not head:
        raise EmptyFile
    return found, head


def usual(text: bytes) -> str:
    """Return the delimiters that occur in a text, and the first.

    Under one that does not occur all is one column, as it then is under the first.
    """
    others = (each for each in DELIMITERS[1:] if each.encode() in text)
    return DELIMITERS[0] + "".join(others)


def rare(
    text: bytes, quoting: Quoting, *, than: Sequence[Located]
) -> tuple[str, list[Located]] | None:
    """Return a rare delimiter and the first records, if it surely divides them.

    It must suit better than the usual one under which there are other records.
    """
    least = suits([record for _, record in than])
    for each in RARE:
        if each.encode() in text[:LINE_BYTES].split(b"\n", 1)[0]:
            found = first(text, each, quoting)
            head = [record for _, record in found]
            if is_sure(head) and suits(head) > least:
                return each, found
    return None


def is_sure(head: Sequence[Record]) -> bool:
    """Return whether names stand above rows as wide, a column of them numbers.

    Times such as 12:30:15 have no such names, and powers fewer columns.
    """
    if len(head) <= 1 or len(head[0]) < FEWEST_BETWEEN_RARE:
        return False
    top, *below = head
    if any(len(record) != len(top) for record in below):
        return False
    if not all(cell.strip() and not is_number(cell) for cell in top):
        return False
    return any(all(map(is_number, column)) for column in zip(*below, strict=True))


def hinted(text: bytes) -> str | None:
    """Return the delimiter that a first line such as `sep=;` tells Excel."""
    found = HINT.fullmatch(text[:20].splitlines()[0]) if text else None
    return found[1].decode() if found else None


def first(text: bytes, delimiter: str, quoting: Quoting) -> list[Located]:
    """Return the first records of a text, as a delimiter would have them.

    They end where a cell is too long: only under the right delimiter is that so.
    """
    found: list[Located] = []
    with suppress(CellTooLong, OpenQuote):
        found.extend(
            islice(records(text, delimiter, quoting), HEAD)
        )  # keeps those before
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
    widths = [len(record) for record in head]
    above = min(widths.index(width), MOST_ABOVE)
    alike = widths.count(width) / (len(head) - above)
    if widths.count(width) == 1 < len(head):
        return 0.0  # a comma in a sentence divides no table
    sample = some(head[above:])
    share = sum(is_number(cell) or is_missing(cell) for cell in sample) / len(sample)
    evidence = (len(head) - above) / len(head)
    return round(alike**2 * evidence * (0.6 + 0.4 * share) * sqrt(1 - 1 / width), 2)


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
    """Return the commonest number of cells; the larger of equals.

    Records of a single cell are titles and remarks, if a wider number of cells
    occurs at least half as often.
    """
    widths = Counter(map(len, head))
    wide = Counter(len(record) for record in head if filled(record) > 1)
    usual = max(widths, key=lambda width: (widths[width], width))
    wider = max(wide, key=lambda width: (wide[width], width), default=1)
    return (
        wider
        if usual == 1 and 2 * wide[wider] >= widths[1] and wide[wider] > 1
        else usual
    )
