"""Links in what is passed on: they name the bot that keeps the place, and the code works there."""

from datetime import date

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.messages.lanes import Load, loads
from storage.models import Invitation
from tests.support.channels.lanes import OTHER_ZALO, TELEGRAM, ZALO, add_all, add_lane
from tests.support.worlds.world import World

ON_ZALO = f"Liên kết mở hội thoại trên Zalo: {ZALO}"
ON_TELEGRAM = f"Liên kết mở hội thoại trên Telegram: {TELEGRAM}?start="


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.links("skhdt")
    world.clock.jump_to(date(2026, 10, 15), 7, 30)
    with database.write() as session:
        add_all(session, world.clock.now())
    return world


def kept_on(world: World) -> list[str]:
    with world.database.read() as session:
        return list(session.exec(select(Invitation.channel).order_by(col(Invitation.id))))


def invites(world: World, name: str = "Trần Thị Mẫu Bình") -> str:
    """The letter that the planner passes on."""
    world.says("skhdt", "mời")
    return world.taps("skhdt", name)[0].text


def hands_over(world: World) -> str:
    world.says("sct", "bàn giao")
    world.says("sct", "Võ Thị Mẫu Hoa")
    world.taps("sct", "Bỏ qua")
    [told] = world.taps("sct", "Đúng, cấp mã")
    return told.text


def test_the_letter_names_one_link_for_each_app(world: World) -> None:
    assert invites(world).splitlines()[1:] == [
        "Để theo dõi thực hiện Quyết định số 2082/QĐ-UBND, kính mời anh/chị liên kết tài khoản "
        "với hệ thống nhắc việc để nhận thông báo hạn báo cáo của đơn vị và báo cáo nhanh. Đề "
        "nghị anh/chị mở hội thoại với hệ thống và nhập mã: ABCD-EEEE",
        ON_ZALO,
        f"{ON_TELEGRAM}ABCDEEEE",
        "Mã dùng một lần, có hiệu lực đến 07:30 22/10/2026. "
        "Đề nghị không chuyển mã cho người khác.",
        "Trân trọng.",
    ]
    assert kept_on(world) == ["zalo-bot-1"]


def test_the_place_is_kept_where_the_letter_leads(world: World) -> None:
    letters = [invites(world), invites(world), invites(world, "Phạm Thị Mẫu Dung")]
    assert [ZALO in letter for letter in letters] == [True, True, True]
    assert OTHER_ZALO in hands_over(world)  # the first has now one place less
    assert kept_on(world) == ["zalo-bot-1", "zalo-bot-1", "zalo-bot-1", "zalo-bot-2"]


def test_what_is_handed_over_names_the_links_too(world: World) -> None:
    assert hands_over(world).splitlines()[:3] == [
        "Mã bàn giao cho Võ Thị Mẫu Hoa: ABCD-EEEE",
        ON_ZALO,
        f"{ON_TELEGRAM}ABCDEEEE",
    ]
    assert kept_on(world) == ["zalo-bot-1"]
    world.says("sct", "bàn giao")
    [again] = world.taps("sct", "Cấp mã mới")
    assert again.text.splitlines()[1:3] == [ON_ZALO, f"{ON_TELEGRAM}ABCDFFFF"]


def test_a_button_of_telegram_brings_the_code_of_its_link(world: World) -> None:
    link = next(line for line in invites(world).splitlines() if "t.me" in line)
    [asked] = world.says("new-chat", f"/start {link.partition('?start=')[2]}")
    assert "Trần Thị Mẫu Bình (Sở Y tế), đúng không" in asked.text


def test_on_another_bot_the_code_works_and_the_place_is_free_again(world: World) -> None:
    invites(world)
    free = {one.lane.name: one.free for one in now_on(world)}
    assert (free["zalo-bot-1"], free["zalo-bot-2"]) == (49, 49)
    world.says("new-chat", "ABCD-EEEE")  # of the channel that every talk here goes by
    world.taps("new-chat", "Đúng")
    [linked] = world.taps("new-chat", "Đồng ý")
    assert "Đã liên kết tài khoản của Trần Thị Mẫu Bình" in linked.text
    free = {one.lane.name: one.free for one in now_on(world)}
    assert (free["zalo-bot-1"], free["zalo-bot-2"]) == (50, 49)


def now_on(world: World) -> list[Load]:
    with world.database.read() as session:
        return loads(session, world.clock.now(), world.clock.now())


def test_where_only_full_bots_are_known_the_letter_is_as_before(database: Database) -> None:
    world = World(database)
    world.links("skhdt")
    with database.write() as session:
        add_lane(session, "zalo-bot-1", ZALO, world.clock.now(), users_allowed=0)
    letter = invites(world)
    assert "http" not in letter
    assert letter.splitlines()[2].startswith("Mã dùng một lần")
