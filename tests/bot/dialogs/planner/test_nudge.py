"""A nudge in the chat: it goes to exactly those shown, who still owe something."""

from datetime import date

import pytest
from sqlmodel import select

from bot.dialogs.planner.actions.nudge import REASONS
from scheduler.reminders.nudges import SkipReason
from storage.database import Database
from storage.models import Nudge
from storage.people.reachability import UnreachableReason
from tests.support.worlds.planners import adds_planner, ends_right
from tests.support.worlds.requests import reports
from tests.support.worlds.world import World


@pytest.fixture
def world(database: Database) -> World:
    """Everybody has had the first reminder; some days have passed."""
    world = World(database)
    for code in ("sct", "syt", "skhdt"):
        world.links(code)
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    world.clock.jump_to(date(2026, 10, 20), 9)
    return world


def nudges(world: World) -> int:
    with world.database.read() as session:
        return len(session.exec(select(Nudge)).all())


def hears(world: World) -> list[str]:
    return [message.address for message in world.delivers()]


def test_every_reason_has_its_words() -> None:
    assert {*SkipReason, *UnreachableReason} <= set(REASONS)


def test_it_is_shown_first_and_then_sent(world: World) -> None:
    [shown] = world.says("skhdt", "đôn đốc")
    assert "2 cơ quan sẽ nhận tin lúc 09:00 20/10/2026" in shown.text
    assert "- Sở Công Thương: 3 báo cáo, hạn 14/11/2026; Nguyễn Văn Mẫu An" in shown.text
    assert "Mẫu Cường" not in shown.text  # nobody nudges themselves
    assert nudges(world) == 0
    world.taps("skhdt", "Gửi")
    assert nudges(world) == 2
    assert {one.address for one in world.channel.sent[-3:]} >= {"sct", "syt"}


def test_who_has_reported_meanwhile_is_left_out_and_told(world: World) -> None:
    world.says("skhdt", "don doc")
    reports(world, "syt", "1.3", "not_yet_due")
    [done] = world.taps("skhdt", "Gửi")
    assert "sẽ gửi đến 1 cơ quan" in done.text
    assert "vừa báo cáo đủ nên không gửi: 1" in done.text
    assert nudges(world) == 1


def test_who_was_not_shown_does_not_hear_it(world: World) -> None:
    world.says("skhdt", "chua bao cao")
    world.taps("skhdt", "Sở Y tế")
    [shown] = world.taps("skhdt", "Đôn đốc cơ quan này")
    assert "Công Thương" not in shown.text
    before = len(world.heard_by("sct"))
    world.taps("skhdt", "Gửi")
    assert len(world.heard_by("sct")) == before
    assert nudges(world) == 1


def test_an_agency_is_nudged_once_a_day_whoever_does_it(world: World) -> None:
    adds_planner(world, "other")
    world.says("skhdt", "don doc")
    world.says("other", "don doc")
    world.taps("other", "Gửi")
    sent = nudges(world)
    [after] = world.taps("skhdt", "Gửi")
    assert "Chưa gửi tin đôn đốc nào" in after.text
    assert nudges(world) == sent


def test_a_former_planner_nudges_nobody(world: World) -> None:
    world.says("skhdt", "don doc")
    ends_right(world, "skhdt")
    [after] = world.taps("skhdt", "Gửi")
    assert after.text == "Nội dung này dành cho cơ quan tổng hợp."
    assert nudges(world) == 0


def test_not_sending_sends_nothing(world: World) -> None:
    world.says("skhdt", "don doc")
    world.taps("skhdt", "Không gửi")
    assert nudges(world) == 0
    assert hears(world) == []
