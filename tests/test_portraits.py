"""What is told of each cluster: plainly, in the column's own unit."""

from dataclasses import replace

import pytest

from bot.portraits import (
    Manner,
    effect_line,
    head,
    notable,
    rule_line,
    rules,
    trait_line,
    typical_rows,
)
from bot.texts import LANGUAGES, speak
from clustering import Condition, Effect, Rule, Trait
from tests.reports import report

INCOME = Effect("income", 86_437.0, 61_000.0, 1.2, spread=21_000.0, times=1.417)


def manner(language: str = "en", unit: str = "") -> Manner:
    """Return a manner in which every column has a unit."""
    return Manner(speak(language), {name: (name, unit) for name in ("income", "x")})


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
    assert effect_line(effect, manner("en", unit)) == english
    assert effect_line(effect, manner("ko", unit)) == korean


def test_effects_are_told_shortly() -> None:
    """Where there is little room, both averages stand side by side."""
    told = effect_line(INCOME, manner(unit="$"), compared=False)
    assert told == "income $86,437 (overall $61,000)"


@pytest.mark.parametrize(
    ("firmness", "word"),
    [(0.59, ", loose"), (0.6, ", fairly firm"), (0.75, ", firm"), (None, "")],
)
def test_firmness_is_told_in_a_word(firmness: float | None, word: str) -> None:
    """Behind each group's size, where there is one."""
    cluster = replace(report(2).clusters[0], firmness=firmness)
    assert head(cluster, speak("en")).endswith(f"10 rows, 50%{word}")


def test_rules_by_hand() -> None:
    """Bounds as the table writes its numbers; how often right, and whom they find."""
    bounds = (
        Condition("나이(세)", above=False, bound=30.0, shown="30"),
        Condition("x", above=True, bound=5.0, shown="5"),
    )
    some = replace(report(2).clusters[0], rule=Rule(bounds, 0.984, 0.93))
    exact = replace(some, letter="D", rule=Rule(bounds[1:], 1.0, 1.0))
    without = report(2).clusters[1]
    titles = {"나이(세)": ("나이", "세")}
    assert rules(
        [some, without, exact], Manner(speak("en"), titles | {"x": ("x", "%")})
    ) == [
        "Rules of thumb:",
        "<b>A</b> if 나이 &lt; 30세 and x ≥ 5% (right 98%, finds 93% of the group)",
        "<b>D</b> if x ≥ 5% (no exceptions)",
    ]
    assert rules([some, exact], Manner(speak("ko"), titles)) == [
        "구별 기준:",
        "<b>A</b>: 나이 30세 미만이고 x 5 이상 (적중률 98%, 그룹의 93% 포함)",
        "<b>D</b>: x 5 이상 (예외 없음)",
    ]
    assert rules([without], manner()) == []


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
    line = rule_line(rule, Manner(speak("en"), {}, {"x": effect}))
    assert line.startswith(f"{told} (right")


def test_a_category_is_a_bound_by_itself() -> None:
    """A rule may ask for a category; it is told as the table has it."""
    asked = Condition("city = <b>", above=True, bound=50.0, shown="")
    line = rule_line(Rule((asked,), 1.0, 1.0), manner())
    assert line == "city = &lt;b&gt; (no exceptions)"


def test_no_of_two_numbers() -> None:
    """Below the upper of two numbers is the lower."""
    effect = Effect("sold", 1.0, 0.5, 1.0, kinds=(0.0, 1.0))
    rule = Rule((Condition("sold", above=False, bound=1.0, shown="1"),), 1.0, 1.0)
    line = rule_line(rule, Manner(speak("ko"), {}, {"sold": effect}))
    assert line == "sold = 0 (예외 없음)"


def test_traits_stand_behind_their_column() -> None:
    """A column is named once, with all that it says."""
    traits = (
        Trait("도시", "서울", 0.71, 0.48),
        Trait("도시", "<b>", 0.2, 0.1),
        Trait("성별", "여", 0.9, 0.5),
    )
    assert trait_line(traits, speak("ko")) == (
        "도시: 서울 71% (전체 48%), &lt;b&gt; 20% (전체 10%) · 성별: 여 90% (전체 50%)"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_typical_rows_in_a_line(language: str) -> None:
    """Letters and rows, of the clusters that have one; nothing where none has."""
    one, other = report(2).clusters
    told = typical_rows([replace(one, typical=1_204), other], speak(language))
    assert told in ("Typical rows: A 1,204", "대표 행: A 1,204번째")
    assert typical_rows([other], speak(language)) == ""


def test_all_rows_together_have_averages_alone() -> None:
    """Nothing to compare with; every average is worth telling, and none is firm."""
    effects = [Effect("x", 5.0, 5.0, 0.0), Effect("y", 7.0, 7.0, 0.0)]
    assert [effect_line(own, manner()) for own in notable(effects)] == ["x 5", "y 7"]
    assert "firm" not in head(replace(report(1).clusters[0], firmness=1.0), speak("en"))
