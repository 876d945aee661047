"""The methods with which the bot says what it is and looks around."""

import json
import re

from bot.sandbox.calls import Call
from bot.sandbox.refusals import bad_request
from bot.sandbox.values import Json
from bot.sandbox.world import World

DEFAULT_SCOPE = json.dumps({"type": "default"})
COMMANDS_LIMIT = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
DESCRIPTION_LIMIT = 256
ABILITIES = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_guest_queries": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
    "has_topics_enabled": False,
    "allows_users_to_create_topics": False,
    "can_manage_bots": False,
    "supports_join_request_queries": False,
}
GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)
REACTIONS_LIMIT = 11


def get_me(world: World, _: Call) -> Json:
    """Say who the bot is and what it may do; in groups it has privacy mode on."""
    return world.bot | ABILITIES


def command_scope(call: Call) -> tuple[str, str]:
    """Return for whom a list of commands is: a scope and a language code."""
    scope = call.value("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), call.text("language_code")


def set_my_commands(world: World, call: Call) -> bool:
    """Take the list of commands that clients show."""
    commands = call.objects("commands")
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(str(command.get("command"))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 0 < len(str(command.get("description", ""))) <= DESCRIPTION_LIMIT:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.profile.commands[command_scope(call)] = commands
    world.tell("world")
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    """Return the list of commands of a scope and language."""
    return world.profile.commands.get(command_scope(call), [])


def delete_my_commands(world: World, call: Call) -> bool:
    """Forget the list of commands of a scope and language."""
    world.profile.commands.pop(command_scope(call), None)
    world.tell("world")
    return True


def set_my_description(world: World, call: Call) -> bool:
    """Take the text that an empty chat shows."""
    world.profile.descriptions[call.text("language_code")] = call.text("description")
    world.tell("world")
    return True


def get_my_description(world: World, call: Call) -> Json:
    """Return the text that an empty chat shows."""
    texts = world.profile.descriptions
    return {"description": texts.get(call.text("language_code"), texts.get("", ""))}


def set_my_short_description(world: World, call: Call) -> bool:
    """Take the text on the bot's own page."""
    short = call.text("short_description")
    world.profile.short_descriptions[call.text("language_code")] = short
    world.tell("world")
    return True


def get_my_short_description(world: World, call: Call) -> Json:
    """Return the text on the bot's own page."""
    texts = world.profile.short_descriptions
    short = texts.get(call.text("language_code"), texts.get("", ""))
    return {"short_description": short}


def set_chat_menu_button(world: World, call: Call) -> bool:
    """Take what the button beside the text field does."""
    world.profile.menu_button = call.value("menu_button") or {"type": "default"}
    return True


def get_chat_menu_button(world: World, _: Call) -> Json:
    """Return what the button beside the text field does."""
    return world.profile.menu_button


def get_file(world: World, call: Call) -> Json:
    """Return where a file of at most 20 MB can be fetched."""
    return world.files.fetchable(call.text("file_id"))


def get_chat(world: World, call: Call) -> Json:
    """Return all there is to know of a chat the bot is in."""
    chat = world.open_chat(call)
    return chat.shown | {
        "accent_color_id": 0,
        "max_reaction_count": REACTIONS_LIMIT,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }


def get_chat_member(world: World, call: Call) -> Json:
    """Return how a person, or the bot itself, stands in a chat."""
    chat = world.open_chat(call)
    number = call.whole("user_id")
    if number == world.bot["id"]:
        return {"status": "member", "user": world.bot}
    if number not in world.people:
        raise bad_request("user not found")
    status = "member" if number in chat.members else "left"
    return {"status": status, "user": world.people[number].user()}
