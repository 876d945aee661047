"""Updates are kept before Telegram forgets them."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bot import app
from bot.client import Json
from bot.inbox import SilenceError, chat_of
from tests.town import ALEX, PATIENCE_S, Town, settings_for


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"update_id": 1, "message": {"chat": {"id": 5}}}, 5),
        ({"update_id": 1, "edited_message": {"chat": {"id": -5}}}, -5),
        ({"update_id": 1, "callback_query": {"message": {"chat": {"id": 6}}}}, 6),
        ({"update_id": 1, "callback_query": {"id": "x"}}, 0),
        ({"update_id": 1}, 0),
    ],
)
def test_an_update_belongs_to_a_chat(update: Json, chat: int) -> None:
    """Messages and taps say where they come from; what does not goes to no chat."""
    assert chat_of(update) == chat


async def test_a_poll_that_fails_is_asked_again(town: Town) -> None:
    """Telegram may be down for a while; the bot goes on when it is back."""
    faults = {"kind": "502", "methods": ["getUpdates"], "times": 1}
    await town.http.post("/person/faults", json=faults)
    alex = await town.person(ALEX)
    first = await alex.answer(await alex.send("hello"))
    second = await alex.answer(await alex.send("again"))
    assert first["text"] == second["text"]


async def test_silence_ends_the_bot(
    quiet_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A poll that hangs for too long ends the process, to be started anew."""
    monkeypatch.setattr("bot.inbox.SILENCE_S", 0.3)
    fault = {"kind": "slow", "methods": ["getUpdates"], "seconds": 30, "times": 9}
    await quiet_town.http.post("/person/faults", json=fault)
    with pytest.raises(SilenceError, match="start me anew"):
        await asyncio.wait_for(app.serve(settings_for(quiet_town)), PATIENCE_S)


async def test_a_disk_in_trouble_is_waited_for(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the database is locked nothing is lost; afterwards all is answered."""
    monkeypatch.setattr("bot.trouble.PAUSE_S", 0.05)
    monkeypatch.setattr("bot.inbox.PAUSE_S", 0.05)
    alex = await town.person(ALEX)
    path = town.data_dir / "centroid.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        asked = await alex.send("hello")
        await asyncio.sleep(0.5)
        other.execute("ROLLBACK")
    assert "CSV" in (await alex.answer(asked))["text"]
