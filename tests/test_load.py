"""How a file's bytes become a table."""

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from clustering.errors import (
    HeaderOnly,
    LineTooLong,
    MediaFile,
    TooManyBytes,
    UserError,
)
from clustering.load import Table, load
from clustering.notes import (
    CommaIsDecimal,
    LinesAbove,
    LongRows,
    NoHeader,
    NotNumbers,
    PointIsDecimal,
    ReadAs,
    ReadAsKorean,
    Renamed,
    ShortRows,
)

DATA = Path(__file__).parent / "data"


def loaded(text: str) -> Table:
    """Return the table of a text."""
    return load(text.encode(), name="table.csv")


def test_load_reads_iris() -> None:
    """The numbers of a public table come out as NumPy reads them."""
    table = load((DATA / "iris.csv").read_bytes(), name="iris.csv")
    expected = np.loadtxt(
        DATA / "iris.csv", delimiter=",", skiprows=1, usecols=range(4)
    )
    assert (table.name, table.rows) == ("iris.csv", 150)
    assert table.columns == (*table.numeric, "species")
    assert_array_equal(table.matrix, expected)
    assert table.texts["species"].value_counts().to_list() == [50, 50, 50]
    assert table.notes == ()


def test_load_reads_a_korean_office_export() -> None:
    """CP949, a title, quoted thousands, units and gaps in one file."""
    text = (
        "2024년 매출 현황,,,\r\n"
        "지점,매출,방문객,비고\r\n"
        '강남,"1,234,000원",210명,\r\n'
        '부산,"980,000원",없음,공사\r\n'
        '대구,-,"1,020명",\r\n'
    )
    table = load(text.encode("cp949"), name="매출.csv")
    assert table.columns == ("지점", "매출", "방문객", "비고")
    assert table.numeric == ("매출", "방문객")
    assert_array_equal(table.matrix, [[1234000, 210], [980000, np.nan], [np.nan, 1020]])
    assert table.texts["비고"].tolist() == ["", "공사", ""]
    assert table.decisions == (
        ReadAsKorean(),
        LinesAbove(lines=1, example="2024년 매출 현황"),
        ReadAs(columns=("매출", "방문객"), written="1,234,000원", value=1234000),
    )


@pytest.mark.parametrize(
    ("text", "matrix"),
    [
        ("a;b\n12,5;1.234\n3,75;2.345\n", [[12.5, 1234], [3.75, 2345]]),
        ("a,b\n12.5,1.234\n3.75,2.345\n", [[12.5, 1.234], [3.75, 2.345]]),
        ('a,b\n"1,234",5\n"2,345",6\n', [[1234, 5], [2345, 6]]),
        ("키\n170,5\n165,2\n", [[170.5], [165.2]]),
        ("a\tb\n1\t2\n", [[1, 2]]),
        ("a|b\n1|2\n", [[1, 2]]),
        ("a,b\n1e400,1\n2,-inf\n", [[np.nan, 1], [2, np.nan]]),
        ("a,b\n1e308,1\n2,-1.5e301\n", [[np.nan, 1], [2, np.nan]]),
        ("a\n1\n\n2\n", [[1], [2]]),
        ("5\n", [[5]]),
        ("a,b\nTRUE,1\n,2\nfalse,3\n", [[1, 1], [np.nan, 2], [0, 3]]),
        ("시,값\n00,5\n07,6\n12,7\n", [[0, 5], [7, 6], [12, 7]]),
    ],
)
def test_load_reads_numbers(text: str, matrix: list[list[float]]) -> None:
    """Delimiter, decimal mark and gaps are found by what fits all cells."""
    table = loaded(text)
    assert table.numeric == table.columns
    assert_array_equal(table.matrix, matrix)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("a,a,a\n1,2,3\n", ("a", "a (2)", "a (3)")),
        (" a ,,b\n1,2,3\n", ("a", "column 2", "b")),
        ("a,b,\n1,2,\n3,4,\n", ("a", "b")),
        ("a,b\n1,2,\n3,4,\n", ("a", "b")),
        ("x,y\nr1,1,2\nr2,3,4\n", ("column 1", "x", "y")),
        ("1,2\n3,4\n", ("column 1", "column 2")),
        ("1,,2\n3,,4\n", ("column 1", "column 2", "column 3")),
    ],
)
def test_load_names_columns(text: str, columns: tuple[str, ...]) -> None:
    """Names are unique, and only columns with neither name nor cells go."""
    assert loaded(text).columns == columns


