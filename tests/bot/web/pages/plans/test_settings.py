"""The days and hours of a plan on a page: looked at, stored, given back, with who did it."""

from datetime import date

import pytest
from sqlmodel import select

from scheduler.rounds.ad_hoc import open_ad_hoc
from storage.database import Database
from storage.models import Agency, AuditEntry, Plan
from tests.support.phones.pages.desk_browser import words_of
from tests.support.phones.pages.plan_desk import HOSTILE, PlanDesk
from tests.support.worlds.world import CALENDAR

PART = "/settings"
TYPED = {"ladder": "-7, -1 0;5", "hours": "07:30-11:30, 13:30-17:00", "completion": "5"}


@pytest.fixture
def desk(database: Database) -> PlanDesk:
    return PlanDesk(database)


def chosen(desk: PlanDesk) -> tuple[object, object, object]:
    with desk.world.database.read() as session:
        plan = session.get_one(Plan, desk.plan)
        return plan.chosen_ladder, plan.chosen_hours, plan.chosen_completion_days


def test_what_holds_is_shown_with_the_days_of_the_next_round(desk: PlanDesk) -> None:
    page = desk.browser.gets(desk.at(PART))
    assert 'value="-30, -14, -7, -3, -1, 0, 1, 3"' in page.text
    assert 'value="08:00-11:00, 14:00-16:30"' in page.text
    words = words_of(page)
    assert "14/11/2026" in words  # due
    assert "ngày 06/11/2026" in words  # -7 days of the day that is asked for
    assert "trước ngày 15 tháng 11 hàng năm" in words


def test_of_a_round_asked_for_once_no_days_are_shown_before_it_was_opened(desk: PlanDesk) -> None:
    now, due_on = desk.world.clock.now(), date(2026, 10, 30)
    with desk.world.database.write() as session:
        plan, agency = session.get_one(Plan, desk.plan), session.exec(select(Agency)).first()
        assert agency is not None
        open_ad_hoc(session, plan, "Báo cáo nhanh", due_on, [agency.id or 0], None, now, CALENDAR)
    words = words_of(desk.browser.gets(desk.at(PART)))
    assert "thứ Sáu, ngày 30/10/2026" in words
    assert "ngày 23/10/2026" in words
    assert "trước hạn 7 ngày" in words
    assert "trước hạn 30 ngày" not in words


def test_the_days_that_would_follow_are_seen_before_they_are_stored(desk: PlanDesk) -> None:
    page = desk.browser.posts(desk.at(PART), **{**TYPED, "ladder": "-2"}, step="look")
    words = words_of(page)
    assert "ngày 11/11/2026" in words
    assert "ngày 06/11/2026" not in words
    assert chosen(desk) == (None, None, None)


def test_they_are_stored_and_given_back_with_who_and_when(desk: PlanDesk) -> None:
    assert desk.browser.posts(desk.at(PART), **TYPED, step="store").is_redirect
    assert chosen(desk) == ([-7, -1, 0, 5], ["07:30-11:30", "13:30-17:00"], 5)
    words = words_of(desk.browser.gets(desk.at(PART)))
    assert "Lê Văn Mẫu Cường: Ngày nhắc: theo kế hoạch → -7, -1, 0, 5" in words
    assert desk.browser.posts(desk.at(PART), step="reset").is_redirect
    assert chosen(desk) == (None, None, None)
    with desk.world.database.read() as session:
        assert len(session.exec(select(AuditEntry)).all()) >= 2


def test_what_is_as_the_plan_has_it_follows_the_plan(desk: PlanDesk) -> None:
    usual = {"ladder": "-30,-14,-7,-3,-1,0,1,3", "hours": "14:00-16:30, 08:00-11:00"}
    form = {**usual, "completion": "4", "step": "store"}
    assert desk.browser.posts(desk.at(PART), **form).is_redirect
    assert chosen(desk) == (None, None, 4)


def test_what_cannot_be_is_told_and_kept_on_the_page(desk: PlanDesk) -> None:
    for name, wrong in (
        ("ladder", ""),
        ("ladder", "-7, x"),
        ("ladder", "-181"),
        ("ladder", "61"),
        ("ladder", "٣"),
        ("hours", ""),
        ("hours", "08:00"),
        ("hours", "11:00-08:00"),
        ("hours", "08:00-12:00, 11:00-13:00"),
        ("completion", "0"),
        ("completion", "31"),
        ("completion", "x"),
    ):
        answer = desk.browser.posts(desk.at(PART), **{**TYPED, name: wrong}, step="store")
        assert answer.status_code == 400, wrong
        kept = "hours" if name != "hours" else "ladder"
        assert f'value="{TYPED[kept]}"' in answer.text
    assert chosen(desk) == (None, None, None)


def test_nobody_else_changes_them(desk: PlanDesk) -> None:
    desk.refused(PART, **TYPED, step="store")
    desk.refused(PART, step="reset")
    assert chosen(desk) == (None, None, None)


def test_what_is_changed_elsewhere_is_told_where(desk: PlanDesk) -> None:
    page = desk.browser.gets(desk.at(PART))
    for word in ("plan.toml", "closes_after_days", "leader_brief", "holidays.csv"):
        assert word in words_of(page)
    assert f'href="{desk.at("/rounds")}"' in page.text


def test_words_stay_words(desk: PlanDesk) -> None:
    for name in TYPED:
        form = {**TYPED, name: f'">{HOSTILE}'}
        assert "<script" not in desk.browser.posts(desk.at(PART), **form, step="store").text
