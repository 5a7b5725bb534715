"""Nudges: a planner's reminder goes to exactly those who were shown, and once an agency and day."""

import threading
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from scheduler.jobs import tick
from scheduler.reminders.nudges import (
    BadNudge,
    Nudged,
    NudgeLine,
    SkipReason,
    nudge_preview,
    pairs_of,
    send_nudge,
)
from scheduler.rounds.opening import open_rounds
from storage.database import Database
from storage.models import (
    Agency,
    Appointment,
    AuditEntry,
    ChatAccount,
    Expectation,
    Nudge,
    Outbox,
    Person,
    Plan,
    Reminder,
    Right,
    RightKind,
)
from storage.people.absences import announce_absence
from storage.people.appointments import find_person
from storage.people.reachability import UnreachableReason
from storage.reports.snoozes import snooze
from storage.rounds import nudges
from tests.support.databases import built_once
from tests.support.patience import HANGS
from tests.support.worlds.province import (
    CALENDAR,
    COORDINATOR,
    add_person,
    add_province,
    at,
    deliver,
    report_all,
)

TRADE, HEALTH = "Sở Công Thương", "Sở Y tế"
FIRST = date(2026, 10, 14)  # the first rung
QUIET = date(2026, 10, 20)  # a Tuesday without a rung
DAY = timedelta(days=1)


@pytest.fixture
def reminded(database: Database) -> Database:
    """Everybody has heard the first rung; c is the planner."""
    built_once(database, reminded, _remind)
    return database


def _remind(database: Database) -> None:
    add_province(database)
    with database.write() as session:
        planner = person(session, "c")
        session.add(Right(person_id=planner.id or 0, kind=RightKind.PLANNER))
    tick(database, at(FIRST), CALENDAR)
    deliver(database, at(FIRST))


def person(session: Session, code: str) -> Person:
    found = find_person(session, code)
    assert found is not None
    return found


def plan_of(session: Session) -> Plan:
    return session.exec(select(Plan)).one()


def lines(session: Session, now: datetime) -> dict[str, NudgeLine]:
    found = nudge_preview(session, plan_of(session), now, CALENDAR)
    return {line.agency: line for line in found}


def reasons(database: Database, now: datetime) -> dict[str, object]:
    with database.read() as session:
        return {name: line.reason for name, line in lines(session, now).items()}


def nudge(session: Session, now: datetime, *names: str, by: str = "c") -> Nudged:
    """What a planner does who looks and sends at once."""
    shown = [line for name, line in lines(session, now).items() if name in names]
    return send_nudge(
        session, plan_of(session), pairs_of(shown), person(session, by), now, CALENDAR
    )


def nothing_is_written(database: Database) -> bool:
    with database.read() as session:
        waiting = session.exec(select(Outbox).where(col(Outbox.sent_at).is_(None))).all()
        entries = session.exec(select(AuditEntry).where(AuditEntry.action == "agencies.nudged"))
        return not waiting and not session.exec(select(Nudge)).all() and not entries.all()


# --- The preview ----------------------------------------------------------------------------------


def test_the_preview_names_who_owes_and_who_would_hear_it(reminded: Database) -> None:
    with reminded.read() as session:
        found = lines(session, at(QUIET, 9))
        assert list(found) == [TRADE, HEALTH, COORDINATOR]  # by due day
        trade = found[TRADE]
        assert [(who.name, who.channel) for who in trade.people] == [("Nguyễn Văn A", "fake")]
        assert (trade.items, trade.due_on, trade.reason) == (2, date(2026, 11, 14), None)
    assert nothing_is_written(reminded)


def test_who_had_the_digest_of_the_day_is_not_nudged(reminded: Database) -> None:
    assert set(reasons(reminded, at(FIRST, 10)).values()) == {SkipReason.DIGEST_TODAY}
    assert set(reasons(reminded, at(FIRST + DAY, 10)).values()) == {None}


def test_who_has_a_digest_waiting_is_not_nudged(reminded: Database) -> None:
    rung = date(2026, 10, 30)
    tick(reminded, at(rung, 6), CALENDAR)
    assert set(reasons(reminded, at(rung, 7)).values()) >= {SkipReason.DIGEST_TODAY}


