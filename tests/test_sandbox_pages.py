"""Tests of the person's side over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import ChatMigrated
from tornado.websocket import websocket_connect

from bot.sandbox import Sandbox, serve
from tests.town import PATIENCE_S

TABLE = ("표 1.csv", b"a,b", "text/csv")


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Return an open sandbox."""
    async with serve() as sandbox:
        yield sandbox


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    """Return the chat page's way to it."""
    async with httpx.AsyncClient(
        base_url=f"{sandbox.address}/person", timeout=PATIENCE_S
    ) as http:
        yield http


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    """Return a bot that has the key."""
    async with Bot(sandbox.token, sandbox.base_url, sandbox.base_file_url) as bot:
        yield bot


async def test_world_is_shown(http: httpx.AsyncClient) -> None:
    """Everyone and every place can be seen."""
    world = (await http.get("/world")).json()
    assert [person["first_name"] for person in world["people"]] == ["Mina", "Alex"]
    assert [chat.get("title") for chat in world["chats"]] == [None, None, "Team", "Lab"]


async def test_people_come_in(http: httpx.AsyncClient) -> None:
    """A new person has a chat with the bot and speaks English unless they say so."""
    wish = {"first_name": "Jun", "language_code": "ko"}
    jun = (await http.post("/people", json=wish)).json()
    assert (jun["username"], jun["language_code"]) == ("jun", "ko")
    assert jun["blocked"] is False
    ben = (await http.post("/people", json={"first_name": "Ben"})).json()
    assert ben["language_code"] == "en"
    chats = (await http.get("/world")).json()["chats"]
    assert {jun["id"], ben["id"]} < {chat["id"] for chat in chats}


async def test_groups_are_founded(http: httpx.AsyncClient) -> None:
    """A group has the people asked for, or all, and a forum has its topics."""
    wish: dict[str, Any] = {"title": "Shop", "members": [1002]}
    shop = (await http.post("/chats", json=wish)).json()
    assert (shop["members"], shop["is_forum"]) == ([1002], False)
    wish = {"title": "Forum", "is_forum": True, "topics": ["a"]}
    forum = (await http.post("/chats", json=wish)).json()
    assert forum["members"] == [1001, 1002]
    assert [topic["name"] for topic in forum["topics"]] == ["a"]


async def test_groups_become_supergroups(http: httpx.AsyncClient, bot: Bot) -> None:
    """A bot that writes to the old id is told the new one; it happens only once."""
    wish = {"title": "Shop", "type": "group"}
    old = (await http.post("/chats", json=wish)).json()
    new = (await http.post("/upgrade", json={"chat": old["id"]})).json()
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old["id"], "a")
    assert moved.value.new_chat_id == new["id"]
    again = await http.post("/upgrade", json={"chat": old["id"]})
    assert again.status_code == 400


async def test_send_edit_and_tap(http: httpx.AsyncClient, bot: Bot) -> None:
    """What a person does comes to the bot, and what the bot does to the person."""
    mina = {"chat": 1001, "person": 1001}
    [said] = (await http.post("/send", json=mina | {"text": "/k 3"})).json()
    wish = mina | {"message": said["message_id"], "text": "/k 4"}
    assert (await http.post("/edit", json=wish)).json()["text"] == "/k 4"
    markup = {"inline_keyboard": [[{"text": "5", "callback_data": "k5"}]]}
    await bot.send_message(1001, "hi", api_kwargs={"reply_markup": markup})
    messages = (await http.get("/messages", params={"chat": 1001})).json()
    assert [message["text"] for message in messages] == ["/k 4", "hi"]
    wish = mina | {"message": messages[1]["message_id"], "data": "k5"}
    tapped = (await http.post("/tap", json=wish)).json()["callback_query_id"]
    first, second, third = await bot.get_updates()
    assert first.message
    assert second.edited_message
    assert third.callback_query
    assert third.callback_query.id == tapped


async def test_files_go_both_ways(http: httpx.AsyncClient, bot: Bot) -> None:
    """A file with a caption reaches the bot, and can be looked at."""
    wish = {"chat": 1001, "person": 1001, "caption": "/k 3"}
    sent = await http.post("/send", data=wish, files=[("file", TABLE)])
    document = sent.json()[0]["document"]
    file = await bot.get_file(document["file_id"])
    assert await file.download_as_bytearray() == b"a,b"
    shown = await http.get(f"/files/{document['file_id']}")
    assert shown.content == b"a,b"
    assert shown.headers["Content-Type"] == "text/csv"
    named = "inline; filename*=UTF-8''%ED%91%9C%201.csv"
    assert shown.headers["Content-Disposition"] == named
    assert shown.headers["Content-Security-Policy"] == "sandbox"


async def test_several_files_are_an_album(http: httpx.AsyncClient) -> None:
    """Two files in one request share a media_group_id."""
    wish = {"chat": 1001, "person": 1001}
    files = [("file", TABLE), ("file", TABLE)]
    first, second = (await http.post("/send", data=wish, files=files)).json()
    assert first["media_group_id"] == second["media_group_id"]


