"""The gate: what an answer's standing, its round and the person's right let by, and why not."""

import threading
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import Session, col, select

from scheduler.rounds.ad_hoc import open_ad_hoc
from scheduler.rounds.opening import open_rounds
from storage.database import Database
from storage.models import Agency, Expectation, Plan, Report, RightKind, Round
from storage.reports.gate import Act, Barred, Barrier, Standing, pass_gate
from storage.reports.requests.extensions import ask_extension
from storage.reports.requests.objections import object_to
from storage.reports.requests.reopenings import BadReopening, ask_reopening, decide_reopening
from storage.reports.reviews import BadReview, review_report
from storage.reports.snoozes import snooze
from storage.reports.submission import submit, withdraw
from storage.rounds.closing import close_round
from tests.support.databases import built_once, emptied
from tests.support.patience import HANGS
from tests.support.worlds.province import (
    CALENDAR,
    add_province,
    at,
    give_right,
    owed_by,
    person_of,
)

TODAY = date(2026, 10, 14)
NOW = at(TODAY)
ALL = frozenset(Act)
OPEN_TO = {
    Standing.OPEN: {Act.REPORT, Act.USE_AGAIN, Act.PROMISE, Act.ASK_LATER, Act.OBJECT},
    Standing.SUBMITTED: {Act.REPORT, Act.USE_AGAIN, Act.WITHDRAW, Act.ATTACH, Act.SETTLE},
    Standing.RETURNED: ALL - {Act.REOPEN, Act.USE_AGAIN},
    Standing.ACCEPTED: {Act.REOPEN, Act.SETTLE},
    Standing.REOPENED: {Act.REPORT, Act.USE_AGAIN, Act.SETTLE},
}


@pytest.fixture
def province(database: Database) -> Database:
    return filled(database)


def filled(database: Database) -> Database:
    built_once(database, filled, _fill)
    return database


def _fill(database: Database) -> None:
    add_province(database)
    with database.write() as session:
        give_right(session, "c", RightKind.PLANNER)
        open_rounds(session, NOW, CALENDAR)


def one_of(session: Session) -> Expectation:
    return owed_by(session, "Sở Công Thương")[0]


def reported(session: Session, now: datetime = NOW) -> Report:
    a = person_of(session, "a").id
    return submit(
        session,
        Report(
            expectation_id=one_of(session).id or 0, person_id=a, status="ongoing", submitted_at=now
        ),
        TODAY,
    )


def accepted(session: Session) -> Report:
    report = reported(session)
    review_report(session, report, True, "", person_of(session, "c"), NOW)
    return report


def returned(session: Session) -> Report:
    report = reported(session)
    review_report(session, report, False, "Thiếu", person_of(session, "c"), NOW, TODAY)
    return report


def reopened(session: Session) -> Report:
    report = accepted(session)
    a, c = person_of(session, "a"), person_of(session, "c")
    row = ask_reopening(session, report.expectation_id, "Nhầm số", a, TODAY, NOW)
    decide_reopening(session, row, True, "", c, NOW)
    return report


STANDS: dict[Standing, Callable[[Session], Any]] = {
    Standing.OPEN: lambda _: None,
    Standing.SUBMITTED: reported,
    Standing.RETURNED: returned,
    Standing.ACCEPTED: accepted,
    Standing.REOPENED: reopened,
}


@pytest.mark.parametrize("standing", Standing)
def test_what_may_be_done_about_an_answer_follows_from_how_it_stands(
    standing: Standing, province: Database
) -> None:
    with province.write() as session:
        STANDS[standing](session)
        key, a = one_of(session).id or 0, person_of(session, "a").id
        let_by = set()
        for act in Act:
            try:
                assert pass_gate(session, key, act, a, TODAY).standing is standing
            except Barred:
                continue
            let_by.add(act)
    assert let_by == OPEN_TO[standing]


# --- Every effect passes it -----------------------------------------------------------------------


def writes(session: Session, who: str = "a") -> dict[str, Callable[[], Any]]:
    """Everything an agency writes about an answer."""
    one, person = one_of(session), person_of(session, who)
    key, until = one.id or 0, date(2026, 12, 4)
    report = Report(expectation_id=key, person_id=person.id, status="ongoing", submitted_at=NOW)
    newest = select(Report.id).order_by(col(Report.id).desc())
    return {
        "submit": lambda: submit(session, report, TODAY),
        "withdraw": lambda: withdraw(
            session, key, session.exec(newest).first() or 0, person.id or 0, TODAY, NOW
        ),
        "promise": lambda: snooze(session, [key], person.id or 0, TODAY, until, NOW),
        "ask later": lambda: ask_extension(session, one, until, "Chậm", person, TODAY, NOW),
        "object": lambda: object_to(session, one, "Của Sở khác", person, TODAY, NOW),
        "reopen": lambda: ask_reopening(session, key, "Nhầm số", person, TODAY, NOW),
    }


def barriers(session: Session, who: str = "a") -> set[Barrier]:
    found = set()
    for write in writes(session, who).values():
        with pytest.raises(Barred) as barred:
            write()
        found.add(barred.value.barrier)
    return found


def test_nothing_is_written_in_a_closed_round(province: Database) -> None:
    with province.write() as session:
        close_round(session, one_of(session).round_id, None, NOW)
        assert barriers(session) == {Barrier.CLOSED}


def test_nothing_is_written_for_another_agency(province: Database) -> None:
    with province.write() as session:
        assert barriers(session, who="b") == {Barrier.NOT_YOURS}


def test_nothing_is_written_once_the_next_round_of_the_rule_is_open(province: Database) -> None:
    with province.write() as session:
        one = one_of(session)
        of = session.get_one(Round, one.round_id)
        later = of.model_dump(exclude={"id"}) | {"year": of.year + 1}
        session.add(Round(**later))
        session.flush()
        assert barriers(session) == {Barrier.OVER}


