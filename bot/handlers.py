"""What happens when a message comes."""

import logging
import re
from dataclasses import dataclass, field, replace

from telegram import Message, Update
from telegram.constants import ChatType, MessageLimit
from telegram.error import Forbidden
from telegram.ext import ApplicationHandlerStop

from bot.commands import (
    parse_k,
    pasted_in,
    row_asked,
    table_in,
    words_after,
)
from bot.errors import (
    Busy,
    FileTooLarge,
    NoResult,
    NoTable,
    TextCut,
    WhichRow,
)
from bot.files import DEMO, DEMO_NAME, PASTED, Files
from bot.manners import Manners
from bot.messages import (
    FILE_LIMIT_MB,
    Context,
    acknowledge,
    code_of,
    document_of,
    match_of,
    message_of,
    place_of,
    replace_text,
)
from bot.quotas import Quotas
from bot.runs import Runs
from bot.store import DEFAULTS, Asked, Run, Store, Upload
from bot.taps import Taps, spend
from clustering import UserError

log = logging.getLogger(__name__)

STOP = re.compile(r"cancel(:(?P<update>\d{1,18}))?")
"""What a tap or command says that stops a job: which one, or the first."""
PASTED_NAME = "table.txt"
"""Shown for a table that has no name of its own."""
NOTHING = Asked()
"""What a table that comes alone asks for: as many groups as suit it."""
WAITING = 3
"""Requests of a chat that may wait while one is carried out."""


