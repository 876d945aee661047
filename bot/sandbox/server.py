"""Puts the sandbox together and keeps it open."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.web import Application, StaticFileHandler, url

from bot.sandbox import pages, wire
from bot.sandbox.delivery import deliver
from bot.sandbox.office import Office
from bot.sandbox.refusals import conflict

SANDBOX_TOKEN = "7000000001:the-key-to-the-sandbox-opens-nothing"  # noqa: S105  # no secret
HOST = "127.0.0.1"
BODY_LIMIT = 256 * 2**20
"""Bytes of a request that are read at all, so that what is too large is told so."""

PAGE = {"path": str(Path(__file__).parent)}


@dataclass(frozen=True)
class Sandbox:
    """Where an open sandbox is found.

    Attributes
    ----------
    address : str
        Of the chat page and the person's side, such as http://127.0.0.1:8080.
    token : str
        What the bot has to show.
    """

    address: str
    token: str

    @property
    def base_url(self) -> str:
        """The address of the methods, as far as the token."""
        return f"{self.address}/bot"

    @property
    def base_file_url(self) -> str:
        """The address of the files, as far as the token."""
        return f"{self.address}/file/bot"


@asynccontextmanager
async def serve(*, port: int = 0, token: str = SANDBOX_TOKEN) -> AsyncIterator[Sandbox]:
    """Keep a sandbox open on this machine's loopback, on the running event loop.

    Parameters
    ----------
    port : int
        0 for any free one.
    token : str
        What the bot has to show.

    Raises
    ------
    OSError
        Where the port is taken.
    """
    office = Office(token)
    server = HTTPServer(application(office), max_body_size=BODY_LIMIT)
    listening = socket.create_server((HOST, port))
    listening.setblocking(False)  # noqa: FBT003  # so the standard library has it
    server.add_socket(listening)
    delivery = asyncio.create_task(deliver(office.world))
    try:
        yield Sandbox(f"http://{HOST}:{listening.getsockname()[1]}", token)
    finally:
        server.stop()
        delivery.cancel()
        with suppress(asyncio.CancelledError):
            await delivery
        await let_go(office, server)


async def let_go(office: Office, server: HTTPServer) -> None:
    """End whatever still waits, and close every connection."""
    office.faults.over.set()
    office.world.updates.end(conflict("the sandbox is closing"))
    office.world.tell("closing")
    await server.close_all_connections()


def application(office: Office) -> Application:
    """Return the routes; only requests addressed to this machine are heard."""
    known = {"office": office}
    routes = [
        url(r"/bot([^/]+)/([^/]+)", wire.MethodHandler, known),
        url(r"/file/bot([^/]+)/(.+)", wire.DownloadHandler, known),
        url(r"/person/world", pages.WorldHandler, known),
        url(r"/person/people", pages.PeopleHandler, known),
        url(r"/person/chats", pages.ChatsHandler, known),
        url(r"/person/upgrade", pages.UpgradeHandler, known),
        url(r"/person/messages", pages.MessagesHandler, known),
        url(r"/person/send", pages.SendHandler, known),
        url(r"/person/edit", pages.EditHandler, known),
        url(r"/person/tap", pages.TapHandler, known),
        url(r"/person/block", pages.BlockHandler, known),
        url(r"/person/member", pages.MemberHandler, known),
        url(r"/person/files/([^/]+)", pages.FileHandler, known),
        url(r"/person/faults", pages.FaultsHandler, known),
        url(r"/person/calls", pages.CallsHandler, known),
        url(r"/person/live", pages.LiveHandler, known),
        url(r"/()", StaticFileHandler, PAGE | {"default_filename": "chat.html"}),
        url(r"/([\w-]+\.(?:css|js))", StaticFileHandler, PAGE),
    ]
    app = Application(log_function=lambda _: None)
    app.add_handlers(r"(127\.0\.0\.1|localhost)", routes)
    return app
