"""Calls keep to Telegram's pace and are made again where that is right."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from selectors import DefaultSelector, SelectorKey
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import (
    BadRequest,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot import sandbox
from bot.limiter import TRIES, Limiter, bucket_for, may_repeat, seconds
from bot.sandbox.server import Sandbox
from tests.town import PATIENCE_S

PRIVATE, GROUP = 7, -100
TICK_S = 1e-9
ROUND_TRIP_S = 0.05

Call = tuple[float, str, int | None]
"""When a call came, its method and its chat."""


class Leap(DefaultSelector):
    """Waits for nothing: time leaps to when the next thing is due."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """Return at once, as late as if the time had been waited for."""
        self.now += max(timeout or 0.0, TICK_S)
        return super().select(0)


class LeapingLoop(asyncio.SelectorEventLoop):
    """An event loop in which hours pass in a moment."""

    def __init__(self) -> None:
        self.leap = Leap()
        super().__init__(self.leap)

    def time(self) -> float:
        """Return the seconds since the loop began."""
        return self.leap.now


def leap_through(story: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine to its end without waiting."""
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        runner.run(story)


def now() -> float:
    """Return the time in the running loop."""
    return asyncio.get_running_loop().time()


@dataclass
class Telegram:
    """The far end: notes each call, and refuses or fails those it is told to."""

    limiter: Limiter = field(default_factory=lambda: Limiter(clock=now))
    troubles: list[TelegramError | None] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    async def post(self, endpoint: str, chat: int | None) -> bool:
        """Carry a call out, or fail as is planned."""
        self.calls.append((now(), endpoint, chat))
        trouble = self.troubles.pop(0) if self.troubles else None
        await asyncio.sleep(ROUND_TRIP_S)
        if trouble:
            raise trouble
        return False  # tells an answer from what a dropped call gives

    async def call(
        self, endpoint: str = "sendMessage", chat: int | None = None
    ) -> object:
        """Make a call through the limiter."""
        data = {} if chat is None else {"chat_id": chat}
        return await self.limiter.process_request(
            self.post, (endpoint, chat), {}, endpoint, data, None
        )

    def times(self) -> list[float]:
        """Return when the calls came, to the hundredth."""
        return [round(time, 2) for time, _, _ in self.calls]


def caused(trouble: TelegramError, cause: Exception) -> TelegramError:
    """Return an error with its cause, as the library raises it."""
    trouble.__cause__ = cause
    return trouble


def wait_of(wait_s: int) -> RetryAfter:
    """Return a refusal that says how long to wait."""
    return RetryAfter(timedelta(seconds=wait_s))


@pytest.fixture(autouse=True)
def timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library tell waits as the bot has it do."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


# The pace.


@pytest.mark.parametrize(
    ("chat", "times"),
    [
        (PRIVATE, [0, 0, 0, 1, 2, 3]),
        (GROUP, [0, 0, 0, 0, 0, 4, 8, 12]),
        (None, [0] * 9),
    ],
)
def test_a_burst_and_then_a_steady_pace(chat: int | None, times: list[float]) -> None:
    """One a second after three, in groups one in four seconds after five."""

    async def story() -> None:
        telegram = Telegram()
        await asyncio.gather(*(telegram.call(chat=chat) for _ in times))
        # A burst is one by one, too: each waits for the answer to the one before.
        assert telegram.times() == pytest.approx(times, abs=4.1 * ROUND_TRIP_S)

    leap_through(story())


@given(
    wishes=st.lists(
        st.tuples(
            st.floats(0, 20),
            st.sampled_from(["sendMessage", "editMessageText", "sendChatAction"]),
            st.sampled_from([1, 2, 3, -1, -2]),
        ),
        max_size=120,
    ),
    refusals=st.lists(st.none() | st.integers(1, 30).map(wait_of), max_size=60),
)
def test_no_limit_is_ever_passed(
    wishes: list[tuple[float, str, int]], refusals: list[TelegramError | None]
) -> None:
    """Whatever is called when: 30 a second, 20 a minute in a group, none in a halt."""

    async def story() -> None:
        telegram = Telegram(troubles=list(refusals))

        async def wish(at: float, endpoint: str, chat: int) -> object:
            await asyncio.sleep(at)
            return await telegram.call(endpoint, chat)

        ends = await asyncio.gather(*(wish(*w) for w in wishes), return_exceptions=True)
        assert {type(end) for end in ends} <= {bool, RetryAfter}
        calls = [each for each in telegram.calls if each[1] != "sendChatAction"]
        assert most([time for time, _, _ in calls], within=1) <= 30
        for of in {chat for _, _, chat in calls}:
            times = [time for time, _, chat in calls if chat == of]
            private = of is not None and of > 0
            assert most(times, within=60) <= (63 if private else 20)
            assert most(times, within=1) <= (4 if private else 5)
        assert list(inside_halts(telegram.calls, refusals)) == []

    leap_through(story())


