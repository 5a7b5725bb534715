"""One answer used again for a like task: offered, stored on its own, and never across agencies."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from storage.database import Database
from storage.models import (
    Agency,
    AuditEntry,
    Expectation,
    Item,
    ItemKind,
    Plan,
    Report,
    Review,
    Round,
)
from storage.reports.answers import ExpectedReport
from storage.reports.gate import Barred, Barrier
from storage.reports.shared_answers.pairs import BadPair, decide, pairs_within
from storage.reports.shared_answers.use_again import _is_like, use_again
from storage.rounds.summary import total_of
from tests.support.worlds.answers.like_tasks import LikeTasksWorld
from tests.support.worlds.province import ZONE
from tests.support.worlds.requests import reports

pytestmark = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
TODAY = date(2026, 10, 15)


@pytest.fixture
def world(database: Database) -> LikeTasksWorld:
    """1.1 and 4.1 are a pair, and 1.1 was answered."""
    world = LikeTasksWorld(database)
    world.links("sct")
    world.clock.jump_to(TODAY)
    world.ticks()
    world.pairs("1.1", "4.1")
    reports(world, "sct", "1.1", "in_progress", result="Đã mở 12 lớp", percent=60)
    return world


def asked(session: Session, code: str) -> int:
    return session.exec(select(Expectation.id).join(Item).where(Item.code == code)).one() or 0


def uses(world: LikeTasksWorld, code: str = "4.1", who: int = 0) -> Report:
    with world.database.write() as session:
        origin = session.exec(select(Report).order_by(Report.id)).first()  # type: ignore[arg-type]
        assert origin is not None
        person, now = who or origin.person_id or 0, world.clock.now()
        return use_again(session, asked(session, code), origin.id or 0, person, TODAY, now)


def barred(world: LikeTasksWorld, code: str = "4.1") -> Barrier:
    before = len(world.stored())
    with pytest.raises(Barred) as error:
        uses(world, code)
    assert len(world.stored()) == before
    return error.value.barrier


def test_it_is_an_answer_of_its_own_that_names_its_origin(world: LikeTasksWorld) -> None:
    uses(world)
    origin, again = world.stored()
    assert (again.origin_id, again.result, again.percent) == (origin.id, "Đã mở 12 lớp", 60)
    assert again.expectation_id != origin.expectation_id
    with world.database.read() as session:
        submitted = select(AuditEntry).where(AuditEntry.action == "report.submitted")
        entries = session.exec(submitted.order_by(col(AuditEntry.id)))
        assert [one.details.get("origin") for one in entries] == [None, origin.id]


def test_the_summary_counts_how_many_were_used_again(world: LikeTasksWorld) -> None:
    uses(world)
    with world.database.read() as session:
        for plan in session.exec(select(Plan)):
            rounds = select(Round).where(Round.plan_id == plan.id, Round.tier == "agencies")
            total = total_of(session, plan, session.exec(rounds).one(), world.clock.now(), ZONE)
            assert (total.received, total.used_again) == (1, int(plan.code == "hieu-qua"))


def test_an_undone_pair_offers_nothing_and_keeps_what_was_stored(world: LikeTasksWorld) -> None:
    uses(world)
    world.pairs("1.1", "4.1", is_same=False)
    assert len(world.stored()) == 2
    assert barred(world) is Barrier.CHANGED


def test_what_is_answered_already_is_not_written_over(world: LikeTasksWorld) -> None:
    reports(world, "sct", "4.1", "completed")
    assert barred(world) is Barrier.REPORTED


def test_what_was_answered_so_may_be_corrected_so(world: LikeTasksWorld) -> None:
    uses(world)
    assert barred(world) is Barrier.REPORTED, "nothing has changed since"
    with world.database.read() as session:
        first = session.exec(select(Report.id).order_by(Report.id)).first()  # type: ignore[arg-type]
    reports(world, "sct", "1.1", "completed", result="Đã mở 20 lớp")
    newer = world.stored()[-1]
    with world.database.write() as session:
        now, key = world.clock.now(), asked(session, "4.1")
        with pytest.raises(Barred, match="another report counts"):
            use_again(session, key, first or 0, newer.person_id or 0, TODAY, now)
        use_again(session, key, newer.id or 0, newer.person_id or 0, TODAY, now)
    assert (world.stored()[-1].result, world.stored()[-1].origin_id) == ("Đã mở 20 lớp", newer.id)
    reports(world, "sct", "4.1", "completed", result="Lời riêng")
    reports(world, "sct", "1.1", "completed", result="Đã mở 21 lớp")
    newest = world.stored()[-1]
    with world.database.write() as session:
        key, person_id = asked(session, "4.1"), newest.person_id or 0
        with pytest.raises(Barred) as error:
            use_again(session, key, newest.id or 0, person_id, TODAY, now)
    assert error.value.barrier is Barrier.REPORTED, "it has words of its own"


def test_a_closed_round_an_answer_that_was_followed_and_no_pair(world: LikeTasksWorld) -> None:
    assert barred(world, "4.2") is Barrier.CHANGED, "no pair"
    assert barred(world, "4.3") is Barrier.CHANGED, "another agency's"
    with world.database.write() as session:
        origin = session.exec(select(Report)).one()
        session.add(Review(report_id=origin.id or 0, accepted=False, reviewed_at=world.clock.now()))
    assert barred(world) is Barrier.CHANGED, "it was returned"
    reports(world, "sct", "1.1", "completed")
    assert barred(world) is Barrier.CHANGED, "the older one counts no more"


def test_whoever_does_not_answer_for_the_agency_uses_nothing(world: LikeTasksWorld) -> None:
    with pytest.raises(Barred) as error:
        uses(world, who=2)
    assert error.value.barrier is Barrier.NOT_YOURS


def test_proposed_are_those_of_one_agency_that_nobody_decided_on(world: LikeTasksWorld) -> None:
    def seen() -> set[tuple[str, str, bool | None]]:
        with world.database.read() as session:
            found = pairs_within(session, session.exec(select(Plan)).all(), TODAY)
            return {(one.one.code, one.other.code, one.is_same) for one in found}

    assert seen() == {("1.1", "4.1", True), ("1.4", "4.4", None)}
    world.pairs("1.4", "4.4", is_same=False)
    assert seen() == {("1.1", "4.1", True)}
    with world.database.write() as session:
        pair = world.item(session, "1.2"), world.item(session, "4.3")
        with pytest.raises(BadPair):
            decide(session, pair, True, None, TODAY, world.clock.now())


def expected(title: str = "", **given: Any) -> ExpectedReport:
    """Of one agency and year; `given`: fields of the round, `unit` and `kind` of the item."""
    details = {"unit": given.pop("unit", "%")}
    item = Item(id=given.pop("item", 1), kind=given.pop("kind", "task"), details=details)  # type: ignore[call-arg]
    agency = Agency(id=given.pop("agency", 1), name="Sở", province="", kind="")
    days = {"covers_from": date(2026, 1, 1), "covers_until": date(2026, 12, 31)}
    round_ = Round(**{"year": 2026, "cut_off_on": date(2026, 10, 31), **days, **given})
    return ExpectedReport(Expectation(), round_, Plan(), agency, "", item, None, None)  # type: ignore[call-arg]


VALUE = {"kind": ItemKind.INDICATOR}
QUARTER = {"covers_from": date(2026, 1, 1), "covers_until": date(2026, 3, 31)}


@pytest.mark.parametrize(
    ("one", "other", "is_like"),
    [
        ({}, {"item": 2}, True),
        ({}, {"item": 2, "agency": 2}, False),
        ({}, {"item": 2, "year": 2025}, False),
        ({}, {"item": 2, **QUARTER}, True),
        ({**QUARTER}, {"item": 2, "covers_from": date(2026, 4, 1)}, False),
        (VALUE, {**VALUE, "item": 2}, True),
        (VALUE, {**VALUE, "item": 2, "unit": "hộ"}, False),
        (VALUE, {**VALUE, "item": 2, **QUARTER}, False),
        (VALUE, {**VALUE, "item": 2, "cut_off_on": date(2026, 9, 30)}, False),
        (VALUE, {"item": 2}, False),
    ],
)
def test_a_value_is_the_same_only_in_one_unit_and_of_one_period(
    database: Database, one: dict[str, Any], other: dict[str, Any], is_like: bool
) -> None:
    assert _is_like(expected(**one), expected(**other)) is is_like


def test_the_days_of_a_task_may_overlap_only(database: Database) -> None:
    later = date(2026, 1, 1) + timedelta(days=400)
    assert not _is_like(expected(), expected(item=2, covers_from=later, covers_until=later))
