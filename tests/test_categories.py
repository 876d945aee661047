"""How columns of categories become yes and no."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from clustering.columns.categories import (
    Category,
    are_categories,
    groups_of,
    taken_in,
    yes_or_no,
)
from clustering.errors import ConstantColumns, DateColumn, NoNumbers, TextColumn
from clustering.load import Table, load
from clustering.notes import CategoriesAsOnes, CategoriesWeighed, RowsSetAside
from clustering.prepare import offered, prepare
from clustering.report import Reason

PEOPLE = """나이,지역,구독
20,서울,Y
30,부산,N
40,서울,N
50,대구,Y
60,서울,
70,,Y
"""


def table_of(text: str) -> Table:
    """Return the table of a text."""
    return load(text.encode(), name="table.csv")


@pytest.mark.parametrize(
    ("cells", "answers"),
    [
        (["a", "b", "a", "c"], {"x = a": [1, 0, 1, 0], "x = b": [0, 1, 0, 0]}),
        (["남", "여", "여"], {"x = 여": [0, 1, 1]}),
        (["남", "여"], {"x = 남": [1, 0]}),
        (["N", "Y", "N"], {"x = Y": [0, 1, 0]}),
        (["아니오", "예", "아니오"], {"x = 예": [0, 1, 0]}),
        ([" a", "b", "a ", "b", "b"], {"x = b": [0, 1, 0, 1, 1]}),
        (["a", "", "b", "N/A", "a"], {"x = a": [1, None, 0, None, 1]}),
        (["있음", "없음", "없음"], {"x = 있음": [1, 0, 0]}),
        (["X", "O", "X", "-"], {"x = O": [0, 1, 0, None]}),
        (["a", "a"], {"x = a": [1, 1]}),
    ],
)
def test_yes_or_no_asks_for_each_category(
    cells: list[str], answers: dict[str, list[float | None]]
) -> None:
    """The commonest comes first; of two, one is asked for: the affirmative, if any."""
    found = {asked.name: told for asked, told in yes_or_no("x", pd.Series(cells))}
    for name, told in answers.items():
        assert_array_equal(found[name] / 100, np.array(told, dtype=float))


def test_a_category_can_be_denied() -> None:
    """Of two categories the denial of one is the other."""
    assert Category("지역", "서울", "").denial == "지역 ≠ 서울"
    assert Category("구독", "Y", "N").denial == "구독 = N"


@given(st.lists(st.sampled_from(["a", "b", "c", "", "-"]), min_size=1))
def test_every_filled_cell_says_yes_once(cells: list[str]) -> None:
    """Answers to several categories sum up to one yes a row, and gaps have none."""
    answers = [told for _, told in yes_or_no("x", pd.Series(cells))]
    filled = [cell in "abc" and cell != "" for cell in cells]
    if len(answers) > 1:
        assert_array_equal(
            np.sum(answers, axis=0), np.where(filled, 100.0, np.nan), strict=True
        )
    assert all(np.isnan(told).tolist() == [not it for it in filled] for told in answers)


@pytest.mark.parametrize(
    ("cells", "are"),
    [
        (["a", "b", "a", "b"], True),
        (["a", "b", "c", "d"], False),
        (["", "", ""], False),
        ([f"k{at % 51}" for at in range(1000)], False),
        ([f"k{at % 50}" for at in range(1000)], True),
    ],
)
def test_are_categories_needs_repeats(cells: list[str], *, are: bool) -> None:
    """A few texts, most of which come more than once, are categories."""
    assert are_categories(pd.Series(cells)) == are


def test_taken_in_keeps_the_tables_order_and_names_apart() -> None:
    """Yes and no stand where their column stood, under names of their own."""
    table, asked = taken_in(
        table_of("g,n,g = a\nx,1,5\na,2,6\nx,3,7\nb,4,8\nx,5,9\n"), ["g"]
    )
    assert table.numeric == ("g = x", "g = a (2)", "g = b", "n", "g = a")
    assert asked["g = a (2)"] == Category("g", "a", "")
    assert_array_equal(table.matrix[:, 1], [0, 100, 0, 0, 0])
    assert groups_of(["n", "g = x", "g = b"], asked) == [[1, 2]]


def test_prepare_takes_categories_in_by_name() -> None:
    """They count like one column together, rows with gaps wait, and it is said."""
    features = prepare(table_of(PEOPLE), columns=["나이", "지역"])
    assert features.columns == ("나이", "지역 = 서울", "지역 = 대구", "지역 = 부산")
    assert features.sources == ("나이", "지역")
    assert features.left_out == (("구독", Reason.NOT_CHOSEN),)
    assert features.decisions == (RowsSetAside(1), CategoriesWeighed(("지역",)))
    assert_allclose(features.points[:, 1:].var(axis=0).sum(), 1)
    assert_allclose(
        features.restore(features.points[:2])[:, 1:], [[100, 0, 0], [0, 0, 100]]
    )
    assert_allclose(features.measured, features.points[:, :1])


def test_prepare_takes_them_as_they_stand_without_scaling() -> None:
    """A yes counts 1 beside numbers that stay as they are."""
    features = prepare(table_of(PEOPLE), columns=["나이", "구독"], scaling="none")
    assert_array_equal(features.points[:3], [[20, 1], [30, 0], [40, 0]])
    assert features.decisions == (RowsSetAside(1), CategoriesAsOnes(("구독",)))


def test_prepare_needs_no_numbers_where_categories_are_named() -> None:
    """A table of categories alone can be clustered by name."""
    table = table_of("a,b,c\nx,y,p\nx,z,q\nw,y,r\nw,z,s\n")
    assert prepare(table, columns=["a", "b"]).columns == ("a = w", "b = y")
    assert offered(table, []) == ("a", "b")
    with pytest.raises(NoNumbers):
        prepare(table, columns=["c"])
    with pytest.raises(NoNumbers):
        prepare(table)


def test_prepare_refuses_texts_and_what_is_always_the_same() -> None:
    """A text of too many values is none, and a single category tells nothing apart."""
    table = table_of("n,name,same\n1,a,x\n2,b,x\n4,c,x\n")
    with pytest.raises(TextColumn):
        prepare(table, columns=["n", "name"])
    with pytest.raises(ConstantColumns, match="same"):
        prepare(table, columns=["same"])
    features = prepare(table, columns=["n", "same"])
    assert features.columns == ("n",)
    assert dict(features.left_out)["same"] == Reason.CONSTANT


def test_prepare_takes_months_but_no_days() -> None:
    """A few dates are categories; many are refused, with what to do instead."""
    rows = "".join(
        f"{at % 7},2024-{at % 4 + 1:02},2024-01-{at % 28 + 1:02}\n" for at in range(60)
    )
    table = table_of("n,month,day\n" + rows)
    assert "month = 2024-01" in prepare(table, columns=["month"]).columns
    assert offered(table, []) == ("n", "month")
    with pytest.raises(DateColumn, match="2024-01-01"):
        prepare(table, columns=["n", "day"])
