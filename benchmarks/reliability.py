"""Print the figures of reliability beside their targets: no request is ever lost.

    python benchmarks/reliability.py [--long] [--only R1,R4]

The real bot is killed, refused, hung and filled up against a sandbox.  A trial ends
when no request is open; one that does not end is a failure.  R2 comes with webhooks.
"""

import argparse
import asyncio
import os
import platform
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.trials import (
    boundaries,
    canary,
    fuzz,
    murders,
    outages,
    stalls,
    storms,
)
from benchmarks.trials.figures import Figure, holds
from benchmarks.trials.processes import EndedError

Trial = Callable[[], Awaitable[list[Figure]]]

TO_AN_END = "the trial comes to an end: no row is open"


@dataclass(frozen=True)
class Sizes:
    """How much of everything there is."""

    kills: int
    killed_updates: int
    step: int
    stops: int
    stopped_updates: int
    chats: int
    updates: int
    sick_s: float
    refused_updates: int
    murders: int
    cancels: int
    tables: int
    inputs: int
    megabytes: int
    watch_s: float | None


USUAL = Sizes(
    kills=40,
    killed_updates=2_000,
    step=2,
    stops=15,
    stopped_updates=765,
    chats=500,
    updates=1_500,
    sick_s=15,
    refused_updates=600,
    murders=300,
    cancels=10,
    tables=10,
    inputs=3_000,
    megabytes=20,
    watch_s=None,
)
LONG = Sizes(
    kills=200,
    killed_updates=10_200,
    step=1,
    stops=50,
    stopped_updates=2_550,
    chats=1_000,
    updates=12_000,
    sick_s=60,
    refused_updates=3_000,
    murders=1_000,
    cancels=50,
    tables=40,
    inputs=100_000,
    megabytes=20,
    watch_s=None,
)
SHORT = Sizes(
    kills=5,
    killed_updates=75,
    step=40,
    stops=2,
    stopped_updates=30,
    chats=30,
    updates=90,
    sick_s=3,
    refused_updates=18,
    murders=20,
    cancels=2,
    tables=2,
    inputs=80,
    megabytes=1,
    watch_s=4,
)


def trials(sizes: Sizes) -> dict[str, Trial]:
    """Return each trial, by the rows whose figures it gives."""
    return {
        "R1": lambda: storms.killed(sizes.kills, sizes.killed_updates),
        "R3": lambda: boundaries.every_boundary(sizes.step),
        "R4": lambda: storms.terminated(sizes.stops, sizes.stopped_updates),
        "R5": lambda: storms.flooded(sizes.chats, sizes.updates),
        "R6": lambda: outages.sick(sizes.sick_s),
        "R7": lambda: storms.refused(sizes.chats // 5, sizes.refused_updates),
        "R8": outages.unreadable,
        "R9": lambda: murders.murdered(sizes.murders),
        "R10": lambda: murders.cancelled(sizes.cancels),
        "R11": lambda: stalls.stalled(sizes.tables),
        "R12": lambda: fuzz.fuzzed(sizes.inputs),
        "R13": lambda: murders.largest(sizes.megabytes),
        "R14": canary.told,
        "R15": lambda: outages.hanging(sizes.watch_s),
        "R16": outages.other_releases,
    }


def chosen(sizes: Sizes, only: str) -> Iterator[tuple[str, Trial]]:
    """Yield the trials that are asked for; all of them unless some are named."""
    wanted = {row.strip().upper() for row in only.split(",") if row.strip()}
    known = trials(sizes)
    if wanted - set(known):
        raise SystemExit(f"choose from {', '.join(known)}")
    return ((row, trial) for row, trial in known.items() if row in wanted or not wanted)


async def figures_of(row: str, trial: Trial) -> list[Figure]:
    """Return a trial's figures; one that comes to no end has reached none."""
    try:
        return await trial()
    except (TimeoutError, EndedError) as failure:
        print(f"{row}: {failure!r}", file=sys.stderr)
        return [holds(row, TO_AN_END, truth=False)]


async def measure(sizes: Sizes, only: str) -> list[Figure]:
    """Carry the trials out one after the other, and print each as it ends."""
    figures = []
    for row, trial in chosen(sizes, only):
        begun = time.monotonic()
        found = await figures_of(row, trial)
        print(*found, sep="\n")
        print(f"{'':4}({time.monotonic() - begun:.0f} s)", flush=True)
        figures += found
    return figures


def main() -> int:
    """Measure as the arguments say; 1 if a figure is not reached."""
    parser = argparse.ArgumentParser(description="Figures of reliability.")
    parser.add_argument("--long", action="store_true", help="the full sizes")
    parser.add_argument("--only", default="", help="rows, as in R1,R4")
    wanted = parser.parse_args()
    # Ended by whoever ran out of patience, it still ends the bots that it started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(f"{platform.system()}, {os.cpu_count()} cores, {platform.python_version()}")
    sizes = LONG if wanted.long else USUAL
    figures = asyncio.run(measure(sizes, wanted.only))
    print(summary(figures))
    return int(not all(figure.reached for figure in figures))


def summary(figures: Sequence[Figure]) -> str:
    """Return the last line: how many figures fell short, and whether rows are open."""
    missed = sum(not figure.reached for figure in figures)
    endless = sum(figure.what == TO_AN_END for figure in figures)
    rows = f"open rows in {endless} trials" if endless else "no open rows"
    return f"{len(figures)} figures, {missed} not reached, {rows}"


if __name__ == "__main__":
    sys.exit(main())
