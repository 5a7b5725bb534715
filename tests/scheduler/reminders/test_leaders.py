"""Leaders: told once of what was missed, after the last rung, and of what people there knew."""

from datetime import date, datetime

import pytest
from sqlmodel import Session, select

from scheduler.jobs import tick
from scheduler.reminders.call_list import call_list
from storage.database import Database
from storage.models import ChatAccount, Outbox, Plan, Post, Report, Review, RightKind, Round
from storage.reports.requests.extensions import ask_extension, decide_extension
from storage.rounds.reminder_proofs import proof_of_reminders
from storage.rounds.summary import summarise
from tests.support.worlds.province import (
    CALENDAR,
    COORDINATOR,
    add_person,
    add_plan,
    add_province,
    all_hear,
    appoint,
    at,
    give_right,
    hears,
    owed_by,
    person_of,
    report_all,
    speaks,
)

FIRST = date(2026, 11, 6)  # a rung; what came before is folded into it
TOLD = date(2026, 11, 18)  # the day after the last rung
END = date(2026, 12, 4)


@pytest.fixture
def province(database: Database) -> Database:
    """l leads Sở Công Thương."""
    add_province(database)
    with database.write() as session:
        add_person(session, "l", "Sở Công Thương", post=Post.LEADER)
    return database


def led(database: Database, start: date, end: date) -> list[tuple[date, list[int]]]:
    return hears(database, start, end, who="l")


def test_a_leader_hears_once_and_only_after_the_last_rung(province: Database) -> None:
    assert led(province, FIRST, END) == [(TOLD, [4])]


def test_a_leader_hears_nothing_of_what_was_reported(province: Database) -> None:
    led(province, FIRST, date(2026, 11, 17))
    with province.write() as session:
        report_all(session, "Sở Công Thương", at(date(2026, 11, 17), 10))
    assert led(province, TOLD, END) == []


def test_a_plan_loaded_late_gives_its_people_five_working_days_first(province: Database) -> None:
    start = date(2026, 11, 18)
    heard = all_hear(province, start, END)
    assert [day for day, who, _ in heard if who == "a"] == [start]
    # 24/11 is a holiday: 19, 20, 23, 25, 26
    assert [day for day, who, _ in heard if who == "l"] == [date(2026, 11, 26)]


def test_a_digest_that_never_left_gives_no_notice(province: Database) -> None:
    for day in (FIRST, date(2026, 11, 13), TOLD):  # all the while nothing can be delivered
        tick(province, at(day), CALENDAR)
    assert [who for who, _ in speaks(province, at(TOLD))] == ["a", "b", "c"]
    assert led(province, TOLD, date(2026, 12, 1)) == [(date(2026, 11, 26), [4])]


def test_a_ladder_that_ends_before_the_due_day(province: Database) -> None:
    with province.write() as session:
        plan = session.exec(select(Plan)).one()
        plan.ladder = [-30, -7]
    assert led(province, FIRST, date(2026, 11, 14)) == []
    with province.read() as session:
        assert call_list(session, plan, date(2026, 11, 14), CALENDAR) == []
        assert len(call_list(session, plan, date(2026, 11, 16), CALENDAR)) == 2
    assert led(province, date(2026, 11, 15), END) == [(date(2026, 11, 16), [1])]


def test_missed_again_after_an_extension(province: Database) -> None:
    with province.write() as session:
        give_right(session, "c", RightKind.PLANNER)
    assert led(province, FIRST, date(2026, 11, 20)) == [(TOLD, [4])]
    with province.write() as session:
        first = owed_by(session, "Sở Công Thương")[0]
        until, now = date(2026, 12, 9), at(date(2026, 11, 20), 10)
        today = CALENDAR.today(now)
        asked = ask_extension(session, first, until, "Chờ số liệu", None, today, now)
        decide_extension(session, asked, until, "", person_of(session, "c"), today, now)
    assert led(province, date(2026, 12, 7), date(2026, 12, 18)) == [(date(2026, 12, 14), [4])]
    with province.read() as session:
        assert [one.due_on for one in owed_by(session, "Sở Công Thương")] == [
            until,
            date(2026, 11, 14),
        ]


def test_a_leader_who_is_focal_person_too_is_reminded_and_not_told(province: Database) -> None:
    with province.write() as session:
        appoint(session, person_of(session, "l"), "Sở Công Thương", Post.FOCAL)
    heard = led(province, FIRST, END)
    assert [said for _, said in heard][1:] == [[-3], [-1], [0], [1], [3]]


def test_focal_person_of_one_and_leader_of_another_gets_one_digest(province: Database) -> None:
    with province.write() as session:
        appoint(session, person_of(session, "c"), "Sở Công Thương", Post.LEADER)
        session.exec(select(Plan)).one().ladder = [-12, 3]
    heard = hears(province, date(2026, 11, 9), date(2026, 11, 30), who="c")
    assert heard == [(TOLD, [-12, 4])]  # its own rung falls on the day a leader is told


