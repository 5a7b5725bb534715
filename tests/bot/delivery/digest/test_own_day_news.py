"""A planner's morning list after an answer for a task's own day."""

from datetime import date

import pytest

from storage.database import Database
from tests.support.worlds.own_days import (
    OwnDaysWorld,
    answer,
    one_of,
    own_days_folder,
    task,
)


class OneTaskWorld(OwnDaysWorld):
    """Nothing is ever asked for but one task, on its own day."""

    folder = own_days_folder(
        task("I.1", "Báo cáo sơ kết", "Sở Tư pháp", "15/7/2026", date(2026, 7, 15)), reports=()
    )


def says(world: OwnDaysWorld, agency: str, code: str, day: date) -> None:
    with world.database.write() as session:
        answer(session, one_of(session, agency, code, day, own=True), day)


def mornings(world: OwnDaysWorld, day: date) -> list[str]:
    world.clock.jump_to(day, 8)
    return [one.text for one in world.ticks() if one.address == "snv"]


@pytest.fixture
def world(in_memory: Database) -> OwnDaysWorld:
    world = OwnDaysWorld(in_memory)
    world.links("snv")
    world.clock.jump_to(date(2026, 7, 13), 8)
    world.ticks()
    return world


def test_the_list_of_the_next_morning_tells_it(world: OwnDaysWorld) -> None:
    says(world, "Sở Nội vụ", "II.4", date(2026, 7, 13))
    (told,) = mornings(world, date(2026, 7, 14))
    assert "Mới nhận thêm: 1, trong đó trả lời theo hạn riêng của nhiệm vụ: 1." in told
    assert mornings(world, date(2026, 7, 17)) == []


def test_also_where_it_was_the_last_thing_owed(in_memory: Database) -> None:
    world = OneTaskWorld(in_memory)
    world.links("snv")
    world.clock.jump_to(date(2026, 7, 13), 8)
    world.ticks()
    says(world, "Sở Tư pháp", "I.1", date(2026, 7, 13))
    (told,) = mornings(world, date(2026, 7, 14))
    assert "Nhiệm vụ có hạn 15/07/2026: đã nhận 1/1." in told
    assert "trả lời theo hạn riêng của nhiệm vụ: 1." in told
