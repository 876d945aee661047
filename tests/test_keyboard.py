"""Buttons offer what can be done next, and what they send back fits."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import K_LIMIT
from bot.keyboard import (
    MOST_PICKED,
    PAGE,
    buttons,
    folded,
    mask_of,
    offers,
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
        keyboard = folded(keyboard, run(k), offers(made), speak("en"), opens=True)
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
    charts = ["How rows fit", "How groups differ"]
    rest = [["Other columns"], ["Dark picture", "Large picture"]]
    for k, more in ((3, [charts, *rest]), (1, rest)):
        always = labels(k, report(k))
        always[-1][-1] = "Less ▴"
        assert labels(k, report(k), opens=True) == [*always, *more]


def test_a_fold_opened_twice_is_open_once() -> None:
    """As taps in haste do it; hidden again it is as it was."""
    made, texts = replace(report(), scores=SCORES, sheets=("a", "b")), speak("ko")
    once = buttons(run(), made, texts)
    opened = folded(once, run(), offers(made), texts, opens=True)
    assert folded(opened, run(), offers(made), texts, opens=True) == opened
    assert folded(opened, run(), offers(made), texts, opens=False) == once


def test_no_button_for_more_groups_than_rows() -> None:
    """As many groups as rows is the end."""
    assert labels(3, replace(report(3), rows_used=3))[0] == ["◀ 2", "3", "auto"]


def test_button_data_fits() -> None:
    """Telegram takes 64 bytes at most."""
    few = buttons(run(), report(), speak("en"))
    many = folded(few, run(), offers(report()), speak("en"), opens=True)
    data = [str(each.callback_data) for row in many.inline_keyboard for each in row]
    assert len(data) == 12
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
        (("age",), Reason.CATEGORY, False),
        (("age",), Reason.IDENTIFIER, True),
        (("age",), Reason.NOT_CHOSEN, True),
    ],
)
def test_columns_are_offered_where_there_is_a_choice(
    used: tuple[str, ...], reason: Reason, *, offered: bool
) -> None:
    """A single column of numbers leaves nothing to pick."""
    made = replace(report(), used=used, left_out=(("other", reason),))
    assert (["Other columns"] in labels(3, made, opens=True)) == offered


def test_very_wide_tables_are_asked_for_by_name() -> None:
    """What is picked of so many columns would not fit into a button."""
    made = replace(report(), columns=tuple(map(str, range(MOST_PICKED + 1))))
    assert ["Other columns"] not in labels(3, made, opens=True)


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


def test_the_reason_for_k_is_offered_where_there_is_one() -> None:
    """A table too small for any other number has no scores to show."""
    scored = replace(report(), scores=SCORES)
    assert labels(3, scored)[1] == ["Why 3?", "⬇ CSV", "⬇ Excel", "More ▾"]
