"""Promises before a nudge: shown, left out, and reminded all the same where a planner insists."""

from datetime import date

import pytest

from storage.database import Database
from tests.support.worlds.requests import reports
from tests.support.worlds.world import World


@pytest.fixture(name="world")
def _world(in_memory: Database) -> World:
    world = World(in_memory)
    for who in ("sct", "syt", "skhdt"):
        world.links(who)
    world.clock.jump_to(date(2026, 11, 4), 8)
    world.ticks()
    world.clock.jump_to(date(2026, 11, 4), 9)
    return world


def promises(world: World, who: str, day: str) -> None:
    world.says(who, "hen ngay")
    assert "Đã ghi nhận" in world.says(who, day)[0].text or world.taps(who, "Đúng")


def test_who_has_named_a_day_is_shown_left_out_and_reminded_if_the_planner_insists(
    world: World,
) -> None:
    promises(world, "sct", "11/11")
    world.clock.jump_to(date(2026, 11, 5), 9)
    [shown] = world.says("skhdt", "don doc")
    assert "đã hẹn ngày báo cáo: Sở Công Thương (11/11/2026)" in shown.text
    assert [choice.label for choice in shown.choices] == ["Gửi", "Gửi cả", "Không gửi"]
    [all_of_them] = world.taps("skhdt", "Gửi cả")
    assert "Nguyễn Văn Mẫu An; đã hẹn ngày 11/11/2026" in all_of_them.text
    heard = world.taps("skhdt", "Gửi")
    assert "2 cơ quan" in heard[-1].text
    assert any("1.1" in one.text for one in world.heard_by("sct")[-1:])


def test_where_everybody_has_named_a_day_the_planner_may_still_insist(world: World) -> None:
    promises(world, "sct", "11/11")
    promises(world, "syt", "11/11")
    [shown] = world.says("skhdt", "don doc")
    assert [choice.label for choice in shown.choices] == ["Gửi cả", "Không gửi"]


def test_a_promise_of_the_past_is_not_printed(world: World) -> None:
    promises(world, "sct", "11/11")
    assert "11/11/2026" in world.says("sct", "nhiem vu")[0].text
    assert "11/11/2026" in world.says("skhdt", "chua bao cao")[0].text or world.taps(
        "skhdt", "Sở Công Thương"
    )
    world.clock.jump_to(date(2026, 11, 12), 9)
    world.ticks()
    assert "11/11/2026" not in world.says("sct", "nhiem vu")[0].text
    world.says("skhdt", "chua bao cao")
    assert "11/11/2026" not in world.taps("skhdt", "Sở Công Thương")[0].text


def test_days_of_ones_own_leave_are_not_offered(world: World) -> None:
    world.says("sct", "nghi phep")
    world.says("sct", "từ 6/11 đến 10/11")
    world.taps("sct", "Không có ai")
    world.taps("sct", "Đúng")
    [asked] = world.says("sct", "hen ngay")
    labels = [choice.label for choice in asked.choices]
    assert labels
    assert not [label for label in labels if any(d in label for d in ("06/11", "09/11", "10/11"))]


def test_a_correction_is_no_new_answer_in_the_morning_list(world: World) -> None:
    reports(world, "sct", "1.1", "in_progress", 60)
    world.clock.jump_to(date(2026, 11, 11), 8)
    assert "Mới nhận thêm: 1" in _morning(world)
    world.clock.forward(hours=1)
    reports(world, "sct", "1.1", "in_progress", 70)
    reports(world, "sct", "1.2", "in_progress", 10)
    world.clock.jump_to(date(2026, 11, 12), 8)
    assert "đã nhận 2/4. Mới nhận thêm: 1" in _morning(world)


def _morning(world: World) -> str:
    return next(one.text for one in world.ticks() if one.address == "skhdt")
