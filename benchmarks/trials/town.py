"""A sandbox with a crowd in it, and what became of each request.

Every request carries a tag that its answer repeats: a word that is no number of
groups, or a file's name.  So each answer is known by its request.
"""

import asyncio
import itertools
import re
import socket
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tornado.httpserver import HTTPServer

from bot.sandbox.calls import Call
from bot.sandbox.faults import Fault
from bot.sandbox.office import Office
from bot.sandbox.person import Speaker, send_files, tap, write
from bot.sandbox.server import HOST, SANDBOX_TOKEN, application, let_go
from bot.sandbox.values import Json, Upload
from bot.sandbox.world import World
from bot.texts import speak

TAG = re.compile(r"q\d+x")
GLANCE_S = 0.02
APOLOGY = speak("en").tables["talk"]["parked"].partition("{")[0]
"""How the sentence for a request begins that was cut off too often."""
TABLE = b"age,income\n" + b"".join(
    b"%d,%d\n" % (20 + 40 * (row % 2) + row % 5, 2000 + 3000 * (row % 2) + row)
    for row in range(60)
)
"""A table of two groups that anyone can tell apart."""


@dataclass(frozen=True)
class Verdict:
    """What became of the requests of a town.

    Attributes
    ----------
    asked, lost, cut_off, repeats : int
        Requests made; those never answered; those answered only by an apology that
        they were cut off too often; answers beyond the first to a request.
    swapped, misplaced : int
        First answers that came right after that to a later request of the chat, and
        those that stand right below it.
    most_repeats : int
        Answers beyond the first in one chat between two ends of its bot, at most.
    strays : tuple of str
        What the bot said besides.
    """

    asked: int = 0
    lost: int = 0
    cut_off: int = 0
    repeats: int = 0
    swapped: int = 0
    misplaced: int = 0
    most_repeats: int = 0
    strays: tuple[str, ...] = ()

    def __add__(self, other: Self) -> "Verdict":
        return Verdict(
            self.asked + other.asked,
            self.lost + other.lost,
            self.cut_off + other.cut_off,
            self.repeats + other.repeats,
            self.swapped + other.swapped,
            self.misplaced + other.misplaced,
            max(self.most_repeats, other.most_repeats),
            self.strays + other.strays,
        )


