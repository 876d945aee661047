"""How remarks, totals and other tables below a table are told."""

import pytest

from clustering.reading.ending import ending_of, is_other_table

ROW = ["a", "1", "2"]


def cut(*last: list[str], apart: int = -1, usual: bool = False) -> tuple[int, int]:
    """Return how many totals and remarks are cut off below some rows."""
    found = [(ROW, False), *((record, at == apart) for at, record in enumerate(last))]
    ending = ending_of(found, 3, lambda _: usual)
    assert ending.length == len(ending.totals) + len(ending.remarks)
    return len(ending.totals), len(ending.remarks)


@pytest.mark.parametrize(
    ("record", "counts"),
    [
        (["Source: someone"], (0, 1)),
        (["출처: 통계청", "", ""], (0, 1)),
        (["※ 잠정치", "", ""], (0, 1)),
        (["주) 반올림", "", ""], (0, 1)),
        (["Total", "3", "4"], (1, 0)),
        (["합  계", "3", ""], (1, 0)),
        (["", "총계", "4"], (1, 0)),
        (["합계", "", ""], (1, 0)),
        (["Ulsan", "", ""], (0, 0)),
        (["Total Wine", "3", "4"], (0, 0)),
        (["notebook", "3", "4"], (0, 0)),
        (["b", "3", "4"], (0, 0)),
    ],
)
def test_ending_of_cuts_one(record: list[str], counts: tuple[int, int]) -> None:
    """A remark or a total goes, a row with gaps or a telling name stays."""
    assert cut(record) == counts


def test_ending_of_cuts_below_a_blank_line() -> None:
    """What holds one cell below a blank line is a remark, as is all after it."""
    assert cut(["made by hand", "", ""], ["on Monday", "", ""], apart=0) == (0, 2)
    assert cut(["Ulsan", "", ""], ["on Monday", "", ""], apart=1) == (0, 1)


def test_ending_of_cuts_totals_above_remarks() -> None:
    """A sum, a mean and a source may follow one another."""
    assert cut(["합계", "3", "4"], ["평균", "1", "2"], ["자료: 시청"]) == (2, 1)


def test_ending_of_keeps_categories() -> None:
    """A label that others have as well sums up nothing."""
    assert cut(["합계", "3", "4"], usual=True) == (0, 0)


@pytest.mark.parametrize(
    ("record", "other"),
    [
        (["year", "profit", ""], True),
        (["year", "profit"], True),
        (["Region B", "", ""], False),
        (["b", "3", "4"], False),
        (["b", "-", "x1"], True),
        (["b", "-", "-"], False),
    ],
)
def test_is_other_table_needs_names(record: list[str], other: bool) -> None:  # noqa: FBT001 - a fact of the case
    """Words over columns of numbers are names of others."""
    assert is_other_table(record, [1, 2]) is other
