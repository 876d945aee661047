"""Tests of the list of methods."""

import pytest

from bot.sandbox.calls import Call
from bot.sandbox.methods import FUNCTIONS, KNOWN, METHODS, find
from bot.sandbox.refusals import Refusal
from bot.sandbox.sending import send_message


@pytest.mark.parametrize("name", ["sendMessage", "sendmessage", "SENDMESSAGE"])
def test_find_takes_any_case(name: str) -> None:
    """A method is found however its name is spelt."""
    assert find(Call(name)) is send_message


def test_find_tells_unknown_from_missing() -> None:
    """A method of the Bot API is answered with 400, any other word with 404."""
    with pytest.raises(Refusal) as refused:
        find(Call("sendDice"))
    assert refused.value.code == 400
    with pytest.raises(Refusal) as refused:
        find(Call("dance"))
    assert refused.value.description == "Not Found: method not found"


def test_methods_are_all_of_bot_api_10() -> None:
    """Each of the 180 methods of Bot API 10.1 stands in one of the two lists."""
    assert len(METHODS) == len(FUNCTIONS)
    assert not KNOWN & METHODS.keys()
    assert len(KNOWN) + len(METHODS) == 180