def test_the_evening_before_a_rung_it_comes_anyway(reminded: Database) -> None:
    evening = date(2026, 10, 29)
    assert reasons(reminded, at(evening, 9))[TRADE] is None
    assert reasons(reminded, at(evening, 17))[TRADE] is SkipReason.COMES_ANYWAY


def test_who_named_a_day_is_left_in_peace_until_then(reminded: Database) -> None:
    until = QUIET + 2 * DAY
    with reminded.write() as session:
        owed = session.exec(
            select(Expectation.id)
            .join(Agency, col(Agency.id) == Expectation.agency_id)
            .where(Agency.name == TRADE)
        )
        who = person(session, "a").id or 0
        snooze(session, [key or 0 for key in owed], who, QUIET - DAY, until, at(QUIET - DAY))
    with reminded.read() as session:
        line = lines(session, at(QUIET, 9))[TRADE]
        assert (line.reason, line.promised_on) == (SkipReason.PROMISED, until)
    assert reasons(reminded, at(QUIET + DAY, 17))[TRADE] is SkipReason.COMES_ANYWAY
    assert reasons(reminded, at(until, 9))[TRADE] is None


def test_who_cannot_be_reached_is_shown_with_the_reason(reminded: Database) -> None:
    with reminded.write() as session:
        announce_absence(session, person(session, "a"), QUIET, QUIET, None, QUIET, at(QUIET))
        account = session.exec(select(ChatAccount).where(ChatAccount.address == "b")).one()
        account.stopped_at = at(QUIET)
    assert reasons(reminded, at(QUIET, 9)) == {
        TRADE: UnreachableReason.ON_LEAVE,
        HEALTH: UnreachableReason.STOPPED,
        COORDINATOR: None,
    }


def test_who_owes_nothing_is_not_in_the_preview(reminded: Database) -> None:
    with reminded.write() as session:
        report_all(session, HEALTH, at(FIRST, 10))
    with reminded.read() as session:
        health = session.exec(select(Agency.id).where(Agency.name == HEALTH)).one() or 0
        assert list(lines(session, at(QUIET, 9))) == [TRADE, COORDINATOR]
        with pytest.raises(BadNudge, match="Sở Y tế: nothing is owed"):
            nudge_preview(session, plan_of(session), at(QUIET, 9), CALENDAR, [health])


# --- Sending --------------------------------------------------------------------------------------


def test_a_nudge_is_a_digest_of_the_next_office_hours(reminded: Database) -> None:
    with reminded.write() as session:
        nudged = nudge(session, at(QUIET, 12), TRADE)
        assert [(line.agency, line.people[0].name) for line in nudged.queued] == [
            (TRADE, "Nguyễn Văn A")
        ]
        assert (nudged.send_at, nudged.left_out) == (at(QUIET, 14), [])
        row = session.exec(select(Outbox).where(col(Outbox.sent_at).is_(None))).one()
        assert (row.kind, row.send_at, row.key) == ("digest", at(QUIET, 14), "digest:1:2026-10-20")
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == "agencies.nudged")).one()
        assert (entry.person_id, entry.details["people"]) == (person(session, "c").id, [1])
    assert deliver(reminded, at(QUIET, 14)) == [("a", [-24])]  # counted from 13/11


def test_after_the_due_day_its_rung_is_counted_from_that(reminded: Database) -> None:
    day = date(2026, 11, 19)
    with reminded.write() as session:
        nudge(session, at(day, 9), TRADE)
    assert ("a", [5]) in deliver(reminded, at(day, 9))


def test_an_agency_is_nudged_once_a_day(reminded: Database) -> None:
    with reminded.write() as session:
        nudge(session, at(QUIET, 9), TRADE)
        add_person(session, "d", TRADE)  # has had no digest, and yet
    assert reasons(reminded, at(QUIET, 10))[TRADE] is SkipReason.NUDGED
    deliver(reminded, at(QUIET, 10))
    assert reasons(reminded, at(QUIET + DAY, 10))[TRADE] is None


def test_a_nudge_of_the_weekend_is_the_one_of_monday(reminded: Database) -> None:
    saturday, monday = date(2026, 10, 24), date(2026, 10, 26)
    with reminded.write() as session:
        assert nudge(session, at(saturday, 9), TRADE).send_at == at(monday, 8)
        assert session.exec(select(Nudge)).one().sent_on == monday
    assert reasons(reminded, at(monday, 7))[TRADE] is SkipReason.NUDGED


