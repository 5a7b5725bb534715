"""The whole road in a browser: `daumoi demo`, phones, a clock, the desk; with pictures."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.support.files import contents
from tests.support.paths import ROOT
from tests.support.phones.on_page import PhoneOnPage, ZaloPhoneOnPage
from tests.support.phones.program import Program

PICTURES = ROOT / "var" / "screenshots"


def test_from_the_invitation_to_a_summary_that_moves(browser: Browser, demo: Program) -> None:
    page = browser.new_page(viewport={"width": 1680, "height": 1000})
    page.goto(demo.url)
    official, planner = PhoneOnPage(page, "sct"), ZaloPhoneOnPage(page, "skhdt")
    official.links()
    planner.links()
    page.screenshot(path=_picture("1-linked"))

    page.locator('[data-jump="next-reminder-day"]').click()
    official.sees("Kính gửi", "Sở Công Thương", "14/11/2026", "còn 22 ngày làm việc")
    digests = official.root.locator('[data-message][data-from="bot"]', has_text="Kính gửi")
    expect(digests).to_have_count(1)
    page.screenshot(path=_picture("2-digest"))

    planner.says("tong hop")
    planner.has_read("đã nhận 0 ")
    official.taps("Báo cáo ngay")
    official.sees("Chọn nhiệm vụ để báo cáo")
    official.taps("2.2.3")
    official.sees("Tình trạng thực hiện")
    official.taps("Đã hoàn thành")
    official.sees("Kết quả đạt được")
    official.says("Đã tổ chức 12 lớp tập huấn cho 480 người")
    official.sees("đề xuất")
    official.taps("Bỏ qua")
    official.sees("Số, ký hiệu")
    official.taps("Bỏ qua")
    official.sees("Đề nghị kiểm tra", "480 người")
    official.taps("Đúng, ghi nhận")
    official.sees("Đã ghi nhận 2.2.3")

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
    official.sees("Đã ghi nhận 9.2")

    planner.says("tổng hợp")
    planner.has_read("đã nhận 2 (đúng hạn 2, trễ hạn 0)", "Từ hôm qua: +2 báo cáo.")
    planner.says("excel")
    planner.has_read("Bảng tổng hợp Excel", "Đường dẫn chỉ dành cho người nhận tin này")
    link = planner.root.locator("a[href*='/download/']").get_attribute("href")
    file = page.request.get(link or "")
    assert (file.status, file.body()[:2]) == (200, b"PK")
    page.screenshot(path=_picture("4-summary"))


def test_a_document_is_sent_in_the_middle_of_a_report(browser: Browser, demo: Program) -> None:
    page = browser.new_page(viewport={"width": 1680, "height": 1000})
    page.goto(demo.url)
    official = PhoneOnPage(page, "sct")
    official.links()
    official.says("2.2.3")
    official.sees("Tình trạng thực hiện")
    official.taps("Đã hoàn thành")
    official.sees("Kết quả đạt được")
    official.sends("Báo cáo 12.pdf", "application/pdf", contents.PDF)
    own = official.root.locator('[data-message][data-from="user"]').last
    expect(own).to_contain_text("Báo cáo 12.pdf")
    expect(own).to_contain_text(f"{len(contents.PDF)} byte")
    official.sees('Đã nhận tệp "Báo cáo 12.pdf"', "kèm theo báo cáo nhiệm vụ 2.2.3", "Kết quả")
    official.says("Đã tổ chức 12 lớp tập huấn cho 480 người")
    official.sees("đề xuất")
    official.taps("Bỏ qua")
    official.sees("Số, ký hiệu")
    official.taps("Bỏ qua")
    official.sees("Tệp kèm theo", "Báo cáo 12.pdf")


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
    official.sees("nội dung chưa báo cáo")
    expect(official.root.locator("[data-message]", has_text="Đã liên kết")).to_have_count(1)


def test_the_desk_opens_beside_the_phones(browser: Browser, demo: Program) -> None:
    page = browser.new_page(viewport={"width": 1680, "height": 1000})
    page.goto(demo.url)
    expect(page.locator(".first")).to_contain_text("Trước hết")
    desk = _opened_beside(page, "skhdt")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Các đợt báo cáo")
    desk.get_by_role("link", name="Báo cáo năm 2026").first.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Báo cáo năm 2026")
    expect(desk.locator(".figures")).to_contain_text("Phải báo cáo")
    desk.screenshot(path=_picture("5-desk"))
    desk.get_by_role("button", name="Đăng xuất").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Đề nghị đăng nhập")
    of_administrator = _opened_beside(page, "quantri")
    of_administrator.get_by_role("link", name="Nhật ký").click()
    expect(of_administrator.locator("main")).to_contain_text("Nạp kế hoạch")


def test_a_colleague_takes_over_and_a_planner_signs_in_from_the_chat(
    browser: Browser, demo: Program
) -> None:
    page = browser.new_page(viewport={"width": 1680, "height": 1000})
    page.goto(demo.url)
    official, colleague = PhoneOnPage(page, "sct"), PhoneOnPage(page, "sct2")
    planner = ZaloPhoneOnPage(page, "skhdt")
    official.links()
    colleague.links()
    official.says("ban giao")
    official.sees("Người nhận là ai?")
    official.taps("Đinh Văn Mẫu Tùng")
    official.sees("Đề nghị kiểm tra")
    official.taps("Đúng, cấp mã")
    official.sees("Mã bàn giao")
    found = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", official.newest().inner_text())
    assert found
    colleague.says(found[0])
    colleague.sees("có nhận bàn giao không?")
    colleague.taps("Nhận bàn giao")
    colleague.sees("là cán bộ đầu mối của Sở Công Thương")

    planner.links()
    planner.says("mo trang")
    planner.has_read("dùng được một lần")
    link = planner.root.locator("a[href*='/sign-in/']").get_attribute("href")
    page.goto(link or "")
    page.locator("main button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Các đợt báo cáo")


def _opened_beside(page: Page, who: str) -> Page:
    """The window that the link on a phone's card opens, once signed in there."""
    with page.expect_popup() as opening:
        page.locator(f'[data-phone="{who}"]').get_by_role("link", name="Mở trang").click()
    opening.value.locator("main button").click()
    return opening.value


def _picture(name: str) -> Path:
    PICTURES.mkdir(parents=True, exist_ok=True)
    return PICTURES / f"{name}.png"
