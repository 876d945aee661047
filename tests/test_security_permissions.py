"""Security: who may ask for what, by commands, captions, files, edits and taps."""

from bot.errors import TableGone
from bot.texts import speak
from tests.test_security import table
from tests.town import ALEX, MINA, Json, Person, Town, buttons_of, serving


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
        await alex.tap(result, "Table with groups")
        assert await alex.answers(sent) == [result]
        for message in ("/k 2", "/delete", "/help", "/start", "/privacy", "/language"):
            refusal = await alex.answer(await alex.send(message))
            assert str(alex.id) in refusal["text"]
        caption = await alex.send_file(table("age"), "b.csv", "/k 2")
        assert str(alex.id) in (await alex.answer(caption))["text"]
    async with serving(quiet_town):
        await alex.tap(result, "3 ▶")  # nothing was deleted or changed meanwhile
        assert buttons_of(await alex.now(result))[0] == ["◀ 2", "3", "4 ▶", "auto"]
