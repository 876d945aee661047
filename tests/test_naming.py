"""How rows of names become one name for each column."""

import pytest

from clustering.errors import SplitNumbers, UnevenRows
from clustering.reading.naming import joined, named


def test_joined_says_each_part_once() -> None:
    """A name that spans both rows is one name."""
    assert joined([["a", "g", ""], ["a", "x", "y"]], 3) == ["a", "g x", "g y"]


@pytest.mark.parametrize(
    ("text", "delimiter", "fault"),
    [
        ("n,p\na,1,234\nb,2,345", ",", SplitNumbers),
        ("x,y\n1,5,2,5\n2,5,3,5", ",", SplitNumbers),
        ("x,y\n1,5,2,5\n2,5,3,5", ";", UnevenRows),
    ],
)
def test_named_refuses_cut_numbers(
    text: str, delimiter: str, fault: type[Exception]
) -> None:
    """Rows wider than their names are no table that can be trusted."""
    top, *below = [line.split(",") for line in text.split("\n")]
    rows = list(enumerate(below, 2))
    with pytest.raises(fault):
        named(top, rows, len(below[0]), delimiter)


@pytest.mark.parametrize(
    ("top", "row", "names"),
    [
        (["s(1=m", "2=f)", "n"], ["1", "20"], ("s(1=m,2=f)", "n")),
        (["s(1=m", "2=f)", "n"], ["1", "2", "20"], ("s(1=m", "2=f)", "n")),
        (["s (m", "t", "n"], ["1", "20"], ("s (m", "t", "n")),
    ],
)
def test_named_joins_what_was_cut_within_brackets(
    top: list[str], row: list[str], names: tuple[str, ...]
) -> None:
    """Only where that makes as many names as rows have cells."""
    assert named(top, [(2, row), (3, row)], len(row), ",") == names


@pytest.mark.parametrize(
    ("top", "row", "names"),
    [
        (["x", "y"], ["r", "1", "2"], ("", "x", "y")),
        (["x", "y"], ["1", "2", ""], ("x", "y", "")),
        (["x", "y", ""], ["1", "2"], ("x", "y")),
    ],
)
def test_named_gives_each_column_a_name(
    top: list[str], row: list[str], names: tuple[str, ...]
) -> None:
    """One that is short lacks the name in front, or of the empty column behind."""
    assert named(top, [(2, row), (3, row)], len(row), ",") == names
