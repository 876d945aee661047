"""Tests of the sandbox from a shell."""

import asyncio
import json
import os
import signal
import subprocess
import sys

import httpx
import pytest

from bot.sandbox.__main__ import main, run
from tests.town import PATIENCE_S


async def test_run_says_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """One line tells where the sandbox is, and a signal ends it."""
    running = asyncio.create_task(run(0))
    printed = ""
    async with asyncio.timeout(PATIENCE_S):
        while not printed:
            await asyncio.sleep(0.01)
            printed = capsys.readouterr().out
    place = json.loads(printed)
    async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
        me = await http.get(f"{place['base_url']}{place['token']}/getMe")
    assert me.json()["result"]["username"] == "centroid_bot"
    assert place["base_file_url"] == f"{place['address']}/file/bot"
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(PATIENCE_S):
        await running


def test_main_refuses_other_words(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A port is a number."""
    monkeypatch.setattr(sys, "argv", ["bot.sandbox", "--port", "x"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "--port" in capsys.readouterr().err


def test_module_runs_until_it_is_told_to_end() -> None:
    """The same from a shell: it ends with 0 on SIGINT and leaves no words behind."""
    command = [sys.executable, "-W", "error", "-m", "bot.sandbox", "--port", "0"]
    with subprocess.Popen(  # noqa: S603  # our own module
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        place = json.loads(process.stdout.readline())
        assert httpx.get(f"{place['address']}/person/world").status_code == 200
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, complaints) == (0, "")
