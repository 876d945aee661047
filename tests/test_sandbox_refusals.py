"""Tests of how the server says no."""

import pytest

from bot.sandbox.refusals import (
    Refusal,
    bad_request,
    conflict,
    forbidden,
    no_such_method,
    server_error,
    too_large,
    too_many_requests,
    unauthorized,
    upgraded,
)


@pytest.mark.parametrize(
    ("refusal", "code", "description"),
    [
        (bad_request("chat not found"), 400, "Bad Request: chat not found"),
        (unauthorized(), 401, "Unauthorized"),
        (forbidden("bot was blocked"), 403, "Forbidden: bot was blocked"),
        (no_such_method(), 404, "Not Found: method not found"),
        (conflict("two"), 409, "Conflict: two"),
        (too_large(), 413, "Request Entity Too Large"),
        (server_error(), 500, "Internal Server Error"),
    ],
)
def test_envelope_repeats_the_code(
    refusal: Refusal,
    code: int,
    description: str,
) -> None:
    """A refusal is told in Telegram's envelope, without empty parameters."""
    assert refusal.envelope() == {
        "ok": False,
        "error_code": code,
        "description": description,
    }


def test_upgraded_says_where_to() -> None:
    """The refusal of a group that is no more carries the supergroup's id."""
    envelope = upgraded(-1001).envelope()
    assert envelope["description"] == (
        "Bad Request: group chat was upgraded to a supergroup chat"
    )
    assert envelope["parameters"] == {"migrate_to_chat_id": -1001}


def test_too_many_requests_says_how_long() -> None:
    """A 429 carries the seconds to wait in words and as a parameter."""
    envelope = too_many_requests(7).envelope()
    assert envelope["description"] == "Too Many Requests: retry after 7"
    assert envelope["parameters"] == {"retry_after": 7}
