"""Inviting in the chat: a new code that works, for people of the plan's agencies only."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from storage.database import Database
from storage.models import AuditEntry, Invitation, Person
from tests.support.worlds.planners import adds_plan, adds_planner, ends_right
from tests.support.worlds.world import World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.links("skhdt")
    world.clock.jump_to(date(2026, 10, 15), 7, 30)
    return world


def invitations(world: World) -> list[Invitation]:
    with world.database.read() as session:
        return list(session.exec(select(Invitation).order_by(Invitation.id)))  # type: ignore[arg-type]


def test_a_code_comes_in_a_message_to_forward_and_links_the_person(world: World) -> None:
    [offered] = world.says("skhdt", "mời")
    assert "2 cán bộ chưa liên kết" in offered.text
    letter, done = world.taps("skhdt", "Trần Thị Mẫu Bình")
    assert letter.text.startswith("Kính gửi anh/chị Bình.")
    assert "nhập mã: ABCD-EEEE" in letter.text
    assert "có hiệu lực đến 07:30 22/10/2026" in letter.text
    assert "Trần Thị Mẫu Bình (Sở Y tế)" in done.text
    [invitation] = invitations(world)
    assert invitation.expires_at == world.clock.now() + timedelta(days=7)
    world.says("new-chat", "abcd eeee")
    world.taps("new-chat", "Đúng")
    [linked] = world.taps("new-chat", "Đồng ý")
    assert "Trần Thị Mẫu Bình (Sở Y tế)" in linked.text
    with world.database.read() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == "person.invited")).one()
        planner = session.exec(select(Person).where(Person.code == "skhdt")).one()
    assert entry.person_id == planner.id
    assert "ABCD" not in str(entry.details)


def test_a_typed_name_finds_the_person_or_says_what_to_do(world: World) -> None:
    world.says("skhdt", "moi")
    [unknown] = world.says("skhdt", "Hoàng Văn Không")
    assert 'Không tìm thấy cán bộ "Hoàng Văn Không"' in unknown.text
    [several] = world.says("skhdt", "mau")
    assert 'Kết quả tìm "mau":' in several.text
    assert invitations(world) == []
    world.says("skhdt", "so y te")
    assert len(invitations(world)) == 1


def test_whoever_is_linked_gets_a_new_code_only_after_a_question(world: World) -> None:
    world.says("skhdt", "moi")
    [asked] = world.says("skhdt", "mẫu an")
    assert "đã liên kết" in asked.text
    assert invitations(world) == []
    world.taps("skhdt", "Cấp mã mới")
    assert len(invitations(world)) == 1


def test_a_former_planner_and_one_of_another_plan_invite_nobody(world: World) -> None:
    adds_plan(world)
    adds_planner(world, "other", "khac")
    [none] = world.says("other", "moi")
    assert "chưa có cán bộ nào" in none.text
    world.says("skhdt", "moi")
    world.taps("skhdt", "2082/QĐ-UBND")
    ends_right(world, "skhdt")
    [after] = world.taps("skhdt", "Trần Thị Mẫu Bình")
    assert after.text == "Nội dung này dành cho cơ quan tổng hợp."
    assert invitations(world) == []
