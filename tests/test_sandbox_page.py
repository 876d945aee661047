"""Tests of the chat page, with a browser as the person and these lines as the bot."""

import re
import shutil
import struct
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import (
    FilePayload,
    Locator,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
    Update,
)
from telegram.request import HTTPXRequest

from bot import sandbox

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""Arguments that keep the browser from asking for anything but the page."""

MINA, ALEX, TEAM, LAB = 1001, 1002, -1_000_000_000_001, -1_000_000_000_002
PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=800)
TABLE = FilePayload(
    name="mall customers.csv", mimeType="text/csv", buffer=b"a,b\n1,2\n"
)
ROOMS = Path(sandbox.__file__).parent

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium to walk with"),
]


def picture(shade: int) -> bytes:
    """Return a PNG of 216 by 270 pixels, all of one shade of grey."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = chunk(b"IHDR", struct.pack(">2I5B", 216, 270, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress((b"\0" + bytes([shade]) * 216) * 270))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    """Return one row of buttons; what they send is what they say."""
    row = [InlineKeyboardButton(label, callback_data=label) for label in labels]
    return InlineKeyboardMarkup([row])


@dataclass
class Room:
    """A sandbox, a page that looks at it, and the bot's side of the talk."""

    address: str
    bot: Bot
    page: Page
    offset: int = 0

    async def enter(self, person: int, chat: int, topic: int | None = None) -> None:
        """Open the page as someone, somewhere."""
        where = f"person={person}&chat={chat}" + (f"&topic={topic}" if topic else "")
        await self.page.goto(f"{self.address}/?{where}")
        await expect(self.page.locator("#title")).not_to_be_empty()

    async def heard(self) -> Update:
        """Return the next update that the bot is told of."""
        (update,) = await self.bot.get_updates(self.offset, limit=1, timeout=5)
        self.offset = update.update_id + 1
        return update

    async def heard_message(self) -> Message:
        """Return the next message that the bot is told of."""
        message = (await self.heard()).message
        assert message
        return message

    async def say(self, text: str) -> None:
        """Write something and press Enter."""
        await self.page.fill("#text", text)
        await self.page.press("#text", "Enter")

    def message(self, number: int) -> Locator:
        """Return where a message is shown."""
        return self.page.locator(f'.message[data-id="{number}"]')

    async def menu(self, number: int, item: str) -> None:
        """Choose an item from a message's menu."""
        await self.message(number).hover()
        await self.message(number).locator(".more").click()
        await self.page.locator("#menu button", has_text=item).click()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page() -> AsyncIterator[Page]:
    """Return a browser's page, for one walk after the other."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield await browser.new_page(locale="en-US")
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def line() -> AsyncIterator[HTTPXRequest]:
    """Return the bots' way to their sandboxes; making one takes its time."""
    async with HTTPXRequest() as line:
        yield line


@pytest_asyncio.fixture(loop_scope="module")
async def room(page: Page, line: HTTPXRequest) -> AsyncIterator[Room]:
    """Return a new sandbox, and a page of it on which nothing may go wrong."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    await page.set_viewport_size(DESKTOP)
    async with sandbox.serve() as server:
        bot = Bot(
            server.token,
            base_url=server.base_url,
            base_file_url=server.base_file_url,
            request=line,
            get_updates_request=line,
        )
        room = Room(server.address, bot, page)
        await room.enter(ALEX, ALEX)
        yield room
        await page.goto("about:blank")
    assert faults == []


async def test_newcomer_reads_what_to_do(room: Room) -> None:
    """An empty chat says what to do; Start greets the bot, and the words go."""
    empty = room.page.locator("#empty")
    await expect(empty).to_contain_text("/k 3")
    await room.page.click("#start")
    assert (await room.heard_message()).text == "/start"
    await expect(empty).to_be_hidden()


async def test_file_goes_out_with_its_caption(room: Room) -> None:
    """A chosen file is shown with name and size, and sent with the words beside it."""
    await room.page.set_input_files("#file", TABLE)
    await expect(room.page.locator("#attached")).to_contain_text(
        "mall customers.csv8 B"
    )
    await room.say("/k 3")
    message = await room.heard_message()
    assert message.caption == "/k 3"
    assert message.document
    file = await message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"a,b\n1,2\n"
    shown = room.page.locator(".message.mine a.document")
    assert await shown.get_attribute("download") == "mall customers.csv"
    await expect(room.page.locator("#attached")).to_be_hidden()


async def test_dropped_file_waits_for_its_caption(room: Room) -> None:
    """A file dropped onto the chat can be taken away again before it is sent."""
    drop = """() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["a,b"], "dropped.csv", { type: "text/csv" }));
        const event = (name) =>
            new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true });
        log.dispatchEvent(event("dragover"));
        log.dispatchEvent(event("drop"));
    }"""
    await room.page.evaluate(drop)
    await expect(room.page.locator("#attached")).to_contain_text("dropped.csv")
    await expect(room.page.locator("#drop")).to_be_hidden()
    await room.page.get_by_label("Remove dropped.csv").click()
    await expect(room.page.locator("#send")).to_be_disabled()


async def test_empty_file_is_told_at_once(room: Room) -> None:
    """A file with nothing in it is named and not sent, as Telegram's apps do."""
    empty = FilePayload(name="empty.csv", mimeType="text/csv", buffer=b"")
    await room.page.set_input_files("#file", [empty, TABLE])
    await expect(room.page.locator("#toast")).to_contain_text("empty.csv is empty")
    await expect(room.page.locator("#attached .name")).to_have_text(TABLE["name"])


