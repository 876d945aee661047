"""Counters and health can be asked for, on this machine only."""

import os
import re
import socket
import time
from pathlib import Path

import httpx
import pytest

from bot.metrics import WELL_S, Counters, silence_s, watched
from tests.town import ALEX, PATIENCE_S, Town, serving


@pytest.fixture
def port() -> int:
    """Return a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def heartbeat(tmp_path: Path) -> Path:
    """Return the heartbeat of a bot that has just heard from Telegram."""
    path = tmp_path / "heartbeat"
    path.touch()
    return path


def test_outcomes_are_counted() -> None:
    """Each has its total, in the form that Prometheus reads."""
    counters = Counters()
    assert len(counters.lines()) == 2
    for outcome in ("ok", "NoTable", "ok"):
        counters.count(outcome)
    assert counters.lines()[1:] == [
        "# TYPE centroid_requests_total counter",
        'centroid_requests_total{outcome="NoTable"} 1',
        'centroid_requests_total{outcome="ok"} 2',
    ]


def test_what_is_watched_is_read_when_asked_for() -> None:
    """A gauge tells how things stand now."""
    counters, waiting = Counters(), ["a"]
    counters.watch("waiting", "Those who wait.", lambda: len(waiting))
    waiting.append("b")
    assert counters.lines()[-3:] == [
        "# HELP waiting Those who wait.",
        "# TYPE waiting gauge",
        "waiting 2",
    ]


async def test_the_bot_tells_how_things_stand(quiet_town: Town, port: int) -> None:
    """Requests by how they ended, those that are open, silence, and the queue."""
    async with (
        serving(quiet_town, metrics_port=port),
        httpx.AsyncClient(timeout=PATIENCE_S) as http,
    ):
        alex = await quiet_town.person(ALEX)
        await alex.answer(await alex.send("hello"))
        told = (await http.get(f"http://127.0.0.1:{port}/metrics")).text
    assert 'centroid_requests_total{outcome="ok"} 1\n' in told
    assert "\ncentroid_requests_open 0\n" in told
    assert "\ncentroid_jobs_waiting 0\n" in told
    assert re.search(r"\ncentroid_silence_seconds [0-9.]+\n", told)


def test_silence_is_the_age_of_the_heartbeat(heartbeat: Path) -> None:
    """Without a heartbeat it has no end."""
    os.utime(heartbeat, (0, time.time() - 100))
    assert 100 <= silence_s(heartbeat) < 110
    assert silence_s(heartbeat.with_name("none")) == float("inf")


async def test_pages_tell_counters_and_health(port: int, heartbeat: Path) -> None:
    """Well is who heard from Telegram lately; a platform sees it by the status."""
    counters = Counters()
    counters.count("ok")
    async with (
        watched(port, counters, heartbeat),
        httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S
        ) as http,
    ):
        metrics = await http.get("/metrics")
        assert metrics.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        assert 'centroid_requests_total{outcome="ok"} 1\n' in metrics.text
        assert metrics.text.endswith("\n")
        assert (await http.get("/health")).status_code == 200
        os.utime(heartbeat, (0, time.time() - WELL_S - 1))
        assert (await http.get("/health")).status_code == 503
        assert (await http.get("/other")).status_code == 404
    with socket.create_server(("127.0.0.1", port)):
        pass  # it is free again


async def test_without_a_port_nothing_is_opened(heartbeat: Path) -> None:
    """0 is for nobody, not for any."""
    async with watched(0, Counters(), heartbeat):
        pass


async def test_a_port_that_is_taken_is_told(heartbeat: Path) -> None:
    """An operator who asks for a port shall have it or know."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            async with watched(port, Counters(), heartbeat):
                pass
