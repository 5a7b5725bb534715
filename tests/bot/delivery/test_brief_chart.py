"""The chart that goes with the Monday message to a leader of the province, on every channel."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.channels.contract import Capabilities, OutcomeUnknown, OutgoingMessage, SendError
from bot.channels.message_text import units
from bot.documents.chart.shapes import Picture
from storage.database import Database
from tests.support.worlds.planners import LEADER, LeaderWorld
from tests.support.worlds.world import WITH_FILES, FakeChannel

pytestmark = pytest.mark.usefixtures("charts_undrawn")
MONDAY = date(2026, 10, 19)
NAMED = "Biểu đồ tiến độ (2082/QĐ-UBND)."
BEHIND = "Các cơ quan chậm nhất:"


def world_on(database: Database, capabilities: Capabilities) -> LeaderWorld:
    world = LeaderWorld(database, FakeChannel(capabilities=capabilities))
    world.links(LEADER)
    world.clock.jump_to(MONDAY - timedelta(days=4))
    world.ticks()
    return world


def monday(world: LeaderWorld) -> list[OutgoingMessage]:
    world.clock.jump_to(MONDAY, 8)
    world.ticks()
    return world.heard_by(LEADER)


def test_it_is_a_picture_of_what_is_seen_at_a_glance(
    in_memory: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Picture] = []

    def drawing(picture: Picture) -> bytes:
        drawn.append(picture)
        return b"\x89PNG"

    monkeypatch.setattr("bot.documents.chart.picture.drawn", drawing)
    said = monday(world_on(in_memory, WITH_FILES))[-1]
    assert said.file is not None
    assert said.file.media_type == "image/png"
    assert said.file.name == "Biểu đồ tiến độ 2082_QĐ-UBND 2026 (19-10-2026 08h00).png"
    assert said.text.index(NAMED) < said.text.index(BEHIND)
    [picture] = drawn
    assert [one.title for one in picture.panels] == ["Theo đơn vị"]
    assert picture.head[-1].startswith("Đã báo cáo 0/4; thời hạn 14/11/2026; số liệu đến 08:00")


def test_words_too_long_for_a_caption_go_on_behind_it(in_memory: Database) -> None:
    short = world_on(in_memory, replace(WITH_FILES, longest_caption=250))
    first, *others = monday(short)[-3:]
    assert first.file is not None
    assert [one.file for one in others] == [None] * len(others)
    assert all(units(one.text) <= 250 for one in (first, *others))
    whole = "\n\n".join(one.text for one in (first, *others))
    assert whole.startswith("Kính gửi")
    assert BEHIND in whole
    assert whole.endswith("Trân trọng.")
    assert others[-1].choices


def test_where_it_cannot_be_sent_that_stands_where_it_was_named(in_memory: Database) -> None:
    world = world_on(in_memory, WITH_FILES)
    world.channel.outcomes = [SendError("Bad Request: wrong file", permanent=True)]
    said = monday(world)[-1]
    assert said.file is None
    paragraphs = said.text.split("\n\n")
    [told] = [one for one in paragraphs if one.startswith(NAMED)]
    assert told.endswith("Không gửi được tệp này. Kênh nhắn tin không nhận tệp này.")
    assert said.choices


def test_where_nobody_knows_whether_it_came_the_words_come_once_more(in_memory: Database) -> None:
    world = world_on(in_memory, WITH_FILES)
    world.channel.outcomes = [OutcomeUnknown("timed out")]
    said = monday(world)[-1]
    assert said.file is None
    assert BEHIND in said.text
    before = len(world.heard_by(LEADER))
    for hour in (9, 10, 14):
        world.clock.jump_to(MONDAY, hour)
        world.ticks()
    assert len(world.heard_by(LEADER)) == before


def test_without_room_for_files_and_for_links_the_message_is_whole(in_memory: Database) -> None:
    said = monday(world_on(in_memory, replace(WITH_FILES, largest_file=None)))[-1]
    assert said.file is None
    assert NAMED in said.text
    assert BEHIND in said.text