async def test_buttons_change_the_picture_in_place(room: Room) -> None:
    """A tap waits for its answer; photo, words and buttons change in place."""
    await room.bot.send_chat_action(ALEX, "upload_photo")
    action = room.page.locator("#action")
    await expect(action).to_have_text("Centroid is sending a photo…")
    sent = await room.bot.send_photo(
        ALEX,
        picture(90),
        caption="<b>3 groups</b>",
        parse_mode="HTML",
        reply_markup=keyboard("◀ 2", "4 ▶"),
    )
    await expect(action).to_be_empty()
    shown = room.message(sent.message_id)
    image = shown.locator("img")
    await expect(image).to_have_js_property("naturalHeight", 270)
    before = await image.get_attribute("src")

    button = shown.locator(".buttons button", has_text="4 ▶")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    query = (await room.heard()).callback_query
    assert query
    assert query.data == "4 ▶"
    await query.answer("One moment")
    await expect(room.page.locator("#toast")).to_have_text("One moment")
    await expect(button).to_have_attribute("aria-busy", "false")

    media = InputMediaPhoto(picture(180), caption="4 groups")
    await query.edit_message_media(media, reply_markup=keyboard("◀ 3"))
    await expect(shown.locator(".words")).to_have_text("4 groups")
    await expect(shown.locator(".stamp")).to_contain_text("edited")
    await expect(shown.locator(".buttons button")).to_have_text(["◀ 3"])
    await expect(image).to_have_js_property("naturalHeight", 270)
    assert await image.get_attribute("src") != before
    await expect(room.page.locator(".message")).to_have_count(1)


async def test_photo_keeps_its_place_and_grows_at_a_press(room: Room) -> None:
    """A photo has its shape before it is there, and a press shows it large."""
    sent = await room.bot.send_photo(ALEX, picture(90))
    image = room.message(sent.message_id).locator("img")
    assert [await image.get_attribute(name) for name in ("width", "height")] == [
        "216",
        "270",
    ]
    await image.click()
    viewer = room.page.locator("#viewer")
    await expect(viewer).to_be_visible()
    await room.page.keyboard.press("Escape")
    await expect(viewer).to_be_hidden()


async def test_alert_stays_until_put_away(room: Room) -> None:
    """An answer that is an alert waits for OK."""
    sent = await room.bot.send_message(ALEX, "?", reply_markup=keyboard("auto"))
    await room.message(sent.message_id).locator(".buttons button").click()
    query = (await room.heard()).callback_query
    assert query
    await query.answer("There are no clear groups.", show_alert=True)
    alert = room.page.locator("#alert")
    await expect(alert).to_contain_text("There are no clear groups.")
    await alert.get_by_role("button").click()
    await expect(alert).to_be_hidden()


ENTITIES = [
    ("😀 <b>bold</b>", "strong", "bold"),
    ("👩‍👩‍👧 <i>가나 <b>다</b></i>", "em strong", "다"),
    ("<code>&lt;b&gt;</code>", "code", "<b>"),
    ("<pre>a\n b</pre>", "pre", "a\n b"),
    ("<blockquote>q</blockquote>\nz", "blockquote", "q"),
    ("<blockquote expandable>q</blockquote>", "blockquote.expandable", "q"),
    ('<a href="https://example.org/">x</a>', 'a[href="https://example.org/"]', "x"),
    ("<tg-spoiler>s</tg-spoiler>", ".spoiler:not(.open)", "s"),
    ("<u>u</u> <s>gone</s>", "u ~ s", "gone"),
    ("try /demo", ".command", "/demo"),
]


async def test_entities_are_drawn(room: Room) -> None:
    """Every kind of entity marks exactly its own words."""
    for html, selector, said in ENTITIES:
        sent = await room.bot.send_message(ALEX, html, parse_mode="HTML")
        marked = room.message(sent.message_id).locator(f".words {selector}")
        assert await marked.text_content() == said


