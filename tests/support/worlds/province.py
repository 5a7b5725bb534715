"""A small province for the scheduler's tests: one plan, three agencies, people who answer."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot.channels.contract import Capabilities
from bot.delivery.digest import compose
from scheduler.calendar import Calendar
from scheduler.jobs import tick
from storage.calendar.holidays import read_holidays
from storage.database import Database
from storage.messages.outbox import unsettled
from storage.models import (
    Agency,
    Appointment,
    Assignment,
    ChatAccount,
    Consent,
    Expectation,
    Item,
    Outbox,
    Person,
    Plan,
    Post,
    Reminder,
    Report,
    Right,
    RightKind,
    Role,
    Rule,
    Status,
    Tier,
)
from storage.people.absences import announce_absence
from storage.reports.snoozes import snooze
from tests.support.databases import built_once

ENDLESS = Capabilities(max_length=100_000, buttons=True)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = Calendar(read_holidays(), ZONE)
ISSUED = date(2023, 9, 18)
COORDINATOR = "Sở Kế hoạch và Đầu tư"
# The plan's own, so that tests of who hears what hold whatever the usual ladder is
LADDER = (-30, -14, -7, -3, -1, 0, 1, 3)
YEARS: dict[str, tuple[int | None, int | None]] = {
    "1.1": (2023, 2030),
    "1.2": (None, None),
    "2.1": (2023, 2026),
    "2.2": (2027, 2030),
    "2.3": (2023, 2025),
}


def at(day: date, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def add_plan(session: Session) -> Plan:
    """Sở Công Thương leads 1.*, Sở Y tế 2.*; due before 15/11, the coordinator before 01/12."""
    plan = Plan(
        code="mau",
        decision="01/QĐ-UBND",
        issued_on=ISSUED,
        title="Kế hoạch mẫu",
        province="Mẫu",
        period="2021 - 2030",
        coordinator=COORDINATOR,
        ladder=list(LADDER),
    )
    names = ("Sở Công Thương", "Sở Y tế", COORDINATOR)
    agencies = [Agency(province="Mẫu", name=name, kind="department") for name in names]
    session.add_all([plan, *agencies])
    session.flush()
    session.add(_rule(plan, Tier.AGENCIES, 11, 15))
    session.add(_rule(plan, Tier.COORDINATOR, 12, 1))
    for position, (code, (start, end)) in enumerate(YEARS.items()):
        item = Item(
            plan_id=plan.id or 0,
            code=code,
            kind="task",
            position=position,
            title=f"Nhiệm vụ {code}",
            title_raw="",
            start_year=start,
            end_year=end,
        )
        session.add(item)
        session.flush()
        leads, helps = agencies[int(code[0]) - 1], agencies[int(code[0]) % 2]
        session.add(assignment(item, leads, Role.LEAD))
        session.add(assignment(item, helps, Role.COORDINATING))
    session.flush()
    return plan


def _rule(plan: Plan, tier: Tier, month: int, day: int) -> Rule:
    return Rule(
        plan_id=plan.id or 0,
        tier=tier,
        quote=f"trước ngày {day}/{month:02} hằng năm",
        month=month,
        day=day,
        strict=True,
        who="Các sở",
        to=COORDINATOR,
        from_year=2023,
        until_year=2030,
    )


def assignment(item: Item, agency: Agency, role: Role) -> Assignment:
    return Assignment(
        item_id=item.id or 0,
        printed_id=agency.id or 0,
        agency_id=agency.id or 0,
        role=role,
        phrase=agency.name,
        valid_from=ISSUED,
    )


def add_person(
    session: Session,
    code: str,
    agency: str,
    *,
    linked: bool = True,
    consented: bool = True,
    starts_on: date = ISSUED,
    post: Post = Post.FOCAL,
) -> Person:
    person = Person(code=code, full_name=f"Nguyễn Văn {code.upper()}")
    session.add(person)
    session.flush()
    appoint(session, person, agency, post, starts_on)
    if linked:
        since = at(ISSUED)
        account = ChatAccount(channel="fake", address=code, person_id=person.id, linked_at=since)
        session.add(account)
        session.flush()
        consent = Consent(
            person_id=person.id or 0,
            account_id=account.id or 0,
            version="1",
            text_hash="",
            given_at=since,
            withdrawn_at=None if consented else since + timedelta(days=1),
        )
        session.add(consent)
    session.flush()
    return person


def appoint(
    session: Session, person: Person, agency: str, post: Post, starts_on: date = ISSUED
) -> None:
    office = session.exec(select(Agency).where(Agency.name == agency)).one()
    session.add(
        Appointment(
            person_id=person.id or 0, agency_id=office.id or 0, post=post, starts_on=starts_on
        )
    )
    session.flush()


def give_right(session: Session, code: str, kind: RightKind, plan: Plan | None = None) -> None:
    person = person_of(session, code)
    session.add(Right(person_id=person.id or 0, kind=kind, plan_id=plan.id if plan else None))
    session.flush()


def person_of(session: Session, code: str) -> Person:
    return session.exec(select(Person).where(Person.code == code)).one()


def owed_by(session: Session, agency: str) -> list[Expectation]:
    """What was ever asked of it, in order."""
    query = (
        select(Expectation)
        .join(Agency, col(Expectation.agency_id) == Agency.id)
        .where(Agency.name == agency)
        .order_by(col(Expectation.id))
    )
    return list(session.exec(query))


def promises(database: Database, code: str, agency: str, until: date, now: datetime) -> None:
    """That person says when all that the agency was asked for will come."""
    with database.write() as session:
        ids = [one.id or 0 for one in owed_by(session, agency)]
        person_id = person_of(session, code).id or 0
        snooze(session, ids, person_id, CALENDAR.today(now), until, now)


def leaves(
    database: Database, code: str, first: date, last: date, now: datetime, stand_in: str = ""
) -> None:
    """That person announces a leave."""
    with database.write() as session:
        other = person_of(session, stand_in) if stand_in else None
        person = person_of(session, code)
        announce_absence(session, person, first, last, other, CALENDAR.today(now), now)


def add_province(database: Database) -> None:
    """The plan; a answers for Sở Công Thương, b for Sở Y tế, c for the coordinator."""
    built_once(database, add_province, _add_province)


def _add_province(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        add_person(session, "a", "Sở Công Thương")
        add_person(session, "b", "Sở Y tế")
        add_person(session, "c", COORDINATOR)


def deliver(database: Database, now: datetime) -> list[tuple[str, list[int]]]:
    """Send every digest that may leave now; (person code, rungs) of each."""
    with database.write() as session:
        rows = session.exec(
            select(Outbox, Person)
            .join(Person, col(Outbox.person_id) == Person.id)
            .where(
                col(Outbox.sent_at).is_(None),
                col(Outbox.failed_at).is_(None),
                col(Outbox.dropped_at).is_(None),
                col(Outbox.send_at) <= now,
            )
            .order_by(col(Outbox.id))
        ).all()
        for row, _person in rows:
            row.sent_at = now
        return [(person.code, rungs(session, row)) for row, person in rows]


def speaks(
    database: Database, now: datetime, calendar: Calendar = CALENDAR
) -> list[tuple[str, list[int]]]:
    """As `deliver`, but each digest is put into words first: it may be dropped or put off."""
    said = []
    with database.write() as session:
        query = (
            select(Outbox, ChatAccount, Person)
            .join(ChatAccount, col(Outbox.account_id) == ChatAccount.id)
            .join(Person, col(Outbox.person_id) == Person.id)
            .where(unsettled(Outbox), col(Outbox.send_at) <= now)
            .order_by(col(Outbox.id))
        )
        for row, account, person in session.exec(query).all():
            compose(session, row, account, now, calendar, ENDLESS)
            if row.dropped_at is None and row.send_at <= now:
                row.sent_at = now
                said.append((person.code, rungs(session, row)))
    return said


def all_hear(database: Database, start: date, end: date) -> list[tuple[date, str, list[int]]]:
    """Tick, word and deliver on every working morning: the day, who heard, which rungs."""
    heard = []
    day = CALENDAR.working_day_on_or_after(start)
    while day <= end:
        tick(database, at(day), CALENDAR)
        heard += [(day, *said) for said in speaks(database, at(day))]
        day = CALENDAR.add_working_days(day, 1)
    return heard


def hears(
    database: Database, start: date, end: date, who: str = "a"
) -> list[tuple[date, list[int]]]:
    """What one person hears of it."""
    return [(day, said) for day, code, said in all_hear(database, start, end) if code == who]


def rungs(session: Session, row: Outbox) -> list[int]:
    found = session.exec(select(Reminder.rung).where(Reminder.outbox_id == row.id)).all()
    return sorted(set(found))


def report_all(session: Session, agency: str, now: datetime) -> list[Report]:
    reports = [
        Report(expectation_id=one.id or 0, status=Status.IN_PROGRESS, submitted_at=now)
        for one in owed_by(session, agency)
    ]
    session.add_all(reports)
    session.flush()
    return reports
