"""A database that fails, updates nobody can read, polls that hang, other releases."""

import asyncio
import json
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, closing

from benchmarks.trials.figures import Figure, at_least, at_most, holds, seen
from benchmarks.trials.processes import Bot
from benchmarks.trials.town import Town, town
from bot.database import MIGRATIONS

PAUSE_S = 0.5
PADDING = "x " * 1500
"""Makes letters so long that a full database has no room for them."""
OTHERS_LIMIT_S = 2
BACK_LIMIT_S = 90
SETTLE_LIMIT_S = 300.0
WRONG_START = 2
"""The exit code of a bot that a person has to start in another way."""


async def sick(seconds: float) -> list[Figure]:
    """R6: the database is full, read-only or locked for a while."""
    troubles = ("full", "read-only", "locked")
    found = await asyncio.gather(*(sick_of(each, seconds) for each in troubles))
    return [figure for figures in found for figure in figures]


async def sick_of(trouble: str, seconds: float) -> list[Figure]:
    """Return what becomes of requests while the database is in some trouble."""
    async with town() as place, Bot(place, rigged=True) as bot:
        await bot.ready()
        await ask_all(place, place.people(10))
        async with database_in_trouble(place, bot, trouble):
            for _ in range(round(seconds / PAUSE_S)):
                await ask_all(place, place.people(2))
            held_back = len(place.world.updates.pending)
        await place.settled(SETTLE_LIMIT_S)
        verdict, alive = place.verdict(), bot.code is None
    what = f"{trouble} for {seconds:g} s"
    return [
        at_least("R6", f"{what}: updates held back meanwhile", held_back, 1),
        at_most("R6", f"{what}: lost of {verdict.asked}", verdict.lost, 0),
        holds("R6", f"{what}: the same process goes on", truth=alive),
        seen("R6", f"{what}: answers given twice", verdict.repeats),
    ]


async def ask_all(place: Town, chats: Iterable[int]) -> None:
    """Ask in each chat, then wait a little."""
    for chat in chats:
        place.ask(chat, padding=PADDING)
    await asyncio.sleep(PAUSE_S)


@asynccontextmanager
async def database_in_trouble(
    place: Town, bot: Bot, trouble: str
) -> AsyncIterator[None]:
    """Keep the bot's database from being written."""
    if trouble == "locked":
        with closing(sqlite3.connect(place.database)) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
            other.rollback()
    else:
        (bot.rig / "sick").write_text(trouble)
        yield
        (bot.rig / "sick").unlink()


async def unreadable() -> list[Figure]:
    """R8: an update that nobody can read is among the others."""
    async with town() as place, Bot(place) as bot:
        await bot.ready()
        victim, other = place.people(2)
        await place.answered(other, place.ask(other))
        shown = {"id": victim, "type": "private"}
        message = {"message_id": 1, "date": "never", "chat": shown, "text": "/k"}
        place.world.updates.add("message", message)
        begun = time.monotonic()
        same = place.ask(victim)
        await place.answered(other, place.ask(other))
        await place.answered(victim, same)
        waited_s = time.monotonic() - begun
        await place.settled()
        parked = place.count("parked")
    return [
        at_most("R8", "others wait for", waited_s, OTHERS_LIMIT_S, unit=" s"),
        holds("R8", "the update is parked", truth=parked == 1),
    ]


async def hanging(watch_s: float | None) -> list[Figure]:
    """R15: the network swallows a poll; a poll never returns.

    `watch_s` is the watchdog's patience, as it is unless given.
    """
    swallowed, stuck = await asyncio.gather(
        back_after(swallow, watch_s), back_after(stick, watch_s)
    )
    what = "back after"
    return [
        at_most(
            "R15", f"{what} a poll is swallowed", swallowed, BACK_LIMIT_S, unit=" s"
        ),
        at_most("R15", f"{what} a poll never returns", stuck, BACK_LIMIT_S, unit=" s"),
    ]


async def back_after(
    hang: Callable[[Town, Bot], Awaitable[None]], watch_s: float | None
) -> float:
    """Return the seconds from the last sign of a bot that hangs to its next answer."""
    async with town() as place, Bot(place, rigged=True) as bot:
        if watch_s:
            await bot.end()
            (bot.rig / "watch").write_text(str(watch_s))
            await bot.start()
        await bot.ready()
        keeper = asyncio.create_task(keep_up(bot))
        (chat,) = place.people(1)
        await place.answered(chat, place.ask(chat))  # the first poll is over
        await hang(place, bot)
        await place.answered(chat, place.ask(chat))  # ends the poll under way
        begun = time.monotonic()
        try:
            await place.answered(chat, place.ask(chat), 3 * BACK_LIMIT_S)
        finally:
            keeper.cancel()
        return time.monotonic() - begun


async def keep_up(bot: Bot) -> None:
    """Start the bot again whenever it ends, as a platform does."""
    while True:
        await bot.ended(limit_s=float("inf"))
        await bot.start()


async def swallow(place: Town, _: Bot) -> None:
    """Let the poll after the next answer go unanswered."""
    place.spoil("slow", ("getUpdates",), seconds=10 * BACK_LIMIT_S)


async def stick(_: Town, bot: Bot) -> None:
    """Have the poll after the next answer never return."""
    (bot.rig / "hang").write_text("once")


async def other_releases() -> list[Figure]:
    """R16: a database of each earlier release, and one of a later."""
    schemas = range(1, len(MIGRATIONS) + 1)
    losses = await asyncio.gather(*(upgraded(schema) for schema in schemas))
    code, lines = await downgraded()
    what = f"from each of {len(schemas)} schemas: lost"
    refused = code == WRONG_START and lines == 1
    return [
        at_most("R16", what, sum(losses), 0),
        holds("R16", "a downgrade is refused in one sentence", truth=refused),
    ]


async def upgraded(version: int) -> int:
    """Return how many open letters of an earlier schema go unanswered."""
    async with town() as place:
        crowd = place.people(5)
        for chat in crowd:
            place.ask(chat)
        write_database(place, version)
        place.world.updates.forget()  # they are with the bot already
        async with Bot(place) as bot:
            await bot.ready()
            await place.settled()
        return place.verdict().lost


async def downgraded() -> tuple[int, int]:
    """Return how a bot ends that finds a later schema, and how many lines it says."""
    async with town() as place:
        write_database(place, len(MIGRATIONS), called=len(MIGRATIONS) + 1)
        async with Bot(place) as bot:
            code = await bot.ended()
        return code, len(bot.log.read_text().splitlines())


def write_database(place: Town, version: int, *, called: int | None = None) -> None:
    """Write the database that a release leaves with all updates open."""
    place.database.parent.mkdir()
    rows = [
        (each["update_id"], each["message"]["chat"]["id"], json.dumps(each))
        for each in place.world.updates.pending
    ]
    with closing(sqlite3.connect(place.database)) as database:
        database.executescript("".join(MIGRATIONS[:version]))
        database.execute(f"PRAGMA user_version = {called or version}")
        sql = "INSERT INTO inbox (update_id, chat_id, body, at) VALUES (?, ?, ?, 0)"
        database.executemany(sql, rows)
        database.commit()
