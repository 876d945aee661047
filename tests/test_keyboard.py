"""Buttons offer what can be done next, and what they send back fits."""

from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import K_LIMIT
from bot.keyboard import (
    A_ROW,
    MOST_PICKED,
    PAGE,
    buttons,
    folded,
    mask_of,
    offer_of,
    picked_in,
    picker,
)
from bot.store import Options
from bot.texts import LANGUAGES, speak
from clustering import Outline, Reason, Report, Score
from tests.reports import report, run

SCORES = (Score(2, 0.5, 9, 0.5, 9),)


def labels(k: int, made: Report, *, opens: bool = False) -> list[list[str]]:
    """Return the words on a report's buttons, those folded away too if asked."""
    keyboard = buttons(run(k), made, speak("en"))
    if opens:
        keyboard = folded(keyboard, run(k), offer_of(made), speak("en"), opens=True)
    return [[each.text for each in row] for row in keyboard.inline_keyboard]


@pytest.mark.parametrize(
    ("k", "shown"),
    [
        (3, ["◀ 2", "3", "4 ▶", "auto"]),
        (1, ["1", "2 ▶", "auto"]),
        (K_LIMIT, [f"◀ {K_LIMIT - 1}", str(K_LIMIT), "auto"]),
    ],
)
def test_buttons_offer_the_neighbours(k: int, shown: list[str]) -> None:
    """One fewer, one more and auto; nothing that cannot be made."""
    assert labels(k, report(k)) == [shown, ["⬇ CSV", "⬇ Excel", "More ▾"]]


def test_the_rest_is_folded_away() -> None:
    """Charts where there are groups to compare; what is shown already stays."""
    rest = ["Other columns", "Dark picture", "Large picture"]
    many = replace(report(4), features=("a", "b", "c"))
    charts = ["How rows fit", "How groups differ", "Why is a row there?"]
    for made, more in (
        (report(1, groups=1), rest),
        (report(4), [*charts, *rest]),
        (replace(report(4), scores=SCORES), ["Why 3?", *charts, *rest]),
        (many, [*charts, rest[0], "Mix all columns", *rest[1:]]),
        (replace(report(4, groups=1), scores=SCORES), ["Why no groups?", *charts]),
    ):
        always = labels(made.k, made)
        always[-1][-1] = "Less ▴"
        shown = labels(made.k, made, opens=True)
        assert shown[: len(always)] == always
        assert list(chain(*shown[len(always) :]))[: len(more) + 1] == [
            "All numbers",
            *more,
        ]
        assert all(len(row) <= A_ROW for row in shown[len(always) :])


def test_a_fold_opened_twice_is_open_once() -> None:
    """As taps in haste do it; hidden again it is as it was."""
    made, texts = replace(report(), scores=SCORES, sheets=("a", "b")), speak("ko")
    once = buttons(run(), made, texts)
    opened = folded(once, run(), offer_of(made), texts, opens=True)
    assert folded(opened, run(), offer_of(made), texts, opens=True) == opened
    assert folded(opened, run(), offer_of(made), texts, opens=False) == once


def test_no_button_for_more_groups_than_rows() -> None:
    """As many groups as rows is the end."""
    assert labels(3, replace(report(3), rows_used=3))[0] == ["◀ 2", "3", "auto"]


def test_button_data_fits() -> None:
    """Telegram takes 64 bytes at most."""
    few = buttons(run(), report(), speak("en"))
    many = folded(few, run(), offer_of(report()), speak("en"), opens=True)
    data = [str(each.callback_data) for row in many.inline_keyboard for each in row]
    assert len(data) == 14
    assert all(0 < len(each.encode()) <= 64 for each in data)


def test_a_workbook_offers_its_other_sheets() -> None:
    """Six at most, by names fit to be shown; the data holds their places alone."""
    names = ("here", "월\u202e별\n매출" + "가" * 60, *"bcdefgh")
    made = replace(report(), sheet="here", sheets=names)

    rows = buttons(run(), made, speak("ko")).inline_keyboard[2:]

    assert [len(row) for row in rows] == [2, 2, 2]
    first, *others = [each for row in rows for each in row]
    assert first.text.startswith("월별 매출가")
    assert len(first.text) <= 40
    assert [each.text for each in others] == list("bcdef")
    assert [each.callback_data for each in (first, others[-1])] == [
        "sheet:9000000000:1",
        "sheet:9000000000:6",
    ]
    assert all(len(str(each.callback_data)) <= 64 for row in rows for each in row)


@pytest.mark.parametrize(
    ("used", "reason", "offered"),
    [
        (("age", "income"), Reason.TEXT, True),
        (("age",), Reason.TEXT, False),
        (("age",), Reason.CATEGORY, True),
        (("age",), Reason.IDENTIFIER, True),
        (("age",), Reason.NOT_CHOSEN, True),
    ],
)
def test_columns_are_offered_where_there_is_a_choice(
    used: tuple[str, ...], reason: Reason, *, offered: bool
) -> None:
    """A single column that can be clustered leaves nothing to pick."""
    made = replace(report(), used=used, left_out=(("other", reason),))
    assert ("Other columns" in chain(*labels(3, made, opens=True))) == offered


def test_very_wide_tables_are_asked_for_by_name() -> None:
    """What is picked of so many columns would not fit into a button."""
    made = replace(report(), columns=tuple(map(str, range(MOST_PICKED + 1))))
    assert "Other columns" not in chain(*labels(3, made, opens=True))


def test_unusual_rows_go_in_and_out_by_a_tap() -> None:
    """The button says how many there are; once they are in, how to be rid of them."""
    made = replace(report(), unusual=3)
    assert ["Take in 3 unusual rows"] in labels(3, made)
    taken_in = replace(run(), options=Options(all_rows=True))
    keyboard = buttons(taken_in, report(), speak("en")).inline_keyboard
    assert "Set unusual rows aside" in [each.text for row in keyboard for each in row]


@given(
    columns=st.integers(1, MOST_PICKED),
    page=st.integers(0, 99),
    data=st.data(),
    language=st.sampled_from(LANGUAGES),
)
def test_a_picker_shows_what_is_picked(
    columns: int, page: int, data: st.DataObject, language: str
) -> None:
    """Ticked are those picked; a tap turns one over; no tap leaves nothing picked."""
    mask = data.draw(st.integers(1, 2**columns - 1))
    found = Outline(tuple(f"열 {at}" for at in range(columns)), ())

    keyboard = picker(
        replace(run(), id=10**18 - 1), found, mask, page=page, texts=speak(language)
    ).inline_keyboard

    sent = [str(each.callback_data) for row in keyboard for each in row]
    assert all(len(each) <= 64 for each in sent)
    ticked = {each.text for row in keyboard for each in row if each.text[0] == "✓"}
    assert ticked <= {f"✓ {name}" for name in picked_in(found, mask)}
    turned = [int(each.split(":")[3], 16) for each in sent if each.startswith("pick:")]
    assert all(turned)
    assert all((each ^ mask).bit_count() <= 1 for each in turned)
    shown = [each.text for row in keyboard for each in row if "열 " in each.text]
    assert len([text for text in shown if text[-1].isdigit()]) <= PAGE


def test_a_mask_stands_for_columns() -> None:
    """What is used becomes bits, and bits become names again."""
    found = Outline(("a", "b", "c"), ("c", "a"))
    assert mask_of(found) == 0b101
    assert picked_in(found, 0b101) == ("a", "c")
