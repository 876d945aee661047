"""Kept updates are answered in order, and none holds up another chat's."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import pytest

from tests.test_talk import shop
from tests.town import ALEX, MINA, PATIENCE_S, Town, serving


async def test_an_update_nobody_can_read_is_put_aside(town: Town) -> None:
    """It is parked; others are answered, and it never comes again."""
    body = json.dumps({"update_id": 1, "message": {"chat": {"id": 1}, "date": "never"}})
    alex = await town.person(ALEX)
    with closing(sqlite3.connect(town.data_dir / "centroid.sqlite")) as database:
        sql = "INSERT INTO inbox (update_id, chat_id, body, at) VALUES (1, ?, ?, 0)"
        database.execute(sql, (alex.chat, body))
        database.commit()
    assert "CSV" in (await alex.answer(await alex.send("hello")))["text"]
    with closing(sqlite3.connect(town.data_dir / "centroid.sqlite")) as database:
        sql = "SELECT state FROM inbox WHERE update_id = 1"
        assert database.execute(sql).fetchone() == ("parked",)


async def test_chats_do_not_wait_for_each_other(quiet_town: Town) -> None:
    """One person's long job does not keep another's word from being heard."""
    async with serving(quiet_town):
        mina, alex = await quiet_town.person(MINA), await quiet_town.person(ALEX)
        table = await mina.send_file(shop(5), "shop.csv")
        hello = await alex.send("hello")
        async with asyncio.timeout(PATIENCE_S):
            while len(await alex.messages()) < 2:
                await asyncio.sleep(0.01)
        assert "photo" in await mina.answer(table)
        assert "CSV" in (await alex.answer(hello))["text"]


async def test_what_was_broken_off_is_done_after_a_restart(quiet_town: Town) -> None:
    """A bot that is ended during a job answers it the next time, once."""
    alex = await quiet_town.person(ALEX)
    async with serving(quiet_town):
        asked = await alex.send_file(shop(4), "shop.csv")
        async with asyncio.timeout(PATIENCE_S):
            while not await begun(quiet_town):
                await asyncio.sleep(0.005)
    async with serving(quiet_town):
        assert "photo" in await alex.answer(asked)


@pytest.mark.parametrize("sent", ["sendPhoto", "sendMessage"])
async def test_what_is_on_its_way_arrives_before_the_end(
    quiet_town: Town, monkeypatch: pytest.MonkeyPatch, sent: str
) -> None:
    """A bot that ends while an answer or a line is sent knows of it afterwards."""
    monkeypatch.setattr("bot.waiting.LINE_S", 0.0 if sent == "sendMessage" else 60.0)
    alex = await quiet_town.person(ALEX)
    fault = {"kind": "slow", "methods": [sent], "seconds": 1.5, "times": 1}
    await quiet_town.http.post("/person/faults", json=fault)
    async with serving(quiet_town):
        asked = await alex.send_file(shop(4), "shop.csv")
        async with asyncio.timeout(PATIENCE_S):
            while (await quiet_town.http.get("/person/faults")).json():
                await asyncio.sleep(0.005)
    async with serving(quiet_town):
        assert "photo" in await alex.answer(asked)


async def test_what_broke_off_three_times_is_put_aside(quiet_town: Town) -> None:
    """A letter that ends the bot each time is answered with an honest sentence."""
    alex = await quiet_town.person(ALEX)
    async with serving(quiet_town):
        pass
    asked = await alex.send("hello")
    path = f"{quiet_town.server.base_url}{quiet_town.server.token}/getUpdates"
    (raw,) = (await quiet_town.http.get(path)).json()["result"]
    with closing(sqlite3.connect(quiet_town.data_dir / "centroid.sqlite")) as database:
        database.execute(
            "INSERT INTO inbox (update_id, chat_id, body, attempts, at)"
            " VALUES (?, ?, ?, 3, 0)",
            (raw["update_id"], alex.chat, json.dumps(raw)),
        )
        database.commit()
    async with serving(quiet_town):
        assert "three times" in (await alex.answer(asked))["text"]


async def test_a_person_who_left_holds_up_nobody(town: Town) -> None:
    """Who blocked the bot gets no answer, and that is the end of it."""
    alex, mina = await town.person(ALEX), await town.person(MINA)
    async with stopped(town):
        await alex.send("hello")
        await town.http.post("/person/block", json={"person": alex.id, "blocked": True})
    await town.settled()
    assert len([m for m in await alex.messages() if m["from"]["is_bot"]]) == 0
    assert "CSV" in (await mina.answer(await mina.send("hello")))["text"]


@asynccontextmanager
async def stopped(town: Town) -> AsyncIterator[None]:
    """Keep the bot from hearing anything for a while."""
    fault = {"kind": "500", "methods": ["getUpdates"], "times": 1000}
    await town.http.post("/person/faults", json=fault)
    yield
    await town.http.delete("/person/faults")


async def begun(town: Town) -> bool:
    """Return whether the bot has shown that it is at work."""
    calls = (await town.http.get("/person/calls")).json()
    return any(call["method"] == "sendChatAction" for call in calls)
