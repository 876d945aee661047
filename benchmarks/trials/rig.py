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
from pathlib import Path
from typing import Any
from unittest.mock import patch

from telegram.request import HTTPXRequest

from bot import app, inbox
from bot.__main__ import main
from bot.inbox import Json, PollingBot
from bot.settings import Settings
from bot.store import Store

SENDS = re.compile(r"/(send(?!ChatAction)|edit|answer|delete)\w+$")
SAMPLE_S = 0.005
WRITE_EACH = 100
"""Samples between two writings of the stalls."""
TROUBLES = {
    "full": "PRAGMA max_page_count = 1",  # no page more than there are
    "read-only": "PRAGMA query_only = 1",
    "": "PRAGMA max_page_count = 1073741823; PRAGMA query_only = 0",
}

transact = Store._transact  # noqa: SLF001 - a boundary that only a rig looks at
request = HTTPXRequest.do_request
fetch = PollingBot.fetch_updates
serve = app.run


class Rig:
    """Obeys the files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._boundaries = itertools.count(1)
        self._sick = ""

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

    def transact(self, store: Store, work: Callable[[sqlite3.Connection], Any]) -> Any:  # noqa: ANN401 - whatever the work returns
        """Carry a transaction out, in sickness or across two boundaries."""
        writes = False

        def watched(db: sqlite3.Connection) -> Any:  # noqa: ANN401 - likewise
            nonlocal writes
            done = work(db)
            if writes := db.in_transaction:
                self.cross()
            return done

        self.sicken(store._connection)  # noqa: SLF001 - no one else may have it
        done = transact(store, watched)
        if writes:
            self.cross()
        return done

    def sicken(self, db: sqlite3.Connection) -> None:
        """Make the database as sick as it should be."""
        if (sick := self.told("sick")) != self._sick:
            for pragma in TROUBLES[sick].split(";"):
                db.execute(pragma).fetchall()
            self._sick = sick

    async def request(self, client: HTTPXRequest, **call: Any) -> Any:  # noqa: ANN401 - as it comes
        """Carry a call out, across two boundaries if it is a send."""
        if not SENDS.search(call["url"]):
            return await request(client, **call)
        self.cross()
        answer = await request(client, **call)
        self.cross()
        return answer

    async def fetch(self, bot: PollingBot, offset: int | None) -> Sequence[Json]:
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
    troubles: list[tuple[object, str, Callable[..., Any]]] = [
        (Store, "_transact", rig.transact),
        (PollingBot, "fetch_updates", rig.fetch),
        (HTTPXRequest, "do_request", rig.request),
    ]
    for owner, name, trouble in troubles:
        patch.object(owner, name, method(trouble)).start()
    patch.object(app, "run", rig.serve).start()
    if wish := rig.told("watch"):
        patch.object(inbox, "WATCH_S", float(wish)).start()
    return main(["run"])


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1])))
