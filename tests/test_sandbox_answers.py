"""Tests of what goes back over the wire."""

import json

from bot.sandbox.answers import accepted, refused
from bot.sandbox.refusals import bad_request, too_many_requests


def test_accepted_wraps_the_result() -> None:
    """A result stands in the envelope with ok."""
    answer = accepted([1])
    assert answer.status == 200
    assert json.loads(answer.body) == {"ok": True, "result": [1]}


def test_refused_keeps_code_and_words() -> None:
    """A refusal's code is the status, and its words are kept for lookers-on."""
    answer = refused(bad_request("chat not found"))
    assert (answer.status, answer.retry_after_s) == (400, 0)
    assert answer.description == "Bad Request: chat not found"
    assert json.loads(answer.body)["error_code"] == 400


def test_refused_asks_to_wait_in_a_header() -> None:
    """A 429 gives the seconds to wait for the Retry-After header."""
    assert refused(too_many_requests(3)).retry_after_s == 3
