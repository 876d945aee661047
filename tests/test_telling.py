"""Facts of a report as a person reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import speak
from clustering.manner import Manner
from clustering.report import Condition, Effect, Rule, Trait
from clustering.telling import (
    alike,
    averages,
    bounds,
    decimals,
    geometric,
    habits,
    rule_line,
)
from clustering.words import Words
from tests.test_heat import number

WORDS = Words()


@pytest.mark.parametrize(
    ("values", "spread", "told"),
    [
        ((60.495, 60.629), 26.0, ("60", "61")),
        ((4.906, 1.462), 1.76, ("4.91", "1.46")),
        ((1.0, 1.9915), 0.47, ("1.00", "1.99")),
        ((-0.001, 5.25), 3.0, ("0.0", "5.2")),
        ((791.2, 16634.9), 4767.0, ("800", "16,600")),
        ((398012.0, 671234.0), 244000.0, ("400k", "670k")),
        ((1.5e-9, 2.5e-9), 1e-9, ("1.5e−9", "2.5e−9")),
        ((1.7e308, -1.7e308), 1e300, ("1.7e308", "−1.7e308")),
        ((3.0, 3.0), 0.0, ("3", "3")),
    ],
)
def test_numbers_are_as_fine_as_their_spread_asks(
    values: tuple[float, ...], spread: float, told: tuple[str, ...]
) -> None:
    """All of a column to the same decimal; large ones in units."""
    assert alike(values, spread, WORDS) == told


@given(
    st.lists(st.floats(-9e4, 9e4), min_size=1),
    st.floats(1e-2, 1e4),
)
def test_rounding_moves_no_number_far(values: list[float], spread: float) -> None:
    """By a fortieth of the spread at most."""
    for value, shown in zip(values, alike(values, spread, WORDS), strict=True):
        assert abs(value - number(shown)) <= spread / 40 + 1e-9


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2))
def test_any_numbers_are_told(values: list[float]) -> None:
    """However large or small, there is a text for each, and no two signs."""
    effects = [Effect("x", value, values[0], value / 1e308 - 0.5) for value in values]
    for told in averages(effects, WORDS, logged=False):
        assert told
        assert not told.startswith("−0.0e")


@given(st.floats(1e-300, 1e300))
def test_decimals_are_a_twentieth_of_the_spread_or_finer(spread: float) -> None:
    """But never two hundred times as fine."""
    step = 10.0 ** -decimals(spread)
    assert spread / 200 * 0.999 <= step <= spread / 20 * 1.001


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((0.25, 1700.0, 14000.0), ("0.25", "1,700", "14,000")),
        ((25.0, 170000.0), ("25", "170k")),
        ((2.5e-7, 3.0), ("2.5e−7", "3")),
    ],
)
def test_geometric_means_are_written_alike(
    values: tuple[float, ...], told: tuple[str, ...]
) -> None:
    """Each by its own digits, large and tiny ones as elsewhere."""
    assert geometric(values, WORDS) == told


RULE = Rule(
    (
        Condition("age", above=True, bound=40, shown="40"),
        Condition("pay", above=False, bound=5e3, shown="5,000"),
    ),
    0.9,
    0.85,
)


def test_bounds_are_told_with_their_units() -> None:
    """One after the other, in either language; < is itself, as this is no HTML."""
    pay = {"pay": ("pay", "₩")}
    assert bounds(RULE, Manner(WORDS, pay)) == "age ≥ 40 and pay < ₩5,000"
    age = pay | {"age": ("age (years)", "세")}
    korean = bounds(RULE, Manner(speak("ko").words(), age))
    assert korean == "age (years) 40세 이상이고 pay 5,000원 미만"


@pytest.mark.parametrize(
    ("effect", "bound", "told"),
    [
        (Effect("x", 1.0, 0.5, 1.0, kinds=(0.0, 1.0)), 1.0, "x = 1"),
        (Effect("x", 5e3, 4e3, 1.0, spread=900.0), 6200.0, "x ≥ 6,200"),
        (Effect("x", 2e3, 2e3, 1.0, spread=9.0), 2010.0, "x ≥ 2010"),  # a year
        (Effect("x", 2e5, 2e5, 1.0, spread=90.0), 200_120.0, "x ≥ in full"),
    ],
)
def test_bounds_are_told_like_averages(effect: Effect, bound: float, told: str) -> None:
    """With commas, but in years; of yes and no as one; never rounded once more."""
    condition = Condition("x", above=True, bound=bound, shown="in full")
    rule = Rule((condition,), 0.9, 0.9)
    line = rule_line(rule, Manner(WORDS, {}, {"x": effect}))
    assert line.startswith(f"{told} (right")


def test_a_category_is_a_bound_by_itself() -> None:
    """A rule may ask for a category; it is told as the table has it."""
    asked = Condition("city = <b>", above=True, bound=50.0, shown="")
    rule = Rule((asked, RULE.conditions[0]), 1.0, 1.0)
    line = rule_line(rule, Manner(WORDS, {"city = <b>": ("city = <b>", "%")}))
    assert line == "city = <b> and age ≥ 40 (no exceptions)"


def test_no_of_two_numbers() -> None:
    """Below the upper of two numbers is the lower."""
    effect = Effect("sold", 1.0, 0.5, 1.0, kinds=(0.0, 1.0))
    rule = Rule((Condition("sold", above=False, bound=1.0, shown="1"),), 1.0, 1.0)
    line = rule_line(rule, Manner(speak("ko").words(), {}, {"sold": effect}))
    assert line == "sold = 0 (예외 없음)"


def test_habits_are_shares_beside_those_of_all() -> None:
    """Every trait is told."""
    traits = (Trait("city", "서울", 0.714, 0.48), Trait("plan", "<b>", 1.0, 0.995))
    told = "city: 서울 71% (overall 48%) · plan: <b> 100% (overall >99%)"
    assert habits(traits, WORDS) == told
    assert habits((), WORDS) == ""
