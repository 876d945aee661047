"""Tests of the methods with which the bot writes."""

import json
from typing import Any

import pytest
from telegram import Message

from bot.sandbox.calls import Call
from bot.sandbox.refusals import Refusal
from bot.sandbox.sending import (
    send_chat_action,
    send_document,
    send_media_group,
    send_message,
    send_message_draft,
    send_photo,
)
from bot.sandbox.values import Upload
from bot.sandbox.world import World, begin

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x09\x00\x00\x00\x09"
PICTURE = Upload("a.png", PNG, "image/png")
TABLE = Upload("a.csv", b"1", "text/csv")


@pytest.fixture
def world() -> World:
    """Return a world as it begins."""
    return begin()


def call(**params: Any) -> Call:
    """Return a call to Mina's chat with these parameters."""
    files = {name: p for name, p in params.items() if isinstance(p, Upload)}
    words = {"chat_id": 1001} | params
    texts = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in words.items()
        if name not in files
    }
    return Call("", texts, files)


def check(message: dict[str, Any]) -> None:
    """Assert that a bot's library reads every field of a message."""
    read = Message.de_json(json.loads(json.dumps(message)), None)
    assert read.api_kwargs == {}
    assert read.message_id == message["message_id"]


def test_send_message_is_kept(world: World) -> None:
    """A text goes into the chat with its entities and buttons."""
    markup = {"inline_keyboard": [[{"text": "4", "callback_data": "4"}]]}
    message = send_message(world, call(text="hi /k", reply_markup=markup))
    check(message)
    assert message["from"] == world.bot
    assert message["reply_markup"] == markup
    assert world.chats[1001].messages[message["message_id"]] == message


def test_send_photo_and_document_are_kept(world: World) -> None:
    """Files go into the chat with their captions."""
    photo = send_photo(
        world, call(photo=PICTURE, caption="<b>a</b>", parse_mode="HTML")
    )
    document = send_document(world, call(document=TABLE))
    again = send_document(world, call(document=document["document"]["file_id"]))
    for message in (photo, document, again):
        check(message)
    assert photo["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    assert again["document"] == document["document"]


def test_send_media_group_is_an_album(world: World) -> None:
    """Files sent together share a media_group_id, and each has its caption."""
    media = [
        {"type": "document", "media": "attach://one", "caption": "a"},
        {"type": "document", "media": "attach://two"},
    ]
    first, second = send_media_group(world, call(media=media, one=TABLE, two=TABLE))
    check(first)
    assert first["caption"] == "a"
    assert "caption" not in second
    assert first["media_group_id"] == second["media_group_id"]


@pytest.mark.parametrize(
    ("media", "why"),
    [
        ([], "wrong number of items in the album: must be 2-10"),
        ([{"type": "photo"}] * 11, "wrong number of items in the album: must be 2-10"),
        (
            [{"type": "photo"}, {"type": "document"}],
            "can't mix photos and documents in an album",
        ),
        ([{"type": "dice"}] * 2, "can't parse InputMedia: unknown type 'dice'"),
        ([{"type": "photo"}] * 2, "there is no photo in the request"),
    ],
)
def test_send_media_group_refuses(world: World, media: list[Any], why: str) -> None:
    """An album has 2 to 10 files of one kind."""
    with pytest.raises(Refusal) as refused:
        send_media_group(world, call(media=media))
    assert refused.value.description == f"Bad Request: {why}"
    assert world.chats[1001].messages == {}


def test_reply_quotes_the_message(world: World) -> None:
    """A reply shows what it replies to, by either way to ask for it."""
    first = send_message(world, call(text="a"))
    number = first["message_id"]
    for wish in (
        {"reply_parameters": {"message_id": number}},
        {"reply_to_message_id": number},
    ):
        reply = send_message(world, call(text="b", **wish))
        check(reply)
        assert reply["reply_to_message"] == first


def test_reply_to_nothing(world: World) -> None:
    """A reply to a missing message is refused, unless it may go without."""
    lost: dict[str, Any] = {"message_id": 5}
    with pytest.raises(Refusal) as refused:
        send_message(world, call(text="b", reply_parameters=lost))
    assert refused.value.description == "Bad Request: message to be replied not found"
    lost["allow_sending_without_reply"] = True
    assert "reply_to_message" not in send_message(
        world,
        call(text="b", reply_parameters=lost),
    )


def test_topics_are_kept_apart(world: World) -> None:
    """A message goes into the topic it names, or that of what it replies to."""
    forum = list(world.chats.values())[-1]
    topic = next(iter(forum.topics))
    one = send_message(world, call(chat_id=forum.id, text="a", message_thread_id=topic))
    wish = {"message_id": one["message_id"]}
    two = send_message(world, call(chat_id=forum.id, text="b", reply_parameters=wish))
    for message in (one, two):
        check(message)
        assert message["message_thread_id"] == topic
    with pytest.raises(Refusal) as refused:
        send_message(world, call(chat_id=forum.id, text="a", message_thread_id=5))
    assert refused.value.description == "Bad Request: message thread not found"


def test_send_chat_action_is_shown(world: World) -> None:
    """Those who look on see what the bot is about to do."""
    seen: list[dict[str, Any]] = []
    world.listeners.add(seen.append)
    assert send_chat_action(world, call(action="upload_photo"))
    assert seen == [
        {"event": "action", "chat": 1001, "thread": None, "action": "upload_photo"},
    ]
    with pytest.raises(Refusal) as refused:
        send_chat_action(world, call(action="dancing"))
    assert refused.value.description == "Bad Request: wrong parameter action in request"


def test_send_message_draft_is_typing(world: World) -> None:
    """A draft goes to a private chat with a number, and shows as typing."""
    seen: list[dict[str, Any]] = []
    world.listeners.add(seen.append)
    assert send_message_draft(world, call(draft_id=1, text="a"))
    assert [event["action"] for event in seen] == ["typing"]
    group = list(world.chats)[-1]
    for wish in ({"draft_id": 0}, {"draft_id": 1, "chat_id": group}):
        with pytest.raises(Refusal):
            send_message_draft(world, call(text="a", **wish))
