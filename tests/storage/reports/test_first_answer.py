"""Who was in time stays in time: the first answer decides, by its message's own instant."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from storage.database import Database
from storage.messages.inbox import Incoming, account_at, store_incoming
from storage.models import Inbox, Plan, Report, Round
from storage.rounds.summary import Count, summarise
from tests.support.worlds.world import ZONE, World

DUE = date(2026, 11, 14)


@pytest.fixture
def world(in_memory: Database) -> World:
    world = World(in_memory)
    world.clock.jump_to(date(2026, 11, 10), 9)
    for who in ("sct", "syt", "skhdt"):
        world.links(who)
    world.ticks()
    return world


def count(world: World, as_of: datetime | None = None) -> Count:
    with world.database.read() as session:
        plan = session.exec(select(Plan)).one()
        round_ = session.exec(select(Round).order_by(Round.id)).first()  # type: ignore[arg-type]
        assert round_ is not None
        return summarise(session, plan, round_, as_of or world.clock.now(), ZONE).total


def reports(world: World, who: str, text: str) -> None:
    world.says(who, text)
    world.taps(who, "Đúng")


def returns(world: World) -> None:
    world.says("skhdt", "xet duyet")
    world.taps("skhdt", "Trả lại")
    world.says("skhdt", "Đề nghị bổ sung số liệu kinh phí")
    world.taps("skhdt", "Trả lại báo cáo")


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def test_a_returned_answer_that_is_sent_again_makes_nobody_late(world: World) -> None:
    reports(world, "sct", "1.1 xong")
    world.clock.jump_to(date(2026, 11, 18), 9)
    world.ticks()
    returns(world)
    world.clock.jump_to(date(2026, 11, 19), 9)
    world.ticks()
    reports(world, "sct", "1.1 xong")
    found = count(world)
    assert (found.received, found.on_time, found.late, found.corrected) == (1, 1, 0, 1)


def test_a_slip_corrected_after_the_due_day_makes_nobody_late(world: World) -> None:
    reports(world, "sct", "1.1 60%")
    world.clock.jump_to(date(2026, 11, 20), 9)
    world.ticks()
    reports(world, "sct", "1.1 70%")
    assert (count(world).on_time, count(world).late) == (1, 0)
    assert count(world, at(19)).corrected == 0
    world.says("skhdt", "xet duyet")
    assert "Gửi lần đầu lúc 09:00 10/11/2026, đúng hạn" in world.heard_by("skhdt")[-1].text


def test_what_was_withdrawn_does_not_count_as_the_first(world: World) -> None:
    reports(world, "sct", "1.1 xong")
    world.clock.forward(minutes=5)
    world.says("sct", "rut")
    world.taps("sct", "Có, rút lại")
    world.clock.jump_to(date(2026, 11, 20), 9)
    world.ticks()
    assert (count(world).missing, count(world, at(11)).received) == (4, 0)
    reports(world, "sct", "1.1 xong")
    assert (count(world).on_time, count(world).late) == (0, 1)
    assert count(world, at(10, 9, 2)).on_time == 1  # as it stood then


# --- A message's own instant ----------------------------------------------------------------------


def typed(world: World, who: str, text: str, sent_at: datetime | None) -> Incoming:
    key = f"own-{world.clock.now().isoformat()}-{text}"
    return Incoming(world.channel.name, key, who, text, sent_at=sent_at)


def test_a_word_sent_before_midnight_and_heard_after_it_is_in_time(world: World) -> None:
    world.clock.jump_to(DUE, 23, 40)
    world.says("sct", "1.1 xong")
    world.clock.jump_to(date(2026, 11, 15), 0, 5)
    world.hears_at_once(typed(world, "sct", "Đúng, ghi nhận", at(14, 23, 58)))
    assert (count(world).on_time, count(world).late) == (1, 0)
    with world.database.read() as session:
        report = session.exec(select(Report)).one()
    assert report.said_at == at(14, 23, 58)
    assert report.submitted_at == at(15, 0, 5)  # when it was received stays to be seen
    assert count(world, at(15, 0, 4)).received == 0
    world.says("skhdt", "xet duyet")
    assert "Hệ thống nhận được lúc 00:05 15/11/2026" in world.heard_by("skhdt")[-1].text


def test_without_a_stamp_it_counts_from_when_it_was_received_not_answered(world: World) -> None:
    world.clock.jump_to(DUE, 23, 59)
    world.says("sct", "1.1 xong")
    with world.database.write() as session:
        store_incoming(session, [typed(world, "sct", "Đúng, ghi nhận", None)], world.clock.now())
    world.clock.jump_to(date(2026, 11, 15), 0, 1)
    world.hears_at_once()
    assert (count(world).on_time, count(world).late) == (1, 0)


NOW = at(15, 0, 5)


@pytest.mark.parametrize(
    ("sent_at", "kept"),
    [
        (None, None),
        (at(14, 23, 58).astimezone(UTC), at(14, 23, 58)),
        (NOW + timedelta(minutes=3), NOW),  # a clock that is ahead of ours
        (NOW - timedelta(hours=24), NOW - timedelta(hours=24)),
        (NOW - timedelta(hours=24, seconds=1), NOW),  # no service keeps a message so long
    ],
)
def test_a_stamp_is_believed_within_the_day_a_service_keeps_messages(
    world: World, sent_at: datetime | None, kept: datetime | None
) -> None:
    world.clock.jump_to(date(2026, 11, 15), 0, 5)
    world.hears_at_once(typed(world, "sct", "chào", sent_at))
    with world.database.read() as session:
        row = session.exec(select(Inbox).order_by(Inbox.id.desc())).first()  # type: ignore[union-attr]
    assert row is not None
    assert row.sent_at == kept


def test_a_message_heard_again_changes_nothing_in_the_chat(world: World) -> None:
    old = typed(world, "sct", "chào", None)
    world.hears_at_once(old)
    with world.database.write() as session:
        chat = account_at(session, world.channel.name, "sct")
        chat.stopped_at, before = world.clock.now(), chat.last_heard_at
    world.clock.forward(days=3)
    with world.database.write() as session:
        assert store_incoming(session, [old], world.clock.now()) == 0
    with world.database.read() as session:
        chat = account_at(session, world.channel.name, "sct")
    assert chat.stopped_at is not None
    assert chat.last_heard_at == before
