"""Mornings of the small world: what a digest says, and what is true while it is read."""

from datetime import date

from sqlmodel import select

from storage.models import (
    Agency,
    Assignment,
    Expectation,
    Item,
    Person,
    Plan,
    Report,
    Right,
    RightKind,
    Role,
    Snooze,
    Status,
)
from storage.reports.submission import submit
from tests.support.worlds.world import World

FIRST, RUNG = date(2026, 10, 14), date(2026, 10, 30)
LATER = "Đã nhận, sẽ báo cáo sau"


def morning(world: World, day: date, hour: int = 8) -> None:
    world.clock.jump_to(day, hour)
    world.ticks()


def digest(world: World, who: str, day: date) -> str:
    """What that person is told that morning; the jobs run on it."""
    before = len(world.heard_by(who))
    morning(world, day)
    return "\n=====\n".join(one.text for one in world.heard_by(who)[before:])


def labels(world: World, who: str) -> list[str]:
    return [choice.label for choice in world.heard_by(who)[-1].choices]


def reports(world: World, agency: str = "Sở Công Thương", but: int = 0) -> None:
    """That agency reports all that is asked of it now, but for the last ones."""
    with world.database.write() as session:
        owed = session.exec(
            select(Expectation).join(Agency).where(Agency.name == agency).order_by(Expectation.id)  # type: ignore[arg-type]
        ).all()
        for one in owed[: len(owed) - but]:
            submit(
                session,
                Report(
                    expectation_id=one.id or 0,
                    status=Status.COMPLETED,
                    submitted_at=world.clock.now(),
                ),
                world.clock.now().date(),
            )


def snoozes(world: World) -> list[Snooze]:
    with world.database.read() as session:
        return list(session.exec(select(Snooze).order_by(Snooze.id)))  # type: ignore[arg-type]


def add_tasks(world: World, count: int) -> None:
    with world.database.write() as session:
        plan = session.exec(select(Plan)).one()
        agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
        for number in range(count):
            item = Item(
                plan_id=plan.id or 0,
                code=f"2.{number + 1}",
                kind="task",
                position=100 + number,
                title=f"Việc thứ {number + 1}",
                title_raw="",
            )
            session.add(item)
            session.flush()
            session.add(
                Assignment(
                    item_id=item.id or 0,
                    printed_id=agency.id or 0,
                    agency_id=agency.id or 0,
                    role=Role.LEAD,
                    phrase=agency.name,
                    valid_from=plan.issued_on,
                )
            )


def add_right(world: World, who: str, kind: RightKind) -> None:
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == who)).one()
        session.add(Right(person_id=person.id or 0, kind=kind))
