"""The list: numbers that stay, pages with a way back, finding a task by what was typed."""

from datetime import date

import pytest

from bot.channels.contract import Capabilities
from bot.dialogs.tasks.task_numbers import numbers_of, slots_with_numbers, task_numbered
from bot.dialogs.tasks.task_search import find
from storage.database import Database
from tests.bot.dialogs.tasks.test_bulk_reply import FACTS, facts_of, owed
from tests.support.worlds.wide_world import WideWorld
from tests.support.worlds.world import FakeChannel

TITLES = facts_of(
    owed(1, "1.1", title="Cấp nước sạch nông thôn"),
    owed(2, "1.2", title="Xử lý nước thải y tế"),
    owed(3, "2.10", title="Trồng rừng"),
    owed(4, "", title=""),
)


@pytest.mark.parametrize(
    ("text", "kind", "fits"),
    [
        ("nước sạch", "words", [1]),
        ("NUOC SACH", "words", [1]),
        ("nuoc", "words", [1, 2]),
        ("thải nước", "words", [2]),
        ("tìm rừng", "words", [3]),
        ("nhiệm vụ 1.2", "code", [2]),
        ("nhiem vu 2.10", "code", [3]),
        ("nv 3", "number", [3]),
        ("4", "number", [4]),
        ("1.2.", "code", [2]),
        ("99", "number", []),
        ("2.99", "code", []),
        ("điện gió", "words", []),
        ("a", "words", []),
    ],
)
def test_a_task_is_found_by_number_code_or_words(text: str, kind: str, fits: list[int]) -> None:
    found = find(text, TITLES)
    assert (found.kind, [one.expectation_id for one in found.fits]) == (kind, fits)


def test_the_nearest_are_named_where_nothing_fits() -> None:
    assert [one.code for one in find("nước ngầm", TITLES).nearest] == ["1.1", "1.2"]
    assert [one.code for one in find("2.99", TITLES).nearest] == ["2.10"]
    assert find("điện gió", TITLES).nearest == ()


def test_numbers_stay_while_most_of_the_list_does() -> None:
    first = slots_with_numbers(FACTS)["numbers"]
    assert first == [[1, 11], [2, 12], [3, 13], [4, 14], [5, 15]]
    shown = {5: 11, 6: 12, 7: 99, 8: 13}
    assert numbers_of(shown, FACTS) == {11: 5, 12: 6, 13: 8, 14: 9, 15: 10}
    assert task_numbered(2, FACTS) == FACTS.owed[1]
    assert task_numbered(9, FACTS) is None


@pytest.fixture
def world(database: Database) -> WideWorld:
    world = WideWorld(database, FakeChannel("zalo", Capabilities(2000, buttons=False)))
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world


def test_pages_go_on_and_back_and_every_number_stands_for_one_thing(world: WideWorld) -> None:
    [first] = world.says("sct", "nhiem vu")
    assert "Trang 1/4" in first.text
    assert "6) 2.3 Phát triển cụm công nghiệp xanh" in first.text
    assert "23. Xem tiếp" in first.text
    assert "(còn 21 ngày làm việc)" in first.text
    [second] = world.says("sct", "23")
    assert "7) 2.4" in second.text
    assert "24. Trang trước" in second.text
    assert "1) 1.1" in world.says("sct", "trang truoc")[0].text
    for _ in range(3):
        [last] = world.says("sct", "xem tiep")
    assert "Trang 4/4" in last.text
    assert "Xem tiếp" not in last.text
    assert "2.4 Thu gom" in world.says("sct", "7")[0].text  # a number of another page


def test_a_number_keeps_its_task_after_others_are_reported(world: WideWorld) -> None:
    world.says("sct", "nhiem vu")
    world.says("sct", "1-5 xong")
    [left] = world.says("sct", "ok")
    assert "6) 2.3 Phát triển cụm công nghiệp xanh" in left.text
    assert "25. Đã báo cáo (5)" in left.text
    [told] = world.says("sct", "25")
    assert "1) 1.1 Tuyên truyền tiết kiệm năng lượng: Đã hoàn thành" in told.text
    assert "2.3" in world.says("sct", "chua bao cao")[0].text


def test_a_promise_is_shown(world: WideWorld) -> None:
    world.says("sct", "da nhan, se bao cao sau")
    world.says("sct", "1")
    assert "(hẹn báo cáo ngày 16/10/2026)" in world.says("sct", "nhiem vu")[0].text


def test_unknown_codes_and_numbers_are_said_to_be_so(world: WideWorld) -> None:
    world.says("sct", "nhiem vu")
    assert "mã 9.9" in world.says("sct", "9.9")[0].text
    assert "không có số 77" in world.says("sct", "nhiem vu 77")[0].text
    assert "không có nhiệm vụ nào có chữ" in world.says("sct", "tim dien gio").pop().text


def test_words_choose_or_ask_which(world: WideWorld) -> None:
    assert "2.5 Cấp nước sạch" in world.says("sct", "nước sạch")[0].text
    world.says("sct", "huy")
    [several] = world.says("sct", "cum cong nghiep")
    assert "Có 3 nhiệm vụ có chữ" in several.text
    assert "2.4 Thu gom" in world.says("sct", "7")[0].text


def test_what_another_agency_answers_for_is_never_found(world: WideWorld) -> None:
    assert "Quản lý nước sạch" not in world.says("sct", "quan ly nuoc sach")[0].text
    assert "Quản lý nước sạch" not in world.says("sct", "1.3")[0].text
