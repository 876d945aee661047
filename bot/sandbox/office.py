"""Where the bot's calls arrive: checked, spoiled by faults, carried out, recorded."""

import inspect
import itertools
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.sandbox.answers import Answer, accepted, refused
from bot.sandbox.calls import Call
from bot.sandbox.faults import Faults
from bot.sandbox.methods import find
from bot.sandbox.refusals import Refusal
from bot.sandbox.values import Json
from bot.sandbox.world import World, begin

Work: TypeAlias = Callable[[Call], Awaitable[Answer]]

RECORDS_LIMIT = 10_000
"""Calls that are kept for those who look on."""


@dataclass
class Office:
    """The world with what stands between it and the bot."""

    token: str
    world: World = field(default_factory=begin)
    faults: Faults = field(default_factory=Faults)
    records: deque[Json] = field(default_factory=lambda: deque(maxlen=RECORDS_LIMIT))
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    async def serve(self, call: Call) -> Answer | None:
        """Answer a call of a method; None stands for a dropped connection."""
        return await self.record(call, self.carry_out)

    async def download(self, path: str) -> Answer | None:
        """Answer the wish for a file; to faults and records it is a call of "file"."""
        return await self.record(Call("file", {"path": path}), self.fetch)

    async def record(self, call: Call, work: Work) -> Answer | None:
        """Answer a call and keep what became of it for those who look on."""
        at = time.time()
        answer = await self.answer(call, work)
        self.records.append(
            {
                "n": next(self.numbers),
                "method": call.method,
                "params": call.record(),
                "status": answer.status if answer else None,
                "description": answer.description if answer else "dropped",
                "at": at,
            },
        )
        return answer

    async def answer(self, call: Call, work: Work) -> Answer | None:
        """Do what a call asks for, unless a fault strikes it."""
        fault = self.faults.strike(call.key)
        if fault is None:
            return await work(call)
        if fault.comes_first:
            return fault.answer()
        if fault.kind == "slow":
            await self.faults.pause(fault.seconds)
            return await work(call)
        await work(call)
        return fault.answer()

    async def carry_out(self, call: Call) -> Answer:
        """Carry a method out and return its result or its refusal."""
        try:
            result = find(call)(self.world, call)
            return accepted(await result if inspect.isawaitable(result) else result)
        except Refusal as refusal:
            return refused(refusal)

    async def fetch(self, call: Call) -> Answer:
        """Return the file at a path that getFile gave."""
        stored = self.world.files.by_path.get(call.text("path"))
        if stored is None:
            return refused(Refusal(404, "Not Found"))
        return Answer(200, stored.upload.data, stored.upload.mime_type)
