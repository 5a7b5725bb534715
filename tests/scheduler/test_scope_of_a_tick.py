"""A tick that looks only at what has changed does what a look at everything would have done."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from scheduler import jobs
from scheduler.calendar import Calendar
from scheduler.jobs import LOOK_ANEW_AFTER, Ticks
from scheduler.reminders.digests import queue_digests
from scheduler.rounds.opening import open_rounds
from storage.audit import Scope, newest_rows, record, scope_of_changes
from storage.database import Database
from storage.models import Expectation, Outbox, Person, Reminder, Report, Right, RightKind, Round
from storage.people.absences import announce_absence, end_absence
from storage.people.appointments import find_person, focal_points
from storage.people.reachability import offices_ever
from storage.plans.lookup import plans
from storage.reports.gate import Barred
from storage.reports.requests.objections import BadObjection, decide_objection, object_to
from storage.reports.reviews import BadReview, review_report
from storage.reports.submission import withdraw
from storage.rounds.closing import BadClosing, close_round, reopen_round
from tests.support.worlds.province import CALENDAR as OFFICE
from tests.support.worlds.province import add_person, add_province, at, owed_by
from tests.support.worlds.world import CALENDAR
from tests.support.year.communes import an_answer_is_used_again, communes_plans
from tests.support.year.events import EVENTS, somebody_comes_back
from tests.support.year.simulation import DAY, Event, Province
from tests.support.year.two_plans import TwoPlans, two_plans

A_TICK = timedelta(seconds=20)


def a_report_is_reviewed(province: Province, session: Session) -> str:
    report = _some_report(province, session)
    if report is None:
        return ""
    accepted, until = province.rng.random() < 0.3, province.today + province.rng.randint(1, 9) * DAY
    planner = _planner(province, session, report.expectation_id)
    review_report(session, report, accepted, "xem lại", planner, province.now, until)
    return f"expectation {report.expectation_id}"


def a_report_is_withdrawn(province: Province, session: Session) -> str:
    report = _some_report(province, session)
    asked = session.get(Expectation, report.expectation_id) if report else None
    people = focal_points(session, province.today, [asked.agency_id]) if asked else []
    if report is None or not people:
        return ""
    by = people[0].person.id or 0
    withdraw(session, report.expectation_id, report.id or 0, by, province.today, province.now)
    return f"expectation {report.expectation_id}"


def a_task_is_disowned(province: Province, session: Session) -> str:
    owed = province.one_of(province.owed(session))
    if owed is None:
        return ""
    asked = session.get_one(Expectation, owed.expectation_id)
    objection = object_to(session, asked, "việc khác", None, province.today, province.now)
    planner = _planner(province, session, owed.expectation_id)
    accepted = province.rng.random() < 0.7
    decide_objection(session, objection, accepted, "đã xem", planner, province.today, province.now)
    return f"expectation {owed.expectation_id}"


def a_round_is_closed_or_opened(province: Province, session: Session) -> str:
    round_ = province.one_of(session.exec(select(Round).order_by(col(Round.id).desc())).all()[:4])
    if round_ is None:
        return ""
    if round_.closed_at is None:
        close_round(session, round_.id or 0, None, province.now)
    else:
        reopen_round(session, round_.id or 0, "bổ sung", None, province.now)
    return f"round {round_.id}"


def _some_report(province: Province, session: Session) -> Report | None:
    query = select(Report).where(col(Report.withdrawn_at).is_(None)).order_by(col(Report.id).desc())
    return province.one_of(session.exec(query.limit(20)).all())


def _planner(province: Province, session: Session, expectation_id: int) -> Person:
    round_ = session.get_one(Round, session.get_one(Expectation, expectation_id).round_id)
    [code] = [plan.code for plan in plans(session) if plan.id == round_.plan_id]
    person = find_person(
        session, province.planners.get(code, next(iter(province.planners.values())))
    )
    assert person is not None
    return person


SEEN: Mapping[Event, int] = {
    **EVENTS,
    a_report_is_reviewed: 8,
    a_report_is_withdrawn: 8,
    a_task_is_disowned: 3,
    a_round_is_closed_or_opened: 2,
    an_answer_is_used_again: 5,
}
REFUSED = (Barred, BadReview, BadObjection, BadClosing)


@pytest.mark.parametrize(("world", "seed"), [("two", 1), ("communes", 3)])
def test_what_is_left_after_it_is_nothing(
    world: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    scopes: list[Scope | None] = []
    looks = queue_digests

    def looked(session: Session, now: Any, calendar: Calendar, scope: Scope | None) -> list[Outbox]:
        scopes.append(scope)
        return looks(session, now, calendar, scope)

    monkeypatch.setattr(jobs, "queue_digests", looked)
    plans: TwoPlans = two_plans(own_days=True) if world == "two" else communes_plans()
    with Province(seed, 2026, SEEN, plans=plans) as province:
        for day in (date(2026, 10, 12) + n * 15 * DAY for n in range(3)):
            _plays(province, CALENDAR.working_day_on_or_after(day))
        happened = len(province.log)
    limited = [one for one in scopes if one is not None]
    assert happened > 12
    assert len(limited) > 10
    assert sum(one.agencies is not None for one in limited) > 5


def _plays(province: Province, day: date) -> None:
    """A morning on which all that has come is queued; then one thing after another happens."""
    ticks = Ticks(province.database, CALENDAR)
    province.clock.jump_to(day, 8, 30)
    for _ in range(3):
        ticks.tick(province.now)
    for _ in range(8):
        [event] = province.rng.choices(list(SEEN), list(SEEN.values()))
        try:
            with province.database.write() as session:
                told = event(province, session)
        except REFUSED:
            continue
        if told:
            province.log.append(f"{province.now} {event.__name__}: {told}")
        # Who can be written to again is compared every few minutes: that adds no row
        unnoticed = event is somebody_comes_back or province.rng.random() < 0.3
        province.clock.instant += LOOK_ANEW_AFTER if unnoticed else A_TICK
        ticks.tick(province.now)
        assert _left(province) == {}, "\n".join(province.log)
        province.clock.instant += A_TICK
        ticks.tick(province.now)
    province._delivered()


def _left(province: Province) -> dict[str, list[Any]]:
    """What a look at everything would change now; nothing of it is kept."""
    with province.database.read() as session:
        before = _books(session)
        open_rounds(session, province.now, CALENDAR)
        queue_digests(session, province.now, CALENDAR)
        session.flush()
        after = _books(session)
        session.rollback()
    return {
        name: sorted(after[name] ^ before[name], key=str)
        for name in after
        if after[name] != before[name]
    }


def _books(session: Session) -> dict[str, set[Any]]:
    columns: dict[str, tuple[Mapped[Any], ...]] = {
        "round": (col(Round.id), col(Round.due_on), col(Round.opens_on), col(Round.closed_at)),
        "expectation": (
            *(col(Expectation.id), col(Expectation.agency_id), col(Expectation.due_on)),
            col(Expectation.ended_at),
        ),
        "reminder": (
            col(Reminder.expectation_id),
            col(Reminder.person_id),
            col(Reminder.rung),
            col(Reminder.due_on),
        ),
        "digest": (col(Outbox.person_id), col(Outbox.key)),
    }
    return {
        name: {tuple(row) for row in session.execute(select(*those))}
        for name, those in columns.items()
    }


# --- What changes are of --------------------------------------------------------------------------


@pytest.fixture
def asked(database: Database) -> Expectation:
    """One thing that Sở Y tế is asked for."""
    add_province(database)
    with database.write() as session:
        open_rounds(session, at(date(2026, 10, 1)), OFFICE)
        return owed_by(session, "Sở Y tế")[0]


def _scope(database: Database, *changes: tuple[str, str]) -> Scope | None:
    with database.write() as session:
        before = newest_rows(session)
        for action, subject in changes:
            record(session, at(date(2026, 10, 2)), action, subject)
        session.flush()
        return scope_of_changes(session, before, newest_rows(session))


def test_an_answer_concerns_its_plan_and_agency(database: Database, asked: Expectation) -> None:
    found = _scope(database, ("report.submitted", f"expectation:{asked.id}"))
    assert found == Scope(frozenset([1]), frozenset([asked.agency_id]))


def test_a_round_concerns_everybody_it_asks(database: Database, asked: Expectation) -> None:
    changes = ("report.submitted", f"expectation:{asked.id}"), ("round.closed", "round:1")
    assert _scope(database, *changes) == Scope(frozenset([1]), None)


def test_what_is_not_known_concerns_everything(database: Database, asked: Expectation) -> None:
    answer = ("report.submitted", f"expectation:{asked.id}")
    for change in (("plan.loaded", "plan:mau"), ("person.loaded", "person:1"), ("x", "y")):
        assert _scope(database, answer, change) is None
    assert _scope(database, *[answer] * 2001) is None


def test_what_tells_of_reading_alone_concerns_nothing(
    database: Database, asked: Expectation
) -> None:
    assert _scope(database, ("file.downloaded", "plan:mau")) == Scope(frozenset(), frozenset())


def test_whoever_is_new_concerns_what_is_asked_of_their_agency(
    database: Database, asked: Expectation
) -> None:
    """Whom a digest was queued for hears nothing more on its day: that is nothing new."""
    with database.write() as session:
        before = newest_rows(session)
        assert len(queue_digests(session, at(date(2026, 10, 14)), OFFICE)) == 2
        assert newest_rows(session) == before
        newcomer = add_person(session, "moi", "Sở Y tế")
        after = newest_rows(session)
        linked = scope_of_changes(session, before, after)
        assert linked == Scope(frozenset(), frozenset(), frozenset([newcomer.id or 0]))
        assert offices_ever(session, linked.people, date(2026, 10, 14)) == {asked.agency_id}
        assert scope_of_changes(session, after, before) is None  # older rows: another database


def test_a_leave_concerns_whoever_is_back_and_whoever_stands_in(
    database: Database, asked: Expectation
) -> None:
    today, now = date(2026, 10, 14), at(date(2026, 10, 14))
    with database.write() as session:
        away, other = (
            add_person(session, "vang", "Sở Y tế"),
            add_person(session, "thay", "Sở Công Thương"),
        )
        announce_absence(session, away, today, today, other, today, now)
        session.flush()
        before = newest_rows(session)
        end_absence(session, away, today, now)
        session.flush()
        found = scope_of_changes(session, before, newest_rows(session))
        assert found == Scope(frozenset(), frozenset(), frozenset([away.id or 0, other.id or 0]))
        assert asked.agency_id in offices_ever(session, [other.id or 0], today)


def test_whoever_has_rights_may_have_to_hear_of_everything(
    database: Database, asked: Expectation
) -> None:
    promised = ("reports.promised", "person:1")
    with database.write() as session:
        session.add(Right(person_id=1, kind=RightKind.PLANNER))
    assert _scope(database, promised) is None
    assert _scope(database, ("reports.promised", "person:2")) == Scope(
        frozenset(), frozenset(), frozenset([2])
    )


def test_settings_of_a_plan_concern_that_plan(database: Database, asked: Expectation) -> None:
    assert _scope(database, ("reminders.chosen", "plan:mau")) == Scope(frozenset([1]), None)
