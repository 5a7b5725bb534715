"""Filling in: what is typed is kept as it is, what is amiss is said beside it, nothing is lost."""

import json
from datetime import date

import pytest
from sqlmodel import select

from storage.models import (
    Agency,
    Appointment,
    Expectation,
    FormDraft,
    Item,
    Person,
    Plan,
    Post,
    Report,
    Review,
)
from storage.people.signing_in.form_links import make_form_link
from tests.support.phones.pages.desk_browser import words_of
from tests.support.phones.pages.form_browser import FormBrowser
from tests.support.worlds.reporting_world import ReportingWorld

Fields = dict[str, str | list[str]]
LONG_TITLE = "Tỷ lệ hộ gia đình nông thôn được sử dụng nước sạch theo quy chuẩn quốc gia " * 2


def drafts(world: ReportingWorld) -> list[FormDraft]:
    with world.database.read() as session:
        return list(session.exec(select(FormDraft)))


def expectation(world: ReportingWorld, code: str) -> str:
    with world.database.read() as session:
        of_item = select(Expectation.id).join(Item).where(Item.code == code)
        return str(max(key or 0 for key in session.exec(of_item)))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"result": "Đã mở lớp"}, "Xin chọn tình trạng thực hiện."),
        ({"status": "in_progress", "percent": "nhiều"}, "là tỷ lệ phần trăm"),
        ({"status": "in_progress", "percent": "120"}, "là tỷ lệ phần trăm"),
        ({"status": "in_progress", "percent": "100"}, "Đã hoàn thành"),
        ({"status": "completed", "percent": "60"}, "tỷ lệ 100%"),
        ({"status": "not_started", "percent": "5"}, "chưa có tỷ lệ"),
        ({"status": "blocked"}, "không thể để trống"),
        ({"status": "propose_change", "difficulties": "x"}, "không thể để trống"),
        ({"status": "ongoing", "document": "công văn"}, "Chưa đọc được số, ký hiệu"),
        ({"status": "ongoing", "document": "1/BC", "document_on": "2026-10-16"}, "chưa đến"),
        ({"status": "ongoing", "document_on": "2026-10-05"}, "số, ký hiệu"),
    ],
)
def test_what_is_amiss_is_said_beside_it_and_not_sent(
    fields: dict[str, str], said: str, browser: FormBrowser, world: ReportingWorld
) -> None:
    browser.fills("1.1", **fields)
    browser.looks()
    beside = browser.page.text.split('class="amiss"')[1:]
    assert any(said in one.split("</span>")[0] for one in beside), words_of(browser.page)
    assert 'aria-invalid="true"' in browser.page.text
    for name, words in fields.items():
        assert name in ("status", "document_on") or browser.field("1.1", name).startswith(words[:3])
    assert "Cần sửa trước khi gửi" in browser.checks()
    assert "Chưa có nội dung nào sẵn sàng" in words_of(browser.page)
    assert world.reports() == []


def test_what_was_emptied_again_is_no_draft(browser: FormBrowser, world: ReportingWorld) -> None:
    browser.fills("1.1", status="ongoing")
    assert len(drafts(world)) == 1
    browser.looks()
    browser.fills("1.1", status="")
    assert drafts(world) == []


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}", "=1+1", "a\r\nb", "\u202edlrow"],
)
def test_markup_is_text_everywhere(text: str, browser: FormBrowser, world: ReportingWorld) -> None:
    fields = {"result": text, "difficulties": text, "proposals": text, "percent": text}
    browser.fills("1.1", status="in_progress", document=text, **fields)
    for path in ("/form", "/form/check"):
        browser.looks(path)
        assert "<script>" not in browser.page.text
        assert "<img" not in browser.page.text
        assert "49" not in words_of(browser.page).split("1.2")[0].split("1.1")[-1]
    browser.looks()
    assert browser.field("1.1", "result").replace("\n", "\r\n") == text
    browser.fills("1.1", status="ongoing", result=text)
    browser.checks()
    assert "Đã nhận" in browser.sends()
    assert "<script>" not in browser.page.text
    [report] = world.reports()
    assert report.result == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Theo công văn mật số 12/CV-UBND", "bí mật nhà nước"),
        ("CCCD của hộ là 083099000123", "số riêng của cá nhân"),
    ],
)
def test_what_must_not_be_kept_is_not(
    text: str, said: str, browser: FormBrowser, world: ReportingWorld
) -> None:
    answer = browser.fills("1.1", status="ongoing", result=text, proposals="Đề nghị cấp vốn")
    assert said in words_of(answer)
    assert text not in answer.text
    assert "Đề nghị cấp vốn" in answer.text  # what is harmless stands there still
    assert drafts(world) == []


