"""The rest of the conversation: what the bot can do, keeps, forgets and speaks."""

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType

from bot.commands import language_named
from bot.errors import NotATable
from bot.files import Files
from bot.keyboard import button
from bot.messages import FILE_LIMIT_MB, Context, match_of, message_of
from bot.store import Store
from bot.texts import LANGUAGES, Texts, speak


@dataclass(frozen=True)
class Manners:
    """Each `on_` method answers one command that is about no table."""

    store: Store
    files: Files
    language: str
    """Spoken where a person's own language is none of ours."""
    retention_h: float
    """Hours a table is kept after its last use."""

    async def on_start(self, update: Update, context: Context) -> None:
        """Say in three lines what to do, and offer an example."""
        message, texts = message_of(update), await self.texts_for(update)
        if message.chat.type != ChatType.PRIVATE:
            said = texts.tell("start_group", bot=context.bot.username)
            await message.reply_html(said)
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
        tables, results = await self.store.forget_chat(message.chat_id)
        self.files.forget(tables, results)
        self.store.leave_no_trace()
        answered = [run for run in results if run.reply_id]
        said = texts.tell("deleted", tables=len(tables), results=len(answered))
        await message.reply_html(said if tables else texts.tell("deleted_nothing"))

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
        language = language_named(match_of(context)["language"])
        await self._speak(language, message_of(update))

    async def on_other(self, update: Update, _: Context) -> None:
        """Say in a private chat what to send instead."""
        message, texts = message_of(update), await self.texts_for(update)
        if not message.text:
            raise NotATable
        await message.reply_html(texts.tell("hint"))

    async def texts_for(self, update: Update) -> Texts:
        """Return the words in the language of a chat, or of who speaks in it."""
        chat, user = update.effective_chat, update.effective_user
        chosen = await self.store.language(chat.id) if chat else None
        own = (user.language_code or "")[:2] if user else ""
        return speak(chosen or (own if own in LANGUAGES else self.language))

    async def _speak(self, language: str, message: Message) -> None:
        await self.store.set_language(message.chat_id, language)
        await message.reply_html(speak(language).tell("language_set"))