def inside_halts(calls: list[Call], ends: list[TelegramError | None]) -> Iterator[Call]:
    """Yield the calls made to a chat after it was known to be under a halt."""
    for (time, _, halted), end in zip(calls, ends, strict=False):
        if isinstance(end, RetryAfter):
            known, over = time + ROUND_TRIP_S, time + seconds(end.retry_after)
            for call in calls:
                if call[2] == halted and known + 10 * TICK_S < call[0] < over:
                    yield call


def most(times: list[float], *, within: float) -> int:
    """Return the most calls that came in any stretch of so many seconds."""
    return max(
        (sum(start <= time < start + within for time in times) for start in times),
        default=0,
    )


def test_all_chats_together_keep_a_pace() -> None:
    """No more than 30 in any second, however many chats there are."""

    async def story() -> None:
        telegram = Telegram()
        await asyncio.gather(*(telegram.call(chat=chat) for chat in range(1, 200)))
        assert most(telegram.times(), within=1) <= 30
        assert 6 < now() < 8

    leap_through(story())


@given(
    troubles=st.lists(
        st.none()
        | st.integers(1, 9).map(wait_of)
        | st.builds(NetworkError, st.just("Bad Gateway")),
        max_size=20,
    )
)
def test_a_chat_is_answered_in_order(troubles: list[TelegramError | None]) -> None:
    """None overtakes another that is tried again or waits out a refusal."""

    async def story() -> None:
        telegram = Telegram(troubles=list(troubles))
        said: list[int] = []

        async def say(number: int) -> None:
            with suppress(TelegramError):
                await telegram.call(chat=PRIVATE)
            said.append(number)

        await asyncio.gather(*(say(number) for number in range(9)))
        assert said == list(range(9))

    leap_through(story())


def test_chats_do_not_wait_for_each_other() -> None:
    """A chat under a halt holds up nobody else, and calls about no chat pass."""

    async def story() -> None:
        telegram = Telegram(troubles=[wait_of(600)])
        halted = asyncio.create_task(telegram.call(chat=PRIVATE))
        await asyncio.sleep(1)
        await telegram.call(chat=8)
        await telegram.call("answerCallbackQuery")
        await telegram.call("getFile")
        assert now() < 2
        assert await halted is False
        assert now() > 600

    leap_through(story())


def test_a_halt_is_kept_by_those_that_wait_already() -> None:
    """Calls that stand in line when the refusal comes go one by one after it."""

    async def story() -> None:
        telegram = Telegram(troubles=[wait_of(10)])
        await asyncio.gather(*(telegram.call(chat=PRIVATE) for _ in range(3)))
        assert telegram.times() == pytest.approx([0, 10.05, 11.05, 12.05], abs=0.01)

    leap_through(story())


def test_a_halt_that_comes_in_between_is_kept() -> None:
    """Who waits for the pace of all chats looks again before the call is made."""

    async def story() -> None:
        telegram = Telegram(troubles=[wait_of(10)])
        action = asyncio.create_task(telegram.call("sendChatAction", PRIVATE))
        await asyncio.sleep(0.03)
        others = [telegram.call(chat=chat) for chat in range(100, 110)]
        crowd = asyncio.gather(*others)
        await asyncio.sleep(0)
        await telegram.call(chat=PRIVATE)
        await asyncio.gather(action, crowd)
        mine = [time for time, _, chat in telegram.calls if chat == PRIVATE]
        assert mine == pytest.approx([0, 10.05], abs=0.01)

    leap_through(story())


def test_who_gives_up_leaves_the_line() -> None:
    """A call that is cancelled while it waits holds up nobody."""

    async def story() -> None:
        telegram = Telegram(troubles=[wait_of(10)])
        first, second, third = (
            asyncio.create_task(telegram.call(chat=PRIVATE)) for _ in range(3)
        )
        await asyncio.sleep(1)
        first.cancel()
        second.cancel()
        assert await third is False
        assert telegram.times() == pytest.approx([0, 10.05], abs=0.01)

    leap_through(story())


