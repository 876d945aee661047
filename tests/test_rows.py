"""How a text becomes rows that are all as wide as the table."""

import pytest

from clustering.errors import OpenQuote, TooManyRows, UnevenRows
from clustering.notes import LongRows, Note
from clustering.reading import mending as mending_module
from clustering.reading import rows as rows_module
from clustering.reading.layout import data, look


def rows_of(text: bytes) -> tuple[bytes, tuple[Note, ...]]:
    """Return the rows of a text and what was decided about them."""
    found = rows_module.rows_of(text, look(text, "utf-8"))
    return found.body, found.decisions


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (b"a,b\n1,2\n3,4\n", b"1,2\n3,4\n"),
        (b"a,b\r\n1,2\r\n3,4", b"1,2\r\n3,4"),
        (b'"a\nb",c\n1,2\n', b"1,2\n"),
        (b"1,2\n3,4\n", b"1,2\n3,4\n"),
        (b"title\n\na,b,c\n1,,3\n", b"1,,3\n"),
        (b"a\n1\n2\n", b"1\n2\n"),
        (b"a,b\n", b""),
        (b"a,b", b""),
    ],
)
def test_rows_pass_even_ones_on(text: bytes, body: bytes) -> None:
    """Rows without fault go to the parser byte for byte."""
    found, notes = rows_of(text)
    assert (found.strip(), notes) == (body.strip(), ())


def test_rows_empty_long_ones() -> None:
    """A row with a cell too many is kept in place, but none of its cells."""
    body, notes = rows_of(b"a,b\n" + b"1,2\n" * 10 + b"3,4,5\n")
    assert body == b"1,2\r\n" * 10 + b",\r\n"
    assert notes == (LongRows(rows=1, line=12),)


def test_rows_take_blank_cells_too_many() -> None:
    """A delimiter too many hurts nobody."""
    assert rows_of(b"a,b\n1,2\n3,4, ,\n5,6\n") == (b"1,2\r\n3,4\r\n5,6\r\n", ())


def test_rows_refuse_many_long_ones() -> None:
    """If more than a tenth of the rows are too long, so may be any."""
    with pytest.raises(UnevenRows, match="2 rows have more cells than the 2 columns"):
        rows_of(b"a,b\n" + b"1,2\n" * 10 + b"3,4,5\n" * 2)


def test_rows_refuse_an_open_quote() -> None:
    """A quote that never closes is found wherever it is."""
    with pytest.raises(OpenQuote):
        rows_of(b"a,b\n" + b"1,2\n" * 500 + b'3,"4\n5,6\n')


@pytest.mark.parametrize("row", [b"1,2\n", b'1,"2"\n'])
def test_rows_refuse_too_many(monkeypatch: pytest.MonkeyPatch, row: bytes) -> None:
    """The limit holds for even rows and for others."""
    monkeypatch.setattr(rows_module, "MOST_ROWS", 10)
    monkeypatch.setattr(mending_module, "MOST_ROWS", 10)
    assert rows_of(b"a,b\n" + row * 10)[1] == ()
    with pytest.raises(TooManyRows):
        rows_of(b"a,b\n" + row * 11)


def test_rows_with_long_cells_are_looked_at_one_by_one() -> None:
    """A row of many long cells is fine if no cell is too long."""
    wide = b",".join([b"x" * 30_000] * 3) + b"\n"
    body, notes = rows_of(b"a,b,c\n" + wide * 2)
    assert (body, notes) == ((wide * 2).replace(b"\n", b"\r\n"), ())


def test_data_are_as_written() -> None:
    """The rows of data come without header and titles, and untouched."""
    text = b'title\na,b\n1,"2"\n3,4,5\n'
    assert list(data(text, look(text, "utf-8"))) == [
        (3, ["1", "2"]),
        (4, ["3", "4", "5"]),
    ]


def test_rows_see_lone_line_ends() -> None:
    """Line ends of both kinds in turns do not pass for one of their own."""
    assert rows_of(b"a\r\nb\rc\nd\re\r\n")[0] == b"b\r\nc\r\nd\r\ne\r\n"
