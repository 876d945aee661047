"""The real bot, with trouble from outside its code: `python -m ...rig FOLDER`.

Files in the folder say what trouble there is:

    kill    n: die at the n-th boundary from now on, a commit's or a send's, where
            just before and just after count as one each
    sick    full or read-only: what the database is
    hang    the next poll never returns
    stalls  where to write by how much the event loop oversleeps, in ms
    debug   log everything
    watch   seconds after which the watchdog bites
"""

import asyncio
import itertools
import json
import logging
import os
import re
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import patch

from telegram.request import HTTPXRequest

from bot import app, inbox
from bot.__main__ import main
from bot.client import Client, Json
from bot.settings import Settings

SENDS = re.compile(r"/(send(?!ChatAction)|edit|answer|delete)\w+$")
SAMPLE_S = 0.005
WRITE_EACH = 100
"""Samples between two writings of the stalls."""
TROUBLES = {
    "full": "PRAGMA max_page_count = 1",  # no page more than there are
    "read-only": "PRAGMA query_only = 1",
    "": "PRAGMA max_page_count = 1073741823; PRAGMA query_only = 0",
}

request = HTTPXRequest.do_request
fetch = Client.fetch_updates
serve = app.run


class Database(sqlite3.Connection):
    """A database that falls sick, and whose commits are boundaries."""

    rig: ClassVar["Rig"]
    _changes = 0
    _sick = ""

    def execute(self, sql: str, *facts: Any) -> sqlite3.Cursor:  # noqa: ANN401 - as it comes
        """Carry a statement out, in sickness or across two boundaries."""
        if sql == "BEGIN":
            self.fall_sick(self.rig.told("sick"))
            self._changes = self.total_changes
        if sql != "COMMIT" or self.total_changes == self._changes:
            return super().execute(sql, *facts)
        self.rig.cross()
        done = super().execute(sql, *facts)
        self.rig.cross()
        return done

    def fall_sick(self, sick: str) -> None:
        """Be as sick as one should be."""
        if sick != self._sick:
            for pragma in TROUBLES[sick].split(";"):
                super().execute(pragma).fetchall()
            self._sick = sick


class Rig:
    """Obeys the files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._boundaries = itertools.count(1)

    def told(self, name: str) -> str:
        """Return what a file says, or nothing where there is none."""
        try:
            return (self._folder / name).read_text()
        except FileNotFoundError:
            return ""

    def cross(self) -> None:
        """Pass a boundary, if this is not the one to die at."""
        if (wish := self.told("kill")) and next(self._boundaries) == int(wish):
            os.kill(os.getpid(), signal.SIGKILL)

    async def request(self, client: HTTPXRequest, **call: Any) -> Any:  # noqa: ANN401 - as it comes
        """Carry a call out, across two boundaries if it is a send."""
        if not SENDS.search(call["url"]):
            return await request(client, **call)
        self.cross()
        answer = await request(client, **call)
        self.cross()
        return answer

    async def fetch(self, bot: Client, offset: int | None) -> Sequence[Json]:
        """Poll, or hang."""
        if self.told("hang"):
            (self._folder / "hang").unlink()
            await asyncio.Event().wait()
        return await fetch(bot, offset)

    async def serve(self, settings: Settings) -> None:
        """Serve, and look at the loop or log everything if that is asked for."""
        if self.told("debug"):
            logging.getLogger().setLevel(logging.DEBUG)
        if self.told("stalls"):
            self._watching = asyncio.create_task(self.watch())
        await serve(settings)

    async def watch(self) -> None:
        """Write down by how much the loop oversleeps, again and again."""
        stalls = []
        for number in itertools.count(1):
            before = time.perf_counter()
            await asyncio.sleep(SAMPLE_S)
            stalls.append((time.perf_counter() - before - SAMPLE_S) * 1000)
            if number % WRITE_EACH == 0:
                self.write_down(stalls)

    def write_down(self, stalls: list[float]) -> None:
        """Leave the stalls so far for whoever looks."""
        draft = self._folder / "draft"
        draft.write_text(json.dumps(stalls))
        draft.replace(self.told("stalls"))


def method(trouble: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that a class makes its own method of."""

    def own(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - as it comes
        return trouble(*given, **named)

    return own


def run(folder: Path) -> int:
    """Run the bot with the troubles of a folder."""
    rig = Rig(folder)
    Database.rig = rig
    patch.object(sqlite3, "connect", partial(sqlite3.connect, factory=Database)).start()
    patch.object(Client, "fetch_updates", method(rig.fetch)).start()
    patch.object(HTTPXRequest, "do_request", method(rig.request)).start()
    patch.object(app, "run", rig.serve).start()
    if wish := rig.told("watch"):
        patch.object(inbox, "SILENCE_S", float(wish)).start()
    return main(["run"])


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1])))
