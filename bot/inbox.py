"""Updates on disk before Telegram forgets them.

Telegram forgets an update as soon as the next poll asks for later ones, so each is
committed first; only then is it answered, from the disk.
"""

import asyncio
import json
import logging
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from telegram.error import InvalidToken, TelegramError

from bot.client import Client, Json
from bot.dispatch import Dispatcher
from bot.store import Store
from bot.trouble import LONGEST_PAUSE_S, PAUSE_S, explain, pause_after, persist

log = logging.getLogger(__name__)

SILENCE_S = 80.0
"""After so long without a poll that succeeded, the bot ends to be started anew.

Less than 90, so that the new start is heard by then.
"""
KEPT_S = 48 * 3600.0
"""How long an answered update's number is known, so that it is not answered twice."""


class SilenceError(Exception):
    """Telegram was not heard for so long that only a new start can help."""

    def __str__(self) -> str:
        return f"Telegram was not heard for {SILENCE_S:g} seconds; start me anew."


class Inbox:
    """Polls Telegram and keeps what comes; the dispatcher has it answered."""

    def __init__(
        self, bot: Client, store: Store, dispatcher: Dispatcher, *, heartbeat: Path
    ) -> None:
        self._bot = bot
        self._store = store
        self._dispatcher = dispatcher
        self._heartbeat = heartbeat
        self._heard = time.monotonic()

    async def run(self) -> None:
        """Have answered what is left from the last time, then poll until cancelled.

        Raises
        ------
        SilenceError
            When Telegram was not heard for SILENCE_S.
        """
        try:
            await persist(self._store.forget_letters, time.time() - KEPT_S)
            self._dispatcher.resume(await persist(self._store.waiting_chats))
            await self._poll()
        finally:
            await self._dispatcher.close()

    async def _poll(self) -> None:
        offset, pause = None, PAUSE_S
        self._hear()  # saying hello has just succeeded
        while True:
            try:
                async with asyncio.timeout(SILENCE_S):
                    updates = await self._bot.fetch_updates(offset)
                    await self._receive(updates)
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

    async def _receive(self, updates: Sequence[Json]) -> None:
        """Keep raw updates, then have them answered."""
        chats = {update["update_id"]: chat_of(update) for update in updates}
        bodies = [json.dumps(update) for update in updates]
        letters = zip(chats, chats.values(), bodies, strict=True)
        new = await self._store.keep(letters)
        for raw in updates:
            if raw["update_id"] in new:
                self._dispatcher.arrive(raw, chats[raw["update_id"]])
        self._dispatcher.wake(chats.values())

    def _hear(self) -> None:
        self._heard = time.monotonic()
        with suppress(OSError):  # a full disk; the database will tell of it
            self._heartbeat.touch()

    def _bear(self, trouble: Exception) -> None:
        if time.monotonic() - self._heard > SILENCE_S:
            raise SilenceError from trouble


def chat_of(update: Json) -> int:
    """Return the chat an update belongs to, or 0 for none."""
    for content in update.values():
        if isinstance(content, dict):
            chat = content.get("chat") or content.get("message", {}).get("chat") or {}
            return int(chat.get("id", 0))
    return 0