def test_a_rung_said_before_does_not_swallow_a_nudge(reminded: Database) -> None:
    """The rung of -14 was said on 30/10; a nudge on the days around it has another number."""
    heard = []
    for day in (date(2026, 10, 29), date(2026, 10, 30), date(2026, 10, 31), date(2026, 11, 2)):
        tick(reminded, at(day, 0, 1), CALENDAR)
        with reminded.write() as session:
            if lines(session, at(day, 9))[TRADE].people:
                nudge(session, at(day, 9), TRADE)
        heard += [said for said in deliver(reminded, at(day, 9)) if said[0] == "a"]
    assert heard == [("a", [-15]), ("a", [-14]), ("a", [-11])]


@pytest.mark.parametrize("ladder", [[-30, -20, -1], [-30, -19], [-24, -23, -22]])
def test_a_ladder_moved_back_from_a_weekend_leaves_room(
    database: Database, ladder: list[int]
) -> None:
    add_province(database)
    with database.write() as session:
        plan_of(session).ladder = ladder
        session.add(Right(person_id=person(session, "c").id or 0, kind=RightKind.PLANNER))
    heard = []
    for day in (date(2026, 10, 14) + n * DAY for n in range(16)):
        tick(database, at(day, 0, 1), CALENDAR)
        deliver(database, at(day, 8))
        with database.write() as session:
            if lines(session, at(day, 9))[TRADE].people:
                assert nudge(session, at(day, 9), TRADE).queued
        heard += [day for who, _ in deliver(database, at(day, 9)) if who == "a"]
    with database.read() as session:
        told = session.exec(select(Reminder.outbox_id).where(Reminder.person_id == 1)).all()
        sent = session.exec(
            select(Outbox).where(Outbox.person_id == 1, col(Outbox.sent_at).is_not(None))
        ).all()
        assert {row.id for row in sent} == set(told)
        days = [CALENDAR.today(row.sent_at) for row in sent if row.sent_at]
        assert len(days) == len(set(days)) == 12  # every working day
    assert heard


def test_after_a_nudge_the_ladder_goes_on(reminded: Database) -> None:
    with reminded.write() as session:
        nudge(session, at(QUIET, 9), TRADE, HEALTH)
    assert deliver(reminded, at(QUIET, 9)) == [("a", [-24]), ("b", [-24])]
    rung = date(2026, 10, 30)
    tick(reminded, at(rung), CALENDAR)
    assert deliver(reminded, at(rung))[:2] == [("a", [-14]), ("b", [-14])]


def test_a_person_of_two_agencies_hears_one_digest(reminded: Database) -> None:
    with reminded.write() as session:
        health = session.exec(select(Agency.id).where(Agency.name == HEALTH)).one() or 0
        session.add(Appointment(person_id=1, agency_id=health, post="focal", starts_on=FIRST))
        session.flush()
        nudged = nudge(session, at(QUIET, 9), TRADE, HEALTH)
        assert [len(line.people) for line in nudged.queued] == [1, 2]
    assert [who for who, _ in deliver(reminded, at(QUIET, 9))] == ["a", "b"]


# --- Exactly those who were shown -----------------------------------------------------------------


def test_who_came_after_the_preview_does_not_hear_it(reminded: Database) -> None:
    with reminded.write() as session:
        shown = pairs_of([lines(session, at(QUIET, 9))[TRADE]])
        add_person(session, "d", TRADE)
        send_nudge(session, plan_of(session), shown, person(session, "c"), at(QUIET, 9), CALENDAR)
    assert [who for who, _ in deliver(reminded, at(QUIET, 9))] == ["a"]


