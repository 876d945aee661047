"""Workbooks -> the first sheet with a table, as rows of text."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from zipfile import ZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from clustering.errors import (
    BrokenFile,
    EmptyFile,
    TooManyCells,
    TooMuchInside,
    UnknownSheet,
)
from clustering.reading.biff import check_records
from clustering.reading.compound import workbook_in
from clustering.reading.numerals import is_number
from clustering.reading.packed import UNPACKED_MB, limit_of, opened, whole
from clustering.reading.quiet import panics_unsaid
from clustering.reading.write import as_text

MOST_CELLS = 30_000_000
"""Cells of the rectangle around all that a sheet holds, blank or not."""
MOST_WHOLE = 1e15
"""Whole numbers from here on are written with a power of ten."""
LOOKED_AT = 50
"""Rows that tell whether a sheet holds a table."""
NUMBER_ROWS = 2
"""Rows with a number from which on it does."""

FAR_CELL = re.compile(rb'\br="([A-Z]{2,3})\d+"[^>/]*>')
ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d+)"[^>/]*>\s*<(?:\w+:)?c')
ANY_ROW = re.compile(rb"<(?:\w+:)?row[\s>]")
ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")
PLACED_CELL = re.compile(rb'\br="[A-Z]')
REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"[^>/]*>')
FEWEST_COLUMNS = 26
"""Columns taken for granted, for those up to Z are not looked for."""

Cell = int | float | str | bool | time | date | datetime | timedelta


def read_workbook(
    data: bytes, sheet: str | int | None
) -> tuple[bytes, str, tuple[str, ...]]:
    """Return a sheet as text, its name, and the names of all sheets with something in.

    Parameters
    ----------
    data : bytes
        xlsx, xlsm, xlsb, xls or ods.
    sheet : str, int or None
        Which one, by name or by place among those with something in; None for the
        first with a table.

    Raises
    ------
    UserError
        When the file is broken, too large, or has nothing in it.
    """
    check(data)
    with sound():
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        names = sheet_names(book)
        filled = [name for name in names if book.get_sheet_by_name(name).height]
        chosen = choose(book, filled, sheet)
        return as_text(rows(book.get_sheet_by_name(chosen))), chosen, tuple(filled)


@contextmanager
def sound() -> Iterator[None]:
    """Say that a file is broken wherever its reader finds that out.

    Raises
    ------
    BrokenFile
    """
    try:
        with panics_unsaid():
            yield
    except CalamineError:
        raise BrokenFile from None
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":  # it has no importable name
            raise
        raise BrokenFile from None


def sheet_names(book: CalamineWorkbook) -> list[str]:
    """Return the names of sheets of cells, the hidden ones last."""
    of_cells = [
        each for each in book.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet
    ]
    return [
        each.name
        for each in sorted(
            of_cells, key=lambda each: each.visible is not SheetVisibleEnum.Visible
        )
    ]


def choose(book: CalamineWorkbook, names: list[str], wanted: str | int | None) -> str:
    """Return the sheet that is wanted, or the first that looks like a table.

    Raises
    ------
    EmptyFile, UnknownSheet
    """
    if not names:
        raise EmptyFile
    if isinstance(wanted, int):
        if wanted >= len(names):
            raise UnknownSheet(str(wanted + 1), tuple(names))
        return names[wanted]
    if wanted is not None:
        if wanted not in names:
            raise UnknownSheet(wanted, tuple(names))
        return wanted
    tables = (name for name in names if is_table(book.get_sheet_by_name(name)))
    return next(tables, names[0])


def is_table(sheet: CalamineSheet) -> bool:
    """Return whether the first rows of a sheet hold numbers."""
    some = islice(rows(sheet), LOOKED_AT)
    return sum(any(map(is_number, row)) for row in some) >= NUMBER_ROWS


def rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    """Yield the rows of a sheet as text."""
    for row in sheet.iter_rows():
        yield [written(cell) for cell in row]


def written(cell: Cell) -> str:
    """Return a cell as a CSV has it: whole numbers whole, dates as 2024-01-31."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return (
            str(int(cell))
            if cell.is_integer() and abs(cell) < MOST_WHOLE
            else repr(cell)
        )
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ").removesuffix(" 00:00:00")
    return str(cell)


def check(data: bytes) -> None:
    """Refuse a workbook that would unpack to more than may be read.

    Raises
    ------
    BrokenFile, TooMuchInside, TooManyCells
    """
    if not data.startswith(b"PK"):
        check_records(workbook_in(data))
        return
    with opened(data) as archive:
        declared = sum(member.file_size for member in archive.infolist())
        limit = limit_of(len(data))
        if declared > limit:
            raise TooMuchInside(UNPACKED_MB)
        for page in pages(archive, limit):
            check_area(page)


def pages(archive: ZipFile, limit: int) -> Iterator[bytes]:
    """Yield every part of a workbook, counting what comes out.

    Raises
    ------
    BrokenFile, TooMuchInside
    """
    for member in archive.infolist():
        page = whole(archive, member, limit)
        limit -= len(page)
        yield page


def check_area(page: bytes) -> None:
    """Refuse a sheet whose farthest cells span more than may be held.

    Raises
    ------
    TooManyCells
    """
    height = max((int(found[1]) for found in ROW.finditer(page)), default=1)
    letters = {found[1] for found in FAR_CELL.finditer(page)}
    width = max((column_of(each) for each in letters), default=FEWEST_COLUMNS)
    if len(ANY_CELL.findall(page)) > len(PLACED_CELL.findall(page)):
        starts = [found.start() for found in ANY_ROW.finditer(page)]
        height = max(height, len(starts))
        width = max(width, most_cells(page, starts))
    repeats = repeated(REPEATED.findall(page))
    if max(height * width, repeats) > MOST_CELLS:
        raise TooManyCells(MOST_CELLS)


def most_cells(page: bytes, starts: list[int]) -> int:
    """Return how many cells the longest row holds, where they tell no place."""
    ends = [*starts[1:], len(page)]
    counts = (
        len(ANY_CELL.findall(page, start, end))
        for start, end in zip(starts, ends, strict=True)
    )
    return max(counts, default=0)


def repeated(counts: Iterable[bytes]) -> int:
    """Return how many cells the filled cells of an OpenDocument may stand for."""
    total = 1
    for count in sorted({int(each[:8]) for each in counts})[-2:]:
        total *= count
    return total


def column_of(letters: bytes) -> int:
    """Return which column a spreadsheet puts under these letters, from 1."""
    at = 0
    for letter in letters:
        at = at * 26 + letter - ord("A") + 1
    return at
