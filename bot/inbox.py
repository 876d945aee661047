"""Updates on disk before Telegram forgets them, then one by one per chat.

Telegram forgets an update as soon as the next poll asks for later ones, so each is
committed first.  A chat's updates are answered in order, many chats at once.  An
update is done when it was answered, and not before: trouble on the way to Telegram
or to the disk leaves it open, to be tried again.
"""

import asyncio
import json
import logging
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from telegram import Update
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.client import Client, Json
from bot.logs import CURRENT, Facts
from bot.messages import AnyApplication, Context, code_of
from bot.store import Letter, Store
from clustering import UserError

log = logging.getLogger(__name__)

T = TypeVar("T")

SILENCE_S = 80.0
"""After so long without a poll that succeeded, the bot ends to be started anew.

Less than 90, so that the new start is heard by then.
"""
PAUSE_S, LONGEST_PAUSE_S = 2.0, 60.0
"""Seconds to wait after trouble; twice as long each time, up to the longest."""
CHATS_AT_ONCE = 50
ATTEMPTS = 3
"""After so many jobs that came to no end, an update is put aside."""
TOO_LARGE = "Request Entity Too Large"
"""How Telegram refuses what no second try makes smaller."""
KEPT_S = 48 * 3600.0
"""How long an answered update's number is known, so that it is not answered twice."""


class SilenceError(Exception):
    """Telegram was not heard for so long that only a new start can help."""

    def __str__(self) -> str:
        return f"Telegram was not heard for {SILENCE_S:g} seconds; start me anew."


class Answers(Protocol):
    """What the inbox asks of those who answer."""

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


class Inbox:
    """Polls Telegram, keeps what comes and has it answered."""

    def __init__(
        self,
        application: AnyApplication,
        store: Store,
        answers: Answers,
        *,
        heartbeat: Path,
        done: Callable[[Facts], None],
    ) -> None:
        self._bot: Client = application.bot
        self._application = application
        self._store = store
        self._answers = answers
        self._heartbeat = heartbeat
        self._done = done
        self._heard = time.monotonic()
        self._slots = asyncio.Semaphore(CHATS_AT_ONCE)
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._news: set[int] = set()
        self._open: Counter[int] = Counter()
        self._asides: dict[int, asyncio.Task[None]] = {}
        self._faults: dict[int, Exception] = {}
        application.add_error_handler(self._note)

    async def run(self) -> None:
        """Answer what is left from the last time, then poll until cancelled.

        Raises
        ------
        SilenceError
            When Telegram was not heard for SILENCE_S.
        """
        try:
            await persist(self._store.forget_letters, time.time() - KEPT_S)
            self._open.update(await persist(self._store.waiting_chats))
            self._wake(list(self._open))
            await self._poll()
        finally:
            under_way = [*self._lanes.values(), *self._asides.values()]
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    # From Telegram to the disk.

    async def _poll(self) -> None:
        offset, pause = None, PAUSE_S
        self._hear()  # saying hello has just succeeded
        while True:
            try:
                async with asyncio.timeout(SILENCE_S):
                    updates = await self._bot.fetch_updates(offset)
                await self.receive(updates)
            except InvalidToken:
                raise  # no waiting helps
            except (TelegramError, TimeoutError, sqlite3.Error) as trouble:
                log.warning("poll failed: %s", explain(trouble))
                self._bear(trouble)
                await asyncio.sleep(pause_after(trouble, pause))
                pause = min(2 * pause, LONGEST_PAUSE_S / 4)
                continue
            self._hear()
            pause = PAUSE_S
            if updates:
                offset = updates[-1]["update_id"] + 1

    def _hear(self) -> None:
        self._heard = time.monotonic()
        with suppress(OSError):  # a full disk; the database will tell of it
            self._heartbeat.touch()

    def _bear(self, trouble: Exception) -> None:
        if time.monotonic() - self._heard > SILENCE_S:
            raise SilenceError from trouble

    async def receive(self, updates: Sequence[Json]) -> None:
        """Keep raw updates, then have them answered."""
        chats = {update["update_id"]: chat_of(update) for update in updates}
        bodies = [json.dumps(update) for update in updates]
        letters = zip(chats, chats.values(), bodies, strict=True)
        new = await self._store.keep(letters)
        for raw in updates:
            if raw["update_id"] in new:
                self._arrive(raw, chats[raw["update_id"]])
        self._wake(chats.values())

    def _arrive(self, raw: Json, chat_id: int) -> None:
        """Begin what need not wait for an update's turn."""
        ahead = self._open[chat_id]
        self._open[chat_id] += 1
        if update := self._read(raw):
            task = asyncio.create_task(self._greet(update, ahead, chat_id))
            self._asides[update.update_id] = task
            task.add_done_callback(lambda _: self._asides.pop(update.update_id))

    async def _greet(self, update: Update, ahead: int, chat_id: int) -> None:
        try:
            if await self._answers.on_arrival(update, ahead):
                await self._close(update.update_id, chat_id)
                self._done(Facts(chat_id, kind_of(update), "refused"))
        except (TelegramError, sqlite3.Error) as trouble:
            # It is answered in its turn.
            log.warning("nothing said on arrival: %s", explain(trouble))

    # From the disk to those who answer.

    def _wake(self, chats: Iterable[int]) -> None:
        for chat_id in chats:
            self._news.add(chat_id)
            if chat_id not in self._lanes:
                self._lanes[chat_id] = asyncio.create_task(self._serve(chat_id))

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
        while letter := await persist(self._store.next_letter, chat_id):
            if aside := self._asides.get(letter.update_id):
                await asyncio.wait([aside])
                continue  # it may have been answered there
            try:
                await self._answer(letter, chat_id)
                pause = PAUSE_S
            except asyncio.CancelledError:
                await self._put_back(letter)
                raise
            except Exception as fault:
                if not is_trouble(fault):
                    log.exception("an answer failed")
                    await self._park(letter.update_id, chat_id, type(fault).__name__)
                    continue
                log.warning("an answer waits: %s", explain(fault))
                await self._put_back(letter)
                await asyncio.sleep(pause_after(fault, pause))
                pause = min(2 * pause, LONGEST_PAUSE_S)

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

    async def _put_back(self, letter: Letter) -> None:
        await persist(self._store.set_attempts, letter.update_id, letter.attempts)

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


