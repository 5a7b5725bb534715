"""The preview says beforehand exactly what queueing then does."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from scheduler.jobs import tick
from scheduler.preview.reminders import PreviewLine, next_reminder_day, preview
from storage.database import Database
from storage.models import Outbox, Plan, Reminder, Round
from tests.support.worlds.province import (
    CALENDAR,
    COORDINATOR,
    LADDER,
    add_person,
    add_plan,
    add_province,
    at,
    deliver,
    report_all,
)

END = date(2026, 12, 10)
DAY = timedelta(days=1)


def foretell(session: Session, start: date, end: date, now: datetime) -> list[PreviewLine]:
    return preview(session, session.exec(select(Plan)).one(), start, end, now, CALENDAR)


def short(lines: list[PreviewLine]) -> list[tuple[datetime, str, list[int]]]:
    return [(line.send_at, line.person[-1].lower(), line.rungs) for line in lines]


MOMENTS = [
    at(date(2026, 10, 14), 0, 0),
    at(date(2026, 10, 30), 9),
    at(date(2026, 11, 6), 20),
    at(date(2026, 11, 13), 17),
    at(date(2026, 11, 21), 9),
    at(date(2026, 11, 30), 12),
]


@pytest.mark.parametrize(
    ("now", "ticked"),
    [*((now, False) for now in MOMENTS), (MOMENTS[1], True), (MOMENTS[4], True)],
)
def test_the_preview_equals_what_queueing_then_does_day_by_day(
    in_memory: Database, now: datetime, ticked: bool
) -> None:
    database = in_memory
    add_province(database)
    with database.write() as session:
        add_person(session, "d", "Sở Y tế", starts_on=date(2026, 11, 14))
    if ticked:
        tick(database, now, CALENDAR)
    with database.read() as session:
        foretold = short(foretell(session, CALENDAR.today(now), END, now))
    assert foretold == _happens(database, now)


def _happens(database: Database, now: datetime) -> list[tuple[datetime, str, list[int]]]:
    heard = []
    moments = [now]
    day = CALENDAR.today(now)
    while day <= END:
        # Later days are all alike: what matters at other hours shows in the first ones
        hours = (0, 8, 14) if day <= CALENDAR.today(now) + DAY else (8,)
        moments += [m for hour in hours if (m := at(day, hour)) > now]
        day += DAY
    for moment in moments:
        tick(database, moment, CALENDAR)
        if CALENDAR.office_instant(moment) == moment:
            heard += [(moment, who, said) for who, said in sorted(deliver(database, moment))]
    return heard


def test_a_preview_writes_nothing(database: Database) -> None:
    add_province(database)
    with database.write() as session:
        assert foretell(session, date(2026, 10, 1), END, at(date(2026, 10, 1)))
    with database.read() as session:
        for table in (Round, Outbox, Reminder):
            assert session.exec(select(table)).all() == []


def test_a_line_has_what_a_person_wants_to_know(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        add_person(session, "a", "Sở Công Thương")
        add_person(session, "b", "Sở Y tế", linked=False)
        lines = foretell(session, date(2026, 10, 14), date(2026, 10, 14), at(date(2026, 10, 1)))
    assert [line.to_json() for line in lines] == [
        {
            "send_at": "2026-10-14T08:00:00+07:00",
            "person": "Nguyễn Văn A",
            "agency": "Sở Công Thương",
            "channel": "fake",
            "rungs": [-30],
            "items": 2,
        },
        {
            "send_at": "2026-10-14T08:00:00+07:00",
            "person": "Nguyễn Văn B",
            "agency": "Sở Y tế",
            "channel": None,
            "rungs": [-30],
            "items": 1,
        },
    ]


def test_past_days_show_the_ladder_and_today_folds_what_is_unsaid(database: Database) -> None:
    add_province(database)
    now = at(date(2026, 11, 23), 9)
    with database.read() as session:
        lines = short(foretell(session, date(2026, 10, 1), date(2026, 11, 23), now))
    of_a = [(sent.date(), said) for sent, who, said in lines if who == "a"]
    assert of_a == [
        (date(2026, 10, 14), [-30]),
        (date(2026, 10, 30), [-14]),
        (date(2026, 11, 6), [-7]),
        (date(2026, 11, 10), [-3]),
        (date(2026, 11, 12), [-1]),
        (date(2026, 11, 13), [0]),
        (date(2026, 11, 16), [1]),
        (date(2026, 11, 17), [3]),
        (date(2026, 11, 23), list(LADDER)),
    ]
    assert lines[-1] == (now, "c", [-30, -14, -7])


def test_a_range_that_begins_later_folds_nothing(database: Database) -> None:
    add_province(database)
    with database.read() as session:
        now = at(date(2026, 11, 9))
        lines = short(foretell(session, date(2026, 11, 11), date(2026, 11, 13), now))
    assert {(sent.date(), tuple(said)) for sent, who, said in lines if who == "a"} == {
        (date(2026, 11, 12), (-1,)),
        (date(2026, 11, 13), (0,)),
    }


def test_the_rounds_of_a_coming_year_are_foretold(database: Database) -> None:
    add_province(database)
    with database.read() as session:
        lines = foretell(session, date(2027, 1, 1), date(2027, 12, 31), at(date(2026, 12, 20)))
    coming = [line for line in lines if line.agency == "Sở Y tế"]
    assert coming[0].send_at == at(date(2027, 10, 13))
    assert coming[0].items == 1  # 2.1 has ended, 2.2 begins
    assert {line.agency for line in lines} == {"Sở Công Thương", "Sở Y tế", COORDINATOR}


def test_what_was_reported_is_not_foretold(database: Database) -> None:
    add_province(database)
    now = at(date(2026, 10, 14), 9)
    tick(database, now, CALENDAR)
    with database.write() as session:
        report_all(session, "Sở Công Thương", now)
        lines = foretell(session, date(2026, 10, 14), END, now)
    assert "Sở Công Thương" not in {line.agency for line in lines}
    assert "Sở Y tế" in {line.agency for line in lines}


def test_the_next_reminder_day_of_open_and_of_coming_rounds(database: Database) -> None:
    add_province(database)
    with database.write() as session:

        def after(day: date) -> date | None:
            return next_reminder_day(session, day, CALENDAR)

        assert after(date(2026, 1, 1)) == date(2026, 10, 14)
        assert after(date(2026, 10, 14)) == date(2026, 10, 30)
        assert after(date(2026, 11, 17)) == date(2026, 11, 23)
        assert after(date(2026, 12, 3)) == date(2027, 10, 13)
    tick(database, at(date(2026, 10, 14)), CALENDAR)
    with database.write() as session:
        assert next_reminder_day(session, date(2026, 10, 30), CALENDAR) == date(2026, 11, 6)
        report_all(session, "Sở Công Thương", at(date(2026, 10, 20)))
        report_all(session, "Sở Y tế", at(date(2026, 10, 20)))
        assert next_reminder_day(session, date(2026, 11, 2), CALENDAR) == date(2026, 11, 16)