def test_two_windows_of_one_person_write_nothing_over(
    browser: FormBrowser, world: ReportingWorld
) -> None:
    key, was = browser.key("1.1"), browser.mark(browser.key("1.1"))
    browser.fills("1.1", status="in_progress", result="Của cửa sổ thứ nhất")
    old: Fields = {"task": key, "page": "1", "go": "check", f"{key}.was": was}
    typed = {f"{key}.status": "ongoing", f"{key}.result": "Của cửa sổ thứ hai"}
    answer = browser.posts("/form", None, **{**old, **typed})
    assert answer.status_code == 409
    assert "Của cửa sổ thứ nhất" in answer.text
    assert "Của cửa sổ thứ hai" in answer.text
    assert [one.slots["result"] for one in drafts(world)] == ["Của cửa sổ thứ nhất"]
    browser.page = answer
    browser.fills("1.1", status="ongoing", result="Của cửa sổ thứ hai")
    assert [one.slots["result"] for one in drafts(world)] == ["Của cửa sổ thứ hai"]


def test_what_an_old_page_shows_unchanged_overwrites_nothing(
    browser: FormBrowser, world: ReportingWorld
) -> None:
    key, was = browser.key("1.1"), browser.mark(browser.key("1.1"))
    browser.fills("1.1", status="ongoing", result="Mới")
    untouched: Fields = {"task": key, "page": "1", "go": "stay", f"{key}.was": was}
    assert browser.posts("/form", None, **untouched).status_code == 303
    assert [one.slots["result"] for one in drafts(world)] == ["Mới"]


def opens_as_colleague(world: ReportingWorld) -> FormBrowser:
    """sct2 of the same agency, by the end of their phone."""
    with world.database.write() as session:
        person = Person(code="sct2", full_name="Vũ Thị Mẫu Hà", office_phone="0275 0005678")
        session.add(person)
        session.flush()
        agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
        session.add(
            Appointment(
                person_id=person.id or 0,
                agency_id=agency.id or 0,
                post=Post.FOCAL,
                starts_on=date(2026, 1, 1),
            )
        )
        now = world.clock.now()
        make_form_link(session, person.id or 0, "of-sct2", now, now.replace(year=2027))
    other = FormBrowser(world)
    other.gets("/f/of-sct2")
    assert other.posts("/f/of-sct2", word="005678").status_code == 303
    other.looks()
    return other


def test_two_people_of_one_agency_see_each_other_and_lose_nothing(
    browser: FormBrowser, world: ReportingWorld
) -> None:
    other = opens_as_colleague(world)
    browser.fills("1.1", status="in_progress", percent="40", result="Của An")
    assert "Nguyễn Văn Mẫu An cũng đang nhập mục này" in other.looks()
    other.fills("1.1", status="in_progress", percent="50", result="Của Hà")
    browser.checks()
    assert "Đã nhận" in browser.sends()
    assert "đã được người khác cập nhật" in other.checks()
    assert "Của An" in words_of(other.page)  # what it was, beside what it would be
    assert "Chưa gửi" in other.sends()
    assert len(world.reports()) == 1
    other.checks()
    assert "Đã nhận" in other.sends(expectation(world, "1.1"))
    assert [one.result for one in world.reports()] == ["Của An", "Của Hà"]


