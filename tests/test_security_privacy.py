"""Security: what a table says goes nowhere but back to who sent it."""

import ast
import asyncio
import logging
import os
import sqlite3
import struct
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot import app
from bot.engine import Engine
from bot.settings import Settings
from clustering import Report, Request, analyze
from tests.test_security import table
from tests.town import ALEX, GLANCE_S, PATIENCE_S, Person, Town, buttons_of, serving

ROOT = Path(__file__).parents[1]
CANARY, CANARY_NUMBER = "Xanthippe-9417", 48151.62342
"""In tables only: found elsewhere, it tells of a leak."""


def diary(rows: int = 180) -> bytes:
    """Return a table with the canary as a text and as a number, again and again.

    Pasted, it is one message, and longer than a page of the database.
    """
    lines = [
        f"{CANARY_NUMBER},2,{CANARY}"
        if row % 20 == 0
        else f"{row % 2 * 90 + row % 7},{row % 5},guest number {row}"
        for row in range(rows)
    ]
    return "\n".join(["age,visits,who", *lines]).encode()


def traces() -> list[bytes]:
    """Return the ways in which the canary could be written down."""
    number = str(CANARY_NUMBER)
    return [
        CANARY.encode(),
        CANARY.encode("utf-16-le"),
        number.encode(),
        struct.pack(">d", CANARY_NUMBER),  # as SQLite keeps numbers
        struct.pack("<d", CANARY_NUMBER),
    ]


def leaks(folder: Path) -> list[str]:
    """Return the files in which the canary is, but for the tables kept for a while."""
    seen = [path for path in folder.rglob("*") if path.is_file()]
    assert folder / "centroid.sqlite" in seen
    return [
        path.name
        for path in seen
        if path.parent != folder / "files"
        and any(trace in path.read_bytes() for trace in traces())
    ]


async def talk(alex: Person) -> None:
    """Say everything with the canary that there is to say, a thing at a time."""
    result = await alex.answer(await alex.send_file(diary(), "diary.csv", "/k 2"))
    for button in ("3 ▶", "⬇ CSV"):
        await alex.tap(result, button)
        await alex.town.settled()
    for caption in ("/k 2 who", "/k 2 nobody"):  # faults may quote cells
        fault = await alex.answer(await alex.send_file(diary(), "diary.csv", caption))
        assert "text" in fault
    for said in (diary().decode(), "/k 2 age", "why 1"):  # one pastes a table, too
        await alex.answer(await alex.send(said))


# Privacy.


async def test_privacy_of_cells_on_disk(quiet_town: Town) -> None:
    """Tables lie in files/ for a while; nothing else on the disk knows their cells."""
    async with serving(quiet_town):
        alex = await quiet_town.person(ALEX)
        await talk(alex)
        files = quiet_town.data_dir / "files"
        assert any(CANARY.encode() in path.read_bytes() for path in files.iterdir())
    assert leaks(quiet_town.data_dir) == []


async def test_privacy_of_cells_in_logs(
    quiet_town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """No line of the log quotes a cell, also where something goes wrong."""
    with caplog.at_level(logging.INFO):
        async with serving(quiet_town):
            await talk(await quiet_town.person(ALEX))
        async with serving(quiet_town, job_memory_mb=50):  # too little for any job
            alex = await quiet_town.person(ALEX)
            await alex.answer(await alex.send_file(diary(), "diary.csv"))
    assert "serving as" in caplog.text
    assert CANARY not in caplog.text
    assert str(CANARY_NUMBER) not in caplog.text


async def test_privacy_after_delete(town: Town) -> None:
    """No table, no row and no name is left, also in what the database wrote over."""
    alex = await town.person(ALEX)
    await talk(alex)
    answer = await alex.answer(await alex.send("/delete"))
    assert "4 tables" in answer["text"]  # one of them was pasted
    assert list((town.data_dir / "files").iterdir()) == []
    with closing(sqlite3.connect(town.data_dir / "centroid.sqlite")) as database:
        for rows in ("uploads", "runs", "further"):
            sql = f"SELECT count(*) FROM {rows}"  # noqa: S608 - three names of ours
            assert database.execute(sql).fetchone() == (0,)
    assert leaks(town.data_dir) == []
    for path in town.data_dir.glob("centroid.sqlite*"):
        assert b"diary.csv" not in path.read_bytes()


async def test_privacy_by_retention(quiet_town: Town) -> None:
    """A table goes when its time is over, and Telegram hands it out again."""
    files = quiet_town.data_dir / "files"
    async with serving(quiet_town):
        alex = await quiet_town.person(ALEX)
        sent = await alex.send_file(table("age", "income"), "a.csv", "/k 2")
        result = await alex.answer(sent)
        assert {path.name[:5] for path in files.iterdir()} > {"note-"}
    async with serving(quiet_town, retention_h=1e-9):
        assert list(files.iterdir()) == []
    async with serving(quiet_town):
        await alex.tap(result, "3 ▶")
        assert "3" in buttons_of(await alex.now(result))[0]


async def test_privacy_of_the_folder(town: Town) -> None:
    """Other users of the machine cannot look in."""
    assert town.data_dir.stat().st_mode & 0o077 == 0


# Outgoing.


@dataclass
class Doors:
    """Which addresses and names this process turns to while it is watched."""

    watched: bool = True
    opened: set[Any] = field(default_factory=set)

    def note(self, event: str, facts: tuple[Any, ...]) -> None:
        """Keep the address of a connection, or a name that is looked up."""
        if self.watched and event in {"socket.connect", "socket.getaddrinfo"}:
            self.opened.add(facts[1] if event == "socket.connect" else facts[0])


@pytest.fixture
def opened() -> Iterator[set[Any]]:
    """Return the addresses that are turned to from now on."""
    doors = Doors()
    sys.addaudithook(doors.note)  # Python takes no hook back
    yield doors.opened
    doors.watched = False


async def test_outgoing_to_the_bot_api_alone(opened: set[Any], town: Town) -> None:
    """Whole conversations, also with links in them, lead to one address."""
    alex = await town.person(ALEX)
    await talk(alex)
    for said in ("http://example.com/table.csv", "/k 2 https://example.com/"):
        await alex.answer(await alex.send(said))
    linked = table("age", '=WEBSERVICE("http://example.com/")')
    await alex.answer(await alex.send_file(linked, "http://example.com/x.csv"))
    port = int(town.server.address.rsplit(":", 1)[1])
    elsewhere = opened - {"127.0.0.1", b"127.0.0.1", ("127.0.0.1", port)}
    assert ("127.0.0.1", port) in opened
    # The server that jobs are forked from listens at a path.
    assert [door for door in elsewhere if "pymp-" not in str(door)] == []


def work_watched(request: Request) -> tuple[Report, tuple[str, ...]]:
    """Analyze in a job's process; also return each network event there was."""
    events: list[str] = []
    sys.addaudithook(
        lambda event, _: events.append(event) if event.startswith("socket.") else None
    )
    return analyze(request), tuple(events)


async def test_outgoing_from_jobs_is_nothing() -> None:
    """A job opens no socket at all."""
    engine = Engine(workers=1, limit_s=60, memory_mb=1000)
    report, events = await engine.run(work_watched, Request(diary(), k=2))
    assert report.rows == 180
    assert events == ()


# Pickle.

UNSAFE = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
"""Modules that make code of data."""


def sources() -> list[Path]:
    """Return every module of ours."""
    found = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "clustering").rglob("*.py")]
    assert len(found) > 50
    return found


