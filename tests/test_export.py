"""How a person's own file comes back with its clusters."""

import csv
import io

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clustering.export import labelled
from clustering.kmeans import Fit
from clustering.load import load
from clustering.placing import place
from clustering.prepare import prepare
from clustering.report import Cluster
from clustering.words import Words

NAMES = ("high x", "=low x")


def exported(data: bytes, *columns: str) -> bytes:
    """Return a file with its points put into clusters A and B by turns."""
    table = load(data, name="table.csv")
    features = prepare(table, columns=columns)
    clusters = [
        Cluster(letter, name, 1, 0.5, (), ())
        for letter, name in zip("AB", NAMES, strict=True)
    ]
    labels = np.arange(len(features.points)) % 2
    fit = Fit(labels, features.points[:2], 0.0)
    places = place(table, features, fit)
    return labelled(data, table, places, clusters=clusters, words=Words())


def test_labelled_adds_two_columns() -> None:
    """Rows and spellings stay, and each row has its cluster's letter and name."""
    data = "이름,나이,소득\n김,20,1.50\n\n이,030,2\n박,40,9e0\n".encode()
    assert exported(data, "소득").decode("utf-8") == (
        "\ufeff이름,나이,소득,cluster,cluster_name,fit\r\n"
        "김,20,1.50,A,high x,100\r\n"
        "이,030,2,B,'=low x,100\r\n"
        "박,40,9e0,A,high x,0\r\n"
    )


def test_labelled_gives_the_reason() -> None:
    """Rows that are in no cluster are there, with a dash and the reason."""
    data = b"x;y\n1,5;2\n;3\n2,5;4\n"
    assert exported(data).decode("utf-8-sig") == (
        "x;y;cluster;cluster_name;fit;reason\r\n"
        "1,5;2;A;high x;100;\r\n"
        ";3;A;high x;0;a number is missing: nearest by the others\r\n"
        "2,5;4;B;'=low x;100;\r\n"
    )


def test_labelled_returns_cp949() -> None:
    """A file from a Korean office comes back as one, with its delimiter."""
    data = "이름\t값\r\n김\t1\r\n이\t2\r\n".encode("cp949")
    text = exported(data).decode("cp949")
    assert text.splitlines()[0] == "이름\t값\tcluster\tcluster_name\tfit"


def test_labelled_falls_back_to_utf8() -> None:
    """Letters that CP949 lacks are not lost."""
    data = "이름,값\n김,1\n이,2\n".encode("cp949")
    table = load(data, name="x")
    features = prepare(table)
    fit = Fit(np.array([0, 0]), features.points[:1], 0.0)
    clusters = [Cluster("A", "höher", 2, 1.0, (), ())]
    places = place(table, features, fit)
    out = labelled(data, table, places, clusters=clusters, words=Words())
    assert "höher" in out.decode("utf-8-sig")


def test_labelled_keeps_titles_and_names_numbered_columns() -> None:
    """What stands above stays above, and a table without names gets them."""
    text = exported("제목\n1,5,a\n2,3,b\n7,4,c\n".encode()).decode("utf-8-sig")
    assert text.splitlines()[:3] == [
        "제목",
        "column 1,column 2,column 3,cluster,cluster_name,fit",
        "1,5,a,A,high x,100",
    ]


def test_labelled_keeps_long_rows() -> None:
    """Cells beyond the header are kept, and the clusters stand behind them."""
    data = b"x,y\n" + b"1,2\n3,5\n" * 5 + b"3,4,5\n"
    lines = exported(data).decode("utf-8-sig").splitlines()
    assert lines[0] == "x,y,,cluster,cluster_name,fit,reason"
    assert lines[1] == "1,2,,A,high x,100,"
    assert lines[-1] == "3,4,5,-,-,,a number is missing"


def test_labelled_finds_free_names() -> None:
    """A table that has a column called cluster keeps it."""
    data = b"cluster,x,cluster (2)\n1,5,1\n2,3,2\n4,4,3\n"
    header = exported(data).decode("utf-8-sig").splitlines()[0]
    assert header == "cluster,x,cluster (2),cluster (3),cluster_name,fit"


@pytest.mark.parametrize(
    "cell",
    [
        "=1+2",
        "+cmd|' /C calc'!A0",
        "-1+2",
        "@SUM(A1)",
        "＝1",
        "＠x",
        "+82-10-1234",
        "--",
    ],
)
def test_labelled_defuses_formulas(cell: str) -> None:
    """A text that a spreadsheet would run gets an apostrophe; so does a header."""
    out = io.StringIO()
    csv.writer(out).writerows([[cell, "x"], [cell, 1], ["b", 2], ["c", 4]])
    rows = list(
        csv.reader(exported(out.getvalue().encode()).decode("utf-8-sig").split("\r\n"))
    )
    assert rows[0][0] == rows[1][0] == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["-5", "+3.5", "-1,000", "-5%", "-₩3,000", "-", "-1e5"]
)
def test_labelled_leaves_numbers(cell: str) -> None:
    """A number is never touched, nor is a dash."""
    out = io.StringIO()
    csv.writer(out).writerows([["n", "x"], [cell, 1], ["b", 2], ["c", 4]])
    rows = list(
        csv.reader(exported(out.getvalue().encode()).decode("utf-8-sig").split("\r\n"))
    )
    assert rows[1][0] == cell


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5)


@given(st.lists(st.tuples(cells, cells), min_size=3), st.sampled_from(",;\t|"))
def test_labelled_loses_nothing(texts: list[tuple[str, str]], delimiter: str) -> None:
    """Every cell of every row comes back, but for apostrophes before formulas."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    rows = [(f"{at}.5", *row) for at, row in enumerate(texts)]
    writer.writerows([("x", "first", "second"), *rows])
    data = out.getvalue().encode()
    table = load(data, name="x")
    assume(table.columns == ("x", "first", "second"))
    back = exported(data, "x").decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(back, newline=""), delimiter=delimiter))
    assert len(found) == len(rows) + 1
    for row, again in zip(rows, found[1:], strict=True):
        kept = tuple(
            cell if cell == old else cell.removeprefix("'")
            for cell, old in zip(again, row, strict=False)
        )
        assert kept == row
