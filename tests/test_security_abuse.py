"""Security: one chat, however eager, leaves the bot to all the others."""

from bot.errors import Busy, HourQuotaSpent
from bot.texts import speak
from tests.test_security import table
from tests.town import ALEX, MINA, Town, serving


async def test_abuse_by_many_at_once(quiet_town: Town) -> None:
    """One is carried out and three may wait; of the others each gets one sentence."""
    alex, mina = await quiet_town.person(ALEX), await quiet_town.person(MINA)
    asked = [
        await alex.send_file(table("age", "income"), f"{number}.csv", "/k 2")
        for number in range(6)
    ]
    other = await mina.send_file(table("나이", "소득"), "표.csv", "/k 2")
    async with serving(quiet_town):
        answers = await alex.answers(asked[-1])
        assert "photo" in await mina.answer(other)
    assert ["photo" in answer for answer in answers].count(True) == 4
    refusals = [answer["text"] for answer in answers if "text" in answer]
    assert refusals == [speak("en").explain(Busy(4))] * 2


async def test_abuse_by_many_in_an_hour(quiet_town: Town) -> None:
    """Tables, commands and taps count alike; other chats and plain words do not."""
    alex, mina = await quiet_town.person(ALEX), await quiet_town.person(MINA)
    refusal = speak("en").explain(HourQuotaSpent(3, 60))
    async with serving(quiet_town, runs_per_hour=3):
        sent = await alex.send_file(table("age", "income"), "a.csv", "/k 2")
        result = await alex.answer(sent)
        await alex.tap(result, "3 ▶")
        await alex.answer(await alex.send("/k 4"))
        assert (await alex.answer(await alex.send("/k 5")))["text"] == refusal
        await alex.answer(await alex.send("/help"))
        shown = await alex.now(result)
        await alex.tap(shown, "⬇ CSV")
        assert (await alex.messages())[-1]["message_id"] > shown["message_id"]
        await quiet_town.settled()
        assert (await alex.messages())[-1]["text"] == refusal
        other = await mina.send_file(table("나이", "소득"), "표.csv")
        assert "photo" in await mina.answer(other)


async def test_abuse_limits_spare_admins(quiet_town: Town) -> None:
    """Whoever runs the bot may ask on."""
    alex = await quiet_town.person(ALEX)
    async with serving(quiet_town, runs_per_day=1, admins=frozenset({alex.id})):
        await alex.answer(await alex.send_file(table("age", "income"), "a.csv"))
        assert "photo" in await alex.answer(await alex.send("/k 3"))
