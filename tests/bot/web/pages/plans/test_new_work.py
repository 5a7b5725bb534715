"""Ad-hoc rounds and given tasks on pages: looked at first, then stored by the chat's effects."""

from datetime import date

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.models import Agency, AuditEntry, Expectation, Item, Round
from tests.support.phones.pages.desk_browser import words_of
from tests.support.phones.pages.plan_desk import HOSTILE, PlanDesk

NEW = "/rounds/new"
GIVE = "/tasks/new"
ASKED = {"title": "Rà soát điện mặt trời", "due": "30/10/2026", "agencies": "sct; Sở Y tế"}
TASK = {
    "title": "Lập đề án nước sạch",
    "letter": "123/UBND-TH",
    "issued": "2026-10-05",
    "due": "2026-12-18",
    "agencies": "Sở Công Thương",
}


@pytest.fixture
def desk(database: Database) -> PlanDesk:
    made = PlanDesk(database)
    with database.write() as session:
        found = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
        found.aliases = ["SCT"]
    return made


def rounds(desk: PlanDesk) -> list[Round]:
    with desk.world.database.read() as session:
        return list(session.exec(select(Round).order_by(col(Round.id))))


def checked(page: str) -> str:
    return page.split('name="checked" value="')[1].split('"')[0]


def test_what_is_asked_is_looked_at_before_anybody_is_asked(desk: PlanDesk) -> None:
    page = desk.browser.posts(desk.at(NEW), **ASKED)
    words = words_of(page)
    assert page.status_code == 200
    assert "2: Sở Công Thương; Sở Y tế" in words
    assert "Số người được nhắc 1" in words
    assert "1: Sở Y tế" in words  # nobody there has a chat
    assert "ngày 23/10/2026" in words  # a rung of the ladder
    assert rounds(desk) == []


def test_a_round_is_opened_as_it_was_checked(desk: PlanDesk) -> None:
    seen = desk.browser.posts(desk.at(NEW), **ASKED).text
    form = {**ASKED, "step": "store", "checked": checked(seen)}
    answer = desk.browser.posts(desk.at(NEW), **form)
    assert (answer.status_code, answer.headers["location"]) == (303, desk.at("/rounds?stored=1"))
    [made] = rounds(desk)
    assert (made.title, made.due_on) == ("Rà soát điện mặt trời", date(2026, 10, 30))
    with desk.world.database.read() as session:
        assert len(session.exec(select(Expectation)).all()) == 2
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == "round.opened")).one()
    assert entry.person_id is not None
    assert "Rà soát điện mặt trời" in words_of(desk.browser.gets(desk.at("/rounds")))


def test_all_of_the_plan_are_asked_with_one_tick(desk: PlanDesk) -> None:
    form = {**ASKED, "agencies": "", "all": "1"}
    seen = desk.browser.posts(desk.at(NEW), **form).text
    assert desk.browser.posts(desk.at(NEW), **form, step="store", checked=checked(seen)).is_redirect
    assert len(rounds(desk)) == 1


def test_what_was_not_checked_is_not_stored(desk: PlanDesk) -> None:
    for other in ("", "1", "x"):
        answer = desk.browser.posts(desk.at(NEW), **ASKED, step="store", checked=other)
        assert answer.status_code == 409
    assert rounds(desk) == []


WRONG = (
    ("title", " ", "Đề nghị"),
    ("title", "x" * 201, "201"),
    ("due", "2026-10-01", "đã qua"),
    ("due", "10/30/2026", "Chưa đọc được ngày"),
    ("due", "2028-01-01", "năm"),
    ("agencies", "", "Đề nghị"),
    ("agencies", "Sở Trăng Sao", "Sở Trăng Sao"),
    ("agencies", "Sở Xây dựng", "Sở Xây dựng"),  # of another province
)


def test_a_wrong_field_is_told_and_the_rest_is_kept(desk: PlanDesk) -> None:
    for field, wrong, said in WRONG:
        form = {**ASKED, field: wrong}
        answer = desk.browser.posts(desk.at(NEW), **form, step="store", checked="1,2")
        assert answer.status_code == 400, wrong
        alert = answer.text.split('role="alert">')[1].split("</p>")[0]
        assert said in alert, alert
        assert ASKED["due" if field == "title" else "title"] in answer.text
    assert rounds(desk) == []


def test_going_back_keeps_what_was_typed(desk: PlanDesk) -> None:
    page = desk.browser.posts(desk.at(NEW + "/change"), **ASKED).text
    assert 'value="Rà soát điện mặt trời"' in page
    page = desk.browser.posts(desk.at(GIVE + "/change"), **TASK).text
    assert 'value="123/UBND-TH"' in page


def test_nobody_else_opens_a_round_or_gives_a_task(desk: PlanDesk) -> None:
    desk.refused(NEW, **ASKED, step="store", checked="1,2")
    desk.refused(GIVE, **TASK, step="store", checked="1")
    assert rounds(desk) == []


def test_words_of_the_form_stay_words(desk: PlanDesk) -> None:
    for part, form in ((NEW, ASKED), (GIVE, TASK)):
        for name in form:
            hostile = {**form, name: f'">{HOSTILE}'}
            assert "<script" not in desk.browser.posts(desk.at(part), **hostile).text
        assert "<script" not in desk.browser.posts(desk.at(part + "/change"), **hostile).text


def test_a_task_is_given_and_told(desk: PlanDesk) -> None:
    page = desk.browser.posts(desk.at(GIVE), **TASK)
    assert "Sở Công Thương" in words_of(page)
    form = {**TASK, "step": "store", "checked": checked(page.text)}
    assert desk.browser.posts(desk.at(GIVE), **form).is_redirect
    with desk.world.database.read() as session:
        item = session.exec(select(Item).where(Item.code == "BS.1")).one()
    assert (item.title, item.due_on) == ("Lập đề án nước sạch", date(2026, 12, 18))
    assert "123/UBND-TH" in desk.heard()


def test_a_letter_needs_its_number_and_a_day_that_has_come(desk: PlanDesk) -> None:
    for field, wrong in (
        ("letter", ""),
        ("letter", "UBND"),
        ("letter", "1" * 61),
        ("issued", "2026-12-01"),
    ):
        form = {**TASK, field: wrong, "step": "store", "checked": "1"}
        assert desk.browser.posts(desk.at(GIVE), **form).status_code == 400, wrong
