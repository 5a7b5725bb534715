"""Morning lists: planners and administrators hear when there is news, in one digest a day."""

from datetime import date, datetime

import pytest
from sqlmodel import Session, col, select

from scheduler.jobs import tick
from storage.database import Database
from storage.models import Expectation, Outbox, Plan, Post, RightKind, Rule, Trouble
from storage.reports.requests.extensions import ask_extension, decide_extension
from tests.support.worlds.province import (
    CALENDAR,
    COORDINATOR,
    add_person,
    add_province,
    all_hear,
    at,
    give_right,
    hears,
    owed_by,
    person_of,
    promises,
    report_all,
    speaks,
)

FIRST, NEXT = date(2026, 10, 14), date(2026, 10, 15)
RUNG = date(2026, 10, 30)


@pytest.fixture
def province(database: Database) -> Database:
    """p is a planner, x and y are administrators; none has a post that is reminded."""
    add_province(database)
    with database.write() as session:
        for code in ("p", "x", "y"):
            add_person(session, code, COORDINATOR, post=Post.STAND_IN)
        give_right(session, "p", RightKind.PLANNER)
        give_right(session, "x", RightKind.ADMINISTRATOR)
        give_right(session, "y", RightKind.ADMINISTRATOR)
    return database


def days(database: Database, who: str, start: date, end: date) -> list[date]:
    return [day for day, _ in hears(database, start, end, who)]


def words(database: Database, who: str) -> str:
    """Of the newest digest that left."""
    with database.read() as session:
        query = select(Outbox).where(
            Outbox.person_id == person_of(session, who).id, col(Outbox.sent_at).is_not(None)
        )
        return session.exec(query.order_by(col(Outbox.id).desc())).all()[0].text or ""


def break_settings(session: Session) -> None:
    session.exec(select(Plan)).one().chosen_ladder = [1, -1]


# --- Planners -------------------------------------------------------------------------------------


def test_a_planner_hears_on_the_days_of_the_ladder(province: Database) -> None:
    assert days(province, "p", FIRST, date(2026, 11, 10)) == [
        FIRST,
        RUNG,
        date(2026, 11, 6),
        date(2026, 11, 10),
    ]
    assert "đã nhận 0/3" in words(province, "p")


def test_a_planner_hears_the_morning_after_something_came_in(province: Database) -> None:
    all_hear(province, FIRST, FIRST)
    with province.write() as session:
        report_all(session, "Sở Y tế", at(FIRST, 10))
    assert days(province, "p", FIRST, RUNG) == [NEXT, RUNG]


def test_a_planner_hears_of_a_request_once(province: Database) -> None:
    all_hear(province, FIRST, FIRST)
    with province.write() as session:
        one = owed_by(session, "Sở Y tế")[0]
        ask_extension(session, one, date(2026, 11, 20), "Chờ số liệu", None, FIRST, at(FIRST, 10))
    assert days(province, "p", FIRST, date(2026, 10, 29)) == [NEXT]
    assert "Chờ quyết định: 1 đề nghị" in words(province, "p")


def test_a_promise_of_one_agency_takes_no_list_from_the_planner(province: Database) -> None:
    all_hear(province, FIRST, FIRST)
    promises(province, "a", "Sở Công Thương", date(2026, 11, 12), at(FIRST, 10))
    promises(province, "b", "Sở Y tế", date(2026, 11, 12), at(FIRST, 10))
    assert days(province, "p", NEXT, date(2026, 11, 6)) == [RUNG, date(2026, 11, 6)]


def test_a_planner_of_another_plan_hears_nothing(province: Database) -> None:
    with province.write() as session:
        plan = session.exec(select(Plan)).one()
        other = Plan(**plan.model_dump(exclude={"id", "code"}), code="khac")
        session.add(other)
        session.flush()
        add_person(session, "q", COORDINATOR, post=Post.STAND_IN)
        give_right(session, "q", RightKind.PLANNER, other)
    assert days(province, "q", FIRST, RUNG) == []


def test_a_planner_who_is_focal_person_gets_one_digest_with_both(province: Database) -> None:
    with province.write() as session:
        give_right(session, "a", RightKind.PLANNER)
    assert hears(province, FIRST, NEXT) == [(FIRST, [-30])]
    text = words(province, "a")
    assert "Nhiệm vụ 1.1" in text
    assert text.index("Nhiệm vụ 1.1") < text.index("Kế hoạch mẫu")
    with province.write() as session:
        report_all(session, "Sở Y tế", at(NEXT, 10))
    assert hears(province, date(2026, 10, 16), date(2026, 10, 16)) == [(date(2026, 10, 16), [])]
    assert "Nhiệm vụ 1.1" not in words(province, "a")


