"""Which columns a person's words mean."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.columns.matching import matching
from clustering.errors import AmbiguousColumn, UnknownColumn

MALL = ("CustomerID", "Gender", "Age", "Annual Income (k$)", "Spending Score (1-100)")
KOREAN = ("고객번호", "나이", "연 소득", "소득 등급", "방문_횟수")


def columns_of(typed: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is matched when a person types this after /k 3."""
    return matching(typed.split(), columns, offered=columns)


@pytest.mark.parametrize(
    ("typed", "columns", "found"),
    [
        ("Age", MALL, ("Age",)),
        ("age", MALL, ("Age",)),
        ("ＡＧＥ", MALL, ("Age",)),
        ("age age", MALL, ("Age",)),
        ("annual income (k$) age", MALL, ("Annual Income (k$)", "Age")),
        ("annualincome(k$)", MALL, ("Annual Income (k$)",)),
        ("annual_income", MALL, ("Annual Income (k$)",)),
        ("income spending", MALL, ("Annual Income (k$)", "Spending Score (1-100)")),
        ("Age, Annual Income (k$)", MALL, ("Age", "Annual Income (k$)")),
        ("age,income", MALL, ("Age", "Annual Income (k$)")),
        ("Ag", MALL, ("Age",)),
        ("spendng", MALL, ("Spending Score (1-100)",)),
        ("anual income", MALL, ("Annual Income (k$)",)),
        ("C D", MALL, ("Age", "Annual Income (k$)")),
        ("b", MALL, ("Gender",)),
        ("나이, 연 소득", KOREAN, ("나이", "연 소득")),
        ("나이 연소득", KOREAN, ("나이", "연 소득")),
        ("방문횟수", KOREAN, ("방문_횟수",)),
        ("방문", KOREAN, ("방문_횟수",)),
        ("소득등급", KOREAN, ("소득 등급",)),
        ("x", ("X", "x"), ("x",)),
        ("x1", ("x", "x1", "x10"), ("x1",)),
        ("AB", tuple(f"c{at}" for at in range(30)), ("c27",)),
        ("AB", ("abc", "def"), ("abc",)),
    ],
)
def test_matching_finds(
    typed: str, columns: tuple[str, ...], found: tuple[str, ...]
) -> None:
    """Names may be typed as one types on a phone."""
    assert columns_of(typed, columns) == found


@pytest.mark.parametrize("typed", ["height", "나이", "age height", "zz", "1"])
def test_matching_refuses_unknown_words(typed: str) -> None:
    """The error names the word and what there is."""
    with pytest.raises(UnknownColumn, match="CustomerID, Gender, Age"):
        columns_of(typed, MALL[:3])


@pytest.mark.parametrize("typed", ["소", "소득"])
def test_matching_prefers_beginnings(typed: str) -> None:
    """A part of two names may be the beginning of only one."""
    assert columns_of(typed, KOREAN) == ("소득 등급",)


def test_matching_refuses_ambiguous_words() -> None:
    """The error lists what the word may mean."""
    with pytest.raises(AmbiguousColumn, match="any of petal_length, petal_width"):
        columns_of("petal", ("sepal_length", "petal_length", "petal_width"))


def test_matching_refuses_two_of_a_kind() -> None:
    """Two names that differ in case alone are told apart by their spelling only."""
    with pytest.raises(AmbiguousColumn):
        columns_of("ab", ("AB", "Ab"))


words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6)


@given(st.lists(words, min_size=1, max_size=5, unique=True), st.data())
def test_matching_finds_every_exact_name(
    columns: list[str], data: st.DataObject
) -> None:
    """Columns named exactly are found, in the order asked for."""
    asked = data.draw(st.permutations(columns))
    assert matching(asked, columns, offered=columns) == tuple(asked)


@given(st.lists(st.text(), min_size=1), st.lists(st.text(min_size=1), min_size=1))
def test_matching_never_fails(typed: list[str], columns: list[str]) -> None:
    """Any words name columns of the table or raise an error a person can read."""
    found: tuple[str, ...] = ()
    with suppress(UnknownColumn, AmbiguousColumn):
        found = matching(typed, columns, offered=columns)
    assert set(found) <= set(columns)
