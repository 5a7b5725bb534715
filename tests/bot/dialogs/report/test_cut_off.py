"""Up to which day the figures are: said to who writes them and who sums them up, if it matters."""

from datetime import date

import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import Expectation, Rule
from tests.support.worlds.reporting_world import ReportingWorld
from tests.support.worlds.world import START

SENTENCE = "Số liệu tính đến ngày 31/10/2026."
PERIOD = "Kỳ báo cáo 15/12/2025 – 14/12/2026; số liệu tính đến 31/10/2026."


def opened(database: Database, cut_off: str) -> ReportingWorld:
    world = ReportingWorld(database)
    with database.write() as session:
        for rule in session.exec(select(Rule)):
            rule.cut_off = cut_off
    for who in ("sct", "snv", "skhdt"):
        world.links(who)
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world


@pytest.fixture
def world(database: Database) -> ReportingWorld:
    return opened(database, "31/10")


def test_it_stands_once_beside_the_day_of_the_tasks(world: ReportingWorld) -> None:
    [tasks] = world.says("sct", "nhiem vu")
    assert f"(còn 21 ngày làm việc). {SENTENCE}\n1) " in tasks.text
    assert tasks.text.count(SENTENCE) == 1


def test_it_stands_above_the_first_question_of_a_report(world: ReportingWorld) -> None:
    [question] = world.says("sct", "1.1")
    assert f"\n{SENTENCE}\n" in question.text
    world.says("snv", "nhiem vu")
    [general] = world.taps("snv", "Báo cáo chung")
    assert f"Báo cáo chung\n{SENTENCE}\n" in general.text


@pytest.mark.parametrize("cut_off", ["", "31/10"])
def test_a_later_day_of_ones_own_does_not_move_it(database: Database, cut_off: str) -> None:
    world = opened(database, cut_off)
    with database.write() as session:
        for one in session.exec(select(Expectation).where(Expectation.due_on > START.date())):
            one.due_on = date(2026, 11, 20)
    [tasks] = world.says("sct", "nhiem vu")
    assert "20/11/2026" in tasks.text
    assert (SENTENCE in tasks.text) == bool(cut_off)
    assert tasks.text.count("liệu tính đến") == bool(cut_off)


def test_the_planner_sees_the_period_too(world: ReportingWorld) -> None:
    [summary] = world.says("skhdt", "tong hop")
    assert f"\n{PERIOD}\n" in summary.text


def test_nothing_is_said_where_it_is_the_due_day(database: Database) -> None:
    world = opened(database, "")
    for who, text in (("sct", "nhiem vu"), ("sct", "1.1"), ("skhdt", "tong hop")):
        assert all("liệu tính đến" not in one.text for one in world.says(who, text))
