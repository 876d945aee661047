"""Tests of the buttons under a message."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.calls import Call
from bot.sandbox.keyboard import buttons, has_button
from bot.sandbox.refusals import Refusal


def markup(*rows: list[Any]) -> Call:
    """Return a call with these rows of buttons."""
    return Call("", {"reply_markup": json.dumps({"inline_keyboard": rows})})


def test_buttons_are_kept() -> None:
    """Buttons are given back as they came; empty rows are not."""
    row = [{"text": "4 ▶", "callback_data": "k4"}, {"text": "?", "url": "http://a.b"}]
    kept = {"reply_markup": {"inline_keyboard": [row]}}
    assert buttons(markup(row, [])) == kept
    assert has_button(kept, "k4")
    assert not has_button(kept, "k5")
    assert not has_button({}, "k4")


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"reply_markup": "{}"},
        {"reply_markup": '{"inline_keyboard": []}'},
        {"reply_markup": '{"inline_keyboard": [[]]}'},
        {"reply_markup": '{"remove_keyboard": true}'},
    ],
)
def test_buttons_may_be_none(params: dict[str, str]) -> None:
    """Without inline buttons a message has no markup."""
    assert buttons(Call("", params)) == {}


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (Call("", {"reply_markup": "["}), "can't parse reply_markup JSON object"),
        (Call("", {"reply_markup": "[1]"}), "object expected as reply markup"),
        (
            Call("", {"reply_markup": '{"inline_keyboard": [1]}'}),
            "can't parse inline keyboard: rows must be Arrays",
        ),
        (
            markup([{"text": "4"}]),
            (
                "can't parse inline keyboard button: "
                "Text buttons are unallowed in the inline keyboard"
            ),
        ),
        (
            markup([{"callback_data": "4"}]),
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            markup(["4"]),
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            markup([{"text": " ", "callback_data": "4"}]),
            "can't parse inline keyboard button: Button text must be non-empty",
        ),
        (markup([{"text": "4", "callback_data": "가" * 22}]), "BUTTON_DATA_INVALID"),
        (markup([{"text": "4", "callback_data": ""}]), "BUTTON_DATA_INVALID"),
        (
            markup(*[[{"text": "4", "callback_data": "4"}]] * 101),
            "reply markup is too long",
        ),
        (
            markup([{"text": "4" * 10_000, "callback_data": "4"}]),
            "reply markup is too long",
        ),
    ],
)
def test_buttons_are_refused(call: Call, why: str) -> None:
    """A button has a text, does something, and carries no more than it may."""
    with pytest.raises(Refusal) as refused:
        buttons(call)
    assert refused.value.description == f"Bad Request: {why}"


@given(st.integers(0, 40), st.integers(0, 40))
def test_button_data_has_64_bytes(ascii_letters: int, syllables: int) -> None:
    """Data of 1 to 64 bytes is taken, and no other."""
    data = "k" * ascii_letters + "가" * syllables
    call = markup([{"text": "4", "callback_data": data}])
    if 0 < ascii_letters + 3 * syllables <= 64:
        assert has_button(buttons(call), data)
    else:
        with pytest.raises(Refusal):
            buttons(call)
