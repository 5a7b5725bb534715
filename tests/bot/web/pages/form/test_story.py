"""An official's story: a link from the chat, the tasks on a page, begun here and gone on there."""

from datetime import date

from tests.support.phones.pages.form_browser import FormBrowser
from tests.support.worlds.reporting_world import ReportingWorld


def test_an_official_fills_in_checks_and_sends(world: ReportingWorld, browser: FormBrowser) -> None:
    shown = browser.looks()
    assert "Nguyễn Văn Mẫu An" in shown
    assert "1.1 Tuyên truyền tiết kiệm năng lượng Chưa báo cáo" in shown
    assert "1.3" not in shown  # of another agency
    browser.fills("1.1", status="in_progress", percent="60", result="Đã mở 12 lớp")
    assert "Đang nhập dở" in browser.looks()

    # What was begun here goes on in the chat, and back
    [echo] = world.says("sct", "1.1")
    assert "Kết quả: Đã mở 12 lớp" in echo.text
    world.says("sct", "70%")
    browser.looks()
    assert browser.field("1.1", "percent") == "70%"
    browser.fills(
        "1.1",
        status="in_progress",
        percent="70%",
        result="Đã mở 14 lớp",
        document="123/BC-SCT",
        document_on="2026-10-05",
    )
    echo_words = browser.checks()
    assert "Kết quả: Đã mở 14 lớp" in echo_words
    assert world.reports() == []
    receipt = browser.sends()
    assert "Đã ghi nhận 1.1: Đang triển khai, 70%." in receipt
    [report] = world.reports()
    assert (report.status, report.percent, report.result) == ("in_progress", 70, "Đã mở 14 lớp")
    assert (report.document_number, report.document_on) == ("123/BC-SCT", date(2026, 10, 5))
    assert report.person_id is not None
    # Nothing is half filled any more, here or there
    assert "Đang nhập dở" not in browser.looks()
    assert "Không có nội dung nào đang nhập dở" in world.says("sct", "viết tiếp")[-1].text
