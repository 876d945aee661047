"""How a result becomes a workbook."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from clustering import Request, workbook
from clustering.book import as_cell
from tests.test_talk import shop


def test_a_workbook_has_rows_summary_and_settings() -> None:
    """Numbers are numbers, codes and formulas are texts, and the picture is there."""
    rows = [
        f"{line},00{at},=1+1" for at, line in enumerate(shop().decode().split("\n"))
    ]
    data = workbook(
        Request("\n".join(rows).encode(), "shop.csv", k=3, columns=("age",))
    )
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    assert book.sheet_names == ["rows", "summary", "settings"]
    names, first, *others = book.get_sheet_by_name("rows").to_python()
    assert names[-3:] == ["cluster", "cluster_name", "fit"]
    assert len(others) == 89
    assert isinstance(first[0], float)
    assert first[3:5] == ["001", "=1+1"]
    summary = book.get_sheet_by_name("summary").to_python()
    assert [row[:4:2] for row in summary[1:4]] == [["A", 30], ["B", 30], ["C", 30]]
    told = book.get_sheet_by_name("settings").to_python()
    settings = {str(row[0]): row[1] for row in told}
    assert (settings["rows"], settings["columns used"]) == (90, "age")
    assert b"media/image1.png" in data


@pytest.mark.parametrize(
    ("cell", "comma", "value"),
    [
        ("1.5", False, 1.5),
        (" -3e2 ", False, -300.0),
        ("007", False, "007"),
        ("1234567890123456", False, "1234567890123456"),
        ("1,5", False, "1,5"),
        ("1,5", True, 1.5),
        ("1.234,5", True, "1.234,5"),
        ("=1", False, "=1"),
        ("", False, ""),
    ],
)
def test_as_cell_takes_plain_numbers(
    cell: str,
    comma: bool,  # noqa: FBT001 - a fact of the case
    value: str | float,
) -> None:
    """Only what a workbook holds as it stands is a number there."""
    assert as_cell(cell, comma=comma) == value
