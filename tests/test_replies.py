"""Captions tell the truth within Telegram's limits, whatever the names."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.replies import (
    BY_NAME,
    CAPTION_LIMIT,
    HEADLINE_LIMIT,
    caption,
    caveat,
    explained,
    headline,
    length,
    verdict,
)
from bot.sandbox.markup import parse_html
from bot.texts import LANGUAGES, speak
from clustering import Chart, Condition, Reason, Rule, Score
from clustering.notes import (
    Borderline,
    FewerGroups,
    FewRows,
    GroupsApart,
    NextBest,
    UnusualRows,
)
from tests.captions import CAPTIONS, TABLES, told
from tests.reports import Sketch, report, sketches

SCORES = (Score(2, 0.5, 9, 0.5, 9),)
"""Of a table with rows enough to weigh one number of groups against another."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_tables_are_told_word_for_word(table: str, language: str) -> None:
    """What people read of tables they know; whoever changes a word sees it here."""
    for kind, text in told(table, speak(language)).items():
        known = CAPTIONS / f"{table}.{kind}.{language}.html"
        assert text == known.read_text("utf-8").rstrip("\n")


def test_a_caption_is_read_in_order() -> None:
    """Verdict, groups, doubt and reason, source, and what is folded away at last."""
    bounds = (Condition("age", above=True, bound=5.0, shown="5"),)
    made = report(2, groups=2, decisions=(FewerGroups(found=2, asked=5),))
    rule = Rule(bounds, 1.0, 1.0)
    clusters = tuple(replace(each, typical=7, rule=rule) for each in made.clusters)
    made = replace(
        made,
        clusters=clusters,
        apart=("income",),
        why=(GroupsApart(2, 80), NextBest(3), Borderline(9, "A", "B")),
        caveats=(FewRows(20, 2),),
    )
    assert caption(made, speak("en")) == (
        "<b>2 clear groups that differ most in income</b>\n"
        "\n"
        "<b>A · high income 0</b>: 10 rows, 50%\n"
        "income 100, 0.5 above the overall 99.5 · age 100, 0.5 above the overall 99.5\n"
        "\n"
        "<b>B · high income 1</b>: 10 rows, 50%\n"
        "income 101, 1.5 above the overall 99.5 · age 101, 1.5 above the overall 99.5\n"
        "\n"
        "20 rows are too few to be sure of 2 groups.\n"
        "Why 2: between neighbouring groups, rows are at least 80% sparser than inside."
        " Next best: 3.\n"
        "\n"
        "📄 shop.csv: 20 rows × 3 columns · used income, age · left out city (text)\n"
        "<blockquote expandable>"
        "The rows used hold only 2 different rows, so there are 2 groups"
        " instead of 5.\n"
        "9 rows sit between A and B.\n"
        "Typical rows: A 7, B 7\n"
        "Rules of thumb:\n"
        "<b>A</b> if age ≥ 5 (no exceptions)\n"
        "<b>B</b> if age ≥ 5 (no exceptions)</blockquote>"
    )


def test_no_name_is_said_three_times() -> None:
    """Not by the headline, the lines of groups or what is folded away."""
    told = caption(report(5, groups=5), speak("en"))
    for number in range(5):
        assert told.count(f"high income {number}") == 1


def test_many_groups_are_compared_briefly() -> None:
    """Every average is compared in words; the overall is not repeated each time."""
    told = caption(report(10, groups=10), speak("en"))
    assert told.count(" above average") == 20
    assert "overall" not in told


def test_the_smallest_groups_are_named_before_they_are_left_out() -> None:
    """Without their numbers, where all do not fit."""
    long = "a rather long name of some column there"
    told = caption(report(8, groups=8, names=(long,)), speak("en"))
    numbers = told.count(" above average")
    assert 4 <= numbers < 8
    assert told.count("high a rather long name") == 8
    assert "more group" not in told
    more = caption(report(12, groups=12, names=(long,)), speak("en"))
    assert more.count("high a rather") == more.count(" above average") + BY_NAME
    assert "more groups, in the picture" in more


@pytest.mark.parametrize(("letters", "told"), [(180, 4), (300, 2), (600, 1), (1000, 0)])
def test_names_without_end_are_told_as_far_as_they_fit(letters: int, told: int) -> None:
    """Nothing else is then said of the groups, and the rest are counted."""
    made = report(5, groups=5)
    long = tuple(replace(each, name="x" * letters) for each in made.clusters)
    text = caption(replace(made, clusters=long), speak("en"))
    assert text.count("x" * letters) == told
    assert f"… and {5 - told} more group" in text


