"""How the sheet with the table is found in a workbook, and read."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest
import xlsxwriter

from clustering.errors import BrokenFile, EmptyFile, TooManyCells, TooMuchInside
from clustering.errors import UnknownSheet as Unknown
from clustering.reading.sheets import Cell, check_area, read_workbook, written

Rows = Sequence[Sequence[object]]


def book(sheets: Mapping[str, Rows], *, hidden: str = "") -> bytes:
    """Return a workbook of these sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if name == hidden:
                sheet.hide()
        if hidden:
            made.get_worksheet_by_name(name).activate()
    return out.getvalue()


COVER: Rows = [["2024 report"], ["by Kim"]]
TABLE: Rows = [["a", "b"], [1, 2.5], [3, "x"]]


def test_read_workbook_takes_the_first_table() -> None:
    """A cover holds no table; the other sheets are named."""
    text, sheet, sheets = read_workbook(book({"cover": COVER, "data": TABLE}), None)
    assert (text, sheet) == (b"a\tb\r\n1\t2.5\r\n3\tx\r\n", "data")
    assert sheets == ("cover", "data")


def test_read_workbook_takes_the_sheet_asked_for() -> None:
    """A sheet may be named; one that is not there is refused with those that are."""
    data = book({"one": TABLE, "two": [["c"], [5]]})
    assert read_workbook(data, "two")[0] == b"c\r\n5\r\n"
    assert read_workbook(data, 1)[:2] == (b"c\r\n5\r\n", "two")
    for absent in ("three", 2):
        with pytest.raises(Unknown, match=r"“(three|3)”.*one, two"):
            read_workbook(data, absent)


def test_read_workbook_takes_hidden_sheets_last() -> None:
    """What was hidden is hardly meant."""
    data = book({"old": TABLE, "new": [["c"], [5], [6]]}, hidden="old")
    assert read_workbook(data, None)[1] == "new"


def test_read_workbook_refuses_an_empty_one() -> None:
    """Sheets without a cell hold nothing."""
    with pytest.raises(EmptyFile):
        read_workbook(book({"one": []}), None)


def test_read_workbook_refuses_a_broken_one() -> None:
    """A file that only begins as a workbook is damaged."""
    with pytest.raises(BrokenFile):
        read_workbook(b"\xd0\xcf\x11\xe0 Workbook", None)
    whole = book({"one": TABLE})
    with pytest.raises(BrokenFile):
        read_workbook(whole[: len(whole) // 2], None)


def test_read_workbook_refuses_one_that_swells() -> None:
    """Its directory is read before anything is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (101 * 2**20))
    with pytest.raises(TooMuchInside, match="100 MB"):
        read_workbook(out.getvalue(), None)


@pytest.mark.parametrize(
    "page",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD9"><v>1',
        b"<row>"
        + b"<c><v>1</v></c>" * 400
        + b"</row>"
        + b"<row><c></c></row>" * 90_000,
        b'<x t:number-rows-repeated="99999"><y t:number-columns-repeated="999">',
    ],
)
def test_check_area_refuses_far_cells(page: bytes) -> None:
    """Two cells far apart span more than any table."""
    with pytest.raises(TooManyCells):
        check_area(page)


def test_check_area_takes_blank_formats() -> None:
    """A format down to the last row and column holds no cell."""
    check_area(b'<row r="1048576" s="1"/><row r="1"><c r="XFD1" s="1"/><c r="A1"><v>1')


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (5.0, "5"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (True, "TRUE"),
        ("00123", "00123"),
        (date(2024, 1, 5), "2024-01-05"),
        (datetime(2024, 1, 5, tzinfo=UTC).replace(tzinfo=None), "2024-01-05"),
        (
            datetime(2024, 1, 5, 9, 30, tzinfo=UTC).replace(tzinfo=None),
            "2024-01-05 09:30:00",
        ),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_written_is_what_a_csv_holds(cell: Cell, text: str) -> None:
    """Whole numbers are whole, and dates read from left to right."""
    assert written(cell) == text
