"""The Monday message to the leaders of a province: on which days, once a week, to whom, of what."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from scheduler.reminders.province_briefs import is_day_of_brief
from storage.database import Database
from storage.models import (
    Agency,
    AuditEntry,
    Nudge,
    Person,
    Plan,
    ProvinceBrief,
    Reminder,
    Right,
    Round,
)
from storage.plans.leaders.nudge_asking import BadAsking, ask_nudge
from tests.support.worlds.planners import LEADER, LeaderWorld, adds_plan
from tests.support.worlds.requests import reports
from tests.support.worlds.world import CALENDAR, World

MONDAY = date(2026, 10, 19)


@pytest.mark.parametrize("monday", [MONDAY + timedelta(weeks=n) for n in range(60)])
def test_it_leaves_on_the_first_working_day_of_a_week_or_on_the_next(monday: date) -> None:
    days = [monday + timedelta(days=n) for n in range(7)]
    working = [day for day in days if CALENDAR.is_working_day(day)]
    assert [day for day in days if is_day_of_brief(day, CALENDAR)] == working[:2]


def test_a_monday_off_moves_it_to_tuesday() -> None:
    holiday = date(2027, 4, 26)  # in lieu of the Hùng kings' day, a Friday … or whichever Monday
    off = next(
        monday
        for monday in (holiday + timedelta(weeks=n) for n in range(-60, 60))
        if not CALENDAR.is_working_day(monday)
    )
    assert not is_day_of_brief(off, CALENDAR)
    first = CALENDAR.working_day_on_or_after(off)
    assert is_day_of_brief(first, CALENDAR) == (first - off < timedelta(days=6))


@pytest.fixture
def world(database: Database) -> LeaderWorld:
    world = LeaderWorld(database)
    for who in ("sct", "skhdt", LEADER):
        world.links(who)
    world.clock.jump_to(MONDAY - timedelta(days=4))
    world.ticks()
    return world


def hears_on(world: World, *days: date, hour: int = 8) -> list[str]:
    """What the leader hears while the jobs run again and again on these days."""
    before = len(world.heard_by(LEADER))
    for day in days:
        for minute in (0, 1, 30):
            world.clock.jump_to(day, hour, minute)
            world.ticks()
    return [message.text for message in world.heard_by(LEADER)[before:]]


def of_week(monday: date) -> list[date]:
    return [monday + timedelta(days=n) for n in range(7)]


def test_it_comes_once_a_week_however_often_the_jobs_run(world: LeaderWorld) -> None:
    [first] = hears_on(world, *of_week(MONDAY))
    assert "Đã nhận: 0/4" in first
    [second] = hears_on(world, *of_week(MONDAY + timedelta(weeks=1)))
    assert "Các cơ quan chậm nhất" in second
    with world.database.read() as session:
        weeks = session.exec(select(col(ProvinceBrief.week_on))).all()
    assert weeks == [MONDAY, MONDAY + timedelta(weeks=1)]


def test_it_waits_for_office_hours(world: LeaderWorld) -> None:
    assert hears_on(world, MONDAY, hour=6) == []
    assert len(hears_on(world, MONDAY, hour=8)) == 1


def test_after_a_monday_without_power_tuesday_says_it_and_wednesday_does_not(
    world: LeaderWorld,
) -> None:
    assert hears_on(world, MONDAY + timedelta(days=2)) == []
    assert len(hears_on(world, MONDAY + timedelta(days=8))) == 1


def closes(session: Session) -> None:
    for one in session.exec(select(Round)):
        one.closed_at = one.opened_at


def leaves_out(session: Session) -> None:
    session.exec(select(Plan)).one().leader_brief = False


def takes_right(session: Session) -> None:
    leader = session.exec(select(Person).where(Person.code == LEADER)).one()
    session.delete(session.exec(select(Right).where(Right.person_id == leader.id)).one())


@pytest.mark.parametrize("change", [closes, leaves_out, takes_right])
def test_it_does_not_come_where_there_is_nothing_to_say(
    change: Callable[[Session], None], world: LeaderWorld
) -> None:
    with world.database.write() as session:
        change(session)
    assert hears_on(world, *of_week(MONDAY)) == []


def test_everything_in_needs_no_message(world: LeaderWorld) -> None:
    for who, code in (("sct", "1.1"), ("sct", "1.2"), ("syt", "1.3"), ("sct", "1.4")):
        reports(world, who, code, "completed")
    assert hears_on(world, *of_week(MONDAY)) == []


def test_before_the_round_is_open_nothing_comes(world: LeaderWorld) -> None:
    assert hears_on(world, date(2027, 7, 5)) == []


def test_the_figures_are_the_summarys_and_the_change_is_of_a_week(world: LeaderWorld) -> None:
    hears_on(world, MONDAY)
    world.clock.jump_to(MONDAY + timedelta(days=1), 9)
    reports(world, "sct", "1.1", "completed")
    [text] = hears_on(world, MONDAY + timedelta(weeks=1))
    assert "Đã nhận: 1/4" in text
    assert "So với tuần trước: +1" in text
    assert text.index("Sở Y tế: còn 1/1") < text.index("Sở Công Thương: còn 2/3")
    assert "điện thoại cơ quan 0000 000 123" in text


def test_a_right_to_one_plan_is_to_all_of_its_province_and_to_no_other(
    world: LeaderWorld,
) -> None:
    adds_plan(world)
    with world.database.write() as session:
        plan, other = session.exec(select(Plan).order_by(col(Plan.id))).all()
        other.province = "Khác"
        leader = session.exec(select(Person).where(Person.code == LEADER)).one()
        right = session.exec(select(Right).where(Right.person_id == leader.id)).one()
        right.plan_id = plan.id
    [text] = hears_on(world, MONDAY)
    assert plan.title in text
    assert other.title not in text
    [summary] = world.says(LEADER, "tong hop")
    assert other.title not in summary.text


def test_asking_for_a_nudge_sends_nothing_to_agencies_and_is_done_once_a_day(
    world: LeaderWorld,
) -> None:
    hears_on(world, MONDAY)
    heard = len(world.heard_by("sct"))
    world.says(LEADER, "nhac")
    yes = world.button(LEADER, "Đồng ý")
    world.taps_data(LEADER, yes)
    assert "đôn đốc" in world.heard_by("skhdt")[-1].text
    told = len(world.heard_by("skhdt"))
    world.taps_data(LEADER, yes)
    [again] = world.says(LEADER, "nhắc")
    assert "Hôm nay đã đề nghị" in again.text
    assert len(world.heard_by("skhdt")) == told
    assert len(world.heard_by("sct")) == heard
    with world.database.read() as session:
        assert session.exec(select(Nudge)).all() == []
        asked = session.exec(select(AuditEntry).where(AuditEntry.action == "nudge.asked")).all()
        assert len(asked) == 1
        leader = session.exec(select(Person.id).where(Person.code == LEADER)).one()
        assert session.exec(select(Reminder).where(Reminder.person_id == leader)).all() == []


def test_whoever_asks_at_the_same_time_is_second(world: LeaderWorld) -> None:
    """Whatever the dialog knew: the right and the day are looked at where it is written."""
    now = world.clock.now()
    with world.database.write() as session:
        plan = session.exec(select(Plan)).one()
        leader = session.exec(select(Person).where(Person.code == LEADER)).one()
        agency = session.exec(select(Agency.id).where(Agency.name == "Sở Y tế")).one() or 0
        ask_nudge(session, plan, [agency], leader, now, CALENDAR.morning(now))
        with pytest.raises(BadAsking, match="today already"):
            ask_nudge(session, plan, [agency], leader, now, CALENDAR.morning(now))


@pytest.mark.parametrize("words", ["don doc", "dot xuat", "giao nhiem vu", "moi"])
def test_what_would_change_something_is_the_planning_departments(
    words: str, world: LeaderWorld
) -> None:
    [said] = world.says(LEADER, words)
    assert "dành cho cơ quan tổng hợp" in said.text
