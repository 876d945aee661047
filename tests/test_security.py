"""Security: names and files that mean harm, sent in real chats."""

import csv
import gzip
import random
import re
import zipfile
from io import BytesIO, StringIO

import pytest
from pydantic import SecretStr
from telegram import InputMediaPhoto

from bot import app
from bot.replies import CAPTION_LIMIT
from bot.settings import Settings
from tests.test_talk import pixel
from tests.town import ALEX, Person, Town


def table(*header: str, rows: int = 30) -> bytes:
    """Return a CSV with numbers in every column, in two groups."""
    rng = random.Random(0)  # noqa: S311 - for a table, not for a secret
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    for row in range(rows):
        center = 100 * (row % 2)
        writer.writerow([f"{rng.gauss(center, 1):.3f}" for _ in header])
    return out.getvalue().encode(errors="surrogatepass")


# Mathtext in names.


@pytest.mark.parametrize(
    "name",
    [
        r"$\frac$",
        "${$",
        r"$\mathbf{x}^{2}_{",
        "x" * 20_000,
        "\u202eevil\u202c",
        "\x1b[31mred",
        " ",
    ],
    ids=ascii,
)
async def test_mathtext_in_names(alex: Person, name: str) -> None:
    """A name is text, whatever it looks like: there is a picture and a caption."""
    sent = await alex.send_file(table(name, f"{name} too"), "table.csv", "/k 2")
    answer = await alex.answer(sent)
    assert answer["photo"]
    assert "$" not in name or name[:39] in answer["caption"]
    assert not {"\u202e", "\x1b"} & set(answer["caption"])


async def test_mathtext_in_half_letters(alex: Person) -> None:
    """Half of a surrogate pair is no letter in any file, and the sentence says so."""
    data = table("\ud800half", "age")
    answer = await alex.answer(await alex.send_file(data, "table.csv", "/k 2"))
    assert "UTF-8" in answer["text"]


# Zip and gzip bombs.


def zip_bomb() -> bytes:
    """Return a zip file that unpacks to 100 times its size and more."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("table.csv", bytes(50 * 2**20))
    return packed.getvalue()


def workbook_bomb() -> bytes:
    """Return a workbook of little bytes and a sheet that is huge."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(50 * 2**20))
    return packed.getvalue()


BOMBS = {
    "zip": zip_bomb(),
    "workbook": workbook_bomb(),
    "gzip": gzip.compress(bytes(50 * 2**20)),
    "columns": b"a," * 1_000_000 + b"a\n" + b"1," * 1_000_000 + b"1\n",
    "one line": b"1" * 3_000_000,
    "open quote": b'a,b\n"' + b"1,2\n" * 1_000_000,
    "blank lines": b"a,b\n1,2\n" + b"\n" * 5_000_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
async def test_zip_and_gzip_bombs(alex: Person, bomb: str) -> None:
    """One sentence says no, and the next table is answered as ever."""
    refusal = await alex.answer(await alex.send_file(BOMBS[bomb], "bomb.csv", "/k 2"))
    assert 10 < len(refusal["text"]) < 300
    assert "my side" not in refusal["text"]  # it was refused; nothing broke
    assert "longer than 60 seconds" not in refusal["text"]
    good = await alex.send_file(table("age", "income"), "good.csv", "/k 2")
    assert "photo" in await alex.answer(good)


# Formula injection in returned files.


async def test_formula_injection(alex: Person) -> None:
    """Nothing in a file that comes back is a formula that was text before."""
    data = b"=cmd|' /C calc'!A0,age,@sum,name\n" + b"".join(
        b"%d,%d,%d,%s\n" % (row % 7, row % 5, row * row, evil)
        for row, evil in enumerate(
            [b"=1+1", b"+cmd", b"-cmd", b"@x", b"\tx", "＝1+1".encode(), b"-5"] * 5
        )
    )
    sent = await alex.send_file(data, "=evil.csv", "/k 2 age")
    result = await alex.answer(sent)
    await alex.tap(result, "⬇ CSV")
    _, document = await alex.answers(sent)
    returned = (await alex.file(document)).decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(returned)) for cell in row]
    assert len(cells) == 36 * 7
    starts = ("=", "+", "@", "\t", "\r", "＝")
    assert [cell for cell in cells if cell.startswith(starts)] == []
    assert {cell for cell in cells if cell.startswith("-")} == {"-5"}
    assert {"'=1+1", "'@sum", "'-cmd"} <= set(cells)


