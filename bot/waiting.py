"""Lines that bid a person to wait: sent when an answer takes long, replaced by it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup, Message
from telegram.error import TelegramError

log = logging.getLogger(__name__)

LINE_S = 3.0
"""Seconds without an answer after which a person is told that it is under way."""

Tell = Callable[[], tuple[str, InlineKeyboardMarkup]]
"""Returns the words and buttons of a line, as things stand when it is sent."""


@dataclass(frozen=True)
class Line:
    """A line that is going to be sent, unless the answer comes first."""

    chat_id: int
    answered: asyncio.Event
    sent: asyncio.Task[int | None]


class Lines:
    """The lines of requests that are not answered yet, by update."""

    def __init__(self, remember: Callable[[int, int], Awaitable[None]]) -> None:
        self._remember = remember
        self._lines: dict[int, Line] = {}

    def begin(self, update_id: int, message: Message, tell: Tell) -> None:
        """Send a line in reply to a message if its answer takes long."""
        if update_id not in self._lines:
            answered = asyncio.Event()
            sent = asyncio.create_task(self._send(update_id, message, tell, answered))
            self._lines[update_id] = Line(message.chat_id, answered, sent)

    def of(self, chat_id: int) -> list[int]:
        """Return the requests of a chat that are not answered yet, in order."""
        return [each for each, line in self._lines.items() if line.chat_id == chat_id]

    async def end(self, update_id: int) -> int | None:
        """Send no line any more; return the message that was sent, if one was."""
        line = self._lines.pop(update_id, None)
        if line is None:
            return None
        line.answered.set()
        return await line.sent

    async def close(self) -> None:
        """Send no lines any more."""
        for update_id in list(self._lines):
            await self.end(update_id)

    async def _send(
        self, update_id: int, message: Message, tell: Tell, answered: asyncio.Event
    ) -> int | None:
        try:
            await asyncio.wait_for(answered.wait(), LINE_S)
        except TimeoutError:
            text, markup = tell()
        else:
            return None
        try:
            sent = await message.reply_html(text, reply_markup=markup)
            await self._remember(update_id, sent.message_id)
        except TelegramError as trouble:
            log.warning("no line to wait by: %s", trouble)
            return None
        return sent.message_id
