"""Requests decided on a page: what the chat would do, for the planners of the plan alone."""

from datetime import date

import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import (
    Agency,
    Assignment,
    Extension,
    Item,
    Objection,
    Person,
    Reopening,
    Report,
    Right,
)
from storage.people.handovers import hand_over
from storage.reports.requests.reopenings import ask_reopening
from storage.reports.reviews import review_report
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds.planners import adds_plan, adds_planner
from tests.support.worlds.requests import asks_later, objects, reports
from tests.support.worlds.world import World

HOSTILE = "<script>alert(1)</script>"


class Desk:
    """sct asks for a later day of 1.1 and says 1.2 is not its task; 1.4 was accepted."""

    def __init__(self, database: Database) -> None:
        self.world = World(database)
        self.world.links("sct")
        self.world.clock.jump_to(date(2026, 10, 15))
        self.world.ticks()
        self.world.clock.jump_to(date(2026, 11, 12), 9)
        asks_later(self.world, "sct", "1.1", "25/11/2026", "Chờ số liệu của các huyện")
        objects(self.world, "sct", "1.2", "Việc của Sở Y tế")
        self._reopening()
        self.browser = Browser(self.world.runtime)
        self.browser.signs_in("skhdt")
        self.browser.gets("/requests")

    def _reopening(self) -> None:
        reports(self.world, "sct", "1.4", "completed", None, "Đã xong")
        now = self.world.clock.now()
        with self.world.database.write() as session:
            report = session.exec(select(Report)).one()
            people = {one.code: one for one in session.exec(select(Person))}
            review_report(session, report, True, "", people["skhdt"], now, now.date())
            session.flush()
            asked = report.expectation_id, "Nhầm số liệu", people["sct"]
            ask_reopening(session, *asked, now.date(), now)

    def decides(self, request: str, verdict: str, **form: str) -> int:
        typed = {"request": request, "verdict": verdict, **form}
        return self.browser.posts("/requests", **typed).status_code

    def heard(self) -> str:
        self.world.clock.forward(hours=1)
        return "\n".join(one.text for one in self.world.delivers())

    def undecided(self) -> int:
        with self.world.database.read() as session:
            waiting = [one.decided_at is None for one in session.exec(select(Extension))]
            waiting += [one.decided_at is None for one in session.exec(select(Objection))]
            waiting += [one.decided_at is None for one in session.exec(select(Reopening))]
            return sum(waiting)


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_what_is_needed_to_decide_stands_there(desk: Desk) -> None:
    words = words_of(desk.browser.gets("/requests"))
    for said in (
        "3 đề nghị chờ quyết định",
        "Sở Công Thương: 1.1 Tuyên truyền tiết kiệm năng lượng",
        "Chờ số liệu của các huyện",
        "Nguyễn Văn Mẫu An",
        "25/11/2026",
        "Việc của Sở Y tế",
        "Nhầm số liệu",
    ):
        assert said in words, said


def test_a_later_day_is_granted_and_told(desk: Desk) -> None:
    assert desk.decides("x1", "grant") == 303
    with desk.world.database.read() as session:
        assert session.exec(select(Extension)).one().granted_until == date(2026, 11, 25)
    assert "25/11/2026" in desk.heard()
    assert "x1" not in desk.browser.gets("/requests").text


def test_another_day_is_granted(desk: Desk) -> None:
    assert desk.decides("x1", "other", until="2026-11-20") == 303
    with desk.world.database.read() as session:
        assert session.exec(select(Extension)).one().granted_until == date(2026, 11, 20)


def test_a_day_that_cannot_be_is_not_granted(desk: Desk) -> None:
    for until in ("", "x", "2026-11-14", "2027-03-01", "11/20/2026"):
        form = {"request": "x1", "verdict": "other", "until": until, "reason": "giữ lại"}
        answer = desk.browser.posts("/requests", **form)
        assert answer.status_code == 400, until
        assert 'value="giữ lại"' in answer.text  # what was typed is not lost
        assert "Đề nghị chọn một ngày sau 14/11/2026" in words_of(answer)
    assert desk.undecided() == 3


def test_a_refusal_needs_a_reason_and_is_told_with_it(desk: Desk) -> None:
    for key in ("x1", "o1", "r1"):
        for reason in ("", " ", "ab", "x" * 501):
            assert desk.decides(key, "refuse", reason=reason) == 400, key
    assert desk.undecided() == 3
    for key in ("x1", "o1", "r1"):
        assert desk.decides(key, "refuse", reason=f"Kế hoạch đã giao rõ: {key}") == 303, key
    heard = desk.heard()
    assert all(f"đã giao rõ: {key}" in heard for key in ("x1", "o1", "r1"))


def test_an_objection_is_agreed_to_and_the_task_given_to_another(desk: Desk) -> None:
    assert desk.decides("o1", "agree", agency="Sở Trăng Sao") == 400
    assert desk.undecided() == 3
    assert desk.decides("o1", "agree", agency="so y te") == 303
    with desk.world.database.read() as session:
        item = session.exec(select(Item.id).where(Item.code == "1.2")).one()
        rows = session.exec(select(Assignment).where(Assignment.item_id == item)).all()
        assert sum(one.valid_until is None for one in rows) == 1
    assert "nhiệm vụ sau không thuộc đơn vị" in desk.heard()


