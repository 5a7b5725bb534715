"""Leave: who is away hears nothing, who stands in does; back again, one folded digest."""

from datetime import date

import pytest
from sqlmodel import col, select

from scheduler.jobs import tick
from scheduler.reminders.call_list import call_list
from storage.database import Database
from storage.models import ChatAccount, Outbox, Plan, Post, RightKind
from storage.people.absences import end_absence
from tests.support.worlds.province import (
    CALENDAR,
    COORDINATOR,
    add_person,
    add_province,
    all_hear,
    appoint,
    at,
    give_right,
    hears,
    leaves,
    person_of,
    report_all,
    speaks,
)

FIRST = date(2026, 10, 14)
AWAY, BACK = date(2026, 10, 28), date(2026, 11, 9)  # the first day away, the first day back
RUNG, NEXT_RUNG = date(2026, 10, 30), date(2026, 11, 6)
LAST_AWAY = date(2026, 11, 8)


@pytest.fixture
def province(database: Database) -> Database:
    """d, linked and without a post, is who may stand in."""
    add_province(database)
    with database.write() as session:
        d = add_person(session, "d", COORDINATOR, starts_on=date(2031, 1, 1))
        assert d.id
    hears(database, FIRST, FIRST)
    return database


def goes(database: Database, stand_in: str = "", who: str = "a") -> None:
    leaves(database, who, AWAY, LAST_AWAY, at(FIRST, 10), stand_in)


def ours(heard: list[tuple[date, str, list[int]]]) -> list[tuple[date, str, list[int]]]:
    """Without those of the other agencies."""
    return [one for one in heard if one[1] not in ("b", "c")]


def reason(database: Database, on: date) -> dict[str, str]:
    with database.read() as session:
        plan = session.exec(select(Plan)).one()
        return {one.agency: one.reason for one in call_list(session, plan, on, CALENDAR)}


def test_the_stand_in_hears_and_who_comes_back_hears_it_folded(province: Database) -> None:
    goes(province, "d")
    assert ours(all_hear(province, AWAY, date(2026, 11, 10))) == [
        (AWAY, "d", [-30]),
        (RUNG, "d", [-14]),
        (NEXT_RUNG, "d", [-7]),
        (BACK, "a", [-14, -7]),
        (date(2026, 11, 10), "a", [-3]),
    ]
    assert reason(province, RUNG) == {}


def test_without_a_name_those_of_the_post_stand_in(province: Database) -> None:
    with province.write() as session:
        appoint(session, person_of(session, "d"), "Sở Công Thương", Post.STAND_IN)
    assert ours(all_hear(province, AWAY.replace(day=26), AWAY.replace(day=27))) == []
    goes(province)
    assert ours(all_hear(province, AWAY, RUNG)) == [(AWAY, "d", [-30]), (RUNG, "d", [-14])]


def test_where_nobody_stands_in_somebody_telephones(province: Database) -> None:
    goes(province)
    assert ours(all_hear(province, AWAY, LAST_AWAY)) == []
    assert reason(province, AWAY) == {"Sở Công Thương": "on_leave"}
    assert reason(province, BACK) == {}


def test_a_colleague_in_the_same_post_goes_on_alone(province: Database) -> None:
    with province.write() as session:
        appoint(session, person_of(session, "d"), "Sở Công Thương", Post.FOCAL)
    goes(province)
    assert (RUNG, "d", [-14]) in ours(all_hear(province, AWAY, RUNG))
    assert reason(province, AWAY) == {}


def test_a_stand_in_on_leave_too_gives_way_to_the_post(province: Database) -> None:
    with province.write() as session:
        add_person(session, "e", "Sở Công Thương", post=Post.STAND_IN)
    goes(province, "d")
    leaves(province, "d", AWAY, RUNG, at(FIRST, 10))
    heard = ours(all_hear(province, AWAY, NEXT_RUNG))
    assert heard == [
        (AWAY, "e", [-30]),
        (RUNG, "e", [-14]),
        (date(2026, 11, 2), "d", [-30, -14]),
        (NEXT_RUNG, "d", [-7]),
    ]


def test_two_on_leave_who_name_each_other_are_nobody(province: Database) -> None:
    with province.write() as session:
        appoint(session, person_of(session, "d"), "Sở Công Thương", Post.FOCAL)
    goes(province, "d")
    goes(province, "a", who="d")
    assert ours(all_hear(province, AWAY, LAST_AWAY)) == []
    assert reason(province, AWAY) == {"Sở Công Thương": "on_leave"}


