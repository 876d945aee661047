"""What a handler needs of an update, and small things it does to a chat."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from re import Match
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    Document,
    InaccessibleMessage,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
    Update,
)
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import Application, ContextTypes
from telegram.ext.filters import MessageFilter

from bot.commands import row_asked, table_in, words_after
from bot.errors import TableGone
from bot.store import Place

Context = ContextTypes.DEFAULT_TYPE
AnyApplication = Application[Any, Any, Any, Any, Any, Any]

ACTION_S = 4.0
"""A chat action is shown for five seconds at most, so it is told again by then."""
FILE_LIMIT_MB = 20
"""Telegram lets a bot fetch no larger file."""


class Called(MessageFilter):
    """Lets a command through that stands in a message's text or caption.

    The words after it become `context.args`.
    """

    def __init__(self, command: str, bot: Bot) -> None:
        super().__init__(data_filter=True)
        self._command = command
        self._bot = bot  # its name is known once it is connected

    def filter(self, message: Message) -> dict[str, list[str]] | None:
        """Return the words after the command, or None if it is another."""
        text = message.text or message.caption or ""
        words = words_after(self._command, text, bot=self._bot.username)
        return None if words is None else {"args": words}


class Pasted(MessageFilter):
    """Lets a text through that looks like a table."""

    def filter(self, message: Message) -> bool:
        """Tell whether a message is a table pasted as text."""
        return bool(table_in(message.text or ""))


class AskingWhy(MessageFilter):
    """Lets a question about a row through: why 87, or 87 as a reply to words of ours.

    In a group only as a reply to the bot: people ask each other, too.
    """

    def __init__(self, bot: Bot) -> None:
        super().__init__()
        self._bot = bot

    def filter(self, message: Message) -> bool:
        """Tell whether a message asks the bot about a row."""
        text, earlier = message.text or "", message.reply_to_message
        own = earlier and earlier.from_user and earlier.from_user.id == self._bot.id
        to_words = bool(own and earlier and earlier.text)
        if not (own or message.chat.type == ChatType.PRIVATE):
            return False
        return row_asked(text, alone=to_words) is not None


def code_of(update_id: int) -> str:
    """Return what a person can tell whoever runs the bot: which update it was."""
    return f"{update_id:X}"[-6:]


def message_of(update: Update) -> Message:
    """Return the message an update is about: sent, edited, or with a tapped button."""
    query = update.callback_query
    if query and isinstance(query.message, InaccessibleMessage):
        raise TableGone  # it is too old for Telegram to say what it was
    message = update.effective_message
    if not isinstance(message, Message):
        raise TypeError("handlers are registered for updates with a message only")
    return message


def match_of(context: Context) -> Match[str]:
    """Return how a tapped button's data matched its handler's pattern."""
    if not context.match:
        raise TypeError("this handler is registered with a pattern")
    return context.match


def place_of(message: Message) -> Place:
    """Return the chat, topic and person of a message."""
    topic = message.message_thread_id if message.is_topic_message else None
    user = message.from_user
    return Place(message.chat_id, topic or 0, user.id if user else 0)


def document_of(message: Message) -> Document:
    """Return the file that a message carries."""
    if not message.document:
        raise TypeError("this handler is registered for documents only")
    return message.document


async def acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Answer a tap, so that its button stops waiting; a stale one is past that."""
    with suppress(BadRequest):
        await query.answer(text)


@asynccontextmanager
async def showing(message: Message, action: str) -> AsyncIterator[None]:
    """Show the chat that the bot is at work, until the work inside is done."""

    async def tell() -> None:
        while True:
            with suppress(TelegramError):
                await message.reply_chat_action(action)
            await asyncio.sleep(ACTION_S)

    teller = asyncio.create_task(tell())
    try:
        yield
    finally:
        teller.cancel()


async def replace_photo(
    message: Message,
    reply_id: int,
    media: InputMediaPhoto,
    markup: InlineKeyboardMarkup,
) -> bool:
    """Show another photo in a message of the bot; tell whether that is still there.

    `message` is any message of the same chat.
    """
    try:
        await message.get_bot().edit_message_media(
            media, message.chat_id, reply_id, reply_markup=markup
        )
    except BadRequest as refusal:
        return is_shown(refusal)
    return True


async def replace_text(message: Message, reply_id: int, text: str) -> bool:
    """Show another text in a message of the bot, as `replace_photo`."""
    try:
        await message.get_bot().edit_message_text(text, message.chat_id, reply_id)
    except BadRequest as refusal:
        return is_shown(refusal)
    return True


async def replace_buttons(message: Message, markup: InlineKeyboardMarkup) -> None:
    """Show other buttons under a message of the bot."""
    try:
        await message.edit_reply_markup(markup)
    except BadRequest as refusal:
        if not is_shown(refusal):
            raise


def is_shown(refusal: BadRequest) -> bool:
    """Tell whether an edit was refused because its result is shown already.

    Otherwise the message was deleted, and never will show it.
    """
    return "message is not modified" in refusal.message.lower()
