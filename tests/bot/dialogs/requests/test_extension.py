"""Asking for a later day: what is stored, who may, what waits, what was decided."""

from datetime import date

import pytest
from sqlmodel import Session, select

from bot.conversation.handlers import EffectContext, NotAllowed, handle
from bot.conversation.loaders.facts import load_facts
from bot.dialogs import ENGINE
from bot.dialogs.effects import AskExtension
from bot.dialogs.engine import Answer, State
from storage.database import Database
from storage.messages.inbox import account_at
from storage.models import AuditEntry, Expectation, Extension, Item
from storage.people.appointments import find_person
from storage.reports.requests.extensions import decide_extension
from tests.bot.dialogs.requests.test_promise import facts, owed
from tests.support.worlds.world import CALENDAR, World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 11, 2))
    world.ticks()
    return world


def extensions(world: World) -> list[Extension]:
    with world.database.read() as session:
        return list(session.exec(select(Extension).order_by(Extension.id)))  # type: ignore[arg-type]


def asks(world: World, until: str = "27/11") -> None:
    world.says("sct", "xin lùi hạn")
    world.says("sct", "1.2")
    world.says("sct", until)
    world.says("sct", "Chờ thẩm định")
    world.taps("sct", "Đúng, gửi đề nghị")


def test_a_request_is_stored_after_confirmation_only(world: World) -> None:
    world.says("sct", "xin lui han")
    world.says("sct", "1.2")
    world.says("sct", "29/11")  # a Sunday
    [echo] = world.says("sct", "Chờ thẩm định\nhồ sơ")
    assert "Đề nghị lùi đến: thứ Sáu, ngày 27/11/2026" in echo.text
    assert "Chờ thẩm định hồ sơ" in echo.text
    assert extensions(world) == []
    [told] = world.taps("sct", "Đúng, gửi đề nghị")
    assert "thời hạn vẫn giữ nguyên" in told.text
    [request] = extensions(world)
    assert request.asked_until == date(2026, 11, 27)
    assert (request.due_on, request.reason) == (date(2026, 11, 14), "Chờ thẩm định hồ sơ")
    with world.database.read() as session:
        audit = session.exec(select(AuditEntry).where(AuditEntry.action == "extension.asked"))
        assert len(audit.all()) == 1


def test_all_tasks_of_a_due_day_are_asked_for_at_once(world: World) -> None:
    world.says("sct", "gia han")
    world.taps("sct", "Cả 3 nhiệm vụ")
    world.taps("sct", "thứ Sáu, ngày 20/11/2026")
    world.says("sct", "Chưa có chữ ký")
    world.taps("sct", "Đúng, gửi đề nghị")
    assert len(extensions(world)) == 3
    [state] = world.says("sct", "xin lui han")
    assert "1.1, 1.2, 1.4" in state.text
    assert "đang chờ" in state.text
    assert state.choices == ()


def test_while_a_request_waits_the_task_is_not_offered_again(world: World) -> None:
    asks(world)
    [shown] = world.says("sct", "xin lui han")
    assert "1.2: đề nghị ngày 02/11/2026" in shown.text
    assert [choice.label for choice in shown.choices] == [
        "Cả 2 nhiệm vụ hạn 14/11/2026",
        "1.1",
        "1.4",
    ]
    assert "không có trong danh mục" in world.says("sct", "1.2")[0].text


@pytest.mark.parametrize("granted", [True, False])
def test_the_decision_is_shown_and_a_granted_day_counts(world: World, granted: bool) -> None:
    asks(world)
    with world.database.write() as session:
        planner, request = find_person(session, "skhdt"), session.exec(select(Extension)).one()
        assert planner is not None
        until = date(2026, 11, 25) if granted else None
        today = date(2026, 11, 3)
        decide_extension(session, request, until, "Đã quá muộn.", planner, today, world.clock.now())
    [shown] = world.says("sct", "xin lui han")
    expected = "được lùi hạn đến 25/11/2026" if granted else "không được lùi đến 27/11/2026: Đã quá"
    assert expected in shown.text
    assert "1.2" in [choice.label for choice in shown.choices]


