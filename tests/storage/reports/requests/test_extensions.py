"""Extensions: asked with a reason, decided once, by a planner; they move only their own day."""

import threading
from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from scheduler.rounds.opening import open_rounds
from storage.database import Database
from storage.models import AuditEntry, Expectation, Extension, Plan, Reminder, RightKind
from storage.reports.requests.extensions import (
    BadExtension,
    ask_extension,
    asked_since,
    decide_extension,
    waiting_extensions,
)
from storage.rounds.closing import close_round
from tests.support.patience import HANGS
from tests.support.worlds.province import (
    CALENDAR,
    add_person,
    add_plan,
    add_province,
    at,
    give_right,
    hears,
    owed_by,
    person_of,
)

TODAY, DUE = date(2026, 10, 14), date(2026, 11, 14)
LATER = date(2026, 12, 4)
NOW = at(TODAY)


@pytest.fixture
def province(database: Database) -> Database:
    """c and b are planners."""
    add_province(database)
    with database.write() as session:
        for code in ("b", "c"):
            give_right(session, code, RightKind.PLANNER)
        open_rounds(session, NOW, CALENDAR)
    return database


def one_of(session: Session) -> Expectation:
    return owed_by(session, "Sở Công Thương")[0]


def asks(
    session: Session, until: date = LATER, reason: str = "Chờ số liệu", today: date = TODAY
) -> Extension:
    one = one_of(session)
    return ask_extension(session, one, until, reason, person_of(session, "a"), today, at(today))


def decides(
    session: Session,
    extension: Extension,
    until: date | None,
    answer: str = "",
    who: str = "c",
    today: date = TODAY,
) -> None:
    decide_extension(
        session, extension, until, answer, person_of(session, who), today, at(today, 9)
    )


def due_days(session: Session) -> list[date]:
    return [one.due_on for one in owed_by(session, "Sở Công Thương")]


def test_granted_it_moves_only_that_one(province: Database) -> None:
    with province.write() as session:
        request = asks(session, reason="  Chờ số liệu ")
        [waiting] = waiting_extensions(session, [1])
        assert (waiting.agency, waiting.code, waiting.asked_by) == (
            "Sở Công Thương",
            "1.1",
            "Nguyễn Văn A",
        )
        assert (request.reason, request.due_on) == ("Chờ số liệu", DUE)
        assert due_days(session) == [DUE, DUE]
        decides(session, request, LATER)
        assert due_days(session) == [LATER, DUE]
        assert waiting_extensions(session, [1]) == []
        actions = session.exec(select(AuditEntry.action).order_by(col(AuditEntry.id))).all()
        assert actions[-2:] == ["extension.asked", "extension.decided"]


def test_a_planner_may_grant_another_day(province: Database) -> None:
    with province.write() as session:
        decides(session, asks(session), LATER - timedelta(days=7), "Sớm hơn một tuần")
        assert due_days(session)[0] == LATER - timedelta(days=7)


def test_refused_with_a_reason_it_moves_nothing_and_may_be_asked_again(
    province: Database,
) -> None:
    with province.write() as session:
        request = asks(session)
        with pytest.raises(BadExtension, match="needs a reason"):
            decides(session, request, None, " ")
        assert request.decided_at is None
        decides(session, request, None, "Đã có đủ số liệu")
        assert due_days(session) == [DUE, DUE]
        assert (request.granted_until, request.answer) == (None, "Đã có đủ số liệu")
        assert asks(session).id != request.id


def test_asked_twice(province: Database) -> None:
    with province.write() as session:
        asks(session)
        with pytest.raises(BadExtension, match="not yet decided"):
            asks(session)
        assert len(session.exec(select(Extension)).all()) == 1


@pytest.mark.parametrize(
    ("until", "reason", "today", "why"),
    [
        (DUE, "Chờ số liệu", TODAY, "not after the due day"),
        (DUE - timedelta(days=1), "Chờ số liệu", TODAY, "not after the due day"),
        (DUE + timedelta(days=61), "Chờ số liệu", TODAY, "more than 60 days"),
        (date.max, "Chờ số liệu", TODAY, "more than 60 days"),
        (LATER, " ", TODAY, "reason is empty"),
        (DUE + timedelta(days=2), "Chờ số liệu", date(2026, 11, 20), "has passed"),
    ],
)
def test_what_cannot_be_asked(
    province: Database, until: date, reason: str, today: date, why: str
) -> None:
    with province.write() as session:
        with pytest.raises(BadExtension, match=why):
            asks(session, until, reason, today)
        assert session.exec(select(Extension)).all() == []


def test_sixty_days_and_a_day_that_is_over_by_then(province: Database) -> None:
    with province.write() as session:
        asks(session, DUE + timedelta(days=60), today=date(2026, 11, 20))
        assert len(waiting_extensions(session, [1])) == 1