@dataclass(frozen=True)
class Handlers:
    """Each `on_` method answers one kind of message."""

    store: Store
    files: Files
    runs: Runs
    quotas: Quotas
    manners: Manners
    taps: Taps
    allowed_chats: frozenset[int]
    """Chats and people served; everyone if empty."""
    stops: set[int] = field(default_factory=set)
    """Updates that have stopped a job on their arrival."""

    # Before its turn.

    async def on_arrival(self, update: Update, ahead: int) -> bool:
        """Do what need not wait for an update's turn; tell whether that answers it."""
        if not self._is_served(update):
            return False
        if query := update.callback_query:
            await acknowledge(query)
            self.taps.on_arrival(update)
        chat = update.effective_chat
        if chat and (stop := STOP.fullmatch(stop_of(update))):
            meant = int(stop["update"]) if stop["update"] else None
            if self.runs.cancel(chat.id, meant):
                self.stops.add(update.update_id)
        elif asks_for_a_run(update):
            texts = await self.manners.texts_for(update)
            if ahead > WAITING:
                await self.runs.say(update, texts.explain(Busy(WAITING + 1)))
                return True
            self.runs.bid_wait(update, texts, ahead)
        return False

    async def gate(self, update: Update, _: Context) -> None:
        """Stop what comes from chats the bot does not serve."""
        if self._is_served(update):
            return
        chat = update.effective_chat
        if chat and chat.type == ChatType.PRIVATE and update.message:
            texts = await self.manners.texts_for(update)
            await self.runs.say(update, texts.tell("not_allowed", chat=chat.id))
        raise ApplicationHandlerStop

    # Tables and what is asked of them.

    async def on_document(self, update: Update, _: Context) -> None:
        """Remember a table; in a private chat, cluster it at once."""
        message = message_of(update)
        upload = await self._remember(message)
        if message.chat.type == ChatType.PRIVATE:
            await self._start(update, upload)

    async def on_k(self, update: Update, context: Context) -> None:
        """Cluster the table that is meant, as the words after `/k` say."""
        message = message_of(update)
        words, pasted = context.args or [], pasted_in(message.text or "")
        wish = parse_k(words[: len(words) - len(pasted.split())])
        earlier, sheet, options = message.reply_to_message, None, DEFAULTS
        if message.document:
            upload = await self._remember(message)
        elif pasted:
            upload = await self._remember_text(message, pasted)
        elif earlier and earlier.document:
            upload = await self._remember(earlier)
        elif earlier and (run := await self._run_told_by(earlier)):
            upload = await self.runs.upload_of(run)
            sheet, options = run.sheet, run.options
            if wish.columns:
                options = replace(options, logs=())  # they are of other columns
            wish = replace(wish, columns=wish.columns or run.columns)
        elif earlier and (pasted := pasted_in(earlier.text or "")):
            upload = await self._remember_text(earlier, pasted)
        else:
            upload = await self._last_upload(message)
            sheet = await self.store.last_sheet(upload.id)
        asked = Asked(wish.k, wish.columns, sheet, options)
        await self._start(update, upload, asked)

    async def on_pasted(self, update: Update, _: Context) -> None:
        """Cluster a table pasted into a private chat."""
        message = message_of(update)
        upload = await self._remember_text(message, table_in(message.text or ""))
        await self._start(update, upload)

    async def on_why(self, update: Update, _: Context) -> None:
        """Tell why a row is in its group, in the result that is meant."""
        message = message_of(update)
        row = row_asked(message.text or "", alone=True)
        if row is None:
            raise WhichRow
        run = await self._run_meant(message)
        await spend(self.quotas, update)
        texts = await self.manners.texts_for(update)
        self.runs.bid_wait(update, texts)
        placed = await self.runs.why(update, run, texts, row)
        said = "\n".join(map(texts.note, placed.says))
        if told := await self.runs.say(update, said):
            await self.store.add_further(run, told)

    async def on_demo(self, update: Update, _: Context) -> None:
        """Cluster the bundled table."""
        message = message_of(update)
        upload = await self.store.add_upload(
            place_of(message), message.message_id, file_id=DEMO, name=DEMO_NAME
        )
        await self._start(update, upload)

    async def on_cancel(self, update: Update, context: Context) -> None:
        """Say that nothing runs, unless something was stopped on arrival."""
        if update.update_id in self.stops:
            self.stops.discard(update.update_id)
            return  # what was stopped says so
        said = (await self.manners.texts_for(update)).tell("nothing_to_stop")
        if update.message:
            await self.runs.say(update, said)
        else:
            asked = int(match_of(context)["update"] or 0)
            await self._retire(message_of(update), asked, said)

    # Faults, and the end.

    async def on_fault(self, update: Update, fault: Exception) -> None:
        """Say what to change if a person can change it; if not, own up."""
        if isinstance(fault, Forbidden):
            log.info("update %s: nobody is there any more", code_of(update.update_id))
            return
        texts = await self.manners.texts_for(update)
        if isinstance(fault, UserError):
            await self.runs.say(update, texts.explain(fault))
            return
        # First, lest the rest fail too.
        code = code_of(update.update_id)
        log.error("update %s failed", code, exc_info=fault)
        await self.runs.say(update, texts.tell("apology", code=code))

    async def on_parked(self, update: Update) -> None:
        """Own up that an update was tried often enough."""
        texts = await self.manners.texts_for(update)
        code = code_of(update.update_id)
        await self.runs.say(update, texts.tell("parked", code=code))

    def on_closed(self, update_id: int) -> None:
        """Forget what was kept of an update until it had its answer."""
        self.runs.lines.forget(update_id)

    async def on_end(self) -> None:
        """Break off what is computed; lines that are on their way are remembered."""
        self.runs.break_off()
        await self.runs.lines.close()

    # The steps that the answers above share.

    def _is_served(self, update: Update) -> bool:
        parties = (update.effective_chat, update.effective_user)
        ids = {party.id for party in parties if party}
        return not self.allowed_chats or bool(ids & self.allowed_chats)

    async def _remember(self, message: Message) -> Upload:
        """Return the upload of a message's document, known from now on."""
        document = document_of(message)
        name = document.file_name or "table.csv"
        size_mb = (document.file_size or 0) / 2**20
        if size_mb > FILE_LIMIT_MB:
            raise FileTooLarge(name, size_mb, FILE_LIMIT_MB)
        return await self.store.add_upload(
            place_of(message), message.message_id, file_id=document.file_id, name=name
        )

    async def _remember_text(self, message: Message, table: str) -> Upload:
        """Return the upload that a table pasted into a message is from now on."""
        if len(message.text or "") >= MessageLimit.MAX_TEXT_LENGTH:
            raise TextCut(MessageLimit.MAX_TEXT_LENGTH)
        file_id = f"{PASTED}{message.chat_id}:{message.message_id}"
        await self.files.keep(file_id, table.encode())
        return await self.store.add_upload(
            place_of(message), message.message_id, file_id=file_id, name=PASTED_NAME
        )

    async def _last_upload(self, message: Message) -> Upload:
        if upload := await self.store.last_upload(place_of(message)):
            return upload
        raise NoTable

    async def _run_meant(self, message: Message) -> Run:
        """Return the run that a message replies to, or else the last one here."""
        earlier = message.reply_to_message
        run = await self._run_told_by(earlier) if earlier else None
        place = place_of(message)
        if run := run or await self.store.last_run(place.chat_id, place.thread_id):
            return run
        raise NoResult

    async def _run_told_by(self, message: Message) -> Run | None:
        return await self.store.run_told_by(message.chat_id, message.message_id)

    async def _start(
        self, update: Update, upload: Upload, asked: Asked = NOTHING
    ) -> None:
        """Remember what a message asks for, and show it."""
        await spend(self.quotas, update)
        message = message_of(update)
        run = await self.store.start_run(upload, message.message_id, asked)
        await self.runs.show(update, run, await self.manners.texts_for(update))

    async def _retire(self, line: Message, update_id: int, said: str) -> None:
        """Put words in place of a line that bids to wait for nothing any more.

        A bot that is ended right after it sent a line does not know of it later.
        """
        # The line that is known becomes the answer.
        if await self.store.line(update_id) != line.message_id:
            await replace_text(line, line.message_id, said)


def stop_of(update: Update) -> str:
    """Return the data of a tap, or `cancel` for the command, which STOP may match."""
    if query := update.callback_query:
        return query.data or ""
    return "cancel" if commanded(update, "cancel") else ""


def asks_for_a_run(update: Update) -> bool:
    """Tell whether a new message asks for a table's groups."""
    message = update.message
    if not message:
        return False
    table = message.document or table_in(message.text or "")
    alone = bool(table) and message.chat.type == ChatType.PRIVATE
    return alone or any(commanded(update, each) for each in ("k", "demo", "why"))


def commanded(update: Update, command: str) -> bool:
    """Tell whether a new message carries a command of this bot."""
    message = update.message
    if not message:
        return False
    text, name = message.text or message.caption or "", message.get_bot().username
    return words_after(command, text, bot=name) is not None
