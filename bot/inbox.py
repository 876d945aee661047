"""Updates on disk before Telegram forgets them, then one by one per chat.

Telegram forgets an update as soon as the next poll asks for later ones, so each is
committed first.  A chat's updates are answered in order, many chats at once.
"""

import asyncio
import json
import logging
import sqlite3
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.messages import AnyApplication
from bot.store import Letter, Store

log = logging.getLogger(__name__)

POLL_S = 30
"""Seconds Telegram holds a poll open when there is nothing new."""
PAUSE_S = 2.0
"""Seconds to wait after a poll that failed."""
CHATS_AT_ONCE = 50
KEPT_S = 48 * 3600.0
"""How long an answered update's number is known, so that it is not answered twice."""
WANTED = ["message", "edited_message", "callback_query"]

Json = dict[str, Any]


class PollingBot(ExtBot[None]):
    """A bot that hands out updates as they came, to be kept before they are read."""

    async def fetch_updates(self, offset: int | None) -> Sequence[Json]:
        """Return raw updates from an offset on, waiting for some if there are none."""
        wish = {"offset": offset, "timeout": POLL_S, "allowed_updates": WANTED}
        updates: Any = await self._post("getUpdates", wish, read_timeout=POLL_S + 10)
        return cast("Sequence[Json]", updates)


class Inbox:
    """Polls Telegram, keeps what comes and has it answered."""

    def __init__(
        self,
        bot: PollingBot,
        application: AnyApplication,
        store: Store,
        heartbeat: Path,
    ) -> None:
        self._bot = bot
        self._application = application
        self._store = store
        self._heartbeat = heartbeat
        self._slots = asyncio.Semaphore(CHATS_AT_ONCE)
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._news: set[int] = set()

    async def run(self) -> None:
        """Answer what is left from the last time, then poll until cancelled."""
        try:
            await self._store.forget_letters(before=time.time() - KEPT_S)
            self._wake(await self._store.waiting_chats())
            await self._poll()
        finally:
            lanes = list(self._lanes.values())
            for lane in lanes:
                lane.cancel()
            await asyncio.gather(*lanes, return_exceptions=True)

    async def _poll(self) -> None:
        offset = None
        self._heartbeat.touch()  # saying hello has just succeeded
        while True:
            try:
                updates = await self._bot.fetch_updates(offset)
                await self.receive(updates)
            except InvalidToken:
                raise  # no waiting helps
            except (TelegramError, sqlite3.Error) as trouble:
                log.warning("poll failed: %s", explain(trouble))
                await asyncio.sleep(pause_after(trouble))
                continue
            self._heartbeat.touch()
            if updates:
                offset = updates[-1]["update_id"] + 1

    async def receive(self, updates: Sequence[Json]) -> None:
        """Keep raw updates, then have them answered."""
        chats = [chat_of(update) for update in updates]
        ids = [update["update_id"] for update in updates]
        bodies = [json.dumps(update) for update in updates]
        await self._store.keep(zip(ids, chats, bodies, strict=True))
        self._wake(chats)

    def _wake(self, chats: list[int]) -> None:
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
                    while letter := await self._store.next_letter(chat_id):
                        await self._answer(letter)
        finally:
            del self._lanes[chat_id]

    async def _answer(self, letter: Letter) -> None:
        state = "done"
        try:
            update = Update.de_json(json.loads(letter.body), self._bot)
            await self._application.process_update(update)
        except asyncio.CancelledError:
            await self._store.put_back(letter.seq)
            raise
        except Exception:
            # One update that nobody can read must not hold up the others.
            log.exception("update parked")
            state = "parked"
        await self._store.close_letter(letter.seq, state)


def chat_of(update: Json) -> int:
    """Return the chat an update belongs to, or 0 for none."""
    for content in update.values():
        if isinstance(content, dict):
            chat = content.get("chat") or content.get("message", {}).get("chat") or {}
            return int(chat.get("id", 0))
    return 0


def explain(trouble: Exception) -> str:
    """Return what an operator should know of a failed poll."""
    if isinstance(trouble, Conflict):
        return "another copy of this bot runs with the same token; end one of them"
    return f"{type(trouble).__name__}: {trouble}"


def pause_after(trouble: Exception) -> float:
    """Return the seconds to wait before the next poll."""
    if isinstance(trouble, RetryAfter) and isinstance(trouble.retry_after, timedelta):
        return trouble.retry_after.total_seconds()
    return PAUSE_S
