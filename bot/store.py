"""The database: inbox rows, chats, uploads and runs; never a row of a table."""

import json
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass, replace
from typing import Any

from bot.database import Database, Row

DAY_S = 24 * 3600.0


@dataclass(frozen=True)
class Letter:
    """An update that waits to be answered."""

    seq: int
    update_id: int
    body: str
    attempts: int
    at: float


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
class Options:
    """What was tapped under a result, beside its k, columns and sheet."""

    all_rows: bool = False
    """Whether unusual rows are taken in."""
    dark: bool = False
    """Whether the picture is light on black."""
    mixed: bool = False
    """Whether the picture's axes mix all columns, rather than show two of them."""
    logs: tuple[str, ...] = ()
    """Columns that are compared by their logarithm."""


DEFAULTS = Options()


@dataclass(frozen=True)
class Asked:
    """What is asked of an upload; k is None for auto, sheet for the first table."""

    k: int | None = None
    columns: tuple[str, ...] = ()
    sheet: int | None = None
    options: Options = DEFAULTS


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
    sheet: int | None = None
    """Its place in the workbook; None for the first with a table."""
    options: Options = DEFAULTS


class Store(Database):
    """What the bot remembers; each method is one transaction."""

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
        """Return a chat's oldest open letter."""
        sql = """
            SELECT seq, update_id, body, attempts, at FROM inbox
            WHERE state = 'open' AND chat_id = ? ORDER BY seq LIMIT 1"""
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

    async def count_attempt(self, update_id: int) -> None:
        """Count that a job begins for a letter: it may be what ends the bot."""
        sql = "UPDATE inbox SET attempts = attempts + 1 WHERE update_id = ?"
        await self._do(lambda db: db.execute(sql, (update_id,)))

    async def set_attempts(self, update_id: int, attempts: int) -> None:
        """Take back an attempt that ended by no fault of the letter's."""
        sql = "UPDATE inbox SET attempts = ? WHERE update_id = ?"
        await self._do(lambda db: db.execute(sql, (attempts, update_id)))

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

    async def start_run(self, upload: Upload, request_id: int, asked: Asked) -> Run:
        """Remember what a message asks for; asked anew, its answer stays known."""
        sql = """
            INSERT INTO runs
                (chat_id, upload_id, request_id, k, columns, sheet, options)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET upload_id = excluded.upload_id,
                k = excluded.k, columns = excluded.columns, sheet = excluded.sheet,
                options = excluded.options
            RETURNING *"""
        columns = json.dumps(asked.columns, ensure_ascii=False)
        options = json.dumps(asdict(asked.options))
        facts = (asked.k, columns, asked.sheet, options)
        (row,) = await self._all(sql, upload.chat_id, upload.id, request_id, *facts)
        return run_of(row)

    async def run(self, run_id: int) -> Run | None:
        """Return a run, or None if it was deleted."""
        row = await self._one("SELECT * FROM runs WHERE id = ?", run_id)
        return run_of(row) if row else None

    async def run_told_by(self, chat_id: int, message_id: int) -> Run | None:
        """Return the run that a message of the bot answers or tells more of."""
        sql = """
            SELECT * FROM runs WHERE chat_id = ?1 AND reply_id = ?2
            OR id = (SELECT run_id FROM further WHERE chat_id = ?1 AND message_id = ?2)
            """
        row = await self._one(sql, chat_id, message_id)
        return run_of(row) if row else None

    async def last_run(self, chat_id: int, thread_id: int) -> Run | None:
        """Return the last run that was answered in a topic of a chat, or None."""
        sql = """
            SELECT runs.* FROM runs JOIN uploads ON uploads.id = upload_id
            WHERE runs.chat_id = ? AND thread_id = ? AND reply_id IS NOT NULL
            ORDER BY runs.id DESC LIMIT 1"""
        row = await self._one(sql, chat_id, thread_id)
        return run_of(row) if row else None

    async def run_before(self, run: Run) -> Run | None:
        """Return the run that was answered last in the same topic before this one."""
        sql = """
            SELECT runs.* FROM runs JOIN uploads ON uploads.id = upload_id
            WHERE runs.chat_id = ?1 AND reply_id IS NOT NULL AND runs.id < ?2
            AND thread_id = (SELECT thread_id FROM uploads WHERE id = ?3)
            ORDER BY runs.id DESC LIMIT 1"""
        row = await self._one(sql, run.chat_id, run.id, run.upload_id)
        return run_of(row) if row else None

    async def add_further(self, run: Run, message_id: int) -> None:
        """Remember that a message tells more of a run."""
        sql = "INSERT OR REPLACE INTO further VALUES (?, ?, ?)"
        facts = (run.chat_id, message_id, run.id)
        await self._do(lambda db: db.execute(sql, facts))

    async def set_reply(self, run_id: int, reply_id: int) -> None:
        """Remember which message answers a run."""
        sql = "UPDATE runs SET reply_id = ? WHERE id = ?"
        await self._do(lambda db: db.execute(sql, (reply_id, run_id)))

    async def last_sheet(self, upload_id: int) -> int | None:
        """Return the sheet that the last run of an upload shows."""
        sql = "SELECT sheet FROM runs WHERE upload_id = ? ORDER BY id DESC LIMIT 1"
        row = await self._one(sql, upload_id)
        return row[0] if row else None

    async def set_shown(self, run: Run) -> None:
        """Remember what a run now shows."""
        sql = """
            UPDATE runs SET k = ?, sheet = ?, columns = ?, options = ? WHERE id = ?"""
        columns = json.dumps(run.columns, ensure_ascii=False)
        facts = (run.k, run.sheet, columns, json.dumps(asdict(run.options)), run.id)
        await self._do(lambda db: db.execute(sql, facts))

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


def with_options(run: Run, **changed: Any) -> Run:  # noqa: ANN401 - as `replace`
    """Return a run with some of its options changed."""
    return replace(run, options=replace(run.options, **changed))


def run_of(row: Row) -> Run:
    """Return the run that a row of `runs` holds."""
    *facts, columns, sheet, options = row
    chosen = json.loads(options)
    logs = tuple(chosen.pop("logs", ()))
    told = Options(**chosen, logs=logs)
    return Run(*(*facts, tuple(json.loads(columns)), sheet, told))
