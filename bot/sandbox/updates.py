"""Updates on their way to the bot: kept until confirmed, fetched by long polls."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.sandbox.refusals import conflict
from bot.sandbox.values import Json

KINDS = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})
"""Every kind of update that the sandbox makes; all are on unless asked otherwise."""

BATCH_LIMIT = 100
POLL_LIMIT_S = 50
HASTE_S = 0.5
"""A poll repeated within this time gets one update, lest a loop of faults spin."""

Waiting: TypeAlias = asyncio.Future[Exception | None]
"""What a poll waits for: nothing, when an update came, or why it is ended."""

ENDED = "terminated by other getUpdates request; make sure that only one bot instance"


@dataclass
class Webhook:
    """Where updates are sent to instead, and how that went so far."""

    url: str
    secret: str
    last_error: str = ""
    last_error_date: int = 0

    def fail(self, why: str) -> None:
        """Note what went wrong just now."""
        self.last_error, self.last_error_date = why, int(time.time())


@dataclass
class Updates:
    """The queue between the world and the bot.

    Attributes
    ----------
    pending : list of dict
        Update objects that are not confirmed yet, oldest first.
    arrived : asyncio.Event
        Set while something is pending.
    hooked : asyncio.Event
        Set while there is a webhook.
    """

    ids: Iterator[int]
    pending: list[Json] = field(default_factory=list)
    allowed: frozenset[str] = KINDS
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    webhook: Webhook | None = None
    hooked: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: Waiting | None = None
    last_poll: tuple[int, float] = (0, 0.0)

    def add(self, kind: str, body: Json) -> None:
        """Queue an update, unless the bot did not ask for this kind."""
        if kind in self.allowed:
            self.pending.append({"update_id": next(self.ids), kind: body})
            self.arrived.set()
            self.wake()

    def ask_for(self, kinds: list[str] | None) -> None:
        """Remember which kinds the bot wants; None changes nothing, [] means all."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or KINDS

    def hook(self, webhook: Webhook | None) -> None:
        """Send updates elsewhere from now on, or keep them for polls again."""
        self.webhook = webhook
        if webhook:
            self.hooked.set()
        else:
            self.hooked.clear()

    def forget(self) -> None:
        """Forget all that is pending."""
        self.pending.clear()
        self.arrived.clear()

    def confirm(self, offset: int) -> None:
        """Forget what the bot has: all below the offset.

        A negative offset forgets all but so many of the newest.
        """
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset > 0:
            self.pending = [u for u in self.pending if u["update_id"] >= offset]
        if not self.pending:
            self.arrived.clear()

    async def poll(self, offset: int, limit: int, timeout_s: float) -> list[Json]:
        """Return pending updates, waiting for the first one if need be.

        A poll that is still waiting is ended by this one.  Telegram also stretches
        a short poll that repeats its offset to 3 s; here it is answered at once.

        Raises
        ------
        Refusal
            409, as soon as another poll begins.
        """
        self.end(conflict(f"{ENDED} is running"))
        self.confirm(offset)
        limit = limit if 0 < limit <= BATCH_LIMIT else BATCH_LIMIT
        limit = 1 if self.hasty(offset) else limit
        if not self.pending and timeout_s > 0:
            await self.first(min(timeout_s, POLL_LIMIT_S))
        return self.pending[:limit]

    def hasty(self, offset: int) -> bool:
        """Tell whether this offset was asked for a moment ago, and note it."""
        now = time.monotonic()
        before, self.last_poll = self.last_poll, (offset, now)
        return before[0] == offset and now < before[1] + HASTE_S

    async def first(self, timeout_s: float) -> None:
        """Wait until something is pending, but no longer than the time given."""
        waiting: Waiting = asyncio.get_running_loop().create_future()
        self.waiting = waiting
        await asyncio.wait([waiting], timeout=timeout_s)
        if self.waiting is waiting:
            self.waiting = None
        if waiting.done() and (why := waiting.result()):
            raise why

    def wake(self) -> None:
        """Let a waiting poll look again."""
        if self.waiting and not self.waiting.done():
            self.waiting.set_result(None)

    def end(self, why: Exception) -> None:
        """End a waiting poll with an error."""
        if self.waiting and not self.waiting.done():
            self.waiting.set_result(why)
