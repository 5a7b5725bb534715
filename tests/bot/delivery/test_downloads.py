"""The fetch loop: each file once, tried again, given up; the person is told once."""

import asyncio
import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.channels.contract import FileLimits, SendError
from bot.channels.media_types import DOCX, JPEG
from bot.delivery.downloads import LEASE, RETRY, download_due, download_files
from scheduler.jobs import drop_files_left_behind
from storage.database import Database
from storage.messages.attachments import claim_files, content_of, files_of_draft
from storage.messages.inbox import Incoming, account_at
from storage.models import Attachment, AttachmentContent, Expectation
from tests.support.files import contents as some_files
from tests.support.patience import HANGS
from tests.support.worlds.world import WITH_FILES, FakeChannel, World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database, FakeChannel("telegram", WITH_FILES))
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    world.says("sct", "1.1")
    world.taps("sct", "Đã hoàn thành")
    return world


def sends(world: World, content: bytes, name: str = "baocao.pdf") -> None:
    message = world.incoming_file("sct", name)
    assert message.file is not None
    world.channel.content[message.file.ref] = content
    world.hears_at_once(message)


def row(world: World) -> Attachment:
    with world.database.read() as session:
        return session.exec(select(Attachment)).one()


def contents(world: World) -> list[AttachmentContent]:
    with world.database.read() as session:
        return list(session.exec(select(AttachmentContent)))


def test_a_file_is_fetched_once_and_nobody_hears_of_it(world: World) -> None:
    sends(world, some_files.PDF)
    assert world.fetches() == []
    found = row(world)
    assert (found.fetched_at, found.size, found.ref) == (
        world.clock.now(),
        len(some_files.PDF),
        "",
    )
    [kept] = contents(world)
    assert kept.content == some_files.PDF
    assert kept.sha256 == hashlib.sha256(some_files.PDF).hexdigest()
    world.clock.forward(days=1)
    world.fetches()
    assert len(world.channel.fetched) == 1


def test_what_it_really_is_is_kept_as_its_kind(world: World) -> None:
    sends(world, some_files.DOCX, "baocao.doc")
    world.fetches()
    assert row(world).media_type == DOCX
    with world.database.read() as session:
        assert content_of(session, row(world).id or 0) == some_files.DOCX


def test_an_error_is_tried_again_later_and_later(world: World) -> None:
    sends(world, some_files.PDF)
    world.channel.fetches = [SendError("away"), RuntimeError("odd")]
    assert world.fetches() == []
    assert world.fetches() == []
    assert len(world.channel.fetched) == 1
    world.clock.forward(seconds=5)
    world.fetches()
    world.clock.forward(seconds=9)
    world.fetches()
    assert len(world.channel.fetched) == 2
    world.clock.forward(seconds=1)
    world.fetches()
    assert contents(world) != []


def test_a_wait_that_is_asked_for_is_kept_and_is_no_attempt(world: World) -> None:
    sends(world, some_files.PDF)
    world.channel.fetches = [SendError("slow down", retry_after=timedelta(minutes=2))]
    world.fetches()
    assert row(world).attempts == 0
    world.clock.forward(seconds=119)
    world.fetches()
    assert contents(world) == []
    world.clock.forward(seconds=1)
    world.fetches()
    assert contents(world) != []


def test_asked_to_wait_however_often_a_file_is_not_given_up(world: World) -> None:
    sends(world, some_files.PDF)
    busy = SendError("slow down", retry_after=timedelta(seconds=30))
    world.channel.fetches = [busy] * (RETRY.attempts + 3)
    for _ in range(RETRY.attempts + 3):
        assert world.fetches() == []
        assert row(world).failed_reason == ""
        world.clock.forward(seconds=30)
    world.fetches()
    assert (row(world).attempts, len(contents(world))) == (1, 1)


def test_after_the_last_attempt_the_person_is_told_once(world: World) -> None:
    sends(world, some_files.PDF)
    world.channel.fetches = [SendError("away")] * (RETRY.attempts + 3)
    told = []
    for _ in range(RETRY.attempts + 3):
        told += world.fetches()
        world.clock.forward(hours=1)
    assert len(world.channel.fetched) == RETRY.attempts
    [message] = told
    assert message.address == "sct"
    assert message.text == (
        'Rất tiếc, hệ thống không tải được tệp "baocao.pdf" (1000 byte) kèm theo báo cáo '
        "nhiệm vụ 1.1. Đề nghị anh/chị gửi lại."
    )
    assert row(world).failed_reason == "not fetched"
    world.says("sct", "Kết quả tốt")
    [echo] = world.taps("sct", "Bỏ qua")
    assert "Tệp" not in echo.text


