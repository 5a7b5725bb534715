"""A task that a letter gives, added in the chat: asked for step by step, stored after a yes."""

from datetime import date

import pytest
from sqlmodel import Session, select

from storage.database import Database
from storage.models import Amendment, Item
from tests.support.worlds.planners import ends_right
from tests.support.worlds.world import World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.links("skhdt")
    world.clock.jump_to(date(2026, 10, 15), 7, 30)
    world.ticks()
    return world


def given(world: World) -> list[Item]:
    with world.database.read() as session:
        return list(session.exec(select(Item).where(Item.code == "BS.1")))


def asked_for(world: World, *, agency: str = "so cong thuong") -> str:
    world.says("skhdt", "giao nhiệm vụ theo văn bản")
    world.says("skhdt", "Rà soát quỹ nhà công vụ")
    world.says("skhdt", "123/UBND-TH ngày 12/10/2026")
    world.says("skhdt", "6/11")
    [echo] = world.says("skhdt", agency)
    return echo.text


def test_a_task_is_given_after_a_last_look_and_its_agency_hears_of_it(world: World) -> None:
    echo = asked_for(world)
    assert "Nhiệm vụ: Rà soát quỹ nhà công vụ" in echo
    assert "Văn bản giao: số 123/UBND-TH ngày 12/10/2026" in echo
    assert "Thời hạn: thứ Sáu, ngày 06/11/2026" in echo
    assert "Cơ quan chủ trì: Sở Công Thương" in echo
    assert not given(world)
    [stored] = world.taps("skhdt", "Đúng, giao nhiệm vụ")
    assert "Đã bổ sung vào kế hoạch" in stored.text
    (task,) = given(world)
    assert (task.due_on, task.leads) == (date(2026, 11, 6), ["Sở Công Thương"])
    world.clock.jump_to(date(2026, 10, 15), 8, 10)
    said = "\n".join(one.text for one in world.ticks() if one.address == "sct")
    assert "Văn bản số 123/UBND-TH ngày 12/10/2026" in said
    assert "BS.1 Rà soát quỹ nhà công vụ" in said


def test_what_was_read_wrongly_is_asked_again_and_can_be_changed(world: World) -> None:
    world.says("skhdt", "giao viec")
    world.says("skhdt", "Rà soát quỹ nhà")
    [unread] = world.says("skhdt", "công văn hôm qua")
    assert 'Chưa đọc được "công văn hôm qua" là số và ngày' in unread.text
    [no_day] = world.says("skhdt", "123/UBND-TH")
    assert "nhập thêm ngày của văn bản số 123/UBND-TH" in no_day.text
    [to_come] = world.says("skhdt", "123/UBND-TH 1/12/2026")
    assert "Ngày 01/12/2026 chưa đến" in to_come.text
    world.says("skhdt", "123/UBND-TH 12/10/2026")
    world.says("skhdt", "6/11")
    world.says("skhdt", "so cong thuong")
    world.taps("skhdt", "Sửa văn bản")
    [echo] = world.says("skhdt", "124/UBND-TH 13/10/2026")
    assert "số 124/UBND-TH ngày 13/10/2026" in echo.text
    assert "Rà soát quỹ nhà" in echo.text
    world.taps("skhdt", "Sửa thời hạn")
    [echo] = world.says("skhdt", "9/11")
    assert "Thời hạn: thứ Hai, ngày 09/11/2026" in echo.text
    [left] = world.taps("skhdt", "Hủy")
    assert "Chưa ghi nhận" in left.text
    assert not given(world)


def test_a_day_that_has_passed_since_the_last_look_is_asked_anew(world: World) -> None:
    asked_for(world)
    world.clock.jump_to(date(2026, 11, 7))
    [again] = world.taps("skhdt", "Đúng, giao nhiệm vụ")
    assert "Ngày 06/11/2026 đã qua" in again.text
    assert not given(world)


def test_who_is_no_planner_gives_nothing(world: World) -> None:
    [refused] = world.says("sct", "giao nhiệm vụ")
    assert "cơ quan tổng hợp" in refused.text
    asked_for(world)
    ends_right(world, "skhdt")
    world.taps("skhdt", "Đúng, giao nhiệm vụ")
    assert not given(world)
    with world.database.read() as session:
        assert not amendments(session)


def amendments(session: Session) -> list[Amendment]:
    return list(session.exec(select(Amendment)))
