"""The road on Zalo phones in a browser: by numbers, by one line, in parts; and what is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import Session, col, select

from bot.channels.message_text import units
from bot.cli.service import DEMO_FOLDER
from storage.database import open_database
from storage.models import Attachment, Consent, Expectation, Item, Person, Report, Status
from tests.support.files import contents
from tests.support.phones.on_page import ZaloPhoneOnPage
from tests.support.phones.program import Program

LONGEST = 2000  # UTF-16 units
DONE, DOING, STUCK = Status.COMPLETED, Status.IN_PROGRESS, Status.BLOCKED


@pytest.fixture
def page(browser: Browser, demo: Program) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1680, "height": 1000})
    page.goto(demo.url)
    yield page
    page.close()


def test_from_the_code_to_a_report_by_numbers_and_a_summary(page: Page, demo: Program) -> None:
    official, planner = ZaloPhoneOnPage(page, "stnmt"), ZaloPhoneOnPage(page, "skhdt")
    expect(official.root.locator(".badge")).to_have_text("Zalo")
    official.links()
    planner.links()
    page.locator('[data-jump="next-reminder-day"]').click()
    official.sees("Kính gửi", "Sở Nông nghiệp và Môi trường", "14/11/2026", "42/42")
    official.chooses("Báo cáo ngay")
    official.sees("Chọn nhiệm vụ để báo cáo")
    official.chooses("1.1.2.a")
    official.sees("Tình trạng thực hiện")
    official.chooses("Đã hoàn thành")
    official.sees("Đề nghị kiểm tra trước khi ghi nhận", "1.1.2.a", "Đã hoàn thành")
    official.says("kq: Đã đánh giá xong 9 huyện, thành phố\nvb: 12/BC-STNMT 10/10/2026")
    official.sees("Đề nghị kiểm tra trước khi ghi nhận", "9 huyện", "12/BC-STNMT")
    official.chooses("Đúng, ghi nhận")
    official.sees("Đã ghi nhận 1.1.2.a: Đã hoàn thành")

    planner.says("tong hop")
    planner.has_read("đã nhận 1 (đúng hạn 1, trễ hạn 0)", "Từ hôm qua: +1 báo cáo.")
    with stored(demo) as session:
        (report,) = session.exec(select(Report)).all()
        consents = session.exec(select(Person.code).join(Consent)).all()
    assert (report.status, report.percent) == (DONE, 100)
    assert report.result == "Đã đánh giá xong 9 huyện, thành phố"
    assert (report.document_number, report.document_on) == ("12/BC-STNMT", date(2026, 10, 10))
    assert sorted(consents) == ["skhdt", "stnmt"]


def test_one_line_for_many_tasks_is_shown_whole_and_then_kept(page: Page, demo: Program) -> None:
    official = ZaloPhoneOnPage(page, "stnmt")
    official.links()
    official.says("nhiem vu")
    official.sees("Còn 42 nội dung chưa báo cáo")
    official.says("2 xong, 3 60%, 4 vướng kinh phí")
    official.sees(
        "trước khi ghi nhận 3 nhiệm vụ",
        "Đang triển khai, 60%",
        "Khó khăn, vướng mắc: vướng kinh phí",
    )
    official.chooses("Đúng, ghi nhận")
    official.sees("Đã ghi nhận 3 nhiệm vụ")
    assert kept(demo) == [(DONE, 100, ""), (DOING, 60, ""), (STUCK, None, "vướng kinh phí")]

    before = len(parts(official))
    official.says("tất cả đang làm")
    official.sees("Đúng, ghi nhận")
    said = parts(official)[before:]
    assert all(units(part) <= LONGEST for part in said)
    told = "\n".join(said).split("\n- ")[1:]
    assert len(told) == 24  # the others are figures, of which "all" says nothing
    numbers = [one.partition("(số ")[2].partition(")")[0] for one in told]
    shown = [int(number) for number in numbers if number]  # of the list shown last, which goes on
    assert shown[:2] == [1, 5]  # 2 to 4 are reported
    assert shown == sorted(set(shown))
    assert len(shown) >= 10
    official.says("dung")
    official.sees("Đã ghi nhận 24 nhiệm vụ")
    assert len(kept(demo)) == 27


def test_a_photo_is_taken_and_a_document_is_not(page: Page, demo: Program) -> None:
    official = ZaloPhoneOnPage(page, "stnmt")
    official.links()
    official.says("1.1.2.a")
    official.sees("Tình trạng thực hiện")
    official.sends("Báo cáo 12.pdf", "application/pdf", contents.PDF)
    expect(official.root.locator(".file-name")).to_have_text("Báo cáo 12.pdf")
    official.sees("chỉ nhận tin nhắn chữ và các tệp: ảnh", "Tình trạng thực hiện")
    official.sends("lop.jpg", "image/jpeg", contents.JPEG)
    official.sees("Đã nhận ảnh", "kèm theo báo cáo nhiệm vụ 1.1.2.a")
    expect(official.root.get_by_alt_text("lop.jpg")).to_have_count(1)
    with stored(demo) as session:
        (attachment,) = session.exec(select(Attachment)).all()
    assert attachment.media_type == "image/jpeg"


@contextmanager
def stored(demo: Program) -> Iterator[Session]:
    """The demonstration's own database."""
    opened = open_database(f"sqlite:///{demo.folder / DEMO_FOLDER / 'daumoi.sqlite3'}")
    with opened.read() as session:
        yield session
    opened.close()


def kept(demo: Program) -> list[tuple[str, float | None, str]]:
    """Status, percent and difficulties, in the order of the plan."""
    with stored(demo) as session:
        reports = session.exec(
            select(Report)
            .join(Expectation, col(Expectation.id) == Report.expectation_id)
            .join(Item, col(Item.id) == Expectation.item_id)
            .order_by(col(Item.position))
        )
        return [(one.status, one.percent, one.difficulties) for one in reports]


def parts(phone: ZaloPhoneOnPage) -> list[str]:
    """Every message of the bot as it is read."""
    return phone.root.locator('[data-from="bot"] .words').all_inner_texts()