def test_a_stand_in_whom_nothing_reaches_is_telephoned(province: Database) -> None:
    with province.write() as session:
        add_person(session, "e", COORDINATOR, linked=False, starts_on=date(2031, 1, 1))
        person_of(session, "e").office_phone = "0000 000 005"
    goes(province, "e")
    assert ours(all_hear(province, AWAY, LAST_AWAY)) == []
    with province.read() as session:
        plan = session.exec(select(Plan)).one()
        [call] = call_list(session, plan, AWAY, CALENDAR)
    assert (call.reason, call.people) == ("not_linked", ("Nguyễn Văn E",))
    assert call.phones == ("0000 000 005",)


def test_a_leave_announced_while_a_digest_waits(province: Database) -> None:
    tick(province, at(RUNG, 7), CALENDAR)
    leaves(province, "a", RUNG, LAST_AWAY, at(RUNG, 7, 30), "d")
    assert ours([(RUNG, *said) for said in speaks(province, at(RUNG, 8))]) == []
    assert ours(all_hear(province, RUNG, RUNG)) == [(RUNG, "d", [-30, -14])]
    with province.read() as session:
        query = select(Outbox.reason).where(col(Outbox.dropped_at).is_not(None))
        assert session.exec(query).all() == ["on leave"]
    assert (BACK, "a", [-14, -7]) in ours(all_hear(province, date(2026, 11, 2), BACK))


def test_back_early(province: Database) -> None:
    goes(province, "d")
    assert ours(all_hear(province, AWAY, RUNG))[-1] == (RUNG, "d", [-14])
    with province.write() as session:
        day = date(2026, 11, 3)
        assert end_absence(session, person_of(session, "a"), day, at(day, 7)) == 1
    assert ours(all_hear(province, day, NEXT_RUNG)) == [
        (day, "a", [-14]),
        (NEXT_RUNG, "a", [-7]),
    ]


def test_a_longer_leave_announced_during_the_first_leaves_no_day_between(
    province: Database,
) -> None:
    goes(province, "d")
    all_hear(province, AWAY, RUNG)
    leaves(province, "a", NEXT_RUNG, date(2026, 11, 15), at(RUNG, 10), "d")
    heard = ours(all_hear(province, date(2026, 11, 2), date(2026, 11, 16)))
    assert {who for day, who, _ in heard if day < date(2026, 11, 16)} == {"d"}
    assert (date(2026, 11, 16), "a", [-14, -7, -3, -1, 0, 1]) in heard


def test_an_account_that_stops_during_the_leave_matters_after_it(province: Database) -> None:
    goes(province, "d")
    with province.write() as session:
        account = session.exec(select(ChatAccount).where(ChatAccount.address == "a")).one()
        account.stopped_at = at(AWAY)
    assert reason(province, AWAY) == {}
    assert reason(province, BACK) == {"Sở Công Thương": "stopped"}


def test_a_leader_on_leave_hears_when_back(province: Database) -> None:
    with province.write() as session:
        add_person(session, "l", "Sở Công Thương", post=Post.LEADER)
    leaves(province, "l", date(2026, 11, 16), date(2026, 11, 22), at(FIRST, 10))
    heard = ours(all_hear(province, date(2026, 10, 30), date(2026, 11, 30)))
    assert [one for one in heard if one[1] == "l"] == [(date(2026, 11, 23), "l", [4])]


def test_a_planner_and_an_administrator_on_leave_hear_nothing(province: Database) -> None:
    with province.write() as session:
        add_person(session, "p", COORDINATOR, post=Post.LEADER)
        give_right(session, "p", RightKind.PLANNER)
        give_right(session, "p", RightKind.ADMINISTRATOR)
        session.exec(select(Plan)).one().chosen_hours = ["8"]  # a trouble
    leaves(province, "p", AWAY, LAST_AWAY, at(FIRST, 10))
    assert ours(all_hear(province, AWAY, LAST_AWAY)) == [(RUNG, "a", [-14]), (NEXT_RUNG, "a", [-7])]
    with province.write() as session:
        report_all(session, "Sở Y tế", at(NEXT_RUNG, 10))
    assert (BACK, "p", []) in all_hear(province, BACK, BACK)
