"""Tables are fetched once, kept a while, and never found by a name from outside."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from telegram import Bot

from bot.errors import FileGone
from bot.files import DEMO, DEMO_NAME, Files
from bot.store import Run, Upload
from tests.reports import report
from tests.test_talk import shop
from tests.town import ALEX, Person, Town


def upload(file_id: str) -> Upload:
    """Return an upload by its file_id."""
    return Upload(1, 1, 0, 1, 1, file_id, "shop.csv")


async def test_the_example_comes_with_the_bot(tmp_path: Path) -> None:
    """It needs no Telegram, and has Korean headers."""
    data = await Files(tmp_path, Bot("1:x")).fetch(upload(DEMO))
    assert "나이" in data.decode("utf-8-sig").splitlines()[0]
    assert DEMO_NAME.endswith(".csv")
    assert list(tmp_path.iterdir()) == []


async def test_a_table_is_fetched_once(quiet_town: Town, tmp_path: Path) -> None:
    """The second time it comes from the disk, and then it counts as used."""
    server, alex = quiet_town.server, await quiet_town.person(ALEX)
    sent = await alex.send_file(shop(), "../../shop.csv")
    table = upload(sent["document"]["file_id"])
    bot = Bot(
        server.token, base_url=server.base_url, base_file_url=server.base_file_url
    )
    async with bot:
        files = Files(tmp_path / "files", bot)
        assert await files.fetch(table) == shop()
        (kept,) = (tmp_path / "files").iterdir()
        os.utime(kept, (0, 0))
        assert await files.fetch(table) == shop()
    assert kept.stat().st_mtime > time.time() - 60
    calls = (await quiet_town.http.get("/person/calls")).json()
    assert [call["method"] for call in calls].count("getFile") == 1


async def test_a_file_that_does_not_come_whole_is_fetched_again(
    alex: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came instead of it is no table of the person's."""
    monkeypatch.setattr("bot.dispatch.PAUSE_S", 0.05)
    fault = {"kind": "garbage", "methods": ["file"], "times": 1}
    await alex.town.http.post("/person/faults", json=fault)
    assert "photo" in await alex.answer(await alex.send_file(shop(), "shop.csv"))


async def test_a_file_that_is_gone_is_told_so(quiet_town: Town, tmp_path: Path) -> None:
    """A person can send it again."""
    server = quiet_town.server
    bot = Bot(
        server.token, base_url=server.base_url, base_file_url=server.base_file_url
    )
    async with bot:
        with pytest.raises(FileGone, match=r"shop\.csv"):
            await Files(tmp_path / "files", bot).fetch(upload("unknown"))


async def test_a_report_is_owed_until_it_is_sent(tmp_path: Path) -> None:
    """A new start sends what was computed; asked otherwise, it is another report."""
    files, run = Files(tmp_path, Bot("1:x")), Run(1, 1, 1, 1, None, 3, ())
    await files.owe(run, report())
    assert await files.owed(replace(run, reply_id=9)) == report()
    assert await files.owed(replace(run, k=4)) is None
    assert await files.owed(replace(run, sheet=1)) is None
    await files.owe(replace(run, k=4), report())
    files.settle(run)
    assert list(tmp_path.iterdir()) == []


async def test_a_full_disk_costs_only_time(tmp_path: Path) -> None:
    """What cannot be kept is fetched or computed again."""
    files, run = Files(tmp_path / "files", Bot("1:x")), Run(1, 1, 1, 1, None, 3, ())
    (tmp_path / "files").rmdir()
    await files.owe(run, report())
    assert await files.owed(run) is None


def test_tables_go_when_asked_and_when_old(tmp_path: Path) -> None:
    """Only those that are meant."""
    files = Files(tmp_path, Bot("1:x"))
    for file_id in ("a", "b", "c"):
        files._path(file_id).write_bytes(b"x")  # noqa: SLF001 - no other way to see it
    files.forget([upload("a"), upload("unknown")])
    assert len(list(tmp_path.iterdir())) == 2
    os.utime(files._path("b"), (0, 0))  # noqa: SLF001 - likewise
    files.sweep(unused_s=60)
    assert list(tmp_path.iterdir()) == [files._path("c")]  # noqa: SLF001 - likewise