def test_an_accepted_report_is_reopened(desk: Desk) -> None:
    assert desk.decides("r1", "agree") == 303
    with desk.world.database.read() as session:
        assert session.exec(select(Reopening)).one().accepted


def test_only_what_fits_the_request_decides_it(desk: Desk) -> None:
    for key, verdict in (("x1", "agree"), ("o1", "grant"), ("r1", "other"), ("x1", "")):
        assert desk.decides(key, verdict, until="2026-11-20") == 400, key
    assert desk.undecided() == 3


def test_a_page_that_is_out_of_date_changes_nothing(desk: Desk) -> None:
    assert desk.decides("x1", "grant") == 303
    assert desk.decides("x1", "refuse", reason="Đã quá muộn") == 409
    with desk.world.database.read() as session:
        assert session.exec(select(Extension)).one().granted_until


def test_what_does_not_exist_is_not_found(desk: Desk) -> None:
    for odd in ("", "x", "x9", "z1", "x-1", "x٣", "x" + "9" * 30, "1"):
        assert desk.decides(odd, "grant") == 404, odd
    assert desk.undecided() == 3


def test_requests_of_another_plan_are_neither_seen_nor_decided(desk: Desk) -> None:
    adds_plan(desk.world)
    adds_planner(desk.world, "khac-skhdt", "khac")
    foreign = Browser(desk.world.runtime)
    foreign.signs_in("khac-skhdt")
    page = foreign.gets("/requests")
    assert "Không có đề nghị nào chờ quyết định" in words_of(page)
    assert "Chờ số liệu" not in page.text
    for key in ("x1", "o1", "r1"):
        form = {"request": key, "verdict": "refuse", "reason": "Không đồng ý"}
        assert foreign.posts("/requests", **form).status_code == 404
        assert foreign.posts("/requests", csrf="0" * 32, **form).status_code == 403
        assert Browser(desk.world.runtime).posts("/requests", **form).status_code == 401
    assert desk.undecided() == 3
    assert "Chờ số liệu" not in foreign.gets("/requests/decided").text


def test_whose_right_has_ended_decides_nothing(desk: Desk) -> None:
    with desk.world.database.write() as session:
        for right in session.exec(select(Right)):
            session.delete(right)
    assert desk.decides("x1", "grant") == 404
    assert desk.undecided() == 3


def test_what_was_decided_is_kept_with_who_and_why(desk: Desk) -> None:
    desk.decides("x1", "refuse", reason=HOSTILE)
    desk.decides("o1", "agree")
    page = desk.browser.gets("/requests/decided")
    words = words_of(page)
    assert "<script" not in page.text
    for said in ("2 đề nghị", HOSTILE, "Chờ số liệu của các huyện", "Lê Văn Mẫu Cường", "1.2"):
        assert said in words, said
    assert "Nhầm số liệu" not in words  # it waits still


def test_an_earlier_request_on_the_same_task_stands_beside_the_new_one(desk: Desk) -> None:
    desk.decides("x1", "refuse", reason="Cần số liệu ngay")
    asks_later(desk.world, "sct", "1.1", "20/11/2026", "Vẫn chưa có số liệu")
    words = words_of(desk.browser.gets("/requests"))
    assert "Cần số liệu ngay" in words
    assert words.count("Vẫn chưa có số liệu") == 1


def test_markup_in_a_request_stays_words(desk: Desk) -> None:
    with desk.world.database.write() as session:
        session.exec(select(Objection)).one().reason = HOSTILE
        session.exec(select(Extension)).one().reason = HOSTILE
    assert "<script" not in desk.browser.gets("/requests").text
    typed = {"request": "x1", "verdict": "other", "until": HOSTILE, "reason": f'">{HOSTILE}'}
    assert "<script" not in desk.browser.posts("/requests", **typed).text


def test_handovers_are_shown_while_they_wait_and_after(desk: Desk) -> None:
    now = desk.world.clock.now()
    with desk.world.database.write() as session:
        people = {one.code: one for one in session.exec(select(Person))}
        of = session.exec(select(Agency.id).where(Agency.name == "Sở Công Thương")).one() or 0
        to = people["sct-lanhdao"]
        hand_over(session, people["sct"], to, of, "ABCD-WWWW", now, now.date())
    words = words_of(desk.browser.gets("/requests"))
    assert "Bàn giao đang chờ người kế nhiệm" in words
    assert "Phạm Thị Mẫu Dung" in words
    desk.world.clock.forward(days=8)
    desk.browser.signs_in("skhdt")
    assert "Bàn giao đang chờ" not in words_of(desk.browser.gets("/requests"))
    assert "không tiếp nhận" in words_of(desk.browser.gets("/requests/decided"))
