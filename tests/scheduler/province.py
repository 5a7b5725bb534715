"""A small province for the scheduler's tests: one plan, three agencies, people who answer."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from scheduler.calendar import Calendar
from storage.database import Database
from storage.holidays import read_holidays
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
    Role,
    Rule,
    Status,
    Tier,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = Calendar(read_holidays(), ZONE)
ISSUED = date(2023, 9, 18)
COORDINATOR = "Sở Kế hoạch và Đầu tư"
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
) -> Person:
    person = Person(code=code, full_name=f"Nguyễn Văn {code.upper()}")
    session.add(person)
    session.flush()
    office = session.exec(select(Agency).where(Agency.name == agency)).one()
    session.add(
        Appointment(
            person_id=person.id or 0,
            agency_id=office.id or 0,
            post=Post.FOCAL,
            starts_on=starts_on,
        )
    )
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


def add_province(database: Database) -> None:
    """The plan; a answers for Sở Công Thương, b for Sở Y tế, c for the coordinator."""
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


def rungs(session: Session, row: Outbox) -> list[int]:
    found = session.exec(select(Reminder.rung).where(Reminder.outbox_id == row.id)).all()
    return sorted(set(found))


def report_all(session: Session, agency: str, now: datetime) -> list[Report]:
    owed = session.exec(
        select(Expectation)
        .join(Agency, col(Expectation.agency_id) == Agency.id)
        .where(Agency.name == agency)
    ).all()
    reports = [
        Report(expectation_id=one.id or 0, status=Status.IN_PROGRESS, submitted_at=now)
        for one in owed
    ]
    session.add_all(reports)
    session.flush()
    return reports
