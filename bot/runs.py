"""Runs: a table and what is asked of it, carried out and shown."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from telegram import InlineKeyboardMarkup, InputMediaPhoto, Message, Update
from telegram.constants import ChatAction

from bot.engine import Engine
from bot.errors import Cancelled, TableGone
from bot.files import Files
from bot.keyboard import button, buttons
from bot.lineage import Lineage
from bot.logs import note
from bot.messages import message_of, replace_photo, replace_text, showing
from bot.replies import caption
from bot.store import Run, Store, Upload
from bot.texts import Texts
from bot.waiting import Lines
from clustering import (
    Chart,
    ChartKind,
    Outline,
    Placement,
    Report,
    Request,
    analyze,
    chart,
    outline,
    why,
)

T = TypeVar("T")

LARGE = 3.0
"""Times the pixels of a picture in the chat, each way: enough for a page in print."""


@dataclass(frozen=True)
class Job:
    """What is computed for a chat just now."""

    chat_id: int
    task: asyncio.Task[Any]


class Runs:
    """Carries out what chats ask for; jobs and lines go by the update that asked."""

    def __init__(self, store: Store, files: Files, engine: Engine) -> None:
        self._store = store
        self._files = files
        self._engine = engine
        self._lineage = Lineage(store, files)
        self._jobs: dict[int, Job] = {}
        self._stopped: set[int] = set()
        self._ending = False
        self.lines = Lines(store.set_line, store.line)

    async def show(self, update: Update, run: Run, texts: Texts) -> None:
        """Show a run's result: in place of its last one or of its line, or anew."""
        message = message_of(update)
        self.bid_wait(update, texts)
        async with showing(message, ChatAction.UPLOAD_PHOTO):
            report = await self._report(update, run, texts)
            note(run=run.id, rows=report.rows, columns=len(report.used), k=report.k)
            text, markup = caption(report, texts), buttons(run, report, texts)
            photo = InputMediaPhoto(report.image, text)
            place = run.reply_id or await self._line(update)
            if not place or not await replace_photo(message, place, photo, markup):
                sent = await message.reply_photo(
                    report.image, text, reply_markup=markup
                )
                place = sent.message_id
        await self._lineage.remember(run, report)
        await self._store.set_reply(run.id, place)
        self._files.settle(run)

    async def label(
        self,
        update: Update,
        run: Run,
        texts: Texts,
        way: Callable[[Request], bytes],
    ) -> tuple[str, bytes]:
        """Return the name of a run's table, and the table with each row's group."""
        async with showing(message_of(update), ChatAction.UPLOAD_DOCUMENT):
            request = await self._request(run, texts)
            return request.name, await self._compute(update, way, request)

    async def enlarge(self, update: Update, run: Run, texts: Texts) -> Report:
        """Return a run's report, with its picture as large as pays."""
        async with showing(message_of(update), ChatAction.UPLOAD_DOCUMENT):
            return await self.report(update, run, texts, scale=LARGE)

    async def report(
        self, update: Update, run: Run, texts: Texts, scale: float = 1.0
    ) -> Report:
        """Return a run's report, with its picture so many times as large."""
        request = replace(await self._request(run, texts), scale=scale)
        return await self._compute(update, analyze, request)

    async def chart(
        self, update: Update, run: Run, texts: Texts, kind: ChartKind
    ) -> Chart:
        """Return a further picture of a run's groups."""
        async with showing(message_of(update), ChatAction.UPLOAD_PHOTO):
            request = await self._request(run, texts)
            return await self._compute(update, partial(chart, kind=kind), request)

    async def why(self, update: Update, run: Run, texts: Texts, row: int) -> Placement:
        """Return why a data row, counted from 1, is in its group."""
        request = await self._request(run, texts)
        return await self._compute(update, partial(why, row=row), request)

    async def outline(self, update: Update, run: Run, texts: Texts) -> Outline:
        """Return which columns a run's table has, and which it uses."""
        return await self._compute(update, outline, await self._request(run, texts))

    async def say(
        self, update: Update, text: str, markup: InlineKeyboardMarkup | None = None
    ) -> int | None:
        """Answer with words: in place of the line that bade to wait, or anew.

        Return the message's id; None if there is no chat to say it in.
        """
        message = update.effective_message
        line = await self._line(update)
        if message and line and await replace_text(message, line, text):
            return line
        sent = None
        if isinstance(message, Message):
            sent = await message.reply_html(text, reply_markup=markup)
        elif chat := update.effective_chat:
            sent = await chat.send_message(text, reply_markup=markup)
        return sent.message_id if sent else None

    def bid_wait(self, update: Update, texts: Texts, ahead: int = 0) -> None:
        """Tell a person who asks by a message to wait, once it takes long."""
        if update.message:
            data = f"cancel:{update.update_id}"
            stop = InlineKeyboardMarkup([[button(texts.tell("stop"), data)]])

            def tell() -> tuple[str, InlineKeyboardMarkup]:
                return self._standing(update.update_id, texts, ahead), stop

            self.lines.begin(update.update_id, update.message, tell)

    def cancel(self, chat_id: int, update_id: int | None = None) -> bool:
        """Stop what an update asked for, or the first that a chat waits for.

        Return whether there was anything to stop.
        """
        running = [each for each, job in self._jobs.items() if job.chat_id == chat_id]
        open_now = [*running, *self.lines.of(chat_id)]
        wanted = [each for each in open_now if update_id in (None, each)]
        if not wanted:
            return False
        if job := self._jobs.get(wanted[0]):
            job.task.cancel()
        else:
            self._stopped.add(wanted[0])
        return True

    def break_off(self) -> None:
        """End all jobs, and begin no more: the bot ends, and the next one does them."""
        self._ending = True
        for job in self._jobs.values():
            job.task.cancel()

    async def upload_of(self, run: Run) -> Upload:
        """Return the table of a run.

        Raises
        ------
        TableGone
            When it was deleted.
        """
        if upload := await self._store.upload(run.upload_id):
            return upload
        raise TableGone

    async def _report(self, update: Update, run: Run, texts: Texts) -> Report:
        """Return a run's report: computed before and still owed, or anew."""
        if owed := await self._files.owed(run):
            return owed
        report = await self.report(update, run, texts)
        await self._files.owe(run, report)
        return report

    async def _request(self, run: Run, texts: Texts) -> Request:
        upload = await self.upload_of(run)
        return Request(
            data=await self._files.fetch(upload),
            name=upload.name,
            k=run.k,
            columns=run.columns,
            sheet=run.sheet,
            all_rows=run.options.all_rows,
            logs=run.options.logs,
            theme="dark" if run.options.dark else "light",
            view="components" if run.options.mixed else "columns",
            before=await self._lineage.before(run),
            words=texts.words(),
        )

    async def _compute(
        self, update: Update, function: Callable[[Request], T], request: Request
    ) -> T:
        if self._ending:
            raise asyncio.CancelledError
        if update.update_id in self._stopped:
            raise Cancelled
        began = time.monotonic()
        task = asyncio.create_task(self._in_turn(update, function, request))
        self._jobs[update.update_id] = Job(message_of(update).chat_id, task)
        try:
            return await task
        except asyncio.CancelledError:
            this = asyncio.current_task()
            if self._ending or (this and this.cancelling()):
                raise  # it is the bot that ends
            raise Cancelled from None
        finally:
            note(computed_s=time.monotonic() - began)
            del self._jobs[update.update_id]

    async def _in_turn(
        self, update: Update, function: Callable[[Request], T], request: Request
    ) -> T:
        async with self._engine.turn():
            await self._store.count_attempt(update.update_id)
            return await self._engine.compute(function, request)

    async def _line(self, update: Update) -> int | None:
        """Send no line for an update any more; return the one that was sent."""
        self._stopped.discard(update.update_id)
        sent = await self.lines.end(update.update_id)
        return sent or await self._store.line(update.update_id)

    def _standing(self, update_id: int, texts: Texts, ahead: int) -> str:
        """Return where a request stands: behind its chat's others, all, or none."""
        job = self._jobs.get(update_id)
        if ahead and not job:
            return texts.tell("waiting_chat", ahead=ahead)
        position = self._engine.position(job.task) if job else 0
        if position:
            return texts.tell("waiting_all", position=position)
        return texts.tell("working")
