"""Digests: one a person and day, each rung said once, and nothing said twice by two schedulers."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

from scheduler.jobs import tick
from scheduler.preview.reminders import preview
from scheduler.rounds.opening import open_rounds
from storage.database import Database, insert_if_new
from storage.models import (
    Agency,
    Appointment,
    AuditEntry,
    Expectation,
    Outbox,
    Plan,
    Reminder,
    Report,
    Review,
    Round,
)
from storage.rounds import reminder_ledger as ledger
from storage.rounds.reminder_ledger import last_digest_at, rungs_of
from tests.support.worlds.province import (
    CALENDAR,
    LADDER,
    add_person,
    add_plan,
    add_province,
    at,
    deliver,
    report_all,
)

FIRST = date(2026, 10, 14)
DAY = timedelta(days=1)


def ticks(database: Database, now: datetime) -> list[tuple[str, list[int]]]:
    tick(database, now, CALENDAR)
    return deliver(database, now)


def play(database: Database, start: date, end: date) -> dict[date, list[tuple[str, list[int]]]]:
    """Tick and deliver every morning; what went out, by day."""
    days = (start + n * DAY for n in range((end - start).days + 1))
    heard = {day: ticks(database, at(day)) for day in days}
    return {day: said for day, said in heard.items() if said}


def test_each_rung_goes_out_once_on_its_day_to_everyone_who_owes(database: Database) -> None:
    add_province(database)
    heard = play(database, FIRST - DAY, date(2026, 11, 20))
    agencies = {day: said for day, said in heard.items() if said[0][0] == "a"}
    assert {day: said[0][1] for day, said in agencies.items()} == {
        date(2026, 10, 14): [-30],
        date(2026, 10, 30): [-14],
        date(2026, 11, 6): [-7],
        date(2026, 11, 10): [-3],
        date(2026, 11, 12): [-1],
        date(2026, 11, 13): [0],
        date(2026, 11, 16): [1],
        date(2026, 11, 17): [3],
    }
    assert all([who for who, _ in said][:2] == ["a", "b"] for said in agencies.values())
    assert heard[date(2026, 10, 30)] == [("a", [-14]), ("b", [-14]), ("c", [-30])]


def test_a_second_tick_changes_nothing(database: Database) -> None:
    add_province(database)
    assert tick(database, at(FIRST), CALENDAR) == 2
    with database.read() as session:
        before = _all_rows(session)
    assert tick(database, at(FIRST, 8, 1), CALENDAR) == 0
    with database.read() as session:
        assert _all_rows(session) == before


def _all_rows(session: Session) -> list[list[object]]:
    tables: tuple[type[SQLModel], ...] = (Round, Expectation, Outbox, Reminder, AuditEntry)
    return [[row.model_dump() for row in session.exec(select(table)).all()] for table in tables]


def test_a_digest_has_no_words_and_waits_for_the_office(database: Database) -> None:
    add_province(database)
    tick(database, at(FIRST, 0, 1), CALENDAR)
    with database.read() as session:
        row = session.exec(select(Outbox).order_by(col(Outbox.id))).all()[0]
        assert (row.kind, row.text, row.state) == ("digest", None, None)
        assert row.send_at == at(FIRST, 8)
        assert row.created_at == at(FIRST, 0, 1)
        assert row.key == f"digest:{row.person_id}:2026-10-14"
        assert [said.rung for said in rungs_of(session, row.id or 0)] == [-30, -30]


def test_an_outage_of_a_week_folds_into_one_digest(database: Database) -> None:
    add_province(database)
    play(database, FIRST, date(2026, 11, 5))
    assert ticks(database, at(date(2026, 11, 12))) == [
        ("a", [-7, -3, -1]),
        ("b", [-7, -3, -1]),
    ]


def test_a_plan_loaded_after_the_deadline_gives_one_folded_digest(database: Database) -> None:
    add_province(database)
    saturday = date(2026, 11, 21)
    assert ticks(database, at(saturday)) == []
    assert ticks(database, at(date(2026, 11, 23))) == [
        ("a", list(LADDER)),
        ("b", list(LADDER)),
        ("c", [-30, -14, -7]),
    ]
    assert ticks(database, at(date(2026, 11, 25))) == []  # 24/11 is a holiday, so -3 is on 27/11


def test_nobody_is_written_to_without_a_chat_or_without_consent(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        add_person(session, "a", "Sở Công Thương", linked=False)
        add_person(session, "b", "Sở Y tế", consented=False)
    assert tick(database, at(FIRST), CALENDAR) == 0
    with database.write() as session:
        assert session.exec(select(Outbox)).all() == []
        add_person(session, "d", "Sở Y tế")
    assert ticks(database, at(FIRST, 9)) == [("d", [-30])]


def test_reminding_stops_when_it_was_reported(database: Database) -> None:
    add_province(database)
    play(database, FIRST, FIRST)
    with database.write() as session:
        report_all(session, "Sở Công Thương", at(FIRST, 10))
    assert ticks(database, at(date(2026, 10, 30))) == [("b", [-14]), ("c", [-30])]


@pytest.mark.parametrize("verdicts", [(False,), (True, False)])
def test_a_returned_report_is_owed_again(database: Database, verdicts: tuple[bool, ...]) -> None:
    add_province(database)
    play(database, FIRST, FIRST)
    with database.write() as session:
        reports = report_all(session, "Sở Công Thương", at(FIRST, 10))
        for accepted in verdicts:
            _review(session, reports, accepted)
    assert ticks(database, at(date(2026, 10, 30)))[0] == ("a", [-14])
    with database.write() as session:
        report_all(session, "Sở Công Thương", at(date(2026, 11, 2)))
    assert ticks(database, at(date(2026, 11, 6))) == [("b", [-7])]


def _review(session: Session, reports: list[Report], accepted: bool) -> None:
    for report in reports:
        review = Review(report_id=report.id or 0, accepted=accepted, reviewed_at=at(FIRST, 11))
        session.add(review)
        session.flush()


def test_accepted_is_not_owed_and_withdrawn_does_not_count(database: Database) -> None:
    add_province(database)
    play(database, FIRST, FIRST)
    with database.write() as session:
        _review(session, report_all(session, "Sở Công Thương", at(FIRST, 10)), accepted=True)
        for report in report_all(session, "Sở Y tế", at(FIRST, 10)):
            report.withdrawn_at = at(FIRST, 12)
    assert ticks(database, at(date(2026, 10, 30))) == [("b", [-14]), ("c", [-30])]


def test_a_waiting_digest_takes_what_comes_meanwhile(database: Database) -> None:
    add_province(database)
    for day in (FIRST, date(2026, 10, 30), date(2026, 11, 6)):  # nothing is delivered
        tick(database, at(day), CALENDAR)
    assert deliver(database, at(date(2026, 11, 6))) == [
        ("a", [-30, -14, -7]),
        ("b", [-30, -14, -7]),
        ("c", [-30]),
    ]


def test_who_heard_today_waits_until_the_next_working_day(database: Database) -> None:
    add_province(database)
    friday = date(2026, 11, 13)
    assert ticks(database, at(friday))[0][0] == "a"
    with database.write() as session:
        report_all(session, "Sở Y tế", at(friday))
        _move_to(session, "Sở Y tế", "Sở Công Thương")
    assert ticks(database, at(friday, 10)) == []  # b, new in that office, heard today already
    assert ("b", [-30, -14, -7, -3, -1, 0, 1]) in ticks(database, at(date(2026, 11, 16)))


def _move_to(session: Session, old: str, new: str) -> None:
    ids = {row.name: row.id for row in session.exec(select(Agency))}
    post = session.exec(select(Appointment).where(Appointment.agency_id == ids[old])).one()
    post.agency_id = ids[new] or 0


@pytest.mark.parametrize("end", ["dropped_at", "failed_at"])
def test_what_never_went_out_was_never_said(database: Database, end: str) -> None:
    add_province(database)
    tick(database, at(FIRST), CALENDAR)
    with database.write() as session:
        for row in session.exec(select(Outbox)):
            setattr(row, end, at(FIRST, 8))
    assert ticks(database, at(FIRST, 9)) == []  # today has had its digest
    assert ticks(database, at(FIRST + DAY)) == [("a", [-30]), ("b", [-30])]


def test_an_extension_brings_the_rungs_of_the_new_day_and_none_at_once(database: Database) -> None:
    add_province(database)
    play(database, FIRST, date(2026, 11, 12))
    with database.write() as session:
        for one in session.exec(select(Expectation)):
            one.due_on = date(2026, 12, 4)
    later = play(database, date(2026, 11, 13), date(2026, 12, 8))
    assert [(day, said[0]) for day, said in later.items() if said[0][0] == "a"] == [
        (date(2026, 11, 20), ("a", [-14])),
        (date(2026, 11, 27), ("a", [-7])),
        (date(2026, 12, 1), ("a", [-3])),
        (date(2026, 12, 3), ("a", [-1])),
        (date(2026, 12, 4), ("a", [0])),
        (date(2026, 12, 7), ("a", [1, 3])),
    ]


def test_one_digest_for_a_person_of_two_agencies(database: Database) -> None:
    add_province(database)
    with database.write() as session:
        _move_to(session, "Sở Y tế", "Sở Công Thương")
        add_person(session, "d", "Sở Y tế")
    heard = ticks(database, at(FIRST))
    assert [who for who, _ in heard] == ["a", "b", "d"]


def test_a_day_no_calendar_has_stops_nobody_else(database: Database) -> None:
    add_province(database)
    with database.write() as session:
        open_rounds(session, at(FIRST), CALENDAR)
        session.exec(select(Expectation).order_by(col(Expectation.id))).all()[0].due_on = date.min
    assert [who for who, _ in ticks(database, at(FIRST))] == ["a", "b"]


def test_a_row_the_database_refuses_stops_nobody_else(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_province(database)
    real = ledger.enter

    def refusing(session: Session, said: list[ledger.LedgerEntry], now: datetime) -> None:
        if any(one.person_id == 1 for one in said):
            raise IntegrityError("INSERT", {}, Exception("refused"))
        real(session, said, now)

    monkeypatch.setattr(ledger, "enter", refusing)
    assert [who for who, _ in ticks(database, at(FIRST))] == ["b"]
    with database.read() as session:
        assert {one.person_id for one in session.exec(select(Reminder))} == {2}


def test_when_a_digest_last_went_out(database: Database) -> None:
    add_province(database)
    play(database, FIRST, FIRST)
    with database.read() as session:
        row = session.exec(select(Outbox).order_by(col(Outbox.id))).all()[0]
        assert last_digest_at(session, row.person_id or 0) == row.sent_at
        assert CALENDAR.today(row.sent_at or at(FIRST, 0)) == FIRST
        assert last_digest_at(session, 0) is None


def test_a_digest_key_of_somebody_else_is_no_obstacle(database: Database) -> None:
    add_province(database)
    with database.write() as session:
        plan = session.exec(select(Plan)).one()
        assert plan.code == "mau"
        taken = {
            "account_id": 1,
            "channel": "fake",
            "kind": "message",
            "key": "digest:1:2026-10-14",
            "text": "x",
            "free_text": False,
            "created_at": at(FIRST),
            "send_at": at(FIRST),
            "attempts": 0,
            "external_id": "",
            "reason": "",
        }
        assert insert_if_new(session, Outbox, taken)
    assert tick(database, at(FIRST), CALENDAR) == 1


def test_a_plan_may_have_a_ladder_of_its_own(database: Database) -> None:
    add_province(database)
    with database.write() as session:
        session.exec(select(Plan)).one().ladder = [-10, 2]
    assert ticks(database, at(FIRST)) == []
    assert ticks(database, at(date(2026, 11, 3))) == [("a", [-10]), ("b", [-10])]
    assert ticks(database, at(date(2026, 11, 16))) == [("a", [2]), ("b", [2])]
    with database.read() as session:
        plan = session.exec(select(Plan)).one()
        lines = preview(session, plan, FIRST, date(2026, 11, 30), at(date(2026, 11, 17)), CALENDAR)
    assert [line.rungs for line in lines if line.person.endswith("A")] == [[-10], [2]]
