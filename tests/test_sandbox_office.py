"""Tests of where the bot's calls arrive."""

import json

import pytest

from bot.sandbox.calls import Call
from bot.sandbox.faults import Fault
from bot.sandbox.office import Office
from bot.sandbox.values import Upload

SAY = Call("sendMessage", {"chat_id": "1001", "text": "hi"})


@pytest.fixture
def office() -> Office:
    """Return an office with a new world."""
    return Office("key")


async def test_serve_answers_and_records(office: Office) -> None:
    """Every call is answered, and kept with what became of it."""
    for call in (SAY, Call("getUpdates"), Call("sendMessage")):
        assert await office.serve(call)
    records = [(c["n"], c["method"], c["status"]) for c in office.records]
    assert records == [
        (1, "sendMessage", 200),
        (2, "getUpdates", 200),
        (3, "sendMessage", 400),
    ]
    assert office.records[0]["params"] == SAY.params
    assert office.records[2]["description"] == "Bad Request: chat_id is empty"


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        ("429", 429, 0),
        ("500", 500, 0),
        ("502", 502, 0),
        ("drop_before", None, 0),
        ("drop_after", None, 1),
        ("slow", 200, 1),
        ("garbage", 200, 1),
    ],
)
async def test_serve_lets_faults_strike(
    office: Office,
    kind: str,
    status: int | None,
    said: int,
) -> None:
    """A fault comes before or after a call is carried out, and only so often."""
    office.faults.add(Fault(kind, seconds=0.01))
    answer = await office.serve(SAY)
    assert (answer.status if answer else None) == status
    assert office.records[0]["status"] == status
    assert len(office.world.chats[1001].messages) == said
    healthy = await office.serve(SAY)
    assert healthy
    assert json.loads(healthy.body)["ok"]


async def test_download_fetches_files(office: Office) -> None:
    """A file is fetched by its path; other paths lead nowhere."""
    files = office.world.files
    document = files.content("document", Upload("a.csv", b"1"))["document"]
    answer = await office.download(files.fetchable(document["file_id"])["file_path"])
    assert answer
    assert (answer.body, answer.content_type) == (b"1", "text/csv")
    lost = await office.download("nowhere")
    assert lost
    assert lost.status == 404


async def test_download_is_struck_as_file(office: Office) -> None:
    """Faults strike downloads under the name of file."""
    office.faults.add(Fault("500", methods=frozenset({"file"})))
    answer = await office.download("nowhere")
    assert answer
    assert answer.status == 500
    assert office.records[0]["method"] == "file"
