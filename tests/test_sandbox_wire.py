"""Tests of the bot's side over HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.sandbox import Sandbox, serve
from tests.town import PATIENCE_S

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x09\x00\x00\x00\x09"
HI = {"chat_id": 1001, "text": "hi"}


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Return an open sandbox."""
    async with serve() as sandbox:
        yield sandbox


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    """Return a client that talks with it."""
    async with httpx.AsyncClient(base_url=sandbox.address, timeout=PATIENCE_S) as http:
        yield http


@pytest.fixture
def bot(sandbox: Sandbox) -> str:
    """Return the beginning of a method's path."""
    return f"/bot{sandbox.token}"


@pytest.mark.parametrize(
    ("verb", "wish"),
    [
        ("GET", {"params": HI}),
        ("POST", {"params": HI}),
        ("POST", {"data": HI}),
        ("POST", {"json": HI}),
        ("POST", {"data": HI, "files": {"unused": b"1"}}),
    ],
)
async def test_methods_take_every_form(
    http: httpx.AsyncClient,
    bot: str,
    verb: str,
    wish: dict[str, Any],
) -> None:
    """GET and POST, query, form, JSON and multipart all do."""
    response = await http.request(verb, f"{bot}/sendmessage", **wish)
    assert response.headers["Content-Type"] == "application/json"
    answer = response.json()
    assert answer["ok"] is True
    assert answer["result"]["text"] == "hi"


async def test_token_may_be_percent_encoded(
    http: httpx.AsyncClient,
    sandbox: Sandbox,
) -> None:
    """A colon may come as %3A, in methods and in downloads."""
    token = sandbox.token.replace(":", "%3A")
    sent = await http.post(
        f"/bot{token}/sendDocument",
        data={"chat_id": 1001},
        files={"document": ("표.csv", b"a,b", "text/csv")},
    )
    file_id = sent.json()["result"]["document"]["file_id"]
    found = await http.get(f"/bot{token}/getFile", params={"file_id": file_id})
    path = found.json()["result"]["file_path"]
    for key in (token, sandbox.token):
        assert (await http.get(f"/file/bot{key}/{path}")).content == b"a,b"


@pytest.mark.parametrize("path", ["/botwrong/getMe", "/file/botwrong/documents/a"])
async def test_wrong_token_is_refused(http: httpx.AsyncClient, path: str) -> None:
    """Without the key there is 401, in the envelope."""
    response = await http.get(path)
    assert response.status_code == 401
    assert response.json() == {
        "ok": False,
        "error_code": 401,
        "description": "Unauthorized",
    }


@pytest.mark.parametrize(
    ("method", "code"),
    [("dance", 404), ("sendDice", 400), ("sendMessage", 400)],
)
async def test_refusals_are_statuses(
    http: httpx.AsyncClient,
    bot: str,
    method: str,
    code: int,
) -> None:
    """The HTTP status is the error_code."""
    response = await http.post(f"{bot}/{method}")
    assert response.status_code == response.json()["error_code"] == code


async def test_other_verbs_are_refused_in_the_envelope(
    http: httpx.AsyncClient,
    bot: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What is neither GET nor POST gets an envelope too."""
    response = await http.put(f"{bot}/getMe")
    assert response.json()["error_code"] == response.status_code == 405
    assert not caplog.records


async def test_faults_of_the_sandbox_are_logged(
    http: httpx.AsyncClient,
    bot: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A call that breaks the sandbox is a 500, and is logged; a refusal is not."""
    await http.post(f"{bot}/dance")
    assert not caplog.records
    broken = {"chat_id": 1001, "text": "a", "entities": '[{"type": "bold"}]'}
    response = await http.post(f"{bot}/sendMessage", json=broken)
    assert response.json()["description"] == "Internal Server Error"
    assert [record.name for record in caplog.records] == ["tornado.application"]


async def test_large_requests_are_refused(http: httpx.AsyncClient, bot: str) -> None:
    """A request over the limit is told so."""
    response = await http.post(f"{bot}/getMe", content=bytes(52 * 2**20))
    assert response.status_code == 413
    assert response.json()["description"] == "Request Entity Too Large"


async def test_faults_reach_the_wire(http: httpx.AsyncClient, bot: str) -> None:
    """A 429 has its header, a 502 is HTML, and a dropped call gets no answer."""
    for kind in ("429", "502", "drop_before"):
        await http.post("/person/faults", json={"kind": kind, "retry_after": 7})
    waiting = await http.get(f"{bot}/getMe")
    assert waiting.headers["Retry-After"] == "7"
    assert waiting.json()["parameters"] == {"retry_after": 7}
    broken = await http.get(f"{bot}/getMe")
    assert broken.headers["Content-Type"] == "text/html"
    assert broken.status_code == 502
    with pytest.raises(httpx.RemoteProtocolError):
        await http.get(f"{bot}/getMe")
    assert (await http.get(f"{bot}/getMe")).json()["ok"]
