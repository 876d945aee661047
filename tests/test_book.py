"""How a result becomes a workbook."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from bot.texts import speak
from clustering import Request, analyze, workbook
from clustering import book as book_module
from clustering.book import as_cell, width
from clustering.errors import WorkbookTooLarge
from tests.test_talk import shop


def opened(data: bytes) -> CalamineWorkbook:
    """Return a workbook as another program reads it."""
    return CalamineWorkbook.from_filelike(BytesIO(data))


def part(data: bytes, name: str) -> str:
    """Return one of the files that a workbook is made of."""
    with ZipFile(BytesIO(data)) as packed:
        return packed.read(f"xl/worksheets/{name}.xml").decode()


def test_a_workbook_has_summary_rows_and_settings() -> None:
    """Numbers are numbers, codes and formulas are texts, and the picture is there."""
    rows = [
        f"{line},00{at},=1+1" for at, line in enumerate(shop().decode().split("\n"))
    ]
    data = workbook(
        Request("\n".join(rows).encode(), "shop.csv", k=3, columns=("age",))
    )
    book = opened(data)
    assert book.sheet_names == ["summary", "rows", "settings"]
    names, first, *others = book.get_sheet_by_name("rows").to_python()
    assert names[-3:] == ["cluster", "cluster_name", "fit"]
    assert len(others) == 89
    assert isinstance(first[0], float)
    assert first[3:5] == ["001", "=1+1"]
    (title, *_), _, heads, *summary = book.get_sheet_by_name("summary").to_python()
    assert title == "shop.csv: 90 of 90 rows in 3 groups"
    assert heads[:5] == ["group", "name", "rows", "share", "age"]
    assert [row[:3:2] for row in summary[:4]] == [
        ["A", 30],
        ["B", 30],
        ["C", 30],
        ["", 90],
    ]
    told = book.get_sheet_by_name("settings").to_python()
    settings = {str(row[0]): row[1] for row in told}
    assert (settings["rows"], settings["columns used"]) == (90, "age")
    with ZipFile(BytesIO(data)) as packed:
        assert "xl/media/image1.png" in packed.namelist()


def test_no_cell_is_a_formula_or_leads_out() -> None:
    """Whatever names and cells hold; the only ways are those to typical rows."""
    rows = [f"{at % 3 * 50 + at % 7},@SUM(A1),http://x.y" for at in range(60)]
    names = '=cmd|\' /C calc\'!A0,"=HYPERLINK(""http://x"")",+1'
    data = workbook(Request("\n".join([names, *rows]).encode(), "=1+1.csv"))
    with ZipFile(BytesIO(data)) as packed:
        for name in packed.namelist():
            assert "externalLink" not in name
            if name.endswith((".xml", ".rels")):
                page = packed.read(name).decode()
                assert "<f>" not in page
                assert 'TargetMode="External"' not in page
    title = opened(data).get_sheet_by_name("summary").to_python()[0][0]
    assert str(title).startswith("=1")


def test_links_lead_to_the_typical_rows() -> None:
    """Below a title and names of columns, past what is no row of the table."""
    lines = ["Customers of May", *shop().decode().split("\n")]
    lines.insert(40, "# a remark")
    request = Request("\n".join(lines).encode(), "shop.csv")
    report, data = analyze(request), workbook(request)
    rows = opened(data).get_sheet_by_name("rows").to_python()
    lines_of = re.findall(r"location=\"'rows'!A(\d+)\"", part(data, "sheet1"))
    assert len(lines_of) == report.k
    for cluster, line in zip(report.clusters, lines_of, strict=True):
        assert cluster.letter in rows[int(line) - 1]
        told = [rows[int(line) - 1][at] for at in (0, 1)]
        assert told == [
            pytest.approx(center, abs=center / 20) for center in cluster.center
        ]


def test_names_of_columns_stay_in_sight() -> None:
    """Both tables are frozen below them, and rows can be filtered by group."""
    data = workbook(Request(shop(), "shop.csv"))
    summary, rows = part(data, "sheet1"), part(data, "sheet2")
    assert '<pane xSplit="2" ySplit="3"' in summary
    assert '<pane ySplit="1"' in rows
    assert '<autoFilter ref="A1:F91"' in rows


def test_a_long_lead_is_not_frozen() -> None:
    """It would fill the screen."""
    lead = [f"remark {at}" for at in range(9)]
    lines = "\n".join([*lead, "", *shop().decode().split("\n")])
    data = workbook(Request(lines.encode(), "shop.csv"))
    assert "<pane" not in part(data, "sheet2")


def test_a_korean_workbook_is_korean() -> None:
    """Sheets, heads, notes and reasons; nothing of HTML."""
    words = speak("ko").words()
    data = workbook(Request(shop() + b"\n1,2", "손님.csv", words=words))
    book = opened(data)
    assert book.sheet_names == ["요약", "행", "설정"]
    for name in ("요약", "설정"):
        for row in book.get_sheet_by_name(name).to_python():
            for cell in filter(None, row):
                foreign = {"A", "B", "C", "age", "income", "손님.csv", "1, 2"}
                assert not isinstance(cell, str) or cell in foreign or korean(cell)


def test_a_table_of_very_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one sentence that names the way out."""
    monkeypatch.setattr(book_module, "MOST_CELLS", 90 * 7 - 1)
    with pytest.raises(WorkbookTooLarge, match="take the CSV"):
        workbook(Request(shop(), "shop.csv"))


def korean(told: str) -> bool:
    """Return whether a text has Hangul and no HTML."""
    return bool(re.search("[가-힣]", told)) and not re.search("<|&", told)


@pytest.mark.parametrize(
    ("cells", "letters"),
    [((), 9), (("abc",), 9), (("손님 번호입니다",), 17), (("x" * 99,), 48)],
)
def test_columns_are_as_wide_as_their_cells(
    cells: tuple[str, ...], letters: int
) -> None:
    """Hangul is twice as wide as Latin; none is very narrow or very wide."""
    assert width(cells) == letters


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
