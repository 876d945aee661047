"""Conversations through the sandbox over real HTTP, with the real bot."""

import asyncio
import csv
import re
from collections.abc import Sequence
from io import BytesIO, StringIO

import numpy as np
import pytest
from PIL import Image

from bot.files import DEMO_NAME
from bot.replies import CAPTION_LIMIT
from tests.test_sheets import book
from tests.town import (
    ALEX,
    MINA,
    PATIENCE_S,
    Json,
    Person,
    Town,
    buttons_of,
    jobs_held,
    serving,
)

PNG = b"\x89PNG\r\n\x1a\n"


def shop(
    groups: int = 3, *, header: Sequence[str] = ("age", "income", "city")
) -> bytes:
    """Return a CSV of groups that anyone can tell apart, 30 guests each."""
    rng = np.random.default_rng(groups)
    lines = [",".join(header)]
    for group in range(groups):
        ages = rng.normal(20 + 15 * group, 1.5, 30).round(1)
        incomes = rng.normal(3000 + 2500 * (group % 2), 200, 30).round()
        lines += [
            f"{age},{income:.0f},Seoul"
            for age, income in zip(ages, incomes, strict=True)
        ]
    return "\n".join(lines).encode()


async def test_a_table_with_k_gets_one_message(alex: Person) -> None:
    """Picture, caption and buttons come as one message; nothing else is said."""
    asked = await alex.send_file(shop(), "shop.csv", "/k 3")
    answer = await alex.answer(asked)
    largest = answer["photo"][-1]
    assert largest["width"] * 1350 == largest["height"] * 1080
    assert (await alex.file(answer)).startswith(PNG)
    assert answer["caption"].startswith("3 clear groups")
    assert "90 rows" in answer["caption"]
    assert "left out city" in answer["caption"]
    assert len(answer["caption"]) <= CAPTION_LIMIT
    assert buttons_of(answer)[0] == ["◀ 2", "3", "4 ▶", "auto"]


@pytest.mark.parametrize(
    ("typed", "groups"),
    [("/k 4", 4), ("/k4", 4), ("/k auto", 3), ("/k@centroid_bot 4", 4), ("/k", 3)],
)
async def test_a_caption_may_be_typed_in_many_ways(
    alex: Person, typed: str, groups: int
) -> None:
    """Each way of asking gives as many groups as it says."""
    answer = await alex.answer(await alex.send_file(shop(), "shop.csv", typed))
    assert str(groups) in buttons_of(answer)[0]


async def test_a_table_alone_gets_the_k_that_suits_it(mina: Person) -> None:
    """Without a caption the answer comes at once, in the person's language."""
    asked = await mina.send_file(shop(3, header=("나이", "소득", "도시")), "가게.csv")
    answer = await mina.answer(asked)
    assert answer["caption"].startswith("뚜렷한 그룹 3개")
    assert "가게.csv: 90행 × 3열" in answer["caption"]
    assert "3" in buttons_of(answer)[0]


async def test_columns_may_be_chosen(alex: Person) -> None:
    """Words after the number name the columns to use."""
    asked = await alex.send_file(shop(), "shop.csv", "/k 3 age")
    answer = await alex.answer(asked)
    assert "used age\n" in answer["caption"] + "\n"


async def test_k_alone_takes_the_last_table(alex: Person) -> None:
    """The file is named, so that one sees which it was."""
    await alex.answer(await alex.send_file(shop(2), "first.csv"))
    await alex.answer(await alex.send_file(shop(3), "second.csv"))
    answer = await alex.answer(await alex.send("/k 4"))
    assert "second.csv" in answer["caption"]
    assert "4" in buttons_of(answer)[0]


async def test_k_as_a_reply_takes_the_table_replied_to(alex: Person) -> None:
    """A reply may be to a file or to a result; a result keeps its columns."""
    first = await alex.send_file(shop(2), "first.csv", "/k 2 age")
    result = await alex.answer(first)
    await alex.answer(await alex.send_file(shop(3), "second.csv"))

    to_file = await alex.answer(await alex.send("/k 3", reply_to=first))
    assert "first.csv" in to_file["caption"]
    assert "used age, income" in to_file["caption"]
    to_result = await alex.answer(await alex.send("/k 4", reply_to=result))
    assert "first.csv" in to_result["caption"]
    assert "used age\n" in to_result["caption"] + "\n"


