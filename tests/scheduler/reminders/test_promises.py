""" "Received, will report on …": silence until that morning, then one digest, then the ladder."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from scheduler.jobs import tick
from scheduler.preview.reminders import preview
from scheduler.reminders.call_list import call_list
from storage.database import Database
from storage.models import Outbox, Plan, Post, Reminder, Review, RightKind
from storage.reports.requests.extensions import ask_extension, decide_extension
from storage.reports.snoozes import snooze
from tests.support.worlds.province import (
    CALENDAR,
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
)

FIRST = date(2026, 10, 14)
PROMISED = date(2026, 11, 9)
DAY = timedelta(days=1)


@pytest.fixture
def province(database: Database) -> Database:
    add_province(database)
    return database


def promise(database: Database, until: date, on: date, who: str = "a") -> None:
    promises(database, who, "Sở Công Thương", until, at(on, 10))


def calls(database: Database, on: date) -> list[str]:
    with database.read() as session:
        plan = session.exec(select(Plan)).one()
        return [call.agency for call in call_list(session, plan, on, CALENDAR)]


def test_silence_until_the_promised_morning_then_the_ladder_goes_on(province: Database) -> None:
    hears(province, FIRST, FIRST)
    promise(province, PROMISED, FIRST)
    assert hears(province, FIRST, date(2026, 11, 20)) == [
        (PROMISED, [-14, -7, -4]),
        (date(2026, 11, 10), [-3]),
        (date(2026, 11, 12), [-1]),
        (date(2026, 11, 13), [0]),
        (date(2026, 11, 16), [1]),
        (date(2026, 11, 17), [3]),
    ]


def test_others_are_not_kept_waiting(province: Database) -> None:
    hears(province, FIRST, FIRST)
    promise(province, PROMISED, FIRST)
    assert hears(province, date(2026, 10, 15), date(2026, 11, 7), who="b") == [
        (date(2026, 10, 30), [-14]),
        (date(2026, 11, 6), [-7]),
    ]


def test_the_newest_of_two_promises_counts(province: Database) -> None:
    hears(province, FIRST, FIRST)
    promise(province, PROMISED, FIRST)
    hears(province, FIRST, date(2026, 11, 2))
    promise(province, date(2026, 11, 12), date(2026, 11, 2))
    assert hears(province, date(2026, 11, 3), date(2026, 11, 13)) == [
        (date(2026, 11, 12), [-14, -7, -3, -1]),
        (date(2026, 11, 13), [0]),
    ]


def test_a_second_promise_may_name_an_earlier_day(province: Database) -> None:
    hears(province, FIRST, FIRST)
    promise(province, date(2026, 11, 12), FIRST)
    promise(province, date(2026, 10, 20), date(2026, 10, 16))
    heard = hears(province, date(2026, 10, 15), date(2026, 11, 6))
    assert heard == [
        (date(2026, 10, 20), [-24]),
        (date(2026, 10, 30), [-14]),
        (date(2026, 11, 6), [-7]),
    ]


def test_a_promise_for_the_day_of_a_rung_is_that_rung(province: Database) -> None:
    hears(province, FIRST, FIRST)
    promise(province, date(2026, 11, 12), FIRST)
    assert hears(province, date(2026, 10, 15), date(2026, 11, 12)) == [
        (date(2026, 11, 12), [-14, -7, -3, -1])
    ]


def test_a_promise_on_what_is_overdue_keeps_everybody_still_once(province: Database) -> None:
    with province.write() as session:
        add_person(session, "l", "Sở Công Thương", post=Post.LEADER)
        report_all(session, "Sở Y tế", at(FIRST))
    hears(province, FIRST, date(2026, 11, 16))
    promise(province, date(2026, 11, 20), date(2026, 11, 16))
    assert "Sở Công Thương" not in calls(province, date(2026, 11, 20))
    heard = all_hear(province, date(2026, 11, 17), date(2026, 11, 30))
    assert [one for one in heard if one[1] in ("a", "l")] == [
        (date(2026, 11, 20), "a", [3, 6]),
        (date(2026, 11, 23), "l", [4]),
    ]
    assert "Sở Công Thương" in calls(province, date(2026, 11, 23))


def test_a_promise_after_the_leader_was_told_tells_nobody_twice(province: Database) -> None:
    with province.write() as session:
        add_person(session, "l", "Sở Công Thương", post=Post.LEADER)
    assert hears(province, FIRST, date(2026, 11, 18), who="l") == [(date(2026, 11, 18), [4])]
    promise(province, date(2026, 11, 25), date(2026, 11, 18))
    assert calls(province, date(2026, 11, 25)) == ["Sở Y tế"]
    assert hears(province, date(2026, 11, 19), date(2026, 12, 20), who="l") == []
    assert "Sở Công Thương" in calls(province, date(2026, 11, 26))


def test_what_waits_when_the_promise_is_made_does_not_leave(province: Database) -> None:
    tick(province, at(FIRST, 7), CALENDAR)
    promises(province, "a", "Sở Công Thương", PROMISED, at(FIRST, 7, 30))
    assert hears(province, FIRST, date(2026, 11, 8)) == []
    with province.read() as session:
        dropped = [row for row in session.exec(select(Outbox)) if row.dropped_at is not None]
        assert [row.reason for row in dropped] == ["nothing is owed any more"]
    assert hears(province, PROMISED, PROMISED) == [(PROMISED, [-30, -14, -7, -4])]


def test_a_waiting_digest_with_something_else_to_say_still_leaves(province: Database) -> None:
    tick(province, at(FIRST, 7), CALENDAR)
    with province.write() as session:
        only = [owed_by(session, "Sở Công Thương")[1].id or 0]
        snooze(session, only, person_of(session, "a").id or 0, FIRST, PROMISED, at(FIRST, 7, 30))
    assert hears(province, FIRST, FIRST) == [(FIRST, [-30])]


def test_two_focal_persons_of_one_agency_share_a_promise(province: Database) -> None:
    with province.write() as session:
        add_person(session, "d", "Sở Công Thương")
    hears(province, FIRST, FIRST)
    promise(province, PROMISED, FIRST, who="d")
    assert hears(province, date(2026, 10, 15), PROMISED) == [(PROMISED, [-14, -7, -4])]


def test_a_promise_and_a_later_due_day(province: Database) -> None:
    with province.write() as session:
        give_right(session, "c", RightKind.PLANNER)
    hears(province, FIRST, FIRST)
    promise(province, PROMISED, FIRST)
    with province.write() as session:
        planner = person_of(session, "c")
        for one in owed_by(session, "Sở Công Thương"):
            asked = ask_extension(
                session, one, date(2026, 12, 4), "Chờ số liệu", None, FIRST, at(FIRST)
            )
            decide_extension(session, asked, date(2026, 12, 4), "", planner, FIRST, at(FIRST))
    assert hears(province, date(2026, 10, 15), date(2026, 11, 30)) == [
        (PROMISED, [-30, -25]),
        (date(2026, 11, 20), [-14]),
        (date(2026, 11, 27), [-7]),
    ]


def test_a_promise_a_report_and_its_return(province: Database) -> None:
    hears(province, FIRST, FIRST)
    promise(province, PROMISED, FIRST)
    with province.write() as session:
        reports = report_all(session, "Sở Công Thương", at(date(2026, 10, 20)))
        session.add_all(
            Review(report_id=one.id or 0, accepted=False, reviewed_at=at(date(2026, 10, 21)))
            for one in reports
        )
    assert hears(province, date(2026, 10, 22), date(2026, 11, 10)) == [
        (PROMISED, [-14, -7, -4]),
        (date(2026, 11, 10), [-3]),
    ]


def test_the_ledger_holds_nothing_twice_and_is_quiet(province: Database) -> None:
    hears(province, FIRST, FIRST)
    promise(province, PROMISED, FIRST)
    hears(province, date(2026, 10, 15), date(2026, 11, 8))
    with province.read() as session:
        person_id = person_of(session, "a").id
        digests = session.exec(select(Outbox).where(Outbox.person_id == person_id)).all()
        said = session.exec(select(Reminder).where(Reminder.person_id == person_id)).all()
    assert len(digests) == 1
    assert len(said) == 2


def test_the_preview_knows_of_promises(province: Database) -> None:
    hears(province, FIRST, FIRST)
    promise(province, PROMISED, FIRST)
    with province.read() as session:
        plan = session.exec(select(Plan)).one()
        lines = preview(session, plan, FIRST, date(2026, 11, 30), at(FIRST, 11), CALENDAR)
    foretold = [(line.send_at.date(), line.rungs) for line in lines if line.person.endswith("A")]
    assert foretold == hears(province, date(2026, 10, 15), date(2026, 11, 30))
