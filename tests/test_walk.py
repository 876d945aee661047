"""A person's walk over the chat page, in a real browser with the real bot behind it."""

import asyncio
import shutil

import pytest
from playwright.async_api import (
    Browser,
    FilePayload,
    Page,
    Route,
    ViewportSize,
    async_playwright,
    expect,
)

from tests.test_talk import shop
from tests.town import ALEX, MINA, Town

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
PHONE = ViewportSize(width=390, height=844)

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no chromium; .ci/run installs it"
)


async def open_chat(browser: Browser, town: Town, which: int) -> Page:
    """Return the chat page on a phone, as one of the people sees it."""
    someone = await town.person(which)
    page = await browser.new_page(viewport=PHONE)
    await page.goto(f"{town.server.address}/?person={someone.id}&chat={someone.chat}")
    return page


async def test_a_table_becomes_a_picture_that_changes_in_place(town: Town) -> None:
    """Upload a table, type /k 3, tap 4 ▶: the same message shows another picture."""
    async with async_playwright() as players:
        browser = await players.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = await open_chat(browser, town, ALEX)
        file = FilePayload(name="shop.csv", mimeType="text/csv", buffer=shop())
        await page.set_input_files("#file", file)
        await page.fill("#text", "/k 3")
        await page.click("#send")

        answer = page.locator(".message.theirs")
        picture = answer.locator("img")
        await expect(answer).to_contain_text("3 clear groups")
        before = await picture.get_attribute("src")
        identity = await answer.get_attribute("data-id")
        await answer.locator(".buttons button", has_text="4 ▶").click()

        await expect(answer.locator(".buttons button", has_text="5 ▶")).to_be_visible()
        await expect(answer).to_have_count(1)
        assert await answer.get_attribute("data-id") == identity
        assert await picture.get_attribute("src") != before
        assert await picture.evaluate("image => image.naturalWidth") > 1000
        await browser.close()


async def test_a_korean_person_sees_korean(town: Town) -> None:
    """The page, the menu and the bot speak the person's language."""
    async with async_playwright() as players:
        browser = await players.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = await open_chat(browser, town, MINA)
        await page.fill("#text", "/demo")
        await page.click("#send")
        answer = page.locator(".message.theirs")
        await expect(answer).to_contain_text("뚜렷한 그룹 4개")
        await expect(answer.locator(".buttons")).to_contain_text("자동")
        await browser.close()


async def test_a_file_chosen_in_haste_is_kept(town: Town) -> None:
    """Whoever picks a table before the chat is drawn finds it there to be sent."""
    async with async_playwright() as players:
        browser = await players.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        someone = await town.person(ALEX)
        page = await browser.new_page(viewport=PHONE)

        async def delay(route: Route) -> None:
            await asyncio.sleep(0.5)
            await route.continue_()

        await page.route("**/person/world*", delay)
        chat = f"{town.server.address}/?person={someone.id}&chat={someone.chat}"
        await page.goto(chat, wait_until="commit")
        file = FilePayload(name="shop.csv", mimeType="text/csv", buffer=shop())
        await page.set_input_files("#file", file)
        await expect(page.locator("#attached")).to_contain_text("shop.csv")
        await page.fill("#text", "/k 3")
        await page.wait_for_timeout(1000)
        await expect(page.locator("#attached")).to_contain_text("shop.csv")
        await browser.close()
