"""Where the data of a table begin."""

import pytest

from clustering.reading.first_row import (
    before_names,
    first_row,
    is_complete,
    number_columns,
)
from clustering.reading.records import Record


def rows(text: str) -> list[Record]:
    """Return the records of a text with commas."""
    return [line.split(",") for line in text.split("\n")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("a,b\n1,2\n3,4", 1),
        ("1,2\n3,4", 0),
        ("title,\na,b\n1,2\n3,4", 2),
        ("x,2020,2021\na,5,6\nb,7,8", 1),
        ("2001,2005\n1999,2003", 0),
        ("name,city\na,Seoul\nb,Jeju", 1),
        ("a,b\n-,-\n1,2\n3,4", 2),
    ],
)
def test_first_row_is_the_first_with_numbers(text: str, first: int) -> None:
    """Names above are none, even if they count; without numbers, the second is."""
    head = rows(text)
    assert first_row(head, number_columns(head, 2), len(head[-1])) == first


def test_before_names_passes_over_narrow_lines() -> None:
    """They are no rows if complete names stand below; as wide as those, they are."""
    assert before_names(rows("set,1\nt,a,b,c\n0,1,2,3"), 4) == 1
    assert before_names(rows("x,1,2,3\nt,a,b,c\n0,1,2,3"), 4) == 0


def test_is_complete_wants_a_name_for_each() -> None:
    """Different ones, no numbers, and not a label with its value."""
    assert is_complete(["a", "b"], 2)
    assert not any(
        is_complete(each, 2)
        for each in (["a", "a"], ["a", "1"], ["a:", "b"], ["a", ""])
    )