def test_chat_actions_are_free_and_never_late() -> None:
    """They take nothing from the bucket, and are dropped when it is short."""

    async def story() -> None:
        telegram = Telegram()
        for _ in range(20):
            assert await telegram.call("sendChatAction", GROUP) is False
        await asyncio.gather(*(telegram.call(chat=GROUP) for _ in range(5)))
        began = now()
        assert await telegram.call("sendChatAction", GROUP) is True
        assert now() - began < 0.01
        assert Counter(name for _, name, _ in telegram.calls) == {
            "sendChatAction": 20,
            "sendMessage": 5,
        }

    leap_through(story())


def test_a_refused_chat_action_is_dropped_and_heeded() -> None:
    """It is not made again, but the chat's next message waits as told."""

    async def story() -> None:
        telegram = Telegram(troubles=[wait_of(9)])
        assert await telegram.call("sendChatAction", PRIVATE) is True
        assert await telegram.call(chat=PRIVATE) is False
        assert telegram.times() == pytest.approx([0, 9.05], abs=0.01)

    leap_through(story())


def test_a_method_under_a_halt_waits_alone() -> None:
    """Telegram may refuse a method that is about no chat; others go on."""

    async def story() -> None:
        telegram = Telegram(troubles=[wait_of(30)])
        menu = asyncio.create_task(telegram.call("setMyCommands"))
        await asyncio.sleep(1)
        await telegram.call("getFile")
        assert now() < 2
        await menu
        assert telegram.times() == pytest.approx([0, 1, 30.05], abs=0.01)

    leap_through(story())


def test_chats_that_are_silent_are_forgotten() -> None:
    """Ten thousand chats leave no more behind than the last of them."""

    async def story() -> None:
        limiter = Limiter(clock=now)
        telegram = Telegram(limiter)
        for chat in range(1, 10_001):
            await telegram.call(chat=chat)
        kept = vars(limiter)["_buckets"]
        assert 1 <= len(kept) <= 60

    leap_through(story())


@pytest.mark.parametrize(
    ("key", "burst"),
    [(7, 3), ("7", 3), (-100, 5), ("-100", 5), ("@channel", 5), ("getFile", None)],
)
def test_each_kind_of_chat_has_its_bucket(key: int | str, burst: int | None) -> None:
    """Numbers above zero are people; below, and names with @, are groups."""
    bucket = bucket_for(key)
    spent = 0
    while spent < 50 and bucket.wait_s(0.0) <= 0:
        bucket.spend(0.0)
        spent += 1
    assert spent == (burst or 50)


# What is made again.

NO_HOST = caused(NetworkError("no host"), httpx.ConnectError("no host"))
NO_LINE = caused(TimedOut(), httpx.ConnectTimeout("slow"))
NO_POOL = caused(TimedOut("pool"), httpx.PoolTimeout("full"))
HTTP_500 = NetworkError("Internal Server Error")
HTTP_502 = caused(NetworkError("Bad Gateway"), TelegramError("no JSON"))
NO_ANSWER = caused(TimedOut(), httpx.ReadTimeout("slow"))
CUT_OFF = caused(NetworkError("cut off"), httpx.ReadError("cut off"))
BROKEN = caused(NetworkError("Unknown error"), RuntimeError("closed"))
GARBAGE = caused(TelegramError("Invalid server response"), ValueError("no JSON"))


@pytest.mark.parametrize(
    ("trouble", "message", "edit"),
    [
        (NO_HOST, True, True),
        (NO_LINE, True, True),
        (NO_POOL, True, True),
        (HTTP_500, True, True),
        (HTTP_502, True, True),
        (NO_ANSWER, False, True),
        (CUT_OFF, False, True),
        (BROKEN, False, True),
        (GARBAGE, False, True),
        (BadRequest("chat not found"), False, False),
        (Forbidden("bot was blocked by the user"), False, False),
    ],
)
def test_what_may_be_repeated(
    trouble: TelegramError, *, message: bool, edit: bool
) -> None:
    """What surely was not done; what nobody knows only if twice does no harm."""
    assert may_repeat("sendPhoto", trouble) is message
    harmless = (
        "editMessageMedia",
        "answerCallbackQuery",
        "deleteMessage",
        "getFile",
        "setMyCommands",
        "sendChatAction",
    )
    assert {may_repeat(endpoint, trouble) for endpoint in harmless} == {edit}


def test_a_refusal_that_names_a_time_may_be_repeated() -> None:
    """Telegram has not carried the call out and says when it will."""
    assert may_repeat("sendPhoto", wait_of(1))


