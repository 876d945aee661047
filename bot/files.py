"""Uploaded tables: fetched from Telegram, kept on the disk for a while."""

import asyncio
import time
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from telegram import Bot
from telegram.error import BadRequest

from bot.errors import FileGone
from bot.store import Upload

DEMO = "demo"
"""Stands for a file_id where the bundled table was asked for."""
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
        """
        if upload.file_id == DEMO:
            return files("bot").joinpath("demo.csv").read_bytes()
        path = self._path(upload.file_id)
        if path.exists():
            path.touch()  # used now, so kept a while longer
            return await asyncio.to_thread(path.read_bytes)
        data = await self._download(upload)
        await asyncio.to_thread(write_whole, path, data)
        return data

    def forget(self, file_ids: Iterable[str]) -> None:
        """Remove tables from the disk."""
        for file_id in file_ids:
            self._path(file_id).unlink(missing_ok=True)

    def sweep(self, unused_s: float) -> None:
        """Remove tables that were not used for some seconds."""
        for path in self._folder.iterdir():
            if path.stat().st_mtime < time.time() - unused_s:
                path.unlink(missing_ok=True)

    async def _download(self, upload: Upload) -> bytes:
        try:
            file = await self._bot.get_file(upload.file_id)
            return bytes(await file.download_as_bytearray())
        except BadRequest:
            raise FileGone(upload.name) from None

    def _path(self, file_id: str) -> Path:
        # A hash, for nothing that came from outside becomes a path.
        return self._folder / sha256(file_id.encode()).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_suffix(".part")
    draft.write_bytes(data)
    draft.replace(path)
