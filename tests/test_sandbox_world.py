"""Tests of the sandbox's small world."""

import pytest

from bot.sandbox.calls import Call
from bot.sandbox.refusals import Refusal
from bot.sandbox.world import World, begin, clock_ids


@pytest.fixture
def world() -> World:
    """Return a world as it begins."""
    return begin()


def test_begin_has_people_and_groups(world: World) -> None:
    """Two people with their chats, a group and a forum are there from the first."""
    assert [person.first_name for person in world.people.values()] == ["Mina", "Alex"]
    kinds = [chat.shown["type"] for chat in world.chats.values()]
    assert kinds == ["private", "private", "supergroup", "supergroup"]
    for number, chat in world.chats.items():
        assert (number > 0) == chat.is_private


def test_forum_topics_begin_with_their_own_message(world: World) -> None:
    """A topic's id is the id of the message that opened it."""
    forum = list(world.chats.values())[-1]
    assert list(forum.topics.values()) == ["Surveys", "Sales"]
    for topic, name in forum.topics.items():
        opened = forum.messages[topic]
        assert opened["message_id"] == opened["message_thread_id"] == topic
        assert opened["is_topic_message"]
        assert opened["forum_topic_created"]["name"] == name
        assert "reply_to_message" not in opened


def test_clock_ids_rise_between_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A world that begins a second later begins with higher ids."""
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.9)
    first = next(clock_ids())
    monkeypatch.setattr("time.time", lambda: 1_800_000_001.0)
    assert 0 < first < next(clock_ids()) < 2**31


@pytest.mark.parametrize(
    ("name", "username"),
    [("Ben", "ben"), ("Mina", "mina1003"), ("민아", "person1003"), ("", "person1003")],
)
def test_add_person_finds_a_username(world: World, name: str, username: str) -> None:
    """A plain name is the username, with the number where it is taken."""
    assert world.add_person(name, "en").username == username


def test_post_tells_those_who_look_on(world: World) -> None:
    """Messages, edits and deletions are told as they happen."""
    seen: list[str] = []
    world.listeners.add(lambda event: seen.append(event["event"]))
    chat = world.chats[1001]
    message = world.post(chat, world.bot, {"text": "a"})
    edited = world.rewrite(chat, message["message_id"], {"text": "b"})
    world.remove(chat, message["message_id"])
    assert seen == ["message", "edit", "delete"]
    assert edited["text"] == "b"
    assert edited["edit_date"] >= edited["date"]
    assert message["text"] == "a"
    assert chat.messages == {}


def test_post_in_a_topic_replies_to_its_first_message(world: World) -> None:
    """Without a reply of its own a topic's message replies to what opened it."""
    forum = list(world.chats.values())[-1]
    topic = next(iter(forum.topics))
    one = world.post(forum, world.bot, {"text": "a"}, thread=topic)
    two = world.post(forum, world.bot, {"text": "b"}, thread=topic, reply_to=one)
    assert one["reply_to_message"]["message_id"] == topic
    assert two["reply_to_message"]["message_id"] == one["message_id"]
    assert "reply_to_message" not in two["reply_to_message"]
    assert two["is_topic_message"]


@pytest.mark.parametrize(
    ("chat", "why"),
    [
        ("", "Bad Request: chat_id is empty"),
        ("5", "Bad Request: chat not found"),
        ("@nobody", "Bad Request: chat not found"),
    ],
)
def test_open_chat_refuses_unknown_chats(world: World, chat: str, why: str) -> None:
    """A chat is named by the number it has."""
    with pytest.raises(Refusal) as refused:
        world.open_chat(Call("", {"chat_id": chat}))
    assert refused.value.description == why
