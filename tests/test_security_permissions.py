"""Security: who may ask for what, by commands, captions, files, edits and taps."""

import json

import pytest

from bot.commands import K_LIMIT
from bot.errors import TableGone
from bot.store import Store
from bot.texts import speak
from tests.test_security import table
from tests.town import ALEX, MINA, Json, Person, Town, buttons_of, serving

TELEGRAM_LETTERS = 64
"""Letters of callback data that Telegram takes."""


async def tampered(person: Person, data: str) -> Json:
    """Tap a button with data of a stranger's making; return the tapped message.

    The Bot API puts any data under a button for whoever holds the token; what a
    changed app sends the bot looks the same.
    """
    markup = {"inline_keyboard": [[{"text": "tap me", "callback_data": data}]]}
    wish = {"chat_id": person.chat, "text": "bait", "reply_markup": markup}
    path = f"/bot{person.town.server.token}/sendMessage"
    answer = await person.town.http.post(path, json=wish)
    bait: Json = answer.json()["result"]
    await person.tap(bait, "tap me")
    return bait


async def acknowledged(town: Town) -> int:
    """Return how many taps the bot has acknowledged."""
    calls: list[Json] = (await town.http.get("/person/calls")).json()
    return [call["method"].lower() for call in calls].count("answercallbackquery")


async def test_permissions_for_runs_of_other_chats(town: Town) -> None:
    """A run is shown in its own chat only; elsewhere it does not exist."""
    alex, mina = await town.person(ALEX), await town.person(MINA)
    result = await alex.answer(
        await alex.send_file(table("age", "income"), "secret.csv", "/k 2")
    )
    stolen = [
        button["callback_data"]
        for row in result["reply_markup"]["inline_keyboard"]
        for button in row
    ]
    assert len(stolen) >= 4
    for data in stolen:
        bait = await tampered(mina, data)
        answer = await mina.answer(bait)
        assert answer["text"] == speak("ko").explain(TableGone())
    assert await alex.now(result) == result


async def test_permissions_for_tables_of_other_chats(town: Town) -> None:
    """A command finds the tables of its own chat only."""
    alex, mina = await town.person(ALEX), await town.person(MINA)
    await alex.answer(await alex.send_file(table("age", "income"), "secret.csv"))
    answer = await mina.answer(await mina.send("/k 2"))
    assert "아직 받은 표가 없어요" in answer["text"]


async def test_permissions_of_strangers(quiet_town: Town) -> None:
    """One gate holds for commands, captions, files, edits and taps."""
    alex, mina = await quiet_town.person(ALEX), await quiet_town.person(MINA)
    async with serving(quiet_town):
        sent = await alex.send_file(table("age", "income"), "a.csv", "/k 2")
        result = await alex.answer(sent)
    async with serving(quiet_town, allowed_chats=frozenset({mina.id})):
        await alex.edit(sent, "/k 3")
        await alex.tap(result, "3 ▶")
        await alex.tap(result, "⬇ CSV")
        assert await alex.answers(sent) == [result]
        for message in ("/k 2", "/delete", "/help", "/start", "/privacy", "/language"):
            refusal = await alex.answer(await alex.send(message))
            assert str(alex.id) in refusal["text"]
        caption = await alex.send_file(table("age"), "b.csv", "/k 2")
        assert str(alex.id) in (await alex.answer(caption))["text"]
    async with serving(quiet_town):
        await alex.tap(result, "3 ▶")  # nothing was deleted or changed meanwhile
        assert buttons_of(await alex.now(result))[0] == ["◀ 2", "3", "4 ▶", "auto"]


# Tampered data, as lines of a table: what was sent, and the words of the answer.
BUTTONS = [
    ("k:999999999999999999999:3", "deleted"),
    ("k:1:0", "0 groups"),
    ("k:1:99999", str(K_LIMIT)),
    ("k:1:-1", "deleted"),
    ("csv:x", "deleted"),
    ("sheet:9:1", "deleted"),
    ("sheet:1:-1", "deleted"),
    ("k:" + "9" * (TELEGRAM_LETTERS - 4) + ":2", "deleted"),
    ("language:xx", "xx"),
    ("xyzzy", "deleted"),
]


@pytest.mark.parametrize(("data", "told"), BUTTONS, ids=[data for data, _ in BUTTONS])
async def test_permissions_of_tampered_buttons(
    alex: Person, data: str, told: str
) -> None:
    """Data that no button of ours holds gets one sentence, and nothing changes."""
    sent = await alex.send_file(table("age", "income"), "a.csv", "/k 2")
    result = await alex.answer(sent)
    bait = await tampered(alex, data)
    assert told in (await alex.answer(bait))["text"]
    assert await acknowledged(alex.town) == 1
    assert await alex.now(result) == result
    assert "/k 3" in (await alex.answer(await alex.send("hello")))["text"]


async def test_permissions_under_messages_long_gone(quiet_town: Town) -> None:
    """Of an old message Telegram tells the place only; a tap there is answered."""
    alex = await quiet_town.person(ALEX)
    tap = {
        "id": "1",
        "from": {"id": alex.id, "is_bot": False, "first_name": "Alex"},
        "chat_instance": "1",
        "data": "k:1:2",
        "message": {
            "chat": {"id": alex.chat, "type": "private"},
            "message_id": 1,
            "date": 0,
        },
    }
    quiet_town.data_dir.mkdir()
    body = json.dumps({"update_id": 1, "callback_query": tap})
    async with Store(quiet_town.data_dir / "centroid.sqlite") as store:
        await store.keep([(1, alex.chat, body)])
    async with serving(quiet_town):
        await quiet_town.settled()
    (answer,) = await alex.messages()
    assert answer["text"] == speak("en").explain(TableGone())
