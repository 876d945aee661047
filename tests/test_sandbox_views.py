"""Tests of the world as the person's side shows it."""

from bot.sandbox.calls import Call
from bot.sandbox.profile import set_my_commands, set_my_description
from bot.sandbox.views import shown_chat, shown_person, shown_world
from bot.sandbox.world import begin


def test_shown_world_has_everything_but_messages() -> None:
    """The bot, the people, the chats and the commands are there."""
    world = begin()
    shown = shown_world(world)
    assert shown.keys() == {"bot", "people", "chats", "commands"}
    assert shown["bot"]["first_name"] == "Centroid"
    assert [person["username"] for person in shown["people"]] == ["mina", "alex"]
    assert [topic["name"] for topic in shown["chats"][-1]["topics"]] == [
        "Surveys",
        "Sales",
    ]


def test_shown_world_has_commands_of_the_default_scope() -> None:
    """Commands are shown by language, and those of other scopes are not."""
    world = begin()
    commands = '[{"command": "k", "description": "Cluster"}]'
    set_my_commands(world, Call("", {"commands": commands, "language_code": "ko"}))
    group = '{"type": "all_group_chats"}'
    set_my_commands(world, Call("", {"commands": commands, "scope": group}))
    set_my_description(world, Call("", {"description": "Groups"}))
    shown = shown_world(world)
    assert shown["commands"] == {"ko": [{"command": "k", "description": "Cluster"}]}
    assert shown["bot"]["description"] == "Groups"


def test_shown_standing_follows_the_chat() -> None:
    """Who blocked the bot, and which groups it is in, can be seen."""
    world = begin()
    mina, chat = world.people[1001], world.chats[1001]
    assert shown_person(world, mina)["blocked"] is False
    assert shown_chat(chat)["member"] is True
    chat.standing = "kicked"
    assert shown_person(world, mina)["blocked"] is True
    assert shown_chat(chat)["member"] is False
