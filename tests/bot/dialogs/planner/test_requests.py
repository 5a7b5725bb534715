"""Deciding in the chat: later days and "not our task"; each is told, and checked again."""

from datetime import date

import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import AuditEntry, Expectation, Extension, Item, Objection
from tests.support.worlds.planners import adds_plan, adds_planner, ends_right
from tests.support.worlds.requests import asks_later, objects, reports
from tests.support.worlds.world import World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    for code in ("sct", "syt", "skhdt"):
        world.links(code)
    world.clock.jump_to(date(2026, 10, 15), 7, 30)
    world.ticks()
    return world


def due_on(world: World, code: str) -> date:
    with world.database.read() as session:
        item = session.exec(select(Item).where(Item.code == code)).one()
        asked = select(Expectation).where(Expectation.item_id == item.id)
        return session.exec(asked).one().due_on


def extension(world: World) -> Extension:
    with world.database.read() as session:
        return session.exec(select(Extension)).one()


def test_what_was_asked_for_is_granted_and_whoever_asked_is_told(world: World) -> None:
    asks_later(world, "sct", "1.1", "30/11/2026", "Chờ số liệu")
    [asked] = world.says("skhdt", "cho quyet dinh")
    assert "Sở Công Thương: 1.1" in asked.text
    assert "đề nghị lùi đến: thứ Hai, ngày 30/11/2026" in asked.text
    assert "Lý do: Chờ số liệu" in asked.text
    [done] = world.taps("skhdt", "Đồng ý đến 30/11/2026")
    assert "hạn mới thứ Hai, ngày 30/11/2026" in done.text
    assert due_on(world, "1.1") == date(2026, 11, 30)
    assert due_on(world, "1.2") == date(2026, 11, 14)
    world.clock.jump_to(date(2026, 10, 15), 8)
    [digest] = [one.text for one in world.delivers() if one.address == "sct"]
    assert "hạn báo cáo mới là thứ Hai, ngày 30/11/2026, thay cho thứ Bảy, ngày 14/11" in digest
    assert "còn 3/3 nội dung chưa báo cáo" in digest  # one message, not two
    world.clock.jump_to(date(2026, 10, 15), 8, 5)
    assert [one for one in world.delivers() if one.address == "sct"] == []


def test_another_day_is_typed_read_and_confirmed(world: World) -> None:
    asks_later(world, "sct", "1.1", "30/11/2026", "Chờ số liệu")
    world.says("skhdt", "quyet dinh")
    world.taps("skhdt", "Cho lùi đến ngày khác")
    [unread] = world.says("skhdt", "sớm nhất có thể")
    assert 'Chưa đọc được ngày trong "sớm nhất có thể".' in unread.text
    [early] = world.says("skhdt", "13/11")
    assert "Không cho lùi đến thứ Sáu, ngày 13/11/2026" in early.text
    [late] = world.says("skhdt", "15/3/2027")
    assert "Không cho lùi" in late.text
    world.says("skhdt", "20/11")
    assert extension(world).decided_at is None
    world.taps("skhdt", "Đồng ý")
    assert extension(world).granted_until == date(2026, 11, 20) == due_on(world, "1.1")


def test_a_refusal_needs_a_reason_and_moves_nothing(world: World) -> None:
    asks_later(world, "sct", "1.1", "30/11/2026", "Chờ số liệu")
    world.says("skhdt", "quyet dinh")
    world.taps("skhdt", "Không đồng ý")
    [short] = world.says("skhdt", ".")
    assert "nêu rõ hơn" in short.text
    assert "chưa phải lý do" in world.says("skhdt", "Từ chối")[0].text
    world.says("skhdt", "Số liệu đã có từ tháng 9")
    world.taps("skhdt", "Gửi trả lời")
    decided = extension(world)
    assert (decided.granted_until, decided.answer) == (None, "Số liệu đã có từ tháng 9")
    assert due_on(world, "1.1") == date(2026, 11, 14)


