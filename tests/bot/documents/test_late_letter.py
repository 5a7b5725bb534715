"""The letter to those that are late: whom it names, what for, and when they were reminded."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from docx import Document
from sqlmodel import Session, select

from bot.documents.contents.dossier import Dossier, dossier_of
from bot.documents.docx.late_letter import LateAgency, late_agencies, late_letter
from locales import translator
from storage.database import Database
from storage.models import Plan, Report, Review, Round, Tier
from storage.rounds.reminder_proofs import proof_of_reminders
from tests.bot.conftest import Terminal
from tests.support.worlds.requests import reports
from tests.support.worlds.world import CALENDAR, ZONE, World

SAY = translator("vi")
LATER = datetime(2026, 11, 24, 9, tzinfo=ZONE)


@pytest.fixture(name="world")
def _world(database: Database) -> World:
    """Sở Công Thương was reminded and has answered 1.1 and 1.2, which was returned; Sở Y tế is
    reached by nobody."""
    world = World(database)
    world.links("sct")
    for day in (date(2026, 10, 15), date(2026, 11, 6)):
        world.clock.jump_to(day)
        world.ticks()
    reports(world, "sct", "1.1", "completed")
    reports(world, "sct", "1.2", "in_progress")
    with database.write() as session:
        report = session.exec(select(Report).where(Report.status == "in_progress")).one()
        at = world.clock.now()
        returned = Review(report_id=report.id or 0, accepted=False, reason="Thiếu", reviewed_at=at)
        session.add(returned)
    return world


def written(session: Session, now: datetime) -> tuple[Dossier, list[LateAgency]]:
    plan = session.exec(select(Plan)).one()
    round_ = session.exec(select(Round).where(Round.tier == Tier.AGENCIES)).one()
    dossier = dossier_of(session, plan, round_, now, CALENDAR, now=now)
    proofs = proof_of_reminders(session, plan, now.date(), round_.id)
    return dossier, late_agencies(dossier, proofs)


def test_it_names_what_is_overdue_and_the_days_of_the_reminders(world: World) -> None:
    with world.database.read() as session:
        dossier, late = written(session, LATER)
    table = Document(BytesIO(late_letter(dossier, late, SAY))).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["1", "Sở Công Thương", "1: 1.4", "1: 1.2", "15/10/2026; 06/11/2026"],
        ["2", "Sở Y tế", "1: 1.3", "", "chưa có lượt nhắc nào đến được"],
    ]


def test_it_is_laid_out_as_a_letter_of_the_department(world: World) -> None:
    with world.database.read() as session:
        dossier, late = written(session, LATER)
    draft = Document(BytesIO(late_letter(dossier, late, SAY)))
    told = [one.text for one in draft.paragraphs]
    assert "- Sở Công Thương;\n- Sở Y tế." in told
    head = [cell.text for cell in draft.tables[0]._cells]
    assert "V/v đôn đốc báo cáo năm 2026 kết quả thực hiện Kế hoạch mẫu" in head[2]
    assert "SỞ KẾ HOẠCH VÀ ĐẦU TƯ" in head[0]
    assert told[-1].endswith("./.") or any(one.endswith("./.") for one in told)
    assert not any("{{" in one for one in told)


def test_nobody_is_late_before_the_day_has_passed_and_nobody_writes_to_itself(
    world: World,
) -> None:
    with world.database.read() as session:
        _, early = written(session, datetime(2026, 11, 12, 9, tzinfo=ZONE))
        dossier, late = written(session, LATER)
    assert early == []
    assert [one.name for one in late] == ["Sở Công Thương", "Sở Y tế"]
    own = replace(dossier, issuer="Sở Y tế")
    assert [one.name for one in late_agencies(own, [])] == ["Sở Công Thương"]


def test_the_command_writes_it_or_says_that_none_is_needed(loaded: Terminal) -> None:
    letter = ("letter", "ben-tre", "--late", "--out", "x.docx")
    assert "no letter is needed" in loaded.fails(*letter)
    assert "add --late" in loaded.fails("letter", "ben-tre", "--out", "x.docx")
    loaded.env["DAUMOI_CLOCK"] = "2026-11-16T09:00:00+07:00"
    assert "x.docx is written" in loaded.prints(*letter)
    assert Document("x.docx").tables
    assert "no Word document" in loaded.fails(*letter, "--template", "none.docx")
