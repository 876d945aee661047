"""The database: inbox rows, chats, uploads and runs; never a row of a table."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, Self, TypeVar

T = TypeVar("T")
Row = tuple[Any, ...]

DAY_S = 24 * 3600.0

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
    update_id: int
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
    """One SQLite file; each method is one transaction, off the event loop.

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
        return self

    async def __aexit__(self, *_: object) -> None:
        self._wishes.put(None)
        await asyncio.to_thread(self._thread.join)
        self._db.close()

    # The inbox.

    async def keep(self, updates: Iterable[tuple[int, int, str]]) -> set[int]:
        """Keep updates (update_id, chat_id, body) and return the ids of the new ones.

        Those that are kept already stay as they are.
        """
        now = time.time()
        rows = [(*update, now) for update in updates]
        sql = """
            INSERT OR IGNORE INTO inbox (update_id, chat_id, body, at)
            VALUES (?, ?, ?, ?)"""

        def insert(db: sqlite3.Connection) -> set[int]:
            return {row[0] for row in rows if db.execute(sql, row).rowcount}

        return await self._do(insert)

    async def waiting_chats(self) -> dict[int, int]:
        """Return how many letters are open, by chat, the longest waiting first."""
        sql = """
            SELECT chat_id, count(*) FROM inbox WHERE state = 'open'
            GROUP BY chat_id ORDER BY min(seq)"""
        return dict(await self._all(sql))

    async def next_letter(self, chat_id: int) -> Letter | None:
        """Return a chat's oldest open letter, the attempt at it counted."""
        sql = """
            UPDATE inbox SET attempts = attempts + 1 WHERE seq = (
                SELECT min(seq) FROM inbox WHERE state = 'open' AND chat_id = ?
            ) RETURNING seq, update_id, body, attempts"""
        row = await self._one(sql, chat_id)
        return Letter(*row) if row else None

    async def close_letter(self, update_id: int) -> None:
        """Mark a letter done; what it said is forgotten."""
        sql = "UPDATE inbox SET state = 'done', body = '' WHERE update_id = ?"
        await self._do(lambda db: db.execute(sql, (update_id,)))

    async def park_letter(self, update_id: int, error: str) -> None:
        """Put a letter aside that cannot be answered; why is kept, not what it said."""
        sql = """
            UPDATE inbox SET state = 'parked', body = '', error = ?
            WHERE update_id = ?"""
        await self._do(lambda db: db.execute(sql, (error, update_id)))

    async def put_back(self, update_id: int) -> None:
        """Take back an attempt that was not the letter's fault."""
        sql = "UPDATE inbox SET attempts = attempts - 1 WHERE update_id = ?"
        await self._do(lambda db: db.execute(sql, (update_id,)))

    async def set_line(self, update_id: int, line_id: int) -> None:
        """Remember which message bids to wait for a letter's answer."""
        sql = "UPDATE inbox SET line_id = ? WHERE update_id = ?"
        await self._do(lambda db: db.execute(sql, (line_id, update_id)))

    async def line(self, update_id: int) -> int | None:
        """Return the message that bids to wait for a letter's answer, or None."""
        row = await self._one(
            "SELECT line_id FROM inbox WHERE update_id = ?", update_id
        )
        return row[0] if row else None

    async def forget_letters(self, before: float) -> None:
        """Forget answered letters that came before a time (seconds since 1970)."""
        # Telegram numbers updates anew after some days, so old ids must go.
        sql = "DELETE FROM inbox WHERE state != 'open' AND at < ?"
        await self._do(lambda db: db.execute(sql, (before,)))

    def leave_no_trace(self) -> None:
        """Empty the write-ahead log soon, which still holds what was forgotten."""
        self._wishes.put(self._cut_log)

    # Chats.

    async def language(self, chat_id: int) -> str | None:
        """Return the language a chat chose, or None."""
        row = await self._one("SELECT language FROM chats WHERE chat_id = ?", chat_id)
        return row[0] if row else None

    async def set_language(self, chat_id: int, language: str) -> None:
        """Remember the language a chat chose."""
        sql = "INSERT OR REPLACE INTO chats (chat_id, language) VALUES (?, ?)"
        await self._do(lambda db: db.execute(sql, (chat_id, language)))

    async def forget_chat(self, chat_id: int) -> tuple[list[Upload], list[Run]]:
        """Forget a chat's tables and results, and return what they were."""

        def forget(db: sqlite3.Connection) -> tuple[list[Upload], list[Run]]:
            sql = "DELETE FROM runs WHERE chat_id = ? RETURNING *"
            runs = [run_of(row) for row in db.execute(sql, (chat_id,)).fetchall()]
            sql = "DELETE FROM uploads WHERE chat_id = ? RETURNING *"
            uploads = db.execute(sql, (chat_id,)).fetchall()
            return [Upload(*row) for row in uploads], runs

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

    # Quotas; they outlive /delete, or it would be a way around them.

    async def spend(self, update_id: int, chat_id: int, *, at: float) -> None:
        """Remember for a day that an update asked for a result."""

        def spend(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM spent WHERE at < ?", (at - DAY_S,))
            sql = (
                "INSERT OR IGNORE INTO spent (update_id, chat_id, at) VALUES (?, ?, ?)"
            )
            db.execute(sql, (update_id, chat_id, at))

        await self._do(spend)

    async def spent(self, chat_id: int, *, since: float) -> dict[int, float]:
        """Return which updates of a chat asked for a result, and when."""
        sql = "SELECT update_id, at FROM spent WHERE chat_id = ? AND at > ?"
        return dict(await self._all(sql, chat_id, since))

    # How a statement gets to the thread and back.

    async def _one(self, sql: str, *facts: object) -> Row | None:
        return await self._do(lambda db: db.execute(sql, facts).fetchone())

    async def _all(self, sql: str, *facts: object) -> list[Row]:
        return await self._do(lambda db: db.execute(sql, facts).fetchall())

    async def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
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
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
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


def run_of(row: Row) -> Run:
    """Return the run that a row of `runs` holds."""
    *facts, columns = row
    return Run(*(*facts, tuple(json.loads(columns))))


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