def unsafe(node: ast.AST) -> str | None:
    """Return what of a syntax tree's node makes code of data, or None."""
    match node:
        case ast.Import(names=names):
            return next((n.name for n in names if n.name in UNSAFE), None)
        case ast.ImportFrom(module=str(module)) if module in UNSAFE:
            return module
        case ast.Call(func=ast.Name(id=name)) if name in {"eval", "exec"}:
            return name
        case ast.Attribute(attr=name) if name in {"recv", "read_pickle", "to_pickle"}:
            return name
    return None


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.stem)
def test_pickle_is_used_nowhere(path: Path) -> None:
    """What a job sends, a chat says or a disk holds never becomes code."""
    tree = ast.parse(path.read_text("utf-8"))
    assert [found for node in ast.walk(tree) if (found := unsafe(node))] == []


@pytest.mark.parametrize(
    "code", ["import pickle", "from marshal import loads", "eval('1')", "pipe.recv()"]
)
def test_pickle_would_be_found(code: str) -> None:
    """The walk sees what it looks for."""
    assert any(unsafe(node) for node in ast.walk(ast.parse(code)))


# Token.


def tokens(town: Town) -> list[str]:
    """Return the ways in which the token could be written down."""
    secret = town.server.token.split(":")[1]
    return [town.server.token, town.server.token.replace(":", "%3A"), secret]


@asynccontextmanager
async def process(town: Town, log: Path) -> AsyncIterator[None]:
    """Run the bot for a town as a process, and end it as an operator does."""
    facts = {
        "TELEGRAM_BOT_TOKEN": town.server.token,
        "TELEGRAM_BASE_URL": town.server.base_url,
        "TELEGRAM_BASE_FILE_URL": town.server.base_file_url,
        "BOT_DATA_DIR": str(town.data_dir),
    }
    command, env = (sys.executable, "-m", "bot"), os.environ | facts
    with log.open("wb") as out:
        bot = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=env, stdout=out, stderr=out
        )
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not (town.data_dir / "heartbeat").exists():
                await asyncio.sleep(GLANCE_S)
        yield
    finally:
        bot.terminate()
        assert await bot.wait() == 0


async def test_token_in_what_the_bot_prints(quiet_town: Town, tmp_path: Path) -> None:
    """Neither a conversation nor trouble with the server brings it to light."""
    alex = await quiet_town.person(ALEX)
    fault = {"kind": "502", "methods": ["file"]}
    await quiet_town.http.post("/person/faults", json=fault)
    async with process(quiet_town, tmp_path / "log"):
        assert "photo" in await alex.answer(await alex.send_file(diary(), "diary.csv"))
    told = (tmp_path / "log").read_text("utf-8")
    assert "Bad Gateway" in told
    assert [token for token in tokens(quiet_town) if token in told] == []
    for path in quiet_town.data_dir.rglob("*"):
        assert path.is_dir() or tokens(quiet_town)[2].encode() not in path.read_bytes()


def test_token_in_what_things_look_like() -> None:
    """Settings and the bot can be printed, and tell nothing."""
    settings = Settings().model_copy(update={"token": SecretStr("1:canary-token")})
    told = f"{settings!r} {settings} {app.make_bot(settings)!r}"
    assert "canary-token" not in told
