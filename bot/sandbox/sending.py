"""The methods with which the bot writes: messages, photos, documents, albums."""

import secrets
from dataclasses import dataclass, replace

from bot.sandbox.calls import Call, as_params
from bot.sandbox.chats import Chat
from bot.sandbox.content import caption_content, text_content
from bot.sandbox.keyboard import buttons
from bot.sandbox.refusals import bad_request
from bot.sandbox.values import Json
from bot.sandbox.world import World

ALBUM_SIZES = range(2, 11)
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    },
)


@dataclass(frozen=True)
class Place:
    """Where a message goes: a chat, perhaps a topic, perhaps as a reply."""

    chat: Chat
    thread: int = 0
    reply_to: Json | None = None


def send_message(world: World, call: Call) -> Json:
    """Send a text."""
    place = find_place(world, call)
    return deliver(world, place, text_content(call) | buttons(call))


def send_photo(world: World, call: Call) -> Json:
    """Send a picture with a caption."""
    return send_file(world, call, "photo")


def send_document(world: World, call: Call) -> Json:
    """Send a file as it is, with a caption."""
    return send_file(world, call, "document")


def send_file(world: World, call: Call, kind: str) -> Json:
    """Send a photo or a document, new or by file_id."""
    place = find_place(world, call)
    words = caption_content(call) | buttons(call)
    return deliver(world, place, world.files.content(kind, call.upload(kind)) | words)


def send_media_group(world: World, call: Call) -> list[Json]:
    """Send an album: 2 to 10 photos, or 2 to 10 documents."""
    place = find_place(world, call)
    items = call.objects("media")
    if len(items) not in ALBUM_SIZES:
        raise bad_request("wrong number of items in the album: must be 2-10")
    if len({item.get("type") for item in items}) > 1:
        raise bad_request("can't mix photos and documents in an album")
    contents = [media_content(world, call, item) for item in items]
    group = {"media_group_id": str(secrets.randbits(60))}
    return [deliver(world, place, content | group) for content in contents]


def media_content(world: World, call: Call, item: Json) -> Json:
    """Return what an InputMedia object shows: its file and its caption."""
    kind = item.get("type")
    if kind not in ("photo", "document"):
        raise bad_request(f"can't parse InputMedia: unknown type {kind!r}")
    named = str(item.get("media", ""))
    file = world.files.content(kind, call.attached(named) or named)
    return file | caption_content(replace(call, params=as_params(item)))


def send_chat_action(world: World, call: Call) -> bool:
    """Show for 5 s, or until the next message, what the bot is about to do."""
    place = find_place(world, call)
    action = call.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    show_action(world, place, action)
    return True


def send_message_draft(world: World, call: Call) -> bool:
    """Take a part of an answer that is still being written; shown as typing."""
    place = find_place(world, call)
    if not place.chat.is_private:
        raise bad_request("TEXTDRAFT_PEER_INVALID")
    if not call.whole("draft_id"):
        raise bad_request("draft_id must be non-zero")
    show_action(world, place, "typing")
    return True


def show_action(world: World, place: Place, action: str) -> None:
    """Let those who look on see that the bot is at work."""
    thread = place.thread or None
    world.tell("action", chat=place.chat.id, thread=thread, action=action)


def find_place(world: World, call: Call) -> Place:
    """Return where a call wants its message, if the bot may write there."""
    chat = world.open_chat(call)
    reply_to = find_reply(chat, call)
    thread = call.whole("message_thread_id")
    if thread and thread not in chat.topics:
        raise bad_request("message thread not found")
    if not thread and reply_to:
        thread = reply_to.get("message_thread_id", 0)
    return Place(chat, thread, reply_to)


def find_reply(chat: Chat, call: Call) -> Json | None:
    """Return the message that a call replies to, if it names one that is there."""
    wish = call.value("reply_parameters") or {
        "message_id": call.whole("reply_to_message_id"),
        "allow_sending_without_reply": call.flag("allow_sending_without_reply"),
    }
    number = wish.get("message_id")
    if number and number not in chat.messages:
        if wish.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return chat.messages.get(number) if number else None


def deliver(world: World, place: Place, content: Json) -> Json:
    """Put the bot's message where it belongs and return it."""
    return world.post(
        place.chat,
        world.bot,
        content,
        thread=place.thread,
        reply_to=place.reply_to,
    )
