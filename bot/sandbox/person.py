"""What a person does in a chat: write, send files, edit, tap, block."""

import secrets
from dataclasses import dataclass

from bot.sandbox.calls import Call
from bot.sandbox.chats import Chat, Person
from bot.sandbox.content import CAPTION_LIMIT, TEXT_LIMIT, marked
from bot.sandbox.entities import Formatted, tidy, units
from bot.sandbox.keyboard import has_button
from bot.sandbox.membership import hears
from bot.sandbox.refusals import bad_request
from bot.sandbox.values import Json, Upload
from bot.sandbox.world import World

ALBUM_LIMIT = 10


@dataclass(frozen=True)
class Speaker:
    """A person in a chat, perhaps in a topic, perhaps answering a message."""

    world: World
    chat: Chat
    person: Person
    thread: int = 0
    reply_to: Json | None = None

    def post(self, content: Json) -> Json:
        """Put a message into the chat, and on its way to the bot if it hears it."""
        message = self.world.post(
            self.chat,
            self.person.user(),
            content,
            thread=self.thread,
            reply_to=self.reply_to,
        )
        if hears(self.world, self.chat, message):
            self.world.updates.add("message", message)
        return message


def find_speaker(world: World, call: Call) -> Speaker:
    """Return who acts where, or refuse strangers and those who blocked the bot."""
    chat = world.chats.get(call.whole("chat"))
    person = world.people.get(call.whole("person"))
    if not chat or not person or person.id not in chat.members:
        raise bad_request("this person is not in this chat")
    if chat.is_private and chat.standing != "member":
        raise bad_request("you blocked the bot: unblock it to go on")
    reply_to = (
        find_message(chat, call.whole("reply_to")) if call.text("reply_to") else None
    )
    thread = call.whole("thread") or (reply_to or {}).get("message_thread_id", 0)
    if thread and thread not in chat.topics:
        raise bad_request("there is no such topic")
    return Speaker(world, chat, person, thread, reply_to)


def find_message(chat: Chat, number: int) -> Json:
    """Return a message of a chat."""
    if not (message := chat.messages.get(number)):
        raise bad_request("there is no such message")
    return message


def write(speaker: Speaker, text: str) -> list[Json]:
    """Send a text, as several messages if it is too long for one."""
    parts = [tidy(Formatted(part)) for part in split(text)]
    said = [part for part in parts if part.text]
    if not said:
        raise bad_request("write something first")
    return [speaker.post(words("text", part)) for part in said]


def send_files(speaker: Speaker, uploads: list[Upload], call: Call) -> list[Json]:
    """Send files with one caption; two or more make an album."""
    caption = tidy(Formatted(call.text("caption")))
    if units(caption.text) > CAPTION_LIMIT:
        raise bad_request(f"a caption has at most {CAPTION_LIMIT:,} characters")
    if len(uploads) > ALBUM_LIMIT:
        raise bad_request(f"send at most {ALBUM_LIMIT} files at once")
    kind = call.text("as") or "document"
    contents = [speaker.world.files.new(kind, upload) for upload in uploads]
    album = {"media_group_id": str(secrets.randbits(60))} if len(uploads) > 1 else {}
    first, *others = contents
    captioned = first | (words("caption", caption) if caption.text else {})
    return [speaker.post(content | album) for content in (captioned, *others)]


def words(name: str, said: Formatted) -> Json:
    """Return the fields of a message for its text or its caption."""
    entities = "entities" if name == "text" else "caption_entities"
    return {name: said.text} | marked(entities, said)


def split(text: str) -> list[str]:
    """Cut a text into pieces that fit a message, at line ends where there are any."""
    pieces = []
    while units(text) > TEXT_LIMIT:
        wide = text.encode("utf-16-le", "surrogatepass")[: 2 * TEXT_LIMIT]
        fitting = wide.decode("utf-16-le", "ignore")
        end = fitting.rfind("\n") + 1 or len(fitting)
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]


def edit(speaker: Speaker, number: int, text: str) -> Json:
    """Change the text or caption of one's own message."""
    message = find_message(speaker.chat, number)
    if message["from"]["id"] != speaker.person.id:
        raise bad_request("you can edit your own messages only")
    name = "text" if "text" in message else "caption"
    said = tidy(Formatted(text))
    if not said.text and name == "text":
        raise bad_request("write something first")
    if units(said.text) > (TEXT_LIMIT if name == "text" else CAPTION_LIMIT):
        raise bad_request("this is too long for one message")
    file = {kind: message[kind] for kind in ("photo", "document") if kind in message}
    edited = speaker.world.rewrite(speaker.chat, number, file | words(name, said))
    if hears(speaker.world, speaker.chat, edited):
        speaker.world.updates.add("edited_message", edited)
    return edited


def tap(speaker: Speaker, number: int, data: str) -> str:
    """Press a button under a message and return the id of the query it makes."""
    message = find_message(speaker.chat, number)
    if speaker.chat.standing != "member":
        raise bad_request("the bot is not in this chat")
    if not has_button(message, data):
        raise bad_request("there is no such button")
    query: Json = {
        "id": str(secrets.randbits(62)),
        "from": speaker.person.user(),
        "message": message,
        "chat_instance": str(speaker.chat.id),
        "data": data,
    }
    speaker.world.queries[query["id"]] = query
    speaker.world.updates.add("callback_query", query)
    return str(query["id"])