@pytest.mark.parametrize(
    ("until", "today", "why"),
    [
        (DUE, TODAY, "not after the due day"),
        (DUE + timedelta(days=61), TODAY, "more than 60 days"),
        (DUE + timedelta(days=2), date(2026, 11, 20), "has passed"),
    ],
)
def test_what_cannot_be_granted(province: Database, until: date, today: date, why: str) -> None:
    with province.write() as session:
        request = asks(session)
        with pytest.raises(BadExtension, match=why):
            decides(session, request, until, today=today)
        assert request.decided_at is None
        assert due_days(session) == [DUE, DUE]


def test_only_a_planner_of_that_plan_decides(province: Database) -> None:
    with province.write() as session:
        plan = session.exec(select(Plan)).one()
        other = Plan(**plan.model_dump(exclude={"id", "code"}), code="khac")
        session.add(other)
        session.flush()
        give_right(session, "a", RightKind.ADMINISTRATOR)
        give_right(session, "a", RightKind.PLANNER, other)
        request = asks(session)
        with pytest.raises(BadExtension, match="a is no planner of mau"):
            decides(session, request, LATER, who="a")
        assert due_days(session) == [DUE, DUE]


def test_decided_twice(province: Database) -> None:
    with province.write() as session:
        request = asks(session)
        decides(session, request, LATER)
        with pytest.raises(BadExtension, match="decided already"):
            decides(session, request, None, "Không", who="b")
        assert due_days(session)[0] == LATER


def test_what_is_no_longer_expected(province: Database) -> None:
    with province.write() as session:
        request = asks(session)
        assert asked_since(session, 1, None)
        one_of(session).ended_at = NOW
        session.flush()
        with pytest.raises(BadExtension, match="no longer expected"):
            decides(session, request, LATER)
        assert waiting_extensions(session, [1]) == []
        assert not asked_since(session, 1, None)


def test_what_waits_in_a_closed_round_is_neither_listed_nor_news(province: Database) -> None:
    with province.write() as session:
        asks(session)
        close_round(session, one_of(session).round_id, None, NOW)
        assert waiting_extensions(session, [1]) == []
        assert not asked_since(session, 1, None)


def test_asked_since_an_instant(province: Database) -> None:
    with province.write() as session:
        asks(session)
        assert asked_since(session, 1, NOW - timedelta(minutes=1))
        assert not asked_since(session, 1, NOW)
        assert not asked_since(session, 2, None)


def test_reminders_follow_the_new_day_and_the_ledger_keeps_both(province: Database) -> None:
    assert hears(province, TODAY, date(2026, 11, 12))[-1] == (date(2026, 11, 12), [-1])
    with province.write() as session:
        decides(session, asks(session, today=date(2026, 11, 12)), LATER, today=date(2026, 11, 12))
    heard = hears(province, date(2026, 11, 13), date(2026, 12, 4))
    assert [said for _, said in heard] == [[0], [1], [3], [-14], [-7], [-3], [-1], [0]]
    with province.read() as session:
        query = select(Reminder).where(Reminder.expectation_id == one_of(session).id)
        said = session.exec(query.order_by(col(Reminder.id))).all()
    by_day = {due_on: [r.rung for r in said if r.due_on == due_on] for due_on in (DUE, LATER)}
    assert by_day == {DUE: [-30, -14, -7, -3, -1], LATER: [-14, -7, -3, -1, 0]}


# SQLite lets the second writer look only after the first has written
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_two_planners_decide_at_once(province: Database) -> None:
    with province.write() as session:
        request_id = asks(session).id
    outcomes = _at_once(
        province,
        lambda session: decides(session, session.get_one(Extension, request_id), LATER),
        lambda session: decides(
            session, session.get_one(Extension, request_id), None, "Không", who="b"
        ),
    )
    assert sorted(outcomes) == ["", "the extension was decided already"]
    with province.read() as session:
        request = session.exec(select(Extension)).one()
        assert due_days(session)[0] == (request.granted_until or DUE)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_two_ask_at_once(province: Database) -> None:
    outcomes = _at_once(province, asks, asks)
    assert sorted(outcomes) == [
        "",
        "an extension was asked for already and is not yet decided",
    ]


def _at_once(database: Database, *doings: object) -> list[str]:
    """Each in a transaction of its own that has read before either writes; what went wrong."""
    looked, outcomes = threading.Barrier(2), []

    def run(doing: object) -> None:
        assert callable(doing)
        try:
            with database.write() as session:
                session.exec(select(Expectation)).all()
                session.exec(select(Extension)).all()
                looked.wait(timeout=HANGS)
                doing(session)
            outcomes.append("")
        except BadExtension as error:
            outcomes.append(str(error))

    threads = [threading.Thread(target=run, args=(doing,)) for doing in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_a_plan_without_requests(database: Database) -> None:
    with database.write() as session:
        plan = add_plan(session)
        add_person(session, "a", "Sở Công Thương")
        assert waiting_extensions(session, [plan.id or 0]) == []
