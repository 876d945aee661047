"""The bot is understood in any case, even where its HTML is not."""

import pytest
from telegram import InputMediaPhoto
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.client import Client, in_plain_text
from tests.town import ALEX, Town


def test_words_lose_their_tags() -> None:
    """Texts, captions and the captions of media; other parameters stay."""
    plain = in_plain_text(
        {"text": "<b>a &lt; b</b>", "chat_id": 1, "parse_mode": "HTML"}
    )
    assert plain == {"text": "a < b", "chat_id": 1, "parse_mode": None}
    photo = InputMediaPhoto("file", "<b>a</b>", parse_mode=ParseMode.HTML)
    media = in_plain_text({"media": photo})["media"]
    assert (media.media, media.caption, media.parse_mode) == ("file", "a", None)


async def test_what_cannot_be_parsed_is_sent_plain(quiet_town: Town) -> None:
    """A tag that never ends costs the bold letters, and not the answer."""
    server, alex = quiet_town.server, await quiet_town.person(ALEX)
    async with Client(server.token, base_url=server.base_url) as client:
        await client.send_message(alex.chat, "<b>hello", parse_mode=ParseMode.HTML)
        with pytest.raises(BadRequest, match="empty"):
            await client.send_message(alex.chat, " ", parse_mode=ParseMode.HTML)
    assert [message["text"] for message in await alex.messages()] == ["hello"]
