"""What stands in the columns of even rows."""

import numpy as np
from numpy.testing import assert_array_equal

from clustering.notes import CommaIsDecimal, NotNumbers, ReadAs, Renamed
from clustering.reading.content import content_of, layout_notes, unused
from clustering.reading.layout import look


def test_content_of_reads_each_column() -> None:
    """Numbers are numbers, texts stay as written, and what was decided is said."""
    text = "이름;값;값;몸무게\n김;1,5;x;50kg\n이;2,5;y;\n박;3,5;z;70kg\n".encode()
    layout = look(text, "utf-8")
    content = content_of(text.split(b"\n", 1)[1], layout)
    assert list(content.names.values()) == ["이름", "값", "값 (2)", "몸무게"]
    assert content.rows == 3
    assert_array_equal(content.numbers[1], [1.5, 2.5, 3.5])
    assert_array_equal(content.numbers[3], [50, np.nan, 70])
    assert content.texts["값 (2)"].tolist() == ["x", "y", "z"]
    assert content.units == {"몸무게": "kg"}
    assert content.decisions == (ReadAs(("몸무게",), "50kg", 50.0), CommaIsDecimal())
    assert list(layout_notes(layout, content.names)) == [Renamed(("값 (2)",))]


def test_content_of_tells_what_is_no_number() -> None:
    """A few words in a column of numbers are counted, with one of them."""
    text = b"a,b\n" + b"1,2\n" * 19 + b"3,broken\n"
    content = content_of(text.split(b"\n", 1)[1], look(text, "utf-8"))
    assert content.decisions == (NotNumbers(("b",), 1, "broken"),)
    assert np.isnan(content.numbers[1]).sum() == 1


def test_unused_puts_a_number_behind() -> None:
    """The first number that makes a name its own is taken."""
    assert unused("a", ["b"]) == "a"
    assert unused("a", ["a", "a (2)"]) == "a (3)"