@pytest.mark.parametrize(
    ("typed", "step", "told"),
    [
        ("10/11", "until", "is not after the due day"),
        ("14/11", "until", "is not after the due day"),
        ("15/1/2027", "until", "Wednesday, 13/01/2027 at the latest"),
        ("abc", "until", "was not read as a day"),
        ("15/11", "reason", "Monday, 16/11/2026 was taken"),  # no working day between
        ("cuối tháng", "reason", "30/11/2026"),
    ],
)
def test_the_day_has_to_be_a_later_one(typed: str, step: str, told: str) -> None:
    known = facts(today=date(2026, 11, 2))
    turn = ENGINE.resume(State("extension", "until", {"expectations": [7]}), Answer(typed), known)
    assert turn.state is not None
    assert turn.state.step == step
    assert told in turn.prompt.text


def test_a_reason_is_needed() -> None:
    state = State("extension", "reason", {"expectations": [7], "until": "2026-11-20"})
    turn = ENGINE.resume(state, Answer("..."), facts())
    assert turn.state == state


def test_what_was_reported_meanwhile_is_not_asked_for() -> None:
    slots = {"expectations": [7, 8], "until": "2026-11-20", "reason": "Chờ số liệu"}
    known = facts(owed(8), today=date(2026, 11, 2))
    turn = ENGINE.resume(State("extension", "confirm", slots), Answer("", "yes"), known)
    assert turn.effects == (AskExtension((8,), date(2026, 11, 20), "Chờ số liệu"),)


def test_a_long_list_is_turned_page_by_page_and_any_code_may_be_typed() -> None:
    known = facts(*(owed(key) for key in range(1, 31)))
    turn = ENGINE.begin("extension", known)
    assert len(turn.prompt.choices) <= 8
    assert turn.state is not None
    turned = ENGINE.resume(turn.state, Answer("", "more"), known)
    assert "e6" in [choice.key for choice in turned.prompt.choices]
    assert turned.state is not None
    chosen = ENGINE.resume(turned.state, Answer("1.29"), known)
    assert chosen.state is not None
    assert chosen.state.slots["expectations"] == [29]


def of_other_agency(session: Session) -> int:
    query = select(Expectation.id).join(Item).where(Item.code == "1.3")
    return session.exec(query).one() or 0


def test_another_agencys_task_cannot_be_asked_for_by_any_effect(world: World) -> None:
    with world.database.write() as session:
        account = account_at(session, "fake", "sct")
        known = load_facts(session, account, world.clock.now(), CALENDAR)
        change = EffectContext(session, account, known, world.clock.now())
        effect = AskExtension((of_other_agency(session),), date(2026, 11, 27), "Chờ số liệu")
        with pytest.raises(NotAllowed):
            handle(change, effect)
    assert (
        "không có trong danh mục"
        in [*world.says("sct", "gia han"), *world.says("sct", "1.3")][1].text
    )
    assert extensions(world) == []


def test_a_half_filled_request_outlives_a_reminder(world: World) -> None:
    world.says("sct", "xin lui han")
    world.says("sct", "1.2")
    world.says("sct", "27/11")
    world.clock.jump_to(date(2026, 11, 4))
    world.ticks()
    assert "Lý do" not in world.says("sct", "Chờ thẩm định")[0].text
    world.says("sct", "viết tiếp")
    [echo] = world.says("sct", "Chờ thẩm định")
    assert "Lý do: Chờ thẩm định" in echo.text


def test_beginning_again_replaces_the_half_filled_request(world: World) -> None:
    for _ in range(2):
        world.says("sct", "xin lui han")
        world.says("sct", "1.2")
    world.says("sct", "huy")
    assert "chưa hiểu" in world.says("sct", "27/11")[0].text
