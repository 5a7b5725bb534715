""" "Not our task": said, decided, shown; an accepted one ends the expectation for good."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from bot.conversation.handlers import EffectContext, NotAllowed, handle
from bot.conversation.loaders.facts import load_facts
from bot.dialogs.effects import ObjectToTask
from storage.database import Database
from storage.messages.inbox import account_at
from storage.models import Agency, AuditEntry, Expectation, Item, Objection, Person, Plan, Tier
from storage.people.appointments import find_person
from storage.plans.loading.assignments import load_assignments
from storage.plans.reassigning.choices import reassign, to_reassign
from storage.reports.requests.objections import BadObjection, decide_objection, waiting_objections
from storage.rounds.expectations import unassigned_items, wanted_of
from tests.support.worlds.world import CALENDAR, World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world


def objects(world: World) -> None:
    world.says("sct", "Không phải nhiệm vụ của đơn vị")
    world.says("sct", "1.4")
    world.says("sct", "Do Sở Xây dựng chủ trì")
    world.taps("sct", "Đúng, gửi đề nghị")


def planner(session: Session) -> Person:
    found = find_person(session, "skhdt")
    assert found is not None
    return found


def decides(world: World, accepted: bool, answer: str = "") -> None:
    with world.database.write() as session:
        objection = session.exec(select(Objection)).one()
        decide_objection(
            session,
            objection,
            accepted,
            answer,
            planner(session),
            world.clock.now().date(),
            world.clock.now(),
        )


def test_an_objection_waits_for_the_planning_department(world: World) -> None:
    objects(world)
    with world.database.read() as session:
        [waiting] = waiting_objections(session, [1])
        assert (waiting.agency, waiting.code, waiting.said_by) == (
            "Sở Công Thương",
            "1.4",
            "Nguyễn Văn Mẫu An",
        )
        assert waiting.objection.reason == "Do Sở Xây dựng chủ trì"
        assert waiting_objections(session, [2]) == []
    [shown] = world.says("sct", "khong phai nhiem vu")
    assert "1.4: gửi ngày 15/10/2026, đang chờ" in shown.text
    assert [choice.label for choice in shown.choices] == ["1.1", "1.2"]


def test_an_accepted_one_ends_the_expectation_and_no_later_look_brings_it_back(
    world: World,
) -> None:
    objects(world)
    decides(world, accepted=True)
    assert "1.4" not in world.says("sct", "nhiem vu")[0].text
    world.clock.jump_to(date(2026, 10, 30))
    [digest] = world.ticks()
    assert "còn 2/2 nội dung" in digest.text
    with world.database.read() as session:
        entry = session.exec(
            select(AuditEntry).where(AuditEntry.action == "objection.decided")
        ).one()
    assert entry.details["waits_to_be_assigned"] == "1.4"


def test_a_report_that_comes_after_all_counts(world: World) -> None:
    world.says("sct", "1.4")
    world.taps("sct", "Chưa đến kỳ")
    world.skips("sct")
    objects(world)
    decides(world, accepted=True)
    told = world.taps("sct", "Đúng, ghi nhận")
    assert "không còn thuộc danh mục" in told[0].text


def test_a_rejected_one_keeps_the_task_says_why_and_may_be_followed_by_another(
    world: World,
) -> None:
    objects(world)
    decides(world, accepted=False, answer="Quyết định ghi Sở Công Thương chủ trì.")
    [shown] = world.says("sct", "khong phai nhiem vu")
    assert "1.4: không được chấp nhận: Quyết định ghi Sở Công Thương chủ trì" in shown.text
    assert "1.4" in [choice.label for choice in shown.choices]
    world.says("sct", "1.4")
    world.says("sct", "Đã có văn bản phân công lại")
    world.taps("sct", "Đúng, gửi đề nghị")
    with world.database.read() as session:
        assert len(session.exec(select(Objection)).all()) == 2


def test_only_a_planner_decides_once_and_a_rejection_needs_a_reason(world: World) -> None:
    objects(world)
    with world.database.write() as session:
        objection = session.exec(select(Objection)).one()
        own = find_person(session, "sct")
        assert own is not None
        now = world.clock.now()
        with pytest.raises(BadObjection, match="no planner"):
            decide_objection(session, objection, True, "", own, now.date(), now)
        with pytest.raises(BadObjection, match="needs a reason"):
            decide_objection(session, objection, False, " ", planner(session), now.date(), now)
        decide_objection(session, objection, True, "", planner(session), now.date(), now)
        with pytest.raises(BadObjection, match="already"):
            decide_objection(session, objection, True, "", planner(session), now.date(), now)


@pytest.mark.parametrize("code", ["1.3", "1.4"])
def test_neither_another_agencys_task_nor_one_twice(world: World, code: str) -> None:
    objects(world)
    with world.database.write() as session:
        account = account_at(session, "fake", "sct")
        known = load_facts(session, account, world.clock.now(), CALENDAR)
        task = select(Expectation.id).join(Item).where(col(Item.code) == code)
        effect = ObjectToTask(session.exec(task).one() or 0, "Không thuộc đơn vị")
        with pytest.raises(NotAllowed):
            handle(EffectContext(session, account, known, world.clock.now()), effect)
        assert len(session.exec(select(Objection)).all()) == 1


def test_a_leader_does_not_object(world: World) -> None:
    world.links("sct-lanhdao")
    assert "Chỉ cán bộ đầu mối" in world.says("sct-lanhdao", "khong phai nhiem vu")[0].text


# --- What becomes of the task ---------------------------------------------------------------------

NEXT_YEAR = date(2027, 10, 15)


def asked_in(session: Session, year: int, on: date) -> set[tuple[str, str]]:
    """(agency, code) of what the agencies' round of that year would expect."""
    plan = session.exec(select(Plan)).one()
    [leads, _] = [wanted for wanted, _ in wanted_of(session, plan, Tier.AGENCIES, year, on)]
    names = {one.id: one.name for one in session.exec(select(Agency))}
    codes = {one.id: one.code for one in session.exec(select(Item))}
    return {(names[agency], codes[item]) for agency, item in session.execute(select(*leads.c))}


