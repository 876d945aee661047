"""R11: how late the bot's event loop wakes while every core computes."""

import json

from benchmarks.trials.figures import Figure, at_least, at_most
from benchmarks.trials.murders import rows
from benchmarks.trials.processes import Bot
from benchmarks.trials.town import town

STALL_LIMIT_MS = 50
TABLE_BYTES = 2**21
LEAST_SAMPLES = 100


async def stalled(tables: int) -> list[Figure]:
    """R11: many tables at once, and words between them."""
    async with town() as place, Bot(place, rigged=True) as bot:
        samples = bot.rig / "samples"
        await bot.end()
        (bot.rig / "stalls").write_text(str(samples))
        await bot.start()
        await bot.ready()
        table = rows("a,b,c,d", "{0},{1},{2},{3}", TABLE_BYTES)
        for chat in place.people(tables):
            place.send(chat, table)
            place.ask(chat)
        await place.settled()
        stalls = sorted(json.loads(samples.read_text()))
    p99 = stalls[int(0.99 * len(stalls))]
    return [
        at_least("R11", "samples of the event loop", len(stalls), LEAST_SAMPLES),
        at_most("R11", "99th percentile of stalls", p99, STALL_LIMIT_MS, unit=" ms"),
    ]
