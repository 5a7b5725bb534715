"""A file that goes with a message: made beside the loop, sent, tried again, or said to fail."""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from bot.channels.contract import (
    Capabilities,
    ChannelStopped,
    OutcomeUnknown,
    OutgoingMessage,
    RecipientStopped,
    SendError,
)
from bot.conversation.wanted_files import make_file
from bot.delivery import files
from bot.delivery.sender import LEASE, Sender
from bot.documents.formats import BadTemplate, Format
from storage.database import Database
from storage.messages.inbox import Incoming
from storage.models import DownloadLink, Outbox
from tests.bot.delivery.test_failover import TwoBots
from tests.support.databases import emptied
from tests.support.worlds.planners import ends_right
from tests.support.worlds.world import PUBLIC_URL, START, WITH_FILES, FakeChannel, World

NO_FILES = Capabilities(max_length=2000, buttons=False)
ASKED = "Bảng tổng hợp Excel – Kế hoạch mẫu: báo cáo năm 2026, hạn 14/11/2026"
MORE = "Anh/chị xem tiếp nội dung nào?"


def world_on(database: Database, capabilities: Capabilities) -> World:
    world = World(database, FakeChannel(capabilities=capabilities))
    world.links("skhdt")
    world.ticks()
    return world


@pytest.fixture
def world(in_memory: Database) -> World:
    return world_on(in_memory, WITH_FILES)


def changed(world: World, **parts: Any) -> World:
    """With another Runtime below it."""
    world.runtime = replace(world.runtime, **parts)
    world.lane = Sender(world.runtime, world.channel)
    return world


def row_of(world: World) -> Outbox:
    with world.database.read() as session:
        return session.exec(select(Outbox).order_by(col(Outbox.id).desc())).all()[0]


def answered(said: OutgoingMessage, words: str) -> None:
    """What the file would have come with, why it did not, and the choices as they were."""
    first, _, question = said.text.partition("\n\n")
    assert first.startswith(ASKED)
    assert words in first
    assert question.startswith(MORE)
    assert [one.label for one in said.choices][-3:] == ["Biểu đồ", "Excel", "Word"]
    assert said.file is None


def fails_with(monkeypatch: pytest.MonkeyPatch, *errors: Exception) -> list[int]:
    """Making a file fails so often; gives how often it was tried."""
    make, left, tries = make_file, list(errors), list[int]()

    def failing(*given: Any) -> Any:
        tries.append(1)
        if left:
            raise left.pop(0)
        return make(*given)

    monkeypatch.setattr(files, "make_file", failing)
    return tries


# --- Sent -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "start", "ending"),
    [
        ("excel", b"PK", ".xlsx"),
        ("tong hop 2026 word", b"PK", ".docx"),
        ("bieu do", b"\x89PNG", ".png"),
    ],
)
def test_a_file_comes_with_the_words_and_the_choices(
    world: World, words: str, start: bytes, ending: str
) -> None:
    [said] = world.says("skhdt", words)
    assert said.file is not None
    assert said.file.content.startswith(start)
    assert said.file.name.endswith(f" 2082_QĐ-UBND 2026 (14-10-2026 07h30){ending}")
    assert said.choices
    [again] = world.taps("skhdt", "Excel")
    assert again.file is not None