@pytest.mark.parametrize("code", ["04524", "007", "01012345678"])
def test_load_keeps_codes(code: str) -> None:
    """A column with leading zeros stays text, zeros and all."""
    table = loaded(f"우편번호,값\n{code},1\n12345,2\n")
    assert table.numeric == ("값",)
    assert table.texts["우편번호"].tolist() == [code, "12345"]


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("1,2\n3,4\n", NoHeader(first="column 1")),
        ("a,a\n3,4\n", Renamed(names=("a (2)",))),
        ("title\n\na,b,c\n3,4,5\n", LinesAbove(lines=1, example="title")),
        ("a,b,c\n1,2,3\n4,5\n6,7,8\n", ShortRows(rows=1, line=3)),
        ("a,b\n" + "1,2\n" * 10 + "1,2,3\n", LongRows(rows=1, line=12)),
        (
            "a,b\n" + "1,2\n" * 18 + "q,2\ny,3\n",
            NotNumbers(columns=("a",), cells=2, example="q"),
        ),
        ("a\n12%\n3.5%\n", ReadAs(columns=("a",), written="12%", value=12)),
        ("a;b\n1,5;2\n2,5;3\n", CommaIsDecimal()),
        (
            "a,b\n1.234,x\n5.678,y\n",
            PointIsDecimal(columns=("a",), written="1.234", thousands="1234"),
        ),
    ],
)
def test_load_tells_decisions(text: str, decision: object) -> None:
    """What was assumed, skipped or read in one of two ways is said."""
    table = loaded(text)
    assert table.decisions == (decision,)
    assert table.notes == (str(decision),)


@pytest.mark.parametrize("text", ["a,b,c\n", "hello", "a,b\n,\n,\n", "a;b\n\n\n"])
def test_load_refuses_a_header_alone(text: str) -> None:
    """Names without rows are no table."""
    with pytest.raises(HeaderOnly):
        loaded(text)


def test_load_refuses_by_content() -> None:
    """A picture stays a picture, whatever its name."""
    with pytest.raises(MediaFile):
        load(b"\x89PNG\r\n\x1a\n\0\0", name="table.csv")


def test_load_refuses_large_files() -> None:
    """The limit is the caller's, and the sentence says both sizes."""
    with pytest.raises(TooManyBytes, match="2 MB, and I read up to 1 MB"):
        load(b"a\n" + b"1\n" * 2**19, name="big.csv", limit_mb=1)


def test_load_refuses_long_lines() -> None:
    """No parser sees a line of a megabyte."""
    with pytest.raises(LineTooLong, match="Line 2"):
        load(b"a\n" + b"1," * 600_000, name="wide.csv")


def test_load_reads_a_table_without_numbers() -> None:
    """Names alone are a table; whether it can be clustered is not asked here."""
    table = loaded("이름,도시\n김,서울\n이,부산\n")
    assert table.numeric == ()
    assert table.matrix.shape == (2, 0)


@given(st.binary(max_size=200))
def test_load_reads_or_refuses_bytes(data: bytes) -> None:
    """Any bytes are a table or a fault that can be told."""
    check(data)


PIECES = [*'ab019.,;\t|"\n\r -+%원만가', "\r\n", "NA", "1e400", "1,234", "0123", "True"]


@given(st.lists(st.sampled_from(PIECES)), st.sampled_from(["utf-8", "cp949", "utf-16"]))
def test_load_reads_or_refuses_dirt(pieces: list[str], encoding: str) -> None:
    """So is any text made of what dirty tables are made of."""
    check("".join(pieces).encode(encoding))


def check(data: bytes) -> None:
    """Load bytes and see that the table, if it is one, keeps its promises."""
    try:
        table = load(data, name="x")
    except UserError as fault:
        told = str(fault)
        assert told
        return
    assert len(set(table.columns)) == len(table.columns)
    assert set(table.numeric) | set(table.texts) == set(table.columns)
    assert table.matrix.shape == (table.rows, len(table.numeric))
    assert table.texts.shape == (table.rows, len(table.columns) - len(table.numeric))
    assert not np.isinf(table.matrix).any()
    assert not np.isnan(table.matrix).all(axis=0).any()
    assert all(isinstance(cell, str) for cell in table.texts.to_numpy().ravel())


values = st.integers(-(10**6), 10**6).map(lambda cents: cents / 100)


@given(
    matrix=st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(values, min_size=width, max_size=width), min_size=3
        )
    ),
    delimiter=st.sampled_from(";\t|"),
    decimal=st.sampled_from(".,"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp949", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_load_reads_every_dialect(
    matrix: list[list[float]], delimiter: str, decimal: str, encoding: str, end: str
) -> None:
    """However a table is written, the same numbers come out."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    names = ["이름", *(f"열{at}" for at in range(len(matrix[0])))]
    writer.writerow(names)
    for row in matrix:
        writer.writerow(["김", *(f"{cell:.2f}".replace(".", decimal) for cell in row)])
    table = load(out.getvalue().encode(encoding), name="x")
    assert table.columns == tuple(names)
    assert_array_equal(table.matrix, matrix)
    assert (table.dialect.delimiter, table.dialect.encoding) == (delimiter, encoding)


@pytest.mark.parametrize(
    "text", ['name,v,w\na,b\n"52,0","5,75"\n', " sep=;\n", "sep=;\n"]
)
def test_load_survives_what_fuzzing_found(text: str) -> None:
    """Inputs that once ended otherwise are a table or a fault, as all are."""
    check(text.encode())