async def test_foreign_words_are_only_words(room: Room) -> None:
    """Markup in a text, a file's name or a button is shown as it is written."""
    wicked = "<img src=x onerror=alert(1)>"
    sent = await room.bot.send_document(
        ALEX,
        b"1",
        filename=f"{wicked}.csv",
        caption=wicked,
        reply_markup=keyboard(wicked),
    )
    shown = room.message(sent.message_id)
    assert await shown.locator(".words").text_content() == wicked
    assert await shown.locator(".buttons button").text_content() == wicked
    assert await shown.locator("img").count() == 0


async def test_reply_points_to_its_message(room: Room) -> None:
    """A reply is told to the bot, and its quote leads back."""
    sent = await room.bot.send_message(ALEX, "Which one?")
    await room.menu(sent.message_id, "Reply")
    await expect(room.page.locator("#context")).to_contain_text("Reply to Centroid")
    await room.say("This one")
    message = await room.heard_message()
    assert message.reply_to_message
    assert message.reply_to_message.message_id == sent.message_id
    await room.message(message.message_id).locator(".quote").click()
    await expect(room.message(sent.message_id)).to_have_class(re.compile("flash"))


async def test_own_message_can_be_edited(room: Room) -> None:
    """Edit puts the old words into the field, and the new ones into the message."""
    await room.say("/k 3")
    message = await room.heard_message()
    await room.menu(message.message_id, "Edit")
    await expect(room.page.locator("#text")).to_have_value("/k 3")
    await room.say("/k 4")
    edited = (await room.heard()).edited_message
    assert edited
    assert (edited.message_id, edited.text) == (message.message_id, "/k 4")
    words = room.message(message.message_id).locator(".words")
    await expect(words).to_have_text("/k 4")


async def test_deleted_message_goes(room: Room) -> None:
    """A message that the bot deletes is gone at once."""
    sent = await room.bot.send_message(ALEX, "One moment")
    await expect(room.message(sent.message_id)).to_be_visible()
    await room.bot.delete_message(ALEX, sent.message_id)
    await expect(room.message(sent.message_id)).to_have_count(0)


async def test_commands_come_in_the_persons_language(room: Room) -> None:
    """A slash lists the commands; a person who speaks Korean reads them in Korean."""
    await room.bot.set_my_commands([BotCommand("demo", "Try it")])
    await room.bot.set_my_commands([BotCommand("demo", "체험하기")], language_code="ko")
    commands = room.page.locator("#commands li")
    await room.page.click("#slash")
    await expect(commands).to_have_text(["/demoTry it"])
    await room.page.locator("#people button", has_text="Mina").click()
    await room.page.type("#text", "/d")
    await expect(commands).to_have_text(["/demo체험하기"])
    await room.page.press("#text", "ArrowDown")
    await room.page.press("#text", "Enter")
    message = await room.heard_message()
    assert (message.text, message.chat.id) == ("/demo", MINA)


async def test_page_speaks_korean_to_mina(room: Room) -> None:
    """The page's words follow the person's language."""
    await room.enter(MINA, MINA)
    await expect(room.page.locator("html")).to_have_attribute("lang", "ko")
    await expect(room.page.locator("#text")).to_have_attribute("placeholder", "메시지")
    await expect(room.page.locator("#empty")).to_contain_text("CSV 파일")


async def test_enter_that_ends_a_syllable_sends_nothing(room: Room) -> None:
    """While Hangul is being composed, Enter belongs to the composition."""
    await room.page.fill("#text", "한")
    composing = {"key": "Enter", "isComposing": True, "bubbles": True}
    await room.page.dispatch_event("#text", "keydown", composing)
    await room.page.press("#text", "Shift+Enter")
    await room.page.type("#text", "글")
    await expect(room.page.locator("#text")).to_have_value("한\n글")
    await room.page.press("#text", "Enter")
    assert (await room.heard_message()).text == "한\n글"


async def test_other_chats_show_what_is_unread(room: Room) -> None:
    """A message elsewhere is counted there until one looks, and marks its reader."""
    badge = room.page.locator("#chats .unread")
    await room.bot.send_message(TEAM, "Good morning")
    await expect(badge).to_have_text(["1"])
    await expect(room.page.locator("#people .dot")).to_have_count(1)
    await room.page.locator("#chats button", has_text="Team").click()
    await expect(badge).to_have_count(0)
    await expect(room.page.locator(".author")).to_have_text("Centroid")


async def test_topic_keeps_to_itself(room: Room) -> None:
    """What is written in a topic carries its number and is shown there alone."""
    lab = room.page.locator("#chats button.topic")
    await lab.filter(has_text="Sales").click()
    await room.say("/k 3")
    message = await room.heard_message()
    assert message.is_topic_message
    await message.reply_text("Here", message_thread_id=message.message_thread_id)
    await expect(room.page.locator(".theirs .words")).to_have_text("Here")
    await lab.filter(has_text="General").click()
    await expect(room.page.locator(".message")).to_have_count(0)


