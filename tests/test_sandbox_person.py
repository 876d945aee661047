"""Tests of what a person does in a chat."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.sandbox import person
from bot.sandbox.calls import Call, as_params
from bot.sandbox.entities import units
from bot.sandbox.person import Speaker, find_speaker, split
from bot.sandbox.refusals import Refusal
from bot.sandbox.values import Json, Upload
from bot.sandbox.world import World, begin

TABLE = Upload("표.csv", b"1", "text/csv")
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x09\x00\x00\x00\x09"
MARKUP = {"inline_keyboard": [[{"text": "4", "callback_data": "k4"}]]}


@pytest.fixture
def world() -> World:
    """Return a world as it begins."""
    return begin()


@pytest.fixture
def mina(world: World) -> Speaker:
    """Return Mina in her chat with the bot."""
    return Speaker(world, world.chats[1001], world.people[1001])


def heard(world: World) -> list[Update]:
    """Return what reached the bot, as its library reads it."""
    return [
        Update.de_json(json.loads(json.dumps(update)), None)
        for update in world.updates.pending
    ]


def refusal(world: World, **wish: Any) -> str:
    """Return why someone may not act."""
    with pytest.raises(Refusal) as refused:
        find_speaker(world, Call("", as_params(wish)))
    return refused.value.description.removeprefix("Bad Request: ")


def test_find_speaker_knows_places(world: World) -> None:
    """A reply in a topic belongs to that topic."""
    forum = list(world.chats.values())[-1]
    topic = next(iter(forum.topics))
    own = world.post(forum, world.bot, {"text": "a"}, thread=topic)
    wish = {"chat": forum.id, "person": 1002, "reply_to": own["message_id"]}
    speaker = find_speaker(world, Call("", as_params(wish)))
    assert (speaker.thread, speaker.reply_to) == (topic, own)


def test_find_speaker_refuses(world: World) -> None:
    """Strangers, lost messages and topics, and those who blocked the bot are told."""
    strange = "this person is not in this chat"
    assert refusal(world, chat=1001, person=1002) == strange
    assert refusal(world, chat=5, person=1002) == strange
    assert refusal(world, chat=1001, person=5) == strange
    lost = refusal(world, chat=1001, person=1001, reply_to=5)
    assert lost == "there is no such message"
    assert refusal(world, chat=1001, person=1001, thread=5) == "there is no such topic"
    world.chats[1001].standing = "kicked"
    blocked = refusal(world, chat=1001, person=1001)
    assert blocked == "you blocked the bot: unblock it to go on"


def test_write_reaches_the_bot(world: World, mina: Speaker) -> None:
    """A text arrives with its command."""
    [message] = person.write(mina, " /k 3 ")
    [update] = heard(world)
    assert update.message
    assert update.message.message_id == message["message_id"]
    assert update.message.text == "/k 3"
    assert update.message.entities[0].type == "bot_command"


@pytest.mark.parametrize("text", ["", " \n"])
def test_write_needs_words(mina: Speaker, text: str) -> None:
    """Nothing cannot be sent."""
    with pytest.raises(Refusal):
        person.write(mina, text)


def test_write_splits_long_texts(world: World, mina: Speaker) -> None:
    """A pasted table of many lines arrives as several messages, cut at line ends."""
    rows = [f"{row},{row}" for row in range(2000)]
    messages = person.write(mina, "\n".join(rows))
    assert len(messages) == len(heard(world)) > 1
    assert "\n".join(message["text"] for message in messages).split("\n") == rows


@given(st.text("ab\n🏟", max_size=30), st.integers(1, 500))
def test_split_loses_nothing(text: str, times: int) -> None:
    """The pieces of a text are the text, and each fits a message."""
    pieces = split(text * times)
    assert "".join(pieces) == text * times
    assert all(units(piece) <= 4096 for piece in pieces)


def test_group_talk_is_private(world: World) -> None:
    """In a group the bot hears only what is meant for it."""
    team = list(world.chats.values())[2]
    speaker = Speaker(world, team, world.people[1002])
    person.write(speaker, "lunch?")
    person.write(speaker, "/k@centroid_bot 3")
    [update] = heard(world)
    assert update.message
    assert update.message.text == "/k@centroid_bot 3"


def test_send_files_carries_the_caption(world: World, mina: Speaker) -> None:
    """A file arrives with its caption's command."""
    person.send_files(mina, [TABLE], Call("", {"caption": "/k 3"}))
    [update] = heard(world)
    assert update.message
    assert update.message.document
    assert update.message.document.file_name == "표.csv"
    assert update.message.caption_entities[0].type == "bot_command"
    assert update.message.media_group_id is None


