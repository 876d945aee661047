"""What is told of each cluster, as Telegram's HTML."""

from dataclasses import replace

import pytest

from bot.portraits import (
    Detail,
    cluster_lines,
    head,
    rules,
    trait_line,
    typical_rows,
)
from bot.texts import LANGUAGES, speak
from clustering import Condition, Effect, Manner, Rule, Trait, Words
from tests.reports import report


def manner() -> Manner:
    """Return a manner in which no column has a unit."""
    return Manner(Words(), {})


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
    english, korean = speak("en"), speak("ko")
    told = Manner(english.words(), titles | {"x": ("x", "%")})
    assert rules([some, without, exact], english, told) == [
        "Rules of thumb:",
        "<b>A</b> if 나이 &lt; 30세 and x ≥ 5% (right 98%, finds 93% of the group)",
        "<b>D</b> if x ≥ 5% (no exceptions)",
    ]
    assert rules([some, exact], korean, Manner(korean.words(), titles)) == [
        "구별 기준:",
        "<b>A</b>: 나이 30세 미만이고 x 5 이상 (적중률 98%, 그룹의 93% 포함)",
        "<b>D</b>: x 5 이상 (예외 없음)",
    ]
    assert rules([without], english, manner()) == []


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


def test_what_sets_a_cluster_apart_is_escaped_once() -> None:
    """Differences behind the head, the first in full; then what categories say."""
    effects = (
        Effect("<b>", 8.0, 4.0, 1.5, spread=2.0, times=2.0),
        Effect("y", 1.0, 3.0, -1.0, spread=2.0, times=1 / 3),
        Effect("z", 1.0, 3.0, -0.9, spread=2.0, times=1 / 3),
    )
    own = replace(
        report(2).clusters[0],
        effects=effects,
        traits=(Trait("a", "&", 0.9, 0.5), Trait("b", "c", 0.9, 0.5)),
    )
    detail = Detail(effects=2, in_full=1, traits=1, columns=1, notes=1)
    assert cluster_lines(own, speak("en"), manner(), detail).splitlines()[1:] == [
        "&lt;b&gt; 8, 2 times the overall 4 · y 1, 33% of average",
        "a: &amp; 90% (overall 50%)",
    ]


def test_of_all_rows_together_none_is_firm() -> None:
    """There is nothing from which they might be told."""
    assert "firm" not in head(replace(report(1).clusters[0], firmness=1.0), speak("en"))