async def test_new_people_and_groups_can_be_made(room: Room) -> None:
    """A new person opens an empty chat; a new forum opens with its topics."""
    await room.page.click("#new-person")
    await room.page.fill("#person-form [name=first_name]", "지은")
    await room.page.select_option("#person-form [name=language_code]", "ko")
    await room.page.keyboard.press("Enter")
    chosen = room.page.locator("#people [aria-pressed=true]")
    await expect(chosen).to_have_text(re.compile("지은"))
    await room.page.click("#new-group")
    await room.page.fill("#group-form [name=title]", "마케팅")
    await room.page.check("#group-form [name=is_forum]")
    await room.page.fill("#group-form [name=topics]", "설문, 매출")
    await room.page.click("#group-form .strong")
    names = room.page.locator("#chats .topic .name")
    await expect(names).to_have_text(["# 일반", "# 설문", "# 매출"])
    await expect(room.page.locator("#title")).to_have_text("마케팅 › 일반")


async def test_blocking_keeps_the_bot_out(room: Room) -> None:
    """The chat's menu blocks the bot, and what is refused is said and given back."""
    await room.page.click("#chat-menu")
    await room.page.click("#menu button")
    await expect(room.page.locator("#about")).to_have_text("You blocked this bot.")
    await room.say("hello?")
    await expect(room.page.locator("#toast")).to_contain_text("Unblock it")
    await expect(room.page.locator("#text")).to_have_value("hello?")


async def test_newest_message_stays_in_sight_unless_one_reads(room: Room) -> None:
    """The chat follows new messages, but not while one has scrolled up."""
    for number in range(30):
        last = await room.bot.send_message(ALEX, f"Message {number}")
    await expect(room.message(last.message_id)).to_be_in_viewport()
    await room.page.evaluate("document.getElementById('log').scrollTop = 0")
    newest = room.page.locator("#newest")
    await expect(newest).to_be_visible()
    last = await room.bot.send_message(ALEX, "And one more")
    await expect(newest).to_have_class("unseen")
    await expect(room.message(last.message_id)).not_to_be_in_viewport()
    await newest.click()
    await expect(room.message(last.message_id)).to_be_in_viewport()


async def test_page_finds_back_to_a_sandbox_begun_anew(room: Room) -> None:
    """A lost line is said quietly, and no longer when it is there again."""
    offline = room.page.locator("#offline")
    async with sandbox.serve() as short:
        await room.page.goto(short.address)
        await expect(room.page.locator("#title")).to_have_text("Centroid")
    await expect(offline).to_be_visible()
    async with sandbox.serve(port=int(short.address.rsplit(":")[-1])):
        await expect(offline).to_be_hidden()


async def test_phone_has_the_chats_behind_a_button(room: Room) -> None:
    """At a phone's width nothing runs over the edge, and the side comes when asked."""
    await room.page.set_viewport_size(PHONE)
    await room.bot.send_message(ALEX, "word" * 200 + " " + "긴말" * 200)
    width = "document.documentElement.scrollWidth"
    assert await room.page.evaluate(width) == PHONE["width"]
    side = room.page.locator("#side")
    await expect(side).to_be_hidden()
    await room.page.click("#open-side")
    await expect(side).to_be_visible()
    await room.page.locator("#chats button", has_text="Team").click()
    await expect(side).to_be_hidden()


async def test_theme_is_kept(room: Room) -> None:
    """Dark stays dark when the page is opened again."""
    await room.page.click("#theme")
    await room.page.reload()
    await expect(room.page.locator("html")).to_have_attribute("data-theme", "dark")


async def test_both_languages_have_the_same_words(room: Room) -> None:
    """Every word stands in both languages; Korean asks for no fact English lacks."""
    words = await room.page.evaluate(
        "async () => (await import('/words.js')).WORDS",
    )
    assert words["en"].keys() == words["ko"].keys()
    places = re.compile(r"\{\w+\}")
    for name, english in words["en"].items():
        assert {*places.findall(words["ko"][name])} <= {*places.findall(english)}
    page, scripts = Asked(), "\n".join(map(read, ROOMS.glob("*.js")))
    page.feed(read(ROOMS / "chat.html"))
    assert page.words
    assert page.words <= words["en"].keys()
    spoken = page.words | {*re.findall(r'"(\w+)"', scripts)}
    assert words["en"].keys() <= spoken


class Asked(HTMLParser):
    """Collects the words that the page's elements ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.words: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's word and label."""
        del tag
        wanted = ("data-word", "data-label")
        self.words |= {word for name, word in attrs if name in wanted and word}


def read(path: Path) -> str:
    """Return what stands in a file."""
    return path.read_text("utf-8")
