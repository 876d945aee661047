"""What the database keeps, forgets and refuses."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.database import MIGRATIONS, NewerDatabaseError
from bot.store import Asked, Options, Place, Run, Store, Upload

MINA, ALEX, CHAT, TOPIC = 11, 12, -100, 7


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Return a new store."""
    async with Store(tmp_path / "store.sqlite") as store:
        yield store


async def upload(store: Store, *, user: int = MINA, message: int = 1) -> Upload:
    """Return an upload of a person in the chat's topic."""
    place = Place(CHAT, TOPIC, user)
    return await store.add_upload(place, message, file_id=f"F{message}", name="a.csv")


async def test_letters_are_answered_in_order(store: Store) -> None:
    """A chat's letters come one by one as they were kept, until each is closed."""
    await store.keep([(5, CHAT, "five"), (6, CHAT, "six"), (7, MINA, "seven")])

    assert await store.waiting_chats() == {CHAT: 2, MINA: 1}
    first = await store.next_letter(CHAT)
    again = await store.next_letter(CHAT)
    assert first
    assert again
    assert first.body == "five"
    assert again == first
    await store.close_letter(first.update_id)
    second = await store.next_letter(CHAT)
    assert second
    assert second.body == "six"
    await store.park_letter(second.update_id, "unreadable")
    assert await store.next_letter(CHAT) is None
    assert await store.waiting_chats() == {MINA: 1}


async def test_an_update_is_kept_once(store: Store) -> None:
    """Telegram may send an update again; answered once, it stays answered."""
    await store.keep([(5, CHAT, "five")])
    letter = await store.next_letter(CHAT)
    assert letter
    await store.close_letter(letter.update_id)

    await store.keep([(5, CHAT, "five")])

    assert await store.next_letter(CHAT) is None


async def test_attempts_are_counted_and_taken_back(store: Store) -> None:
    """A job that begins counts; what the bot broke off itself does not."""
    await store.keep([(5, CHAT, "five")])
    await store.count_attempt(5)
    await store.count_attempt(5)
    letter = await store.next_letter(CHAT)
    assert letter
    assert letter.attempts == 2
    await store.set_attempts(5, 1)
    again = await store.next_letter(CHAT)
    assert again
    assert again.attempts == 1


async def test_answered_letters_hold_no_words(store: Store, tmp_path: Path) -> None:
    """A message may hold a pasted table: it goes as soon as it is answered."""
    await store.keep([(5, CHAT, "a secret row")])
    letter = await store.next_letter(CHAT)
    assert letter
    await store.close_letter(letter.update_id)

    with sqlite3.connect(tmp_path / "store.sqlite") as database:
        (body,) = database.execute("SELECT body FROM inbox").fetchone()
    database.close()
    assert body == ""


async def test_old_answers_are_forgotten_and_open_letters_never(store: Store) -> None:
    """Update numbers come round again after some days."""
    await store.keep([(5, CHAT, "five"), (6, MINA, "six")])
    letter = await store.next_letter(CHAT)
    assert letter
    await store.close_letter(letter.update_id)

    await store.forget_letters(before=1e12)
    await store.keep([(5, CHAT, "five anew")])

    assert list(await store.waiting_chats()) == [MINA, CHAT]


async def test_a_chat_chooses_its_language(store: Store) -> None:
    """None until chosen; the last choice counts."""
    assert await store.language(CHAT) is None
    await store.set_language(CHAT, "ko")
    await store.set_language(CHAT, "en")
    assert await store.language(CHAT) == "en"


async def test_the_last_table_of_a_person_then_of_a_topic(store: Store) -> None:
    """One's own comes first; other topics and chats are out of sight."""
    own = await upload(store, user=MINA, message=1)
    other = await upload(store, user=ALEX, message=2)

    assert await store.last_upload(Place(CHAT, TOPIC, MINA)) == own
    assert await store.last_upload(Place(CHAT, TOPIC, 99)) == other
    assert await store.last_upload(Place(CHAT, 0, MINA)) is None
    assert await store.last_upload(Place(MINA, TOPIC, MINA)) is None


async def test_a_message_holds_one_table(store: Store) -> None:
    """A message that is edited to another file is the same upload with that file."""
    first = await upload(store)
    place = Place(CHAT, TOPIC, MINA)
    second = await store.add_upload(place, 1, file_id="G", name="b.csv")

    assert second.id == first.id
    assert await store.upload(first.id) == second
    assert (second.file_id, second.name) == ("G", "b.csv")


async def test_a_run_is_found_by_what_answers_it(store: Store) -> None:
    """A request asked anew keeps its run and the message that answers it."""
    table = await upload(store)
    run = await store.start_run(table, 1, Asked(3, ("나이", "소득")))
    await store.set_reply(run.id, 50)
    chosen = Options(all_rows=True, logs=("나이",))
    await store.set_shown(replace(run, k=None, sheet=2, options=chosen))

    found = await store.run_told_by(CHAT, 50)
    assert found
    assert found == await store.run(run.id)
    assert (found.k, found.sheet, found.reply_id) == (None, 2, 50)
    assert found.columns == ("나이", "소득")
    assert found.options == chosen
    assert await store.last_sheet(table.id) == 2
    assert await store.last_sheet(table.id + 1) is None
    assert await store.run_told_by(MINA, 50) is None
    await store.add_further(run, 51)
    assert await store.run_told_by(CHAT, 51) == found
    assert await store.run_told_by(CHAT, 52) is None
    again = await store.start_run(table, 1, Asked(4))
    assert (again.id, again.k, again.sheet, again.reply_id) == (run.id, 4, None, 50)