async def test_buttons_change_the_result_in_place(alex: Person) -> None:
    """More, fewer and auto edit the same message; nothing new is sent."""
    asked = await alex.send_file(shop(), "shop.csv", "/k 3")
    result = await alex.answer(asked)
    first_picture = await alex.file(result)

    await alex.tap(result, "3")
    assert await alex.now(result) == result
    await alex.tap(result, "4 ▶")
    result = await alex.now(result)
    assert buttons_of(result)[0] == ["◀ 3", "4", "5 ▶", "auto"]
    assert await alex.file(result) != first_picture
    await alex.tap(result, "auto")
    result = await alex.now(result)
    assert buttons_of(result)[0] == ["◀ 2", "3", "4 ▶", "auto"]
    assert await alex.answer(asked) == result


async def test_a_tap_is_acknowledged_before_the_work(alex: Person) -> None:
    """The button stops waiting first; then the message changes."""
    result = await alex.answer(await alex.send_file(shop(), "shop.csv"))
    before = len(await calls(alex.town))
    await alex.tap(result, "4 ▶")
    await alex.town.settled()
    methods = [call["method"].lower() for call in (await calls(alex.town))[before:]]
    methods = [
        name for name in methods if name in {"answercallbackquery", "editmessagemedia"}
    ]
    assert methods == ["answercallbackquery", "editmessagemedia"]


async def test_the_chat_shows_that_a_photo_is_on_its_way(alex: Person) -> None:
    """The chat action comes before the photo."""
    await alex.answer(await alex.send_file(shop(), "shop.csv"))
    sent = [
        call for call in await calls(alex.town) if call["method"].startswith("send")
    ]
    assert [call["method"] for call in sent] == ["sendChatAction", "sendPhoto"]
    assert sent[0]["params"]["action"] == "upload_photo"


async def test_the_table_comes_back_with_its_groups(alex: Person) -> None:
    """Every row as it was, and the group of each at the end."""
    table = shop()
    result = await alex.answer(await alex.send_file(table, "shop.csv", "/k 3"))
    await alex.tap(result, "⬇ CSV")
    _, document = await alex.answers(await first_message(alex))
    assert document["document"]["file_name"] == "shop_groups.csv"
    labelled = (await alex.file(document)).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(labelled)))
    assert rows[0][:3] == ["age", "income", "city"]
    assert [row[:3] for row in rows] == list(csv.reader(StringIO(table.decode())))
    assert {row[3] for row in rows[1:]} == {"A", "B", "C"}


@pytest.mark.parametrize(
    ("name", "data", "caption", "told"),
    [
        ("empty.csv", b"", "", "empty"),
        ("photo.csv", PNG + bytes(100), "", "picture"),
        ("one.csv", b"a,b\n1,2\n", "", "row"),
        ("words.csv", b"name,city\nann,rome\nbob,oslo\ncyd,bonn\n", "", "number"),
        ("shop.csv", shop(), "/k 0", "/k 3"),
        ("shop.csv", shop(), "/k 99999999999999", "/k 3"),
        ("shop.csv", shop(), "/k drei", "drei"),
        ("shop.csv", shop(), "/k 95", "too few"),
        ("shop.csv", shop(), "/k 3 salary", "age, income"),
    ],
)
async def test_a_fault_gets_one_sentence(
    alex: Person, name: str, data: bytes, caption: str, told: str
) -> None:
    """What was found and what to do next, once, and no result."""
    asked = await alex.send_file(data, name, caption)
    answer = await alex.answer(asked)
    assert told in answer["text"]
    assert len(answer["text"]) < 300
    assert "Traceback" not in answer["text"]


async def test_faults_are_told_in_korean_too(mina: Person) -> None:
    """The person's language holds for faults as for results."""
    answer = await mina.answer(await mina.send("/k 3"))
    assert "아직 받은 표가 없어요" in answer["text"]


async def test_other_messages_get_a_hint(alex: Person) -> None:
    """In a private chat nothing is left without an answer."""
    hint = await alex.answer(await alex.send("hello"))
    assert "/k 3" in hint["text"]
    photo = await alex.send_file(pixel(), "me.png", kind="photo")
    assert "CSV" in (await alex.answer(photo))["text"]
    unknown = await alex.answer(await alex.send("/xyzzy"))
    assert unknown["text"] == hint["text"]


async def test_commands_tell_what_there_is_to_know(alex: Person) -> None:
    """/start offers the example; /help and /privacy say the rest."""
    start = await alex.answer(await alex.send("/start"))
    assert len(start["text"].splitlines()) == 3
    assert buttons_of(start) == [["Try an example"]]
    help_text = (await alex.answer(await alex.send("/help")))["text"]
    assert "/k 3 age income" in help_text
    assert "24 hours" in (await alex.answer(await alex.send("/privacy")))["text"]


async def test_the_example_works_by_command_and_button(mina: Person) -> None:
    """The bundled table has clear groups and Korean headers."""
    by_command = await mina.answer(await mina.send("/demo"))
    assert by_command["caption"].startswith("뚜렷한 그룹 4개")
    assert DEMO_NAME in by_command["caption"]
    assert "나이(세)" in by_command["caption"]
    start = await mina.answer(await mina.send("/start"))
    await mina.tap(start, "예시 보기")
    assert (await mina.answer(start))["caption"] == by_command["caption"]


