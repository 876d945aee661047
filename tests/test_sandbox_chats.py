"""Tests of people and their chats."""

import pytest

from bot.sandbox.chats import Chat, Person, Standing
from bot.sandbox.refusals import Refusal


def chat(number: int, kind: str) -> Chat:
    """Return a chat of a kind."""
    return Chat(number, {"id": number, "type": kind}, [1])


def test_user_is_no_bot() -> None:
    """A person is shown with the language they speak."""
    assert Person(1, "Mina", "mina", "ko").user() == {
        "id": 1,
        "is_bot": False,
        "first_name": "Mina",
        "username": "mina",
        "language_code": "ko",
    }


def test_check_open_lets_members_write() -> None:
    """Where the bot is a member it may write."""
    place = chat(1, "private")
    place.check_open()
    assert place.is_private
    assert not chat(-1, "group").is_private


@pytest.mark.parametrize(
    ("place", "standing", "why"),
    [
        (chat(1, "private"), "kicked", "bot was blocked by the user"),
        (chat(-1, "group"), "kicked", "bot was kicked from the group chat"),
        (chat(-1, "supergroup"), "kicked", "bot was kicked from the supergroup chat"),
        (chat(-1, "supergroup"), "left", "bot is not a member of the supergroup chat"),
    ],
)
def test_check_open_refuses_where_the_bot_is_out(
    place: Chat,
    standing: Standing,
    why: str,
) -> None:
    """Where the bot is blocked, thrown out or gone it gets a 403."""
    place.standing = standing
    with pytest.raises(Refusal) as refused:
        place.check_open()
    assert refused.value.code == 403
    assert refused.value.description == f"Forbidden: {why}"


def test_check_open_says_where_a_group_went() -> None:
    """A group that became a supergroup refuses with the new id."""
    place = chat(-1, "group")
    place.upgraded_to = -1001
    with pytest.raises(Refusal) as refused:
        place.check_open()
    assert refused.value.parameters == {"migrate_to_chat_id": -1001}
