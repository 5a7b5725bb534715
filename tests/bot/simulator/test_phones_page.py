"""The page of phones in a real browser, and the real Bot on the other side."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.certificates import trusted
from bot.simulator.server import ZALO_BOT, Simulator
from bot.simulator.telegram.payloads import chat_id
from bot.simulator.zalo_bot import ZALO_BOT_PATH
from tests.support.phones.browser import QUIET, chromium
from tests.support.simulator.running import RunningSimulator
from tests.support.simulator.zalo import dung as chat_of_dung

pytestmark = pytest.mark.anyio
LONG = timedelta(seconds=20)


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """One event loop for all tests of the file, as they share a browser."""
    return "asyncio"


@pytest.fixture(scope="module")
async def browser(anyio_backend: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser, running: RunningSimulator) -> AsyncIterator[Page]:
    """The page at the size of a small laptop, for somebody who has never seen it; an error in its
    script fails the test."""
    errors: list[str] = []
    page = await browser.new_page(viewport={"width": 1400, "height": 900})
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto(running.base_url)
    await expect(clock(page)).to_contain_text("14/10/2026 07:30")
    yield page
    await page.close()
    assert errors == []


def phone(page: Page, phone_id: str) -> Locator:
    return page.locator(f"[data-phone={phone_id}]")


def clock(page: Page) -> Locator:
    return page.locator("[data-role=clock]")


async def test_a_talk_from_both_sides(page: Page, bot: Bot, simulator: Simulator) -> None:
    an = phone(page, "an")
    await an.locator("[data-role=text]").fill("nhiem vu")
    await an.locator("[data-role=send]").click()
    await expect(an.locator("[data-from=user]")).to_contain_text("nhiem vu")
    await expect(an.locator("[data-role=text]")).to_have_value("")
    (update,) = await bot.get_updates(timeout=LONG)
    assert update.message is not None
    assert update.message.text == "nhiem vu"

    chat = update.message.chat.id
    rows = [[InlineKeyboardButton("Báo cáo ngay", callback_data="report")]]
    asked = await bot.send_message(chat, "Còn 1 việc.", reply_markup=InlineKeyboardMarkup(rows))
    bubble = an.locator(f"[data-message='{asked.message_id}']")
    await expect(bubble).to_have_attribute("data-from", "bot")
    await expect(bubble).to_contain_text("07:30")
    await bubble.locator("[data-choice=report]").click()
    (tapped,) = await bot.get_updates(offset=update.update_id + 1, timeout=LONG)
    assert tapped.callback_query is not None
    assert tapped.callback_query.data == "report"
    await bot.edit_message_reply_markup(chat, asked.message_id)
    await expect(bubble.locator("[data-choice]")).to_have_count(0)
    await expect(phone(page, "binh").locator("[data-message]")).to_have_count(0)


async def test_the_enter_key_sends(page: Page, simulator: Simulator) -> None:
    text = phone(page, "binh").locator("[data-role=text]")
    await text.fill("dòng một")
    await text.press("Shift+Enter")
    await text.press_sequentially("dòng hai")
    await text.press("Enter")
    await expect(phone(page, "binh").locator("[data-from=user]")).to_have_count(1)
    assert simulator.conversation("binh").messages[0].text == "dòng một\ndòng hai"


async def test_the_invitation_code_is_put_into_the_message(
    page: Page, simulator: Simulator
) -> None:
    simulator.set_code("chau", "BT4W-9HNC")
    chau = phone(page, "chau")
    await chau.locator("[data-role=code]").click()
    await expect(chau.locator("[data-role=text]")).to_have_value("BT4W-9HNC")
    await chau.locator("[data-role=send]").click()
    await expect(chau.locator("[data-from=user]")).to_contain_text("BT4W-9HNC")
    await expect(chau.locator("[data-role=code]")).to_be_hidden()


async def test_the_clock_jumps_forward_and_only_forward(page: Page) -> None:
    await page.locator("[data-jump=next-day]").click()
    await expect(clock(page)).to_contain_text("15/10/2026 08:00")
    await page.locator("[data-jump=next-working-day]").click()
    await expect(clock(page)).to_contain_text("16/10/2026 08:00")
    await page.locator("[data-jump=next-reminder-day]").click()
    await expect(clock(page)).to_contain_text("30/10/2026 08:00")
    await page.locator("[data-jump=next-reminder-day]").click()
    await expect(page.locator("[data-role=error]")).to_be_visible()
    await page.locator("[data-role=jump-date]").fill("2026-11-16")
    await page.locator("[data-jump=date]").click()
    await expect(clock(page)).to_contain_text("16/11/2026 08:00")
    await expect(page.locator("[data-role=error]")).to_be_hidden()


async def test_a_new_message_leaves_a_dot_until_it_is_looked_at(
    page: Page, bot: Bot, simulator: Simulator
) -> None:
    binh = phone(page, "binh")
    await bot.send_message(chat_id(simulator.conversation("binh").phone), "Kính gửi chị")
    await expect(binh.locator("[data-role=unread]")).to_be_visible()
    await binh.hover()
    await expect(binh.locator("[data-role=unread]")).to_be_hidden()


async def test_the_newest_message_is_in_sight(page: Page, bot: Bot, simulator: Simulator) -> None:
    chat = chat_id(simulator.conversation("an").phone)
    for number in range(12):
        sent = await bot.send_message(chat, f"Nhắc lần {number}\n" * 6)
    newest = phone(page, "an").locator(f"[data-message='{sent.message_id}']")
    await expect(newest).to_be_in_viewport()
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(newest).to_be_in_viewport()


async def test_blocking_from_the_menu_and_back(page: Page, simulator: Simulator) -> None:
    an = phone(page, "an")
    await an.locator("summary").click()
    await an.locator("[data-role=block]").click()
    await expect(an.locator("[data-role=text]")).to_be_hidden()
    assert simulator.conversation("an").blocked
    await an.locator("[data-role=unblock]").click()
    await expect(an.locator("[data-role=text]")).to_be_visible()
    assert not simulator.conversation("an").blocked


async def test_a_phone_with_zalo_shows_it_and_types_numbers(
    page: Page, simulator: Simulator, running: RunningSimulator
) -> None:
    dung = phone(page, "dung")
    await expect(dung.locator(".badge")).to_have_text("Zalo")
    await expect(phone(page, "an").locator(".badge")).to_have_text("Telegram")
    await expect(dung.locator("[data-role=text]")).to_have_attribute("maxlength", "2000")
    await expect(dung.get_by_placeholder("Tin nhắn hoặc số")).to_be_visible()
    await expect(phone(page, "an").get_by_placeholder("Tin nhắn", exact=True)).to_be_visible()
    await dung.locator("[data-role=text]").fill("xin chào")
    await dung.locator("[data-role=send]").click()
    await expect(dung.locator("[data-from=user]")).to_have_count(1)
    asked = {"chat_id": chat_of_dung(simulator), "text": "Đúng không?\n1. Đúng"}
    address = f"{running.base_url}{ZALO_BOT_PATH}/bot{ZALO_BOT.token}/sendMessage"
    async with httpx.AsyncClient(trust_env=False, verify=trusted()) as client:
        await client.post(address, json=asked)
    await expect(dung.locator("[data-from=bot]")).to_contain_text("1. Đúng")
    await expect(dung.locator("[data-choice]")).to_have_count(0)


async def test_a_document_can_be_taken_from_the_phone(
    page: Page, bot: Bot, simulator: Simulator
) -> None:
    chat = chat_id(simulator.conversation("an").phone)
    await bot.send_document(chat, b"0" * 2048, filename="Tổng hợp.xlsx")
    async with page.expect_download() as coming:
        await phone(page, "an").get_by_role("link", name="Tổng hợp.xlsx").click()
    download = await coming.value
    assert download.suggested_filename == "Tổng hợp.xlsx"


@pytest.mark.parametrize("phone_id", ["an", "dung"])
async def test_a_file_is_sent_with_what_is_typed(
    page: Page, simulator: Simulator, phone_id: str
) -> None:
    holder = phone(page, phone_id)
    await holder.locator("[data-role=text]").fill("bản ký")
    await choose(page, holder, "Báo cáo 12.pdf", b"0" * 2048)
    own = holder.locator("[data-from=user]")
    await expect(own.get_by_role("link")).to_have_text(re.compile(r"PDF\s*Báo cáo 12\.pdf\s*2 KB"))
    await expect(own).to_contain_text("bản ký")
    await expect(holder.locator("[data-role=text]")).to_have_value("")
    (message,) = simulator.conversation(phone_id).messages
    assert message.file is not None
    assert message.file.media_type == "application/pdf"
    await choose(page, holder, "Báo cáo 12.pdf", b"1" * 2048)
    await expect(own).to_have_count(2)


async def test_a_file_that_is_refused_leaves_what_is_typed(page: Page) -> None:
    an = phone(page, "an")
    await an.locator("[data-role=text]").fill("bản ký")
    await choose(page, an, "rỗng.pdf", b"")
    await expect(page.locator("[data-role=error]")).to_be_visible()
    await expect(an.locator("[data-role=text]")).to_have_value("bản ký")
    await expect(an.locator("[data-message]")).to_have_count(0)


async def choose(page: Page, holder: Locator, name: str, content: bytes) -> None:
    async with page.expect_file_chooser() as choosing:
        await holder.get_by_role("button", name="Gửi tệp").click()
    chooser = await choosing.value
    await chooser.set_files({"name": name, "mimeType": "application/pdf", "buffer": content})


async def test_what_is_written_is_shown_and_never_run(
    page: Page, bot: Bot, simulator: Simulator
) -> None:
    chat = chat_id(simulator.conversation("an").phone)
    await bot.send_message(chat, "<b id=evil>đậm</b> http://127.0.0.1:9/rounds/2026.")
    bubble = phone(page, "an").locator("[data-from=bot]")
    await expect(bubble).to_contain_text("<b id=evil>đậm</b>")
    await expect(page.locator("#evil")).to_have_count(0)
    await expect(bubble.get_by_role("link")).to_have_attribute(
        "href", "http://127.0.0.1:9/rounds/2026"
    )


async def test_the_page_speaks_english_beside_vietnamese(
    page: Page, running: RunningSimulator
) -> None:
    await page.goto(f"{running.base_url}/?lang=en")
    await expect(clock(page)).to_have_text(re.compile(r"^\s*Wednesday\s+14/10/2026 07:30\s*$"))
    await expect(page.locator("[data-jump=next-day]")).to_have_text("Next day")
