"""The desk's first page where there are many plans: a line each, what is worst first."""

from datetime import date, datetime

import pytest

from storage.database import Database
from tests.support.databases import emptied
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds.answers.commune_world import CommuneWorld
from tests.support.worlds.planners import adds_planner
from tests.support.worlds.world import ZONE


@pytest.fixture(scope="module")
def world(sqlite: Database) -> CommuneWorld:
    world = CommuneWorld(emptied(sqlite))
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    world.clock.instant = datetime(2026, 11, 20, 9, tzinfo=ZONE)
    return world


def test_all_plans_stand_in_one_table_and_the_worst_is_first(world: CommuneWorld) -> None:
    desk = Browser(world.runtime)
    desk.signs_in("skhdt")
    page = desk.gets("/rounds")
    words = words_of(page)
    assert "Toàn cảnh các kế hoạch" in words
    assert words.index("1108/QĐ-UBND 14/11/2026 7 0 0 7") < words.index(
        "131/QĐ-UBND 14/11/2026 6 0"
    )
    assert page.text.index('id="plan-') > page.text.index("Toàn cảnh các kế hoạch")


def test_the_planner_of_one_plan_sees_that_plan_alone(world: CommuneWorld) -> None:
    adds_planner(world, "mot", "ke-hoach-4")
    desk = Browser(world.runtime)
    desk.signs_in("mot")
    page = desk.gets("/rounds")
    assert "Toàn cảnh các kế hoạch" not in words_of(page)
    assert "1990/QĐ-UBND" not in page.text
