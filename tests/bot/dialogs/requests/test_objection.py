""" "Not our task": said, decided, shown; an accepted one ends the expectation for good."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from bot.conversation.handlers import EffectContext, NotAllowed, handle
from bot.conversation.loaders.facts import load_facts
from bot.dialogs.effects import ObjectToTask
from storage.database import Database
from storage.messages.inbox import account_at
from storage.models import AuditEntry, Expectation, Item, Objection, Person
from storage.people.appointments import find_person
from storage.reports.objections import BadObjection, decide_objection, waiting_objections
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
    world.taps("sct", "Đúng, gửi yêu cầu")


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
    assert "còn 2/2 nhiệm vụ" in digest.text
    with world.database.read() as session:
        entry = session.exec(
            select(AuditEntry).where(AuditEntry.action == "objection.decided")
        ).one()
    assert entry.details["waits_to_be_assigned"] == "1.4"


def test_a_report_that_comes_after_all_counts(world: World) -> None:
    world.says("sct", "1.4")
    world.taps("sct", "Chưa đến kỳ")
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
    world.taps("sct", "Đúng, gửi yêu cầu")
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