def test_send_files_takes_empty_ones(world: World, mina: Speaker) -> None:
    """A person may send what a bot may not: a file with nothing in it."""
    person.send_files(mina, [Upload("empty.csv", b"")], Call(""))
    [update] = heard(world)
    assert update.message
    assert update.message.document
    assert update.message.document.file_size == 0


def test_send_files_makes_albums(world: World, mina: Speaker) -> None:
    """Two files are an album, and the first has the caption."""
    pictures = [Upload("a.png", PNG), Upload("b.png", PNG)]
    person.send_files(mina, pictures, Call("", {"as": "photo", "caption": "a"}))
    messages = [update.message for update in heard(world)]
    assert [message and message.caption for message in messages] == ["a", None]
    assert len({message and message.media_group_id for message in messages}) == 1
    assert all(message and message.photo for message in messages)


@pytest.mark.parametrize(
    ("files", "wish", "why"),
    [
        ([TABLE] * 11, {}, "send at most 10 files at once"),
        ([TABLE], {"caption": "a" * 1025}, "a caption has at most 1,024 characters"),
        ([TABLE], {"as": "photo"}, "IMAGE_PROCESS_FAILED"),
    ],
)
def test_send_files_refuses(
    mina: Speaker,
    files: list[Upload],
    wish: dict[str, str],
    why: str,
) -> None:
    """Too many files, long captions and photos that are none are refused."""
    with pytest.raises(Refusal) as refused:
        person.send_files(mina, files, Call("", wish))
    assert refused.value.description == f"Bad Request: {why}"
    assert mina.chat.messages == {}


def test_edit_reaches_the_bot(world: World, mina: Speaker) -> None:
    """One's own text or caption can be changed, and the bot hears of it."""
    [said] = person.write(mina, "/k 3")
    [sent] = person.send_files(mina, [TABLE], Call(""))
    person.edit(mina, said["message_id"], "/k 4")
    captioned = person.edit(mina, sent["message_id"], "/k 5")
    assert captioned["document"] == sent["document"]
    texts = [
        update.edited_message.text or update.edited_message.caption
        for update in heard(world)
        if update.edited_message
    ]
    assert texts == ["/k 4", "/k 5"]


def test_edit_in_a_group_may_pass_unheard(world: World) -> None:
    """Privacy mode holds for edits as well."""
    team = list(world.chats.values())[2]
    speaker = Speaker(world, team, world.people[1002])
    [said] = person.write(speaker, "lunch?")
    assert person.edit(speaker, said["message_id"], "dinner?")["text"] == "dinner?"
    assert heard(world) == []


def test_edit_refuses(world: World, mina: Speaker) -> None:
    """Others' messages, empty texts and long ones are refused."""
    own = world.post(mina.chat, world.bot, {"text": "a"})
    [said] = person.write(mina, "a")
    for message, text, why in (
        (own, "b", "you can edit your own messages only"),
        (said, " ", "write something first"),
        (said, "a" * 4097, "this is too long for one message"),
    ):
        with pytest.raises(Refusal) as refused:
            person.edit(mina, message["message_id"], text)
        assert refused.value.description == f"Bad Request: {why}"


def test_tap_reaches_the_bot(world: World, mina: Speaker) -> None:
    """A button that is there makes a query with its data."""
    own: Json = world.post(mina.chat, world.bot, {"text": "a", "reply_markup": MARKUP})
    number = person.tap(mina, own["message_id"], "k4")
    [update] = heard(world)
    assert update.callback_query
    assert (update.callback_query.id, update.callback_query.data) == (number, "k4")
    assert update.callback_query.message
    assert number in world.queries


def test_tap_refuses(world: World) -> None:
    """A button that is not there, or whose bot is not, cannot be pressed."""
    team = list(world.chats.values())[2]
    speaker = Speaker(world, team, world.people[1002])
    own = world.post(team, world.bot, {"text": "a", "reply_markup": MARKUP})
    with pytest.raises(Refusal) as refused:
        person.tap(speaker, own["message_id"], "k5")
    assert refused.value.description == "Bad Request: there is no such button"
    team.standing = "kicked"
    with pytest.raises(Refusal) as refused:
        person.tap(speaker, own["message_id"], "k4")
    assert refused.value.description == "Bad Request: the bot is not in this chat"
