"""Kept updates -> answers: one by one in each chat, many chats at once.

An update is done when it was answered, and not before: trouble on the way to Telegram
or to the disk leaves it open, to be tried again.
"""

import asyncio
import json
import logging
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Protocol

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot.client import Client, Json
from bot.logs import CURRENT, Facts
from bot.messages import AnyApplication, Context, code_of
from bot.store import Letter, Store
from bot.trouble import (
    LONGEST_PAUSE_S,
    PAUSE_S,
    explain,
    is_trouble,
    pause_after,
    persist,
)
from clustering import UserError

log = logging.getLogger(__name__)

CHATS_AT_ONCE = 50
GRACE_S = 2.0
"""How long answers that are on their way may take when the bot ends."""
ATTEMPTS = 3
"""After so many jobs that came to no end, an update is put aside."""


class Answers(Protocol):
    """What is asked of those who answer."""

    async def on_arrival(self, update: Update, ahead: int) -> bool:
        """Do what need not wait for an update's turn; return whether that answers it.

        `ahead` open updates of the same chat come first.
        """

    async def on_fault(self, update: Update, fault: Exception) -> None:
        """Answer an update whose handler failed."""

    async def on_parked(self, update: Update) -> None:
        """Answer an update that is put aside after too many attempts."""

    def on_closed(self, update_id: int) -> None:
        """Take note that an update is done, or put aside."""

    async def on_end(self) -> None:
        """Break off what is not on its way to Telegram yet, and begin no more."""


