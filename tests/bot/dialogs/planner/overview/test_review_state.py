"""A leader of the province sees what waits for the planning department, and changes none of it."""

from datetime import date

import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import Review
from tests.support.worlds.planners import LEADER, LeaderWorld
from tests.support.worlds.requests import asks_later, reports
from tests.support.worlds.world import World


@pytest.fixture
def world(in_memory: Database) -> LeaderWorld:
    world = LeaderWorld(in_memory)
    for who in ("sct", "syt", "skhdt", LEADER):
        world.links(who)
    world.clock.jump_to(date(2026, 10, 15), 9)
    world.ticks()
    return world


def answer_to(world: World, who: str, words: str) -> str:
    return "\n".join(one.text for one in world.says(who, words) if one.address == who)


@pytest.mark.parametrize(
    "words", ["chờ duyệt", "cho duyet", "duyệt", "chờ xử lý", "chờ quyết định"]
)
def test_how_many_and_whose(world: LeaderWorld, words: str) -> None:
    reports(world, "sct", "1.1", "in_progress", 60)
    world.clock.jump_to(date(2026, 10, 16), 9)
    reports(world, "syt", "1.3", "completed")
    reports(world, "sct", "1.2", "completed")
    asks_later(world, "sct", "1.4", "20/11/2026", "chờ kinh phí")
    assert answer_to(world, LEADER, words).splitlines() == [
        "Kế hoạch mẫu: 3 báo cáo chờ duyệt, 1 đề nghị chờ quyết định.",
        "- Sở Công Thương: 2 báo cáo, từ ngày 15/10/2026",
        "- Sở Y tế: 1 báo cáo, từ ngày 16/10/2026",
        "Cơ quan tổng hợp xét duyệt: Lê Văn Mẫu Cường.",
    ]


def test_nothing_of_it_can_be_changed(world: LeaderWorld) -> None:
    reports(world, "sct", "1.1", "in_progress", 60)
    [said] = world.says(LEADER, "chờ duyệt")
    assert said.choices == ()
    for words in ("1", "chấp nhận", "duyệt 1.1", "trả lại: thiếu số liệu"):
        world.says(LEADER, words)
    with world.database.read() as session:
        assert session.exec(select(Review)).all() == []


def test_whoever_reviews_has_the_queue_by_the_same_words(world: LeaderWorld) -> None:
    reports(world, "sct", "1.1", "in_progress", 60)
    assert "Xét duyệt (còn 1 báo cáo)" in answer_to(world, "skhdt", "chờ duyệt")


def test_nobody_else_sees_it(world: LeaderWorld) -> None:
    reports(world, "sct", "1.1", "in_progress", 60)
    assert answer_to(world, "sct", "chờ duyệt") == "Nội dung này dành cho cơ quan tổng hợp."
