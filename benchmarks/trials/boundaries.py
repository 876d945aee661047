"""R3: the bot dies at every boundary of a commit or a send, one after the other."""

import asyncio
from collections.abc import Awaitable, Callable

from benchmarks.trials.figures import Figure, at_least, at_most
from benchmarks.trials.processes import Bot
from benchmarks.trials.town import Town, town, until

FAR = 200
"""No conversation here has as many boundaries."""
DEATH_LIMIT_S = 300.0
LEAST = 8
"""A conversation that crosses fewer was not looked at."""

Talk = Callable[[Town, Bot, Callable[[], None]], Awaitable[Callable[[], int]]]
"""A conversation: it arms the rig when it begins, and returns what counts losses."""


async def every_boundary(step: int) -> list[Figure]:
    """R3: walk over each conversation's boundaries, every one or each `step`-th."""
    figures = []
    talks = {
        "a table and a word": asked,
        "two buttons": tapped,
        "a table at the start": waited,
    }
    walks = await asyncio.gather(*(walk(talk, step) for talk in talks.values()))
    for what, (crossed, lost) in zip(talks, walks, strict=True):
        figures += [
            at_least("R3", f"{what}: boundaries", crossed, LEAST),
            at_most("R3", f"{what}: lost", lost, 0),
        ]
    return figures


async def walk(talk: Talk, step: int) -> tuple[int, int]:
    """Return how many boundaries a conversation has, and what was lost over all."""
    async with town() as place, Bot(place, rigged=True) as bot:
        lost = 0
        for boundary in range(1, FAR, step):
            await bot.ready()
            await place.settled()
            losses = await talk(place, bot, lambda: arm(bot, boundary))  # noqa: B023 - called at once
            died = await death(place, bot)
            (bot.rig / "kill").unlink()
            if died:
                await bot.start()
                await bot.ready()
            await place.settled()
            lost += losses()
            if not died:
                return boundary - 1, lost
    return FAR, lost


def arm(bot: Bot, boundary: int) -> None:
    """Have the bot die at a boundary from now on."""
    (bot.rig / "kill").write_text(str(boundary))


async def death(place: Town, bot: Bot) -> bool:
    """Wait until the bot dies or has nothing left to do; tell whether it died."""
    await until(lambda: bot.code is not None or place.is_settled(), DEATH_LIMIT_S)
    return bot.code is not None


async def asked(place: Town, _: Bot, begin: Callable[[], None]) -> Callable[[], int]:
    """Send a table and a word."""
    (chat,) = place.people(1)
    begin()
    tags = [place.send(chat), place.ask(chat)]

    return lambda: sum(not place.found(chat, tag) for tag in tags)


async def tapped(place: Town, _: Bot, begin: Callable[[], None]) -> Callable[[], int]:
    """Tap two buttons under a result."""
    (chat,) = place.people(1)
    result = await place.answered(chat, place.send(chat))
    await place.settled()
    begin()
    place.tap(chat, result, "3")
    place.tap(chat, result, "⬇ CSV")

    def losses() -> int:
        answers = place.answers(chat)
        changed = "3" in {
            each["text"] for each in answers[0]["reply_markup"]["inline_keyboard"][0]
        }
        return (not changed) + (not any("document" in answer for answer in answers))

    return losses


async def waited(place: Town, bot: Bot, begin: Callable[[], None]) -> Callable[[], int]:
    """Send a table before the bot starts."""
    (chat,) = place.people(1)
    await bot.end()
    begin()
    tag = place.send(chat)
    await bot.start()

    return lambda: int(not place.found(chat, tag))
