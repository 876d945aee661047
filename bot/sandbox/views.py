"""The world as the person's side shows it: people, chats, the bot's commands."""

from bot.sandbox.chats import Chat, Person
from bot.sandbox.profile import DEFAULT_SCOPE
from bot.sandbox.values import Json
from bot.sandbox.world import World


def shown_world(world: World) -> Json:
    """Return everything but the messages."""
    profile = world.profile
    return {
        "bot": world.bot
        | {
            "description": profile.descriptions.get("", ""),
            "short_description": profile.short_descriptions.get("", ""),
        },
        "people": [shown_person(world, person) for person in world.people.values()],
        "chats": [shown_chat(chat) for chat in world.chats.values()],
        "commands": {
            language: commands
            for (scope, language), commands in profile.commands.items()
            if scope == DEFAULT_SCOPE
        },
    }


def shown_person(world: World, person: Person) -> Json:
    """Return a person, and whether they blocked the bot."""
    return person.user() | {"blocked": world.chats[person.id].standing == "kicked"}


def shown_chat(chat: Chat) -> Json:
    """Return a chat with its people and topics."""
    topics = [{"id": number, "name": name} for number, name in chat.topics.items()]
    return chat.shown | {
        "is_forum": chat.is_forum,
        "topics": topics,
        "members": chat.members,
        "member": chat.standing == "member",
    }
