"""Lines that bid a person to wait: sent when an answer takes long, replaced by it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
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
    placed: asyncio.Event
    """Set once the request has a message of its own: its line, or its answer."""
    sent: asyncio.Task[int | None]


class Lines:
    """The lines of requests that are not answered yet, by update."""

    def __init__(
        self,
        remember: Callable[[int, int], Awaitable[None]],
        recall: Callable[[int], Awaitable[int | None]],
    ) -> None:
        self._remember = remember
        self._recall = recall
        self._lines: dict[int, Line] = {}

    def begin(self, update_id: int, message: Message, tell: Tell) -> None:
        """Send a line in reply to a message if its answer takes long."""
        if update_id not in self._lines:
            answered, placed = asyncio.Event(), asyncio.Event()
            before = [
                line.placed
                for line in self._lines.values()
                if line.chat_id == message.chat_id
            ]
            sent = asyncio.create_task(self._send(update_id, message, tell, before))
            line = Line(message.chat_id, answered, placed, sent)
            self._lines[update_id] = line

    def of(self, chat_id: int) -> list[int]:
        """Return the requests of a chat that are not answered yet, in order."""
        return [
            update_id
            for update_id, line in self._lines.items()
            if line.chat_id == chat_id and not line.answered.is_set()
        ]

    async def end(self, update_id: int) -> int | None:
        """Send no line any more; return the message that was sent, if one was."""
        line = self._lines.get(update_id)
        if line is None:
            return None
        line.answered.set()
        return await line.sent

    def forget(self, update_id: int) -> None:
        """Take note that a request has its answer."""
        if line := self._lines.pop(update_id, None):
            line.answered.set()
            line.placed.set()

    async def close(self) -> None:
        """Send no lines any more, and wait for those that are on their way."""
        for line in self._lines.values():
            line.answered.set()
            line.placed.set()
        await asyncio.gather(*(line.sent for line in self._lines.values()))

    async def _send(
        self,
        update_id: int,
        message: Message,
        tell: Tell,
        before: Iterable[asyncio.Event],
    ) -> int | None:
        line = self._lines[update_id]
        try:
            await asyncio.wait_for(line.answered.wait(), LINE_S)
        except TimeoutError:
            pass
        else:
            return None
        # Answers stand in the order of the requests, and a line is to be an answer.
        for placed in before:
            await placed.wait()
        if line.answered.is_set():
            return None
        try:
            place = await self._place(update_id, message, tell)
        except TelegramError as trouble:
            log.warning("no line to wait by: %s", trouble)
            return None
        line.placed.set()
        return place

    async def _place(self, update_id: int, message: Message, tell: Tell) -> int:
        """Return the message that bids to wait: an earlier process's, or a new one."""
        if earlier := await self._recall(update_id):
            return earlier
        text, markup = tell()
        sent = await message.reply_html(text, reply_markup=markup)
        await self._remember(update_id, sent.message_id)
        return sent.message_id
