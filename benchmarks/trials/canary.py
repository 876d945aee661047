"""R14: the token in no log, whatever happens and however much is logged."""

from urllib.parse import quote

from benchmarks.trials.figures import Figure, at_least, at_most
from benchmarks.trials.processes import Bot
from benchmarks.trials.town import town

TOKEN = "7000000002:a-canary_that-nobody-should-ever-see"  # noqa: S105 - of a sandbox
UNKNOWN = "7000000003:another-canary_that-opens-nothing-at-all"
FAULTS = ("500", "drop_before", "garbage")
LEAST_LINES = 20


async def told() -> list[Figure]:
    """R14: conversations with every kind of fault, and a token that is refused."""
    logs = await log_of_trouble() + await log_of_refusal()
    found = sum(form in logs for token in (TOKEN, UNKNOWN) for form in forms(token))
    return [
        at_least("R14", "lines logged at DEBUG", logs.count("\n"), LEAST_LINES),
        at_most("R14", "forms of the token in them", found, 0),
    ]


def forms(token: str) -> set[str]:
    """Return the ways in which a token may be written."""
    secret = token.partition(":")[2]
    return {token, quote(token, safe=""), secret}


async def log_of_trouble() -> str:
    """Return all that is logged when calls of every method fail in every way."""
    async with town(TOKEN) as place, Bot(place, rigged=True) as bot:
        await bot.end()
        (bot.rig / "debug").write_text("yes")
        await bot.start()
        await bot.ready()
        place.spoil("drop_before", ("getUpdates",))
        for kind in FAULTS:
            for method in ("sendMessage", "getFile", "file"):
                place.spoil(kind, (method,))
            (chat,) = place.people(1)
            place.send(chat)
            place.ask(chat)
            await place.settled()
        return bot.log.read_text()


async def log_of_refusal() -> str:
    """Return all that is logged when the token is not known."""
    wrong = {"TELEGRAM_BOT_TOKEN": UNKNOWN}
    async with town() as place, Bot(place, rigged=True, **wrong) as bot:
        await bot.ended()
        return bot.log.read_text()
