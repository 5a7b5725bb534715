"""Leave in the chat: who may report meanwhile, and until when."""

from datetime import date

import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import Outbox, Person, Report
from storage.people.absences import announce_absence, end_absence
from tests.support.worlds.mornings import FIRST, LATER, digest, morning, snoozes
from tests.support.worlds.world import World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(FIRST)
    return world


def goes(world: World, last: date) -> None:
    """sct is away until then; syt stands in."""
    with world.database.write() as session:
        people = {one.code: one for one in session.exec(select(Person))}
        announce_absence(
            session, people["sct"], FIRST, last, people["syt"], FIRST, world.clock.now()
        )


def fills_in(world: World, who: str) -> None:
    world.says(who, "1.1")
    world.taps(who, "Chưa đến kỳ")
    world.skips(who)


def stored(world: World) -> list[int | None]:
    """Who reported, in order."""
    with world.database.read() as session:
        return [one.person_id for one in session.exec(select(Report).order_by(Report.id))]  # type: ignore[arg-type]


def test_the_stand_in_reports_while_the_leave_lasts(world: World) -> None:
    world.links("syt")
    goes(world, date(2026, 10, 20))
    text = digest(world, "syt", FIRST)
    assert "(Sở Công Thương; Sở Y tế)" in text
    assert "còn 4/4 nội dung" in text
    fills_in(world, "syt")
    world.taps("syt", "Đúng, ghi nhận")
    assert stored(world) == [2]


def test_the_stand_in_may_no_longer_when_the_leave_is_over(world: World) -> None:
    world.links("syt")
    goes(world, date(2026, 10, 20))
    morning(world, FIRST)
    fills_in(world, "syt")
    world.clock.jump_to(date(2026, 10, 21))
    [said] = world.taps("syt", "Đúng, ghi nhận")
    assert "không còn" in said.text
    assert stored(world) == []
    assert "1.1" not in said.text.split("\n", 1)[1]


def test_the_stand_in_may_no_longer_when_somebody_is_back_early(world: World) -> None:
    world.links("syt")
    goes(world, date(2026, 10, 20))
    morning(world, FIRST)
    fills_in(world, "syt")
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        end_absence(session, person, FIRST, world.clock.now())
    world.taps("syt", "Đúng, ghi nhận")
    assert stored(world) == []


def test_who_is_on_leave_may_still_report(world: World) -> None:
    world.links("syt")
    goes(world, date(2026, 10, 20))
    assert digest(world, "sct", FIRST) == ""
    fills_in(world, "sct")
    world.taps("sct", "Đúng, ghi nhận")
    assert stored(world) == [1]


def test_a_stand_in_may_promise_for_the_one_who_is_away(world: World) -> None:
    world.links("syt")
    goes(world, date(2026, 10, 20))
    digest(world, "syt", FIRST)
    world.taps("syt", LATER)
    world.taps("syt", "thứ Tư, ngày 21/10")
    assert len(snoozes(world)) == 4
    assert "còn 3/3" in digest(world, "sct", date(2026, 10, 21))


def test_what_was_dropped_says_why(world: World) -> None:
    world.clock.jump_to(FIRST, 7)
    world.ticks()
    goes(world, date(2026, 10, 20))
    assert digest(world, "sct", FIRST) == ""
    with world.database.read() as session:
        [row] = session.exec(select(Outbox))
        assert (row.text, row.reason) == (None, "on leave")