def test_what_can_never_be_had_is_given_up_at_once(world: World) -> None:
    sends(world, some_files.PDF)
    world.channel.fetches = [SendError("wrong file_id", permanent=True)]
    [message] = world.fetches()
    assert "không tải được" in message.text
    world.clock.forward(days=1)
    assert world.fetches() == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (some_files.EXE, "nội dung không phải là ảnh (JPG, PNG), PDF, Word, Excel."),
        (some_files.zipped("a.exe"), "nội dung không phải là"),
        (some_files.PDF + b"\0" * 10 * 1024 * 1024, "vượt quá 10 MB."),
    ],
    ids=["program", "archive", "large"],
)
def test_what_is_not_what_it_said_is_refused(world: World, content: bytes, words: str) -> None:
    sends(world, content)
    [message] = world.fetches()
    assert words in message.text
    assert contents(world) == []
    assert row(world).failed_reason != ""


def test_a_kind_the_channel_does_not_take_is_refused_by_its_content(world: World) -> None:
    sends(world, some_files.PDF, "anh.jpg")
    photos = replace(WITH_FILES, files=FileLimits(frozenset({JPEG}), 1000))
    world.channel.capabilities = photos
    [message] = world.fetches()
    assert "nội dung không phải là ảnh (JPG, PNG)." in message.text
    assert contents(world) == []


def test_a_file_of_a_stored_report_says_what_to_type(world: World) -> None:
    sends(world, some_files.PDF)
    world.says("sct", "Kết quả tốt")
    world.confirms("sct")
    world.channel.fetches = [SendError("wrong file_id", permanent=True)]
    [message] = world.fetches()
    assert message.text.endswith('Đề nghị anh/chị nhập "1.1" rồi gửi lại tệp.')


def test_who_is_gone_is_not_told(world: World) -> None:
    sends(world, some_files.EXE)
    with world.database.write() as session:
        account_at(session, "telegram", "sct").person_id = None
    assert world.fetches() == []
    assert row(world).failed_reason != ""


def test_what_was_dropped_meanwhile_is_not_kept(world: World) -> None:
    sends(world, some_files.PDF)

    class Slow(FakeChannel):
        async def download(self, file: object) -> bytes:
            left = Incoming("telegram", "left", "sct", "hủy")
            await asyncio.to_thread(world.answers, left)
            return some_files.PDF

    slow = Slow("telegram", WITH_FILES)
    asyncio.run(download_due(world.runtime, slow))
    assert contents(world) == []
    assert row(world).dropped_at is not None


def test_what_was_fetched_goes_with_a_draft_that_is_left(world: World) -> None:
    sends(world, some_files.PDF)
    world.fetches()
    assert len(contents(world)) == 1
    world.says("sct", "hủy")
    assert contents(world) == []


def test_a_file_another_process_has_taken_is_left_to_it(world: World) -> None:
    sends(world, some_files.PDF)
    with world.database.write() as session:
        assert len(claim_files(session, "telegram", world.clock.now(), LEASE, 8)) == 1
    world.fetches()
    assert world.channel.fetched == []
    world.clock.forward(seconds=LEASE.total_seconds())
    world.fetches()
    assert contents(world) != []


def test_files_of_another_channel_are_left_alone(world: World) -> None:
    sends(world, some_files.PDF)
    other = FakeChannel("zalo", WITH_FILES)
    assert asyncio.run(download_due(world.runtime, other)) == 0


def test_the_loop_runs_on_after_a_trouble(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    async def troubled(*_: object) -> int:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("once")
        return 0

    async def watched() -> None:
        loop = asyncio.create_task(download_files(world.runtime, world.channel))
        async with asyncio.timeout(HANGS):
            while len(calls) < 2:
                world.runtime.files.set()
                await asyncio.sleep(0)
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)

    monkeypatch.setattr("bot.delivery.downloads.download_due", troubled)
    asyncio.run(watched())


def test_housekeeping_drops_what_was_left_behind(world: World) -> None:
    """A chat that was replaced closed the draft elsewhere: nobody's turn has dropped the file."""
    sends(world, some_files.PDF)
    with world.database.write() as session:
        for expectation in session.exec(select(Expectation)):
            account = account_at(session, "telegram", "sct")
            found = files_of_draft(session, account, expectation.id or 0)
            for one in found:
                one.account_id = None
    drop_files_left_behind(world.database, world.clock.now())
    assert row(world).dropped_at == world.clock.now()
