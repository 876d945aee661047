"""Jobs that die, hang or take too much, and how soon one is ended when cancelled."""

import asyncio
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.trials.figures import Figure, at_least, at_most
from benchmarks.trials.processes import Bot, descendants, peak_mb
from benchmarks.trials.town import GLANCE_S, Town, town, until
from bot.engine import Engine
from bot.errors import JobCrashedError, JobOutOfMemory, JobTimeout
from clustering import Request, analyze

PATIENT_S, IMPATIENT_S = 120.0, 0.5
JOB_MEMORY_MB = 1500
HOG = 8 * 2**30
JOB_LIMIT_MB = 700
CANCEL_LIMIT_S = 0.5
MB = 2**20
SLOW = 10 * MB
"""Bytes of a table that takes some seconds."""
AT_ONCE = 4


def segfault() -> None:
    """Die as a bad pointer makes one die."""
    os.kill(os.getpid(), signal.SIGSEGV)


def kill() -> None:
    """Die as the kernel makes one die."""
    os.kill(os.getpid(), signal.SIGKILL)


def hog() -> int:
    """Take more memory than there may be."""
    return len(bytearray(HOG))


def spin() -> None:
    """Compute for ever."""
    while True:
        pass


def stubborn() -> None:
    """Refuse to end when asked."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    spin()


FATES: dict[Callable[[], object], type[Exception]] = {
    segfault: JobCrashedError,
    kill: JobCrashedError,
    hog: JobOutOfMemory,
    spin: JobTimeout,
    stubborn: JobTimeout,
}
"""How each murder should be told."""


async def murdered(murders: int) -> list[Figure]:
    """R9: jobs die in every way while their neighbours work."""
    dice = random.Random(murders)  # noqa: S311 - deaths need no secrecy
    patient, impatient = engine(PATIENT_S), engine(IMPATIENT_S)
    patient.start()
    await patient.run(int)
    before = traces()
    slots = asyncio.Semaphore(AT_ONCE)
    victims = [dice.choice(list(FATES)) for _ in range(murders)]
    async with asyncio.TaskGroup() as group:
        deaths = [
            group.create_task(dies(impatient, victim, slots))
            if FATES[victim] is JobTimeout
            else group.create_task(dies(patient, victim, slots))
            for victim in victims
        ]
        lives = [group.create_task(lives_on(patient, n, slots)) for n in range(murders)]
    await asyncio.sleep(GLANCE_S)
    told = sum(death.result() for death in deaths)
    well = sum(life.result() for life in lives)
    leaks = [after - was for after, was in zip(traces(), before, strict=True)]
    return [
        at_least("R9", f"{murders:,} murders: told by their right name", told, murders),
        at_least("R9", f"neighbours unaffected of {murders:,}", well, murders),
        *(
            at_most("R9", f"{kind} left over", leak, 0)
            for kind, leak in zip(TRACES, leaks, strict=True)
        ),
    ]


def engine(limit_s: float) -> Engine:
    """Return an engine like the bot's, with some patience."""
    return Engine(workers=2, limit_s=limit_s, memory_mb=JOB_MEMORY_MB)


async def dies(
    jobs: Engine, victim: Callable[[], object], at: asyncio.Semaphore
) -> bool:
    """Run a job that dies, and tell whether that is told as it was."""
    async with at:
        try:
            await jobs.run(victim)
        except FATES[victim]:
            return True
        except (JobCrashedError, JobOutOfMemory, JobTimeout):
            return False
    return False


async def lives_on(jobs: Engine, number: int, at: asyncio.Semaphore) -> bool:
    """Run a job that lives, and tell whether its result is right."""
    async with at:
        try:
            return await jobs.run(divmod, number, 7) == divmod(number, 7)
        except (JobCrashedError, JobOutOfMemory, JobTimeout):
            return False


TRACES = ("processes", "descriptors", "temporary files")


def traces() -> tuple[int, ...]:
    """Return how many processes, open descriptors and temporary files there are."""
    files = Path(tempfile.gettempdir()).glob("pymp-*")
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    return len(descendants(os.getpid())), descriptors, len(list(files))


async def cancelled(times: int) -> list[Figure]:
    """R10: someone cancels a job by word, and its process is gone."""
    async with town() as place, Bot(place, BOT_WORKERS="1") as bot:
        await bot.ready()
        table = tall(SLOW)
        waits = [await cancel(place, bot, table) for _ in range(times)]
        await place.settled()
    what = f"cancel x {times}: slowest until the processor is free"
    return [at_most("R10", what, max(waits), CANCEL_LIMIT_S, unit=" s")]


async def cancel(place: Town, bot: Bot, table: bytes) -> float:
    """Return the seconds from a person's /cancel to the end of the job."""
    (chat,) = place.people(1)
    place.send(chat, table)
    await until(lambda: jobs_of(bot), PATIENT_S)
    await asyncio.sleep(random.Random(chat).uniform(0.1, 1))  # noqa: S311 - likewise
    begun = time.monotonic()
    place.write(chat, "/cancel")
    await until(lambda: not jobs_of(bot), PATIENT_S)
    return time.monotonic() - begun


def jobs_of(bot: Bot) -> list[int]:
    """Return the jobs under way: what the server forked that the bot started."""
    return [job for child in descendants(bot.pid) for job in descendants(child)]


async def largest(megabytes: int) -> list[Figure]:
    """R13: jobs with tables of a size, the largest being 20 MB."""
    jobs = engine(PATIENT_S)
    jobs.start()
    shapes = (tall, wide, wordy)
    peaks = await asyncio.gather(
        *(jobs.run(peak_of, shape(megabytes * MB)) for shape in shapes)
    )
    what = f"memory of a job with {megabytes} MB"
    return [
        at_most("R13", f"{what}, {shape.__name__}", peak, JOB_LIMIT_MB, unit=" MB")
        for shape, peak in zip(shapes, peaks, strict=True)
    ]


def peak_of(table: bytes) -> float:
    """Return the most memory that this process took for a table, in MB."""
    analyze(Request(table, "table.csv", k=3))
    return peak_mb(os.getpid())


def tall(size: int) -> bytes:
    """Return a table of few columns and very many rows."""
    return rows("a,b,c,d", "{0},{1},{2},{3}", size)


def wide(size: int) -> bytes:
    """Return a table of very many columns."""
    columns = 400
    header = ",".join(f"c{number}" for number in range(columns))
    return rows(header, ",".join(["{0}", "{1}", "{2}", "{3}"] * (columns // 4)), size)


def wordy(size: int) -> bytes:
    """Return a table that is mostly words."""
    words = "somewhere along the river {0}, not far from {1}"
    return rows("a,b,place", f'{{2}},{{3}},"{words}"', size)


def rows(header: str, template: str, size: int) -> bytes:
    """Return a CSV of random rows of about so many bytes."""
    dice = random.Random(size)  # noqa: S311 - numbers for a table
    lines, length = [header], 0
    while length < size - 2**13:
        line = template.format(*(round(dice.gauss(50, 20), 3) for _ in range(4)))
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines).encode()
