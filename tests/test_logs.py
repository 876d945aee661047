"""Logs are one line a record, and tell neither the token nor a person."""

import asyncio
import json
import logging
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.logs import CURRENT, HUSHED, Facts, Line, hashed, note, quoted, request_done
from bot.sandbox.server import SANDBOX_TOKEN
from tests.test_talk import shop
from tests.town import ALEX, PATIENCE_S, Town, serving

ROOT = Path(__file__).parents[1]
TOKEN = "7000000009:AAcanary-that_must-never-be-seen"
SECRET = "AAcanary-that_must-never-be-seen"


def line_of(message: str, *args: object, fault: Exception | None = None) -> str:
    """Return the line that a record becomes."""
    why = (type(fault), fault, fault.__traceback__) if fault else None
    record = logging.LogRecord("bot.x", logging.INFO, "x.py", 1, message, args, why)
    return Line(TOKEN).format(record)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (3, "3"),
        ("k", "k"),
        ("bot.inbox", "bot.inbox"),
        (0.12345, "0.123"),
        ("two words", '"two words"'),
        ("a=b", '"a=b"'),
        ('say "so"', '"say \\"so\\""'),
        ("one\ntwo", '"one\\ntwo"'),
        ("\u2028", '"\\u2028"'),
        ("가", '"\\uac00"'),
        ("\ud800", '"\\ud800"'),
        ("", '""'),
    ],
)
def test_values_are_bare_or_json(value: object, written: str) -> None:
    """Whatever a value holds, the line stays one line and can be read back."""
    assert quoted(value) == written
    if written.startswith('"'):
        assert json.loads(written) == value


def test_a_record_is_one_line() -> None:
    """Time, level and logger come first; a traceback stays in the line."""
    try:
        int("x")
    except ValueError as fault:
        line = line_of("it %s", "failed\nbadly", fault=fault)
    assert "\n" not in line
    assert re.match(r"time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 level=", line)
    assert ' level=info from=bot.x message="it failed\\nbadly" fault="Trace' in line
    assert "ValueError" in line


@pytest.mark.parametrize(
    "leak",
    [
        TOKEN,
        SECRET,
        quote(TOKEN, safe=""),
        quote(quote(TOKEN, safe=""), safe=""),
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"https://api.telegram.org/file/bot{TOKEN}/documents/file_1.csv",
        repr({"token": TOKEN}),
        str(TOKEN.encode()),
    ],
)
def test_the_token_is_taken_out(leak: str) -> None:
    """In the words, in their arguments and in tracebacks, in any spelling."""
    try:
        int(leak)
    except ValueError as fault:
        line = line_of(f"{leak.replace('%', '%%')} and %s", leak, fault=fault)
    assert SECRET not in line
    assert line.count("<token>") >= 3


def test_a_token_without_a_colon_is_taken_out_whole() -> None:
    """Even what can be no token stays unseen."""
    record = logging.LogRecord("x", logging.INFO, "x", 1, "it is hush", (), None)
    assert "hush" not in Line("hush").format(record)


def test_a_chat_is_told_by_its_hash() -> None:
    """The same for the same bot, another for another chat or bot; never the id."""
    assert hashed(12345, TOKEN) == hashed(12345, TOKEN)
    names = {hashed(chat, TOKEN) for chat in range(-500, 500)}
    assert len(names) == 1000
    assert hashed(1, TOKEN) != hashed(1, "another")
    assert re.fullmatch("[0-9a-f]{8}", hashed(12345, TOKEN))


@dataclass(frozen=True)
class Listening:
    """What is logged, as it is written and as it would be without care."""

    written: StringIO
    raw: StringIO


@pytest.fixture
def listening() -> Iterator[Listening]:
    """Hear everything at DEBUG, from those that are quiet otherwise, too."""
    heard = Listening(StringIO(), StringIO())
    careful, careless = map(logging.StreamHandler, (heard.written, heard.raw))
    careful.setFormatter(Line(SANDBOX_TOKEN))
    loggers = [logging.getLogger(name) for name in (None, *HUSHED)]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    loggers[0].addHandler(careful)
    loggers[0].addHandler(careless)
    yield heard
    loggers[0].removeHandler(careful)
    loggers[0].removeHandler(careless)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def test_a_request_is_told_in_one_line(listening: Listening) -> None:
    """What is known stands there; what is not is left out, and the chat is hashed."""
    facts = Facts(chat_id=123456789, kind="k", run=12, rows=270, k=4, computed_s=0.4567)
    request_done(facts)
    line = listening.written.getvalue()
    assert "123456789" not in line
    assert re.search(
        r"message=request chat=[0-9a-f]{8} kind=k outcome=ok run=12 rows=270 k=4"
        r" computed_s=0\.457\n$",
        line,
    )


async def test_the_canary_stays_silent(quiet_town: Town, listening: Listening) -> None:
    """A whole conversation with faults, at DEBUG: the token was there to be told."""
    secret = quiet_town.server.token.partition(":")[2]
    async with serving(quiet_town):
        alex = await quiet_town.person(ALEX)
        fault = {"kind": "502", "methods": ["getUpdates", "sendPhoto"], "times": 2}
        await quiet_town.http.post("/person/faults", json=fault)
        await alex.answers(await alex.send_file(shop(), "shop.csv", "/k 3"))
        await alex.answers(await alex.send("/help"))
    assert secret in listening.raw.getvalue()
    assert "<token>" in listening.written.getvalue()
    assert secret not in listening.written.getvalue()


ENDS = """
import asyncio, logging, sys, warnings
from bot import logs

logs.configure("x:y")
logs.configure(sys.argv[1])
logging.getLogger("httpx").info("POST %s", sys.argv[1])
logging.getLogger("httpcore").warning("slow: %s", sys.argv[1])
warnings.warn("beware of " + sys.argv[1])
logging.getLogger("telegram.request.BaseRequest").error("cannot read: a cell")
logging.getLogger("bot").debug("unheard")
raise RuntimeError("died of " + sys.argv[1])
"""


async def test_configured_logs_hold_all_that_is_told() -> None:
    """Warnings and the end of the process are lines too; talkers are hushed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", ENDS, TOKEN),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, told = await asyncio.wait_for(process.communicate(), PATIENCE_S)
    lines = told.decode().splitlines()
    assert [line.split()[1:3] for line in lines] == [
        ["level=warning", "from=httpcore"],
        ["level=warning", "from=py.warnings"],
        ["level=critical", "from=bot.logs"],
    ]
    assert "ended by a fault" in lines[-1]
    assert "RuntimeError: died of 7000000009:<token>" in lines[-1]
    assert process.returncode == 1
    assert SECRET.encode() not in told + said


async def test_facts_are_noted_along_the_way() -> None:
    """Tasks of a request fill in its own facts; outside of one nothing is noted."""

    async def compute(k: int) -> None:
        note(k=k, computed_s=0.5)

    async def answer(k: int) -> Facts:
        facts = Facts(chat_id=k)
        CURRENT.set(facts)
        await asyncio.create_task(compute(k))
        return facts

    note(k=1)
    first, second = await asyncio.gather(answer(3), answer(4))
    assert (first.k, second.k) == (3, 4)
    assert first.computed_s == 0.5
    assert CURRENT.get() is None
