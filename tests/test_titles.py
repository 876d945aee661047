"""What columns are called in sentences, and in which units they are."""

import pytest

from clustering.columns.titles import titled, without_units


@pytest.mark.parametrize(
    ("columns", "titles"),
    [
        (["Income (k$)", "Age"], ["Income", "Age"]),
        (["키 [cm]", "몸무게(kg)"], ["키", "몸무게"]),
        (["Income (k$)", "Income (€)"], ["Income (k$)", "Income (€)"]),
        (["(all)", "a (b) c"], ["(all)", "a (b) c"]),
        (["f (x) (y)", "f"], ["f (x)", "f"]),
    ],
)
def test_without_units_keeps_columns_apart(
    columns: list[str], titles: list[str]
) -> None:
    """A unit in brackets goes, unless the name goes with it or is another's."""
    assert list(without_units(columns).values()) == titles


@pytest.mark.parametrize(
    ("column", "title"),
    [
        ("나이(세)", ("나이", "세")),
        ("소득 (만원)", ("소득", "만원")),
        ("Income (k$)", ("Income", "k$")),
        ("weight [kg]", ("weight", "kg")),
        ("Score (1-100)", ("Score", "")),
        ("sales (net)", ("sales", "")),
        ("(kg)", ("(kg)", "")),
        ("age", ("age", "")),
    ],
)
def test_titled_reads_names(column: str, title: tuple[str, str]) -> None:
    """Brackets at the end of a name hold a unit if it is one, and not a remark."""
    assert titled([column], {}) == {column: title}


def test_titled_believes_cells_first() -> None:
    """A unit beside the numbers counts for more than one in the name."""
    told = titled(["a (kg)", "b"], {"a (kg)": "g", "b": "%"})
    assert list(told.values()) == [("a", "g"), ("b", "%")]


def test_columns_told_apart_by_units_keep_them() -> None:
    """Where the name keeps its brackets, the unit is not told twice."""
    told = titled(["price ($)", "price (€)"], {})
    assert list(told.values()) == [("price ($)", ""), ("price (€)", "")]