class Dispatcher:
    """Has kept updates answered, in order within a chat."""

    def __init__(
        self,
        application: AnyApplication,
        store: Store,
        answers: Answers,
        *,
        done: Callable[[Facts], None],
    ) -> None:
        self._bot: Client = application.bot
        self._application = application
        self._store = store
        self._answers = answers
        self._done = done
        self._slots = asyncio.Semaphore(CHATS_AT_ONCE)
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._news: set[int] = set()
        self._open: Counter[int] = Counter()
        self._asides: dict[int, asyncio.Task[None]] = {}
        self._faults: dict[int, Exception] = {}
        self._ending = asyncio.Event()
        application.add_error_handler(self._note)

    def resume(self, waiting: Mapping[int, int]) -> None:
        """Have answered what an earlier process kept: open updates by chat."""
        self._open.update(waiting)
        self.wake(waiting)

    def arrive(self, raw: Json, chat_id: int) -> None:
        """Begin what need not wait for an update's turn."""
        ahead = self._open[chat_id]
        self._open[chat_id] += 1
        if update := self._read(raw):
            task = asyncio.create_task(self._greet(update, ahead, chat_id))
            self._asides[update.update_id] = task
            task.add_done_callback(lambda _: self._asides.pop(update.update_id))

    def wake(self, chats: Iterable[int]) -> None:
        """Have answered what is open in these chats."""
        for chat_id in chats:
            self._news.add(chat_id)
            if chat_id not in self._lanes:
                self._lanes[chat_id] = asyncio.create_task(self._serve(chat_id))

    def count_open(self) -> int:
        """Return how many updates are kept and not answered yet."""
        return self._open.total()

    async def close(self) -> None:
        """Let what is on its way to Telegram arrive; all else stays open."""
        self._ending.set()
        ends = asyncio.create_task(self._answers.on_end())
        under_way = [ends, *self._lanes.values(), *self._asides.values()]
        # A message that is broken off on its way would be sent again after the next
        # start, though it may have arrived.
        await asyncio.wait(under_way, timeout=GRACE_S)
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def _greet(self, update: Update, ahead: int, chat_id: int) -> None:
        try:
            if await self._answers.on_arrival(update, ahead):
                await self._close(update.update_id, chat_id)
                self._done(Facts(chat_id, kind_of(update), "refused"))
        except (TelegramError, sqlite3.Error) as trouble:
            # It is answered in its turn.
            log.warning("nothing said on arrival: %s", explain(trouble))

    async def _serve(self, chat_id: int) -> None:
        """Answer a chat's letters in order until there are none."""
        try:
            # News may come while the last look into the store is under way.
            while chat_id in self._news:
                self._news.discard(chat_id)
                async with self._slots:
                    await self._drain(chat_id)
        finally:
            del self._lanes[chat_id]

    async def _drain(self, chat_id: int) -> None:
        pause = PAUSE_S
        while letter := await self._next(chat_id):
            if aside := self._asides.get(letter.update_id):
                await asyncio.wait([aside])
                continue  # it may have been answered there
            try:
                await self._answer(letter, chat_id)
                pause = PAUSE_S
            except asyncio.CancelledError:
                with suppress(sqlite3.Error):  # or it has an attempt fewer
                    await self._store.set_attempts(letter.update_id, letter.attempts)
                raise
            except Exception as fault:
                if not is_trouble(fault):
                    log.exception("an answer failed")
                    await self._park(letter.update_id, chat_id, type(fault).__name__)
                    continue
                log.warning("an answer waits: %s", explain(fault))
                await persist(
                    self._store.set_attempts, letter.update_id, letter.attempts
                )
                await self._rest(pause_after(fault, pause))
                pause = min(2 * pause, LONGEST_PAUSE_S)

    async def _next(self, chat_id: int) -> Letter | None:
        """Return a chat's next letter; None if there is none, or the bot ends."""
        if self._ending.is_set():
            return None
        return await persist(self._store.next_letter, chat_id)

    async def _rest(self, pause_s: float) -> None:
        """Wait so long, or until the bot ends."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ending.wait(), pause_s)

    async def _answer(self, letter: Letter, chat_id: int) -> None:
        """Have a letter answered and closed, or put aside."""
        facts = Facts(chat_id, waited_s=time.time() - letter.at)
        CURRENT.set(facts)
        update = self._read(json.loads(letter.body))
        if update is None or letter.attempts >= ATTEMPTS:
            facts.outcome, facts.code = "parked", code_of(letter.update_id)
            await self._give_up(letter, update, chat_id)
        else:
            facts.kind = kind_of(update)
            fault = await self._process(update)
            facts.outcome = outcome_of(fault)
            facts.code = code_of(letter.update_id) if fault else None
            await self._close(letter.update_id, chat_id)
        self._done(facts)

    async def _give_up(
        self, letter: Letter, update: Update | None, chat_id: int
    ) -> None:
        """Put a letter aside that nobody can read, or that broke off too often."""
        if update is None:
            await self._park(letter.update_id, chat_id, "unreadable")
            return
        await self._answers.on_parked(update)
        await self._park(letter.update_id, chat_id, "broke off too often")

    async def _process(self, update: Update) -> Exception | None:
        """Have an update answered; return the fault that it was answered with."""
        await self._application.process_update(update)
        fault = self._faults.pop(update.update_id, None)
        if fault and is_trouble(fault):
            raise fault
        if fault:
            await self._answers.on_fault(update, fault)
        return fault

    async def _note(self, update: object, context: Context) -> None:
        # The library swallows what a handler raises; here it is kept to be seen.
        if isinstance(update, Update) and isinstance(context.error, Exception):
            self._faults[update.update_id] = context.error

    async def _close(self, update_id: int, chat_id: int) -> None:
        await persist(self._store.close_letter, update_id)
        self._finish(update_id, chat_id)

    async def _park(self, update_id: int, chat_id: int, why: str) -> None:
        log.error("update %s is put aside: %s", code_of(update_id), why)
        await persist(self._store.park_letter, update_id, why)
        self._finish(update_id, chat_id)

    def _finish(self, update_id: int, chat_id: int) -> None:
        self._answers.on_closed(update_id)
        self._open[chat_id] -= 1
        if self._open[chat_id] <= 0:
            del self._open[chat_id]

    def _read(self, raw: Json) -> Update | None:
        """Return an update, or None if nobody can read it."""
        try:
            return Update.de_json(raw, self._bot)
        except Exception:  # noqa: BLE001 - whatever is wrong, the others go on
            return None


def outcome_of(fault: Exception | None) -> str:
    """Return how a request ended, in a word."""
    if fault is None:
        return "ok"
    known = isinstance(fault, (UserError, Forbidden))
    return type(fault).__name__ if known else "crashed"


def kind_of(update: Update) -> str:
    """Return what an update is, in a word of ours and none of the person's."""
    if query := update.callback_query:
        known = re.match(r"(k|sheet|csv|xlsx|demo|language|cancel)\b", query.data or "")
        return known[1] if known else "other"
    message = update.effective_message
    text = (message and (message.text or message.caption)) or ""
    command = re.match(r"/(k|demo|start|help|language|privacy|delete|cancel)\b", text)
    if command:
        return command[1]
    return "document" if message and message.document else "other"
