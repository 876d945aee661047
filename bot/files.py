"""Uploaded tables: fetched from Telegram, kept on the disk for a while."""

import asyncio
import logging
import time
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, NetworkError

from bot import plain
from bot.errors import FileGone
from bot.store import Run, Upload
from clustering import Report

log = logging.getLogger(__name__)

DEMO = "demo"
"""Stands for a file_id where the bundled table was asked for."""
PASTED = "pasted:"
"""How what stands for a file_id begins where a table was pasted as text."""
DEMO_NAME = "카페손님.csv"


class Files:
    """The tables of uploads; Telegram keeps them, this folder only for a while."""

    def __init__(self, folder: Path, bot: Bot) -> None:
        self._folder = folder
        self._bot = bot
        folder.mkdir(parents=True, exist_ok=True)

    async def fetch(self, upload: Upload) -> bytes:
        """Return an upload's bytes.

        Raises
        ------
        FileGone
            When Telegram no longer hands it out.
        NetworkError
            When not all of it came, or something else.
        """
        if upload.file_id == DEMO:
            return files("bot").joinpath("demo.csv").read_bytes()
        path = self._path(upload.file_id)
        if path.exists():
            path.touch()  # used now, so kept a while longer
            return await asyncio.to_thread(path.read_bytes)
        if upload.file_id.startswith(PASTED):
            raise FileGone(upload.name)
        data = await self._download(upload)
        await asyncio.to_thread(write_whole, path, data)
        return data

    async def keep(self, file_id: str, data: bytes) -> None:
        """Keep a table that came as text, which Telegram hands out only once."""
        await asyncio.to_thread(write_whole, self._path(file_id), data)

    async def owe(self, run: Run, report: Report) -> None:
        """Keep a computed report until it is sent: a new start sends the same bytes."""
        dumped = plain.dump(report)
        await asyncio.to_thread(write_whole, self._owed_path(run), dumped)

    async def owed(self, run: Run) -> Report | None:
        """Return the report of a run that was computed and not yet sent, if any."""
        path = self._owed_path(run)
        if not path.exists():
            return None
        report: Report = plain.load(await asyncio.to_thread(path.read_bytes))
        return report

    async def note(self, run: Run, name: str, value: object) -> None:
        """Keep something about a run, as long as a table is kept."""
        await asyncio.to_thread(write_whole, self._note(run, name), plain.dump(value))

    async def noted(self, run: Run, name: str) -> Any:  # noqa: ANN401 - as was noted
        """Return what was noted about a run, or None if it was not or is forgotten."""
        path = self._note(run, name)
        if not path.exists():
            return None
        path.touch()  # used now, so kept a while longer
        return plain.load(await asyncio.to_thread(path.read_bytes))

    def settle(self, run: Run) -> None:
        """Forget a run's reports: one was sent, and earlier ones never will be."""
        for path in self._folder.glob(f"owed-{run.id}-*"):
            path.unlink(missing_ok=True)

    def forget(self, uploads: Iterable[Upload], runs: Iterable[Run] = ()) -> None:
        """Remove tables, and what was computed of them, from the disk."""
        for upload in uploads:
            path = self._path(upload.file_id)
            path.unlink(missing_ok=True)
            draft_of(path).unlink(missing_ok=True)
        for run in runs:
            self.settle(run)
            for path in self._folder.glob(f"note-{run.id}-*"):
                path.unlink(missing_ok=True)

    def sweep(self, unused_s: float) -> None:
        """Remove tables that were not used for some seconds."""
        for path in self._folder.iterdir():
            if path.stat().st_mtime < time.time() - unused_s:
                path.unlink(missing_ok=True)

    async def _download(self, upload: Upload) -> bytes:
        try:
            file = await self._bot.get_file(upload.file_id)
            data = bytes(await file.download_as_bytearray())
        except BadRequest:
            raise FileGone(upload.name) from None
        if file.file_size not in (None, len(data)):
            raise NetworkError(f"{len(data)} bytes of {file.file_size} came")
        return data

    def _path(self, file_id: str) -> Path:
        # A hash, for nothing that came from outside becomes a path.
        return self._folder / sha256(file_id.encode()).hexdigest()

    def _note(self, run: Run, name: str) -> Path:
        return self._folder / f"note-{run.id}-{name}"

    def _owed_path(self, run: Run) -> Path:
        # What is asked is part of the name, for a tap changes it.
        asked = repr((run.upload_id, run.k, run.columns, run.sheet, run.options))
        return self._folder / f"owed-{run.id}-{sha256(asked.encode()).hexdigest()}"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; a full disk only means to fetch it again."""
    draft = draft_of(path)
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as trouble:
        log.warning("a table is not kept: %s", trouble.strerror)
        draft.unlink(missing_ok=True)


def draft_of(path: Path) -> Path:
    """Return where a file stands until it is whole."""
    return path.with_suffix(".part")