async def test_a_chat_chooses_its_language(alex: Person) -> None:
    """By word or by button, and it stays chosen."""
    assert "한국어" in (await alex.answer(await alex.send("/language ko")))["text"]
    question = await alex.answer(await alex.send("/language"))
    assert buttons_of(question) == [["English", "한국어"]]
    await alex.tap(question, "English")
    assert "English" in (await alex.answer(question))["text"]
    refusal = await alex.answer(await alex.send("/language deutsch"))
    assert "한국어" in refusal["text"]


async def test_delete_forgets_the_tables(alex: Person) -> None:
    """What was deleted is said, its files are gone, and old buttons say so."""
    result = await alex.answer(await alex.send_file(shop(), "shop.csv"))
    files = alex.town.data_dir / "files"
    assert list(files.iterdir())

    answer = await alex.answer(await alex.send("/delete"))

    assert "1 table and 1 result" in answer["text"]
    assert list(files.iterdir()) == []
    nothing = await alex.answer(await alex.send("/delete"))
    assert "nothing" in nothing["text"]
    await alex.tap(result, "4 ▶")
    assert "deleted" in (await alex.answer(nothing))["text"]


async def test_an_edited_request_changes_its_answer(alex: Person) -> None:
    """/k 3 edited to /k 4 changes the result that stands there."""
    asked = await alex.send_file(shop(), "shop.csv", "/k 3")
    result = await alex.answer(asked)
    await alex.edit(asked, "/k 4")
    assert buttons_of(await alex.answer(asked))[0] == ["◀ 3", "4", "5 ▶", "auto"]
    assert (await alex.answer(asked))["message_id"] == result["message_id"]


async def test_a_group_is_answered_only_when_it_calls(town: Town) -> None:
    """A table alone is none of the bot's business; with a command it is."""
    alex = await in_group(town, forum=False)
    await alex.send_file(shop(), "shop.csv")
    await alex.send("what a table!")
    asked = await alex.send_file(shop(), "shop.csv", "/k 3")
    answer = await alex.answer(asked)
    assert answer["reply_to_message"]["message_id"] == asked["message_id"]
    assert [m for m in await alex.messages() if m["from"]["is_bot"]] == [answer]


async def test_anyone_in_a_group_may_reply_to_a_table(town: Town) -> None:
    """A table someone else sent, and that the bot did not see, is found by reply."""
    alex = await in_group(town, forum=False)
    mina = Person(town, (await town.person(MINA)).id, chat=alex.chat)
    table = await alex.send_file(shop(), "shop.csv")
    answer = await mina.answer(await mina.send("/k@centroid_bot 3", reply_to=table))
    assert "shop.csv" in answer["caption"]


async def test_a_topic_is_answered_in_the_topic(town: Town) -> None:
    """Results, faults and chat actions stay where they were asked for."""
    alex = await in_group(town, forum=True)
    fault = await alex.answer(await alex.send("/k@centroid_bot 3"))
    assert fault["message_thread_id"] == alex.thread
    answer = await alex.answer(await alex.send_file(shop(), "shop.csv", "/k 3"))
    assert answer["message_thread_id"] == alex.thread
    actions = [c for c in await calls(town) if c["method"] == "sendChatAction"]
    assert {int(call["params"]["message_thread_id"]) for call in actions} == {
        alex.thread
    }


async def test_two_people_do_not_mix(town: Town) -> None:
    """Each has a last table of their own."""
    alex, mina = await town.person(ALEX), await town.person(MINA)
    a = await alex.send_file(shop(2), "alex.csv")
    m = await mina.send_file(shop(3), "mina.csv")
    assert "alex.csv" in (await alex.answer(a))["caption"]
    assert "mina.csv" in (await mina.answer(m))["caption"]
    assert "alex.csv" in (await alex.answer(await alex.send("/k 2")))["caption"]


async def test_a_restart_forgets_nothing(quiet_town: Town) -> None:
    """The last table and the buttons of old messages go on working."""
    async with serving(quiet_town):
        alex = await quiet_town.person(ALEX)
        result = await alex.answer(await alex.send_file(shop(), "shop.csv", "/k 3"))
    asked = await alex.send("/k 2")  # while nobody is at home
    async with serving(quiet_town):
        assert "shop.csv" in (await alex.answer(asked))["caption"]
        await alex.tap(result, "4 ▶")
        assert buttons_of(await alex.now(result))[0] == ["◀ 3", "4", "5 ▶", "auto"]


