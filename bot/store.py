"""The database: inbox rows, chats, uploads and runs; never a row of a table."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

T = TypeVar("T")
Row = tuple[Any, ...]

MIGRATIONS = (
    """
    CREATE TABLE inbox (
        seq INTEGER PRIMARY KEY,
        update_id INTEGER NOT NULL UNIQUE,
        chat_id INTEGER NOT NULL,
        body TEXT NOT NULL,       -- emptied as soon as the update is answered
        state TEXT NOT NULL DEFAULT 'open',  -- open, done, parked
        attempts INTEGER NOT NULL DEFAULT 0,
        at REAL NOT NULL
    );
    CREATE INDEX inbox_by_chat ON inbox (state, chat_id, seq);
    CREATE TABLE chats (chat_id INTEGER PRIMARY KEY, language TEXT NOT NULL);
    CREATE TABLE uploads (
        id INTEGER PRIMARY KEY,
        chat_id INTEGER NOT NULL,
        thread_id INTEGER NOT NULL,
        user_id INTEGER NOT NULL,
        message_id INTEGER NOT NULL,
        file_id TEXT NOT NULL,
        name TEXT NOT NULL,
        UNIQUE (chat_id, message_id)
    );
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        chat_id INTEGER NOT NULL,
        upload_id INTEGER NOT NULL REFERENCES uploads ON DELETE CASCADE,
        request_id INTEGER NOT NULL,  -- the message that asked
        reply_id INTEGER,             -- the message that answers, once sent
        k INTEGER,                    -- NULL for auto
        columns TEXT NOT NULL,        -- a JSON list of words
        UNIQUE (chat_id, request_id)
    );
    CREATE INDEX runs_by_reply ON runs (chat_id, reply_id);
    """,
)
"""Each brings the schema from one version (`PRAGMA user_version`) to the next."""


class NewerDatabaseError(Exception):
    """A database that a later release of the bot has written."""

    def __str__(self) -> str:
        found, known = self.args
        return (
            f"The database has schema {found} and this release knows up to {known}:"
            " start the newer release again, or restore a backup."
        )


@dataclass(frozen=True)
class Letter:
    """An update that waits to be answered."""

    seq: int
    body: str
    attempts: int


@dataclass(frozen=True)
class Place:
    """Where a person speaks: a chat, a topic in it (0 for none), and who."""

    chat_id: int
    thread_id: int
    user_id: int


@dataclass(frozen=True)
class Upload:
    """A table that was sent, by Telegram's name for the file."""

    id: int
    chat_id: int
    thread_id: int
    user_id: int
    message_id: int
    file_id: str
    name: str


@dataclass(frozen=True)
class Run:
    """A request to cluster an upload, and the message that answers it."""

    id: int
    chat_id: int
    upload_id: int
    request_id: int
    reply_id: int | None
    k: int | None
    columns: tuple[str, ...]


