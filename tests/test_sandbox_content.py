"""Tests of what a message says."""

import pytest

from bot.sandbox.calls import Call
from bot.sandbox.content import caption_content, marked, text_content
from bot.sandbox.entities import Formatted
from bot.sandbox.refusals import Refusal


def test_text_content_reads_html() -> None:
    """Tags become entities beside those that are found."""
    call = Call("", {"text": " <b>hi</b> /k ", "parse_mode": "HTML"})
    assert text_content(call) == {
        "text": "hi /k",
        "entities": [
            {"type": "bold", "offset": 0, "length": 2},
            {"type": "bot_command", "offset": 3, "length": 2},
        ],
    }


def test_text_content_takes_entities() -> None:
    """Without a parse mode the text is as given, with the entities given."""
    given = '[{"type":"bold","offset":0,"length":3}]'
    call = Call("", {"text": "<b>", "entities": given})
    assert text_content(call) == {
        "text": "<b>",
        "entities": [{"type": "bold", "offset": 0, "length": 3}],
    }


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "html"}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "🏟" * 2049}, "message is too long"),
        ({"text": "a" * 32_769}, "text is too long"),
        (
            {"text": "a", "parse_mode": "MarkdownV2"},
            "the sandbox reads HTML, no Markdown",
        ),
        ({"text": "a", "parse_mode": "bbcode"}, "unsupported parse_mode"),
        ({"text": "a", "entities": "5"}, "can't parse entities JSON object"),
    ],
)
def test_text_content_refuses(params: dict[str, str], why: str) -> None:
    """A text is not empty, not too long, and in a known form."""
    with pytest.raises(Refusal) as refused:
        text_content(Call("", params))
    assert refused.value.description == f"Bad Request: {why}"


def test_limits_count_what_is_shown() -> None:
    """Tags do not count against the length of a text or caption."""
    long = {"text": f"<b>{'a' * 4096}</b>", "parse_mode": "HTML"}
    assert len(text_content(Call("", long))["text"]) == 4096
    long = {"caption": f"<b>{'a' * 1024}</b>", "parse_mode": "HTML"}
    assert len(caption_content(Call("", long))["caption"]) == 1024


def test_caption_content_may_be_nothing() -> None:
    """Without a caption a file says nothing."""
    assert caption_content(Call("", {"caption": "  "})) == {}


def test_caption_content_finds_commands() -> None:
    """Commands are found in captions as they are in texts."""
    call = Call("", {"caption": "/k 3", "show_caption_above_media": "true"})
    assert caption_content(call) == {
        "caption": "/k 3",
        "caption_entities": [{"type": "bot_command", "offset": 0, "length": 2}],
        "show_caption_above_media": True,
    }


def test_caption_content_refuses_long_ones() -> None:
    """A caption has at most 1024 units."""
    with pytest.raises(Refusal) as refused:
        caption_content(Call("", {"caption": "가" * 1025}))
    assert refused.value.description == "Bad Request: message caption is too long"


def test_marked_leaves_out_nothing_to_mark() -> None:
    """A text without stretches has no field for them."""
    assert marked("entities", Formatted("a")) == {}
