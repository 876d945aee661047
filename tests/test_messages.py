"""Small things that handlers need of an update."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

import pytest
from telegram import Chat, Message, Update, User

from bot.messages import Context, document_of, match_of, message_of, place_of
from bot.store import Place


def message(**more: object) -> Message:
    """Return a message of a person in a group."""
    group, person = Chat(-5, Chat.SUPERGROUP), User(7, "Ann", is_bot=False)
    facts = {"from_user": person, **more}
    return Message(1, datetime.now(UTC), group, **facts)  # type: ignore[arg-type]  # Message's own


def test_a_place_is_chat_topic_and_person() -> None:
    """A thread of replies in a group is no topic; a channel's post has no person."""
    assert place_of(message()) == Place(-5, 0, 7)
    topic = message(message_thread_id=9, is_topic_message=True)
    assert place_of(topic) == Place(-5, 9, 7)
    assert place_of(message(message_thread_id=9)) == Place(-5, 0, 7)
    assert place_of(message(from_user=None)) == Place(-5, 0, 0)


def test_handlers_that_are_misplaced_fail_at_once() -> None:
    """An update of another kind is our own fault, and is said so."""
    with pytest.raises(TypeError, match="message"):
        message_of(Update(1))
    with pytest.raises(TypeError, match="documents"):
        document_of(message())
    with pytest.raises(TypeError, match="pattern"):
        match_of(cast("Context", SimpleNamespace(match=None)))
