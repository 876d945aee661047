"""The database file: its thread, its schema, and commits that are shared."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, Self, TypeVar

T = TypeVar("T")
Row = tuple[Any, ...]

BUSY_S = 2.0
"""How long a commit waits for another process that holds the file."""
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
    """
    ALTER TABLE inbox ADD COLUMN error TEXT;     -- why it was parked
    ALTER TABLE inbox ADD COLUMN line_id INTEGER;  -- the message that bids to wait
    CREATE TABLE spent (
        update_id INTEGER PRIMARY KEY,  -- what asked for a result
        chat_id INTEGER NOT NULL,
        at REAL NOT NULL
    );
    CREATE INDEX spent_by_chat ON spent (chat_id, at);
    """,
    """
    ALTER TABLE runs ADD COLUMN sheet INTEGER;  -- its place; NULL for the first table
    """,
    """
    ALTER TABLE runs ADD COLUMN options TEXT NOT NULL DEFAULT '{}';  -- a JSON object
    """,
    """
    CREATE TABLE further (  -- messages that say more of a run than its answer does
        chat_id INTEGER NOT NULL,
        message_id INTEGER NOT NULL,
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        PRIMARY KEY (chat_id, message_id)
    ) WITHOUT ROWID;
    CREATE INDEX further_by_run ON further (run_id);
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


class Database:
    """One SQLite file, off the event loop; each piece of work is one transaction.

    A commit costs the same for one change as for a hundred, so changes that
    wait at the same time are committed together, each in a savepoint of its own.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._wishes: SimpleQueue[Wish[Any] | Callable[[], None] | None] = SimpleQueue()

    async def __aenter__(self) -> Self:
        self._db = await asyncio.to_thread(connect, self._path)
        # SQLite writes one at a time anyhow; one thread needs no locks.
        self._thread = Thread(target=self._serve, name="store", daemon=True)
        self._thread.start()
        self._open = True
        return self

    async def __aexit__(self, *_: object) -> None:
        self._open = False
        self._wishes.put(None)
        await asyncio.to_thread(self._thread.join)
        self._db.close()

    def leave_no_trace(self) -> None:
        """Empty the write-ahead log soon, which still holds what was forgotten."""
        self._wishes.put(self._cut_log)

    async def _one(self, sql: str, *facts: object) -> Row | None:
        return await self._do(lambda db: db.execute(sql, facts).fetchone())

    async def _all(self, sql: str, *facts: object) -> list[Row]:
        return await self._do(lambda db: db.execute(sql, facts).fetchall())

    async def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        if not self._open:
            raise RuntimeError("the database is closed")
        result: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._wishes.put(Wish(work, result))
        return await result

    def _serve(self) -> None:
        """Carry out wishes, those that wait together in one transaction."""
        while wish := self._wishes.get():
            batch: list[Wish[Any]] = []
            while isinstance(wish, Wish):
                batch.append(wish)
                if self._wishes.empty():
                    break
                wish = self._wishes.get()
            self._transact(batch)
            if wish is None:
                return
            if not isinstance(wish, Wish):
                wish()

    def _cut_log(self) -> None:
        with suppress(sqlite3.Error):  # while another reads; the next time, then
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _transact(self, batch: Sequence["Wish[Any]"]) -> None:
        """Commit a batch, then tell each wish what became of it."""
        try:
            self._db.execute("BEGIN")
            outcomes = [wish.carry_out(self._db) for wish in batch]
            self._db.execute("COMMIT")
        except sqlite3.Error as failure:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            outcomes = [partial(wish.fail, failure) for wish in batch]
        for tell in outcomes:
            tell()


@dataclass(frozen=True)
class Wish(Generic[T]):
    """Something to do with the database, and who waits for its result."""

    work: Callable[[sqlite3.Connection], T]
    result: asyncio.Future[T]

    def carry_out(self, db: sqlite3.Connection) -> Callable[[], None]:
        """Do it in a savepoint; return how to tell the result once it is committed."""
        db.execute("SAVEPOINT wish")
        try:
            tell = partial(self._tell, self.result.set_result, self.work(db))
        except Exception as failure:  # noqa: BLE001 - whoever waits is told
            db.execute("ROLLBACK TO wish")
            tell = partial(self.fail, failure)
        db.execute("RELEASE wish")
        return tell

    def fail(self, failure: Exception) -> None:
        """Tell that it was not done."""
        self._tell(self.result.set_exception, failure)

    def _tell(self, tell: Callable[[Any], None], outcome: object) -> None:
        def settle() -> None:
            if not self.result.done():  # who waited may have been cancelled
                tell(outcome)

        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self.result.get_loop().call_soon_threadsafe(settle)


def connect(path: Path) -> sqlite3.Connection:
    """Return a database that survives a power cut, at the newest schema."""
    db = sqlite3.connect(
        path, timeout=BUSY_S, isolation_level=None, check_same_thread=False
    )
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # what is forgotten leaves no trace
    try:
        migrate(db)
    except NewerDatabaseError:
        db.close()
        raise
    return db


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
