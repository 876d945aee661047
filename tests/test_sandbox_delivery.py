"""Tests of sending updates to the bot's webhook."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.sandbox.calls import Call
from bot.sandbox.delivery import SECRET_HEADER, carry_out_answer, deliver
from bot.sandbox.webhook import (
    delete_webhook,
    get_updates,
    get_webhook_info,
    set_webhook,
)
from bot.sandbox.world import World, begin
from tests.town import PATIENCE_S


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """Return a world whose updates are delivered."""
    world = begin()
    delivery = asyncio.create_task(deliver(world))
    yield world
    delivery.cancel()
    with suppress(asyncio.CancelledError):
        await delivery


class Hook(RequestHandler):
    """A bot that keeps what comes and answers as it is told."""

    def initialize(self, take: Callable[[HTTPServerRequest], tuple[int, str]]) -> None:
        """Take over how to answer."""
        self.take = take

    def post(self) -> None:
        """Answer one update."""
        status, body = self.take(self.request)
        self.set_status(status)
        self.finish(body)


@asynccontextmanager
async def bot(
    *answers: tuple[int, str],
) -> AsyncIterator[tuple[str, list[HTTPServerRequest]]]:
    """Keep a bot open that gives these answers, and then 200 to all requests."""
    seen: list[HTTPServerRequest] = []
    coming = iter(answers)

    def take(request: HTTPServerRequest) -> tuple[int, str]:
        seen.append(request)
        return next(coming, (200, ""))

    app = Application([("/hook", Hook, {"take": take})], log_function=lambda _: None)
    server = HTTPServer(app)
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    try:
        port = sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/hook", seen
    finally:
        server.stop()
        await server.close_all_connections()


def bodies(requests: list[HTTPServerRequest]) -> list[dict[str, Any]]:
    """Return what requests carried."""
    return [json.loads(request.body) for request in requests]


async def taken(world: World) -> None:
    """Wait until nothing is pending."""
    async with asyncio.timeout(PATIENCE_S):
        while world.updates.pending:
            await asyncio.sleep(0.01)


async def test_deliver_sends_in_order_with_the_secret(world: World) -> None:
    """Updates reach the webhook one after the other, each once, with the header."""
    async with bot() as (url, seen):
        set_webhook(world, Call("", {"url": url, "secret_token": "s-1"}))
        for text in ("a", "b"):
            world.updates.add("message", {"text": text})
        await taken(world)
    assert [update["message"]["text"] for update in bodies(seen)] == ["a", "b"]
    assert [request.headers[SECRET_HEADER] for request in seen] == ["s-1", "s-1"]


async def test_deliver_tries_again(world: World) -> None:
    """An update that is not taken comes again, before those behind it."""
    async with bot((500, "")) as (url, seen):
        set_webhook(world, Call("", {"url": url}))
        world.updates.add("message", {"text": "a"})
        await taken(world)
    assert SECRET_HEADER not in seen[0].headers
    one, again = bodies(seen)
    assert one == again
    error = get_webhook_info(world, Call(""))["last_error_message"]
    assert error.startswith("Wrong response from the webhook: 500")


async def test_deliver_lives_through_a_bot_that_is_gone(world: World) -> None:
    """Where nobody listens the update waits, and the error can be asked for."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        set_webhook(world, Call("", {"url": f"http://127.0.0.1:{port}/"}))
        world.updates.add("message", {"text": "a"})
        async with asyncio.timeout(PATIENCE_S):
            while "last_error_message" not in get_webhook_info(world, Call("")):
                await asyncio.sleep(0.01)
    assert get_webhook_info(world, Call(""))["last_error_message"]
    assert len(world.updates.pending) == 1


async def test_deliver_stops_without_a_webhook(world: World) -> None:
    """Once the webhook is deleted updates are kept for polls."""
    set_webhook(world, Call("", {"url": "http://127.0.0.1:1/hook"}))
    await asyncio.sleep(0)
    delete_webhook(world, Call(""))
    world.updates.add("message", {"text": "a"})
    await asyncio.sleep(0)
    [update] = await get_updates(world, Call(""))
    assert update["message"]["text"] == "a"


async def test_deliver_carries_out_answers(world: World) -> None:
    """A bot may answer an update with a method."""
    answer = {"method": "sendMessage", "chat_id": 1001, "text": "hi"}
    async with bot((200, json.dumps(answer))) as (url, _):
        set_webhook(world, Call("", {"url": url}))
        world.updates.add("message", {"text": "a"})
        await taken(world)
    [said] = world.chats[1001].messages.values()
    assert said["text"] == "hi"


@pytest.mark.parametrize(
    "body",
    [b"", b"ok", b"[1]", b"{}", b'{"method": "sendMessage"}', b'{"method": "dance"}'],
)
def test_carry_out_answer_minds_nothing_else(body: bytes) -> None:
    """An answer without a method, or with one that is refused, is no matter."""
    world = begin()
    carry_out_answer(world, body)
    assert all(not chat.messages for chat in list(world.chats.values())[:3])
