"""How the server says no: the codes and sentences of the Bot API."""

from dataclasses import dataclass, field

from bot.sandbox.values import Json


@dataclass(eq=False)
class Refusal(Exception):
    """An answer other than ok.

    Attributes
    ----------
    code : int
        The HTTP status, repeated as error_code.
    description : str
        The sentence, word for word as Telegram says it.
    parameters : dict
        Hints for the caller, such as retry_after in seconds.
    """

    code: int
    description: str
    parameters: Json = field(default_factory=dict)

    def envelope(self) -> Json:
        """Return the body of the answer."""
        said = {"ok": False, "error_code": self.code, "description": self.description}
        return said | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(why: str) -> Refusal:
    """Return a 400, the refusal of a request that cannot be carried out."""
    return Refusal(400, f"Bad Request: {why}")


def upgraded(chat: int) -> Refusal:
    """Return a 400 that says under which id a group goes on."""
    why = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, why, {"migrate_to_chat_id": chat})


def forbidden(why: str) -> Refusal:
    """Return a 403, the refusal where a bot is not wanted."""
    return Refusal(403, f"Forbidden: {why}")


def conflict(why: str) -> Refusal:
    """Return a 409, the refusal of a second way to fetch updates."""
    return Refusal(409, f"Conflict: {why}")


def too_many_requests(retry_after: int) -> Refusal:
    """Return a 429 that asks to wait for so many seconds."""
    why = f"Too Many Requests: retry after {retry_after}"
    return Refusal(429, why, {"retry_after": retry_after})


def too_large() -> Refusal:
    """Return a 413, the refusal of a request that is too large to be read."""
    return Refusal(413, "Request Entity Too Large")


def unauthorized() -> Refusal:
    """Return a 401, the refusal of a wrong token."""
    return Refusal(401, "Unauthorized")


def no_such_method() -> Refusal:
    """Return a 404, the refusal of a method that no Bot API has."""
    return Refusal(404, "Not Found: method not found")


def server_error() -> Refusal:
    """Return a 500, which says nothing of what became of the request."""
    return Refusal(500, "Internal Server Error")