@dataclass
class Town:
    """An open sandbox, the folder of a bot that serves it, and what was asked."""

    office: Office
    address: str
    folder: Path
    asked: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    heard: dict[int, dict[str, set[int]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """By chat, tags in the order of their first answers, with the answers' ids."""
    ends: int = 0
    """How often the bot has been ended."""
    repeated: Counter[tuple[int, int]] = field(default_factory=Counter)
    """Answers beyond the first, by chat and by the ends of the bot until then."""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def hear(self, event: Json) -> None:
        """Take note of what is said, or put in place of what was said."""
        message = event.get("message")
        if message and message["from"]["is_bot"] and (tag := TAG.search(said(message))):
            chat, number = message["chat"]["id"], message["message_id"]
            known = self.heard[chat].setdefault(tag[0], {number})
            if number not in known:
                known.add(number)
                self.repeated[chat, self.ends] += 1

    @property
    def world(self) -> World:
        """Everything the sandbox knows."""
        return self.office.world

    @property
    def database(self) -> Path:
        """Where the bot keeps what it knows."""
        return self.folder / "data" / "centroid.sqlite"

    def people(self, count: int) -> list[int]:
        """Let people in; return their chats with the bot."""
        return [self.world.add_person("Guest", "en").id for _ in range(count)]

    def ask(self, chat: int, *, padding: str = "") -> str:
        """Ask what gets a short answer at once; return the tag."""
        tag = self._tag(chat)
        write(self._speaker(chat), f"/k {tag} {padding}")
        return tag

    def send(self, chat: int, table: bytes = TABLE, caption: str = "/k 2") -> str:
        """Send a table; return the tag."""
        tag = self._tag(chat)
        upload = Upload(f"{tag}.csv", table, "text/csv")
        send_files(self._speaker(chat), [upload], Call("", {"caption": caption}))
        return tag

    def write(self, chat: int, text: str) -> None:
        """Say something that is not counted as a request."""
        write(self._speaker(chat), text)

    def tap(self, chat: int, message: Json, button: str) -> None:
        """Tap the button that begins with these words."""
        rows = message["reply_markup"]["inline_keyboard"]
        data = {each["text"]: each["callback_data"] for row in rows for each in row}
        (chosen,) = [data[words] for words in data if words.startswith(button)]
        tap(self._speaker(chat), message["message_id"], chosen)

    def answers(self, chat: int) -> list[Json]:
        """Return what the bot said in a chat, the oldest first."""
        messages = self.world.chats[chat].messages.values()
        return [message for message in messages if message["from"]["is_bot"]]

    def spoil(self, kind: str, methods: tuple[str, ...] = (), **facts: float) -> None:
        """Put a fault in force for some methods, or all."""
        names = frozenset(name.lower() for name in methods)
        self.office.faults.add(Fault(kind, names, **facts))  # type: ignore[arg-type]  # numbers, by name

    async def settled(self, limit_s: float = 600.0) -> None:
        """Wait until no request is open, here or with the bot.

        Raises
        ------
        TimeoutError
            When that takes longer than it ever should.
        """
        await until(self.is_settled, limit_s)

    def is_settled(self) -> bool:
        """Tell whether no request is open, here or with the bot."""
        return not self.world.updates.pending and not self.count("open")

    async def answered(self, chat: int, tag: str, limit_s: float = 120.0) -> Json:
        """Wait for the answer to a request and return it."""
        await until(lambda: self.found(chat, tag), limit_s)
        return self.found(chat, tag)[0]

    def found(self, chat: int, tag: str) -> list[Json]:
        """Return the answers to a request there are so far."""
        return [answer for answer in self.answers(chat) if tag in said(answer)]

    def waiting(self) -> set[int]:
        """Return the chats with a request that is not answered yet."""
        return {
            chat
            for chat, tags in self.asked.items()
            if any(tag not in self.heard[chat] for tag in tags)
        }

    def count(self, state: str) -> int:
        """Return how many of the bot's letters are in a state."""
        if not self.database.exists():
            return 0
        with closing(sqlite3.connect(self.database)) as database:
            sql = "SELECT count(*) FROM inbox WHERE state = ?"
            return int(database.execute(sql, (state,)).fetchone()[0])

    def verdict(self) -> Verdict:
        """Return what became of all that was asked."""
        return sum((self.verdict_in(chat) for chat in self.asked), Verdict())

    def verdict_in(self, chat: int) -> Verdict:
        """Return what became of what was asked in a chat."""
        tags, texts = self.asked[chat], [said(each) for each in self.answers(chat)]
        told = [match[0] for text in texts if (match := TAG.search(text))]
        strays = tuple(text for text in texts if not TAG.search(text))
        missing, repeats = len(set(tags) - set(told)), len(told) - len(set(told))
        cut_off = min(missing, sum(text.startswith(APOLOGY) for text in strays))
        per_end = [
            count for (where, _), count in self.repeated.items() if where == chat
        ]
        return Verdict(
            asked=len(tags),
            lost=missing - cut_off,
            cut_off=cut_off,
            repeats=repeats,
            swapped=steps_back(tags, self.heard[chat]),
            misplaced=steps_back(tags, dict.fromkeys(told)),
            most_repeats=max(per_end, default=0),
            strays=strays,
        )

    def _tag(self, chat: int) -> str:
        tag = f"q{next(self.numbers)}x"
        self.asked[chat].append(tag)
        return tag

    def _speaker(self, chat: int) -> Speaker:
        return Speaker(self.world, self.world.chats[chat], self.world.people[chat])


async def until(condition: Callable[[], object], limit_s: float) -> None:
    """Wait until something holds.

    Raises
    ------
    TimeoutError
        When that takes longer than it ever should.
    """
    async with asyncio.timeout(limit_s):
        while not condition():  # noqa: ASYNC110 - what processes do sets no event here
            await asyncio.sleep(GLANCE_S)


def steps_back(tags: Sequence[str], order: Iterable[str]) -> int:
    """Return how often, in some order of the tags, an earlier one comes next."""
    places = [tags.index(tag) for tag in order]
    return sum(later < one for one, later in itertools.pairwise(places))


def said(message: Json) -> str:
    """Return the words of a message."""
    return str(message.get("text") or message.get("caption") or "")


@asynccontextmanager
async def town(token: str = SANDBOX_TOKEN) -> AsyncIterator[Town]:
    """Keep a sandbox open in this process, with a fresh folder for its bot."""
    office = Office(token)
    server = HTTPServer(application(office))
    listening = socket.create_server((HOST, 0))
    listening.setblocking(False)  # noqa: FBT003 - so the standard library has it
    server.add_socket(listening)
    address = f"http://{HOST}:{listening.getsockname()[1]}"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Town(office, address, Path(folder))
        office.world.listeners.add(place.hear)
        try:
            yield place
        finally:
            server.stop()
            await let_go(office, server)