def test_what_was_decided_meanwhile_is_not_decided_again(world: World) -> None:
    adds_planner(world, "other")
    asks_later(world, "sct", "1.1", "30/11/2026", "Chờ số liệu")
    world.says("skhdt", "quyet dinh")
    world.says("other", "quyet dinh")
    world.taps("other", "Đồng ý đến")
    [after] = world.taps("skhdt", "Đồng ý đến")
    assert "vừa được quyết định" in after.text
    with world.database.read() as session:
        action = AuditEntry.action == "extension.decided"
        assert len(session.exec(select(AuditEntry).where(action)).all()) == 1


def test_a_day_that_has_passed_meanwhile_is_not_granted(world: World) -> None:
    asks_later(world, "sct", "1.1", "16/11/2026", "Chờ số liệu")
    world.says("skhdt", "quyet dinh")
    world.clock.jump_to(date(2026, 11, 17), 7, 30)
    [after] = world.taps("skhdt", "Đồng ý đến 16/11/2026")
    assert "đề nghị chọn ngày khác" in after.text
    assert "Đồng ý đến 16/11/2026" not in [choice.label for choice in after.choices]
    assert extension(world).decided_at is None


def test_agreeing_that_it_is_not_their_task_ends_it_and_tells_them(world: World) -> None:
    objects(world, "syt", "1.3", "Đã chuyển Sở Nông nghiệp")
    world.says("skhdt", "quyet dinh")
    [asked] = world.taps("skhdt", "Đồng ý, không yêu cầu báo cáo")
    assert "để chờ phân công sau" in asked.text
    world.taps("skhdt", "Đồng ý")
    with world.database.read() as session:
        objection = session.exec(select(Objection)).one()
        expectation = session.get_one(Expectation, objection.expectation_id)
    assert objection.accepted is True
    assert expectation.ended_at is not None
    world.clock.jump_to(date(2026, 10, 15), 8)
    assert [one for one in world.delivers() if one.address == "syt"] == []  # owed no digest
    world.clock.jump_to(date(2026, 10, 15), 8, 5)
    [letter] = [one.text for one in world.delivers() if one.address == "syt"]
    assert "nhiệm vụ sau không thuộc đơn vị: 1.3 Quản lý nước sạch" in letter


def test_holding_to_a_task_is_told_with_the_reason(world: World) -> None:
    objects(world, "syt", "1.3", "Không thuộc chức năng")
    world.says("skhdt", "quyet dinh")
    world.taps("skhdt", "Không đồng ý")
    world.says("skhdt", "Quyết định ghi rõ Sở Y tế chủ trì")
    world.taps("skhdt", "Gửi trả lời")
    world.clock.jump_to(date(2026, 10, 15), 8)
    letters = [one.text for one in world.delivers() if one.address == "syt"]
    kept = next(text for text in letters if "vẫn là nhiệm vụ của đơn vị" in text)
    assert "Lý do: Quyết định ghi rõ Sở Y tế chủ trì" in kept
    assert 'nhập "1.3"' in kept


def test_neither_a_former_planner_nor_one_of_another_plan_decides(world: World) -> None:
    adds_plan(world)
    adds_planner(world, "other", "khac")
    asks_later(world, "sct", "1.1", "30/11/2026", "Chờ số liệu")
    [none] = world.says("other", "quyet dinh")
    assert "không còn đề nghị nào chờ quyết định" in none.text
    world.says("skhdt", "quyet dinh")
    world.taps("skhdt", "2082/QĐ-UBND")
    ends_right(world, "skhdt")
    [after] = world.taps("skhdt", "Đồng ý đến")
    assert after.text == "Nội dung này dành cho cơ quan tổng hợp."
    assert extension(world).decided_at is None


