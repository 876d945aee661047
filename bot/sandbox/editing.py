"""The methods with which the bot changes what it wrote, and answers taps."""

import time
from dataclasses import dataclass

from bot.sandbox.calls import Call
from bot.sandbox.chats import Chat
from bot.sandbox.content import caption_content, text_content
from bot.sandbox.keyboard import buttons
from bot.sandbox.refusals import bad_request
from bot.sandbox.sending import media_content
from bot.sandbox.values import Json
from bot.sandbox.world import LASTING, World

DELETE_LIMIT_S = 48 * 3600
ANSWER_LIMIT = 200
"""Characters of the answer to a tap."""

SAME = (
    "message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
QUERY_GONE = "query is too old and response timeout expired or query ID is invalid"
MEDIA = ("photo", "document")
CAPTION = ("caption", "caption_entities", "show_caption_above_media")


@dataclass(frozen=True)
class Own:
    """One of the bot's own messages in an open chat."""

    chat: Chat
    message: Json

    def keeping(self, *names: str) -> Json:
        """Return those of the named fields that the message has."""
        return {name: self.message[name] for name in names if name in self.message}


def edit_message_text(world: World, call: Call) -> Json:
    """Replace a text; without reply_markup the buttons go."""
    own = find_own(world, call)
    content = text_content(call) | buttons(call)
    if "text" not in own.message:
        raise bad_request("there is no text in the message to edit")
    return rewrite(world, own, content)


def edit_message_caption(world: World, call: Call) -> Json:
    """Replace the caption of a photo or document."""
    own = find_own(world, call)
    content = caption_content(call) | buttons(call)
    if "text" in own.message:
        raise bad_request("there is no caption in the message to edit")
    return rewrite(world, own, own.keeping(*MEDIA) | content)


def edit_message_media(world: World, call: Call) -> Json:
    """Replace the file of a message together with its caption."""
    own = find_own(world, call)
    item = call.value("media")
    if not isinstance(item, dict):
        raise bad_request("media must be specified")
    return rewrite(world, own, media_content(world, call, item) | buttons(call))


def edit_message_reply_markup(world: World, call: Call) -> Json:
    """Replace the buttons alone."""
    own = find_own(world, call)
    said = own.keeping("text", "entities", *MEDIA, *CAPTION)
    return rewrite(world, own, said | buttons(call))


def rewrite(world: World, own: Own, content: Json) -> Json:
    """Give a message its new content, unless that is what it says already."""
    passing = (*LASTING, "edit_date")
    said = {name: v for name, v in own.message.items() if name not in passing}
    if said == content:
        raise bad_request(SAME)
    return world.rewrite(own.chat, own.message["message_id"], content)


def find_own(world: World, call: Call) -> Own:
    """Return the message that a call wants to edit, if the bot wrote it."""
    chat = world.open_chat(call)
    message = chat.messages.get(call.whole("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != world.bot["id"]:
        raise bad_request("message can't be edited")
    return Own(chat, message)


def delete_message(world: World, call: Call) -> bool:
    """Take a message away: the bot's own, or any in a private chat, for 48 hours."""
    chat = world.open_chat(call)
    message = chat.messages.get(call.whole("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    own = message["from"]["id"] == world.bot["id"]
    if not (own or chat.is_private) or message["date"] < time.time() - DELETE_LIMIT_S:
        raise bad_request("message can't be deleted")
    world.remove(chat, message["message_id"])
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    """Answer a tap, once: with nothing, a line that passes by, or an alert."""
    if len(call.text("text")) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.pop(call.text("callback_query_id"), None)
    if query is None:
        raise bad_request(QUERY_GONE)
    world.tell(
        "answer",
        person=query["from"]["id"],
        callback_query_id=query["id"],
        text=call.text("text"),
        show_alert=call.flag("show_alert"),
    )
    return True


def set_message_reaction(world: World, call: Call) -> bool:
    """Take a reaction to a message; the sandbox shows none."""
    chat = world.open_chat(call)
    if call.whole("message_id") not in chat.messages:
        raise bad_request("message to react not found")
    return True
