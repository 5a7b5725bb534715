"""The list: its numbers, pages with a way back, finding a task by what was typed."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.channels.contract import Capabilities
from bot.dialogs.tasks.task_numbers import counted_on, numbers_of, task_numbered
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


def test_numbers_are_those_of_the_list_shown_last() -> None:
    assert numbers_of(FACTS) == {11: 1, 12: 2, 13: 3, 14: 4, 15: 5}
    shown = replace(FACTS, numbers_shown=lambda: {1: 13, 2: 11, 3: 99})
    assert numbers_of(shown) == {13: 1, 11: 2, 99: 3}
    assert task_numbered(2, shown) == FACTS.owed[0]
    assert task_numbered(3, shown) is None  # it is no longer asked
    assert task_numbered(4, shown) is None


def test_behind_the_few_of_a_digest_the_others_are_counted_on() -> None:
    assert counted_on({1: 13, 2: 11}, FACTS) == {1: 13, 2: 11, 3: 12, 4: 14, 5: 15}


@pytest.fixture
def world(database: Database) -> WideWorld:
    world = WideWorld(database, FakeChannel("zalo", Capabilities(2000, buttons=False)))
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world


def test_a_page_holds_all_22_tasks_where_the_message_does(world: WideWorld) -> None:
    [first] = world.says("sct", "nhiem vu")
    assert "Trang" not in first.text
    assert "22) 2.19 Tái chế chất thải công nghiệp" in first.text
    assert "(còn 21 ngày làm việc)" in first.text
    assert "2.4 Thu gom" in world.says("sct", "7")[0].text


def test_pages_go_on_and_back_and_each_counts_from_one(database: Database) -> None:
    world = WideWorld(database, FakeChannel("zalo", Capabilities(1000, buttons=False)))
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    [first] = world.says("sct", "nhiem vu")
    pages = int(first.text.split("Trang 1/")[1].split(".")[0])
    assert pages > 2
    shown = len(re.findall(r"^\d+\) ", first.text, re.MULTILINE))
    assert f"{shown + 1}. Xem tiếp" in first.text
    [second] = world.says("sct", str(shown + 1))
    codes = ["1.1", "1.2", "1.4", *(f"2.{number}" for number in range(1, 20))]
    assert f"\n1) {codes[shown]} " in second.text
    assert "1) 1.1" in world.says("sct", "trang truoc")[0].text
    seen = re.findall(r"^\d+\) ([\d.]+) ", first.text, re.MULTILINE)
    for _ in range(pages - 1):
        [last] = world.says("sct", "xem tiep")
        seen += re.findall(r"^\d+\) ([\d.]+) ", last.text, re.MULTILINE)
    assert seen == codes  # each once, none lost between two pages
    assert f"Trang {pages}/{pages}" in last.text
    assert "Xem tiếp" not in last.text
    assert f"{codes[-1]} " in world.says("sct", str(last.text.count(") 2.")))[0].text


def test_after_others_are_reported_the_list_counts_from_one_again(world: WideWorld) -> None:
    world.says("sct", "nhiem vu")
    world.says("sct", "1-5 xong")
    [receipt] = world.says("sct", "ok")
    assert 'Còn 17 nội dung chưa báo cáo (nhập "nhiệm vụ" để xem).' in receipt.text
    [left] = world.says("sct", "nhiem vu")
    assert "1) 2.3 Phát triển cụm công nghiệp xanh" in left.text
    assert "18. Đã báo cáo (5)" in left.text
    [told] = world.says("sct", "18")
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
    assert "2) 2.4 Thu gom" in several.text
    assert "2.4 Thu gom" in world.says("sct", "2")[0].text


def test_what_another_agency_answers_for_is_never_found(world: WideWorld) -> None:
    assert "Quản lý nước sạch" not in world.says("sct", "quan ly nuoc sach")[0].text
    assert "Quản lý nước sạch" not in world.says("sct", "1.3")[0].text