async def persist(work: Callable[..., Awaitable[T]], *facts: object) -> T:
    """Return what the store returns, however long the disk is in trouble."""
    while True:
        try:
            return await work(*facts)
        except sqlite3.Error as trouble:
            log.warning("the database does not answer: %s", explain(trouble))
            await asyncio.sleep(PAUSE_S)


def is_trouble(fault: Exception) -> bool:
    """Tell trouble on the way, which passes, from a fault, which stays."""
    if isinstance(fault, BadRequest) or TOO_LARGE in str(fault):
        return False
    return isinstance(fault, (NetworkError, RetryAfter, sqlite3.Error))


def pause_after(trouble: Exception, otherwise: float) -> float:
    """Return the seconds to wait: as Telegram says, if it does."""
    if isinstance(trouble, RetryAfter) and isinstance(trouble.retry_after, timedelta):
        return trouble.retry_after.total_seconds()
    return otherwise


def chat_of(update: Json) -> int:
    """Return the chat an update belongs to, or 0 for none."""
    for content in update.values():
        if isinstance(content, dict):
            chat = content.get("chat") or content.get("message", {}).get("chat") or {}
            return int(chat.get("id", 0))
    return 0


def outcome_of(fault: Exception | None) -> str:
    """Return how a request ended, in a word."""
    if fault is None:
        return "ok"
    known = isinstance(fault, (UserError, Forbidden))
    return type(fault).__name__ if known else "crashed"


def kind_of(update: Update) -> str:
    """Return what an update is, in a word of ours and none of the person's."""
    if query := update.callback_query:
        known = re.match(r"(k|csv|demo|language|cancel)\b", query.data or "")
        return known[1] if known else "other"
    message = update.effective_message
    text = (message and (message.text or message.caption)) or ""
    command = re.match(r"/(k|demo|start|help|language|privacy|delete|cancel)\b", text)
    if command:
        return command[1]
    return "document" if message and message.document else "other"


def explain(trouble: Exception) -> str:
    """Return what an operator should know of a failed poll."""
    if isinstance(trouble, Conflict):
        return "another copy of this bot runs with the same token; end one of them"
    return f"{type(trouble).__name__}: {trouble}"