# HTML in names.

HTML_NAMES = (
    "<b>",
    "</b></a>",
    "&amp;",
    "&",
    '<a href="tg://user?id=1">',
    "나이" * 17 + "<b>가나</b>",
    "가" * 38 + "&lt;",
    "<" * 60,
)


@pytest.mark.parametrize("name", HTML_NAMES)
async def test_html_in_names(alex: Person, name: str) -> None:
    """A name is shown as it was written, and makes nothing bold or a link."""
    sent = await alex.send_file(table(name, "age"), f"{name}.csv", "/k 2")
    answer = await alex.answer(sent)
    assert name[:30] in answer["caption"]
    assert len(answer["caption"]) <= CAPTION_LIMIT
    kinds = {entity["type"] for entity in answer["caption_entities"]}
    assert kinds <= {"bold", "code", "expandable_blockquote"}
    for entity in answer["caption_entities"]:
        if entity["type"] == "expandable_blockquote":
            assert entity["offset"] > answer["caption"].index("📄")  # of ours, at last
            continue
        marked = answer["caption"][entity["offset"] :][: entity["length"]]
        assert "\n" not in marked.strip()


@pytest.mark.parametrize("name", HTML_NAMES[:3])
async def test_html_in_faults(mina: Person, name: str) -> None:
    """What could not be read is quoted as it was typed, in Korean too."""
    word = name.split(maxsplit=1)[0][:30]
    answer = await mina.answer(await mina.send(f"/language {name}"))
    assert word in answer["text"]
    column = await mina.send_file(table("나이", "소득"), "표.csv", f"/k 2 {name}")
    assert word in (await mina.answer(column))["text"]


async def test_html_that_cannot_be_parsed(quiet_town: Town) -> None:
    """Should tags ever break, the words come as plain text rather than not at all."""
    broken, shown = "<b>a &amp; b</i> &lt;c", "a & b <c"
    server, alex = quiet_town.server, await quiet_town.person(ALEX)
    facts = {"token": SecretStr(server.token), "base_url": server.base_url}
    async with app.make_bot(Settings().model_copy(update=facts)) as bot:
        await bot.send_message(alex.chat, broken)
        photo = await bot.send_photo(alex.chat, pixel())
        media = InputMediaPhoto(pixel(), broken)
        await bot.edit_message_media(media, alex.chat, photo.message_id)
    message, photograph = await alex.messages()
    assert (message["text"], photograph["caption"]) == (shown, shown)


# File names.


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.csv",
        "/etc/cron.d/evil.csv",
        "<i>x</i>.csv",
        "a\nb\u202egnp.csv",
        "x" * 200 + ".csv",
        ".csv",
    ],
    ids=ascii,
)
async def test_file_names(alex: Person, name: str) -> None:
    """A name is never a path: files stand under hashes, and numbers of ours."""
    sent = await alex.send_file(table("age", "income"), name, "/k 2")
    result = await alex.answer(sent)
    await alex.tap(result, "⬇ CSV")
    _, document = await alex.answers(sent)
    returned = document["document"]["file_name"]
    assert returned.endswith("_groups.csv")
    assert not {"/", "\n", "\u202e"} & set(returned)
    assert len(returned) < 60
    kept = [path.name for path in (alex.town.data_dir / "files").iterdir()]
    assert kept
    assert all(re.fullmatch(r"[0-9a-f]{64}|note-\d+-[a-z]+", each) for each in kept)
