"""Faults on purpose: what a bot must live through, made at will."""

import asyncio
import itertools
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus

from bot.sandbox.answers import Answer, refused
from bot.sandbox.calls import Call
from bot.sandbox.refusals import bad_request, server_error, too_many_requests

KINDS = ("429", "500", "502", "drop_before", "drop_after", "slow", "garbage")
"""What can go wrong with a call.

429, 500, 502, drop_before
    The call is not carried out: it is told to wait, answered with an error as
    JSON or as a page of HTML, or its connection is dropped.
drop_after, garbage
    It is carried out, but the answer is lost or cannot be read.
slow
    It is carried out after a while.
"""

BAD_GATEWAY = Answer(
    HTTPStatus.BAD_GATEWAY,
    b"<html><head><title>502 Bad Gateway</title></head></html>",
    content_type="text/html",
    description="Bad Gateway",
)
GARBAGE = Answer(HTTPStatus.OK, b'{"ok":true,"result":', description="garbage")


@dataclass
class Fault:
    """One kind of fault that strikes so many calls, or a share of them all.

    Attributes
    ----------
    methods : frozenset of str
        Names in small letters of the methods it strikes; empty means every one.
        A download counts as "file".
    times : int
        How often it still strikes; not counted where a share is given.
    share : float
        The chance, from 0 to 1, that it strikes a call; 0 for none.
    """

    kind: str
    methods: frozenset[str] = frozenset()
    times: int = 1
    share: float = 0.0
    retry_after_s: int = 1
    seconds: float = 1.0

    @property
    def comes_first(self) -> bool:
        """Whether the call is not carried out at all."""
        return self.kind in ("429", "500", "502", "drop_before")

    def answer(self) -> Answer | None:
        """Return what the bot gets instead of an answer; None for a dropped line."""
        if self.kind == "429":
            return refused(too_many_requests(self.retry_after_s))
        if self.kind == "500":
            return refused(server_error())
        if self.kind == "502":
            return BAD_GATEWAY
        return GARBAGE if self.kind == "garbage" else None

    def strikes(self, method: str) -> bool:
        """Tell whether this call is struck, and count it."""
        if self.methods and method not in self.methods:
            return False
        if self.share:
            return secrets.SystemRandom().random() < self.share
        self.times -= 1
        return self.times >= 0


@dataclass
class Faults:
    """The faults that are in force, oldest first; `over` is set when all ends."""

    active: list[Fault] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, fault: Fault) -> int:
        """Put a fault in force and return its number."""
        self.active.append(fault)
        return next(self.numbers)

    def strike(self, method: str) -> Fault | None:
        """Return the fault that strikes a call, if one does."""
        struck = next((fault for fault in self.active if fault.strikes(method)), None)
        self.active = [fault for fault in self.active if fault.share or fault.times > 0]
        return struck

    async def pause(self, seconds: float) -> None:
        """Hold a call up for so long, or until all ends."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), seconds)

    def clear(self) -> None:
        """End all faults."""
        self.active.clear()


def read_fault(call: Call) -> Fault:
    """Return the fault that is asked for."""
    kind = call.text("kind")
    if kind not in KINDS:
        raise bad_request(f"unknown kind of fault: choose one of {', '.join(KINDS)}")
    return Fault(
        kind,
        methods=frozenset(str(name).lower() for name in call.value("methods") or ()),
        times=call.whole("times", 1),
        share=call.number("share"),
        retry_after_s=call.whole("retry_after", 1),
        seconds=call.number("seconds", 1.0),
    )
