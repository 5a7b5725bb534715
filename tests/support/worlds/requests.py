"""What agencies say, without their dialogs: "[sct xin lùi hạn 1.2 đến 30/11/2026: …]" and more."""

import re
from datetime import datetime

from sqlmodel import Session, col, select

from storage.models import Expectation, Item, Person, Report, Status
from storage.reports.requests.extensions import ask_extension
from storage.reports.submission import submit
from tests.support.worlds.world import ZONE, World

_LATER = re.compile(r"\[([\w-]+) xin lùi hạn ([\w.]+) đến (\d\d/\d\d/\d{4}): (.*)\]")
_REPORTED = re.compile(r"\[([\w-]+) báo cáo ([\w.]+) (\w+)(?: (\d+)%)?: (.*)\]")
_NOT_OURS = re.compile(r"\[([\w-]+) không nhận ([\w.]+): (.*)\]")


def asks(words: str, world: World) -> bool:
    """Whether the words are such a word of an agency; then it is stored."""
    later, not_ours = _LATER.fullmatch(words), _NOT_OURS.fullmatch(words)
    reported = _REPORTED.fullmatch(words)
    if reported:
        percent = int(reported[4]) if reported[4] else None
        reports(world, reported[1], reported[2], reported[3], percent, reported[5])
    elif later:
        asks_later(world, later[1], later[2], later[3], later[4])
    elif not_ours:
        objects(world, not_ours[1], not_ours[2], not_ours[3])
    return bool(reported or later or not_ours)


def reports(
    world: World, who: str, code: str, status: str, percent: int | None = None, result: str = ""
) -> None:
    """`status` is a code of storage.models.Status; what is said of a blocked one hinders it."""
    is_hindered = status == Status.BLOCKED
    with world.database.write() as session:
        report = Report(
            expectation_id=_expectation(session, code).id or 0,
            status=Status(status),
            percent=percent,
            submitted_at=world.clock.now(),
            result="" if is_hindered else result,
            difficulties=result if is_hindered else "",
        )
        submit(session, report, world.clock.now().date())
        report.person_id = _person(session, who).id  # whoever it is: a colleague, a former one


def asks_later(world: World, who: str, code: str, until: str, reason: str) -> None:
    now = world.clock.now()
    day = datetime.strptime(until, "%d/%m/%Y").replace(tzinfo=ZONE).date()
    with world.database.write() as session:
        person, asked = _person(session, who), _expectation(session, code)
        ask_extension(session, asked, day, reason, person, now.date(), now)


def objects(world: World, who: str, code: str, reason: str) -> None:
    from storage.reports.requests.objections import object_to

    with world.database.write() as session:
        person, asked = _person(session, who), _expectation(session, code)
        object_to(session, asked, reason, person, world.clock.now().date(), world.clock.now())


def _person(session: Session, code: str) -> Person:
    return session.exec(select(Person).where(Person.code == code)).one()


def _expectation(session: Session, code: str) -> Expectation:
    """Of the newest round."""
    item = session.exec(select(Item).where(Item.code == code)).one()
    asked = select(Expectation).where(Expectation.item_id == item.id)
    return session.exec(asked.order_by(col(Expectation.id).desc())).all()[0]