class Store:
    """One SQLite file; each method is one transaction, off the event loop."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # SQLite writes one at a time anyhow; one thread needs no locks.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")

    async def __aenter__(self) -> Self:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._open)
        return self

    async def __aexit__(self, *_: object) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._connection.close)
        self._thread.shutdown()

    # The inbox.

    async def keep(self, updates: Iterable[tuple[int, int, str]]) -> None:
        """Keep updates (update_id, chat_id, body); those already kept stay as is."""
        now = time.time()
        rows = [(*update, now) for update in updates]
        sql = """
            INSERT OR IGNORE INTO inbox (update_id, chat_id, body, at)
            VALUES (?, ?, ?, ?)"""
        await self._do(lambda db: db.executemany(sql, rows))

    async def waiting_chats(self) -> list[int]:
        """Return the chats with open letters, the longest waiting first."""
        sql = """
            SELECT chat_id FROM inbox WHERE state = 'open'
            GROUP BY chat_id ORDER BY min(seq)"""
        return [chat_id for (chat_id,) in await self._all(sql)]

    async def next_letter(self, chat_id: int) -> Letter | None:
        """Return a chat's oldest open letter, the attempt at it counted."""
        sql = """
            UPDATE inbox SET attempts = attempts + 1 WHERE seq = (
                SELECT min(seq) FROM inbox WHERE state = 'open' AND chat_id = ?
            ) RETURNING seq, body, attempts"""
        row = await self._one(sql, chat_id)
        return Letter(*row) if row else None

    async def close_letter(self, seq: int, state: str = "done") -> None:
        """Mark a letter done or parked; what it said is forgotten."""
        sql = "UPDATE inbox SET state = ?, body = '' WHERE seq = ?"
        await self._do(lambda db: db.execute(sql, (state, seq)))

    async def put_back(self, seq: int) -> None:
        """Take back an attempt that the bot itself broke off."""
        sql = "UPDATE inbox SET attempts = attempts - 1 WHERE seq = ?"
        await self._do(lambda db: db.execute(sql, (seq,)))

    async def forget_letters(self, before: float) -> None:
        """Forget answered letters that came before a time (seconds since 1970)."""
        # Telegram numbers updates anew after some days, so old ids must go.
        sql = "DELETE FROM inbox WHERE state != 'open' AND at < ?"
        await self._do(lambda db: db.execute(sql, (before,)))

    # Chats.

    async def language(self, chat_id: int) -> str | None:
        """Return the language a chat chose, or None."""
        row = await self._one("SELECT language FROM chats WHERE chat_id = ?", chat_id)
        return row[0] if row else None

    async def set_language(self, chat_id: int, language: str) -> None:
        """Remember the language a chat chose."""
        sql = "INSERT OR REPLACE INTO chats (chat_id, language) VALUES (?, ?)"
        await self._do(lambda db: db.execute(sql, (chat_id, language)))

    async def forget_chat(self, chat_id: int) -> tuple[list[str], int]:
        """Forget a chat's tables and results; return its file_ids, how many results."""

        def forget(db: sqlite3.Connection) -> tuple[list[str], int]:
            sql = "DELETE FROM runs WHERE chat_id = ? RETURNING reply_id"
            replies = db.execute(sql, (chat_id,)).fetchall()
            sql = "DELETE FROM uploads WHERE chat_id = ? RETURNING file_id"
            uploads = db.execute(sql, (chat_id,)).fetchall()
            answered = [reply_id for (reply_id,) in replies if reply_id]
            return [file_id for (file_id,) in uploads], len(answered)

        return await self._do(forget)

    # Uploads.

    async def add_upload(
        self, place: Place, message_id: int, *, file_id: str, name: str
    ) -> Upload:
        """Remember a table that was sent, once for each message."""
        sql = """
            INSERT INTO uploads (chat_id, thread_id, user_id, message_id, file_id, name)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET file_id = excluded.file_id, name = excluded.name
            RETURNING *"""
        facts = (*astuple(place), message_id, file_id, name)
        (row,) = await self._all(sql, *facts)
        return Upload(*row)

    async def upload(self, upload_id: int) -> Upload | None:
        """Return an upload, or None if it was deleted."""
        row = await self._one("SELECT * FROM uploads WHERE id = ?", upload_id)
        return Upload(*row) if row else None

    async def last_upload(self, place: Place) -> Upload | None:
        """Return a person's last table in a topic, or else anyone's there."""
        sql = """
            SELECT * FROM uploads WHERE chat_id = ? AND thread_id = ?
            ORDER BY user_id = ? DESC, id DESC LIMIT 1"""
        row = await self._one(sql, *astuple(place))
        return Upload(*row) if row else None

    # Runs.

    async def start_run(
        self,
        upload: Upload,
        request_id: int,
        *,
        k: int | None,
        columns: tuple[str, ...],
    ) -> Run:
        """Remember what a message asks for; asked anew, its answer stays known."""
        sql = """
            INSERT INTO runs (chat_id, upload_id, request_id, k, columns)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET upload_id = excluded.upload_id,
                k = excluded.k, columns = excluded.columns
            RETURNING *"""
        words = json.dumps(columns, ensure_ascii=False)
        facts = (upload.chat_id, upload.id, request_id, k, words)
        (row,) = await self._all(sql, *facts)
        return run_of(row)

    async def run(self, run_id: int) -> Run | None:
        """Return a run, or None if it was deleted."""
        row = await self._one("SELECT * FROM runs WHERE id = ?", run_id)
        return run_of(row) if row else None

    async def run_answered_by(self, chat_id: int, reply_id: int) -> Run | None:
        """Return the run that a message of the bot answers, or None."""
        sql = "SELECT * FROM runs WHERE chat_id = ? AND reply_id = ?"
        row = await self._one(sql, chat_id, reply_id)
        return run_of(row) if row else None

    async def set_reply(self, run_id: int, reply_id: int) -> None:
        """Remember which message answers a run."""
        sql = "UPDATE runs SET reply_id = ? WHERE id = ?"
        await self._do(lambda db: db.execute(sql, (reply_id, run_id)))

    async def set_k(self, run_id: int, k: int | None) -> None:
        """Remember that a run now shows another k."""
        sql = "UPDATE runs SET k = ? WHERE id = ?"
        await self._do(lambda db: db.execute(sql, (k, run_id)))

    # How a statement gets to the thread and back.

    async def _one(self, sql: str, *facts: object) -> Row | None:
        return await self._do(lambda db: db.execute(sql, facts).fetchone())

    async def _all(self, sql: str, *facts: object) -> list[Row]:
        return await self._do(lambda db: db.execute(sql, facts).fetchall())

    async def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._transact, work)

    def _transact(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with self._connection as db:
            return work(db)

    def _open(self) -> None:
        self._connection = sqlite3.connect(self._path)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        migrate(self._connection)


def run_of(row: Row) -> Run:
    """Return the run that a row of `runs` holds."""
    facts = (*row[:-1], tuple(json.loads(row[-1])))
    return Run(*facts)


def migrate(db: sqlite3.Connection) -> None:
    """Bring the schema to the newest version, a step at a time.

    Raises
    ------
    NewerDatabaseError
        When a later release wrote it: this one could only lose what it holds.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise NewerDatabaseError(version, len(MIGRATIONS))
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        db.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")
