"""Counters and health for those who watch the bot, on this machine only."""

import socket
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler, url

HOST = "127.0.0.1"
WELL_S = 90.0
"""A bot that has not heard from Telegram for so long is not well."""


class Counters:
    """How many requests ended how, since the start."""

    def __init__(self) -> None:
        self._totals: Counter[str] = Counter()

    def count(self, outcome: str) -> None:
        """Count a request: ok, crashed, the name of an error, ..."""
        self._totals[outcome] += 1

    def lines(self) -> list[str]:
        """Return the totals in Prometheus's text format."""
        name = "centroid_requests_total"
        told = [f"# HELP {name} Requests by how they ended.", f"# TYPE {name} counter"]
        for outcome, total in sorted(self._totals.items()):
            told.append(f'{name}{{outcome="{outcome}"}} {total}')
        return told


def silence_s(heartbeat: Path) -> float:
    """Return the seconds since Telegram was last heard; without end if never."""
    try:
        return time.time() - heartbeat.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


@asynccontextmanager
async def watched(
    port: int, counters: Counters, heartbeat: Path
) -> AsyncIterator[None]:
    """Keep `/metrics` and `/health` open on the loopback; with port 0, nothing.

    Raises
    ------
    OSError
        When the port is taken.
    """
    if not port:
        yield
        return
    known = {"counters": counters, "heartbeat": heartbeat}
    routes = [url("/metrics", MetricsPage, known), url("/health", HealthPage, known)]
    server = HTTPServer(Application(routes, log_function=lambda _: None))
    listening = socket.create_server((HOST, port))
    listening.setblocking(False)  # noqa: FBT003  # so the standard library has it
    server.add_socket(listening)
    try:
        yield
    finally:
        server.stop()
        await server.close_all_connections()


class Page(RequestHandler):
    """A page of plain text."""

    def initialize(self, counters: Counters, heartbeat: Path) -> None:
        """Take over what is told."""
        self.counters = counters
        self.heartbeat = heartbeat
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")


class MetricsPage(Page):
    """`/metrics`, for Prometheus."""

    def get(self) -> None:
        """Tell the counters, and how long Telegram has been silent."""
        name = "centroid_silence_seconds"
        silence = [
            f"# HELP {name} Since Telegram was last heard.",
            f"# TYPE {name} gauge",
            f"{name} {silence_s(self.heartbeat):.1f}",
        ]
        self.finish("\n".join([*self.counters.lines(), *silence, ""]))


class HealthPage(Page):
    """`/health`, for a platform: 200, or 503 when the bot is not well."""

    def get(self) -> None:
        """Tell whether Telegram was heard lately."""
        well = silence_s(self.heartbeat) < WELL_S
        self.set_status(200 if well else 503)
        self.finish("ok\n" if well else "Telegram was not heard lately\n")