@pytest.mark.parametrize(
    ("apart", "line"),
    [
        (("income", "age"), "3 clear groups that differ in income, age"),
        (("age",), "3 clear groups that differ most in age"),
        (("x" * 40, "y" * 40, "z" * 40), f"{'x' * 40}, {'y' * 40}"),
        ((), "3 clear groups"),
    ],
)
def test_the_headline_says_what_sets_groups_apart(
    apart: tuple[str, ...], line: str
) -> None:
    """As many columns as a notification shows."""
    told = headline(replace(report(3), apart=apart), speak("en"))
    assert told.endswith(line)


def test_a_note_is_not_said_twice() -> None:
    """Unusual rows are told as the caveat, or among the notes."""
    unusual = UnusualRows(3, ("86", "184", "326"))
    made = replace(report(3, decisions=(unusual,)), caveats=(unusual,))
    for groups in (1, 3):
        told = caption(replace(made, groups=groups), speak("en"))
        assert told.count("3 unusual rows") == 1


def test_slices_are_not_called_groups() -> None:
    """Where there are no clear groups the first line says so, and the caveat why."""
    slices = replace(report(3, groups=1), scores=SCORES)
    told = caption(slices, speak("en"))
    assert told.startswith("<b>No clear groups: 3 slices")
    assert "not as groups" in told
    assert caption(slices, speak("ko")).startswith("<b>뚜렷한 그룹 없이")


def test_of_few_rows_nothing_more_is_claimed() -> None:
    """That nothing could be weighed is no finding; that rows are few is told."""
    few = replace(report(3, groups=1), caveats=(FewRows(30, 3),))
    told = caption(few, speak("en"))
    assert told.startswith("<b>No clear groups: 3 slices")
    assert "not as groups" not in told
    assert str(FewRows(30, 3)) in told


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


@given(sketch=sketches, language=st.sampled_from(LANGUAGES))
def test_a_caption_fits(sketch: Sketch, language: str) -> None:
    """1024 units, a headline of 120, HTML that Telegram reads, whatever the table."""
    told = caption(sketch.made(), speak(language))
    assert length(told) <= CAPTION_LIMIT
    assert length(told.split("\n")[0]) <= HEADLINE_LIMIT
    assert "📄 shop.csv" in told
    shown = parse_html(told)
    assert len(shown.text.encode("utf-16-le")) // 2 == length(told)
    assert shown.entities[0]["type"] == "bold"


@settings(max_examples=30)
@given(sketch=sketches, language=st.sampled_from(LANGUAGES))
def test_a_caption_has_one_caveat(sketch: Sketch, language: str) -> None:
    """The most important, if there is any: that there are no groups before all."""
    made, texts = sketch.made(), speak(language)
    told = caption(made, texts)
    doubts = [verdict(made, texts), *map(texts.note, made.caveats)]
    first = next(filter(None, doubts), "")
    assert caveat(made, texts) == first
    assert first in told


def test_length_counts_as_telegram_does() -> None:
    """UTF-16 units, after tags and escapes are parsed."""
    assert length("<b>a&lt;b</b>") == 3
    assert length("가😀") == 3


def test_the_reason_is_told_and_one_caveat_at_most() -> None:
    """Why so many, the next best, and the most important doubt only."""
    few = FewRows(20, 3)
    why = (GroupsApart(3, 80), NextBest(2))
    clear = replace(report(3), why=why, caveats=(few, FewRows(21, 3)))
    slices = replace(report(3, groups=1), caveats=(few,), scores=SCORES)

    told = caption(clear, speak("en"))

    assert "at least 80% sparser than inside. Next best: 2." in told
    assert str(few) in told
    assert "21 rows" not in told
    assert str(few) not in caption(slices, speak("en"))


def test_a_chart_is_told_in_whole_sentences() -> None:
    """As many as fit into a caption, the first ones."""
    long = GroupsApart(3, 50)
    chart = Chart("evidence", b"", (long,) * 40)
    told = explained(chart, speak("en"))
    assert length(told) <= CAPTION_LIMIT
    assert set(told.split("\n")) == {str(long)}
