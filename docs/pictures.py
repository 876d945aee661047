"""Make the README's pictures from a real run: a chat and charts in each language.

Needs Debian's chromium and the packages of `make venv`.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import get_args

from PIL import Image
from playwright.async_api import Browser, FilePayload, ViewportSize, async_playwright
from pydantic import SecretStr

from bot import app, sandbox
from bot.settings import Settings
from bot.texts import speak
from clustering import ChartKind, Request, analyze, chart

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
KOREAN = (ROOT / "bot" / "demo.csv").read_text("utf-8-sig")
ENGLISH = (
    "guest,age,visits a month,bill (₩),neighbourhood\n" + KOREAN.partition("\n")[2]
)
NAMES = {"en": "café.csv", "ko": "카페손님.csv"}
DARK = "silhouette"
COLORS = 256
CHROMIUM = "/usr/bin/chromium"
PHONE = ViewportSize(width=390, height=1180)
MINA, ALEX = 0, 1


@asynccontextmanager
async def serving() -> AsyncIterator[sandbox.Sandbox]:
    """Run the bot against a sandbox."""
    async with sandbox.serve() as server:
        with tempfile.TemporaryDirectory() as folder:
            own = {
                "token": SecretStr(server.token),
                "base_url": server.base_url,
                "base_file_url": server.base_file_url,
                "data_dir": Path(folder),
            }
            bot = asyncio.create_task(app.serve(Settings().model_copy(update=own)))
            yield server
            bot.cancel()
            await asyncio.gather(bot, return_exceptions=True)


async def photograph(browser: Browser, address: str, which: int, table: str) -> None:
    """Send a table as a person does, and take a picture of the chat."""
    page = await browser.new_page(viewport=PHONE, device_scale_factor=2)
    world = await (await page.request.get(f"{address}/person/world")).json()
    someone = world["people"][which]
    await page.goto(f"{address}/?person={someone['id']}&chat={someone['id']}")
    name = NAMES[someone["language_code"]]
    file = FilePayload(name=name, mimeType="text/csv", buffer=table.encode())
    await page.set_input_files("#file", file)
    await page.fill("#text", "/k auto")
    await page.click("#send")
    answer = page.locator(".message.theirs")
    await answer.locator("img").wait_for()
    await page.wait_for_timeout(500)
    await answer.evaluate("message => message.scrollIntoView()")
    await page.wait_for_timeout(500)
    await page.screenshot(path=IMAGES / f"chat-{someone['language_code']}.png")


def draw(table: str, name: str, language: str) -> None:
    """Draw the charts behind the buttons of an answer; the last one dark."""
    request = Request(table.encode(), name, words=speak(language).words())
    for kind in get_args(ChartKind):
        themed = replace(request, theme="dark" if kind == DARK else "light")
        made = chart(themed, kind).image
        (IMAGES / f"{kind}-{language}.png").write_bytes(made)


def slim(path: Path) -> None:
    """Write a picture anew with as many colors as an eye tells apart in it."""
    image = Image.open(path).convert("RGB")
    image.quantize(COLORS, kmeans=COLORS, dither=Image.Dither.NONE).save(
        path, optimize=True
    )


async def main() -> None:
    """Make every picture."""
    IMAGES.mkdir(exist_ok=True)
    answer = analyze(Request(ENGLISH.encode(), NAMES["en"]))
    (IMAGES / "answer.png").write_bytes(answer.image)
    draw(ENGLISH, NAMES["en"], "en")
    draw(KOREAN, NAMES["ko"], "ko")
    async with serving() as server, async_playwright() as players:
        browser = await players.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        await photograph(browser, server.address, ALEX, ENGLISH)
        await photograph(browser, server.address, MINA, KOREAN)
        await browser.close()
    for path in IMAGES.glob("*.png"):
        slim(path)


if __name__ == "__main__":
    asyncio.run(main())
