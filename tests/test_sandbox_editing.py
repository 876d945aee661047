"""Tests of the methods with which the bot changes what it wrote."""

import json
from typing import Any

import pytest

from bot.sandbox.calls import Call
from bot.sandbox.editing import (
    answer_callback_query,
    delete_message,
    edit_message_caption,
    edit_message_media,
    edit_message_reply_markup,
    edit_message_text,
    set_message_reaction,
)
from bot.sandbox.refusals import Refusal
from bot.sandbox.values import Json, Upload
from bot.sandbox.world import World, begin

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x09\x00\x00\x00\x09"
MARKUP = {"inline_keyboard": [[{"text": "4", "callback_data": "4"}]]}
SAME = (
    "message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


@pytest.fixture
def world() -> World:
    """Return a world as it begins."""
    return begin()


def post(world: World, **content: Any) -> Json:
    """Let the bot say something to Mina."""
    return world.post(world.chats[1001], world.bot, content)


def photo(world: World, **content: Any) -> Json:
    """Let the bot show Mina a picture."""
    file = world.files.content("photo", Upload("a.png", PNG))
    return post(world, **file, **content)


def call(message: Json, files: dict[str, Upload] | None = None, **params: Any) -> Call:
    """Return a call about a message."""
    words = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
    texts = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in (words | params).items()
    }
    return Call("", texts, files or {})


def test_edit_message_text_replaces_all(world: World) -> None:
    """The new text has its own entities, and without reply_markup no buttons."""
    message = post(world, text="a", reply_markup=MARKUP)
    edited = edit_message_text(world, call(message, text="/k"))
    assert edited["text"] == "/k"
    assert edited["entities"] == [{"type": "bot_command", "offset": 0, "length": 2}]
    assert "reply_markup" not in edited
    assert edited["date"] == message["date"]
    assert edited["edit_date"]


def test_edit_message_caption_keeps_the_file(world: World) -> None:
    """A caption can be changed, given and taken."""
    message = photo(world, caption="a")
    edited = edit_message_caption(world, call(message, caption="b"))
    assert (edited["photo"], edited["caption"]) == (message["photo"], "b")
    assert "caption" not in edit_message_caption(world, call(message))


def test_edit_message_media_replaces_file_and_caption(world: World) -> None:
    """A picture changes in place, and may even become a document."""
    message = photo(world, caption="a")
    new = {"new": Upload("b.png", PNG)}
    wish = {"type": "photo", "media": "attach://new", "caption": "b"}
    edited = edit_message_media(
        world,
        call(message, new, media=wish, reply_markup=MARKUP),
    )
    assert edited["message_id"] == message["message_id"]
    assert edited["caption"] == "b"
    assert edited["reply_markup"] == MARKUP
    assert edited["photo"][-1]["file_id"] != message["photo"][-1]["file_id"]
    document = {"type": "document", "media": "attach://new"}
    assert "photo" not in edit_message_media(world, call(message, new, media=document))


def test_edit_message_reply_markup_keeps_the_rest(world: World) -> None:
    """Buttons can be changed alone."""
    message = photo(world, caption="a")
    edited = edit_message_reply_markup(world, call(message, reply_markup=MARKUP))
    assert edited["reply_markup"] == MARKUP
    assert (edited["photo"], edited["caption"]) == (message["photo"], "a")
    assert "reply_markup" not in edit_message_reply_markup(world, call(message))


def test_edits_that_change_nothing_are_refused(world: World) -> None:
    """An edit to what is there already is refused, also after an edit."""
    text, picture = (
        post(world, text="a", reply_markup=MARKUP),
        photo(world, caption="a"),
    )
    same = {"type": "photo", "media": picture["photo"][0]["file_id"], "caption": "a"}
    edit_message_text(world, call(text, text="b", reply_markup=MARKUP))
    for edit, wish in (
        (edit_message_text, call(text, text=" b ", reply_markup=MARKUP)),
        (edit_message_caption, call(picture, caption="a")),
        (edit_message_media, call(picture, media=same)),
        (edit_message_reply_markup, call(text, reply_markup=MARKUP)),
    ):
        with pytest.raises(Refusal) as refused:
            edit(world, wish)
        assert refused.value.description == f"Bad Request: {SAME}"


def test_edits_of_the_wrong_message_are_refused(world: World) -> None:
    """Only the bot's own messages can be edited, and each as what it is."""
    text, picture = post(world, text="a"), photo(world)
    mina = world.people[1001].user()
    said = world.post(world.chats[1001], mina, {"text": "a"})
    lost = text | {"message_id": 5}
    for edit, wish, why in (
        (edit_message_text, call(lost, text="b"), "message to edit not found"),
        (edit_message_text, call(said, text="b"), "message can't be edited"),
        (
            edit_message_text,
            call(picture, text="b"),
            "there is no text in the message to edit",
        ),
        (
            edit_message_caption,
            call(text, caption="b"),
            "there is no caption in the message to edit",
        ),
        (edit_message_media, call(picture), "media must be specified"),
    ):
        with pytest.raises(Refusal) as refused:
            edit(world, wish)
        assert refused.value.description == f"Bad Request: {why}"


def test_delete_message_takes_it_away(world: World) -> None:
    """The bot deletes its own messages, and any in a private chat."""
    mina = world.people[1001].user()
    said = world.post(world.chats[1001], mina, {"text": "a"})
    own = post(world, text="a")
    for message in (said, own):
        assert delete_message(world, call(message))
    assert world.chats[1001].messages == {}
    with pytest.raises(Refusal) as refused:
        delete_message(world, call(own))
    assert refused.value.description == "Bad Request: message to delete not found"


def test_delete_message_has_limits(world: World) -> None:
    """Others' messages in a group stay, and so does what is 48 hours old."""
    mina, group = world.people[1001].user(), list(world.chats.values())[2]
    said = world.post(group, mina, {"text": "a"})
    old = post(world, text="a", date=1_700_000_000)
    for message in (said, old):
        with pytest.raises(Refusal) as refused:
            delete_message(world, call(message))
        assert refused.value.description == "Bad Request: message can't be deleted"


def test_answer_callback_query_reaches_the_person_once(world: World) -> None:
    """The answer to a tap is told to lookers-on; a second one comes too late."""
    seen: list[Json] = []
    world.listeners.add(seen.append)
    world.queries["7"] = {"id": "7", "from": world.people[1001].user()}
    answer = Call("", {"callback_query_id": "7", "text": "ok", "show_alert": "true"})
    assert answer_callback_query(world, answer)
    assert seen == [
        {
            "event": "answer",
            "person": 1001,
            "callback_query_id": "7",
            "text": "ok",
            "show_alert": True,
        },
    ]
    with pytest.raises(Refusal) as refused:
        answer_callback_query(world, answer)
    assert refused.value.description == (
        "Bad Request: query is too old and response timeout expired or query ID is "
        "invalid"
    )


def test_answer_callback_query_is_short(world: World) -> None:
    """An answer has at most 200 characters."""
    with pytest.raises(Refusal) as refused:
        answer_callback_query(world, Call("", {"text": "a" * 201}))
    assert refused.value.description == "Bad Request: MESSAGE_TOO_LONG"


def test_set_message_reaction_needs_a_message(world: World) -> None:
    """A reaction is taken for a message that is there."""
    message = post(world, text="a")
    assert set_message_reaction(world, call(message))
    with pytest.raises(Refusal) as refused:
        set_message_reaction(world, call(message | {"message_id": 5}))
    assert refused.value.description == "Bad Request: message to react not found"
