"""The person's side over HTTP: what the chat page and tests ask for."""

import asyncio
import json
from contextlib import suppress
from urllib.parse import quote

from tornado.escape import json_encode
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from bot.sandbox import person
from bot.sandbox.calls import Call, read_call
from bot.sandbox.chats import Chat, Standing
from bot.sandbox.faults import read_fault
from bot.sandbox.membership import change_standing, upgrade
from bot.sandbox.office import Office
from bot.sandbox.person import Speaker, find_speaker
from bot.sandbox.refusals import bad_request
from bot.sandbox.values import Json, Upload
from bot.sandbox.views import shown_chat, shown_person, shown_world
from bot.sandbox.wire import OfficeHandler


class PersonHandler(OfficeHandler):
    """A request of the person's side; its refusals are one sentence each."""

    def call(self) -> Call:
        """Return the request's parameters, wherever they stand."""
        return read_call("", self.request)

    def speaker(self) -> Speaker:
        """Return who acts where."""
        return find_speaker(self.office.world, self.call())

    def chat(self) -> Chat:
        """Return the chat that the request names."""
        if not (chat := self.office.world.chats.get(self.call().whole("chat"))):
            raise bad_request("there is no such chat")
        return chat

    def reply(self, value: object) -> None:
        """Send any JSON value."""
        self.set_header("Content-Type", "application/json")
        self.finish(json_encode(value))

    def write_error(self, status_code: int, **_: object) -> None:
        """Say in one sentence what is wrong."""
        refusal = self.refusal(status_code)
        self.set_status(refusal.code)
        self.reply({"error": refusal.description.removeprefix("Bad Request: ")})


class WorldHandler(PersonHandler):
    """Who and what there is."""

    def get(self) -> None:
        """Show the bot, the people, the chats and the commands."""
        self.reply(shown_world(self.office.world))


class PeopleHandler(PersonHandler):
    """New people."""

    def post(self) -> None:
        """Let a person in."""
        call, world = self.call(), self.office.world
        if not (name := call.text("first_name").strip()):
            raise bad_request("a person needs a name")
        someone = world.add_person(name, call.text("language_code") or "en")
        self.reply(shown_person(world, someone))


class ChatsHandler(PersonHandler):
    """New groups."""

    def post(self) -> None:
        """Found a group."""
        call, world = self.call(), self.office.world
        members = call.value("members") or list(world.people)
        if not (title := call.text("title").strip()):
            raise bad_request("a group needs a title")
        if not all(member in world.people for member in members):
            raise bad_request("there is no such person")
        topics = tuple(str(name) for name in call.value("topics") or ())
        kind = "group" if call.text("type") == "group" else "supergroup"
        forum = call.flag("is_forum")
        chat = world.add_group(
            title,
            members,
            kind=kind,
            is_forum=forum,
            topics=topics,
        )
        self.reply(shown_chat(chat))


class UpgradeHandler(PersonHandler):
    """A group becomes a supergroup."""

    def post(self) -> None:
        """Upgrade a group and show what it has become."""
        chat = self.chat()
        if chat.shown["type"] != "group" or chat.upgraded_to:
            raise bad_request("only a group can become a supergroup, and only once")
        self.reply(shown_chat(upgrade(self.office.world, chat)))


class MessagesHandler(PersonHandler):
    """What was said."""

    def get(self) -> None:
        """Show a chat's messages, oldest first."""
        self.reply(list(self.chat().messages.values()))


class SendHandler(PersonHandler):
    """A person says something."""

    def post(self) -> None:
        """Send a text, or files with a caption."""
        parts = self.request.files.get("file", [])
        files = [Upload(part.filename, part.body, part.content_type) for part in parts]
        if files:
            self.reply(person.send_files(self.speaker(), files, self.call()))
        else:
            self.reply(person.write(self.speaker(), self.call().text("text")))


class EditHandler(PersonHandler):
    """A person changes their mind."""

    def post(self) -> None:
        """Change a message."""
        call = self.call()
        number = call.whole("message")
        self.reply(person.edit(self.speaker(), number, call.text("text")))


class TapHandler(PersonHandler):
    """A person presses a button."""

    def post(self) -> None:
        """Press a button that is there."""
        call = self.call()
        query = person.tap(self.speaker(), call.whole("message"), call.text("data"))
        self.reply({"callback_query_id": query})


class BlockHandler(PersonHandler):
    """A person blocks the bot, or lets it in again."""

    def post(self) -> None:
        """Change how the bot stands with a person."""
        call, world = self.call(), self.office.world
        if not (someone := world.people.get(call.whole("person"))):
            raise bad_request("there is no such person")
        standing: Standing = "kicked" if call.flag("blocked") else "member"
        change_standing(world, world.chats[someone.id], someone.user(), standing)
        self.reply(shown_person(world, someone))


class MemberHandler(PersonHandler):
    """A group takes the bot in, or puts it out."""

    def post(self) -> None:
        """Change how the bot stands in a group."""
        chat, world = self.chat(), self.office.world
        if chat.is_private:
            raise bad_request("this is not a group: block the bot instead")
        by = world.people[chat.members[0]].user()
        standing: Standing = "member" if self.call().flag("member") else "kicked"
        change_standing(world, chat, by, standing)
        self.reply(shown_chat(chat))


class FileHandler(PersonHandler):
    """A file as a person sees it."""

    def get(self, file_id: str) -> None:
        """Send a file's bytes; whatever it holds, it is shown and never run."""
        if not (stored := self.office.world.files.by_id.get(file_id)):
            raise bad_request("there is no such file")
        name = quote(stored.upload.name)
        self.set_header("Content-Type", stored.upload.mime_type)
        self.set_header("Content-Disposition", f"inline; filename*=UTF-8''{name}")
        self.set_header("Content-Security-Policy", "sandbox")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.finish(stored.upload.data)


class FaultsHandler(PersonHandler):
    """Faults on purpose."""

    def get(self) -> None:
        """Tell the kinds of the faults that are in force."""
        self.reply([fault.kind for fault in self.office.faults.active])

    def post(self) -> None:
        """Put a fault in force."""
        self.reply({"id": self.office.faults.add(read_fault(self.call()))})

    def delete(self) -> None:
        """End all faults."""
        self.office.faults.clear()
        self.reply({})


class CallsHandler(PersonHandler):
    """What the bot did."""

    def get(self) -> None:
        """Show the calls after a number, oldest first."""
        after = self.call().whole("after")
        self.reply([call for call in self.office.records if call["n"] > after])


class LiveHandler(WebSocketHandler):
    """Tells the chat page at once of everything that happens."""

    def initialize(self, office: Office) -> None:
        """Take over the world to look at."""
        self.world = office.world

    def open(self) -> None:
        """Begin to look on."""
        self.world.listeners.add(self.tell)

    def tell(self, event: Json) -> None:
        """Send one event; the last of all is that the sandbox closes."""
        if event["event"] == "closing":
            self.close()
            return
        with suppress(WebSocketClosedError):
            self.write_message(json.dumps(event)).add_done_callback(forget)

    def on_close(self) -> None:
        """Look away."""
        self.world.listeners.discard(self.tell)


def forget(sent: asyncio.Future[None]) -> None:
    """Take note that an event could not be sent: whoever looked on is gone."""
    if not sent.cancelled():
        sent.exception()
