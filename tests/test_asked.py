"""Which columns words ask for, and what is said where that cannot be."""

import pytest

from clustering.columns.asked import named_columns, offered, with_logarithm
from clustering.errors import (
    DateColumn,
    NoLogarithm,
    NoNumbers,
    TextColumn,
    UserError,
)
from clustering.load import Table, load

ROWS = "".join(
    f"{at % 5},{at - 3},name {at},{'xyz'[at % 3]},2024-02-{at % 20 + 1:02}\n"
    for at in range(40)
)


def table_of(text: str) -> Table:
    """Return the table of a text."""
    return load(text.encode(), name="table.csv")


TABLE = table_of("n,m,name,kind,day\n" + ROWS)


def test_numbers_and_categories_may_be_asked_for() -> None:
    """Texts that are all different, and many dates, are not even offered."""
    assert named_columns(TABLE, ["kind", "n"]) == ("kind", "n")
    assert offered(TABLE, []) == ("n", "m", "kind")
    assert offered(TABLE, ["day"]) == ("n", "m", "kind", "day")


@pytest.mark.parametrize(("word", "fault"), [("name", TextColumn), ("day", DateColumn)])
def test_named_columns_says_why_not(word: str, fault: type[UserError]) -> None:
    """The sentence has an example and the columns that hold numbers."""
    with pytest.raises(fault, match=r"n, m"):
        named_columns(TABLE, [word])


def test_a_table_of_texts_alone_has_no_numbers() -> None:
    """Then no column of numbers can be proposed."""
    with pytest.raises(NoNumbers):
        named_columns(table_of("a,b\nx,y\nz,w\n"), ["a"])


def test_with_logarithm_wants_positive_numbers() -> None:
    """Zeros, negative numbers and texts have no logarithm."""
    with pytest.raises(NoLogarithm, match="4 rows"):
        with_logarithm(TABLE, ["m"])
    with pytest.raises(TextColumn):
        with_logarithm(TABLE, ["kind"])