def test_it_is_made_in_the_thread_of_files_and_with_no_transaction_open(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    render = Format.file

    def rendering(form: Any, *given: Any) -> bytes:
        seen.append(threading.current_thread().name)
        with world.database.write():  # would wait in vain for one that is open
            pass
        return bytes(render(form, *given))

    monkeypatch.setattr(Format, "file", rendering)
    [said] = world.says("skhdt", "excel")
    assert said.file is not None
    assert [name.partition("_")[0] for name in seen] == ["file-maker"]


class Announcing(FakeChannel):
    """Rings when something is sent."""

    rang: asyncio.Event | None = None

    async def send(self, message: OutgoingMessage) -> str:
        given = await super().send(message)
        if self.rang is not None:
            self.rang.set()
        return given


class Held(ThreadPoolExecutor):
    """Begins when it may."""

    def __init__(self) -> None:
        super().__init__(1)
        self.may_begin = threading.Event()

    def submit(self, work: Callable[..., Any], /, *given: Any, **more: Any) -> Future[Any]:
        return super().submit(lambda: (self.may_begin.wait(30), work(*given, **more))[1])


def test_an_answer_to_somebody_else_waits_for_no_file(sqlite: Database) -> None:
    """While a file is being made, what is due for others is sent."""
    channel, maker = Announcing(capabilities=WITH_FILES), Held()
    world = World(emptied(sqlite), channel)
    world.links("skhdt")
    world.links("sct")
    world.ticks()
    changed(world, file_maker=maker)
    world.answers(*(Incoming("fake", who, who, text) for who, text in ASKING.items()))

    async def sent_first() -> list[str]:
        channel.rang = asyncio.Event()
        await world.lane.take_up()
        await channel.rang.wait()
        first = [one.address for one in channel.sent]
        channel.rang.clear()
        maker.may_begin.set()
        await channel.rang.wait()
        await world.lane.stop()
        return first

    assert asyncio.run(sent_first()) == ["sct"]
    assert [one.file is not None for one in channel.sent] == [False, True]


ASKING = {"skhdt": "excel", "sct": "tro giup"}


# --- Tried again ----------------------------------------------------------------------------------


def test_after_a_crash_between_making_and_settling_it_is_made_and_sent_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row comes back by itself when its lease has ended; nothing was kept of the file."""

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("bot.delivery.sender.settle", crash)
        with pytest.raises(KeyboardInterrupt):
            world.says("skhdt", "excel")
    assert row_of(world).sent_at is None
    assert row_of(world).wanted_file is not None
    assert world.delivers() == []  # its lease still runs
    world.clock.forward(seconds=LEASE.total_seconds() + 1)
    [again] = world.delivers()
    assert again.file is not None
    assert row_of(world).sent_at is not None


def test_what_is_over_in_a_moment_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = OperationalError("select", {}, Exception("database is locked"))
    tries = fails_with(monkeypatch, locked)
    world.channel.outcomes = [SendError("connection refused")]
    assert world.says("skhdt", "excel") == []
    for _ in range(3):
        world.clock.forward(minutes=1)
        world.delivers()
    assert world.channel.sent[-1].file is not None
    assert len(tries) == 3  # the database, the connection, and there it is


# --- Not sent: never in silence -------------------------------------------------------------------


def test_a_file_that_is_refused_for_good_ends_in_a_sentence(world: World) -> None:
    world.channel.outcomes = [SendError("Bad Request: wrong file", permanent=True)]
    [said] = world.says("skhdt", "excel")
    answered(said, "Không gửi được tệp này. Kênh nhắn tin không nhận tệp này.")
    assert row_of(world).failed_at is None
    [again] = world.taps("skhdt", "Word")  # the choices are still good
    assert again.file is not None


def test_a_file_that_is_too_large_is_not_sent_and_that_is_said(in_memory: Database) -> None:
    world = world_on(in_memory, replace(WITH_FILES, largest_file=1000))
    [said] = world.says("skhdt", "excel")
    answered(said, "Tệp quá lớn so với mức kênh này cho phép")
    assert len(world.channel.sent) == 1


@pytest.mark.parametrize("error", [ValueError("a cell"), BadTemplate("bao-cao.docx: no {name}")])
def test_a_file_that_cannot_be_made_ends_in_a_sentence(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    fails_with(monkeypatch, error)
    with caplog.at_level(logging.CRITICAL):
        [said] = world.says("skhdt", "excel")
    answered(said, "Hệ thống chưa lập được tệp; quản trị viên xem nguyên nhân trong nhật ký.")


def test_where_nobody_knows_whether_it_arrived_the_person_is_asked_to_look(world: World) -> None:
    world.channel.outcomes = [OutcomeUnknown("timed out")]
    [said] = world.says("skhdt", "excel")
    answered(said, "Chưa rõ tệp này đã đến hay chưa; nếu chưa thấy, đề nghị yêu cầu lại.")
    assert len(world.channel.sent) == 1


def test_after_the_last_try_it_is_said(world: World) -> None:
    world.clock.jump_to(START.date(), 16)
    world.delivers()  # the letter of the morning
    world.channel.sent.clear()
    world.channel.outcomes = [SendError("connection refused")] * 12
    world.says("skhdt", "excel")
    for _ in range(12):
        world.clock.forward(minutes=31)
        world.delivers()
    [said] = world.channel.sent
    answered(said, "Không gửi được tệp này.")


def test_whose_right_has_ended_meanwhile_gets_no_file(world: World) -> None:
    world.channel.outcomes = [SendError("connection refused")]
    world.says("skhdt", "excel")
    ends_right(world, "skhdt")
    world.clock.forward(minutes=1)
    said = world.delivers()[-1]
    answered(said, "Tài khoản này không còn quyền nhận tệp.")


def test_what_no_version_has_asked_for_stops_nobody_else(world: World) -> None:
    world.channel.outcomes = [SendError("connection refused")]
    world.says("skhdt", "excel")
    with world.database.write() as session:
        row = session.exec(
            select(Outbox).where(col(Outbox.sent_at).is_(None), col(Outbox.text).is_not(None))
        ).one()
        row.wanted_file = {"form": "pdf", "language": "vi"}
    world.links("sct")
    world.clock.forward(minutes=1)
    addresses = {one.address for one in world.says("sct", "tro giup")}
    assert addresses == {"sct"}
    assert "chưa lập được tệp" in world.heard_by("skhdt")[-1].text


# --- Another chat ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lost", [RecipientStopped("blocked"), ChannelStopped("its token is refused")]
)
def test_from_a_chat_that_is_closed_it_goes_to_the_next_by_a_link(
    in_memory: Database, lost: Exception
) -> None:
    world = TwoBots(in_memory, FakeChannel(capabilities=WITH_FILES))
    world.links("skhdt")
    world.also_links("skhdt")
    world.ticks()
    world.channel.outcomes = [lost]
    world.says("skhdt", "excel")
    world.delivers()
    [said] = world.other.sent
    assert said.text.startswith(ASKED)
    assert f"\n{PUBLIC_URL}/download/token-1\n" in said.text
    assert said.file is None


# --- By a link ------------------------------------------------------------------------------------


def test_a_chat_without_files_gets_a_link_that_is_kept_nowhere(in_memory: Database) -> None:
    world = world_on(in_memory, NO_FILES)
    [said] = world.says("skhdt", "excel")
    first, _, question = said.text.partition("\n\n")
    assert first.splitlines()[1:] == [
        f"{PUBLIC_URL}/download/token-1",
        "Đường dẫn chỉ dành cho người nhận tin này, dùng được đến 07:30 15/10/2026.",
    ]
    assert question.startswith(MORE)
    with world.database.read() as session:
        [link] = session.exec(select(DownloadLink)).all()
        assert "token-1" not in str(link.model_dump())
        assert all("token-1" not in (row.text or "") for row in session.exec(select(Outbox)))
        assert link.expires_at - link.created_at == timedelta(hours=24)


def test_links_that_have_ended_are_forgotten(in_memory: Database) -> None:
    world = world_on(in_memory, NO_FILES)
    for _ in range(3):
        world.says("skhdt", "excel")
        world.clock.forward(hours=25)
    with world.database.read() as session:
        assert len(session.exec(select(DownloadLink)).all()) == 1


def test_without_a_public_address_the_person_hears_what_is_to_be_set(in_memory: Database) -> None:
    world = changed(world_on(in_memory, NO_FILES), public_url="")
    [said] = world.says("skhdt", "excel")
    answered_by_number = said.text.partition("\n\n")[0].splitlines()
    assert answered_by_number[1:] == [
        "Kênh này không gửi được tệp. Để nhận tệp qua đường dẫn, quản trị viên cần đặt PUBLIC_URL "
        "(địa chỉ công khai của hệ thống)."
    ]


def test_a_right_that_has_ended_gives_no_link(in_memory: Database) -> None:
    world = world_on(in_memory, NO_FILES)
    world.channel.outcomes = [SendError("connection refused")]
    world.says("skhdt", "excel")
    ends_right(world, "skhdt")
    world.clock.forward(minutes=1)
    [said] = world.delivers()
    assert "không còn quyền nhận tệp" in said.text
    assert "/download/" not in said.text
