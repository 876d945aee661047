"""Facts of a report as a person reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import speak
from clustering.report import Condition, Effect, Rule, Trait
from clustering.telling import alike, averages, bounds, decimals, geometric, habits
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
    assert bounds(RULE, {"pay": "₩"}, WORDS) == "age ≥ 40 and pay < ₩5,000"
    korean = bounds(RULE, {"age": "세"}, speak("ko").words())
    assert korean == "age 40세 이상이고 pay 5,000 미만"


def test_a_bound_between_categories_is_told_without_one() -> None:
    """The column says which category it is."""
    city = Condition("city ≠ Busan", above=False, bound=50, shown="")
    rule = Rule((city, RULE.conditions[0]), 1, 1)
    assert bounds(rule, {"city = Busan": "%"}, WORDS) == "city ≠ Busan and age ≥ 40"


def test_habits_are_shares_beside_those_of_all() -> None:
    """Every trait is told."""
    traits = (Trait("city", "서울", 0.714, 0.48), Trait("plan", "<b>", 1.0, 0.995))
    told = "city: 서울 71% (overall 48%) · plan: <b> 100% (overall >99%)"
    assert habits(traits, WORDS) == told
    assert habits((), WORDS) == ""