async def test_a_job_over_its_time_is_ended(quiet_town: Town) -> None:
    """The person is told that it took too long, and the bot goes on."""
    async with serving(quiet_town, job_limit_s=0.02):
        alex = await quiet_town.person(ALEX)
        answer = await alex.answer(await alex.send_file(shop(), "shop.csv"))
        assert "took longer" in answer["text"]
        assert "/k 3" in (await alex.answer(await alex.send("hello")))["text"]


async def test_a_line_bids_to_wait_and_becomes_the_result(
    alex: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once an answer takes long a person is told so, in the message it comes in."""
    monkeypatch.setattr("bot.waiting.LINE_S", 0.05)
    asked = await alex.send_file(shop(), "shop.csv", "/k 3")
    (line,) = await alex.first_said(asked)
    assert "Looking at your table" in line["text"]
    assert buttons_of(line) == [["Stop"]]
    answer = await alex.answer(asked)
    assert answer["message_id"] == line["message_id"]
    assert answer["caption"].startswith("3 clear groups")


async def test_a_line_becomes_the_fault(
    alex: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault that was long in coming takes the line's place, too."""
    monkeypatch.setattr("bot.waiting.LINE_S", 0.0)
    asked = await alex.send_file(shop(), "shop.csv", "/k 3 salary")
    (line,) = await alex.first_said(asked)
    answer = await alex.answer(asked)
    assert answer["message_id"] == line["message_id"]
    assert "salary" in answer["text"]
    assert "reply_markup" not in answer


@pytest.mark.parametrize("way", ["/cancel", "Stop"])
async def test_a_job_is_stopped_when_asked(
    alex: Person, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """By command or button; its own message says so, and nothing else is said."""
    monkeypatch.setattr("bot.waiting.LINE_S", 0.05)
    asked = await alex.send_file(large(), "large.csv", "/k 3")
    (line,) = await alex.first_said(asked)
    if way == "/cancel":
        await alex.send(way)
    else:
        await alex.tap(line, way)
    answer = await alex.answer(asked)
    assert answer["message_id"] == line["message_id"]
    assert answer["text"] == "Stopped, as you asked."


async def test_nothing_to_stop_is_said(alex: Person) -> None:
    """/cancel while nothing runs has an answer, too."""
    answer = await alex.answer(await alex.send("/cancel"))
    assert "Nothing is running" in answer["text"]


async def test_a_chat_has_one_request_at_work_and_three_waiting(
    alex: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fifth is refused at once; those that wait are told how many come first."""
    monkeypatch.setattr("bot.waiting.LINE_S", 0.05)
    with jobs_held():
        first = await alex.send_file(shop(), "shop.csv", "/k 2")
        for _ in range(4):
            await alex.send("/k 2 age")
        said = " ".join(line["text"] for line in await alex.first_said(first, 5))
    assert said.count("Looking at your table") == 1
    assert re.findall("([0-9]) requests? of this chat", said) == ["1", "2", "3"]
    assert said.count("still working on 4") == 1
    answers = await alex.answers(first)
    assert sum("photo" in message for message in answers) == 4
    assert len(answers) == 5


async def test_a_place_in_everybodys_line_is_told(
    quiet_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where another chat's table is at work, who waits is told how many come first."""
    async with serving(quiet_town, workers=1):
        mina, alex = await quiet_town.person(MINA), await quiet_town.person(ALEX)
        for person in (mina, alex):
            await person.answer(await person.send_file(shop(), "shop.csv", "/k 3"))
        monkeypatch.setattr("bot.waiting.LINE_S", 1.0)
        with jobs_held():
            await mina.first_said(await mina.send("/k 2"))
            asked = await alex.send("/k 4")
            (line,) = await alex.first_said(asked)
        assert "yours is number 1 in line" in line["text"]
        answer = await alex.answer(asked)
        assert answer["message_id"] == line["message_id"]
        assert "photo" in answer


async def test_a_line_left_over_says_that_nothing_runs(alex: Person) -> None:
    """A bot that was ended right after its line was sent cannot know of it later."""
    hello = await alex.answer(await alex.send("hello"))
    await put_button(alex, hello, "Stop", "cancel:7")
    await alex.tap(await alex.now(hello), "Stop")
    assert (await alex.now(hello))["text"] == "Nothing is running here just now."


async def test_of_several_taps_the_last_one_wins(alex: Person) -> None:
    """Whoever hammers a button sees where they ended, not every step."""
    result = await alex.answer(await alex.send_file(shop(), "shop.csv", "/k 3"))
    for button in ("4 ▶", "◀ 2", "auto", "◀ 2"):
        await alex.tap(result, button)
    shown = await alex.now(result)
    assert buttons_of(shown)[0] == ["◀ 1", "2", "3 ▶", "auto"]
    edits = [c for c in await calls(alex.town) if c["method"] == "editMessageMedia"]
    assert len(edits) <= 2


async def test_buttons_of_an_earlier_release_say_so(alex: Person) -> None:
    """Data that means nothing any more is answered like a deleted table."""
    result = await alex.answer(await alex.send_file(shop(), "shop.csv", "/k 3"))
    await put_button(alex, result, "old", "old:1")
    await alex.tap(await alex.now(result), "old")
    _, answer = await alex.answers(await first_message(alex))
    assert "send the file again" in answer["text"]


async def test_trouble_on_the_way_is_waited_for(
    alex: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that Telegram did not take comes again, once it does; computed once."""
    monkeypatch.setattr("bot.dispatch.PAUSE_S", 0.05)
    fault = {"kind": "drop_before", "methods": ["sendPhoto"], "times": 4}
    await alex.town.http.post("/person/faults", json=fault)
    asked = await alex.send_file(shop(), "shop.csv", "/k 3")
    assert (await alex.answer(asked))["caption"].startswith("3 clear groups")


async def test_strangers_are_turned_away(quiet_town: Town) -> None:
    """An allow-list holds for commands, files and taps; groups hear nothing."""
    mina, alex = await quiet_town.person(MINA), await quiet_town.person(ALEX)
    async with serving(quiet_town, allowed_chats=frozenset({mina.id})):
        refusal = await alex.answer(await alex.send_file(shop(), "shop.csv"))
        assert str(alex.id) in refusal["text"]
        assert "photo" in await mina.answer(await mina.send_file(shop(), "shop.csv"))
        group = await in_group(quiet_town, forum=False)
        assert await group.answers(await group.send("/k@centroid_bot 3")) == []


async def test_menus_stand_in_both_languages(town: Town) -> None:
    """Every command of the menu has words in English and Korean."""
    async with asyncio.timeout(PATIENCE_S):
        while len(menus := (await town.world())["commands"]) < 2:
            await asyncio.sleep(0.02)
    english = {each["command"]: each["description"] for each in menus[""]}
    korean = {each["command"]: each["description"] for each in menus["ko"]}
    assert list(english) == list(korean)
    assert "k" in english
    assert all(re.search("[가-힣]", words) for words in korean.values())


def large(rows: int = 200_000) -> bytes:
    """Return a CSV that takes a second or more to cluster, unless it has few rows."""
    rng = np.random.default_rng(0)
    cells = rng.normal(0, 1, (rows, 4)).round(3)
    return b"a,b,c,d\n" + b"\n".join(b"%g,%g,%g,%g" % tuple(row) for row in cells)


def pixel() -> bytes:
    """Return a photo of one pixel."""
    png = BytesIO()
    Image.new("RGB", (1, 1)).save(png, "PNG")
    return png.getvalue()


async def calls(town: Town) -> list[Json]:
    """Return every call the bot made, but for its polls."""
    made: list[Json] = (await town.http.get("/person/calls")).json()
    return [call for call in made if call["method"].lower() != "getupdates"]


async def put_button(person: Person, message: Json, text: str, data: str) -> None:
    """Put a button under a message of the bot, as another release would have."""
    token, base = person.town.server.token, person.town.server.base_url
    markup = {"inline_keyboard": [[{"text": text, "callback_data": data}]]}
    place = {"chat_id": person.chat, "message_id": message["message_id"]}
    await person.town.http.post(
        f"{base}{token}/editMessageReplyMarkup", json=place | {"reply_markup": markup}
    )


async def first_message(person: Person) -> Json:
    """Return the first message of the chat."""
    return (await person.messages())[0]


async def in_group(town: Town, *, forum: bool) -> Person:
    """Return Alex in a group, or in the second topic of a forum."""
    chats = (await town.world())["chats"]
    (chat,) = [
        c for c in chats if c["type"] != "private" and bool(c["is_forum"]) == forum
    ]
    thread = chat["topics"][1]["id"] if forum else None
    return Person(town, (await town.person(ALEX)).id, chat=chat["id"], thread=thread)


def pasted(groups: int = 2) -> str:
    """Return a small table as a spreadsheet copies it."""
    return "\n".join(shop(groups).decode().replace(",", "\t").splitlines()[::3])


async def test_a_pasted_table_is_a_table(alex: Person) -> None:
    """Lines below the command are read as a file is, and may be asked about again."""
    answer = await alex.answer(await alex.send(f"/k 2\n{pasted()}"))
    assert answer["caption"].startswith("2 clear groups")
    assert "20 rows" in answer["caption"]
    again = await alex.answer(await alex.send("/k 3", reply_to=answer))
    assert "3" in buttons_of(again)[0]


async def test_a_table_pasted_alone_is_answered_at_once(mina: Person) -> None:
    """As a file is in a private chat; and it may be asked about again."""
    earlier = await mina.send(pasted())
    assert (await mina.answer(earlier))["caption"].startswith("뚜렷한 그룹 2개")
    asked = await mina.send("/k 2 age", reply_to=earlier)
    assert (await mina.answers(asked))[-1]["photo"]


async def test_a_table_pasted_into_a_group_waits_to_be_asked(town: Town) -> None:
    """It may be meant for people; a reply to it asks."""
    alex = await in_group(town, forum=False)
    mina = Person(town, (await town.person(MINA)).id, chat=alex.chat)
    earlier = await alex.send(pasted())
    assert await alex.answers(earlier) == []
    asked = await mina.send("/k@centroid_bot 2", reply_to=earlier)
    assert (await mina.answer(asked))["photo"]


async def test_chatter_in_lines_is_no_table(alex: Person) -> None:
    """A message of several lines gets a hint, not a fault."""
    hint = await alex.answer(await alex.send("hello\nhow are you\n3 apples\nbye"))
    assert "/k 3" in hint["text"]


async def test_a_pasted_table_that_was_cut_is_refused(alex: Person) -> None:
    """What is as long as a message may be has lost its end, and that is said."""
    text = "/k 2\n" + "age\tincome\n" * 400
    answer = await alex.answer(await alex.send(text[:4096]))
    assert "4,096 characters" in answer["text"]


async def test_a_workbook_gets_an_answer(alex: Person) -> None:
    """Excel is read like any other table."""
    asked = await alex.send_file(book({"guests": cells(2)}), "shop.xlsx", "/k 2")
    assert (await alex.answer(asked))["caption"].startswith("2 clear groups")


def cells(groups: int) -> list[list[object]]:
    """Return the shop's table as cells of a sheet."""
    header, *rows = [line.split(",") for line in shop(groups).decode().splitlines()]
    return [[*header], *([float(a), float(b), c] for a, b, c in rows)]


async def test_a_tap_shows_another_sheet(quiet_town: Town) -> None:
    """In the same message; taps on k, files and /k stay with it, no new file does."""
    data = book({"may": cells(2), "june": cells(3)})
    async with serving(quiet_town):
        alex = await quiet_town.person(ALEX)
        result = await alex.answer(await alex.send_file(data, "shop.xlsx"))
        assert "60 rows" in result["caption"]
        assert buttons_of(result)[2:] == [["june"]]
        await alex.tap(result, "june")
        shown = await alex.now(result)
        assert "90 rows" in shown["caption"]
        assert buttons_of(shown)[2:] == [["may"]]
    async with serving(quiet_town):
        await alex.tap(shown, "4 ▶")
        shown = await alex.now(result)
        assert "90 rows" in shown["caption"]
        assert "4" in buttons_of(shown)[0]
        await alex.tap(shown, "⬇ CSV")
        labelled = await alex.file((await alex.answers(result))[-1])
        assert len(labelled.decode("utf-8-sig").splitlines()) == 91
        for reply in (None, result):
            asked = await alex.send("/k 2 age", reply_to=reply)
            assert "90 rows" in (await alex.answer(asked))["caption"]
        fresh = await alex.answer(await alex.send_file(data, "shop.xlsx"))
        assert "60 rows" in fresh["caption"]


async def test_of_several_taps_on_sheets_the_last_one_wins(alex: Person) -> None:
    """Whoever goes through the sheets in haste sees where they ended."""
    data = book({"may": cells(2), "june": cells(3), "july": cells(4)})
    result = await alex.answer(await alex.send_file(data, "shop.xlsx"))
    for button in ("june", "july", "june", "july"):
        await alex.tap(result, button)
    shown = await alex.now(result)
    assert "120 rows" in shown["caption"]
    assert buttons_of(shown)[2:] == [["may", "june"]]
    edits = [c for c in await calls(alex.town) if c["method"] == "editMessageMedia"]
    assert len(edits) <= 2


async def test_a_tap_brings_a_workbook(alex: Person) -> None:
    """The rows with their groups come as xlsx, too."""
    result = await alex.answer(await alex.send_file(shop(2), "shop.csv", "/k 2"))
    await alex.tap(result, "⬇ Excel")
    document = (await alex.answers(result))[-1]
    assert document["document"]["file_name"] == "shop_groups.xlsx"
    assert (await alex.file(document)).startswith(b"PK")


async def test_columns_are_picked_by_taps(alex: Person) -> None:
    """A left-out column is taken in by taps: ticks change in place, then the result."""
    table = shop(2, header=("age", "customer_id", "city"))
    result = await alex.answer(await alex.send_file(table, "shop.csv", "/k 2"))
    assert "used age " in result["caption"]
    await alex.tap(result, "Other columns")
    (panel,) = await alex.answers(result)
    assert buttons_of(panel)[0] == ["✓ age", "customer_id"]
    await alex.tap(panel, "customer_id")
    panel = await alex.now(panel)
    assert buttons_of(panel)[0] == ["✓ age", "✓ customer_id"]
    await alex.tap(panel, "✓ customer_id")
    await alex.tap(await alex.now(panel), "customer_id")
    await alex.tap(await alex.now(panel), "Show the groups by 2 columns")
    assert "used age, customer_id" in (await alex.now(result))["caption"]
    assert await alex.answers(result) == []
    await alex.tap(await alex.now(result), "3 ▶")
    assert "used age, customer_id" in (await alex.now(result))["caption"]


async def test_more_buttons_are_folded_away(alex: Person) -> None:
    """A tap shows them under the same picture, another hides them."""
    result = await alex.answer(await alex.send_file(shop(), "shop.csv", "/k 3"))
    few = buttons_of(result)
    assert few[1:] == [["⬇ CSV", "⬇ Excel", "More ▾"]]
    await alex.tap(result, "More ▾")
    many = buttons_of(await alex.now(result))
    assert many[:2] == [few[0], ["⬇ CSV", "⬇ Excel", "Less ▴"]]
    assert many[2] == ["All numbers", "Why 3?"]
    await alex.tap(await alex.now(result), "Less ▴")
    assert buttons_of(await alex.now(result)) == few


async def test_picked_columns_keep_unusual_rows_in(alex: Person) -> None:
    """Asked for in words, they stay, and a tap sets them aside."""
    table = shop(2) + b"\n9000,9000000,Seoul"
    result = await alex.answer(await alex.send_file(table, "shop.csv", "/k 2 all"))
    await alex.tap(result, "Other columns")
    (panel,) = await alex.answers(result)
    await alex.tap(panel, "✓ income")
    await alex.tap(await alex.now(panel), "Show the groups by 1 column")
    shown = await alex.now(result)
    assert "unusual" not in shown["caption"]
    await alex.tap(shown, "Set unusual rows aside")
    assert "1 unusual row" in (await alex.now(result))["caption"]


async def test_unusual_rows_are_taken_in_by_a_tap(alex: Person) -> None:
    """And set aside again by another; the message stays the same."""
    table = shop(2) + b"\n9000,9000000,Seoul"
    result = await alex.answer(await alex.send_file(table, "shop.csv", "/k 2"))
    await alex.tap(result, "Take in 1 unusual row")
    shown = await alex.now(result)
    assert "unusual" not in shown["caption"]
    await alex.tap(shown, "Set unusual rows aside")
    assert "1 unusual row" in (await alex.now(result))["caption"]


async def test_a_tap_makes_the_picture_dark(alex: Person) -> None:
    """In the same message, and it stays so for another k, until a tap undoes it."""
    result = await alex.answer(await alex.send_file(shop(), "shop.csv", "/k 3"))
    for tapped, dark in (("Dark", True), ("4 ▶", True), ("Light", False)):
        await alex.tap(await alex.now(result), tapped)
        assert is_dark(await alex.file(await alex.now(result))) == dark


def is_dark(png: bytes) -> bool:
    """Tell whether a picture's paper is black rather than white."""
    return bool(np.asarray(Image.open(BytesIO(png)).convert("L"))[0, 0] < 128)


async def test_a_tap_brings_the_picture_large(alex: Person) -> None:
    """As a file, which Telegram does not shrink."""
    result = await alex.answer(await alex.send_file(shop(), "shop.csv", "/k 3"))
    await alex.tap(result, "Large")
    document = (await alex.answers(result))[-1]
    assert document["document"]["file_name"] == "shop_groups.png"
    assert Image.open(BytesIO(await alex.file(document))).size == (3240, 4050)


@pytest.mark.parametrize(
    ("tapped", "said"),
    [
        ("Why 3?", "Why 3: between"),
        ("How rows fit", "Rows fit their groups with"),
        ("How groups differ", "The groups differ most in"),
    ],
)
async def test_a_tap_brings_another_picture(
    alex: Person, tapped: str, said: str
) -> None:
    """As a message of its own, with what it shows in words."""
    result = await alex.answer(await alex.send_file(shop(), "shop.csv", "/k 3"))
    await alex.tap(result, tapped)
    chart = (await alex.answers(result))[-1]
    assert chart["caption"].startswith(said)
    assert (await alex.file(chart)).startswith(PNG)


async def test_a_reply_to_another_picture_is_about_its_table(alex: Person) -> None:
    """As a reply to the result is: with its columns, and what was tapped."""
    asked = await alex.send_file(shop(), "first.csv", "/k 3 age")
    result = await alex.answer(asked)
    await alex.tap(result, "Dark")
    await alex.tap(await alex.now(result), "Why 3?")
    chart = (await alex.answers(result))[-1]
    await alex.answer(await alex.send_file(shop(2), "second.csv"))
    answer = await alex.answer(await alex.send("/k 4", reply_to=chart))
    assert "first.csv" in answer["caption"]
    assert "used age\n" in answer["caption"] + "\n"
    assert is_dark(await alex.file(answer))


@pytest.mark.parametrize(
    ("question", "said"),
    [("why 3", "Row 3 is in"), ("/why 3", "Row 3 is in"), ("why 300", "no row 300")],
)
async def test_why_a_row_is_there(alex: Person, question: str, said: str) -> None:
    """Of the last result, or of the one that the question replies to."""
    first = await alex.answer(await alex.send_file(shop(), "shop.csv", "/k 3"))
    second = await alex.answer(await alex.send_file(shop(1), "small.csv", "/k 2 age"))
    assert (
        said in (await alex.answer(await alex.send(question, reply_to=first)))["text"]
    )
    told = await alex.answer(await alex.send("why 31", reply_to=second))
    assert "rows 1 to 30" in told["text"]
    assert "rows 1 to 30" in (await alex.answer(await alex.send("why 31")))["text"]


async def test_a_row_may_be_asked_about_by_a_tap(mina: Person) -> None:
    """The button asks which; a number in reply is enough, and once more."""
    result = await mina.answer(await mina.send_file(shop(), "shop.csv", "/k 3"))
    await mina.tap(result, "이 행은 왜")
    (question,) = await mina.answers(result)
    told = await mina.answer(await mina.send("3", reply_to=question))
    assert told["text"].startswith("3번째 행은")
    told = await mina.answer(await mina.send("4번", reply_to=told))
    assert told["text"].startswith("4번째 행은")


async def test_which_row_is_asked_back(alex: Person) -> None:
    """Without a number, and where there is no result."""
    assert "Which row" in (await alex.answer(await alex.send("/why")))["text"]
    assert "no result here" in (await alex.answer(await alex.send("why 3")))["text"]


async def test_people_in_a_group_ask_each_other_why(town: Town) -> None:
    """Only a reply to the bot asks the bot."""
    alex = await in_group(town, forum=False)
    result = await alex.answer(await alex.send_file(shop(), "shop.csv", "/k 3"))
    assert await alex.answers(await alex.send("why 3")) == []
    told = await alex.answer(await alex.send("why 3", reply_to=result))
    assert told["text"].startswith("Row 3 is in")


async def test_a_tap_tells_all_numbers(alex: Person) -> None:
    """In messages of their own, which belong to the result as the picture does."""
    result = await alex.answer(await alex.send_file(shop(), "shop.csv", "/k 3"))
    await alex.tap(result, "All numbers")
    told = (await alex.answers(result))[-1]
    assert told["text"].startswith("A · ")
    assert "Columns left out\ncity" in told["text"]
    why = await alex.answer(await alex.send("3", reply_to=told))
    assert why["text"].startswith("Row 3 is in")


async def test_a_tap_mixes_all_columns(alex: Person) -> None:
    """The picture's axes change, and back; two columns need no mixing."""
    three = shop(header=("age", "income", "city")).replace(b"Seoul", b"7").split(b"\n")
    rows = [row + b"%d" % (number % 9) for number, row in enumerate(three[1:])]
    table = b"\n".join([three[0], *rows])
    result = await alex.answer(await alex.send_file(table, "shop.csv", "/k 3"))
    first = await alex.file(result)
    await alex.tap(result, "Mix all columns")
    assert await alex.file(await alex.now(result)) != first
    await alex.tap(await alex.now(result), "Back to two columns")
    assert await alex.file(await alex.now(result)) == first


async def test_a_tap_compares_a_long_tail_by_logarithm(alex: Person) -> None:
    """Where the answer says that a column is lopsided; another tap undoes it."""
    rng = np.random.default_rng(0)
    groups = [rng.normal(at, 0.3, 30 * (8 - at)) for at in (2, 4, 7)]
    incomes = np.exp(np.concatenate(groups))
    table = "\n".join(["income", *(f"{income:.2f}" for income in incomes)]).encode()
    result = await alex.answer(await alex.send_file(table, "pay.csv", "/k 3 all"))
    await alex.tap(result, "Compare long tails")
    shown = await alex.now(result)
    assert shown["caption"].startswith("3 clear groups")
    assert "geometric means" in shown["caption"]
    await alex.tap(shown, "Without logarithm")
    assert "geometric" not in (await alex.now(result))["caption"]
