"""The bot as a command: what it says without a token, and how it ends."""

import asyncio
import os
import re
import signal
import sqlite3
import sys
import time
from pathlib import Path

import httpx
import pytest

from benchmarks.trials.processes import descendants
from bot.__main__ import main
from bot.database import MIGRATIONS
from bot.settings import variables
from tests.test_talk import large
from tests.town import ALEX, GLANCE_S, MINA, PATIENCE_S, Town

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Begin with no setting set but a folder of one's own."""
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(ROOT)


def test_without_a_token_the_sandbox_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One sentence, and never a sandbox by accident."""
    assert main([]) == 2
    told = capsys.readouterr().err
    assert "python -m bot sandbox" in told
    assert len(told.strip().splitlines()) == 1


def test_check_tells_every_problem(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 when all is well, 2 with a line each when not; never the token."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12345:secret")
    assert main(["--check"]) == 0
    monkeypatch.setenv("BOT_WORKERS", "0")
    monkeypatch.setenv("BOT_LANGAUGE", "ko")
    assert main(["--check"]) == 2
    told = capsys.readouterr()
    assert "BOT_WORKERS" in told.err
    assert "did you mean BOT_LANGUAGE?" in told.err
    assert "secret" not in told.out + told.err


def test_health_is_the_age_of_the_heartbeat(tmp_path: Path) -> None:
    """Well is who heard from Telegram lately."""
    assert main(["--health"]) == 1
    heartbeat = tmp_path / "data" / "heartbeat"
    heartbeat.parent.mkdir()
    heartbeat.touch()
    assert main(["--health"]) == 0
    os.utime(heartbeat, (0, time.time() - 100))
    assert main(["--health"]) == 1


def test_a_later_database_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A downgrade leaves the data alone."""
    (tmp_path / "data").mkdir()
    database = sqlite3.connect(tmp_path / "data" / "centroid.sqlite")
    database.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    database.close()
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12345:secret")
    assert main([]) == 2
    assert "newer release" in capsys.readouterr().err


async def start(*arguments: str) -> asyncio.subprocess.Process:
    """Start the bot as a process of its own."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_a_wrong_token_is_told_and_never_shown(
    quiet_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram does not know it: one sentence, exit 2."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12345:wrong-and-secret")
    monkeypatch.setenv("TELEGRAM_BASE_URL", quiet_town.server.base_url)
    bot = await start()
    _, told = await asyncio.wait_for(bot.communicate(), PATIENCE_S)
    assert bot.returncode == 2
    assert told.decode().endswith("Telegram does not know this TELEGRAM_BOT_TOKEN.\n")
    assert b"secret" not in told


async def test_the_sandbox_opens_a_page_and_ends_when_told() -> None:
    """It prints its address, serves the chat page and leaves on SIGTERM."""
    bot = await start("sandbox")
    assert bot.stdout
    assert bot.stderr
    line = (await asyncio.wait_for(bot.stdout.readline(), PATIENCE_S)).decode()
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found
    async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
        assert "<title>Centroid</title>" in (await http.get(found[0])).text
    while b"serving as @centroid_bot" not in await bot.stderr.readline():
        pass
    bot.send_signal(signal.SIGTERM)
    await asyncio.wait_for(bot.wait(), PATIENCE_S)
    assert bot.returncode == 0


async def test_a_bot_at_work_ends_when_told(
    quiet_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGTERM amid answers: it leaves, and the next start goes on with them."""
    people = [await quiet_town.person(which) for which in (MINA, ALEX)]
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", quiet_town.server.token)
    monkeypatch.setenv("TELEGRAM_BASE_URL", quiet_town.server.base_url)
    monkeypatch.setenv("TELEGRAM_BASE_FILE_URL", quiet_town.server.base_file_url)
    monkeypatch.setenv("BOT_DATA_DIR", str(quiet_town.data_dir))
    asked = [await person.send_file(large(20_000), "l.csv") for person in people]
    for end in (True, False):
        bot = await start()
        assert bot.stderr
        while b"serving as" not in await bot.stderr.readline():
            pass
        if end:
            await at_work(bot)
        else:
            for person, message in zip(people, asked, strict=True):
                assert "photo" in await person.answer(message)
        bot.send_signal(signal.SIGTERM)
        await asyncio.wait_for(bot.communicate(), PATIENCE_S)
        assert bot.returncode == 0
        assert quiet_town.open_letters() == (len(asked) if end else 0)


async def at_work(bot: asyncio.subprocess.Process) -> None:
    """Wait until a process of a job is there: a child of the one they come from."""
    async with asyncio.timeout(PATIENCE_S):
        while not any(map(descendants, descendants(bot.pid))):
            await asyncio.sleep(GLANCE_S)
