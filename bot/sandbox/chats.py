"""People, and the chats they have with the bot."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.sandbox.refusals import forbidden, upgraded
from bot.sandbox.values import Json

Standing: TypeAlias = Literal["member", "left", "kicked"]


@dataclass
class Person:
    """Someone who talks with the bot."""

    id: int
    first_name: str
    username: str
    language_code: str

    def user(self) -> Json:
        """Return the person as a User object."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "username": self.username,
            "language_code": self.language_code,
        }


@dataclass
class Chat:
    """A private chat or a group, with its messages by id, oldest first.

    Attributes
    ----------
    standing : "member", "left" or "kicked"
        How the bot stands here; in a private chat "kicked" means blocked.
    topics : dict
        A forum's topics: the id of a topic's first message -> its name.
    upgraded_to : int
        The supergroup that a group has become; 0 where it has not.
    """

    id: int
    shown: Json
    members: list[int]
    is_forum: bool = False
    topics: dict[int, str] = field(default_factory=dict)
    standing: Standing = "member"
    upgraded_to: int = 0
    messages: dict[int, Json] = field(default_factory=dict)

    @property
    def is_private(self) -> bool:
        """Whether only one person is here with the bot."""
        return self.id > 0

    def check_open(self) -> None:
        """Refuse a bot that may not write here.

        Raises
        ------
        Refusal
            403 where the bot is not wanted, and 400 with the new id where the
            group has become a supergroup.
        """
        if self.upgraded_to:
            raise upgraded(self.upgraded_to)
        if self.standing != "member" and self.is_private:
            raise forbidden("bot was blocked by the user")
        if self.standing == "kicked":
            raise forbidden(f"bot was kicked from the {self.shown['type']} chat")
        if self.standing == "left":
            raise forbidden(f"bot is not a member of the {self.shown['type']} chat")
