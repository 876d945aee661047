"""R12: bytes, commands and names of every kind, through the core and the replies."""

import os
import random
import signal
import traceback
import warnings
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor

from benchmarks.trials.figures import Figure, at_least, at_most
from benchmarks.trials.town import TABLE
from bot.commands import parse_k, words_after
from bot.errors import JobTimeout
from bot.keyboard import buttons
from bot.replies import caption
from bot.store import Run
from bot.texts import LANGUAGES, speak
from clustering import Request, UserError, analyze

JOB_LIMIT_S = 60
CHUNK = 50
LONGEST = 600
"""Characters that anyone would still call a sentence."""
GENTLE = 0.3
"""The share of inputs that are tables with one change at most: many are clustered."""
TABLES = (
    TABLE,
    "나이,소득,도시\n".encode("cp949")
    + b"".join(
        f"{20 + row % 30},{2000 + row * row % 997}만,서울\n".encode("cp949")
        for row in range(40)
    ),
    b"a;b;c\n" + b"".join(b"%d,5;%d,25;x\n" % (r % 7, r * r % 31) for r in range(30)),
    b"\xef\xbb\xbfid\tdate\tprice\tweight\n"
    + b"".join(
        b"%d\t2024-01-%02d\t$1,%03d\t%d.5\n" % (r, 1 + r % 28, r * 37 % 900, r % 11)
        for r in range(35)
    ),
)
BASES = (
    *TABLES,
    "나이,소득,도시\n20,3000만,서울\n31,4500만,부산\n29,2100만,서울\n".encode("cp949"),
    b"a;b;c\n1,5;2,5;x\n3,5;4,5;y\n9,1;8,2;z\n",
    b"\xef\xbb\xbfid\tdate\tprice\n1\t2024-01-01\t$1,200\n2\t2024-02-01\t$900\n",
    'name,"va""lue"\n"a\nb",1\n"c",2\n'.encode("utf-16"),
    b"1 2 3\n4 5 6\n7 8 9\n",
    b"PK\x03\x04" + bytes(60),
    b"\x1f\x8b\x08" + bytes(60),
    b"",
)
PIECES = (
    *(b"\x00", b"\xff\xfe", b'"', b"\n", b"\r", b",", b";", b"\t", b"-", b"%", b"e999"),
    *(b"nan", b"inf", b"1e308", b"-1e308", b"0x10", b"1" * 400, b"\xf0\x9f\x92\xa9"),
    *(b"$\\frac$", b"${$", b"=1+1", b"<b>", b"&amp;", b"\xe2\x80\xae", b"\xed\xa0\x80"),
)
NAMES = (
    "t.csv",
    "",
    "../../etc/passwd",
    "$\\frac$.csv",
    "<i>.csv",
    "표.xlsx",
    "a" * 300,
)
FIT = ("/k", "/k 2", "/k3", "/k auto", "/k ３", "/k\n2", "/k 1", "/k 99")
COMMANDS = (
    *("/k", "/k 3", "/k3", "/k auto", "/k 0", "/k -1", "/k 99", "/k 9999999999"),
    *("/k ３", "/k 3 age", "/k 2 소득 도시", "/k 2 <b>", "/k drei", "/k\n2", "/k 1"),
)


async def fuzzed(inputs: int) -> list[Figure]:
    """R12: so many inputs, each known by its number."""
    chunks = [
        range(first, min(first + CHUNK, inputs)) for first in range(0, inputs, CHUNK)
    ]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        results = [each for chunk in pool.map(try_all, chunks) for each in chunk]
    faults = [each for each in results if each not in (RESULT, SENTENCE)]
    print(*faults[:5], sep="\n", end="\n" * bool(faults))
    return [
        at_least("R12", "inputs", len(results), inputs),
        at_least("R12", "results among them", results.count(RESULT), inputs // 5),
        at_most("R12", "unhandled, or not one sentence", len(faults), 0),
    ]


RESULT, SENTENCE = "a result", "a sentence"


def try_all(numbers: Iterable[int]) -> Sequence[str]:
    """Return how each input of a chunk ends."""
    signal.signal(signal.SIGALRM, too_long)
    return [attempt(number) for number in numbers]


def too_long(*_: object) -> None:
    """End a job as the engine does when its time is over."""
    raise JobTimeout(JOB_LIMIT_S)


def attempt(number: int) -> str:
    """Return how an input ends: with a result, a sentence, or what is wrong."""
    data, name, command = made(random.Random(number))  # noqa: S311 - the same again
    signal.alarm(JOB_LIMIT_S)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            end = answer(data, name, command)
    except Exception:  # noqa: BLE001 - this is what is looked for
        end = f"input {number}: {traceback.format_exc(limit=-3)}"
    finally:
        signal.alarm(0)
    return end


def answer(data: bytes, name: str, command: str) -> str:
    """Answer a request as the bot does, in both languages."""
    try:
        wish = parse_k(words_after("k", command, bot="centroid_bot") or [])
        report = analyze(Request(data, name, k=wish.k, columns=wish.columns))
    except UserError as fault:
        sentences = [speak(language).explain(fault) for language in LANGUAGES]
        return checked(SENTENCE, sentences)
    run = Run(1, 1, 1, 1, None, wish.k, wish.columns)
    buttons(run, report, speak("en"))
    return checked(RESULT, [caption(report, speak(language)) for language in LANGUAGES])


def checked(end: str, told: Iterable[str]) -> str:
    """Return the end, or the words that no person should read."""
    for words in told:
        short = end == RESULT or len(words) <= LONGEST
        if not (words.strip() and short) or "Traceback" in words:
            return f"said: {words!r}"
    return end


def made(dice: random.Random) -> tuple[bytes, str, str]:
    """Return a file, its name and a command."""
    gentle = dice.random() < GENTLE
    data = bytearray(dice.choice(TABLES if gentle else BASES))
    for _ in range(dice.randint(0, 1) if gentle else dice.randint(1, 8)):
        dice.choice(CHANGES)(data, dice)
    return bytes(data), dice.choice(NAMES), dice.choice(FIT if gentle else COMMANDS)


def cut(data: bytearray, dice: random.Random) -> None:
    """Take a stretch out."""
    first = dice.randint(0, len(data))
    del data[first : first + dice.randint(1, 40)]


def flip(data: bytearray, dice: random.Random) -> None:
    """Change a byte."""
    if data:
        data[dice.randrange(len(data))] = dice.randrange(256)


def insert(data: bytearray, dice: random.Random) -> None:
    """Put something odd in."""
    place = dice.randint(0, len(data))
    data[place:place] = dice.choice(PIECES) * dice.choice((1, 1, 1, 30))


def repeat(data: bytearray, dice: random.Random) -> None:
    """Say a stretch again."""
    first, last = sorted(dice.randint(0, len(data)) for _ in range(2))
    data += data[first:last]


def scatter(data: bytearray, dice: random.Random) -> None:
    """Put random bytes in."""
    place = dice.randint(0, len(data))
    data[place:place] = dice.randbytes(dice.randint(1, 60))


CHANGES = (cut, flip, insert, repeat, scatter)
