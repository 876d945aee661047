"""How uneven records become rows as wide as the table."""

import pytest

from clustering.notes import ShiftedRows, ShortRows
from clustering.reading.layout import look
from clustering.reading.mending import Mending
from tests.test_rows import rows_of


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (b"a,b\r1,2\r3,4\r", b"1,2\r\n3,4\r\n"),
        (b"a,b\r\n1,2\n3,4\r5,6", b"1,2\r\n3,4\r\n5,6\r\n"),
        (b'a,b\n"1",2\n3,"4,5"\n', b'1,2\r\n3,"4,5"\r\n'),
        (b"a,b\n1,2\n\n3,4\n", b"1,2\r\n3,4\r\n"),
        (b"a,b\n1,2\n,\n3,4\n \n", b"1,2\r\n3,4\r\n"),
        (b"a,b\n,\n1,2\n , \n", b"1,2\r\n"),
        (b"a\n1\n\n2\n", b"1\r\n2\r\n"),
    ],
)
def test_rows_mend_others(text: bytes, body: bytes) -> None:
    """Quotes, odd line ends and blank rows are gone before the parser."""
    assert rows_of(text) == (body, ())


def test_rows_fill_up_short_ones() -> None:
    """Cells that a row lacks are empty, and said to be."""
    body, notes = rows_of(b"a,b,c\n1,2,3\n4,5\n6\n7,8,9\n")
    assert body == b"1,2,3\r\n4,5,\r\n6,,\r\n7,8,9\r\n"
    assert notes == (ShortRows(rows=2, line=3),)


def test_rows_that_lack_a_cell_within_are_set_aside() -> None:
    """Words where numbers belong, or numbers for words, show that cells are shifted."""
    even = b"x,1,y\n" * 20
    body, notes = rows_of(b"a,b,c\n" + even + b"x1,y\nz,2\nx,y\nx,1,\n" + even)
    assert b",,\r\nz,2,\r\n,,\r\nx,1,\r\n" in body
    assert notes == (ShortRows(rows=1, line=23), ShiftedRows(rows=2, line=22))


def test_mending_knows_columns_of_words_and_of_numbers() -> None:
    """A few cells of the other kind make no difference."""
    text = b"a,b,c,d\n" + b"kim,1,-,y\n" * 30 + b"2,z,3,4\n"
    mending = Mending(look(text, "utf-8"), text)
    assert (mending.words, mending.columns) == ([0, 3], [1, 2])