async def test_the_last_result_of_a_topic(store: Store) -> None:
    """Only what was answered counts, and only there."""
    table = await upload(store)
    assert await store.last_run(CHAT, table.thread_id) is None
    first = await store.start_run(table, 1, Asked(3))
    await store.set_reply(first.id, 50)
    await store.start_run(table, 2, Asked(4))
    last = await store.last_run(CHAT, table.thread_id)
    assert last
    assert last.id == first.id
    assert await store.last_run(CHAT, table.thread_id + 1) is None
    second = await store.start_run(table, 3, Asked())
    assert await store.run_before(second) == last
    assert await store.run_before(first) is None


async def test_a_chat_is_forgotten(store: Store) -> None:
    """Its tables and results go, others' stay, and what went is told."""
    table = await upload(store)
    run = await store.start_run(table, 1, Asked(3))
    await store.set_reply(run.id, 50)
    await store.add_further(run, 51)
    await store.start_run(table, 2, Asked(0))
    place = Place(MINA, 0, MINA)
    kept = await store.add_upload(place, 9, file_id="X", name="x.csv")

    tables, results = await store.forget_chat(CHAT)
    assert tables == [table]
    assert [result.reply_id for result in results] == [50, None]

    assert await store.upload(table.id) is None
    assert await store.run(run.id) is None
    assert await store.run_told_by(CHAT, 51) is None
    assert await store.upload(kept.id) == kept
    assert await store.forget_chat(CHAT) == ([], [])


async def test_a_restart_forgets_nothing(tmp_path: Path) -> None:
    """What one store kept the next one finds."""
    async with Store(tmp_path / "store.sqlite") as store:
        table = await upload(store)
        await store.keep([(5, CHAT, "five")])
    async with Store(tmp_path / "store.sqlite") as store:
        assert await store.upload(table.id) == table
        assert await store.waiting_chats() == {CHAT: 1}


async def test_a_later_database_is_refused(tmp_path: Path) -> None:
    """A schema from the future is left alone, and the way out is said."""
    database = sqlite3.connect(tmp_path / "store.sqlite")
    database.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    database.close()
    with pytest.raises(NewerDatabaseError, match="newer release"):
        async with Store(tmp_path / "store.sqlite"):
            pass


async def test_one_wish_that_fails_leaves_the_others(store: Store) -> None:
    """Wishes that wait together are committed together, but each for itself."""

    def fail(_: sqlite3.Connection) -> None:
        raise sqlite3.IntegrityError("no")

    kept = asyncio.gather(
        store.set_language(CHAT, "ko"),
        store._do(fail),  # noqa: SLF001 - nothing public fails on purpose
        store.set_language(MINA, "en"),
        return_exceptions=True,
    )
    assert [type(each) for each in await kept] == [
        type(None),
        sqlite3.IntegrityError,
        type(None),
    ]
    assert await store.language(CHAT) == "ko"
    assert await store.language(MINA) == "en"


async def test_a_locked_database_is_said_and_got_over(tmp_path: Path) -> None:
    """While another holds it, wishes fail; afterwards they are carried out."""
    path = tmp_path / "store.sqlite"
    async with Store(path) as store:
        store._db.execute("PRAGMA busy_timeout = 50")  # noqa: SLF001 - not to wait long
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                await store.set_language(CHAT, "ko")
            other.execute("ROLLBACK")
        await store.set_language(CHAT, "ko")
        assert await store.language(CHAT) == "ko"


async def test_a_line_belongs_to_a_letter(store: Store) -> None:
    """The message that bids to wait is known after a restart."""
    await store.keep([(5, CHAT, "five")])
    assert await store.line(5) is None
    assert await store.line(6) is None
    await store.set_line(5, 77)
    assert await store.line(5) == 77


@pytest.mark.parametrize("version", range(len(MIGRATIONS)))
async def test_every_earlier_schema_is_brought_up(tmp_path: Path, version: int) -> None:
    """Open letters and all else of an earlier release are still there."""
    path = tmp_path / "store.sqlite"
    with closing(sqlite3.connect(path)) as database:
        for number, script in enumerate(MIGRATIONS[:version], start=1):
            database.executescript(f"{script} PRAGMA user_version = {number};")
        if version:
            database.execute(
                "INSERT INTO inbox (update_id, chat_id, body, at) VALUES (5, 1, 'x', 0)"
            )
            database.execute("INSERT INTO uploads VALUES (1, 1, 0, 1, 1, 'F', 'a.csv')")
            database.execute(
                "INSERT INTO runs (chat_id, upload_id, request_id, k, columns)"
                " VALUES (1, 1, 1, 3, '[]')"
            )
            database.commit()
    async with Store(path) as store:
        assert await store.waiting_chats() == ({1: 1} if version else {})
        run = await store.run(1)
        assert run == (Run(1, 1, 1, 1, None, 3, ()) if version else None)


async def test_a_closed_store_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Who comes too late is told so, and does not wait for a thread that is gone."""
    async with Store(tmp_path / "store.sqlite") as store:
        pass
    with pytest.raises(RuntimeError, match="closed"):
        await store.language(CHAT)
