"""The official's form on a screen as wide as a phone: by a code on paper, with a script or none."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from bot.web.app import web_app
from scheduler.jobs import tick
from storage.database import open_database
from storage.migrations import upgrade
from tests.support.patience import HANGS_MS
from tests.support.phones.program import free_port
from tests.support.worlds.reporting_world import ReportingWorld
from tests.support.worlds.world import CALENDAR

PHONE = {"width": 390, "height": 844}


class Served:
    """A world whose pages are served to browsers of this machine."""

    def __init__(self, folder: Path) -> None:
        self.database = open_database(f"sqlite:///{folder / 'form.sqlite3'}")
        upgrade(self.database)
        self.world = ReportingWorld(self.database)
        self.world.clock.jump_to(date(2026, 10, 15))
        tick(self.database, self.world.clock.now(), CALENDAR)
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        app = web_app(self.world.runtime)
        self._server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None))
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()

    def ends(self) -> None:
        self._server.should_exit = True
        self._thread.join()
        self.database.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path)
    yield served
    served.ends()


@pytest.mark.parametrize("has_script", [True, False])
def test_from_a_code_on_paper_to_the_receipt(
    has_script: bool, served: Served, browser: Browser
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=has_script)  # type: ignore[arg-type]
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.set_default_timeout(HANGS_MS)
    code = served.world.invites("sct")
    _goes_in(page, served.url, code)
    task = page.locator("details.task", has_text="1.1 Tuyên truyền")
    task.locator("summary").first.click()
    task.get_by_label("Tình trạng").select_option("in_progress")
    task.get_by_label("Tỷ lệ").fill("60")
    task.get_by_label("Kết quả").fill("Đã mở 12 lớp")
    if has_script:
        expect(page.locator("#saved")).to_contain_text("Đã lưu nháp", timeout=HANGS_MS)
        page.reload()
        expect(page.get_by_text("Đang nhập dở")).to_be_visible(timeout=HANGS_MS)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.get_by_role("button", name="Kiểm tra và gửi").click()
    expect(page.get_by_text("Kết quả: Đã mở 12 lớp")).to_be_visible()
    page.get_by_role("button", name="Đúng, gửi báo cáo").click()
    expect(page.get_by_text("Đã ghi nhận 1.1: Đang triển khai, 60%.")).to_be_visible()
    assert [one.result for one in served.world.reports()] == ["Đã mở 12 lớp"]
    assert said == []
    context.close()


def _goes_in(page: Page, url: str, code: str) -> None:
    page.goto(f"{url}/form")
    page.get_by_label("Mã mời").fill(code)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Đúng là tôi").click()
    expect(page.get_by_role("heading", name="Báo cáo nhiệm vụ")).to_be_visible()
