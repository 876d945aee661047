"""Counters and health for those who watch the bot, on this machine only."""

import socket
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler, url

HOST = "127.0.0.1"
WELL_S = 90.0
"""A bot that has not heard from Telegram for so long is not well."""


class Counters:
    """How many requests ended how since the start, and how things stand."""

    def __init__(self) -> None:
        self._totals: Counter[str] = Counter()
        self._gauges: dict[str, tuple[str, Callable[[], float]]] = {}

    def count(self, outcome: str) -> None:
        """Count a request: ok, crashed, the name of an error, ..."""
        self._totals[outcome] += 1

    def watch(self, name: str, what: str, read: Callable[[], float]) -> None:
        """Tell, whenever somebody asks, what is read then."""
        self._gauges[name] = (what, read)

    def lines(self) -> list[str]:
        """Return the totals and gauges in Prometheus's text format."""
        name = "centroid_requests_total"
        told = heading(name, "counter", "Requests by how they ended.")
        for outcome, total in sorted(self._totals.items()):
            told.append(f'{name}{{outcome="{outcome}"}} {total}')
        for gauge, (what, read) in self._gauges.items():
            told += [*heading(gauge, "gauge", what), f"{gauge} {read():g}"]
        return told


def heading(name: str, kind: str, what: str) -> list[str]:
    """Return the lines that introduce a figure."""
    return [f"# HELP {name} {what}", f"# TYPE {name} {kind}"]


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
    routes = [
        url("/metrics", MetricsPage, {"counters": counters}),
        url("/health", HealthPage, {"heartbeat": heartbeat}),
    ]
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

    def set_default_headers(self) -> None:
        """Say that it is plain text, in the version that Prometheus asks for."""
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")


class MetricsPage(Page):
    """`/metrics`, for Prometheus."""

    def initialize(self, counters: Counters) -> None:
        """Take over what is told."""
        self.counters = counters

    def get(self) -> None:
        """Tell all figures."""
        self.finish("\n".join([*self.counters.lines(), ""]))


class HealthPage(Page):
    """`/health`, for a platform: 200, or 503 when the bot is not well."""

    def initialize(self, heartbeat: Path) -> None:
        """Take over what tells it."""
        self.heartbeat = heartbeat

    def get(self) -> None:
        """Tell whether Telegram was heard lately."""
        well = silence_s(self.heartbeat) < WELL_S
        self.set_status(200 if well else 503)
        self.finish("ok\n" if well else "Telegram was not heard lately\n")
