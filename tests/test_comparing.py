"""How averages compare with those of all rows: plainly, in the column's own unit."""

from dataclasses import replace

import pytest

from bot.texts import speak
from clustering.comparing import compared, in_sds, notable
from clustering.manner import Manner
from clustering.report import Effect

INCOME = Effect("income", 86_437.0, 61_000.0, 1.2, spread=21_000.0, times=1.417)


def manner(language: str = "en", unit: str = "") -> Manner:
    """Return a manner in which every column has a unit."""
    titles = {name: (name, unit) for name in ("income", "x")}
    return Manner(speak(language).words(), titles)


@pytest.mark.parametrize(
    ("effect", "unit", "english", "korean"),
    [
        (
            INCOME,
            "₩",
            "income ₩86,437, 1.4 times the overall ₩61,000",
            "income 86,437원 (전체 61,000원의 1.4배)",
        ),
        (
            replace(INCOME, value=8200.0, overall=4100.0, times=2.0, spread=2000.0),
            "만원",
            "income 8,200만원, 2 times the overall 4,100만원",
            "income 8,200만원 (전체 4,100만원의 2배)",
        ),
        (
            Effect("x", 3.9, 12.7, -1.5, spread=6.0, times=0.307),
            "",
            "x 3.9, 31% of the overall 12.7",
            "x 3.9 (전체 12.7의 31%)",
        ),
        (
            Effect("x", 52.0, 38.86, 0.9, spread=14.0),
            "세",
            "x 52세, 13.1세 above the overall 38.9세",
            "x 52세 (전체 38.9세보다 13.1세 높음)",
        ),
        (
            Effect("x", 12.0, 17.0, -1.0, spread=5.0, times=0.7),
            "%",
            "x 12%, 5 points below the overall 17%",
            "x 12% (전체 17%보다 5%포인트 낮음)",
        ),
        (
            Effect("x", 20.0, 10.0, 1.0, spread=10.0, times=2.0),
            "°c",
            "x 20°C, 10°C above the overall 10°C",
            "x 20°C (전체 10°C보다 10°C 높음)",
        ),
        (
            Effect("x", -3.0, 4.0, -1.0, spread=7.0),
            "",
            "x −3, 7 below the overall 4",
            "x −3 (전체 4보다 7 낮음)",
        ),
        (
            Effect("x", 2011.2, 2003.7, 1.0, spread=7.0),
            "",
            "x 2011.2, 7.5 above the overall 2003.7",
            "x 2011.2 (전체 2003.7보다 7.5 높음)",
        ),
        (
            Effect("x", 10.5, 10.0, 0.6, spread=5.0, times=1.05),
            "",
            "x 10.5, 0.5 above the overall 10",
            "x 10.5 (전체 10보다 0.5 높음)",
        ),
        (
            Effect("x", 37.2, 38.9, -0.1, spread=14.0),
            "",
            "x 37.2, about the overall 38.9",
            "x 37.2 (전체 38.9와 비슷함)",
        ),
        (Effect("x", 37.2, 37.2, 0.0, spread=14.0), "", "x 37.2", "x 37.2"),
        (
            Effect("x", 16584.0, 2804.0, 3.0, spread=4417.0, times=5.9, median=14538.0),
            "",
            "x 16,584 (median 14,538), 5.9 times the overall 2,804",
            "x 16,584, 중앙값 14,538 (전체 2,804의 5.9배)",
        ),
        (
            Effect("x", 1.99, 1.32, 1.4, kinds=(1.0, 2.0)),
            "",
            "x = 2: 99% (overall 32%)",
            "x = 2: 99% (전체 32%)",
        ),
        (
            Effect("x", 0.9999999999999, 0.5, 1.0, kinds=(0.0, 1.0)),
            "",
            "x = 1: 100% (overall 50%)",
            "x = 1: 100% (전체 50%)",
        ),
        (
            Effect("city = <b>", 71.0, 48.0, 0.5, kinds=(0.0, 100.0)),
            "%",
            "city = <b>: 71% (overall 48%)",
            "city = <b>: 71% (전체 48%)",
        ),
        (
            Effect("city = <b>", 10.0, 48.0, -0.7, kinds=(0.0, 100.0)),
            "%",
            "city = <b>: 10% (overall 48%)",
            "city = <b>: 10% (전체 48%)",
        ),
        (
            Effect("x", 0.25, 0.75, -1.0, kinds=(0.0, 1.0)),
            "",
            "x = 0: 75% (overall 25%)",
            "x = 0: 75% (전체 25%)",
        ),
    ],
)
def test_effects_are_told_plainly(
    effect: Effect, unit: str, english: str, korean: str
) -> None:
    """Multiples where they make sense, else differences; yes and no as shares."""
    assert compared(effect, manner("en", unit)) == english
    assert compared(effect, manner("ko", unit)) == korean


@pytest.mark.parametrize(
    ("effect", "english", "korean"),
    [
        (
            INCOME,
            "income 86,437, 1.4 times average",
            "income 86,437 (전체의 1.4배)",
        ),
        (
            Effect("x", 3.9, 12.7, -1.5, spread=6.0, times=0.307, median=3.0),
            "x 3.9, 31% of average",
            "x 3.9 (전체의 31%)",
        ),
        (
            Effect("x", -3.0, 4.0, -1.0, spread=7.0),
            "x −3, 7 below average",
            "x −3 (전체보다 7 낮음)",
        ),
        (
            Effect("x", 37.2, 38.9, -0.1, spread=14.0),
            "x 37.2, about average",
            "x 37.2 (전체와 비슷함)",
        ),
        (
            Effect("x", 1.99, 1.32, 1.4, kinds=(1.0, 2.0)),
            "x = 2: 99% (overall 32%)",
            "x = 2: 99% (전체 32%)",
        ),
    ],
)
def test_effects_are_told_briefly(effect: Effect, english: str, korean: str) -> None:
    """As plainly, but of the numbers the cluster's average alone; shares keep both."""
    assert compared(effect, manner("en"), brief=True) == english
    assert compared(effect, manner("ko"), brief=True) == korean


def test_standard_deviations_stand_behind() -> None:
    """Whether above or below has been told before them."""
    assert in_sds(Effect("x", 1.0, 2.0, -1.23), manner()) == " (1.2 SD)"
    assert in_sds(INCOME, manner("ko")) == " · 표준편차의 1.2배"


def test_all_rows_together_have_averages_alone() -> None:
    """Nothing to compare with, and every average is worth telling."""
    effects = [Effect("x", 5.0, 5.0, 0.0), Effect("y", 7.0, 7.0, 0.0)]
    assert [compared(own, manner()) for own in notable(effects)] == ["x 5", "y 7"]


def test_what_a_group_lacks_of_a_category_goes_without_saying() -> None:
    """Where it has more of another; the largest difference is told in any case."""
    answers = (0.0, 100.0)
    more = Effect("city = a", 90.0, 40.0, 1.0, kinds=answers)
    less = Effect("city = b", 0.0, 50.0, -0.9, kinds=answers)
    assert notable([more, less]) == [more]
    assert notable([less, more]) == [less, more]
