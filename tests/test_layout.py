"""How a text is laid out: delimiter, titles, header, width."""

import pytest

from clustering.errors import CellTooLong, TooManyColumns
from clustering.reading.layout import Layout, look


def laid_out(text: str) -> Layout:
    """Return the layout of a text."""
    return look(text.encode(), "utf-8")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1;2\n", ";"),
        ("a\tb\n1\t2\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
        ("1,5;2,5\n3,5;4,5\n", ";"),
        ('a,b\n"x;y",1\n"z;w",2\n', ","),
        ("이름\t주소\t값\n김\t서울, 중구, 1가\t1\n이\t부산, 북구, 2가\t2\n", "\t"),
        ("sep=;\na;b\n1;2\n", ";"),
    ],
)
def test_look_finds_delimiter(text: str, delimiter: str) -> None:
    """The delimiter that gives rows alike, wide and numeric is taken."""
    layout = laid_out(text)
    assert layout.dialect.delimiter == delimiter
    assert layout.dialect.header == (not text[0].isdigit())


@pytest.mark.parametrize("text", ["키\n170,5\n165,2\n", "x\n-1,5\n2,25\n"])
def test_look_keeps_decimal_commas(text: str) -> None:
    """A comma inside the numbers of a single column does not divide it."""
    layout = laid_out(text)
    assert layout.names == (text[0],)
    assert all(len(row) == 1 for row in layout.head)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a,b\n1,2\n", ("a", "b")),
        ("a,a,\n1,2,3\n", ("a", "a", "")),
        ("a,b\nx,y\n", ("a", "b")),
        ("이름,나이\n김,NA\n이,20\n", ("이름", "나이")),
        ("지역,2019,2020\n서울,1,2\n부산,3,4\n", ("지역", "2019", "2020")),
        ("지점,2023년,2024년\n강남,5,6\n부산,7,8\n", ("지점", "2023년", "2024년")),
        ("지역,10대,20대\n서울,3%,5%\n부산,4%,6%\n", ("지역", "10대", "20대")),
        ("a,b,\n1,2\n3,4\n", ("a", "b")),
        ("a,b\n1,2,\n3,4,\n", ("a", "b", "")),
        ("x,y\nr1,1,2\nr2,3,4\n", ("", "x", "y")),
        ("a,b,c\n1,2\n3,4\n", ("a", "b", "c")),
        ('"a\nb",c\n1,2\n', ("a\nb", "c")),
        ("a,b\n", ("a", "b")),
    ],
)
def test_look_finds_header(text: str, names: tuple[str, ...]) -> None:
    """Names above numbers are a header, even if they are one short or one over."""
    layout = laid_out(text)
    assert layout.dialect.header
    assert layout.names == names
    assert layout.above == ()


@pytest.mark.parametrize(
    "text",
    [
        "1,2\n3,4\n",
        "kim,2\nlee,3\n",
        "2001,2005\n1999,2003\n",
        "5\n",
        "1,\n2,3\n",
        "5kg\n6kg\n",
    ],
)
def test_look_sees_that_there_is_none(text: str) -> None:
    """A first row like the others is a row."""
    layout = laid_out(text)
    assert not layout.dialect.header
    assert set(layout.names) == {""}
    assert layout.line == 0
    assert len(layout.head) == text.count("\n")


@pytest.mark.parametrize(
    ("text", "above", "line"),
    [
        ("매출 현황\n지점,값\n강남,1\n부산,2\n", 1, 2),
        ("매출 현황\n\n2024년\n지점,값,비용\n강남,1,2\n부산,2,3\n", 2, 4),
        ("매출 현황,,\n지점,값,비용\n강남,1,2\n부산,2,3\n", 1, 2),
        ("매출\n지점,값\n강남,1\n부산,2\n", 1, 2),
        ("매출 현황\n강남,1,2\n부산,2,3\n", 1, 1),
        ("\n\n지점,값\n강남,1\n", 0, 3),
    ],
)
def test_look_passes_over_titles(text: str, above: int, line: int) -> None:
    """Lines above the table are told apart from it."""
    layout = laid_out(text)
    assert layout.dialect.above == len(layout.above) == above
    assert layout.line == line
    assert layout.dialect.skipped == above + layout.dialect.header


def test_look_samples_wide_tables() -> None:
    """Of many cells some are looked at, from all over the table."""
    text = ",".join(f"c{at}" for at in range(1999)) + "\n"
    layout = laid_out(text + (",".join(["1"] * 1999) + "\n") * 50)
    assert 1000 < len(layout.sample) < 10_000


def test_look_refuses_too_many_columns() -> None:
    """The error says how many there are."""
    with pytest.raises(TooManyColumns, match="2,001"):
        laid_out("1," * 2000 + "1\n")


@pytest.mark.parametrize("length", [32_768, 200_000])
def test_look_refuses_huge_cells(length: int) -> None:
    """A cell longer than a spreadsheet holds is refused, whatever the delimiter."""
    with pytest.raises(CellTooLong):
        laid_out("x" * length)
