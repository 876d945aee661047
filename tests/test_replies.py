"""Captions tell the truth within Telegram's limits, whatever the names."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import K_LIMIT
from bot.replies import (
    CAPTION_LIMIT,
    HEADLINE_LIMIT,
    caption,
    explained,
    length,
    measure,
)
from bot.store import Run
from bot.texts import LANGUAGES, speak
from clustering import Chart, Cluster, Effect, Note, Reason, Report
from clustering.notes import FewerGroups, FewRows, GroupsApart, NextBest

NAMES = st.text(
    st.characters(codec="utf-8"), min_size=1, max_size=60
) | st.sampled_from(
    [
        "월평균 가구 소득과 지출의 차이를 나타내는 아주 긴 이름의 열 하나",
        "<b>&amp;</b>",
        "😀" * 45,
    ]
)


def report(
    k: int = 3,
    *,
    groups: int = 3,
    names: tuple[str, ...] = ("income", "age"),
    left_out: tuple[tuple[str, Reason], ...] = (("city", Reason.TEXT),),
    decisions: tuple[Note, ...] = (),
) -> Report:
    """Return a report of k clusters of 10 rows each."""
    clusters = tuple(
        Cluster(
            letter="ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 26],
            name=f"high {names[0]} {number}",
            size=10,
            share=1 / k,
            center=tuple(100.0 + number for _ in names),
            effects=tuple(Effect(name, 100.0 + number, 99.5, 1.5) for name in names),
        )
        for number in range(k)
    )
    return Report(
        name="shop.csv",
        rows=10 * k,
        rows_used=10 * k,
        columns=(*names, *(name for name, _ in left_out)),
        used=names,
        features=names,
        left_out=left_out,
        k=k,
        groups=groups,
        best_k=max(groups, 2),
        k_max=15,
        inertia=1.0,
        clusters=clusters,
        decisions=decisions,
        image=b"",
    )


def run(k: int | None = 3) -> Run:
    """Return a run of some number."""
    return Run(9_000_000_000, 1, 1, 1, None, k, ())


def test_a_caption_says_it_all() -> None:
    """Headline, each group, what was used; word for word."""
    assert caption(report(2, groups=2), speak("en")) == (
        "<b>2 clear groups: high income 0 (50%), high income 1 (50%)</b>\n"
        "\n"
        "<b>A · high income 0</b>: 10 rows, 50%\n"
        "income 100 (overall 99.5) · age 100 (overall 99.5)\n"
        "\n"
        "<b>B · high income 1</b>: 10 rows, 50%\n"
        "income 101 (overall 99.5) · age 101 (overall 99.5)\n"
        "\n"
        "📄 shop.csv: 20 rows × 3 columns · used income, age · left out city (text)"
    )


def test_slices_are_not_called_groups() -> None:
    """Where there are no clear groups the first line says so, and the caveat why."""
    told = caption(report(3, groups=1), speak("en"))
    assert told.startswith("<b>No clear groups, cut into 3")
    assert "slices" in told
    assert caption(report(3, groups=1), speak("ko")).startswith("<b>뚜렷한 그룹 없음")


def test_another_k_is_the_persons_choice() -> None:
    """A k the table does not show is given, with one honest line."""
    told = caption(report(5, groups=3), speak("en"))
    assert told.startswith("<b>5 groups")
    assert "3 clear groups" in told
    beyond = caption(report(20, groups=3), speak("en"))
    assert "clear groups" not in beyond  # nobody looked for so many


def test_columns_not_asked_for_are_not_left_out() -> None:
    """Who names the columns knows which they did not name."""
    chosen = report(left_out=(("city", Reason.NOT_CHOSEN),))
    assert "left out" not in caption(chosen, speak("en"))


def test_notes_are_told() -> None:
    """What was decided stands in the caption, in the reader's language."""
    noted = report(2, groups=2, decisions=(FewerGroups(found=2, asked=5),))
    assert "instead of 5" in caption(noted, speak("en"))
    assert re.search("[가-힣]", caption(noted, speak("ko")).split("instead")[0])


@given(
    k=st.integers(1, K_LIMIT),
    names=st.lists(NAMES, min_size=1, max_size=12, unique=True),
    left_out=st.lists(NAMES, max_size=12, unique=True),
    language=st.sampled_from(LANGUAGES),
    data=st.data(),
)
def test_a_caption_fits(
    k: int, names: list[str], left_out: list[str], language: str, data: st.DataObject
) -> None:
    """1024 UTF-16 units after entities and a headline of 120, whatever the table."""
    made = report(
        k,
        groups=data.draw(st.sampled_from([1, k, k + 1])),
        names=tuple(names),
        left_out=tuple((name, Reason.TEXT) for name in left_out),
        decisions=(FewerGroups(k, k + 1),) * data.draw(st.integers(0, 6)),
    )
    told = caption(made, speak(language))
    assert length(told) <= CAPTION_LIMIT
    headline = told.split("\n")[0]
    assert length(headline) <= HEADLINE_LIMIT
    assert "📄 shop.csv" in told
    assert set(re.findall(r"</?(\w+)", told)) <= {"b"}


def test_length_counts_as_telegram_does() -> None:
    """UTF-16 units, after tags and escapes are parsed."""
    assert length("<b>a&lt;b</b>") == 3
    assert length("가😀") == 3


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (5, "", "5"),
        (5, "%", "5 %"),
        (5, "cm", "5 cm"),
        (5, "명", "5명"),
        (5, "₩", "₩5"),
        (-5, "$", "-$5"),
    ],
)
def test_measure_shows_the_unit(value: float, unit: str, told: str) -> None:
    """A currency stands in front, other units behind, as people write them."""
    assert measure(value, unit, speak("en")) == told


def test_the_reason_is_told_and_one_caveat_at_most() -> None:
    """Why so many, the next best, and the most important doubt only."""
    few = FewRows(20, 3)
    why = (GroupsApart(3, 80), NextBest(2))
    clear = replace(report(3), why=why, caveats=(few, FewRows(21, 3)))
    slices = replace(report(3, groups=1), caveats=(few,))

    told = caption(clear, speak("en"))

    assert "at least 80 % sparser than inside them. Next best: 2." in told
    assert str(few) in told
    assert "21 rows" not in told
    assert str(few) not in caption(slices, speak("en"))


@pytest.mark.parametrize(
    ("firmness", "word"), [(0.59, ", loose"), (0.6, ", fairly firm"), (0.75, ", firm")]
)
def test_firmness_is_told_in_a_word(firmness: float, word: str) -> None:
    """Behind each group's size, where there is one."""
    made = report(2, groups=2)
    firm = tuple(replace(each, firmness=firmness) for each in made.clusters)

    told = caption(replace(made, clusters=firm), speak("en"))

    assert f"10 rows, 50%{word}\n" in told


def test_a_chart_is_told_in_whole_sentences() -> None:
    """As many as fit into a caption, the first ones."""
    long = GroupsApart(3, 50)
    chart = Chart("evidence", b"", (long,) * 40)
    told = explained(chart, speak("en"))
    assert length(told) <= CAPTION_LIMIT
    assert set(told.split("\n")) == {str(long)}
