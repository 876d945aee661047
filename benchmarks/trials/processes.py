"""The real bot in a process of its own, which may be ended at any moment."""

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.trials.town import Town, until

ROOT = Path(__file__).parents[2]
LIMIT_S = 90.0
"""No start and no end takes as long."""


class EndedError(Exception):
    """A bot that ended by itself before it served; says its exit code."""


class Bot:
    """The bot of a town; as a context it is started, and killed at the end.

    Parameters
    ----------
    rigged : bool
        Whether it runs in the rig, which obeys files in the town's folder `rig`.
    settings : str
        Its variables, beside those that make it serve the town.
    """

    def __init__(self, town: Town, *, rigged: bool = False, **settings: str) -> None:
        self._town = town
        self._heartbeat = town.folder / "data" / "heartbeat"
        self.log = town.folder / "bot.log"
        self.rig = town.folder / "rig"
        self.rig.mkdir(exist_ok=True)
        rig = ("benchmarks.trials.rig", str(self.rig))
        self._command = (sys.executable, "-m", *(rig if rigged else ("bot",)))
        ours = {k: v for k, v in os.environ.items() if not k.startswith("TELEGRAM_")}
        self._environment = ours | {
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_BOT_TOKEN": town.office.token,
            "TELEGRAM_BASE_URL": f"{town.address}/bot",
            "TELEGRAM_BASE_FILE_URL": f"{town.address}/file/bot",
            "BOT_DATA_DIR": str(town.folder / "data"),
            **settings,
        }

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, __: object, ___: TracebackType | None
    ) -> None:
        await self.end()

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def code(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.returncode

    async def start(self) -> None:
        """Start it, and do not wait for it."""
        self._heartbeat.unlink(missing_ok=True)
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                cwd=self._town.folder,
                env=self._environment,
                stdout=log,
                stderr=log,
            )

    async def ready(self) -> None:
        """Wait until it serves."""
        await until(lambda: self._heartbeat.exists() or self.code is not None, LIMIT_S)
        if self.code is not None:
            raise EndedError(self.code)

    async def end(self, number: int = signal.SIGKILL) -> float:
        """Send it a signal; return the seconds until it is gone."""
        begun = time.monotonic()
        with suppress(ProcessLookupError):
            self._process.send_signal(number)
        await self.ended()
        return time.monotonic() - begun

    async def ended(self, limit_s: float = LIMIT_S) -> int:
        """Wait until it has ended; return its exit code."""
        async with asyncio.timeout(limit_s):
            return await self._process.wait()

    def memory_mb(self) -> float:
        """Return the most memory it ever had, in MB."""
        return peak_mb(self.pid)


def peak_mb(pid: int) -> float:
    """Return the most memory a process ever had, in MB; 0 if it is gone."""
    with suppress(FileNotFoundError, ProcessLookupError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def descendants(pid: int) -> list[int]:
    """Return the processes below one, however deep, the nearest first."""
    below: list[int] = []
    with suppress(FileNotFoundError, ProcessLookupError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            below += map(int, (thread / "children").read_text().split())
    return below + [each for child in below for each in descendants(child)]
