"""A sandbox with people in it, and the real bot at their service."""

import asyncio
import os
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot import app, sandbox
from bot.settings import Settings

Json = dict[str, Any]

MINA, ALEX = 0, 1
"""Where the sandbox's people stand in its list: one speaks Korean, one English."""
MORE = ("More ▾", "더 보기 ▾")
"""Behind which buttons are folded away, by language."""
PATIENCE_S = 30.0
GLANCE_S = 0.02


@dataclass(frozen=True)
class Town:
    """A sandbox, its people, and the folder of a bot that serves it."""

    server: sandbox.Sandbox
    http: httpx.AsyncClient
    data_dir: Path

    async def world(self) -> Json:
        """Return the people and chats there are."""
        world: Json = (await self.http.get("/person/world")).json()
        return world

    async def person(self, which: int) -> "Person":
        """Return one of the people, in the private chat with the bot."""
        someone = (await self.world())["people"][which]
        return Person(self, someone["id"], chat=someone["id"])

    async def settled(self) -> None:
        """Wait until the bot has answered all that was sent."""
        async with asyncio.timeout(PATIENCE_S):
            while await self._on_its_way() or self.open_letters():
                await asyncio.sleep(GLANCE_S)

    async def _on_its_way(self) -> int:
        path = f"/bot{self.server.token}/getWebhookInfo"
        info = (await self.http.get(path)).json()["result"]
        return int(info["pending_update_count"])

    def open_letters(self) -> int:
        """Return how many requests the bot has taken and not answered."""
        with closing(sqlite3.connect(self.data_dir / "centroid.sqlite")) as database:
            sql = "SELECT count(*) FROM inbox WHERE state = 'open'"
            return int(database.execute(sql).fetchone()[0])


@dataclass(frozen=True)
class Person:
    """Someone in a chat of the sandbox."""

    town: Town
    id: int
    chat: int
    thread: int | None = None

    async def send(self, text: str, *, reply_to: Json | None = None) -> Json:
        """Send a text; return the message."""
        wish = self._wish(text=text, reply_to=reply_to)
        sent: list[Json] = await self._post("/person/send", json=wish)
        return sent[0]

    async def send_file(
        self,
        data: bytes,
        name: str,
        caption: str = "",
        *,
        kind: str = "document",
    ) -> Json:
        """Send a document or photo; return the message."""
        wish = self._wish(caption=caption) | {"as": kind}
        file = {"file": (name, data)}
        sent: list[Json] = await self._post("/person/send", data=wish, files=file)
        return sent[0]

    async def edit(self, message: Json, text: str) -> Json:
        """Edit the text or caption of one's message."""
        wish = self._wish(message=message["message_id"], text=text)
        edited: Json = await self._post("/person/edit", json=wish)
        return edited

    async def tap(self, message: Json, button: str) -> None:
        """Tap the button that begins with these words, behind "More" if need be."""
        if not data_of(message, button):
            await self._tap(message, *data_of(message, MORE))
            message = await self.now(message)
        await self._tap(message, *data_of(message, button))

    async def _tap(self, message: Json, data: str) -> None:
        wish = self._wish(message=message["message_id"], data=data)
        await self._post("/person/tap", json=wish)

    async def messages(self) -> list[Json]:
        """Return the chat's messages, the oldest first."""
        answer = await self.town.http.get(
            "/person/messages", params={"chat": self.chat}
        )
        messages: list[Json] = answer.json()
        return messages

    async def said(self, asked: Json) -> list[Json]:
        """Return all that the bot has said so far after a message."""
        return [
            message
            for message in await self.messages()
            if message["message_id"] > asked["message_id"] and message["from"]["is_bot"]
        ]

    async def first_said(self, asked: Json, count: int = 1) -> list[Json]:
        """Return what the bot says after a message, once it is so many messages."""
        async with asyncio.timeout(PATIENCE_S):
            while len(said := await self.said(asked)) < count:
                await asyncio.sleep(GLANCE_S)
        return said

    async def answers(self, asked: Json) -> list[Json]:
        """Return all that the bot said after a message, once it has settled."""
        await self.town.settled()
        return await self.said(asked)

    async def answer(self, asked: Json) -> Json:
        """Return the one message with which the bot answered."""
        (answer,) = await self.answers(asked)
        return answer

    async def now(self, message: Json) -> Json:
        """Return a message as it stands once the bot has settled."""
        await self.town.settled()
        (found,) = [
            each
            for each in await self.messages()
            if each["message_id"] == message["message_id"]
        ]
        return found

    async def file(self, message: Json) -> bytes:
        """Return the bytes of a message's photo or document."""
        photo = message.get("photo")
        file_id = photo[-1]["file_id"] if photo else message["document"]["file_id"]
        return (await self.town.http.get(f"/person/files/{file_id}")).content

    def _wish(self, **facts: Any) -> Json:
        if facts.get("reply_to"):
            facts["reply_to"] = facts["reply_to"]["message_id"]
        place = {"person": self.id, "chat": self.chat, "thread": self.thread}
        return {
            key: value for key, value in (place | facts).items() if value is not None
        }

    async def _post(self, path: str, **content: Any) -> Any:
        answer = await self.town.http.post(path, **content)
        assert answer.is_success, answer.text
        return answer.json()


def buttons_of(message: Json) -> list[list[str]]:
    """Return the words on a message's buttons, row by row."""
    rows = message["reply_markup"]["inline_keyboard"]
    return [[each["text"] for each in row] for row in rows]


def data_of(message: Json, button: str | tuple[str, ...]) -> list[str]:
    """Return what the buttons that begin with these words send back."""
    return [
        each["callback_data"]
        for row in message["reply_markup"]["inline_keyboard"]
        for each in row
        if each["text"].startswith(button)
    ]


def settings_for(town: Town, **changed: Any) -> Settings:
    """Return the settings of a bot for a town, with some of them changed."""
    return Settings().model_copy(
        update={
            "token": SecretStr(town.server.token),
            "base_url": town.server.base_url,
            "base_file_url": town.server.base_file_url,
            "data_dir": town.data_dir,
            **changed,
        }
    )


@asynccontextmanager
async def serving(town: Town, **changed: Any) -> AsyncIterator[None]:
    """Run the real bot for a town, with some settings changed."""
    settings = settings_for(town, **changed)
    heartbeat = town.data_dir / "heartbeat"
    heartbeat.unlink(missing_ok=True)
    bot = asyncio.create_task(app.serve(settings))
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not heartbeat.exists() and not bot.done():
                await asyncio.sleep(GLANCE_S)
        yield
    finally:
        bot.cancel()
        with pytest.raises(asyncio.CancelledError):
            await bot


@contextmanager
def jobs_held() -> Iterator[None]:
    """Let no job begin meanwhile, however long that takes: each keeps its turn."""
    forkserver.ensure_running()
    server: int = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]  # noqa: SLF001 - nothing else tells
    os.kill(server, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server, signal.SIGCONT)