def test_nothing_is_written_before_the_round_opens(province: Database) -> None:
    with province.write() as session:
        session.get_one(Round, one_of(session).round_id).opens_on = date(2026, 10, 15)
        session.flush()
        assert barriers(session) == {Barrier.NOT_YET}


def test_an_accepted_answer_is_locked(province: Database) -> None:
    with province.write() as session:
        accepted(session)
        for name, write in writes(session).items():
            if name == "reopen":
                continue
            with pytest.raises(Barred) as barred:
                write()
            assert barred.value.barrier is Barrier.ACCEPTED


def test_what_was_accepted_counts_again_when_its_correction_is_withdrawn(
    province: Database,
) -> None:
    with province.write() as session:
        first = reopened(session)
        second = reported(session)
        a = person_of(session, "a").id or 0
        withdraw(session, first.expectation_id, second.id or 0, a, TODAY, NOW)
        assert (first.withdrawn_at, second.withdrawn_at) == (None, NOW)
        with pytest.raises(Barred, match="accepted"):
            withdraw(session, first.expectation_id, first.id or 0, a, TODAY, NOW)


def test_another_answer_than_the_one_shown_is_not_withdrawn(province: Database) -> None:
    with province.write() as session:
        first = reported(session)
        reported(session)
        a = person_of(session, "a").id or 0
        with pytest.raises(Barred) as barred:
            withdraw(session, first.expectation_id, first.id or 0, a, TODAY, NOW)
    assert barred.value.barrier is Barrier.CHANGED


def test_a_reopening_is_asked_once_with_a_reason_and_decided_once_by_a_planner(
    province: Database,
) -> None:
    with province.write() as session:
        key = accepted(session).expectation_id
        a, c = person_of(session, "a"), person_of(session, "c")
        with pytest.raises(BadReopening, match="reason is empty"):
            ask_reopening(session, key, " ", a, TODAY, NOW)
        row = ask_reopening(session, key, "Nhầm số", a, TODAY, NOW)
        with pytest.raises(BadReopening, match="not yet decided"):
            ask_reopening(session, key, "Nhầm số", a, TODAY, NOW)
        with pytest.raises(BadReopening, match="is no planner"):
            decide_reopening(session, row, True, "", a, NOW)
        with pytest.raises(BadReopening, match="needs a reason"):
            decide_reopening(session, row, False, " ", c, NOW)
        decide_reopening(session, row, False, "Số liệu đã chốt", c, NOW)
        with pytest.raises(BadReopening, match="decided already"):
            decide_reopening(session, row, True, "", c, NOW)
        assert pass_gate(session, key, Act.REOPEN, a.id, TODAY).standing is Standing.ACCEPTED


def test_in_a_closed_round_a_report_is_accepted_but_not_returned(province: Database) -> None:
    with province.write() as session:
        report = reported(session)
        close_round(session, one_of(session).round_id, None, NOW)
        c = person_of(session, "c")
        with pytest.raises(BadReview, match="round is closed"):
            review_report(session, report, False, "Thiếu", c, NOW)
        review_report(session, report, True, "", c, NOW)


def test_an_ad_hoc_round_is_closed_alike(province: Database) -> None:
    with province.write() as session:
        plan = session.exec(select(Plan)).one()
        agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
        due_on = date(2026, 10, 30)
        round_ = open_ad_hoc(
            session, plan, "Bão số 3", due_on, [agency.id or 0], None, NOW, CALENDAR
        )
        asked = select(Expectation).where(Expectation.round_id == round_.id)
        key = session.exec(asked).one().id or 0
        pass_gate(session, key, Act.REPORT, person_of(session, "a").id, TODAY)
        close_round(session, round_.id or 0, None, NOW)
        with pytest.raises(Barred, match="closed"):
            pass_gate(session, key, Act.REPORT, person_of(session, "a").id, TODAY)


# --- Two who write at once ------------------------------------------------------------------------


@pytest.fixture
def both_write(postgresql: Database) -> Database:
    """Only PostgreSQL lets two transactions write at once; SQLite makes the second wait."""
    return filled(emptied(postgresql))


def test_who_closes_a_round_waits_for_whoever_is_answering(both_write: Database) -> None:
    with both_write.read() as session:
        round_id = one_of(session).round_id
    done: list[str] = []

    def close() -> None:
        with both_write.write() as session:
            close_round(session, round_id, None, NOW)
        done.append("closed")

    closing = threading.Thread(target=close)
    with both_write.write() as session:
        reported(session)
        closing.start()
        closing.join(0.3)
        done.append("reported")
    closing.join(HANGS)
    assert done == ["reported", "closed"]


def test_what_was_closed_meanwhile_is_read_anew_under_the_lock(both_write: Database) -> None:
    with both_write.write() as session:
        one = one_of(session)
        session.get_one(Round, one.round_id)  # held by this session as it was
        with both_write.write() as other:
            close_round(other, one.round_id, None, NOW)
        assert barriers(session) == {Barrier.CLOSED}


def test_what_was_accepted_meanwhile_is_not_withdrawn(both_write: Database) -> None:
    with both_write.write() as session:
        report = reported(session)
    with both_write.write() as session:
        session.get_one(Report, report.id)
        with both_write.write() as other:
            mine = other.get_one(Report, report.id)
            review_report(other, mine, True, "", person_of(other, "c"), NOW)
        a = person_of(session, "a").id or 0
        with pytest.raises(Barred, match="accepted"):
            withdraw(session, report.expectation_id, report.id or 0, a, TODAY, NOW)
