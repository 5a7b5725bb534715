"""A file by a link from a chat: given to whom it is for; whatever else comes is told nothing."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import httpx
import pytest
from sqlmodel import select

from bot.conversation import wanted_files
from bot.documents.formats import Format
from bot.web.app import web_app
from storage.database import Database
from storage.models import Appointment, AuditEntry, DownloadLink, Person, Plan, Right, RightKind
from storage.people.erasure import erase
from tests.support.worlds.planners import adds_plan, ends_right
from tests.support.worlds.requests import reports
from tests.support.worlds.world import FakeChannel, World

UNKNOWN = "/download/x"


class Linked(World):
    """A planner and a focal person have asked for a file each: token-1 and token-2."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, FakeChannel("zalo"))
        self.links("skhdt")
        self.links("sct")
        self.ticks()
        reports(self, "sct", "1.1", "completed", 100)
        reports(self, "syt", "1.3", "completed", 100)
        self.says("skhdt", "excel")
        self.says("sct", "bao cao cua don vi")
        self.taps("sct", "Excel")

    def asks(self, path: str, method: str = "GET") -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=web_app(self.runtime))
            async with httpx.AsyncClient(transport=transport, base_url="http://t") as client:
                return await client.request(method, path)

        return asyncio.run(ask())

    def downloads(self) -> list[AuditEntry]:
        query = select(AuditEntry).where(AuditEntry.action == "file.downloaded")
        with self.database.read() as session:
            return list(session.exec(query))


@pytest.fixture
def world(in_memory: Database) -> Linked:
    return Linked(in_memory)


def test_the_file_comes_under_its_own_name_and_stays_nowhere(world: Linked) -> None:
    given = world.asks("/download/token-1")
    assert given.status_code == 200
    assert given.content.startswith(b"PK")
    assert given.headers["content-type"] == Format.XLSX.media_type
    assert given.headers["cache-control"] == "no-store"
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.headers["referrer-policy"] == "no-referrer"
    name = quote("Bảng tổng hợp Excel 2082_QĐ-UBND 2026 (14-10-2026 07h30).xlsx", safe="")
    named = f"attachment; filename=\"daumoi.xlsx\"; filename*=UTF-8''{name}"
    assert given.headers["content-disposition"] == named


def test_who_has_fetched_what_is_audited(world: Linked) -> None:
    assert world.downloads() == []
    world.asks("/download/token-1")
    world.asks("/download/token-1")  # a telephone asks twice where the first was cut off
    world.asks("/download/token-2")
    found = [(one.person_id, one.details) for one in world.downloads()]
    planner = (3, {"form": "xlsx", "own": False})
    assert found == [planner, planner, (1, {"form": "xlsx", "own": True})]


def test_looking_at_a_link_makes_no_file_and_is_no_download(
    world: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("made without need")

    monkeypatch.setattr("bot.web.downloads.make_file", never)
    looked = world.asks("/download/token-1", "HEAD")
    assert (looked.status_code, looked.content) == (200, b"")
    assert looked.headers["content-type"] == Format.XLSX.media_type
    assert world.downloads() == []
    assert world.asks("/download/token-1", "POST").status_code == 405


# --- Refused --------------------------------------------------------------------------------------


def late(world: Linked) -> None:
    world.clock.forward(hours=24)


def without_right(world: Linked) -> None:
    ends_right(world, "skhdt")


def with_the_right_of_another_plan(world: Linked) -> None:
    ends_right(world, "skhdt")
    adds_plan(world)
    with world.database.write() as session:
        other = session.exec(select(Plan).where(Plan.code == "khac")).one()
        session.add(Right(person_id=3, kind=RightKind.PLANNER, plan_id=other.id))


def erased(world: Linked) -> None:
    now = world.clock.now()
    with world.database.write() as session:
        erase(session, session.get_one(Person, 3), now.date(), now)
        assert session.exec(select(DownloadLink.person_id)).all() == [1]  # the other one's stays


def to_no_round(world: Linked) -> None:
    with world.database.write() as session:
        for link in session.exec(select(DownloadLink)):
            link.wanted_file = {**link.wanted_file, "round_id": 99}


@pytest.mark.parametrize(
    "happens", [late, without_right, with_the_right_of_another_plan, erased, to_no_round]
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_link_that_is_good_no_more_looks_like_one_that_never_was(
    world: Linked, happens: Callable[[Linked], None], method: str
) -> None:
    assert world.asks("/download/token-1", "HEAD").status_code == 200
    happens(world)
    refused, unknown = world.asks("/download/token-1", method), world.asks(UNKNOWN, method)
    assert refused.status_code == unknown.status_code == 404
    assert (refused.content, dict(refused.headers)) == (unknown.content, dict(unknown.headers))
    assert world.downloads() == []


@pytest.mark.parametrize(
    "token", ["token-11", "TOKEN-1", "token-1%00", "token", "%2e%2e", "x" * 999]
)
def test_a_forged_token_opens_nothing(world: Linked, token: str) -> None:
    assert world.asks(f"/download/{token}").status_code == 404


def test_a_link_is_good_to_its_last_moment(world: Linked) -> None:
    world.clock.forward(hours=24, microseconds=-1)
    assert world.asks("/download/token-1", "HEAD").status_code == 200


def test_whoever_leaves_a_post_has_no_link_to_its_reports(world: Linked) -> None:
    assert world.asks("/download/token-2", "HEAD").status_code == 200
    with world.database.write() as session:
        for post in session.exec(select(Appointment).where(Appointment.person_id == 1)):
            post.ends_on = world.clock.now().date() - timedelta(days=1)
    assert world.asks("/download/token-2").status_code == 404


def test_what_cannot_be_made_is_said_in_a_sentence(
    world: Linked, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("a cell")

    monkeypatch.setattr(Format, "file", fails)
    with caplog.at_level(logging.CRITICAL):
        told = world.asks("/download/token-1")
    assert told.status_code == 500
    assert told.text == "Hệ thống chưa lập được tệp. Đề nghị thử lại hoặc báo quản trị viên."
    assert world.downloads() == []


def test_the_right_is_looked_at_once_more_when_it_is_made(
    world: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have ended while the file waited for its turn."""

    def meanwhile(*given: object) -> object:
        ends_right(world, "skhdt")
        return wanted_files.make_file(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("bot.web.downloads.make_file", meanwhile)
    assert world.asks("/download/token-1").status_code == 404
