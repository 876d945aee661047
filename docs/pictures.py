"""Make the README's pictures from a real run: a chat in each language, one answer.

Needs Debian's chromium and the packages of `make venv`.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, FilePayload, ViewportSize, async_playwright
from pydantic import SecretStr

from bot import app, sandbox
from bot.settings import Settings
from clustering import Request, analyze

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
KOREAN = (ROOT / "bot" / "demo.csv").read_text("utf-8-sig")
ENGLISH = (
    "guest,age,visits a month,won a visit,neighbourhood\n" + KOREAN.partition("\n")[2]
)
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
    name = {"en": "café.csv", "ko": "카페손님.csv"}[someone["language_code"]]
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


async def main() -> None:
    """Make every picture."""
    IMAGES.mkdir(exist_ok=True)
    answer = analyze(Request(ENGLISH.encode(), "café.csv"))
    (IMAGES / "answer.png").write_bytes(answer.image)
    async with serving() as server, async_playwright() as players:
        browser = await players.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        await photograph(browser, server.address, ALEX, ENGLISH)
        await photograph(browser, server.address, MINA, KOREAN)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
