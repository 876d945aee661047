"""What happens when a message comes."""

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from telegram import InlineKeyboardMarkup, InputMediaPhoto, Message, Update
from telegram.constants import ChatAction, ChatType
from telegram.ext import ApplicationHandlerStop

from bot.commands import KCommand, language_named, parse_k
from bot.engine import Engine
from bot.errors import FileTooLarge, NoTable, NotATable, TableGone
from bot.files import DEMO, DEMO_NAME, Files
from bot.messages import (
    FILE_LIMIT_MB,
    Context,
    acknowledge,
    document_of,
    match_of,
    message_of,
    place_of,
    query_of,
    replace_photo,
    showing,
)
from bot.replies import button, buttons, caption
from bot.store import Run, Store, Upload
from bot.texts import LANGUAGES, Texts, speak
from clustering import Request, UserError, analyze, clean, label

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Handlers:
    """Each `on_` method answers one kind of message."""

    store: Store
    files: Files
    engine: Engine
    language: str
    """Spoken where a person's own language is none of ours."""
    allowed_chats: frozenset[int]
    """Chats and people served; everyone if empty."""
    retention_h: float
    """Hours a table is kept after its last use."""

    async def gate(self, update: Update, _: Context) -> None:
        """Stop what comes from chats the bot does not serve."""
        chat, user = update.effective_chat, update.effective_user
        ids = {party.id for party in (chat, user) if party}
        if not self.allowed_chats or ids & self.allowed_chats:
            return
        if chat and chat.type == ChatType.PRIVATE and update.message:
            texts = await self.texts_for(update)
            await update.message.reply_html(texts.tell("not_allowed", chat=chat.id))
        raise ApplicationHandlerStop

    # Tables and what is asked of them.

    async def on_document(self, update: Update, _: Context) -> None:
        """Remember a table; in a private chat, cluster it at once."""
        message = message_of(update)
        upload = await self._remember(message)
        if message.chat.type == ChatType.PRIVATE:
            await self._start(update, upload, KCommand())

    async def on_k(self, update: Update, context: Context) -> None:
        """Cluster the table that is meant, as the words after `/k` say."""
        message = message_of(update)
        wish = parse_k(context.args or [])
        earlier = message.reply_to_message
        if message.document:
            upload = await self._remember(message)
        elif earlier and earlier.document:
            upload = await self._remember(earlier)
        elif earlier and (run := await self._run_shown_in(earlier)):
            upload = await self._upload_of(run)
            wish = replace(wish, columns=wish.columns or run.columns)
        else:
            upload = await self._last_upload(message)
        await self._start(update, upload, wish)

    async def on_demo(self, update: Update, _: Context) -> None:
        """Cluster the bundled table."""
        message = message_of(update)
        if update.callback_query:
            await acknowledge(update.callback_query)
        upload = await self.store.add_upload(
            place_of(message), message.message_id, file_id=DEMO, name=DEMO_NAME
        )
        await self._start(update, upload, KCommand())

    async def on_k_button(self, update: Update, context: Context) -> None:
        """Show a result with another number of groups, in place."""
        run = await self._run_tapped(update, context)
        typed = match_of(context)["k"]
        k = None if typed == "auto" else int(typed)
        if k == run.k:
            return  # it is what one sees
        await self.store.set_k(run.id, k)
        await self._answer(update, replace(run, k=k))

    async def on_csv_button(self, update: Update, context: Context) -> None:
        """Send a result's table back with the group of each row."""
        run = await self._run_tapped(update, context)
        message, texts = message_of(update), await self.texts_for(update)
        async with showing(message, ChatAction.UPLOAD_DOCUMENT):
            request = await self._request(run, texts)
            labelled = await self.engine.run(label, request)
        name = f"{Path(clean(request.name)).stem}_groups.csv"
        said = texts.tell("labelled")
        await message.reply_document(labelled, filename=name, caption=said)

    # The rest of the conversation.

    async def on_start(self, update: Update, context: Context) -> None:
        """Say in three lines what to do, and offer an example."""
        message, texts = message_of(update), await self.texts_for(update)
        if message.chat.type != ChatType.PRIVATE:
            await message.reply_html(
                texts.tell("start_group", bot=context.bot.username)
            )
            return
        example = InlineKeyboardMarkup([[button(texts.tell("try_demo"), "demo")]])
        await message.reply_html(texts.tell("start"), reply_markup=example)

    async def on_help(self, update: Update, _: Context) -> None:
        """Say what can be asked."""
        texts = await self.texts_for(update)
        said = texts.tell("help", limit_mb=FILE_LIMIT_MB)
        await message_of(update).reply_html(said)

    async def on_privacy(self, update: Update, _: Context) -> None:
        """Say what is kept, where and for how long."""
        texts = await self.texts_for(update)
        said = texts.tell("privacy", hours=self.retention_h)
        await message_of(update).reply_html(said)

    async def on_delete(self, update: Update, _: Context) -> None:
        """Forget a chat's tables and results at once, and say what that was."""
        message, texts = message_of(update), await self.texts_for(update)
        file_ids, results = await self.store.forget_chat(message.chat_id)
        self.files.forget(file_ids)
        said = texts.tell("deleted", tables=len(file_ids), results=results)
        await message.reply_html(said if file_ids else texts.tell("deleted_nothing"))

    async def on_language(self, update: Update, context: Context) -> None:
        """Ask which language to speak, or speak the one that is named."""
        message = message_of(update)
        if context.args:
            await self._speak(language_named(context.args[0]), message)
            return
        texts = await self.texts_for(update)
        names = {code: speak(code).tell("name") for code in LANGUAGES}
        choices = [button(name, f"language:{code}") for code, name in names.items()]
        markup = InlineKeyboardMarkup([choices])
        await message.reply_html(texts.tell("language"), reply_markup=markup)

    async def on_language_button(self, update: Update, context: Context) -> None:
        """Speak the language whose button was tapped."""
        await acknowledge(query_of(update))
        await self._speak(match_of(context)["language"], message_of(update))

    async def on_other(self, update: Update, _: Context) -> None:
        """Say in a private chat what to send instead."""
        message, texts = message_of(update), await self.texts_for(update)
        if not message.text:
            raise NotATable
        await message.reply_html(texts.tell("hint"))

    async def on_error(self, update: object, context: Context) -> None:
        """Say what to change if a person can change it; if not, own up."""
        fault = context.error
        code = f"{update.update_id:X}"[-6:] if isinstance(update, Update) else "-"
        if not isinstance(fault, UserError):
            # First, lest the rest fail too.
            log.error("update %s failed", code, exc_info=fault)
        if isinstance(update, Update) and (message := update.effective_message):
            texts = await self.texts_for(update)
            apology = texts.tell("apology", code=code)
            said = texts.explain(fault) if isinstance(fault, UserError) else apology
            await message.reply_html(said)

    async def texts_for(self, update: Update) -> Texts:
        """Return the words in the language of a chat, or of who speaks in it."""
        chat, user = update.effective_chat, update.effective_user
        chosen = await self.store.language(chat.id) if chat else None
        own = (user.language_code or "")[:2] if user else ""
        return speak(chosen or (own if own in LANGUAGES else self.language))

    # The steps that the answers above share.

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

    async def _last_upload(self, message: Message) -> Upload:
        if upload := await self.store.last_upload(place_of(message)):
            return upload
        raise NoTable

    async def _upload_of(self, run: Run) -> Upload:
        if upload := await self.store.upload(run.upload_id):
            return upload
        raise TableGone

    async def _run_shown_in(self, message: Message) -> Run | None:
        return await self.store.run_answered_by(message.chat_id, message.message_id)

    async def _run_tapped(self, update: Update, context: Context) -> Run:
        """Return the run a tap is about, which must be of the same chat."""
        await acknowledge(query_of(update))
        run = await self.store.run(int(match_of(context)["run"]))
        if run and run.chat_id == message_of(update).chat_id:
            return run
        raise TableGone

    async def _start(self, update: Update, upload: Upload, wish: KCommand) -> None:
        request_id = message_of(update).message_id
        run = await self.store.start_run(
            upload, request_id, k=wish.k, columns=wish.columns
        )
        await self._answer(update, run)

    async def _request(self, run: Run, texts: Texts) -> Request:
        upload = await self._upload_of(run)
        return Request(
            data=await self.files.fetch(upload),
            name=upload.name,
            k=run.k,
            columns=run.columns,
            words=texts.words(),
        )

    async def _answer(self, update: Update, run: Run) -> None:
        """Show a run's result: in place of its last one, or as a reply."""
        message, texts = message_of(update), await self.texts_for(update)
        async with showing(message, ChatAction.UPLOAD_PHOTO):
            report = await self.engine.run(analyze, await self._request(run, texts))
            text, markup = caption(report, texts), buttons(run, report, texts)
            if run.reply_id and await replace_photo(
                message, run.reply_id, InputMediaPhoto(report.image, text), markup
            ):
                return
            sent = await message.reply_photo(report.image, text, reply_markup=markup)
        await self.store.set_reply(run.id, sent.message_id)

    async def _speak(self, language: str, message: Message) -> None:
        await self.store.set_language(message.chat_id, language)
        await message.reply_html(speak(language).tell("language_set"))