async def test_block_and_member_change_what_the_bot_may(
    http: httpx.AsyncClient,
    bot: Bot,
) -> None:
    """A person blocks the bot, a group puts it out, and both can be undone."""
    group = (await http.get("/world")).json()["chats"][2]["id"]
    blocked = await http.post("/block", json={"person": 1001, "blocked": True})
    assert blocked.json()["blocked"] is True
    out = await http.post("/member", json={"chat": group, "member": False})
    assert out.json()["member"] is False
    await http.post("/block", json={"person": 1001, "blocked": False})
    await http.post("/member", json={"chat": group, "member": True})
    updates = await bot.get_updates()
    statuses = [
        update.my_chat_member.new_chat_member.status
        for update in updates
        if update.my_chat_member
    ]
    assert statuses == ["kicked", "kicked", "member", "member"]


@pytest.mark.parametrize(
    ("path", "wish", "why"),
    [
        ("/people", {"first_name": " "}, "a person needs a name"),
        ("/chats", {"title": ""}, "a group needs a title"),
        ("/chats", {"title": "a", "members": [5]}, "there is no such person"),
        ("/send", {"chat": 1001, "person": 1001}, "write something first"),
        ("/edit", {"chat": 5}, "this person is not in this chat"),
        ("/block", {"person": 5}, "there is no such person"),
        ("/member", {"chat": 5}, "there is no such chat"),
        (
            "/member",
            {"chat": 1001},
            "this is not a group: block the bot instead",
        ),
    ],
)
async def test_refusals_are_one_sentence(
    http: httpx.AsyncClient,
    path: str,
    wish: dict[str, Any],
    why: str,
) -> None:
    """What cannot be done is answered with 400 and why."""
    response = await http.post(path, json=wish)
    assert response.status_code == 400
    assert response.json() == {"error": why}


@pytest.mark.parametrize(
    ("path", "code", "why"),
    [
        ("/messages?chat=5", 400, "there is no such chat"),
        ("/files/AgAC", 400, "there is no such file"),
        ("/send", 405, "Method Not Allowed"),
    ],
)
async def test_looking_in_vain_is_refused(
    http: httpx.AsyncClient,
    path: str,
    code: int,
    why: str,
) -> None:
    """What is not there cannot be seen."""
    response = await http.get(path)
    assert response.status_code == code
    assert response.json() == {"error": why}


async def test_faults_and_calls(http: httpx.AsyncClient, bot: Bot) -> None:
    """Faults are set and ended, and every call can be looked at from a number on."""
    wish = {"kind": "500", "methods": ["getMe"], "share": 1}
    assert (await http.post("/faults", json=wish)).json()["id"] == 1
    refused = await http.get(f"{bot.base_url.removesuffix('/')}/getMe")
    assert refused.status_code == 500
    assert (await http.get("/faults")).json() == [wish["kind"]]
    assert (await http.delete("/faults")).json() == {}
    await bot.send_message(1001, "hi")
    calls = (await http.get("/calls")).json()
    assert [call["status"] for call in calls] == [200, 500, 200]
    assert calls[-1]["params"]["text"] == "hi"
    later = await http.get("/calls", params={"after": calls[1]["n"]})
    assert later.json() == calls[2:]


async def test_live_minds_no_one_who_is_gone(
    sandbox: Sandbox,
    bot: Bot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A page that vanishes without a word holds nothing up and leaves no trace."""
    address = sandbox.address.replace("http", "ws", 1)
    live = await websocket_connect(f"{address}/person/live")
    assert live.protocol
    assert live.protocol.stream
    live.protocol.stream.close()
    for _ in range(5):
        assert (await bot.send_message(1001, "a")).text == "a"
    live.close()
    assert not caplog.records


async def test_live_tells_everything(
    http: httpx.AsyncClient,
    sandbox: Sandbox,
    bot: Bot,
) -> None:
    """Those who look on hear of messages, edits, actions, deletions and news."""
    address = sandbox.address.replace("http", "ws", 1)
    live = await websocket_connect(f"{address}/person/live")
    message = await bot.send_message(1001, "a")
    await message.edit_text("b")
    await bot.send_chat_action(1001, "typing")
    await message.delete()
    await bot.set_my_commands([("k", "Cluster")])
    await http.post("/people", json={"first_name": "Jun"})
    events = []
    async with asyncio.timeout(PATIENCE_S):
        for _ in range(6):
            events.append(json.loads(str(await live.read_message())))  # noqa: PERF401  # one by one
    kinds = [event["event"] for event in events]
    assert kinds == ["message", "edit", "action", "delete", "world", "world"]
    assert events[0]["message"]["text"] == "a"
    assert events[3]["message_id"] == message.message_id
    live.close()
