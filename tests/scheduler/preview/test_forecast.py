"""The preview is what then happens, whatever was promised, announced or chosen."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from scheduler.jobs import tick
from scheduler.preview.reminders import preview
from storage.database import Database
from storage.messages.outbox import unsettled
from storage.models import (
    Agency,
    Expectation,
    Item,
    Outbox,
    Person,
    Plan,
    Post,
    Reminder,
    Role,
    Round,
    Rule,
)
from tests.support.databases import emptied, in_memory
from tests.support.examples import examples
from tests.support.worlds.province import (
    CALENDAR,
    COORDINATOR,
    add_person,
    add_province,
    appoint,
    assignment,
    at,
    leaves,
    person_of,
    promises,
    speaks,
)

START, END = date(2026, 10, 26), date(2026, 12, 8)
DAY = timedelta(days=1)
Line = tuple[datetime, str, list[int]]
LADDERS: tuple[list[int], ...] = (
    [],
    [-30, -14, -7, -3, -1, 0, 1, 3],
    [-10, -9, -8, 0, 2],
    [-12],
    [-5, -1, 0, 6],
)
HOURS: tuple[list[str], ...] = (
    [],
    ["07:00-09:00"],
    ["13:30-17:00"],
    ["08:30-10:00", "15:00-18:00"],
    ["12:00-12:30"],
)
OFFICES = {"a": "Sở Công Thương", "b": "Sở Y tế"}


@dataclass(frozen=True)
class Promise:
    who: str
    on: date
    working_days: int


@dataclass(frozen=True)
class Leave:
    who: str
    first: date
    days: int
    stand_in: str


def days(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(first, last)


PROMISES = st.builds(
    Promise, st.sampled_from("ab"), days(START, date(2026, 11, 20)), st.integers(1, 10)
)
LEAVES = st.builds(
    Leave,
    st.sampled_from("abdl"),
    days(START, date(2026, 11, 25)),
    st.integers(0, 12),
    st.sampled_from(["", "d", "b"]),
)
MOMENTS = st.builds(
    at, days(START, date(2026, 11, 24)), st.sampled_from([0, 6, 8, 9, 12, 14, 17, 20])
)


@settings(max_examples=examples(8), suppress_health_check=[HealthCheck.too_slow])
@given(
    ladders=st.tuples(st.sampled_from(LADDERS), st.sampled_from(LADDERS)),
    hours=st.tuples(st.sampled_from(HOURS), st.sampled_from(HOURS)),
    promised=st.lists(PROMISES, max_size=3),
    left=st.lists(LEAVES, max_size=3),
    now=MOMENTS,
    ticked=st.booleans(),
)
def test_what_is_foretold_is_what_happens(
    ladders: tuple[list[int], list[int]],
    hours: tuple[list[str], list[str]],
    promised: list[Promise],
    left: list[Leave],
    now: datetime,
    ticked: bool,
) -> None:
    database = emptied(in_memory())
    _settle(database, ladders, hours)
    _live_until(database, now, promised, left)
    if ticked:
        tick(database, now, CALENDAR)
    with database.read() as session:
        foretold = {code: _foretold(session, code, now) for code in ("mau", "hai")}
    happened = _happens(database, now)
    assert foretold == happened


def _settle(
    database: Database,
    ladders: tuple[list[int], list[int]],
    hours: tuple[list[str], list[str]],
) -> None:
    """Two plans; l leads Sở Công Thương, d may stand in for it, b answers for Sở Y tế."""
    add_province(database)
    with database.write() as session:
        add_person(session, "l", "Sở Công Thương", post=Post.LEADER)
        add_person(session, "d", COORDINATOR, starts_on=date(2031, 1, 1))
        appoint(session, person_of(session, "d"), "Sở Công Thương", Post.STAND_IN)
        first = session.exec(select(Plan)).one()
        second = Plan(**first.model_dump(exclude={"id", "code"}), code="hai")
        session.add(second)
        session.flush()
        rule = session.exec(select(Rule).order_by(col(Rule.id))).all()[0]
        session.add(Rule(**rule.model_dump(exclude={"id", "plan_id"}), plan_id=second.id or 0))
        item = Item(
            plan_id=second.id or 0, code="9", kind="task", position=1, title="", title_raw=""
        )
        session.add(item)
        session.flush()
        agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
        session.add(assignment(item, agency, Role.LEAD))
        for plan, ladder, spans in zip((first, second), ladders, hours, strict=True):
            plan.ladder, plan.chosen_hours = ladder or None, spans or None


def _live_until(
    database: Database, now: datetime, promised: list[Promise], left: list[Leave]
) -> None:
    """Every morning until then; what is said on a day is said at ten."""
    day = START
    while day <= CALENDAR.today(now):
        if at(day) < now:
            tick(database, at(day), CALENDAR)
            _deliver(database, day, now)
        if at(day, 10) <= now:
            _speak_up(database, day, promised, left)
        day += DAY


def _speak_up(database: Database, day: date, promised: list[Promise], left: list[Leave]) -> None:
    for promise in promised:
        if promise.on == day:
            until = CALENDAR.add_working_days(day, promise.working_days)
            promises(database, promise.who, OFFICES[promise.who], until, at(day, 10))
    for leave in left:
        if leave.first - 3 * DAY == day and leave.who != leave.stand_in:
            last = leave.first + leave.days * DAY
            leaves(database, leave.who, leave.first, last, at(day, 10), leave.stand_in)


def _foretold(session: Session, code: str, now: datetime) -> list[Line]:
    plan = session.exec(select(Plan).where(Plan.code == code)).one()
    lines = preview(session, plan, CALENDAR.today(now), END, now, CALENDAR)
    return [(line.send_at, line.person[-1].lower(), line.rungs) for line in lines]


def _happens(database: Database, now: datetime) -> dict[str, list[Line]]:
    """What leaves from then on, by plan."""
    moment, day = now, CALENDAR.today(now)
    while day <= END:
        tick(database, moment, CALENDAR)
        _deliver(database, day, datetime.max.replace(tzinfo=now.tzinfo))
        day += DAY
        moment = at(day, 0)
    with database.read() as session:
        return {code: _said(session, code, now) for code in ("mau", "hai")}


def _deliver(database: Database, day: date, until: datetime) -> None:
    """Send what may leave on that day and before then, each at its own moment."""
    until = min(until, at(day + DAY, 0))
    while (moment := _next_due(database, until)) is not None:
        speaks(database, max(moment, at(day, 0)))


def _next_due(database: Database, until: datetime) -> datetime | None:
    with database.read() as session:
        query = select(Outbox.send_at).where(unsettled(Outbox), col(Outbox.send_at) < until)
        return session.exec(query.order_by(col(Outbox.send_at)).limit(1)).first()


def _said(session: Session, code: str, since: datetime) -> list[Line]:
    """The digests that left since then, with what they said of that plan and is still owed."""
    query = (
        select(Outbox, Reminder.rung)
        .join(Reminder, col(Reminder.outbox_id) == Outbox.id)
        .join(Expectation, col(Reminder.expectation_id) == Expectation.id)
        .join(Round, col(Expectation.round_id) == Round.id)
        .join(Plan, col(Round.plan_id) == Plan.id)
        .where(Plan.code == code, col(Outbox.sent_at) >= since)
    )
    found: dict[tuple[datetime, int], set[int]] = {}
    for row, rung in session.exec(query):
        assert row.sent_at is not None
        found.setdefault((row.sent_at, row.person_id or 0), set()).add(rung)
    names = {one.id: one.code for one in session.exec(select(Person))}
    return [
        (sent_at.astimezone(since.tzinfo), names[person_id], sorted(rungs))
        for (sent_at, person_id), rungs in sorted(found.items())
        if CALENDAR.today(sent_at) <= END
    ]
