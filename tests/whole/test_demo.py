"""The whole road in a browser: `daumoi demo`, four phones, a clock; pictures in var/screenshots."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser import QUIET, chromium
from tests.whole.program import Program, free_port

PICTURES = Path(__file__).resolve().parents[2] / "var" / "screenshots"
PATIENCE = 20_000  # milliseconds, for a slow machine


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path, free_port())
    program.start_demo()
    yield program
    program.stop()


class PhoneOnPage:
    """One phone as its holder sees it."""

    def __init__(self, page: Page, phone_id: str) -> None:
        self.root = page.locator(f'[data-phone="{phone_id}"]')

    def says(self, text: str) -> None:
        self.root.locator('[data-role="text"]').fill(text)
        self.root.locator('[data-role="send"]').click()

    def taps(self, label: str) -> None:
        beginning = re.compile(rf"^\s*(\d+\. )?{re.escape(label)}")
        self.root.locator("[data-choice]", has_text=beginning).last.click()

    def newest(self) -> Locator:
        return self.root.locator('[data-message][data-from="bot"]').last

    def sees(self, *words: str) -> None:
        for text in words:
            expect(self.newest()).to_contain_text(text, timeout=PATIENCE)

    def links(self) -> None:
        self.root.locator('[data-role="code"]').click()
        self.root.locator('[data-role="send"]').click()
        self.sees("đúng không ạ?")
        self.chooses("Đúng")
        self.sees("Anh/chị có đồng ý không?")
        self.chooses("Đồng ý")
        self.sees("Đã liên kết")

    def chooses(self, label: str) -> None:
        self.taps(label)


class ZaloPhoneOnPage(PhoneOnPage):
    """A phone without buttons: a choice is typed by its number."""

    def chooses(self, label: str) -> None:
        expect(self.root.locator("[data-choice]")).to_have_count(0)
        line = re.compile(rf"^(\d+)[.)] {re.escape(label)}", re.MULTILINE)
        found = line.search(self.newest().inner_text())
        assert found, self.newest().inner_text()
        self.says(found[1])


def test_from_the_invitation_to_a_summary_that_moves(browser: Browser, demo: Program) -> None:
    page = browser.new_page(viewport={"width": 1680, "height": 1000})
    page.goto(demo.url)
    official, planner = PhoneOnPage(page, "sct"), ZaloPhoneOnPage(page, "skhdt")
    official.links()
    planner.links()
    page.screenshot(path=_picture("1-linked"))

    page.locator('[data-jump="next-reminder-day"]').click()
    official.sees("Kính gửi", "Sở Công Thương", "14/11/2026", "còn 22 ngày làm việc", "9.2")
    digests = official.root.locator('[data-message][data-from="bot"]', has_text="Kính gửi")
    expect(digests).to_have_count(1)
    page.screenshot(path=_picture("2-digest"))

    planner.says("tong hop")
    planner.sees("Đã nhận: 0 ")
    official.taps("Báo cáo ngay")
    official.sees("Chọn nhiệm vụ để báo cáo")
    official.taps("2.2.3")
    official.sees("Tình trạng thực hiện")
    official.taps("Đã hoàn thành")
    official.sees("Kết quả đạt được")
    official.says("Đã tổ chức 12 lớp tập huấn cho 480 người")
    official.sees("Số, ký hiệu")
    official.taps("Bỏ qua")
    official.sees("Đề nghị kiểm tra", "480 người")
    official.taps("Đúng, ghi nhận")
    official.sees("Đã ghi nhận nhiệm vụ 2.2.3")

    official.says("9.2")
    official.sees("Tình trạng thực hiện")
    official.taps("Gặp khó khăn")
    official.sees("Khó khăn, vướng mắc và nguyên nhân?")
    official.says("Chưa bố trí được kinh phí")
    official.sees("đề xuất")
    official.says("Đề nghị bổ sung kinh phí năm 2027")
    official.sees("Đề nghị kiểm tra")
    page.screenshot(path=_picture("3-confirm"))
    official.taps("Đúng, ghi nhận")
    official.sees("Đã ghi nhận nhiệm vụ 9.2")

    planner.says("tổng hợp")
    planner.sees("Đã nhận: 2 (đúng hạn 2, quá hạn 0)", "Đã hoàn thành: 1", "vướng mắc: 1")
    page.screenshot(path=_picture("4-summary"))


def test_on_zalo_the_whole_road_goes_by_numbers(browser: Browser, demo: Program) -> None:
    page = browser.new_page(viewport={"width": 1680, "height": 1000})
    page.goto(demo.url)
    official = ZaloPhoneOnPage(page, "stnmt")
    expect(official.root.locator(".badge")).to_have_text("Zalo")
    official.links()

    page.locator('[data-jump="next-reminder-day"]').click()
    official.sees("Kính gửi", "Sở Nông nghiệp và Môi trường", "14/11/2026", "42/42")
    official.chooses("Báo cáo ngay")
    official.sees("Chọn nhiệm vụ để báo cáo")
    official.chooses("1.1.2.a")
    official.sees("Tình trạng thực hiện")
    official.says("1\nĐã đánh giá xong 9 huyện, thành phố\n12/BC-STNMT 10/10/2026")
    official.sees("Đã ghi nhận: 1.1.2.a", "Đã hoàn thành", "9 huyện", "12/BC-STNMT")
    official.says("2 xong, 3 60%")
    official.sees("60%")
    page.screenshot(path=_picture("5-zalo"))

    official.root.locator("summary").click()
    official.root.locator('[data-role="block"]').click()
    expect(official.root.locator('[data-role="unblock"]')).to_be_visible(timeout=PATIENCE)


def test_a_demonstration_that_was_killed_goes_on_where_it_was(
    browser: Browser, demo: Program
) -> None:
    page = browser.new_page()
    page.goto(demo.url)
    PhoneOnPage(page, "sct").links()
    demo.kill()
    demo.start_demo()
    page.goto(demo.url)
    official = PhoneOnPage(page, "sct")
    official.sees("Đã liên kết")
    official.says("nhiem vu")
    official.sees("nhiệm vụ chưa báo cáo")
    expect(official.root.locator("[data-message]", has_text="Đã liên kết")).to_have_count(1)


def _picture(name: str) -> Path:
    PICTURES.mkdir(parents=True, exist_ok=True)
    return PICTURES / f"{name}.png"
