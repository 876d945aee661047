"""Many people at once, while the bot is ended, refused or left in peace."""

import asyncio
import random
import signal
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from benchmarks.trials.figures import Figure, at_most, seen
from benchmarks.trials.processes import Bot
from benchmarks.trials.town import Town, Verdict, town
from bot.sandbox.values import Json

TOWNS = 2
"""So many bots are ended side by side, each in a town of its own."""
TABLE_EACH = 4
"""Every so many chats, the first of the three requests is a table."""
LONGEST_RUN_S = 2.0
"""A bot is ended at a random moment up to this long after it serves."""
EARLY = 0.2
"""The share of bots that are ended while they start."""
EXIT_LIMIT_S = 8
MEMORY_LIMIT_MB = 150
FLOOD_LIMIT_S = 900.0
RETRY_AFTER_S = 2
FAULTY = (
    "sendMessage",
    "sendPhoto",
    "getUpdates",
    "getFile",
    "file",
    "editMessageText",
)
FAULTS = ("429", "500", "502", "drop_before", "slow")
UNKNOWN = ("drop_after", "garbage")
"""The call is carried out, but the bot cannot know."""
SHARES = {**dict.fromkeys(FAULTS, 0.06), **dict.fromkeys(UNKNOWN, 0.02)}
"""Together they strike some 30 % of the calls."""


def three(place: Town, chat: int, number: int) -> None:
    """Ask three things in a chat, now and then one that takes computing."""
    if number % TABLE_EACH == 0:
        place.send(chat)
    else:
        place.ask(chat)
    place.ask(chat)
    place.ask(chat)


async def killed(kills: int, updates: int) -> list[Figure]:
    """R1: end the bot at random moments, without a warning."""
    ends = await ended(signal.SIGKILL, kills, updates)
    verdict = sum((end.verdict for end in ends), Verdict())
    return [
        *verdict_of("R1", f"kill -9 x {kills}", verdict),
        at_most("R1", "most repeats in a chat after a kill", verdict.most_repeats, 1),
        seen("R1", "told only that they were cut off thrice", verdict.cut_off),
    ]


async def terminated(stops: int, updates: int) -> list[Figure]:
    """R4: end the bot at random moments, as a platform does."""
    ends = await ended(signal.SIGTERM, stops, updates)
    verdict = sum((end.verdict for end in ends), Verdict())
    slowest = max(max(end.exits_s) for end in ends)
    return [
        *verdict_of("R4", f"SIGTERM x {stops}", verdict),
        at_most("R4", "answers given twice", verdict.repeats, 0),
        at_most("R4", "said besides", len(verdict.strays), 0),
        at_most("R4", "slowest exit", slowest, EXIT_LIMIT_S, unit=" s"),
    ]


@dataclass(frozen=True)
class Ends:
    """What became of requests over many ends of the bot, and how long each took."""

    verdict: Verdict
    exits_s: tuple[float, ...]


async def ended(number: signal.Signals, stops: int, updates: int) -> list[Ends]:
    """End the bots of some towns, so many times in all."""
    shares = [(stops + town) // TOWNS for town in range(TOWNS)]
    per_stop = -(-updates // (3 * stops))
    return await asyncio.gather(
        *(ended_in_a_town(number, share, per_stop) for share in shares)
    )


async def ended_in_a_town(number: signal.Signals, stops: int, per_stop: int) -> Ends:
    """Have some chats ask three things each, then end the bot, again and again."""
    dice = random.Random(stops)  # noqa: S311 - moments need no secrecy
    exits = []
    async with town() as place, Bot(place) as bot:
        await bot.ready()
        # Chats that wait for answers ask no more: a fifth request would be refused.
        idle = deque(enumerate(place.people(per_stop)))
        for _ in range(stops):
            for turn, chat in askers(place, idle, per_stop):
                three(place, chat, turn)
            await moment(bot, dice)
            exits.append(await bot.end(number))
            place.ends += 1
            await bot.start()
        await place.settled()
        return Ends(place.verdict(), tuple(exits))


def askers(
    place: Town, chats: deque[tuple[int, int]], count: int
) -> list[tuple[int, int]]:
    """Return so many chats that wait for nothing, the longest idle first.

    New people come in where there are too few.
    """
    waiting = place.waiting()
    idle = [each for each in chats if each[1] not in waiting][:count]
    new = enumerate(place.people(count - len(idle)), start=len(chats))
    chosen = [*idle, *new]
    for each in idle:
        chats.remove(each)
    chats.extend(chosen)
    return chosen


async def moment(bot: Bot, dice: random.Random) -> None:
    """Wait for a random moment: mostly one when the bot serves."""
    if dice.random() > EARLY:
        await bot.ready()
    await asyncio.sleep(dice.uniform(0, LONGEST_RUN_S))


async def flooded(chats: int, updates: int) -> list[Figure]:
    """R5, R13: many chats at once, in peace."""
    async with town() as place, Bot(place) as bot:
        await bot.ready()
        await flood(place, place.people(chats), updates)
        memory_mb, verdict = bot.memory_mb(), place.verdict()
    what = "most memory of the bot"
    return [
        *verdict_of("R5", f"{chats:,} chats", verdict),
        at_most("R5", "answers given twice", verdict.repeats, 0),
        at_most("R5", "said besides", len(verdict.strays), 0),
        at_most("R13", what, memory_mb, MEMORY_LIMIT_MB, unit=" MB"),
    ]


async def refused(chats: int, updates: int) -> list[Figure]:
    """R7: Telegram refuses, fails or dawdles at three calls of ten."""
    async with town() as place, Bot(place) as bot:
        await bot.ready()
        for kind, share in SHARES.items():
            place.spoil(kind, FAULTY, share=share, retry_after_s=RETRY_AFTER_S)
        await flood(place, place.people(chats), updates)
        calls = [call for call in place.office.records if call["method"] in FAULTY]
        verdict = place.verdict()
    struck = sum(call["status"] != HTTPStatus.OK for call in calls) / len(calls)
    return [
        *verdict_of(
            "R7", f"{struck:.0%} of {len(calls):,} calls fail, more dawdle", verdict
        ),
        seen("R7", "answers given twice", verdict.repeats),
        at_most("R7", "most calls of a chat inside its wait", inside_waits(calls), 1),
    ]


async def flood(place: Town, chats: list[int], updates: int) -> None:
    """Have everyone ask three things at once, again and again until it is enough."""
    waves = -(-updates // (3 * len(chats)))
    for _ in range(waves):
        for number, chat in enumerate(chats):
            three(place, chat, number)
        await place.settled(FLOOD_LIMIT_S)


def inside_waits(calls: Sequence[Json]) -> int:
    """Return the most calls of one chat between a 429 and the end of its wait."""
    by_chat = defaultdict(list)
    for call in calls:
        if chat := call["params"].get("chat_id"):
            by_chat[chat].append(call)
    waits = [
        sum(wait["at"] < other["at"] < wait["at"] + RETRY_AFTER_S for other in own)
        for own in by_chat.values()
        for wait in own
        if wait["status"] == HTTPStatus.TOO_MANY_REQUESTS
    ]
    return max(waits, default=0)


def verdict_of(row: str, what: str, verdict: Verdict) -> list[Figure]:
    """Return what became of requests as figures."""
    return [
        at_most(row, f"{what}: lost of {verdict.asked:,}", verdict.lost, 0),
        at_most(row, "answers out of order", verdict.swapped, 0),
        at_most(row, "answers that stand out of order", verdict.misplaced, 0),
    ]
