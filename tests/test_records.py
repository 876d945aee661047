"""How a text becomes records."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clustering.errors import CellTooLong, OpenQuote
from clustering.reading.records import begins, filled, records, trimmed


def test_records_know_their_lines() -> None:
    """Each record comes after the line it ends in; blank ones are left out."""
    text = b'a,b\r\n\r\n"x\ny",2\r,\n \n3,4'
    found = list(records(text, ","))
    assert found == [(1, ["a", "b"]), (4, ["x\ny", "2"]), (7, ["3", "4"])]
    assert [begins(each) for each in found] == [1, 3, 7]


def test_records_refuse_an_open_quote() -> None:
    """A quotation mark that swallows the rest of the file is a fault."""
    with pytest.raises(OpenQuote, match="line 3"):
        list(records(b'a,b\n1,"2\n3,4\n', ","))


def test_records_take_a_closed_one() -> None:
    """A cell of two lines at the end of the file is none."""
    assert list(records(b'a\n"1\n2"\n', ",")) == [(1, ["a"]), (3, ["1\n2"])]


@pytest.mark.parametrize("length", [32_768, 200_000])
def test_records_refuse_long_cells(length: int) -> None:
    """No cell is longer than a spreadsheet holds."""
    with pytest.raises(CellTooLong):
        list(records(b"a," + b"x" * length, ","))


def test_records_keep_what_is_quoted_after_a_blank() -> None:
    """A blank before a quotation mark does not make its commas divide cells."""
    assert list(records(b'a, "b, c", d\n', ",")) == [(1, ["a", "b, c", "d"])]


def test_filled_counts_and_trimmed_cuts() -> None:
    """Blanks are nothing, wherever they are; only those behind are cut."""
    assert filled(["", " ", "x", "0"]) == 2
    assert trimmed(["", "x", " ", ""]) == ["", "x"]


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5)


@example(rows=[["\xa0"], ["\u3000", "1"]], delimiter=",")
@given(
    rows=st.lists(st.lists(cells, min_size=1, max_size=4)),
    delimiter=st.sampled_from(",;\t|"),
)
def test_records_read_what_was_written(rows: list[list[str]], delimiter: str) -> None:
    """What a writer of CSV writes comes back cell by cell, but for blank rows."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    found = [record for _, record in records(out.getvalue().encode(), delimiter)]
    full = [
        row for row in rows if "".join(row).strip(" \t\u3000\xa0") not in {"", "sep="}
    ]
    assert found == full
