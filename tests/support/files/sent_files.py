"""For tests of files: somebody who reports where files are taken, and what is kept then."""

from datetime import date

from sqlmodel import col, select

from storage.database import Database
from storage.messages.attachments import files_of_reports
from storage.models import Attachment, Report
from tests.support.worlds.world import WITH_FILES, FakeChannel, World

RESULT = "Đã tổ chức 12 lớp tập huấn"


def reporting_with_files(database: Database) -> World:
    world = World(database, FakeChannel("telegram", WITH_FILES))
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    return world


def rows(world: World) -> list[Attachment]:
    with world.database.read() as session:
        return list(session.exec(select(Attachment).order_by(col(Attachment.id))))


def kept(world: World) -> list[Attachment]:
    return [row for row in rows(world) if row.dropped_at is None]


def counting(world: World) -> list[str]:
    """The names of the files of the one report there is."""
    with world.database.read() as session:
        [expectation_id] = set(session.exec(select(Report.expectation_id)))
        found = files_of_reports(session, [expectation_id])
    return [row.name for row in found.get(expectation_id, [])]


def opens(world: World, code: str = "1.1") -> None:
    world.says("sct", code)
    world.taps("sct", "Đã hoàn thành")
