"""Letters that wait for office hours are one message, in the digest where one comes."""

from datetime import date

import pytest

from bot.channels.contract import OutgoingMessage, SendError
from storage.database import Database
from tests.support.worlds.requests import asks_later, reports
from tests.support.worlds.world import World


@pytest.fixture
def world(in_memory: Database) -> World:
    """Two requests were decided in the evening."""
    world = World(in_memory)
    for who in ("sct", "skhdt"):
        world.links(who)
    world.clock.jump_to(date(2026, 10, 14), 20)
    world.ticks()
    for code in ("1.1", "1.2"):
        asks_later(world, "sct", code, "30/11/2026", "Chờ số liệu")
    world.says("skhdt", "quyet dinh")
    world.taps("skhdt", "Đồng ý đến")
    world.taps("skhdt", "Đồng ý đến")
    return world


def heard(world: World) -> list[OutgoingMessage]:
    return [one for one in world.ticks() if one.address == "sct"]


def test_the_digest_of_that_minute_says_them(world: World) -> None:
    world.clock.jump_to(date(2026, 10, 15))
    [digest] = heard(world)
    assert digest.text.count("hạn báo cáo mới là") == 1
    assert "1.1" in digest.text
    assert "1.2" in digest.text
    assert "chưa báo cáo kết quả năm 2026" in digest.text
    world.clock.forward(minutes=30)
    assert heard(world) == []


def test_where_no_digest_comes_they_are_one_letter(world: World) -> None:
    world.clock.jump_to(date(2026, 10, 14), 20, 30)
    for code in ("1.1", "1.2", "1.4"):
        world.says("sct", f"{code} xong")
        world.says("sct", "đúng")
    world.clock.jump_to(date(2026, 10, 15))
    assert heard(world) == []
    world.clock.forward(minutes=6)
    [letter] = heard(world)
    assert letter.text.count("hạn báo cáo mới là") == 1
    assert "1.1" in letter.text
    assert "1.2" in letter.text
    assert letter.text.count("Kính gửi") == letter.text.count("Trân trọng.") == 1


def test_a_digest_that_is_made_anew_still_says_them(world: World) -> None:
    world.clock.jump_to(date(2026, 10, 15))
    world.channel.outcomes = [SendError("no connection")] * 9
    heard(world)
    world.channel.outcomes = []
    world.clock.forward(minutes=20)
    [digest] = heard(world)
    assert digest.text.count("hạn báo cáo mới là") == 1
    assert "1.1" in digest.text
    assert "1.2" in digest.text


def test_they_are_said_although_nothing_is_owed_any_more(world: World) -> None:
    world.clock.jump_to(date(2026, 10, 15))
    world.channel.outcomes = [SendError("no connection")] * 9
    heard(world)
    world.channel.outcomes = []
    for code in ("1.1", "1.2", "1.4"):
        reports(world, "sct", code, "completed", 100)
    world.clock.forward(minutes=20)
    letter = heard(world)[-1]
    assert letter.text.count("hạn báo cáo mới là") == 1
    assert "1.1" in letter.text
    assert "1.2" in letter.text
    assert "chưa báo cáo" not in letter.text