def test_an_accepted_one_ends_the_assignment_and_the_task_waits_on_the_list(world: World) -> None:
    objects(world)
    decides(world, accepted=True)
    with world.database.write() as session:
        plan = session.exec(select(Plan)).one()
        today = world.clock.now().date()
        [left] = to_reassign(session, plan, today)
        assert (left.item, left.agency, left.reason) == ("1.4", "Sở Công Thương", "objected")
        assert unassigned_items(session, plan, 2027, NEXT_YEAR) == ["1.4"]
        assert ("Sở Công Thương", "1.4") not in asked_in(session, 2027, NEXT_YEAR)
        load_assignments(session, plan, today)  # made anew, the rows say the same
        assert ("Sở Công Thương", "1.4") not in asked_in(session, 2027, NEXT_YEAR)
        assert ("Sở Công Thương", "1.1") in asked_in(session, 2027, NEXT_YEAR)


def test_a_planner_gives_it_to_another_agency_in_the_same_talk(world: World) -> None:
    world.links("skhdt")
    objects(world)
    world.says("skhdt", "quyet dinh")
    world.taps("skhdt", "Đồng ý")
    world.taps("skhdt", "Đồng ý")
    assert "Phân công 1.4" in world.says("skhdt", "Sở Y tế")[0].text
    assert "Đã phân công: 1.4" in world.taps("skhdt", "Phân công")[0].text
    with world.database.read() as session:
        plan = session.exec(select(Plan)).one()
        assert to_reassign(session, plan, world.clock.now().date()) == []
        found = {agency for agency, code in asked_in(session, 2027, NEXT_YEAR) if code == "1.4"}
    assert found == {"Sở Y tế"}


def test_who_is_chosen_again_after_all_is_asked_again(world: World) -> None:
    objects(world)
    decides(world, accepted=True)
    world.clock.forward(hours=1)
    with world.database.write() as session:
        plan, today = session.exec(select(Plan)).one(), world.clock.now().date()
        agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
        left = to_reassign(session, plan, today)
        reassign(session, plan, left, [agency], planner(session), world.clock.now())
        assert ("Sở Công Thương", "1.4") in asked_in(session, 2027, NEXT_YEAR)
    world.ticks()
    assert "1.4" in world.says("sct", "nhiem vu")[0].text
