"""Tests of the methods with which the bot says what it is and looks around."""

import json
from typing import Any

import pytest
from telegram import ChatFullInfo, ChatMember, User

from bot.sandbox import profile
from bot.sandbox.calls import Call, as_params
from bot.sandbox.refusals import Refusal
from bot.sandbox.values import Upload
from bot.sandbox.world import World, begin

START = {"command": "start", "description": "Begin"}


@pytest.fixture
def world() -> World:
    """Return a world as it begins."""
    return begin()


def call(**params: Any) -> Call:
    """Return a call with these parameters."""
    return Call("", as_params(params))


def test_get_me_has_all_a_bot_reads(world: World) -> None:
    """The bot learns its name, and that privacy mode is on."""
    me = User.de_json(profile.get_me(world, call()), None)
    assert (me.username, me.is_bot) == ("centroid_bot", True)
    assert me.can_read_all_group_messages is False


def test_commands_are_kept_by_scope_and_language(world: World) -> None:
    """A list set for one scope and language is found there alone."""
    group = {"type": "all_group_chats"}
    assert profile.set_my_commands(world, call(commands=[START], language_code="ko"))
    assert profile.get_my_commands(world, call(language_code="ko")) == [START]
    assert profile.get_my_commands(world, call()) == []
    assert profile.get_my_commands(world, call(language_code="ko", scope=group)) == []
    assert profile.delete_my_commands(world, call(language_code="ko"))
    assert profile.delete_my_commands(world, call(language_code="ko"))
    assert profile.get_my_commands(world, call(language_code="ko")) == []


@pytest.mark.parametrize(
    ("commands", "why"),
    [
        ([START] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ([START | {"command": "Start"}], "BOT_COMMAND_INVALID"),
        ([START | {"command": "/start"}], "BOT_COMMAND_INVALID"),
        ([{"description": "a"}], "BOT_COMMAND_INVALID"),
        ([{"command": "start"}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([START | {"description": "a" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
def test_set_my_commands_refuses(world: World, commands: list[Any], why: str) -> None:
    """Up to 100 commands have small names and a description each."""
    with pytest.raises(Refusal) as refused:
        profile.set_my_commands(world, call(commands=commands))
    assert refused.value.description == f"Bad Request: {why}"


def test_descriptions_fall_back_to_no_language(world: World) -> None:
    """A text set for a language is shown there, and elsewhere the one for none."""
    profile.set_my_description(world, call(description="any"))
    profile.set_my_description(world, call(description="뭐든", language_code="ko"))
    profile.set_my_short_description(world, call(short_description="a"))
    assert profile.get_my_description(world, call()) == {"description": "any"}
    korean = profile.get_my_description(world, call(language_code="ko"))
    assert korean == {"description": "뭐든"}
    french = profile.get_my_short_description(world, call(language_code="fr"))
    assert french == {"short_description": "a"}


def test_menu_button_is_kept(world: World) -> None:
    """The menu button is what it was last set to."""
    assert profile.get_chat_menu_button(world, call()) == {"type": "default"}
    button = {"type": "commands"}
    assert profile.set_chat_menu_button(world, call(menu_button=button))
    assert profile.get_chat_menu_button(world, call()) == button
    assert profile.set_chat_menu_button(world, call())
    assert profile.get_chat_menu_button(world, call()) == {"type": "default"}


def test_get_file_says_where(world: World) -> None:
    """A file_id leads to a path."""
    document = world.files.content("document", Upload("a.csv", b"1"))["document"]
    file = profile.get_file(world, call(file_id=document["file_id"]))
    assert file["file_path"] in world.files.by_path


def test_get_chat_has_all_a_bot_reads(world: World) -> None:
    """Every chat can be asked for."""
    for number in world.chats:
        read = ChatFullInfo.de_json(profile.get_chat(world, call(chat_id=number)), None)
        assert read.id == number


def test_get_chat_member_knows_who_is_in(world: World) -> None:
    """People are members of their chats and have left all others."""
    for chat, user, status in (
        (1001, 1001, "member"),
        (1001, 1002, "left"),
        (1001, world.bot["id"], "member"),
    ):
        found = profile.get_chat_member(world, call(chat_id=chat, user_id=user))
        assert found["status"] == status
        assert ChatMember.de_json(json.loads(json.dumps(found)), None).user.id == user
    with pytest.raises(Refusal) as refused:
        profile.get_chat_member(world, call(chat_id=1001, user_id=5))
    assert refused.value.description == "Bad Request: user not found"