def test_what_waits_is_counted_and_leads_on(world: World) -> None:
    asks_later(world, "sct", "1.1", "30/11/2026", "Chờ số liệu")
    reports(world, "syt", "1.3", "not_yet_due")
    [waiting] = world.says("skhdt", "cho xu ly")
    labels = [choice.label for choice in waiting.choices]
    assert labels == ["Báo cáo chờ duyệt (1)", "Đề nghị chờ quyết định (1)"]
    [request] = world.taps("skhdt", "Đề nghị chờ quyết định")
    assert "Lý do: Chờ số liệu" in request.text


def test_a_reason_half_typed_survives_a_reminder(world: World) -> None:
    asks_later(world, "sct", "1.1", "30/11/2026", "Chờ số liệu")
    world.says("skhdt", "quyet dinh")
    world.taps("skhdt", "Không đồng ý")
    world.clock.jump_to(date(2026, 10, 15), 8)
    assert any(one.address == "skhdt" for one in world.ticks())
    [kept] = world.says("skhdt", "Đã có kết quả từ tháng 9")
    assert "quyết định về đề nghị. Nhập" in kept.text
    world.says("skhdt", "viết tiếp")
    [echo] = world.says("skhdt", "Số liệu đã có từ tháng 9")
    assert "Không đồng ý, lý do: Số liệu đã có từ tháng 9" in echo.text


def ask_together(world: World) -> None:
    for code in ("1.1", "1.2"):
        asks_later(world, "sct", code, "30/11/2026", "Chờ số liệu")


def test_what_was_asked_at_once_is_one_decision_and_one_message(world: World) -> None:
    ask_together(world)
    [asked] = world.says("skhdt", "cho quyet dinh")
    assert "Sở Công Thương: 2 nhiệm vụ: 1.1, 1.2" in asked.text
    [done] = world.taps("skhdt", "Đồng ý đến 30/11/2026")
    assert "không còn đề nghị nào chờ quyết định" in done.text
    assert {due_on(world, code) for code in ("1.1", "1.2")} == {date(2026, 11, 30)}
    world.clock.jump_to(date(2026, 10, 15), 8)
    told = [one.text for one in world.delivers() if one.address == "sct"]
    assert sum("2 nhiệm vụ: 1.1, 1.2" in text for text in told) == 1
    world.clock.jump_to(date(2026, 10, 15), 8, 5)
    assert [one for one in world.delivers() if one.address == "sct"] == []


def test_each_task_of_a_request_may_be_decided_alone(world: World) -> None:
    ask_together(world)
    world.says("skhdt", "cho quyet dinh")
    [first] = world.taps("skhdt", "Quyết định riêng từng nhiệm vụ")
    assert "Sở Công Thương: 1.1" in first.text
    [second] = world.taps("skhdt", "Đồng ý đến 30/11/2026")
    assert "Sở Công Thương: 1.2" in second.text
    world.taps("skhdt", "Không đồng ý")
    world.says("skhdt", "Số liệu đã có đủ")
    world.taps("skhdt", "Gửi trả lời")
    assert due_on(world, "1.1") == date(2026, 11, 30)
    assert due_on(world, "1.2") == date(2026, 11, 14)


def test_what_was_asked_at_other_times_is_not_put_together(world: World) -> None:
    asks_later(world, "sct", "1.1", "30/11/2026", "Chờ số liệu")
    world.clock.forward(minutes=1)
    asks_later(world, "sct", "1.2", "30/11/2026", "Chờ số liệu")
    [asked] = world.says("skhdt", "cho quyet dinh")
    assert "Sở Công Thương: 1.1" in asked.text


@pytest.mark.parametrize("typed", ["2 20/11", "cho lùi đến 20/11 thôi"])
def test_the_day_may_stand_behind_the_choice(world: World, typed: str) -> None:
    asks_later(world, "sct", "1.1", "30/11/2026", "Chờ số liệu")
    world.says("skhdt", "quyet dinh")
    assert "Cho lùi đến thứ Sáu, ngày 20/11/2026?" in world.says("skhdt", typed)[0].text
    assert extension(world).decided_at is None
    world.taps("skhdt", "Đồng ý")
    assert extension(world).granted_until == date(2026, 11, 20)
