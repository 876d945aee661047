"""The sandbox's small world: people, chats, messages, and those who look on."""

import copy
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.sandbox.calls import Call
from bot.sandbox.chats import Chat, Person
from bot.sandbox.files import Files
from bot.sandbox.refusals import bad_request
from bot.sandbox.updates import Updates
from bot.sandbox.values import Json

Listener: TypeAlias = Callable[[Json], None]

BOT_ID = 7_000_000_001
FIRST_PERSON_ID = 1001
FIRST_GROUP_IDS = {"group": -5_000_001, "supergroup": -1_000_000_000_001}
TOPIC_COLOR = 0x6FB9F0
BEGINNING = 1_767_225_600
"""The first second of 2026, from which the ids are counted."""


def clock_ids() -> Iterator[int]:
    """Return rising numbers that go on rising when the sandbox starts anew.

    They leave room for eight a second, so that what a bot noted down in an
    earlier run never means something else in the next.
    """
    return itertools.count(8 * (int(time.time()) - BEGINNING))


@dataclass
class Profile:
    """What the bot says of itself, each by language code."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "default"})


@dataclass
class World:
    """Everything the sandbox knows; it is forgotten when the sandbox ends."""

    ids: Iterator[int] = field(default_factory=clock_ids)
    bot: Json = field(
        default_factory=lambda: {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "Centroid",
            "username": "centroid_bot",
        },
    )
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    profile: Profile = field(default_factory=Profile)
    updates: Updates = field(default_factory=lambda: Updates(clock_ids()))
    queries: dict[str, Json] = field(default_factory=dict)
    listeners: set[Listener] = field(default_factory=set)

    def tell(self, event: str, **facts: object) -> None:
        """Tell everyone who looks on that something happened."""
        for listener in tuple(self.listeners):
            listener({"event": event, **facts})

    def add_person(self, first_name: str, language_code: str) -> Person:
        """Let a person in, with a private chat with the bot."""
        number = FIRST_PERSON_ID + len(self.people)
        plain = first_name.lower()
        username = plain if plain.isascii() and plain.isalpha() else f"person{number}"
        taken = {person.username for person in self.people.values()}
        username = f"{username}{number}" if username in taken else username
        person = Person(number, first_name, username, language_code)
        self.people[number] = person
        named = {"id": number, "first_name": first_name, "username": username}
        self.chats[number] = Chat(number, named | {"type": "private"}, [number])
        self.tell("world")
        return person

    def add_group(
        self,
        title: str,
        members: list[int],
        *,
        kind: str = "supergroup",
        is_forum: bool = False,
        topics: tuple[str, ...] = (),
    ) -> Chat:
        """Found a group or supergroup with these people and the bot in it."""
        groups = sum(not chat.is_private for chat in self.chats.values())
        number = FIRST_GROUP_IDS[kind] - groups
        shown: Json = {"id": number, "title": title, "type": kind}
        if is_forum:
            shown["is_forum"] = True
        chat = Chat(number, shown, members, is_forum=is_forum)
        self.chats[number] = chat
        for name in topics:
            self.open_topic(chat, name)
        self.tell("world")
        return chat

    def open_topic(self, chat: Chat, name: str) -> None:
        """Open a topic in a forum; its first message says so."""
        topic = next(self.ids)
        chat.topics[topic] = name
        founder = self.people[chat.members[0]].user()
        created = {"forum_topic_created": {"name": name, "icon_color": TOPIC_COLOR}}
        self.post(chat, founder, created | {"message_id": topic}, thread=topic)

    def post(
        self,
        chat: Chat,
        sender: Json,
        content: Json,
        *,
        thread: int = 0,
        reply_to: Json | None = None,
    ) -> Json:
        """Put a message into a chat and return it.

        In a topic a message that replies to nothing replies to the topic's
        first message, as Telegram has it.
        """
        message: Json = {
            "message_id": next(self.ids),
            "from": sender,
            "chat": chat.shown,
            "date": int(time.time()),
        }
        if thread:
            message |= {"message_thread_id": thread, "is_topic_message": True}
            reply_to = reply_to or chat.messages.get(thread)
        if reply_to:
            message["reply_to_message"] = without_reply(reply_to)
        message |= content
        chat.messages[message["message_id"]] = message
        self.tell("message", message=message)
        return message

    def rewrite(self, chat: Chat, message_id: int, content: Json) -> Json:
        """Replace what a message says and return the message as it is now."""
        old = chat.messages[message_id]
        kept = {name: old[name] for name in LASTING if name in old}
        message = kept | content | {"edit_date": int(time.time())}
        chat.messages[message_id] = message
        self.tell("edit", message=message)
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        """Take a message out of a chat."""
        del chat.messages[message_id]
        self.tell("delete", chat=chat.id, message_id=message_id)

    def open_chat(self, call: Call) -> Chat:
        """Return the chat that a call names, if the bot may write there.

        Raises
        ------
        Refusal
            400 for an unknown chat, or where the chat itself refuses.
        """
        if not call.text("chat_id"):
            raise bad_request("chat_id is empty")
        if not (chat := self.chats.get(call.whole("chat_id"))):
            raise bad_request("chat not found")
        chat.check_open()
        return chat


LASTING = (
    "message_id",
    "from",
    "chat",
    "date",
    "message_thread_id",
    "is_topic_message",
    "reply_to_message",
    "media_group_id",
)
"""The fields of a message that an edit leaves as they are."""


def without_reply(message: Json) -> Json:
    """Return a message as a reply shows it: without what it replies to itself."""
    shown = copy.deepcopy(message)
    shown.pop("reply_to_message", None)
    return shown


def begin() -> World:
    """Return a world with two people, a group and a forum of two topics."""
    world = World()
    members = [
        world.add_person("Mina", "ko").id,
        world.add_person("Alex", "en").id,
    ]
    world.add_group("Team", members)
    world.add_group("Lab", members, is_forum=True, topics=("Surveys", "Sales"))
    return world
