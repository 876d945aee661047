"""Coming and going: how the bot stands in a chat, and what it hears there."""

import time

from bot.sandbox.calls import Call
from bot.sandbox.chats import Chat, Standing
from bot.sandbox.entities import Formatted, pieces
from bot.sandbox.values import Json
from bot.sandbox.world import World


def change_standing(world: World, chat: Chat, by: Json, standing: Standing) -> None:
    """Let someone put the bot in or out of a chat, and tell the bot."""
    before, chat.standing = chat.standing, standing
    if before == standing:
        return
    if not chat.is_private:
        announce(world, chat, by)
    change = {
        "chat": chat.shown,
        "from": by,
        "date": int(time.time()),
        "old_chat_member": member(world, before),
        "new_chat_member": member(world, standing),
    }
    world.updates.add("my_chat_member", change)
    world.tell("world")


def announce(world: World, chat: Chat, by: Json) -> None:
    """Put the line into a group that says that the bot came or went."""
    if chat.standing == "member":
        content: Json = {"new_chat_members": [world.bot]}
    else:
        content = {"left_chat_member": world.bot}
    world.updates.add("message", world.post(chat, by, content))


def member(world: World, standing: Standing) -> Json:
    """Return the bot as a ChatMember object."""
    forever = {"until_date": 0} if standing == "kicked" else {}
    return {"status": standing, "user": world.bot} | forever


def upgrade(world: World, group: Chat) -> Chat:
    """Make a group a supergroup, which has a new id, and tell the bot."""
    new = world.add_group(group.shown["title"], group.members)
    group.upgraded_to = new.id
    founder = world.people[group.members[0]].user()
    for chat, news in (
        (group, {"migrate_to_chat_id": new.id}),
        (new, {"migrate_from_chat_id": group.id}),
    ):
        world.updates.add("message", world.post(chat, founder, news))
    return new


def leave_chat(world: World, call: Call) -> bool:
    """Let the bot leave a group by itself."""
    change_standing(world, world.open_chat(call), world.bot, "left")
    return True


def hears(world: World, chat: Chat, message: Json) -> bool:
    """Tell whether a person's message reaches the bot.

    In groups privacy mode is on: the bot hears replies to its own messages,
    messages that name it, and those that begin with a command for it or for
    any bot.
    """
    if chat.standing != "member" or chat.upgraded_to:
        return False
    author = message.get("reply_to_message", {}).get("from", {})
    return (
        chat.is_private
        or author.get("id") == world.bot["id"]
        or is_addressed(said_in(message), world.bot["username"])
    )


def said_in(message: Json) -> Formatted:
    """Return the text or caption of a message with its stretches."""
    if "text" in message:
        return Formatted(message["text"], message.get("entities", []))
    return Formatted(message.get("caption", ""), message.get("caption_entities", []))


def is_addressed(said: Formatted, username: str) -> bool:
    """Tell whether a text names the bot or begins with a command for any bot."""
    commands = pieces(said, "bot_command")
    named = [*pieces(said, "mention"), *commands]
    if any(name.lower().endswith(f"@{username}") for name in named):
        return True
    begins = any(said.text.startswith(command) for command in commands[:1])
    return begins and "@" not in commands[0]