def test_nobody_reaches_what_is_not_theirs(browser: FormBrowser, world: ReportingWorld) -> None:
    foreign = expectation(world, "1.3")
    own = browser.key("1.1")
    for task in (foreign, "0", "-1", "999999", "x", "", "٣", f"{own} "):
        form: Fields = {"task": [own, task], "go": "stay", f"{task}.status": "completed"}
        form |= {f"{own}.status": "ongoing"}
        assert browser.posts("/form", None, **form).status_code == 404
        sent: Fields = {"task": [task], "sure": [task], f"{task}.was": "x"}
        assert browser.posts("/form/check", None, **sent).status_code in (400, 404)
        assert browser.posts("/form", None, task=own, go=f"files-{task}").status_code in (303, 404)
    for path in (f"/form/files/{foreign}", "/form/files/0", "/form/files/x", "/form/files/-1"):
        assert browser.gets(path).status_code == 404
        assert browser.posts(path).status_code in (403, 404)
    assert browser.posts("/form", None, task=own, go="elsewhere").status_code == 404
    assert drafts(world) == []
    assert world.reports() == []


def test_a_form_of_somebody_else_or_too_large_changes_nothing(
    browser: FormBrowser, world: ReportingWorld
) -> None:
    key = browser.key("1.1")
    form: Fields = {"task": key, "page": "1", "go": "stay", f"{key}.status": "ongoing"}
    right, thief = browser.csrf, FormBrowser(world)
    for csrf in ("", "0" * 32, right[:-1], "é"):
        for path in ("/form", "/form/check", "/form/leave"):
            assert browser.posts(path, csrf, **form).status_code == 403
    assert thief.posts("/form", right, **form).status_code == 401
    assert browser.posts("/form", right, **form, big="x" * 1024 * 1024).status_code == 403
    assert browser.posts("/form", right, **form, more=["x"] * 300).status_code == 403
    assert browser.gets("/form").status_code == 200
    assert drafts(world) == []


def test_a_text_longer_than_a_message_is_kept_and_said(
    browser: FormBrowser, world: ReportingWorld
) -> None:
    browser.fills("1.1", status="ongoing", result="ấ" * 4001)
    assert "tối đa 4000" in browser.checks()
    assert len(drafts(world)[0].slots["result"]) == 4001


def test_the_script_saves_by_the_same_post(browser: FormBrowser, world: ReportingWorld) -> None:
    answer = browser.fills("1.1", go="auto", status="ongoing", result="Tự lưu")
    told = json.loads(answer.text)
    assert told["said"].startswith("Đã lưu nháp lúc 08:")
    browser.looks()
    key = browser.key("1.1")
    assert told["was"] == {key: browser.mark(key)}
    # What was changed elsewhere is not told to be known: else the next save would write over it
    old: Fields = {"task": key, "go": "auto", f"{key}.was": "0", f"{key}.status": "blocked"}
    again = json.loads(browser.posts("/form", None, **old).text)
    assert again["was"] == {}
    assert "Lưu nháp" in again["said"]
    assert [one.slots["result"] for one in drafts(world)] == ["Tự lưu"]


def test_forty_tasks_stay_light(world: ReportingWorld, browser: FormBrowser) -> None:
    with world.database.write() as session:
        plan = session.exec(select(Plan)).one()
        for n in range(200, 240):
            world.adds_indicator(session, plan, f"CT.{n}", LONG_TITLE)
    world.clock.forward(days=1)
    world.ticks()
    browser.opens("sct")
    sizes = []
    for page in range(1, 6):
        browser.looks(f"/form?page={page}")
        sizes.append(len(browser.page.content))
    assert "Trang 5/" in words_of(browser.page)
    assert 15 * 1024 < max(sizes) <= 60 * 1024, sizes


def test_an_accepted_report_is_shown_and_not_changed(
    browser: FormBrowser, world: ReportingWorld
) -> None:
    browser.fills("1.1", status="ongoing", result="Xong")
    browser.checks()
    browser.sends()
    with world.database.write() as session:
        report = session.exec(select(Report).order_by(Report.id.desc())).first()  # type: ignore[union-attr]
        assert report is not None
        session.add(Review(report_id=report.id or 0, accepted=True, reviewed_at=world.clock.now()))
    assert "Báo cáo đã được chấp nhận" in browser.looks()
    key = browser.key("1.1")
    form: Fields = {"task": key, "page": "1", "go": "stay", f"{key}.status": "completed"}
    browser.posts("/form", None, **form)
    assert drafts(world) == []
    assert browser.gets(f"/form/files/{key}").status_code == 404