def test_tries_are_counted_and_pauses_grow() -> None:
    """After the last one the error is the caller's."""

    async def story() -> None:
        telegram = Telegram(troubles=[HTTP_500] * 99)
        with pytest.raises(NetworkError, match="Internal Server Error"):
            await telegram.call()
        gaps = [late - early for early, late in pairwise(telegram.times())]
        assert len(telegram.calls) == TRIES
        assert gaps == pytest.approx([1.05, 2.05, 4.05, 8.05], abs=0.02)

    leap_through(story())


def test_refusals_are_counted_and_heeded_to_the_last() -> None:
    """The chat's next call waits for the halt that ended the one before."""

    async def story() -> None:
        telegram = Telegram(troubles=[wait_of(5)] * TRIES)
        with pytest.raises(RetryAfter):
            await telegram.call(chat=PRIVATE)
        await telegram.call(chat=PRIVATE)
        assert telegram.times() == pytest.approx(
            [5.05 * n for n in range(TRIES + 1)], abs=0.02
        )

    leap_through(story())


def test_a_message_of_unknown_fate_is_not_repeated() -> None:
    """It may have arrived; the caller decides."""

    async def story() -> None:
        telegram = Telegram(troubles=[NO_ANSWER])
        with pytest.raises(TimedOut):
            await telegram.call(chat=PRIVATE)
        assert len(telegram.calls) == 1

    leap_through(story())


@pytest.mark.parametrize("wait", [7, timedelta(seconds=7)])
def test_both_forms_of_a_wait_are_read(wait: int | timedelta) -> None:
    """The library tells seconds or a timedelta, by its own setting."""
    assert seconds(wait) == 7


# Through the library and over HTTP, with the sandbox at the other end.


@dataclass
class Clock:
    """Tells a time that passes only in sleep."""

    now: float = 0.0

    def time(self) -> float:
        """Return the seconds slept so far."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let the time pass at once."""
        self.now += max(seconds, TICK_S)


@asynccontextmanager
async def connected(server: Sandbox, clock: Clock) -> AsyncIterator[ExtBot[None]]:
    """Keep a bot with a limiter connected to a sandbox."""
    bot = ExtBot(
        server.token,
        base_url=server.base_url,
        request=HTTPXRequest(connect_timeout=5, read_timeout=5),
        rate_limiter=Limiter(clock=clock.time, sleep=clock.sleep),
    )
    async with bot:
        yield bot


async def person_of(http: httpx.AsyncClient) -> int:
    """Return someone who has spoken to the bot."""
    person = int((await http.get("/person/world")).json()["people"][0]["id"])
    wish = {"person": person, "chat": person, "text": "hello"}
    assert (await http.post("/person/send", json=wish)).is_success
    return person


@pytest.mark.parametrize(
    ("kind", "slept_s", "arrive"),
    [("429", 3, 1), ("500", 1, 1), ("502", 1, 1), ("drop_after", 0, None)],
)
async def test_faults_on_the_wire_are_told_apart(
    kind: str, slept_s: float, arrive: int | None
) -> None:
    """A refusal is waited out, a bad gateway tried again, a lost answer told."""
    clock = Clock()
    async with (
        sandbox.serve() as server,
        httpx.AsyncClient(base_url=server.address, timeout=PATIENCE_S) as http,
        connected(server, clock) as bot,
    ):
        person = await person_of(http)
        fault = {"kind": kind, "methods": ["sendMessage"], "retry_after": 3}
        await http.post("/person/faults", json=fault)
        if arrive:
            await bot.send_message(person, "hello")
        else:
            with pytest.raises(NetworkError):
                await bot.send_message(person, "hello")
        answer = await http.get("/person/messages", params={"chat": person})
        said = [each for each in answer.json() if each["from"]["is_bot"]]
        assert len(said) == 1
    assert clock.now == pytest.approx(slept_s, abs=0.01)


async def test_a_server_that_is_not_there_is_tried_to_the_end() -> None:
    """Nothing was sent, so nothing is lost by trying."""
    clock = Clock()
    async with AsyncExitStack() as stack:
        async with sandbox.serve() as server:
            bot = await stack.enter_async_context(connected(server, clock))
        with pytest.raises(NetworkError, match="ConnectError"):
            await bot.send_message(PRIVATE, "hello")
    assert clock.now == pytest.approx(1 + 2 + 4 + 8, abs=0.01)
