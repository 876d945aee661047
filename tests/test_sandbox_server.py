"""Tests of the open sandbox as a whole, with the library a bot is made of."""

import asyncio
import contextlib
import struct
import zlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, RetryAfter
from telegram.ext import Application, ContextTypes, TypeHandler
from tornado.websocket import websocket_connect

from bot.sandbox import SANDBOX_TOKEN, Sandbox, serve
from tests.town import PATIENCE_S

MINA = {"chat": 1001, "person": 1001}


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a part of a PNG."""
    return (
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
    )


def png(width: int, height: int) -> bytes:
    """Return a gray picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((width + 1) * height))
    signature = b"\x89PNG\r\n\x1a\n"
    return (
        signature + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a table with a picture, and a tap with another."""
    if update.callback_query:
        await update.callback_query.answer("ok")
        media = InputMediaPhoto(png(300, 400), caption="<b>4</b>", parse_mode="HTML")
        await update.callback_query.edit_message_media(media)
    elif update.message and update.message.document:
        file = await update.message.document.get_file()
        size = len(await file.download_as_bytearray())
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("4", callback_data="4")]])
        await update.message.reply_photo(
            png(400, 300), f"{size} bytes", reply_markup=markup
        )
        await update.message.reply_document(b"a,b", filename="표.csv")


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Return an open sandbox."""
    async with serve() as sandbox:
        yield sandbox


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    """Return a client that talks with it."""
    async with httpx.AsyncClient(base_url=sandbox.address, timeout=PATIENCE_S) as http:
        yield http


@contextlib.asynccontextmanager
async def working(sandbox: Sandbox) -> AsyncIterator[None]:
    """Keep a bot at work by long polls."""
    builder = Application.builder().token(sandbox.token).base_url(sandbox.base_url)
    app = builder.base_file_url(sandbox.base_file_url).build()
    app.add_handler(TypeHandler(Update, answer))
    async with app:
        assert app.updater
        await app.updater.start_polling()
        await app.start()
        yield
        await app.updater.stop()
        await app.stop()


async def last_message(http: httpx.AsyncClient, caption: str) -> dict[str, Any]:
    """Return Mina's message with this caption once it is there."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            messages = (await http.get("/person/messages?chat=1001")).json()
            found = [m for m in messages if m.get("caption") == caption]
            if found:
                return dict(found[-1])
            await asyncio.sleep(0.01)


async def test_bot_talks_with_a_person(
    sandbox: Sandbox, http: httpx.AsyncClient
) -> None:
    """A bot made of python-telegram-bot gets a table, answers, and edits its answer."""
    async with working(sandbox):
        table = {"file": ("표.csv", b"a,b\n1,2", "text/csv")}
        await http.post("/person/send", data=MINA, files=table)
        shown = await last_message(http, "7 bytes")
        wish = MINA | {"message": shown["message_id"], "data": "4"}
        assert (await http.post("/person/tap", json=wish)).status_code == 200
        edited = await last_message(http, "4")
    assert edited["message_id"] == shown["message_id"]
    assert edited["photo"][-1]["height"] == 400
    assert "reply_markup" not in edited


async def test_bot_hears_refusals(
    sandbox: Sandbox,
    http: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Refusals and faults reach the library as the errors it has for them."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it RetryAfter warns
    await http.post("/person/block", json={"person": 1002, "blocked": True})
    async with Bot(sandbox.token, sandbox.base_url) as bot:
        message = await bot.send_message(1001, "a")
        with pytest.raises(BadRequest, match="Message is not modified"):
            await message.edit_text("a")
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(5, "a")
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(1002, "a")
        await http.post("/person/faults", json={"kind": "429", "retry_after": 7})
        with pytest.raises(RetryAfter):
            await bot.send_message(1001, "a")


async def test_second_bot_is_a_conflict(sandbox: Sandbox) -> None:
    """Of two copies of a bot that poll at once one is told so."""
    async with (
        Bot(sandbox.token, sandbox.base_url) as bot,
        Bot(sandbox.token, sandbox.base_url) as copy,
    ):
        polls = bot.get_updates(timeout=1), copy.get_updates(timeout=1)
        answers = await asyncio.gather(*polls, return_exceptions=True)
    assert {type(answer) for answer in answers} == {Conflict, tuple}


async def test_serve_closes_at_once() -> None:
    """Long polls, slow calls and those who look on do not hold the end up."""
    async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
        async with serve() as sandbox:
            method = f"{sandbox.base_url}{sandbox.token}"
            live = await websocket_connect(
                f"{sandbox.address}/person/live".replace("http", "ws", 1),
            )
            poll = asyncio.create_task(http.get(f"{method}/getUpdates?timeout=50"))
            await asyncio.sleep(0.1)
            slow = {"kind": "slow", "seconds": 600}
            await http.post(f"{sandbox.address}/person/faults", json=slow)
            call = asyncio.create_task(http.get(f"{method}/getMe"))
            await asyncio.sleep(0.1)
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.gather(poll, call, return_exceptions=True)
            assert await live.read_message() is None
        with pytest.raises(httpx.ConnectError):
            await http.get(sandbox.address)
        live.close()


async def test_serve_takes_port_and_token() -> None:
    """The port and the key can be chosen; a port that is taken is an error."""
    async with serve(token="5:key") as sandbox:  # noqa: S106  # opens nothing
        port = int(sandbox.address.rpartition(":")[2])
        assert sandbox.base_url == f"http://127.0.0.1:{port}/bot"
        assert sandbox.base_file_url == f"http://127.0.0.1:{port}/file/bot"
        with pytest.raises(OSError, match="in use"):
            async with serve(port=port):
                pass
        async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
            right = await http.get(f"{sandbox.base_url}5:key/getMe")
            wrong = await http.get(f"{sandbox.base_url}{SANDBOX_TOKEN}/getMe")
        assert (right.status_code, wrong.status_code) == (200, 401)


async def test_only_this_machine_is_heard(http: httpx.AsyncClient) -> None:
    """A page of another name that leads here sees nothing."""
    elsewhere = {"Host": "example.com"}
    response = await http.get("/person/world", headers=elsewhere)
    assert response.status_code == 404
    assert (await http.get("/person/world")).status_code == 200


@pytest.mark.parametrize(
    ("path", "code"),
    [("/", 200), ("/chat.css", 200), ("/server.py", 404), ("/../server.py", 404)],
)
async def test_page_is_served(http: httpx.AsyncClient, path: str, code: int) -> None:
    """The chat page and what stands beside it is served, and nothing else."""
    assert (await http.get(path)).status_code == code
