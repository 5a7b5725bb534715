"""The digest in words: a planner's list, an administrator's troubles, all parts together."""

from datetime import date

import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import Agency, Appointment, Assignment, Item, Plan, Post, RightKind, Role
from tests.support.worlds.mornings import FIRST, LATER, RUNG, add_right, digest, labels, morning
from tests.support.worlds.world import World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(FIRST)
    return world


def test_a_planner_gets_the_list_and_the_summary(world: World) -> None:
    world.links("skhdt")
    text = digest(world, "skhdt", FIRST)
    assert "Báo cáo năm 2026, hạn 14/11/2026: đã nhận 0/4" in text
    assert "Đề nghị gọi điện cho 1 cơ quan:" in text
    assert "- Sở Y tế, chưa liên kết" in text
    assert labels(world, "skhdt") == ["Bản tổng hợp"]
    [summary] = world.taps("skhdt", "Bản tổng hợp")
    assert "Sở Công Thương" in summary.text


def test_an_agency_to_telephone_is_named_once(world: World) -> None:
    world.links("skhdt")
    assert "- Sở Y tế, chưa liên kết" in digest(world, "skhdt", FIRST)
    text = digest(world, "skhdt", RUNG)
    assert "Còn phải gọi điện: 1 cơ quan, đã nêu lần trước" in text
    assert "Sở Y tế" not in text
    assert text.count("30/11/2026") == 1  # its own duty has said that day


def test_the_buttons_of_a_list_work_on_after_other_words(world: World) -> None:
    world.links("skhdt")
    digest(world, "skhdt", FIRST)
    [kind] = world.says("skhdt", "gì vậy")
    assert "chưa trả lời được câu hỏi" in kind.text
    [summary] = world.taps("skhdt", "Bản tổng hợp")
    assert "Sở Công Thương" in summary.text


def test_a_planner_who_reports_too_gets_one_digest(world: World) -> None:
    world.links("skhdt")
    morning(world, FIRST)
    text = digest(world, "skhdt", RUNG)  # the consolidated report's first rung
    assert "cần gửi báo cáo tổng hợp năm 2026" in text
    assert "đã nhận 0/4" in text
    assert text.count("Kính gửi") == text.count("Trân trọng.") == 1
    assert labels(world, "skhdt") == ["Báo cáo tổng hợp", "Báo cáo ngay", LATER, "Bản tổng hợp"]


def test_many_calls_are_counted(world: World) -> None:
    world.links("skhdt")
    with world.database.write() as session:
        plan = session.exec(select(Plan)).one()
        item = session.exec(select(Item).where(Item.code == "1.1")).one()
        for number in range(10):
            agency = Agency(province="Mẫu", name=f"Sở {number:02}", kind="department")
            session.add(agency)
            session.flush()
            session.add(
                Assignment(
                    item_id=item.id or 0,
                    printed_id=agency.id or 0,
                    agency_id=agency.id or 0,
                    role=Role.LEAD,
                    phrase=agency.name,
                    valid_from=plan.issued_on,
                )
            )
    text = digest(world, "skhdt", FIRST)
    assert "gọi điện cho 11 cơ quan" in text
    assert "- Sở 07," in text
    assert "- Sở 08," not in text


def test_an_administrator_is_told_what_to_put_right(world: World) -> None:
    world.links("skhdt")
    world.links("syt")
    add_right(world, "syt", RightKind.ADMINISTRATOR)
    with world.database.write() as session:
        session.exec(select(Plan)).one().chosen_hours = ["x"]
    text = digest(world, "syt", date(2026, 10, 13))
    assert "Nội dung quản trị viên cần xử lý:\n- mau: " in text
    assert labels(world, "syt") == ["Đã nhận"]
    world.says("syt", "gì vậy")
    assert world.taps("syt", "Đã nhận")[0].text == "Xin cảm ơn."
    text = digest(world, "syt", FIRST)
    assert "quản trị viên" not in text
    assert "1.3" in text
    assert "quản trị viên" not in world.heard_by("skhdt")[-1].text


def test_every_part_in_one_digest(world: World) -> None:
    """skhdt reports for its own agency, leads Sở Công Thương, plans and administers."""
    world.links("skhdt")
    add_right(world, "skhdt", RightKind.ADMINISTRATOR)
    with world.database.write() as session:
        agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
        session.add(
            Appointment(
                person_id=3, agency_id=agency.id or 0, post=Post.LEADER, starts_on=date(2023, 9, 18)
            )
        )
        session.exec(select(Plan)).one().ladder = [-12, 3]
    morning(world, date(2026, 11, 2))
    with world.database.write() as session:
        session.exec(select(Plan)).one().chosen_hours = ["x"]
    text = digest(world, "skhdt", date(2026, 11, 18))
    order = [
        "báo cáo tổng hợp năm 2026",
        "đã quá hạn",
        "đã nhận 0/4",
        "quản trị viên",
        "Trân trọng",
    ]
    assert [text.count(words) for words in ("Kính gửi", "Trân trọng")] == [1, 1]
    assert sorted(order, key=text.index) == order
    assert labels(world, "skhdt") == ["Báo cáo tổng hợp", "Báo cáo ngay", LATER, "Bản tổng hợp"]
