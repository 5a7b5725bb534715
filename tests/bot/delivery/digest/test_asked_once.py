"""A task that is asked for several times in one period, in what a focal person sees."""

from datetime import date

import pytest

from storage.database import Database
from tests.support.worlds.own_days import OwnDaysWorld


@pytest.fixture
def world(in_memory: Database) -> OwnDaysWorld:
    """The report of 04/06 is asked for; then that of 04/09 is, and two tasks' own days pass."""
    world = OwnDaysWorld(in_memory)
    world.links("snv")
    world.links("stp")
    world.clock.jump_to(date(2026, 6, 1), 8)
    world.ticks()
    return world


def test_a_rung_of_a_report_is_said_though_the_own_day_stands_for_it(world: OwnDaysWorld) -> None:
    world.clock.jump_to(date(2026, 7, 22), 8)  # after the last rungs of the own days
    world.ticks()
    world.clock.jump_to(date(2026, 8, 17), 8)  # fourteen working days before 04/09
    (told,) = [one.text for one in world.ticks() if one.address == "stp"]
    assert "còn 1/1 nội dung" in told
    assert told.count("II.3 Rà soát") == 1
    assert "(tính cho cả báo cáo hạn 04/06/2026 (đã quá hạn); 04/09/2026)" in told


def test_an_old_button_begins_the_report_that_stands_for_its_own(world: OwnDaysWorld) -> None:
    old = world.button("snv", "I.1")
    world.clock.jump_to(date(2026, 7, 13), 9)
    world.ticks()
    (asked,) = world.taps_data("snv", old)
    assert "I.1 Ban hành Kế hoạch tuyên truyền" in asked.text
    assert "không còn" not in asked.text
    assert "nội dung chưa báo cáo" not in asked.text, "no list, its report"