def test_who_no_longer_qualifies_is_left_out_and_told(reminded: Database) -> None:
    with reminded.write() as session:
        add_person(session, "d", TRADE)
        add_person(session, "e", TRADE)
        found = lines(session, at(QUIET, 9))
        shown = pairs_of((found[TRADE], found[HEALTH]))
        report_all(session, HEALTH, at(QUIET, 9))
        post = session.exec(select(Appointment).where(Appointment.person_id == 1)).one()
        post.ends_on = QUIET - DAY
        account = session.exec(select(ChatAccount.id).where(ChatAccount.address == "d")).one() or 0
        moment = at(QUIET, 9)
        had = Outbox(
            account_id=account,
            channel="fake",
            person_id=person(session, "d").id,
            kind="digest",
            created_at=moment,
            send_at=moment,
            sent_at=moment,
        )
        session.add(had)
        session.flush()
        nudged = send_nudge(
            session, plan_of(session), shown, person(session, "c"), moment, CALENDAR
        )
        assert {(one.agency, one.name, one.reason) for one in nudged.left_out} == {
            (HEALTH, "Nguyễn Văn B", SkipReason.NOTHING_OWED),
            (TRADE, "Nguyễn Văn A", SkipReason.NOT_ANSWERING),
            (TRADE, "Nguyễn Văn D", SkipReason.DIGEST_TODAY),
        }
    assert [who for who, _ in deliver(reminded, at(QUIET, 9))] == ["e"]


@pytest.mark.parametrize(
    ("names", "by", "words"),
    [
        ((TRADE,), "a", "a is no planner of mau"),
        ((), "c", "nobody would hear the nudge"),
    ],
)
def test_what_makes_no_sense_is_refused(
    reminded: Database, names: tuple[str, ...], by: str, words: str
) -> None:
    with reminded.write() as session, pytest.raises(BadNudge, match=words):
        nudge(session, at(QUIET, 9), *names, by=by)
    assert nothing_is_written(reminded)


def test_an_agency_that_owes_nothing_is_refused(reminded: Database) -> None:
    with reminded.write() as session:
        shown = pairs_of([lines(session, at(QUIET, 9))[HEALTH]])
        report_all(session, HEALTH, at(QUIET, 9))
        planner = person(session, "c")
        with pytest.raises(BadNudge, match="Sở Y tế: nothing is owed"):
            send_nudge(session, plan_of(session), shown, planner, at(QUIET, 9), CALENDAR)
    assert nothing_is_written(reminded)


# --- Two machines ---------------------------------------------------------------------------------


# SQLite lets the second writer look only after the first has written
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_two_planners_at_once_nudge_once(
    reminded: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have looked before either has written: the row an agency has once a day decides."""
    looked, told = threading.Barrier(2), []
    real = nudges.nudged_on

    def look(session: Session, plan_id: int, day: date) -> set[int]:
        found = real(session, plan_id, day)
        looked.wait(timeout=HANGS)
        return found

    with reminded.read() as session:
        shown = pairs_of(lines(session, at(QUIET, 9)).values())
    monkeypatch.setattr(nudges, "nudged_on", look)

    def run() -> None:
        with reminded.write() as session:
            plan, planner = plan_of(session), person(session, "c")
            told.append(send_nudge(session, plan, shown, planner, at(QUIET, 9), CALENDAR))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((len(one.queued), len(one.left_out)) for one in told) == [(0, 3), (3, 0)]
    assert {left.reason for one in told for left in one.left_out} == {SkipReason.NUDGED}
    with reminded.read() as session:
        assert len(session.exec(select(Nudge)).all()) == 3
        entries = session.exec(select(AuditEntry).where(AuditEntry.action == "agencies.nudged"))
        assert len(entries.all()) == 1
    assert [who for who, _ in deliver(reminded, at(QUIET, 9))] == ["a", "b", "c"]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_the_ladder_at_the_same_moment_leaves_one_digest(
    reminded: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The digest of the rung is queued when the nudge has looked and not yet written."""
    rung = date(2026, 10, 30)
    real = nudges.enter_nudges

    def enter(*arguments: object) -> set[int]:
        tick(reminded, at(rung, 0, 1), CALENDAR)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(nudges, "enter_nudges", enter)
    with reminded.write() as session:
        nudged = nudge(session, at(rung, 0, 1), TRADE)
        assert nudged.queued == []
        assert [one.reason for one in nudged.left_out] == [SkipReason.DIGEST_TODAY]
        assert session.exec(select(Nudge)).all() == []
    assert deliver(reminded, at(rung))[0] == ("a", [-14])


def test_rounds_that_are_not_open_are_not_nudged_for(database: Database) -> None:
    add_province(database)
    with database.write() as session:
        open_rounds(session, at(FIRST), CALENDAR)
    with database.read() as session:
        assert lines(session, at(date(2026, 9, 1))) == {}
