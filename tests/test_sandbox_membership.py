"""Tests of coming and going, and of what the bot hears."""

import json
from typing import Any

import pytest
from telegram import Update

from bot.sandbox.calls import Call
from bot.sandbox.chats import Chat
from bot.sandbox.entities import Formatted, find
from bot.sandbox.membership import (
    change_standing,
    hears,
    is_addressed,
    leave_chat,
    upgrade,
)
from bot.sandbox.world import World, begin


@pytest.fixture
def world() -> World:
    """Return a world as it begins."""
    return begin()


@pytest.fixture
def group(world: World) -> Chat:
    """Return its group."""
    return list(world.chats.values())[2]


def read(updates: list[dict[str, Any]]) -> list[Update]:
    """Return updates as a bot's library reads them."""
    return [Update.de_json(json.loads(json.dumps(update)), None) for update in updates]


def test_blocking_is_told_and_undone(world: World) -> None:
    """A bot learns that it was blocked and let in again; doing it twice is nothing."""
    mina, chat = world.people[1001].user(), world.chats[1001]
    change_standing(world, chat, mina, "member")
    change_standing(world, chat, mina, "kicked")
    change_standing(world, chat, mina, "kicked")
    change_standing(world, chat, mina, "member")
    changes = [update.my_chat_member for update in read(world.updates.pending)]
    told = [c and (c.old_chat_member.status, c.new_chat_member.status) for c in changes]
    assert told == [("member", "kicked"), ("kicked", "member")]
    assert chat.messages == {}


def test_groups_announce_the_bot(world: World, group: Chat) -> None:
    """Putting the bot out of a group and in again is also a message there."""
    mina = world.people[1001].user()
    change_standing(world, group, mina, "kicked")
    change_standing(world, group, mina, "member")
    out, kicked, into, joined = read(world.updates.pending)
    assert out.message
    assert out.message.left_chat_member
    assert into.message
    assert into.message.new_chat_members[0].username == "centroid_bot"
    assert kicked.my_chat_member
    assert joined.my_chat_member


def test_leave_chat_is_the_bots_own_doing(world: World, group: Chat) -> None:
    """A bot may leave, and then it has left."""
    assert leave_chat(world, Call("", {"chat_id": str(group.id)}))
    assert group.standing == "left"
    _, change = read(world.updates.pending)
    assert change.my_chat_member
    assert change.my_chat_member.from_user.is_bot


def test_upgrade_gives_a_group_a_new_id(world: World) -> None:
    """A group that becomes a supergroup says so on both sides, and hears no more."""
    group = world.add_group("Shop", [1001], kind="group")
    new = upgrade(world, group)
    old_says, new_says = read(world.updates.pending)
    assert old_says.message
    assert old_says.message.migrate_to_chat_id == new.id
    assert new_says.message
    assert new_says.message.migrate_from_chat_id == group.id
    assert new_says.message.chat.type == "supergroup"
    message = world.post(group, world.people[1001].user(), {"text": "/k@centroid_bot"})
    assert not hears(world, group, message)


@pytest.mark.parametrize(
    ("text", "addressed"),
    [
        ("/k 3", True),
        ("/k@centroid_bot 3", True),
        ("/k@Centroid_Bot 3", True),
        ("please /k@centroid_bot", True),
        ("hey @centroid_bot", True),
        ("/k@other_bot 3", False),
        ("please /k", False),
        ("hello", False),
        ("", False),
    ],
)
def test_is_addressed_follows_privacy_mode(text: str, *, addressed: bool) -> None:
    """The bot is meant by its name, or by a command at the beginning."""
    assert is_addressed(Formatted(text, find(text)), "centroid_bot") is addressed


def test_hears_everything_in_private(world: World, group: Chat) -> None:
    """What needs a name in a group needs none in a private chat."""
    mina = world.people[1001].user()
    for chat, heard in ((world.chats[1001], True), (group, False)):
        message = world.post(chat, mina, {"text": "hello"})
        assert hears(world, chat, message) is heard


def test_hears_replies_and_captions(world: World, group: Chat) -> None:
    """In groups the bot hears replies to itself and captions that call it."""
    mina = world.people[1001].user()
    own = world.post(group, world.bot, {"text": "a"})
    reply = world.post(group, mina, {"text": "b"}, reply_to=own)
    caption = {"caption": "/k", "caption_entities": find("/k")}
    captioned = world.post(group, mina, caption)
    assert hears(world, group, reply)
    assert hears(world, group, captioned)
    group.standing = "kicked"
    assert not hears(world, group, reply)
