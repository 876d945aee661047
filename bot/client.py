"""The bot's line to a Bot API server."""

import html
import re
from collections.abc import Sequence
from typing import Any, cast

from telegram import InputMediaPhoto
from telegram.error import BadRequest
from telegram.ext import ExtBot

POLL_S = 30
"""Seconds Telegram holds a poll open when there is nothing new."""
WANTED = ["message", "edited_message", "callback_query"]

Json = dict[str, Any]


class Client(ExtBot[None]):
    """A bot that hands out updates as they came, and is understood in any case."""

    def __repr__(self) -> str:
        return "Client()"  # the library's own tells the token

    async def fetch_updates(self, offset: int | None) -> Sequence[Json]:
        """Return raw updates from an offset on, waiting for some if there are none."""
        wish = {"offset": offset, "timeout": POLL_S, "allowed_updates": WANTED}
        updates: Any = await self._post("getUpdates", wish, read_timeout=POLL_S + 10)
        return cast("Sequence[Json]", updates)

    async def _post(self, endpoint: str, data: Json | None = None, **more: Any) -> Any:  # noqa: ANN401 - as the library has it
        try:
            return await super()._post(endpoint, data, **more)
        except BadRequest as refusal:
            if data is None or "can't parse entities" not in refusal.message.lower():
                raise
        # Better without bold letters than not at all.
        return await super()._post(endpoint, in_plain_text(data), **more)


def in_plain_text(data: Json) -> Json:
    """Return a call's parameters with words that need no parsing."""
    plain = data | {"parse_mode": None}
    for words in ("text", "caption"):
        if plain.get(words):
            plain[words] = without_tags(plain[words])
    if isinstance(media := plain.get("media"), InputMediaPhoto):
        caption = without_tags(media.caption or "")
        plain["media"] = InputMediaPhoto(media.media, caption, parse_mode=None)
    return plain


def without_tags(text: str) -> str:
    """Return what an HTML text shows."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))
