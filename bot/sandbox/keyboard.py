"""The buttons under a message."""

import json

from bot.sandbox.calls import Call
from bot.sandbox.refusals import bad_request
from bot.sandbox.values import Json

DATA_LIMIT = 64
"""Bytes of callback_data in a button."""

BUTTONS_LIMIT = 100
SIZE_LIMIT = 10_000

ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "pay",
)
"""What a button may do; each button does one of these."""


def buttons(call: Call) -> Json:
    """Return the field of a message with its inline buttons, {} without any.

    Keyboards that replace the person's own are taken and never shown, since
    Telegram gives them back to no one either.
    """
    markup = call.value("reply_markup") or {}
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard") or []
    if not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard: rows must be Arrays")
    for button in (button for row in rows for button in row):
        check(button)
    count = sum(len(row) for row in rows)
    if count > BUTTONS_LIMIT or len(json.dumps(rows)) > SIZE_LIMIT:
        raise bad_request("reply markup is too long")
    shown = [row for row in rows if row]
    return {"reply_markup": {"inline_keyboard": shown}} if shown else {}


def check(button: Json) -> None:
    """Refuse a button that has no text, does nothing, or carries too much."""
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise unreadable('Field "text" must be of type String')
    if not button["text"].strip():
        raise unreadable("Button text must be non-empty")
    if not any(button.get(action) is not None for action in ACTIONS):
        raise unreadable("Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 0 < len(str(data).encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")


def unreadable(why: str) -> Exception:
    """Return the refusal of a button that is no button."""
    return bad_request(f"can't parse inline keyboard button: {why}")


def has_button(message: Json, data: str) -> bool:
    """Tell whether a message has a button that carries this data."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return any(button.get("callback_data") == data for row in rows for button in row)