def test_a_leader_of_two_agencies_hears_of_both_at_once(province: Database) -> None:
    with province.write() as session:
        appoint(session, person_of(session, "l"), "Sở Y tế", Post.LEADER)
    assert led(province, FIRST, END) == [(TOLD, [4])]


def test_nobody_is_told_of_an_agency_that_nobody_could_reach(province: Database) -> None:
    with province.write() as session:
        appoint(session, person_of(session, "l"), "Sở Y tế", Post.LEADER)
        session.exec(select(ChatAccount).where(ChatAccount.address == "b")).one().stopped_at = at(
            FIRST
        )
    assert led(province, FIRST, END) == [(TOLD, [4])]
    with province.read() as session:
        text = _words(session, "l")
    assert "1.1 Nhiệm vụ 1.1" in text
    assert "2.1" not in text


def _words(session: Session, who: str) -> str:
    person_id = person_of(session, who).id
    rows = session.exec(select(Outbox).where(Outbox.person_id == person_id)).all()
    return "\n".join(row.text or "" for row in rows)


def test_only_the_unreached_agency_means_no_word_at_all(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        add_person(session, "a", "Sở Công Thương", linked=False)
        add_person(session, "l", "Sở Công Thương", post=Post.LEADER)
    assert all_hear(database, FIRST, END) == []


def _is_returned(session: Session, reports: list[Report], now: datetime) -> None:
    session.add_all(
        Review(report_id=one.id or 0, accepted=False, reviewed_at=now) for one in reports
    )


def test_a_report_in_time_returned_late_is_no_delay_nobody_heard_of(province: Database) -> None:
    led(province, FIRST, FIRST)
    with province.write() as session:
        reports = report_all(session, "Sở Công Thương", at(date(2026, 11, 9)))
    led(province, date(2026, 11, 16), TOLD)
    with province.write() as session:
        _is_returned(session, reports, at(TOLD, 10))
    heard = all_hear(province, date(2026, 11, 19), END)
    assert [one for one in heard if one[1] in ("a", "l")] == [
        (date(2026, 11, 19), "a", [-3, -1, 0, 1, 3]),
        (date(2026, 11, 27), "l", [4]),
    ]


def test_the_coordinators_own_leader_hears_of_the_second_tier(province: Database) -> None:
    with province.write() as session:
        add_person(session, "m", COORDINATOR, post=Post.LEADER)
    assert hears(province, FIRST, END, who="m") == [(date(2026, 12, 4), [4])]


def test_who_holds_every_role_hears_at_most_once_a_day(province: Database) -> None:
    with province.write() as session:
        person = person_of(session, "b")
        for agency in ("Sở Công Thương", COORDINATOR):
            appoint(session, person, agency, Post.LEADER)
        for kind in (RightKind.PLANNER, RightKind.ADMINISTRATOR):
            give_right(session, "b", kind)
        session.exec(select(Plan)).one().chosen_hours = ["25:00-26:00"]
    heard = hears(province, FIRST, END, who="b")
    days = [day for day, _ in heard]
    assert len(days) == len(set(days)) > 7
    assert any(4 in said for _, said in heard)


def test_a_leader_who_cannot_be_reached_keeps_nothing_from_others(province: Database) -> None:
    with province.write() as session:
        add_person(session, "m", "Sở Công Thương", post=Post.LEADER, linked=False)
    assert led(province, FIRST, END) == [(TOLD, [4])]


def test_what_left_without_an_answer_is_said_to_nobody_in_any_room(province: Database) -> None:
    """One meaning of "said" for ledger, leader's letter, call list, fair play and proof."""
    day = FIRST
    while day <= END:
        tick(province, at(day), CALENDAR)
        with province.write() as session:
            a = person_of(session, "a").id
            query = select(Outbox).where(Outbox.person_id == a, Outbox.unknown_at == None)  # noqa: E711
            for row in session.exec(query).all():
                row.unknown_at = at(day)
        speaks(province, at(day))
        day = CALENDAR.add_working_days(day, 1)
    with province.read() as session:
        plan = session.exec(select(Plan)).one()
        told = {row.person_id for row in session.exec(select(Outbox)) if row.sent_at is not None}
        assert person_of(session, "l").id not in told
        reasons = {one.agency: one.reason for one in call_list(session, plan, END, CALENDAR)}
        assert reasons.get("Sở Công Thương") != "unanswered"
        round_ = session.exec(select(Round).where(Round.tier == "agencies")).one()
        late = summarise(session, plan, round_, at(END), CALENDAR.zone)
        assert "Sở Công Thương" in late.never_reminded
        proofs = {one.agency: one for one in proof_of_reminders(session, plan, END)}
        assert proofs["Sở Công Thương"].leaders_told == ()