def test_no_list_comes_of_a_round_that_is_history(province: Database) -> None:
    all_hear(province, date(2026, 11, 30), date(2026, 11, 30))
    with province.write() as session:
        one = owed_by(session, "Sở Y tế")[0]
        asked = ask_extension(
            session, one, date(2026, 12, 31), "Chờ số liệu", None, NEXT, at(date(2026, 11, 30), 10)
        )
        assert asked.id
        for rule in session.exec(select(Rule)):
            rule.until_year = 2026
    history = date(2027, 2, 1)
    assert days(province, "p", date(2027, 1, 25), history) == [date(2027, 1, 25)]
    with province.write() as session:
        report_all(session, "Sở Công Thương", at(history, 10))
    assert days(province, "p", date(2027, 2, 2), date(2027, 2, 3)) == []


def test_what_is_no_longer_expected_waits_for_no_decision(province: Database) -> None:
    all_hear(province, FIRST, FIRST)
    with province.write() as session:
        one = owed_by(session, "Sở Y tế")[0]
        ask_extension(session, one, date(2026, 11, 20), "Chờ số liệu", None, FIRST, at(FIRST, 10))
        one.ended_at = at(FIRST, 11)
        rows = session.exec(select(Expectation)).all()
        assert sum(row.ended_at is not None for row in rows) == 1
        for rule in session.exec(select(Rule)):  # or the expectation would come back
            rule.ended_at = at(FIRST, 11)
    assert days(province, "p", NEXT, NEXT) == []


def test_a_decided_request_is_no_news(province: Database) -> None:
    all_hear(province, FIRST, FIRST)
    with province.write() as session:
        one, now = owed_by(session, "Sở Y tế")[0], at(FIRST, 10)
        asked = ask_extension(session, one, date(2026, 11, 20), "Chờ số liệu", None, FIRST, now)
        decide_extension(
            session, asked, None, "Không đủ căn cứ", person_of(session, "p"), FIRST, now
        )
    assert days(province, "p", NEXT, date(2026, 10, 16)) == []


# --- Administrators -------------------------------------------------------------------------------


def test_every_administrator_hears_of_a_trouble_once_and_nobody_else(province: Database) -> None:
    with province.write() as session:
        break_settings(session)
    heard = all_hear(province, date(2026, 10, 12), date(2026, 10, 13))
    assert [(who, said) for _, who, said in heard] == [("x", []), ("y", [])]
    assert "[1, -1]" in words(province, "x")
    assert days(province, "x", FIRST, NEXT) == []


def test_a_planner_is_not_told_what_is_for_the_administrator(province: Database) -> None:
    with province.write() as session:
        break_settings(session)
    assert days(province, "p", FIRST, FIRST) == [FIRST]
    assert "[1, -1]" not in words(province, "p")


def test_a_trouble_is_told_again_if_the_digest_never_left(province: Database) -> None:
    with province.write() as session:
        break_settings(session)
    monday = date(2026, 10, 12)
    tick(province, at(monday), CALENDAR)
    with province.write() as session:
        for row in session.exec(select(Outbox)):
            row.failed_at = at(monday)
    assert days(province, "x", monday, date(2026, 10, 13)) == [date(2026, 10, 13)]


def test_a_trouble_that_ended_while_the_digest_waited_is_not_told(province: Database) -> None:
    with province.write() as session:
        break_settings(session)
    monday = date(2026, 10, 12)
    tick(province, at(monday, 7), CALENDAR)
    with province.write() as session:
        session.exec(select(Plan)).one().chosen_ladder = None
    tick(province, at(monday, 7, 30), CALENDAR)
    assert speaks(province, at(monday)) == []
    with province.read() as session:
        assert [one.ended_at for one in session.exec(select(Trouble))] == [at(monday, 7, 30)]


def test_a_trouble_that_comes_back_is_told_again(province: Database) -> None:
    with province.write() as session:
        break_settings(session)
    monday, tuesday, wednesday = (date(2026, 10, day) for day in (5, 6, 7))
    assert days(province, "x", monday, monday) == [monday]
    _mend(province, at(monday, 9))
    assert days(province, "x", tuesday, tuesday) == []
    with province.write() as session:
        break_settings(session)
    assert days(province, "x", wednesday, wednesday) == [wednesday]


def _mend(database: Database, now: datetime) -> None:
    with database.write() as session:
        session.exec(select(Plan)).one().chosen_ladder = None
    tick(database, now, CALENDAR)


def test_who_is_planner_and_administrator_gets_one_digest_with_both(province: Database) -> None:
    with province.write() as session:
        give_right(session, "p", RightKind.ADMINISTRATOR)
        break_settings(session)
    assert days(province, "p", FIRST, NEXT) == [FIRST]
    assert "[1, -1]" in words(province, "p")
    assert "Kế hoạch mẫu" in words(province, "p")


def test_an_administrators_digest_keeps_the_office_hours_too(province: Database) -> None:
    with province.write() as session:
        break_settings(session)
    monday = date(2026, 10, 12)
    tick(province, at(monday, 0, 1), CALENDAR)
    assert speaks(province, at(monday, 7, 59)) == []
    assert [who for who, _ in speaks(province, at(monday))] == ["x", "y"]
