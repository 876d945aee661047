"""Records of older workbooks -> whether they claim more than they hold.

A reader makes room for as many cells and texts as a workbook claims to have, before it
has seen any.  One damaged byte can claim more than any machine holds, which ends the
process instead of being told.

References
----------
Microsoft, [MS-XLS]: Excel Binary File Format (.xls) Structure.
"""

import struct
from collections.abc import Iterator

from clustering.errors import BrokenFile, TooManyCells

HEAD = struct.Struct("<HH")
"""What a record is, and how many bytes follow."""
DIMENSIONS = 0x0200
SHARED_TEXTS = 0x00FC
WIDE = struct.Struct("<IIHH")
"""First row and the one behind the last, and the same of columns."""
NARROW = struct.Struct("<HHHH")
"""The same as Excel 5 wrote it."""
COUNTS = struct.Struct("<iI")
"""Cells with text, and different texts."""
TEXT_BYTES = 3
"""Fewer hold no text."""
MOST_ROWS = 65_536
MOST_COLUMNS = 256
"""As Excel had them until 2003."""


def check_records(workbook: bytes) -> None:
    """Refuse a workbook that claims more cells or texts than it can have.

    Raises
    ------
    BrokenFile, TooManyCells
    """
    for kind, start, length in records_of(workbook):
        if kind == DIMENSIONS:
            check_dimensions(workbook[start : start + length])
        elif kind == SHARED_TEXTS and length >= COUNTS.size:
            _, texts = COUNTS.unpack_from(workbook, start)
            if texts * TEXT_BYTES > len(workbook):
                raise BrokenFile


def records_of(workbook: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield what each record is, where its content begins, and how long it is."""
    at = 0
    while at + HEAD.size <= len(workbook):
        kind, length = HEAD.unpack_from(workbook, at)
        yield kind, at + HEAD.size, length
        at += HEAD.size + length


def check_dimensions(content: bytes) -> None:
    """Refuse a sheet that ends before it begins, or larger than a sheet can be."""
    form = WIDE if len(content) >= WIDE.size else NARROW
    if len(content) < form.size:
        raise BrokenFile
    top, rows, left, columns = form.unpack_from(content)
    if top > rows or left > columns:
        raise BrokenFile
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise TooManyCells(MOST_ROWS * MOST_COLUMNS)
