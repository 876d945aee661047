"""Keeps calls within Telegram's limits, and makes those again that came to nothing.

Telegram takes about 30 messages a second from a bot, one a second in a private chat
and 20 a minute in a group.  Who sends more is told to wait (429, `retry_after`).
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

log = logging.getLogger(__name__)

Json = dict[str, Any]
Result = bool | Json | list[Json]
Key = int | str
"""A chat's id, or the method of a call that is about no chat."""

TRIES = 5
PAUSE_S = 1.0
"""Before the second try; each later pause is twice as long."""
CHAT_ACTION = "sendChatAction"
HARMLESS_TWICE = ("edit", "delete", "get", "set", "answer", CHAT_ACTION)
"""How methods begin that may be carried out twice and nobody notices."""
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""How a call fails before Telegram hears of it."""


class Bucket:
    """Tokens that come back with time; a call spends one.

    It is kept as one number, the time at which the bucket is full again.  A halt is a
    debt of tokens, so that the calls after it go one by one.
    """

    def __init__(self, interval_s: float, burst: int) -> None:
        self._lock = asyncio.Lock()  # it is fair: the first to come is the first to go
        self._users = 0
        self._interval_s = interval_s
        self._slack_s = interval_s * (burst - 1)
        self._full_at = 0.0

    def wait_s(self, now: float) -> float:
        """Return the seconds until there is a token; 0 or less if there is one."""
        return self._full_at - self._slack_s - now

    def spend(self, now: float) -> None:
        """Take a token."""
        self._full_at = max(self._full_at, now) + self._interval_s

    def halt(self, until: float) -> None:
        """Give out no token before a time."""
        self._full_at = max(self._full_at, until + self._slack_s)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Hold it alone, after all who came before."""
        self._users += 1
        try:
            async with self._lock:
                yield
        finally:
            self._users -= 1

    def is_idle(self, now: float) -> bool:
        """Tell whether nobody uses it and a new one would be the same."""
        return self._full_at <= now and not self._users


class Limiter(BaseRateLimiter[None]):
    """Lets messages and edits pass at Telegram's pace, one by one in each chat.

    A chat's next call waits until the one before has its answer, so that none
    overtakes another that is tried again.  Calls about no chat, such as
    `answerCallbackQuery` and `getFile`, wait only if Telegram told that method to.  A
    chat action never waits: it is made or dropped.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._overall = Bucket(1 / 28, burst=2)
        self._buckets: dict[Key, Bucket] = {}

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to close."""

    async def process_request(  # noqa: PLR0913, PLR0917  # the library's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,  # noqa: ANN401  # likewise
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002  # likewise
    ) -> Result:
        """Make a call in its turn, up to `TRIES` times if it may be repeated.

        Raises
        ------
        TelegramError
            The last try's, or that of a call that may not be repeated.
        """
        key = data.get("chat_id", endpoint)
        call = partial(callback, *args, **kwargs)
        if endpoint == CHAT_ACTION or not is_chat(key):
            return await self._make(call, endpoint, key)
        async with self._bucket(key).turn():
            return await self._make(call, endpoint, key)

    async def _make(
        self, call: Callable[[], Awaitable[Result]], endpoint: str, key: Key
    ) -> Result:
        tries = 0
        while True:
            tries += 1
            if endpoint != CHAT_ACTION:
                await self._spend(key)
            elif self._is_short(key):
                return True
            try:
                return await call()
            except TelegramError as trouble:
                if isinstance(trouble, RetryAfter):
                    self._halt(key, trouble)
                if tries == TRIES or not may_repeat(endpoint, trouble):
                    raise
                log.warning("%s is tried again: %s", endpoint, trouble)
                await self._sleep(pause_s(trouble, tries))

    async def _spend(self, key: Key) -> None:
        """Wait until a call may be made, and count it."""
        bucket = self._bucket(key)
        await self._token(bucket)
        if is_chat(key):
            async with self._overall.turn():
                await self._token(self._overall)
                self._overall.spend(self._clock())
            await self._token(bucket)  # a chat action may have met a halt meanwhile
        bucket.spend(self._clock())

    async def _token(self, bucket: Bucket) -> None:
        while (wait_s := bucket.wait_s(self._clock())) > 0:
            await self._sleep(wait_s)

    def _is_short(self, key: Key) -> bool:
        now = self._clock()
        buckets = (self._bucket(key), self._overall)
        return any(bucket.wait_s(now) > 0 for bucket in buckets)

    def _halt(self, key: Key, refusal: RetryAfter) -> None:
        self._bucket(key).halt(self._clock() + seconds(refusal.retry_after))

    def _bucket(self, key: Key) -> Bucket:
        """Return a chat's bucket; idle ones are forgotten when a new one is made."""
        if key not in self._buckets:
            now = self._clock()
            for idle in [k for k, each in self._buckets.items() if each.is_idle(now)]:
                del self._buckets[idle]
            self._buckets[key] = bucket_for(key)
        return self._buckets[key]


def is_chat(key: Key) -> bool:
    """Tell a chat, by number or @name, from the name of a method."""
    return not str(key).isalpha()


def bucket_for(key: Key) -> Bucket:
    """Return a full bucket for a private chat, a group, or calls about no chat."""
    if not is_chat(key):
        return Bucket(0.0, burst=1)
    if str(key).startswith(("-", "@")):
        return Bucket(4.0, burst=5)  # 20 at most in any minute
    return Bucket(1.0, burst=3)


def may_repeat(endpoint: str, trouble: TelegramError) -> bool:
    """Tell whether a call that failed is made again.

    It is if Telegram has surely not carried it out.  Where nobody knows, as after a
    time-out, a message could be sent twice, but an edit is the same the second time.
    """
    if isinstance(trouble, RetryAfter):
        return True
    if type(trouble) not in (NetworkError, TimedOut, TelegramError):
        return False  # Telegram has said no; a subclass says why
    return was_not_done(trouble) or endpoint.startswith(HARMLESS_TWICE)


def was_not_done(trouble: TelegramError) -> bool:
    """Tell whether a call never reached Telegram, or was answered with an HTTP 5xx."""
    if type(trouble) is TelegramError:
        return False  # an answer that nobody can read may have said yes
    # What failed on the way has the HTTP library's error as its cause; an HTTP status
    # has none, or the library's own where its page could not be read.
    cause = trouble.__cause__
    return cause is None or isinstance(cause, (*NEVER_SENT, TelegramError))


def pause_s(trouble: TelegramError, tries: int) -> float:
    """Return how long to wait after so many tries; a halt is waited for elsewhere."""
    return 0.0 if isinstance(trouble, RetryAfter) else PAUSE_S * 2 ** (tries - 1)


def seconds(wait: int | timedelta) -> float:
    """Return a wait in seconds, in whichever form the library tells it."""
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
