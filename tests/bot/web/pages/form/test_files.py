"""Files brought to the form: as the chat's, by their content, and joined to what is sent."""

import pytest
from sqlmodel import select

from bot.channels.media_types import LARGEST
from storage.messages.attachments import content_of, drop_left_behind
from storage.models import Attachment, ChatAccount
from tests.support.phones.pages.desk_browser import words_of
from tests.support.phones.pages.form_browser import FormBrowser
from tests.support.worlds.reporting_world import ReportingWorld

PDF = b"%PDF-1.7\r\n--x\r\n\r\n\x00\xff\n"


def kept(world: ReportingWorld) -> list[Attachment]:
    with world.database.read() as session:
        rows = session.exec(select(Attachment).order_by(Attachment.id))  # type: ignore[arg-type]
        return [one for one in rows if one.dropped_at is None]


def test_a_file_goes_with_the_report(browser: FormBrowser, world: ReportingWorld) -> None:
    path = f"/form/files/{browser.key('1.1')}"
    browser.looks(path)
    assert browser.brings(path, ("Báo cáo quý.pdf", PDF)).status_code == 303
    assert '"Báo cáo quý.pdf"' in browser.looks(path)
    with world.database.write() as session:
        assert drop_left_behind(session, world.clock.now()) == 0  # its draft is there
    browser.looks()
    browser.fills("1.1", status="ongoing")
    assert 'Tệp kèm theo: "Báo cáo quý.pdf"' in browser.checks()
    browser.sends()
    [file], [report] = kept(world), world.reports()
    assert file.report_id == report.id
    with world.database.read() as session:
        assert content_of(session, file.id or 0) == PDF


def test_a_file_begun_here_goes_with_a_report_from_the_chat(
    browser: FormBrowser, world: ReportingWorld
) -> None:
    path = f"/form/files/{browser.key('1.1')}"
    browser.looks(path)
    browser.brings(path, ("a.pdf", PDF))
    [asked] = world.says("sct", "1.1")
    assert "Tình hình thực hiện" in asked.text or asked.choices
    world.taps("sct", "Đã hoàn thành")
    world.confirms("sct")
    [file], [report] = kept(world), world.reports()
    assert file.report_id == report.id


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"MZ\x90", "không nhận được loại tệp này"),
        ("a.exe", b"MZ\x90", "không nhận được loại tệp này"),
        ("<b>.html", b"<html>", "không nhận được loại tệp này"),
        ("a.pdf", PDF + b"x" * LARGEST, "quá lớn"),
        ("công văn mật 12_CV-UBND.pdf", PDF, "không được lưu"),
        ("", b"", "Xin chọn tệp trước"),
    ],
)
def test_what_cannot_be_taken_is_said(
    name: str, content: bytes, said: str, browser: FormBrowser, world: ReportingWorld
) -> None:
    path = f"/form/files/{browser.key('1.1')}"
    browser.looks(path)
    answer = browser.brings(path, (name, content))
    assert answer.status_code == 400
    assert said in words_of(answer)
    assert "<b>" not in answer.text
    assert kept(world) == []


def test_ten_files_are_the_most_and_all_can_be_taken_away(
    browser: FormBrowser, world: ReportingWorld
) -> None:
    path = f"/form/files/{browser.key('1.1')}"
    browser.looks(path)
    answer = browser.brings(path, *[(f"{n}.pdf", PDF) for n in range(11)])
    assert "tối đa 10 tệp" in words_of(answer)
    assert len(kept(world)) == 10
    browser.brings(path, leave="yes")
    assert kept(world) == []


def test_nobody_else_brings_anything(browser: FormBrowser, world: ReportingWorld) -> None:
    path = f"/form/files/{browser.key('1.1')}"
    browser.looks(path)
    right = browser.csrf
    assert FormBrowser(world).brings(path, ("a.pdf", PDF)).status_code == 401
    for csrf in ("", "0" * 32):
        browser.csrf = csrf
        assert browser.brings(path, ("a.pdf", PDF)).status_code == 403
    browser.csrf = right
    too_much = [(f"{n}.pdf", PDF + b"x" * LARGEST) for n in range(3)]
    refused = browser.brings(path, *too_much)
    assert (refused.status_code, "gửi lần lượt từng tệp" in refused.text) == (413, True)
    assert FormBrowser(world).brings(path, *too_much).status_code == 401
    assert kept(world) == []
    with world.database.read() as session:
        known = session.exec(select(ChatAccount).where(ChatAccount.channel == "web"))
        assert known.all() == []
